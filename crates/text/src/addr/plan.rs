//! Why a plan is as it is, why there is none, and what a summary merged.

use super::{need_name, parse_error};
use crate::words::number;
use crate::{Lang, Markup, say};
use wireglass_core::addr::aggregate::Merge;
use wireglass_core::addr::plan::{
    Cost, MOST_NEEDS, Need, NeedErrorKind, Place, Plan, PlanError, Size,
};

/// What is wrong with a need as typed. Where, the error itself says.
pub fn need_error(lang: Lang, kind: &NeedErrorKind) -> Markup {
    match kind {
        NeedErrorKind::Empty => say!(
            lang,
            "*Nothing is asked for yet.* Try `1500, lab 60, 12, link /31`.",
            "*还没有输入需求。*可以试试 `1500, lab 60, 12, link /31`。",
        ),
        NeedErrorKind::NoNumber => say!(
            lang,
            "*How many hosts?* A need is a number, such as `60`, or a size, such as `/31`.",
            "*需要多少台主机？*请写一个数（例如 `60`）或一个大小（例如 `/31`）。",
        ),
        NeedErrorKind::TwoNumbers => say!(
            lang,
            "This is *a second number* in one need. Put a comma between two needs.",
            "同一项需求里出现了*第二个数*。两项需求之间请用逗号隔开。",
        ),
        NeedErrorKind::NoHosts => no_hosts(lang),
        NeedErrorKind::TooManyHosts => say!(
            lang,
            "*More hosts than IPv4 has addresses.* At most `4294967294` are possible.",
            "*主机数超过了 IPv4 的地址总数。*最多 `4294967294` 台。",
        ),
        NeedErrorKind::TooMany => say!(
            lang,
            "*Too many needs*: one plan takes at most `{MOST_NEEDS}`.",
            "*需求太多*：一份规划最多 `{MOST_NEEDS}` 项。",
        ),
        NeedErrorKind::Prefix(kind) => parse_error(lang, kind),
        NeedErrorKind::HostBits(network) => say!(
            lang,
            "This is an address *within* a network and no network: its host bits are not zero. The network is `{network}`.",
            "这是网络*内*的一个地址，不是网络：主机位不为零。所在网络是 `{network}`。",
        ),
    }
}

fn no_hosts(lang: Lang) -> Markup {
    say!(
        lang,
        "*A network for no host* needs no addresses. Ask for at least `1`.",
        "*没有主机的网络*不需要地址。请至少写 `1`。",
    )
}

/// Words that say what is counted, in either language: they are no names.
const UNITS: [&str; 7] = ["host", "hosts", "addresses", "台", "台主机", "主机", "个"];

/// Takes words such as "hosts" out of the names of needs as typed: `1500 hosts` has no name,
/// `2 routers` has.
pub fn without_units(needs: &mut [Need]) {
    for need in needs {
        let words = need.name.split(' ');
        let kept: Vec<_> =
            words.filter(|word| !UNITS.contains(&word.to_ascii_lowercase().as_str())).collect();
        need.name = kept.join(" ");
    }
}

/// Why there is no plan.
pub fn plan_error(lang: Lang, error: &PlanError, needs: &[Need]) -> Markup {
    let addresses = |n: u64| number(lang, n, "address", "addresses", "个地址");
    match *error {
        PlanError::NoNeeds => need_error(lang, &NeedErrorKind::Empty),
        PlanError::TooMany { .. } => need_error(lang, &NeedErrorKind::TooMany),
        PlanError::NoHosts { .. } => no_hosts(lang),
        PlanError::TooLarge { need, takes, space } => {
            let (need, takes, space) = (need_name(needs, need), addresses(takes), addresses(space));
            say!(
                lang,
                "*The need `{need}` alone is larger than the whole space*: it takes a block of `{takes}`, and there are `{space}`.",
                "*仅 `{need}` 一项就超过了整个地址空间*：它需要 `{takes}`，而总共只有 `{space}`。",
            )
        }
        PlanError::DoesNotFit { need, takes, space, largest } if takes > space => {
            let need = need_name(needs, need);
            let over = addresses(takes - space);
            let (takes, space) = (addresses(takes), addresses(space));
            let largest = left(lang, largest.map(|free| free.to_string()));
            say!(
                lang,
                "*All together do not fit*: the blocks take `{takes}`, and there are `{space}`: `{over}` too few. `{need}` finds no room; {largest}.",
                "*总和放不下*：各块共需要 `{takes}`，而只有 `{space}`，还差 `{over}`。`{need}` 没有位置；{largest}。",
            )
        }
        PlanError::DoesNotFit { need, largest, .. } => {
            let need = need_name(needs, need);
            let largest = left(lang, largest.map(|free| free.to_string()));
            say!(
                lang,
                "There are enough addresses, but *no block that is large enough is in one piece*: the networks in use lie between. `{need}` finds no room; {largest}.",
                "地址总数足够，但*没有一整块足够大的空间*：已占用的网络把它隔开了。`{need}` 没有位置；{largest}。",
            )
        }
        PlanError::Outside { need } => {
            let need = need_name(needs, need);
            say!(
                lang,
                "The network of `{need}` is *not within the space* that is to be divided.",
                "`{need}` 的网络*不在要划分的地址空间内*。",
            )
        }
        PlanError::Overlap { first, second } => {
            let (first, second) = (need_name(needs, first), need_name(needs, second));
            say!(
                lang,
                "The networks of `{first}` and `{second}` *overlap*: an address in both would have two homes.",
                "`{first}` 和 `{second}` 的网络*重叠*：同属两者的地址会有两个归属。",
            )
        }
    }
}

fn left(lang: Lang, largest: Option<String>) -> String {
    match (lang, largest) {
        (Lang::En, Some(largest)) => format!("the largest free block is `{largest}`"),
        (Lang::Zh, Some(largest)) => format!("剩下最大的空闲块是 `{largest}`"),
        (Lang::En, None) => "nothing is left".to_owned(),
        (Lang::Zh, None) => "已经没有剩余".to_owned(),
    }
}

/// Why a block is as large as it is.
pub fn size_reason(lang: Lang, size: &Size) -> Markup {
    match *size {
        Size::Hosts { hosts, host_bits, short } => {
            let (total, usable) = (1_u64 << host_bits, (1_u64 << host_bits) - 2);
            let bits = number(lang, host_bits.into(), "host bit", "host bits", "位主机位");
            let fewer = number(lang, (host_bits - 1).into(), "host bit", "host bits", "位主机位");
            let hosts = number(lang, hosts.into(), "host", "hosts", "台主机");
            say!(
                lang,
                "`{hosts}`: with `{fewer}` only `{short}` addresses are usable; *`{bits}`* make {total} − 2 = `{usable}`.",
                "`{hosts}`：`{fewer}`只有 `{short}` 个可用地址；*`{bits}`*则有 {total} − 2 = `{usable}` 个。",
            )
        }
        Size::Asked => say!(lang, "This size was asked for.", "大小是指定的。"),
    }
}

/// Why a block lies where it does.
pub fn place_reason(lang: Lang, place: &Place, plan: &Plan) -> Markup {
    match *place {
        Place::Fixed => say!(
            lang,
            "It is in use already, so that *all others lie around it*.",
            "它已在使用，*其他块都要避开它*。",
        ),
        Place::Start => say!(
            lang,
            "It begins the space: *the largest come first*, so that every block begins at a multiple of its size.",
            "放在地址空间的开头：*从大到小依次放置*，每一块就都从自身大小的整数倍处开始。",
        ),
        Place::Behind(before) => {
            let before = plan.blocks.get(before).map_or(plan.space, |block| block.network);
            say!(
                lang,
                "*Right behind `{before}`*: there begins the smallest free block that holds it, so that the large ones stay whole.",
                "*紧接在 `{before}` 之后*：那里开始的是放得下它的最小空闲块，这样大块保持完整。",
            )
        }
        Place::Gap(gap) => say!(
            lang,
            "*In the free block `{gap}`*, the smallest that holds it, so that the large ones stay whole.",
            "*放在空闲块 `{gap}` 中*：它是放得下的最小一块，这样大块保持完整。",
        ),
    }
}

/// What a class would cost instead of the tightest prefix.
pub fn classful_cost(lang: Lang, cost: &Cost) -> Markup {
    let Cost { tight, tight_waste, class, classful, classful_waste, times } = *cost;
    let (class, mask) = (class.letter(), classful.as_addr());
    if times == 1 {
        return say!(
            lang,
            "A class {class} network (`{mask}`) is *just as tight* here: `{tight_waste}` addresses stay unused.",
            "这里用 {class} 类网络（`{mask}`）*同样紧凑*：有 `{tight_waste}` 个地址闲置。",
        );
    }
    say!(
        lang,
        "By class one would take {class}, `{mask}`: it works, but *`{classful_waste}` addresses stay unused*. With `{tight}` it is `{tight_waste}`, and `{times}` such networks fit where the class has one.",
        "按类别会用 {class} 类，`{mask}`：可行，但*有 `{classful_waste}` 个地址闲置*。用 `{tight}` 只闲置 `{tight_waste}` 个；一个 {class} 类网络可容纳 `{times}` 个这样的网络。",
    )
}

/// What was merged in a summary.
pub fn merge(lang: Lang, merge: &Merge) -> Markup {
    match *merge {
        Merge::Duplicate(network) => {
            say!(lang, "`{network}` stands there *twice*.", "`{network}` *重复出现*。")
        }
        Merge::Covered { inner, by } => say!(
            lang,
            "`{inner}` lies *within* `{by}` and adds nothing.",
            "`{inner}` 已经*包含在* `{by}` 之内，可以省去。",
        ),
        Merge::Joined { low, high, into } => {
            let bit = low.prefix_len();
            say!(
                lang,
                "`{low}` and `{high}` differ *only in bit `{bit}`*, the last of their prefix: together they are `{into}`.",
                "`{low}` 与 `{high}` *只有第 `{bit}` 位不同*，即前缀的最后一位：合起来就是 `{into}`。",
            )
        }
    }
}
