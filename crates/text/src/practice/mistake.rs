//! Which mistake it was, with the numbers that show it.

use super::{label_of, need_name, port_kind};
use crate::{Lang, Markup, say};
use wireglass_course::practice::Mistake as M;

/// The mistake, said to whoever made it. The right answer itself is not said: the learner may try
/// again, and the solution is one button away.
#[expect(clippy::too_many_lines, reason = "one arm for each mistake")]
pub fn mistake(lang: Lang, mistake: &M) -> Markup {
    match mistake {
        M::ClassFromMask { mask, right: _ } => say!(
            lang,
            "You went by the mask `{mask}` beside the address. *The class lies in the first bits of the address*, whatever mask is used.",
            "你依据的是地址旁的掩码 `{mask}`。*类别只看地址开头的几位*，与所用掩码无关。",
        ),
        M::ClassBoundary { octet, given, right } => {
            let given_class = given.letter();
            let block = given.block();
            let (low, high) = (block.address().octets()[0], block.end().octets()[0]);
            let edge = if (*given as u8) < (*right as u8) { high } else { low };
            say!(
                lang,
                "Just past the border: class {given_class} is {low} to {high} in the first octet, with its border at `{edge}`; `{octet}` lies beyond it.",
                "差在边界上：{given_class} 类的第一个八位组是 {low} 到 {high}，边界是 `{edge}`，而 `{octet}` 已经越过。",
            )
        }
        M::LeadingBits { given, right } => {
            let (letter, bits, actual) =
                (given.letter(), given.leading_bits(), right.leading_bits());
            say!(
                lang,
                "Class {letter} begins with the bits `{bits}`; this address begins with `{actual}`.",
                "{letter} 类以 `{bits}` 开头，而这个地址以 `{actual}` 开头。",
            )
        }
        M::NothingNatural { class } => {
            let letter = class.letter();
            say!(
                lang,
                "Addresses of class {letter} are not divided into network and host: *there is none*.",
                "{letter} 类地址不分网络部分和主机部分：*没有*。",
            )
        }
        M::SomethingNatural { class } => {
            let letter = class.letter();
            say!(
                lang,
                "Class {letter} does have one: only D and E have none.",
                "{letter} 类是有的：只有 D 类和 E 类没有。",
            )
        }
        M::WildcardForMask { given, right: _ } => say!(
            lang,
            "`{given}` is *the wildcard mask*: ones where hosts are numbered. A mask has its ones in front.",
            "`{given}` 是*反掩码*：1 在主机位上。掩码的 1 应在前面。",
        ),
        M::MaskWithHoles { given, block: Some(block) } => say!(
            lang,
            "`{given}` has a one after a zero, so it is no mask. `{block}` is the *size of the block*; in the mask stands 256 less that.",
            "`{given}` 中 0 之后又出现 1，不是掩码。`{block}` 是*块的大小*；掩码中应是 256 减去它。",
        ),
        M::MaskWithHoles { given, block: None } => say!(
            lang,
            "`{given}` is no mask: in a mask *all ones come before all zeros*.",
            "`{given}` 不是掩码：掩码中*所有的 1 都在所有的 0 之前*。",
        ),
        M::MaskBeside { mask, right: _ } => say!(
            lang,
            "You used `{mask}`, which stands beside the address. What is asked for goes by *the class*.",
            "你用了地址旁边的 `{mask}`。这里问的是*按类划分*的结果。",
        ),
        M::ClassMask { class, mask } => {
            let letter = class.letter();
            say!(
                lang,
                "You used `{mask}`, *the mask of class {letter}*. Here the mask that is given counts.",
                "你用了 *{letter} 类的默认掩码* `{mask}`。这里应以给出的掩码为准。",
            )
        }
        M::HostBitsForPrefix { host_bits, right: _ } => say!(
            lang,
            "{host_bits} is the number of *host bits*. The prefix length counts the network bits: 32 less that.",
            "{host_bits} 是*主机位*的位数。前缀长度数的是网络位：用 32 减去它。",
        ),
        M::MaskLength { given, right } => {
            let (dotted, bits) = (given.as_addr(), given.prefix_len().abs_diff(right.prefix_len()));
            if given < right {
                say!(
                    lang,
                    "`{given}` (`{dotted}`) has too few ones, by {bits}.",
                    "`{given}`（`{dotted}`）的 1 少了 {bits} 个。",
                )
            } else {
                say!(
                    lang,
                    "`{given}` (`{dotted}`) has too many ones, by {bits}.",
                    "`{given}`（`{dotted}`）的 1 多了 {bits} 个。",
                )
            }
        }
        M::AddressItself { mask } => say!(
            lang,
            "This is the host's own address. Its network is the address *AND the mask* `{mask}`: host bits become zero.",
            "这是主机自己的地址。网络地址是地址*与掩码* `{mask}` *相与*：主机位清零。",
        ),
        M::OtherField { asked: _, gave } => {
            let name = label_of(lang, *gave);
            say!(
                lang,
                "This is another value that is asked about: *{name}*.",
                "这是题中的另一个值：*{name}*。",
            )
        }
        M::NextNetwork { next } => say!(
            lang,
            "`{next}` already belongs to *the next network*; this one ends right before it.",
            "`{next}` 已经属于*下一个网络*；本网络在它之前结束。",
        ),
        M::OffByOne { given, right } => {
            if given > right {
                say!(lang, "`{given}` is *one too many*.", "`{given}` *多了 1*。")
            } else {
                say!(lang, "`{given}` is *one too few*.", "`{given}` *少了 1*。")
            }
        }
        M::AddressOffByOne { given, right } => {
            if given > right {
                say!(lang, "`{given}` is *one too high*.", "`{given}` *大了 1*。")
            } else {
                say!(lang, "`{given}` is *one too low*.", "`{given}` *小了 1*。")
            }
        }
        M::BlockSizeOf { used, right } => {
            let (theirs, ours) = (used.total(), right.total());
            say!(
                lang,
                "You used *the block size of `{used}`*, {theirs} addresses. The mask is `{right}`: blocks of {ours}.",
                "你用了 `{used}` *的块大小*，即 {theirs} 个地址。掩码是 `{right}`，每块 {ours} 个。",
            )
        }
        M::HostPart { host_part } => say!(
            lang,
            "`{host_part}` is *the host part*: what the wildcard mask keeps. The network is what the mask keeps.",
            "`{host_part}` 是*主机部分*，即反掩码保留的部分。网络是掩码保留的部分。",
        ),
        M::NoBroadcast { mask } => {
            let addresses = mask.total();
            say!(
                lang,
                "A `{mask}` has {addresses} in all, each a host's: *there is no broadcast address* (RFC 3021).",
                "`{mask}` 总共 {addresses} 个地址，都是主机地址：*没有广播地址*（RFC 3021）。",
            )
        }
        M::ThereIsOne { asked } => {
            let name = label_of(lang, *asked);
            say!(
                lang,
                "There is one: *{name}* is missing only in a `/31` and a `/32`.",
                "是有的：只有 `/31` 和 `/32` 才没有*{name}*。",
            )
        }
        M::WrongOctet { octet, given, right: _ } => say!(
            lang,
            "Octet {octet} is not right: `{given}`.",
            "第 {octet} 个八位组不对：`{given}`。",
        ),
        M::ForgotMinusTwo { total, usable: _ } => say!(
            lang,
            "{total} counts *every* address. The network and the broadcast address cannot be hosts: *take off two*.",
            "{total} 是*全部*地址数。网络地址和广播地址不能分给主机：*要减 2*。",
        ),
        M::MinusTwoOnLink { mask, usable: _ } => say!(
            lang,
            "On a `{mask}` nothing is taken off: it has no network or broadcast address to spare (RFC 3021).",
            "`{mask}` 不减 2：它没有网络地址和广播地址要扣除（RFC 3021）。",
        ),
        M::BitsForCount { host_bits, total: _ } => say!(
            lang,
            "{host_bits} is *the number of host bits*; they make 2^{host_bits} addresses.",
            "{host_bits} 是*主机位的位数*；它们能表示 2^{host_bits} 个地址。",
        ),
        M::NetworkBitsCounted { prefix_len, host_bits } => say!(
            lang,
            "You counted with the {prefix_len} *network bits*. Hosts are numbered by the other {host_bits}.",
            "你用了 {prefix_len} 个*网络位*来计算。主机由其余 {host_bits} 位编号。",
        ),
        M::CountOf { used, right } => say!(
            lang,
            "So many hosts have room in a `{used}`; this is a `{right}`.",
            "这是 `{used}` 能容纳的主机数，而这里是 `{right}`。",
        ),
        M::Count { given, right: _, host_bits } => say!(
            lang,
            "`{given}` is not a power of two less two. There are {host_bits} host bits.",
            "`{given}` 不是 2 的幂减 2。主机位有 {host_bits} 位。",
        ),
        M::NoRoomForTwo { hosts, given } => {
            let (total, usable) = (given.total(), given.usable());
            say!(
                lang,
                "A `{given}` has {total} addresses, but only {usable} for hosts: with {hosts} hosts *the network and the broadcast address have no room*.",
                "`{given}` 有 {total} 个地址，但主机只能用 {usable} 个：放了 {hosts} 台主机，*网络地址和广播地址就没有位置了*。",
            )
        }
        M::TooSmall { hosts, given } => {
            let usable = given.usable();
            say!(
                lang,
                "Too small: a `{given}` has room for {usable} hosts, not {hosts}.",
                "太小：`{given}` 只能容纳 {usable} 台主机，不够 {hosts} 台。",
            )
        }
        M::TooLarge { hosts, given, right: _ } => {
            let usable = given.usable();
            say!(
                lang,
                "It has room, but too much: a `{given}` holds {usable} hosts, and {hosts} *fit in a smaller block too*.",
                "够用但太大：`{given}` 可容纳 {usable} 台主机，而 {hosts} 台*用更小的块也放得下*。",
            )
        }
        M::ClassfulChoice { hosts, class, given, right: _ } => {
            let (letter, waste) =
                (class.letter(), given.usable().saturating_sub(u64::from(*hosts)));
            say!(
                lang,
                "`{given}` is *the mask of class {letter}*. It has room, but leaves {waste} addresses without a host; since CIDR the prefix may have any length.",
                "`{given}` 是 *{letter} 类的默认掩码*。虽然够用，却有 {waste} 个地址闲置；有了 CIDR，前缀可取任意长度。",
            )
        }
        M::SubnetsMinusTwo { at_least: _, given: _, right: _ } => say!(
            lang,
            "You left out the first and the last subnet. Old notes do so; *all subnets may be used* (RFC 1878).",
            "你去掉了第一个和最后一个子网。旧讲义如此，但*所有子网都可使用*（RFC 1878）。",
        ),
        M::TooFewSubnets { at_least, made, given } => say!(
            lang,
            "`{given}` makes {made} subnets; at least {at_least} are needed.",
            "`{given}` 只分出 {made} 个子网，至少需要 {at_least} 个。",
        ),
        M::TooManySubnets { at_least, made, right: _ } => say!(
            lang,
            "This makes {made} subnets. Fewer would do for {at_least}, and each would be larger.",
            "这样分出 {made} 个子网。{at_least} 个用不了这么多，子网还可以更大。",
        ),
        M::LargerThanWhole { of, given } => say!(
            lang,
            "`{given}` is larger than `{of}` itself: subnets have *more* network bits than the whole.",
            "`{given}` 比 `{of}` 本身还大：子网的网络位应比整个网络*更多*。",
        ),
        M::NotOnBoundary { given, block } => {
            let (address, mask, total) = (given.address, given.mask, given.mask.total());
            say!(
                lang,
                "A `{mask}` cannot begin at `{address}`: its blocks of {total} begin at multiples of {total}. `{address}` lies inside `{block}`.",
                "`{mask}` 不能从 `{address}` 开始：每块 {total} 个地址，起点应是 {total} 的倍数。`{address}` 在 `{block}` 内部。",
            )
        }
        M::OutsideSpace { given, space } => {
            say!(lang, "`{given}` does not lie in `{space}`.", "`{given}` 不在 `{space}` 之内。",)
        }
        M::Overlap { with, given, other } => {
            let name = need_name(*with);
            say!(
                lang,
                "`{given}` *overlaps* `{other}`, the block of {name}.",
                "`{given}` 与 {name} 的地址块 `{other}` *重叠*。",
            )
        }
        M::CountForBits { count, given: _ } => say!(
            lang,
            "You took {count} off the length because there are {count} prefixes. *Each bit less doubles the block*: take off as many bits as number them.",
            "因为有 {count} 个前缀，你就把长度减了 {count}。*每少一位，块就大一倍*：应减去给它们编号所需的位数。",
        ),
        M::CoversMore { given, extra } => {
            let count = extra.total();
            say!(
                lang,
                "`{given}` *covers too much*: `{extra}`, {count} addresses, is in none of the prefixes.",
                "`{given}` *覆盖得太多*：`{extra}`（{count} 个地址）不属于任何一个前缀。",
            )
        }
        M::LeavesOut { missing } => say!(
            lang,
            "`{missing}` *is missing*: nothing in the list covers it.",
            "*缺少* `{missing}`：列表中没有覆盖它的前缀。",
        ),
        M::Inside { inner, outer } if inner == outer => {
            say!(lang, "`{inner}` is in the list twice.", "`{inner}` 在列表中出现了两次。",)
        }
        M::Inside { inner, outer } => say!(
            lang,
            "`{inner}` lies in `{outer}` already: it adds nothing.",
            "`{inner}` 已包含在 `{outer}` 中，是多余的。",
        ),
        M::CanJoin { halves: [low, high], whole: _ } => say!(
            lang,
            "Right, but *not the shortest*: `{low}` and `{high}` are the two halves of one network.",
            "地址没错，但*还不是最短*：`{low}` 和 `{high}` 是同一个网络的两半。",
        ),
        M::LooksAlike { octets, mask } => say!(
            lang,
            "The first {octets} octets are the same, but `{mask}` *goes further*: compare the bits up to the end of the mask.",
            "前 {octets} 个八位组相同，但 `{mask}` *还没有结束*：要比较到掩码末尾的每一位。",
        ),
        M::LooksDifferent { octet, mask } => say!(
            lang,
            "Octet {octet} differs, but only in bits *behind the mask* `{mask}`. Those do not count.",
            "第 {octet} 个八位组不同，但不同的位在*掩码* `{mask}` *之外*，不算。",
        ),
        M::ComparedByClass { class, mask } => {
            let letter = class.letter();
            say!(
                lang,
                "By *class {letter}*, with `{mask}`, they would be. The mask that is configured decides.",
                "按 *{letter} 类*的 `{mask}` 才相同。应以配置的掩码为准。",
            )
        }
        M::OthersMask { side, own, other } => {
            let (side, other_side) = (side.letter(), side.other().letter());
            say!(
                lang,
                "That is what the mask of {other_side}, `{other}`, says. {side} knows *only its own*, `{own}`.",
                "那是按 {other_side} 的掩码 `{other}` 得出的。{side} *只知道自己的* `{own}`。",
            )
        }
        M::Compared { ours, theirs } => say!(
            lang,
            "Compare the two networks: `{ours}` and `{theirs}`.",
            "比较这两个网络：`{ours}` 和 `{theirs}`。",
        ),
        M::RowDoesNotMatch { row, prefix, bit } => {
            let (row, length) = (row + 1, prefix.prefix_len());
            say!(
                lang,
                "Row {row} *does not match*: the first {length} bits must be the same, and bit {bit} differs.",
                "第 {row} 行*不匹配*：前 {length} 位须相同，而第 {bit} 位不同。",
            )
        }
        M::FirstInTable { row, given, best: _, right: _ } => {
            let row = row + 1;
            say!(
                lang,
                "Row {row} is *the first that matches*, with `{given}`. Order does not count: a longer prefix matches too.",
                "第 {row} 行是*第一个匹配的*，前缀为 `{given}`。次序不算数：还有更长的前缀也匹配。",
            )
        }
        M::DefaultTooEarly { best: _, right: _ } => say!(
            lang,
            "The default route is used *only when nothing else matches*. Something else does.",
            "默认路由*只在别的都不匹配时*才使用。这里还有别的行匹配。",
        ),
        M::ShortestMatch { row, given, best: _, right: _ } => {
            let row = row + 1;
            say!(
                lang,
                "Row {row} matches, but its prefix `{given}` is *the shortest* of those that do. The longest wins.",
                "第 {row} 行匹配，但它的前缀 `{given}` 是匹配者中*最短的*。最长的才被选中。",
            )
        }
        M::ShorterMatch { row, given, best: _, right: _ } => {
            let row = row + 1;
            say!(
                lang,
                "Row {row} matches with `{given}`, but *a longer prefix matches too*.",
                "第 {row} 行以 `{given}` 匹配，但*还有更长的前缀也匹配*。",
            )
        }
        M::SomethingMatches { row: _, prefix } => {
            let length = prefix.prefix_len();
            say!(
                lang,
                "There is a row that matches: look for one with the same first {length} bits.",
                "有匹配的行：找前 {length} 位相同的那一行。",
            )
        }
        M::ReversedBits { octet } => say!(
            lang,
            "The bits of octet {octet} are *the wrong way round*: the bit at the left is worth 128, that at the right 1.",
            "第 {octet} 个八位组的位*左右颠倒了*：最左边的位值 128，最右边的值 1。",
        ),
        M::InvertedBits => say!(
            lang,
            "Every bit is *inverted*: zeros and ones have changed places.",
            "每一位都*取反了*：0 和 1 互换了。",
        ),
        M::ReversedOctets => say!(
            lang,
            "The octets stand *in reverse order*. Networks write the most significant one first (RFC 1700, \"network byte order\").",
            "八位组的*顺序颠倒了*。网络字节序先写最高位的八位组（RFC 1700）。",
        ),
        M::HexAsDecimal { octet, hex } => {
            let (high, low) = (hex >> 4, hex & 15);
            say!(
                lang,
                "In octet {octet} hexadecimal digits were taken for decimal ones, or the other way round: `0x{hex:02X}` is {high} · 16 + {low}.",
                "第 {octet} 个八位组把十六进制数字当作了十进制，或者相反：`0x{hex:02X}` 是 {high} · 16 + {low}。",
            )
        }
        M::WrongBit { octet, weight, set: true } => say!(
            lang,
            "One bit is wrong: in octet {octet} the bit worth `{weight}` is *missing*.",
            "错了一位：第 {octet} 个八位组中，值 `{weight}` 的位*漏了*。",
        ),
        M::WrongBit { octet, weight, set: false } => say!(
            lang,
            "One bit is wrong: in octet {octet} the bit worth `{weight}` *should not be set*.",
            "错了一位：第 {octet} 个八位组中，值 `{weight}` 的位*不应为 1*。",
        ),
        M::WrongBits { octet, given, right: _ } => say!(
            lang,
            "Several bits of octet {octet} are wrong: you wrote {given}, which is `{given:08b}`.",
            "第 {octet} 个八位组有几位不对：你写的是 {given}，即 `{given:08b}`。",
        ),
        M::OctetTooLarge { given } => say!(
            lang,
            "Eight bits reach 255 at most; `{given}` is more.",
            "八位最多表示 255，`{given}` 超出了。",
        ),
        M::ZerosForOnes { zeros, ones: _ } => say!(
            lang,
            "You counted the {zeros} *zeros*. The prefix length counts the ones.",
            "你数的是 {zeros} 个 *0*。前缀长度数的是 1 的个数。",
        ),
        M::Ones { given, right: _ } => say!(
            lang,
            "The mask does not have `{given}` ones. Each octet of 255 has eight.",
            "掩码中 1 的个数不是 `{given}`。每个 255 有八个 1。",
        ),
        M::PortBoundary { port, given, right: _ } => {
            let range = given.range();
            let (kind, low, high) = (port_kind(lang, *given), range.start(), range.end());
            say!(
                lang,
                "Just past the border: {kind} ports are {low} to {high}, and `{port}` is not among them.",
                "差在边界上：{kind}是 {low} 到 {high}，不包括 `{port}`。",
            )
        }
        M::LinuxEphemeral { port } => say!(
            lang,
            "Linux gives clients ports from 32768 on, but *IANA's dynamic ports begin at 49152*: `{port}` is below.",
            "Linux 从 32768 起给客户端分配端口，但 *IANA 的动态端口从 49152 开始*：`{port}` 在其下。",
        ),
        M::PortRange { port, given, right: _ } => {
            let range = given.range();
            let (kind, low, high) = (port_kind(lang, *given), range.start(), range.end());
            say!(
                lang,
                "The range for that answer, {kind}, is {low} to {high}; `{port}` lies elsewhere.",
                "{kind}的范围是 {low} 到 {high}，`{port}` 不在其中。",
            )
        }
        M::Privilege { port, needed: true } => say!(
            lang,
            "`{port}` is below 1024, and there Linux asks for a privilege.",
            "`{port}` 小于 1024，Linux 要求特权。",
        ),
        M::Privilege { port, needed: false } => say!(
            lang,
            "Linux asks for a privilege only below 1024; `{port}` is not below.",
            "Linux 只对小于 1024 的端口要求特权，`{port}` 不在其中。",
        ),
        M::PortOfOther { given, other } => {
            say!(lang, "`{given}` is the port of *{other}*.", "`{given}` 是 *{other}* 的端口。",)
        }
        M::PortOf { given, right: _ } => say!(
            lang,
            "The service is not registered at `{given}`.",
            "该服务登记的端口不是 `{given}`。",
        ),
    }
}
