//! Every mistake that has a name is made here once at least, and is told with its numbers.

use super::*;
use std::net::Ipv4Addr;

/// The variants that a mistake can be, and which one it is. A new one does not compile until it
/// stands here, and then it must be provoked below.
macro_rules! variants {
    ($($name:ident)*) => {
        const NAMES: &[&str] = &[$(stringify!($name)),*];
        fn name(mistake: &Mistake) -> &'static str {
            match mistake { $(Mistake::$name { .. } => stringify!($name),)* }
        }
    };
}

variants! {
    ClassFromMask ClassBoundary LeadingBits NothingNatural SomethingNatural
    WildcardForMask MaskWithHoles MaskBeside ClassMask HostBitsForPrefix MaskLength
    AddressItself OtherField NextNetwork OffByOne AddressOffByOne BlockSizeOf HostPart
    NoBroadcast ThereIsOne WrongOctet
    ForgotMinusTwo MinusTwoOnLink BitsForCount NetworkBitsCounted CountOf Count
    NoRoomForTwo TooSmall TooLarge ClassfulChoice SubnetsMinusTwo TooFewSubnets TooManySubnets
    LargerThanWhole
    NotOnBoundary OutsideSpace Overlap CountForBits CoversMore LeavesOut Inside CanJoin
    LooksAlike LooksDifferent ComparedByClass OthersMask Compared
    RowDoesNotMatch FirstInTable DefaultTooEarly ShortestMatch ShorterMatch SomethingMatches
    ReversedBits InvertedBits ReversedOctets HexAsDecimal WrongBit WrongBits OctetTooLarge
    ZerosForOnes Ones
    PortBoundary LinuxEphemeral PortRange Privilege PortOfOther PortOf
}

fn ip(text: &str) -> Ipv4Addr {
    text.parse().unwrap()
}

fn mask(length: u8) -> Mask {
    Mask::new(length).unwrap()
}

fn host(text: &str) -> Interface {
    let (address, length) = text.split_once('/').unwrap();
    Interface::new(ip(address), mask(length.parse().unwrap()))
}

fn network(text: &str) -> Network {
    Network::exact(host(text).address, host(text).mask).unwrap()
}

fn class(address: &str, beside: Option<u8>) -> Question {
    Question::Class(ClassOf { address: ip(address), beside: beside.map(mask), binary: false })
}

fn subnet(interface: &str) -> Question {
    Question::Subnet(Subnet { interface: host(interface), dotted: false })
}

fn hosts(hosts: u32) -> Question {
    Question::MaskFor(MaskFor::Hosts { hosts })
}

fn subnets(of: &str, at_least: u32) -> Question {
    Question::MaskFor(MaskFor::Subnets { of: network(of), at_least })
}

fn vlsm(space: &str, needs: &[u32]) -> Question {
    Question::Vlsm(Vlsm { space: network(space), needs: needs.to_vec() })
}

fn summary(list: &[&str]) -> Question {
    Question::Summary(Summary { list: list.iter().map(|one| network(one)).collect() })
}

fn same(a: &str, b: &str) -> Question {
    Question::Same(Same { a: host(a), b: host(b) })
}

fn longest(destination: &str, rows: &[&str]) -> Question {
    let rows = (1..).zip(rows).map(|(next, row)| Row { prefix: network(row), next }).collect();
    Question::Longest(Longest { destination: ip(destination), rows })
}

fn binary(conversion: Conversion, value: u32) -> Question {
    Question::Binary(Binary { conversion, value })
}

/// What is said of `text` in field `at` when all other fields are right.
fn told(question: &Question, at: usize, text: &str) -> Judgement {
    let exercise = Exercise { kind: Kind::Class, level: Level::First, question: question.clone() };
    let mut typed = right(&exercise);
    typed[at] = text.to_owned();
    exercise.check(&typed).fields[at].clone()
}

/// What is asked, the field, what is typed, and the mistake.
#[expect(clippy::too_many_lines, reason = "a table, one line or two for each mistake")]
fn table() -> Vec<(Question, usize, &'static str, Mistake)> {
    use Conversion as To;
    use Mistake as M;
    let four = ["192.168.4.0/24", "192.168.5.0/24", "192.168.6.0/24", "192.168.7.0/24"];
    let three = ["192.168.5.0/24", "192.168.6.0/24", "192.168.7.0/24"];
    let routes = ["10.1.0.0/16", "0.0.0.0/0", "10.0.0.0/8", "10.1.2.0/24", "10.1.4.0/24"];
    let dest = "10.1.2.3";
    let client = |client| Question::Ports(Ports::Connection { service: "HTTPS", client });
    let kind = |port| Question::Ports(Ports::Kind { port });
    let halves = |low, high| [network(low), network(high)];
    vec![
        // Classes.
        (class("10.1.2.3", Some(24)), 0, "C", M::ClassFromMask { mask: mask(24), right: Class::A }),
        (
            class("172.16.2.3", Some(20)),
            0,
            "c",
            M::LeadingBits { given: Class::C, right: Class::B },
        ),
        (
            class("127.0.0.1", None),
            0,
            "B",
            M::ClassBoundary { octet: 127, given: Class::B, right: Class::A },
        ),
        (
            class("224.0.0.5", None),
            0,
            "class C",
            M::ClassBoundary { octet: 224, given: Class::C, right: Class::D },
        ),
        (class("200.1.1.1", None), 0, "A", M::LeadingBits { given: Class::A, right: Class::C }),
        (class("230.1.1.1", Some(9)), 1, "/24", M::NothingNatural { class: Class::D }),
        (class("230.1.1.1", Some(9)), 2, "230.0.0.0", M::NothingNatural { class: Class::D }),
        (class("20.1.1.1", Some(9)), 1, "无", M::SomethingNatural { class: Class::A }),
        (class("20.1.1.1", Some(9)), 2, "-", M::SomethingNatural { class: Class::A }),
        (class("20.1.1.1", Some(24)), 1, "/24", M::MaskBeside { mask: mask(24), right: mask(8) }),
        (
            class("20.1.1.1", Some(20)),
            1,
            "/24",
            M::LeadingBits { given: Class::C, right: Class::A },
        ),
        (
            class("130.1.33.1", Some(20)),
            2,
            "130.1.32.0",
            M::MaskBeside { mask: mask(20), right: mask(16) },
        ),
        (class("130.1.33.1", Some(20)), 2, "130.1.33.1", M::AddressItself { mask: mask(16) }),
        (
            class("130.1.33.1", Some(20)),
            2,
            "130.1.33.0",
            M::BlockSizeOf { used: mask(24), right: mask(16) },
        ),
        (class("130.1.33.1", Some(20)), 2, "0.0.33.1", M::HostPart { host_part: ip("0.0.33.1") }),
        (
            class("130.1.33.1", Some(20)),
            2,
            "130.3.0.0",
            M::WrongOctet { octet: 2, given: 3, right: 1 },
        ),
        (
            class("130.1.33.1", Some(20)),
            2,
            "130.1.0.0/24",
            M::MaskLength { given: mask(24), right: mask(16) },
        ),
        // Masks.
        (hosts(50), 0, "0.0.0.63", M::WildcardForMask { given: ip("0.0.0.63"), right: mask(26) }),
        (
            hosts(50),
            0,
            "255.255.255.64",
            M::MaskWithHoles { given: ip("255.255.255.64"), block: Some(64) },
        ),
        (hosts(50), 0, "255.0.255.0", M::MaskWithHoles { given: ip("255.0.255.0"), block: None }),
        (hosts(50), 0, "/6", M::HostBitsForPrefix { host_bits: 6, right: mask(26) }),
        (hosts(62), 0, "27", M::TooSmall { hosts: 62, given: mask(27) }),
        (hosts(63), 0, "/26", M::NoRoomForTwo { hosts: 63, given: mask(26) }),
        (hosts(64), 0, "255.255.255.192", M::NoRoomForTwo { hosts: 64, given: mask(26) }),
        (hosts(50), 0, "/25", M::TooLarge { hosts: 50, given: mask(25), right: mask(26) }),
        (
            hosts(1500),
            0,
            "255.255.0.0",
            M::ClassfulChoice { hosts: 1500, class: Class::B, given: mask(16), right: mask(21) },
        ),
        (hosts(50), 1, "64", M::ForgotMinusTwo { total: 64, usable: 62 }),
        (
            subnets("10.0.0.0/16", 4),
            0,
            "/19",
            M::SubnetsMinusTwo { at_least: 4, given: mask(19), right: mask(18) },
        ),
        (
            subnets("10.0.0.0/16", 5),
            0,
            "/18",
            M::TooFewSubnets { at_least: 5, made: 4, given: mask(18) },
        ),
        (
            subnets("10.0.0.0/16", 5),
            0,
            "/20",
            M::TooManySubnets { at_least: 5, made: 16, right: mask(19) },
        ),
        (
            subnets("10.0.0.0/16", 5),
            0,
            "/8",
            M::LargerThanWhole { of: network("10.0.0.0/16"), given: mask(8) },
        ),
        (subnets("10.0.0.0/16", 5), 1, "8192", M::ForgotMinusTwo { total: 8192, usable: 8190 }),
        // Parts of a network.
        (subnet("192.168.10.77/26"), 0, "192.168.10.77", M::AddressItself { mask: mask(26) }),
        (
            subnet("192.168.10.77/26"),
            1,
            "192.168.10.64",
            M::OtherField { asked: Ask::First, gave: Ask::Network },
        ),
        (
            subnet("192.168.10.77/26"),
            2,
            "192.168.10.127",
            M::OtherField { asked: Ask::Last, gave: Ask::Broadcast },
        ),
        (
            subnet("192.168.10.77/26"),
            3,
            "192.168.10.128",
            M::NextNetwork { next: ip("192.168.10.128") },
        ),
        (
            subnet("192.168.10.77/26"),
            2,
            "192.168.10.125",
            M::AddressOffByOne { given: ip("192.168.10.125"), right: ip("192.168.10.126") },
        ),
        (
            subnet("192.168.10.77/26"),
            3,
            "192.168.10.95",
            M::BlockSizeOf { used: mask(27), right: mask(26) },
        ),
        (
            subnet("192.168.10.77/27"),
            1,
            "192.168.10.73",
            M::BlockSizeOf { used: mask(29), right: mask(27) },
        ),
        (
            subnet("192.168.10.77/26"),
            3,
            "192.168.10.255",
            M::ClassMask { class: Class::C, mask: mask(24) },
        ),
        (subnet("192.168.10.77/26"), 0, "0.0.0.13", M::HostPart { host_part: ip("0.0.0.13") }),
        (
            subnet("192.168.10.77/26"),
            0,
            "192.168.11.64",
            M::WrongOctet { octet: 3, given: 11, right: 10 },
        ),
        (
            subnet("192.168.10.77/26"),
            0,
            "192.168.10.64/25",
            M::MaskLength { given: mask(25), right: mask(26) },
        ),
        (subnet("192.168.10.77/31"), 3, "192.168.10.77", M::NoBroadcast { mask: mask(31) }),
        (subnet("192.168.10.77/26"), 3, "none", M::ThereIsOne { asked: Ask::Broadcast }),
        // Counts.
        (subnet("192.168.10.77/26"), 4, "64", M::ForgotMinusTwo { total: 64, usable: 62 }),
        (subnet("192.168.10.77/26"), 4, "63", M::OffByOne { given: 63, right: 62 }),
        (subnet("192.168.10.77/26"), 4, "6", M::BitsForCount { host_bits: 6, total: 64 }),
        (subnet("192.168.10.77/31"), 4, "0", M::MinusTwoOnLink { mask: mask(31), usable: 2 }),
        (
            subnet("10.7.1.77/12"),
            4,
            "4,094",
            M::NetworkBitsCounted { prefix_len: 12, host_bits: 20 },
        ),
        (
            subnet("10.7.1.77/12"),
            4,
            "4096",
            M::NetworkBitsCounted { prefix_len: 12, host_bits: 20 },
        ),
        (subnet("192.168.10.77/26"), 4, "126", M::CountOf { used: mask(25), right: mask(26) }),
        (subnet("192.168.10.77/26"), 4, "99", M::Count { given: 99, right: 62, host_bits: 6 }),
        // Plans.
        (
            vlsm("10.0.0.0/24", &[100, 50]),
            1,
            "10.0.0.129/26",
            M::NotOnBoundary { given: host("10.0.0.129/26"), block: network("10.0.0.128/26") },
        ),
        (
            vlsm("10.0.0.0/24", &[100, 50]),
            1,
            "10.0.1.0/26",
            M::OutsideSpace { given: network("10.0.1.0/26"), space: network("10.0.0.0/24") },
        ),
        (
            vlsm("10.0.0.0/24", &[100, 50]),
            1,
            "10.0.0.64/26",
            M::Overlap { with: 0, given: network("10.0.0.64/26"), other: network("10.0.0.0/25") },
        ),
        (
            vlsm("10.0.0.0/24", &[100, 50]),
            1,
            "10.0.0.128/25",
            M::TooLarge { hosts: 50, given: mask(25), right: mask(26) },
        ),
        (
            vlsm("10.0.0.0/24", &[100, 30]),
            1,
            "10.0.0.128/28",
            M::TooSmall { hosts: 30, given: mask(28) },
        ),
        (
            vlsm("10.0.0.0/24", &[100, 32]),
            1,
            "10.0.0.128 255.255.255.224",
            M::NoRoomForTwo { hosts: 32, given: mask(27) },
        ),
        // Summaries.
        (
            summary(&four),
            0,
            "192.168.4.0/20",
            M::NotOnBoundary { given: host("192.168.4.0/20"), block: network("192.168.0.0/20") },
        ),
        (
            summary(&four),
            0,
            "192.168.0.0/20",
            M::CountForBits { count: 4, given: network("192.168.0.0/20") },
        ),
        (
            summary(&four),
            0,
            "192.168.0.0/21",
            M::CoversMore { given: network("192.168.0.0/21"), extra: network("192.168.0.0/22") },
        ),
        (
            summary(&three),
            0,
            "192.168.4.0/22",
            M::CoversMore { given: network("192.168.4.0/22"), extra: network("192.168.4.0/24") },
        ),
        (summary(&three), 0, "192.168.5.0/24", M::LeavesOut { missing: network("192.168.6.0/23") }),
        (
            summary(&three),
            0,
            "192.168.5.0/24 192.168.6.0/24",
            M::LeavesOut { missing: network("192.168.7.0/24") },
        ),
        (
            summary(&three),
            0,
            "192.168.5.0/24, 192.168.6.0/23, 192.168.6.0/24",
            M::Inside { inner: network("192.168.6.0/24"), outer: network("192.168.6.0/23") },
        ),
        (
            summary(&three),
            0,
            "192.168.5.0/24\n192.168.6.0/24\n192.168.7.0/24",
            M::CanJoin {
                halves: halves("192.168.6.0/24", "192.168.7.0/24"),
                whole: network("192.168.6.0/23"),
            },
        ),
        // Two hosts.
        (
            same("192.168.1.10/26", "192.168.1.70/26"),
            2,
            "yes",
            M::LooksAlike { octets: 3, mask: mask(26) },
        ),
        (
            same("10.1.2.10/22", "10.1.3.70/22"),
            2,
            "no",
            M::LooksDifferent { octet: 3, mask: mask(22) },
        ),
        (
            same("10.1.2.10/22", "10.9.3.70/22"),
            2,
            "yes",
            M::ComparedByClass { class: Class::A, mask: mask(8) },
        ),
        (
            same("192.1.2.10/22", "192.9.3.70/22"),
            2,
            "yes",
            M::LooksAlike { octets: 1, mask: mask(22) },
        ),
        (
            same("192.1.2.10/22", "172.9.3.70/22"),
            2,
            "yes",
            M::Compared { ours: network("192.1.0.0/22"), theirs: network("172.9.0.0/22") },
        ),
        (
            same("10.1.2.10/24", "10.1.3.70/22"),
            0,
            "yes",
            M::OthersMask { side: Side::A, own: mask(24), other: mask(22) },
        ),
        (
            same("10.1.2.10/24", "10.1.3.70/22"),
            1,
            "no",
            M::OthersMask { side: Side::B, own: mask(22), other: mask(24) },
        ),
        (
            same("192.168.1.10/26", "192.168.1.70/26"),
            0,
            "192.168.1.64",
            M::OtherField { asked: Ask::NetworkOf(Side::A), gave: Ask::NetworkOf(Side::B) },
        ),
        // Routes.
        (
            longest(dest, &routes),
            0,
            "5",
            M::RowDoesNotMatch { row: 4, prefix: network("10.1.4.0/24"), bit: 22 },
        ),
        (
            longest(dest, &routes),
            0,
            "1",
            M::FirstInTable { row: 0, given: mask(16), best: 3, right: mask(24) },
        ),
        (longest(dest, &routes), 0, "2", M::DefaultTooEarly { best: 3, right: mask(24) }),
        (
            longest(dest, &routes),
            0,
            "3",
            M::ShorterMatch { row: 2, given: mask(8), best: 3, right: mask(24) },
        ),
        (
            longest(dest, &["10.1.0.0/16", "10.0.0.0/8", "10.1.2.0/24"]),
            0,
            "2",
            M::ShortestMatch { row: 1, given: mask(8), best: 2, right: mask(24) },
        ),
        (
            longest(dest, &routes),
            0,
            "none",
            M::SomethingMatches { row: 3, prefix: network("10.1.2.0/24") },
        ),
        (
            longest(dest, &["10.2.0.0/16"]),
            0,
            "1",
            M::RowDoesNotMatch { row: 0, prefix: network("10.2.0.0/16"), bit: 15 },
        ),
        // Numbers.
        (binary(To::OctetToBits, 0b1100_1000), 0, "0001 0011", M::ReversedBits { octet: 1 }),
        (binary(To::OctetToBits, 0b1100_1000), 0, "00110111", M::InvertedBits),
        (
            binary(To::OctetToBits, 0b1100_1000),
            0,
            "11000000",
            M::WrongBit { octet: 1, weight: 8, set: true },
        ),
        (
            binary(To::OctetToBits, 0b1100_1000),
            0,
            "11001100",
            M::WrongBit { octet: 1, weight: 4, set: false },
        ),
        (
            binary(To::OctetToBits, 0b1100_1000),
            0,
            "1",
            M::WrongBits { octet: 1, given: 1, right: 200 },
        ),
        (binary(To::BitsToOctet, 200), 0, "201", M::OffByOne { given: 201, right: 200 }),
        (binary(To::BitsToOctet, 200), 0, "300", M::OctetTooLarge { given: 300 }),
        (binary(To::BitsToAddress, 0x0a01_0203), 0, "3.2.1.10", M::ReversedOctets),
        (
            binary(To::HexToAddress, 0x0a10_0203),
            0,
            "10.10.2.3",
            M::HexAsDecimal { octet: 2, hex: 0x10 },
        ),
        (
            binary(To::AddressToHex, 0x0a10_0203),
            0,
            "10160203",
            M::HexAsDecimal { octet: 1, hex: 0x10 },
        ),
        (
            binary(To::LengthToMask, 0xffff_ff00),
            0,
            "0.0.0.255",
            M::WildcardForMask { given: ip("0.0.0.255"), right: mask(24) },
        ),
        (
            binary(To::LengthToMask, 0xffff_ff00),
            1,
            "255.255.255.0",
            M::OtherField { asked: Ask::Wildcard, gave: Ask::DottedMask },
        ),
        (
            binary(To::LengthToMask, 0xffff_ff00),
            1,
            "0.0.0.127",
            M::MaskLength { given: mask(25), right: mask(24) },
        ),
        (binary(To::MaskToLength, 0xffff_ff80), 0, "7", M::ZerosForOnes { zeros: 7, ones: 25 }),
        (binary(To::MaskToLength, 0xffff_ff80), 0, "/24", M::Ones { given: 24, right: 25 }),
        // Ports.
        (
            kind(1023),
            0,
            "registered",
            M::PortBoundary { port: 1023, given: PortKind::User, right: PortKind::System },
        ),
        (
            kind(49152),
            0,
            "user",
            M::PortBoundary { port: 49152, given: PortKind::User, right: PortKind::Dynamic },
        ),
        (
            kind(8080),
            0,
            "动态",
            M::PortRange { port: 8080, given: PortKind::Dynamic, right: PortKind::User },
        ),
        (client(40000), 1, "dynamic", M::LinuxEphemeral { port: 40000 }),
        (
            Question::Ports(Ports::Listen { port: 80 }),
            1,
            "no",
            M::Privilege { port: 80, needed: true },
        ),
        (
            Question::Ports(Ports::Listen { port: 1024 }),
            1,
            "yes",
            M::Privilege { port: 1024, needed: false },
        ),
        (client(40000), 0, "80", M::PortOfOther { given: 80, other: "HTTP" }),
        (client(40000), 0, "444", M::PortOf { given: 444, right: 443 }),
    ]
}

#[test]
fn every_named_mistake_is_provoked_and_told_with_its_numbers() {
    let mut provoked = BTreeSet::new();
    for (question, at, text, mistake) in table() {
        let told = told(&question, at, text);
        assert_eq!(told, Judgement::Wrong(mistake), "{question:?} {text:?}");
        provoked.insert(name(&mistake));
    }
    let all: BTreeSet<&str> = NAMES.iter().copied().collect();
    assert_eq!(provoked, all, "a mistake that nothing above makes");
}

#[test]
fn the_generated_exercises_can_provoke_nearly_all_of_them() {
    // What somebody types who makes one of these mistakes need not be rare: with answers drawn at
    // random near the right ones, at least half of the names come up by themselves.
    let mut rng = Rng::new(&[9]);
    let mut met = BTreeSet::new();
    for kind in Kind::ALL {
        for exercise in some(kind, 6000) {
            let (asks, mut answers) = (exercise.asks(), exercise.answers());
            let at = rng.index(asks.len());
            answers[at] = another(&mut rng, asks[at], &exercise, &answers[at].clone());
            let typed: Vec<String> =
                asks.iter().zip(&answers).map(|(ask, one)| super::typed(*ask, one)).collect();
            let wrong = exercise.check(&typed).fields.into_iter();
            met.extend(wrong.filter_map(|field| match field {
                Judgement::Wrong(mistake) => Some(name(&mistake)),
                _ => None,
            }));
        }
    }
    assert!(met.len() * 2 > NAMES.len(), "{met:?}");
}

#[test]
fn two_ends_of_a_link_may_have_a_31() {
    let question = vlsm("10.0.0.0/29", &[2, 2]);
    for text in ["10.0.0.4/30", "10.0.0.4/31", "10.0.0.6/31", "10.0.0.4 255.255.255.254"] {
        assert_eq!(told(&question, 1, text), Judgement::Right, "{text}");
    }
    let smaller = M::TooSmall { hosts: 2, given: mask(32) };
    assert_eq!(told(&question, 1, "10.0.0.4/32"), Judgement::Wrong(smaller));
    let three = vlsm("10.0.0.0/28", &[3, 2]);
    let link = M::TooSmall { hosts: 3, given: mask(31) };
    assert_eq!(told(&three, 0, "10.0.0.0/31"), Judgement::Wrong(link));
}

#[test]
fn what_overlaps_something_wrong_is_not_blamed() {
    let question = vlsm("10.0.0.0/24", &[100, 50]);
    let exercise = Exercise { kind: Kind::Vlsm, level: Level::First, question };
    // The first block is too large: the second lies in it, and is right.
    let verdict = exercise.check(&["10.0.0.0/24", "10.0.0.128/26"]);
    assert!(matches!(verdict.fields[0], Judgement::Wrong(Mistake::TooLarge { .. })), "{verdict:?}");
    assert_eq!(verdict.fields[1], Judgement::Right);
}

use Mistake as M;
