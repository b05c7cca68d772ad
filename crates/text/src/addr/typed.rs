//! What is wrong with an address as typed, and what to type instead.

use crate::{Esc, Lang, Markup, say};
use wireglass_core::addr::mac::MacErrorKind;
use wireglass_core::addr::mask::Holes;
use wireglass_core::addr::parse::{MOST_CHARACTERS, ParseErrorKind};
use wireglass_core::addr::v6::ParseErrorKind6;

/// What is wrong with an IPv4 address. Where, the error itself says.
pub fn parse_error(lang: Lang, kind: &ParseErrorKind) -> Markup {
    match *kind {
        ParseErrorKind::Empty => empty(lang),
        ParseErrorKind::TooLong { characters } => too_long(lang, characters),
        ParseErrorKind::ManyLines => many_lines(lang),
        ParseErrorKind::Character(c) => character(lang, c),
        ParseErrorKind::Ipv6 => say!(
            lang,
            "This looks like an *IPv6* address. IPv4 addresses are four numbers with dots, such as `192.168.1.10`.",
            "这看起来是 *IPv6* 地址。IPv4 地址是用点隔开的四个数，例如 `192.168.1.10`。",
        ),
        ParseErrorKind::Port => say!(
            lang,
            "This is a *port*. It belongs to the transport layer and not to the address: leave it out.",
            "这是*端口号*，属于传输层，不是地址的一部分，请去掉。",
        ),
        ParseErrorKind::TooFewOctets { octets } => {
            let missing = 4 - octets;
            say!(
                lang,
                "An IPv4 address has *four* numbers; `{missing}` more must follow. Some systems read `1.2.3` as `1.2.0.3`, so it is better not to guess.",
                "IPv4 地址有*四个*数，这里还缺 `{missing}` 个。有的系统会把 `1.2.3` 读成 `1.2.0.3`，所以这里不作猜测。",
            )
        }
        ParseErrorKind::TooManyOctets => say!(
            lang,
            "An IPv4 address has *four* numbers; here a fifth begins.",
            "IPv4 地址只有*四个*数，这里出现了第五个。",
        ),
        ParseErrorKind::EmptyOctet { octet } => say!(
            lang,
            "*A number is missing* here: number `{octet}` of four.",
            "这里*缺少一个数*：四个数中的第 `{octet}` 个。",
        ),
        ParseErrorKind::OctetTooLarge { octet, value: u32::MAX } => say!(
            lang,
            "Number `{octet}` is *too large*: 8 bits reach to `255` only.",
            "第 `{octet}` 个数*太大*：8 位二进制最大只能表示 `255`。",
        ),
        ParseErrorKind::OctetTooLarge { octet, value } => say!(
            lang,
            "Number `{octet}` is `{value}`, which is *too large*: 8 bits reach to `255` only.",
            "第 `{octet}` 个数是 `{value}`，*太大*：8 位二进制最大只能表示 `255`。",
        ),
        ParseErrorKind::LeadingZero { octet, decimal, octal } => {
            leading_zero(lang, octet, decimal, octal)
        }
        ParseErrorKind::NotBinary { octet } => say!(
            lang,
            "The others are written in binary, but number `{octet}` has *not eight binary digits*.",
            "其他各段是二进制写法，但第 `{octet}` 段*不是八位二进制数*。",
        ),
        ParseErrorKind::HexDigits { digits: 0 } => say!(
            lang,
            "Hexadecimal digits are missing behind `0x`: *one to eight* of them.",
            "`0x` 后面缺少十六进制数字：应有*一到八位*。",
        ),
        ParseErrorKind::HexDigits { digits } => say!(
            lang,
            "There are `{digits}` hexadecimal digits, but 32 bits are *at most eight*.",
            "这里有 `{digits}` 位十六进制数字，而 32 位地址*最多八位*。",
        ),
        ParseErrorKind::NoAddress => say!(
            lang,
            "This is a mask alone: *an address must stand before it*, as in `192.168.1.10/24`.",
            "这里只有掩码：*前面还需要一个地址*，例如 `192.168.1.10/24`。",
        ),
        ParseErrorKind::NoMask => say!(
            lang,
            "*A mask must follow*: a length such as `/24`, or `255.255.255.0`.",
            "后面*应当有掩码*：长度（例如 `/24`）或 `255.255.255.0`。",
        ),
        ParseErrorKind::PrefixTooLong { length: u32::MAX } => say!(
            lang,
            "The prefix is *too long*: an IPv4 address has `32` bits.",
            "前缀*太长*：IPv4 地址只有 `32` 位。",
        ),
        ParseErrorKind::PrefixTooLong { length } => say!(
            lang,
            "A prefix of `{length}` bits is *too long*: an IPv4 address has `32`.",
            "前缀长度 `{length}` *太长*：IPv4 地址只有 `32` 位。",
        ),
        ParseErrorKind::PrefixLeadingZero => prefix_leading_zero(lang),
        ParseErrorKind::Holes(holes) => with_holes(lang, holes),
        ParseErrorKind::Trailing => say!(
            lang,
            "The address and its mask are complete, but *something follows*. Remove it.",
            "地址和掩码已经完整，但*后面还有多余的内容*，请去掉。",
        ),
    }
}

/// What is wrong with an IPv6 address. Where, the error itself says.
pub fn parse_error6(lang: Lang, kind: &ParseErrorKind6) -> Markup {
    match *kind {
        ParseErrorKind6::Empty => empty(lang),
        ParseErrorKind6::TooLong { characters } => too_long(lang, characters),
        ParseErrorKind6::ManyLines => many_lines(lang),
        ParseErrorKind6::Character(c) => character(lang, c),
        ParseErrorKind6::TooFewGroups { groups } => {
            let missing = 8 - groups;
            say!(
                lang,
                "An IPv6 address has *eight* groups; `{missing}` more must follow, or `::` must stand for the groups that are zero.",
                "IPv6 地址有*八组*，这里还缺 `{missing}` 组；也可以用 `::` 代替全为零的若干组。",
            )
        }
        ParseErrorKind6::TooManyGroups => say!(
            lang,
            "An IPv6 address has *eight* groups, and `::` stands for at least one of them.",
            "IPv6 地址只有*八组*，而 `::` 至少代表其中一组。",
        ),
        ParseErrorKind6::TwoRuns => say!(
            lang,
            "`::` may stand *only once*: otherwise nobody could tell how many zeros each stands for.",
            "`::` *只能出现一次*，否则无法知道每一处各代表多少个零。",
        ),
        ParseErrorKind6::Colon => say!(
            lang,
            "This colon *separates nothing*: a group must stand on each side of it, or two colons together.",
            "这个冒号*没有分隔任何内容*：两边都应有一组数字，或者连写两个冒号。",
        ),
        ParseErrorKind6::GroupTooLong { group } => say!(
            lang,
            "Group `{group}` is *too long*: it stands for 16 bits, which are at most four hexadecimal digits.",
            "第 `{group}` 组*太长*：每组 16 位，最多四位十六进制数字。",
        ),
        ParseErrorKind6::Ipv4(kind) => parse_error(lang, &kind),
        ParseErrorKind6::NoLength => say!(
            lang,
            "Behind the slash *the length of the prefix must follow*, such as `/64`.",
            "斜线后面*应当有前缀长度*，例如 `/64`。",
        ),
        ParseErrorKind6::PrefixTooLong { length: u32::MAX } => say!(
            lang,
            "The prefix is *too long*: an IPv6 address has `128` bits.",
            "前缀*太长*：IPv6 地址只有 `128` 位。",
        ),
        ParseErrorKind6::PrefixTooLong { length } => say!(
            lang,
            "A prefix of `{length}` bits is *too long*: an IPv6 address has `128`.",
            "前缀长度 `{length}` *太长*：IPv6 地址只有 `128` 位。",
        ),
        ParseErrorKind6::PrefixLeadingZero => prefix_leading_zero(lang),
        ParseErrorKind6::Zone => say!(
            lang,
            "`%` begins a *zone*, which says on which interface of this machine a link-local address is meant. It is no part of the address: leave it out.",
            "`%` 后面是*区域标识*，说明链路本地地址属于本机的哪个接口。它不是地址的一部分，请去掉。",
        ),
    }
}

/// What is wrong with a MAC address. Where, the error itself says.
pub fn mac_error(lang: Lang, kind: &MacErrorKind) -> Markup {
    match *kind {
        MacErrorKind::Empty => say!(
            lang,
            "*Nothing is typed yet.* Try `00:1b:21:3c:4d:5e`.",
            "*还没有输入内容。*可以试试 `00:1b:21:3c:4d:5e`。",
        ),
        MacErrorKind::TooLong { characters } => too_long(lang, characters),
        MacErrorKind::ManyLines => many_lines(lang),
        MacErrorKind::Character(c) => character(lang, c),
        MacErrorKind::Groups { groups } => say!(
            lang,
            "There are `{groups}` groups. A MAC address has *six* groups of two hexadecimal digits, or three of four.",
            "这里有 `{groups}` 组。MAC 地址有*六组*，每组两位十六进制数字；或者三组，每组四位。",
        ),
        MacErrorKind::Digits { group, digits, expected } => say!(
            lang,
            "Group `{group}` has `{digits}` hexadecimal digits; *there should be `{expected}`*.",
            "第 `{group}` 组有 `{digits}` 位十六进制数字，*应为 `{expected}` 位*。",
        ),
    }
}

fn empty(lang: Lang) -> Markup {
    say!(
        lang,
        "*Nothing is typed yet.* Try `192.168.1.10/24`.",
        "*还没有输入内容。*可以试试 `192.168.1.10/24`。",
    )
}

fn too_long(lang: Lang, characters: usize) -> Markup {
    say!(
        lang,
        "This has `{characters}` characters. *No address is longer than `{MOST_CHARACTERS}`.*",
        "这里有 `{characters}` 个字符。*任何地址都不会超过 `{MOST_CHARACTERS}` 个字符。*",
    )
}

fn many_lines(lang: Lang) -> Markup {
    say!(
        lang,
        "*More than one line* is here, where a single address is expected.",
        "这里*不止一行*，而此处只需要一个地址。",
    )
}

fn character(lang: Lang, c: char) -> Markup {
    let c = c.to_string();
    let c = Esc(&c);
    say!(lang, "*This cannot stand here:* `{c}`.", "*此处不能出现* `{c}`。")
}

fn leading_zero(lang: Lang, octet: u8, decimal: u32, octal: Option<u32>) -> Markup {
    match octal {
        Some(octal) if octal != decimal => say!(
            lang,
            "Number `{octet}` has a *leading zero*: some systems read it as octal and get `{octal}` instead of `{decimal}`. Write `{decimal}`.",
            "第 `{octet}` 个数有*前导零*：有的系统会按八进制读成 `{octal}`，而不是 `{decimal}`。请写成 `{decimal}`。",
        ),
        Some(_) => say!(
            lang,
            "Number `{octet}` has a *leading zero*, which some systems take for octal. Write `{decimal}`.",
            "第 `{octet}` 个数有*前导零*，有的系统会当作八进制。请写成 `{decimal}`。",
        ),
        None => say!(
            lang,
            "Number `{octet}` has a *leading zero*: some systems take it for octal, where `8` and `9` do not exist. Write `{decimal}`.",
            "第 `{octet}` 个数有*前导零*：有的系统会当作八进制，而八进制没有 `8` 和 `9`。请写成 `{decimal}`。",
        ),
    }
}

fn prefix_leading_zero(lang: Lang) -> Markup {
    say!(
        lang,
        "The prefix length has a *leading zero*. Write it without.",
        "前缀长度有*前导零*，请去掉。",
    )
}

fn with_holes(lang: Lang, holes: Holes) -> Markup {
    let (zero, one) = (holes.first_zero() + 1, holes.stray_one() + 1);
    if zero == 1 {
        return say!(
            lang,
            "This is *neither a mask nor a wildcard*: it begins with a zero, so it is no mask, and its ones are not all at the end.",
            "这*既不是掩码，也不是通配符掩码*：它以 0 开头，不是掩码；而其中的 1 又不全在末尾。",
        );
    }
    let leading = holes.leading();
    say!(
        lang,
        "This mask *has a hole*: bit `{zero}` is 0, and yet bit `{one}` is 1. All ones must come first, or no prefix length can stand for it. The ones before the hole alone would be `{leading}`.",
        "这个掩码*不连续*：第 `{zero}` 位是 0，而第 `{one}` 位却是 1。所有的 1 必须在前面，否则无法用前缀长度表示。只看空缺之前的 1，则是 `{leading}`。",
    )
}
