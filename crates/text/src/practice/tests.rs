use super::*;
use crate::lint;
use std::collections::BTreeSet;
use wireglass_course::practice::Mistake as M;
use wireglass_course::practice::{
    Class, Exercise, Judgement, Mask, Network, Side, Step, Unreadable,
};

/// Exercises of every kind and level, with their answers.
fn exercises() -> impl Iterator<Item = Exercise> {
    Kind::ALL.into_iter().flat_map(|kind| {
        Level::ALL
            .into_iter()
            .flat_map(move |level| (0..150).map(move |n| Exercise::new(kind, level, 3, n)))
    })
}

#[test]
fn every_label_and_name_is_in_both_languages() {
    let both = |say: &dyn Fn(Lang) -> String, place: &str| {
        lint::both(&say(Lang::En), &say(Lang::Zh), place);
    };
    for &one in Label::ALL {
        lint::translated(label(Lang::En, one), label(Lang::Zh, one), &format!("{one:?}"));
    }
    for kind in Kind::ALL {
        lint::translated(kind_name(Lang::En, kind), kind_name(Lang::Zh, kind), kind.id());
    }
    for level in Level::ALL {
        lint::translated(level_name(Lang::En, level), level_name(Lang::Zh, level), "level");
    }
    for exercise in exercises() {
        for ask in exercise.asks() {
            both(&|lang| field_said(lang, ask, "?").trim().to_owned(), "said of a field");
            both(&|lang| label_of(lang, ask), "label of a field");
            for (place, (_, typed)) in choices(Lang::En, ask.input()).iter().enumerate() {
                assert_eq!(choices(Lang::Zh, ask.input())[place].1, *typed);
            }
        }
    }
}

#[test]
fn every_question_and_every_step_is_said_in_both_languages() {
    let mut steps = BTreeSet::new();
    for exercise in exercises() {
        lint::sentences(|lang| question(lang, &exercise), &format!("{exercise:?}"));
        for one in exercise.solution() {
            lint::sentences(|lang| step(lang, &one), &format!("{one:?}"));
            let name = format!("{one:?}");
            steps.insert(name.split([' ', '{', '(']).next().unwrap_or_default().to_owned());
        }
    }
    // All kinds of steps came up.
    assert_eq!(steps.len(), 39, "{steps:?}");
    let apart = Step::Left { free: Vec::new() };
    lint::sentences(|lang| step(lang, &apart), "nothing left");
}

/// Each mistake with some numbers; where numbers change the words, more than once.
fn mistakes() -> Vec<M> {
    let (mask, class) = (Mask::new(26).unwrap(), Class::B);
    let address = Ipv4Addr::new(192, 168, 1, 77);
    let interface = Interface::new(address, mask);
    let network = interface.network();
    vec![
        M::ClassFromMask { mask, right: class },
        M::ClassBoundary { octet: 5, given: class, right: class },
        M::LeadingBits { given: class, right: class },
        M::NothingNatural { class },
        M::SomethingNatural { class },
        M::WildcardForMask { given: address, right: mask },
        M::MaskWithHoles { given: address, block: Some(64) },
        M::MaskBeside { mask, right: mask },
        M::ClassMask { class, mask },
        M::HostBitsForPrefix { host_bits: 5, right: mask },
        M::MaskLength { given: mask, right: mask },
        M::AddressItself { mask },
        M::OtherField { asked: Ask::Broadcast, gave: Ask::Broadcast },
        M::NextNetwork { next: address },
        M::OffByOne { given: 64, right: 64 },
        M::AddressOffByOne { given: address, right: address },
        M::BlockSizeOf { used: mask, right: mask },
        M::HostPart { host_part: address },
        M::NoBroadcast { mask },
        M::ThereIsOne { asked: Ask::Broadcast },
        M::WrongOctet { octet: 5, given: 5, right: 5 },
        M::ForgotMinusTwo { total: 64, usable: 64 },
        M::MinusTwoOnLink { mask, usable: 64 },
        M::BitsForCount { host_bits: 5, total: 64 },
        M::NetworkBitsCounted { prefix_len: 5, host_bits: 5 },
        M::CountOf { used: mask, right: mask },
        M::Count { given: 64, right: 64, host_bits: 5 },
        M::NoRoomForTwo { hosts: 60, given: mask },
        M::TooSmall { hosts: 60, given: mask },
        M::TooLarge { hosts: 60, given: mask, right: mask },
        M::ClassfulChoice { hosts: 60, class, given: mask, right: mask },
        M::SubnetsMinusTwo { at_least: 60, given: mask, right: mask },
        M::TooFewSubnets { at_least: 60, made: 64, given: mask },
        M::TooManySubnets { at_least: 60, made: 64, right: mask },
        M::LargerThanWhole { of: network, given: mask },
        M::NotOnBoundary { given: interface, block: network },
        M::OutsideSpace { given: network, space: network },
        M::Overlap { with: 1, given: network, other: network },
        M::CountForBits { count: 5, given: network },
        M::CoversMore { given: network, extra: network },
        M::LeavesOut { missing: network },
        M::Inside { inner: network, outer: network },
        M::CanJoin { halves: [network, network], whole: network },
        M::LooksAlike { octets: 5, mask },
        M::LooksDifferent { octet: 5, mask },
        M::ComparedByClass { class, mask },
        M::OthersMask { side: Side::A, own: mask, other: mask },
        M::Compared { ours: network, theirs: network },
        M::RowDoesNotMatch { row: 1, prefix: network, bit: 5 },
        M::FirstInTable { row: 1, given: mask, best: 1, right: mask },
        M::DefaultTooEarly { best: 1, right: mask },
        M::ShortestMatch { row: 1, given: mask, best: 1, right: mask },
        M::ShorterMatch { row: 1, given: mask, best: 1, right: mask },
        M::SomethingMatches { row: 1, prefix: network },
        M::ReversedBits { octet: 5 },
        M::InvertedBits,
        M::ReversedOctets,
        M::HexAsDecimal { octet: 5, hex: 0x10 },
        M::WrongBit { octet: 5, weight: 5, set: true },
        M::WrongBits { octet: 5, given: 5, right: 5 },
        M::OctetTooLarge { given: 64 },
        M::ZerosForOnes { zeros: 5, ones: 5 },
        M::Ones { given: 64, right: 5 },
        M::PortBoundary { port: 1024, given: PortKind::User, right: PortKind::User },
        M::LinuxEphemeral { port: 1024 },
        M::PortRange { port: 1024, given: PortKind::User, right: PortKind::User },
        M::Privilege { port: 1024, needed: true },
        M::PortOfOther { given: 1024, other: "HTTP" },
        M::PortOf { given: 64, right: 1024 },
        M::MaskWithHoles { given: address, block: None },
        M::Inside { inner: network, outer: Network::ALL },
        M::WrongBit { octet: 1, weight: 8, set: false },
        M::Privilege { port: 8080, needed: false },
        M::OffByOne { given: 61, right: 62 },
        M::AddressOffByOne { given: Ipv4Addr::new(1, 0, 0, 1), right: address },
        M::MaskLength { given: Mask::new(9).unwrap(), right: mask },
    ]
}

#[test]
fn every_mistake_is_said_in_both_languages() {
    /// Does not compile when there is one more, which then belongs above too.
    macro_rules! count {
        ($($name:ident)*) => {{
            let count = |one: &M| match one { $(M::$name { .. } => stringify!($name),)* };
            let said: BTreeSet<&str> = mistakes().iter().map(count).collect();
            assert_eq!(said, BTreeSet::from([$(stringify!($name)),*]));
        }};
    }
    count! {
        ClassFromMask ClassBoundary LeadingBits NothingNatural SomethingNatural WildcardForMask MaskWithHoles MaskBeside ClassMask HostBitsForPrefix MaskLength AddressItself OtherField NextNetwork OffByOne AddressOffByOne BlockSizeOf HostPart NoBroadcast ThereIsOne WrongOctet ForgotMinusTwo MinusTwoOnLink BitsForCount NetworkBitsCounted CountOf Count NoRoomForTwo TooSmall TooLarge ClassfulChoice SubnetsMinusTwo TooFewSubnets TooManySubnets LargerThanWhole NotOnBoundary OutsideSpace Overlap CountForBits CoversMore LeavesOut Inside CanJoin LooksAlike LooksDifferent ComparedByClass OthersMask Compared RowDoesNotMatch FirstInTable DefaultTooEarly ShortestMatch ShorterMatch SomethingMatches ReversedBits InvertedBits ReversedOctets HexAsDecimal WrongBit WrongBits OctetTooLarge ZerosForOnes Ones PortBoundary LinuxEphemeral PortRange Privilege PortOfOther PortOf
    }
    for one in mistakes() {
        lint::sentences(|lang| mistake(lang, &one), &format!("{one:?}"));
    }
}

#[test]
fn every_mistake_that_comes_up_is_said_in_both_languages() {
    // Typed by somebody who answers with whatever was right in other exercises of the kind.
    let mut names = BTreeSet::new();
    for kind in Kind::ALL {
        let all: Vec<Exercise> = (0..240)
            .flat_map(|n| Level::ALL.map(|level| Exercise::new(kind, level, 5, n)))
            .collect();
        let typed = |lang, exercise: &Exercise| -> Vec<String> {
            let pairs = exercise.asks().into_iter().zip(exercise.answers());
            pairs.map(|(ask, one)| as_typed(lang, ask, &one)).collect()
        };
        for (index, exercise) in all.iter().enumerate() {
            let own = typed(Lang::En, exercise);
            let rotated: Vec<String> = own.iter().skip(1).chain(own.first()).cloned().collect();
            let other = typed(Lang::Zh, &all[(index + 1) % all.len()]);
            for given in [rotated, other] {
                for field in exercise.check(&given).fields {
                    if let Judgement::Wrong(one) = field {
                        lint::sentences(|lang| mistake(lang, &one), &format!("{one:?}"));
                        let name = format!("{one:?}");
                        let name = name.split([' ', '{']).next().unwrap_or_default();
                        names.insert(name.to_owned());
                    }
                }
            }
        }
    }
    assert!(names.len() > 30, "{}: {names:?}", names.len());
}

/// What one types for an answer: the choice that stands for it, or how it is written.
fn as_typed(lang: Lang, ask: Ask, one: &Answer) -> String {
    let shown = answer(lang, ask, one);
    let choice = choices(lang, ask.input()).into_iter().find(|(word, _)| *word == shown);
    let mask = shown.split(" (").next().unwrap_or_default().to_owned();
    choice.map_or(mask, |(_, typed)| typed.to_owned())
}

#[test]
fn an_answer_as_it_is_shown_is_right_when_it_is_typed() {
    for lang in Lang::ALL {
        for exercise in exercises() {
            let pairs = exercise.asks().into_iter().zip(exercise.answers());
            let typed: Vec<String> = pairs.map(|(ask, one)| as_typed(lang, ask, &one)).collect();
            assert!(exercise.check(&typed).is_right(), "{exercise:?} {typed:?}");
        }
    }
}

#[test]
fn what_cannot_be_read_is_said_in_both_languages() {
    let asks = [
        (Input::Address, ""),
        (Input::Address, "1.2.3"),
        (Input::Prefix, "10.0.0.0"),
        (Input::Number, "x"),
        (Input::Bits(8), "2"),
        (Input::Bits(8), "111111111"),
        (Input::Hex, "xyz"),
        (Input::YesNo, "?"),
    ];
    let mut seen = BTreeSet::new();
    for (input, text) in asks {
        let why: Unreadable = wireglass_course::practice::read(input, text).unwrap_err();
        lint::sentences(|lang| unreadable(lang, &why), &format!("{why:?}"));
        seen.insert(format!("{:?}", std::mem::discriminant(&why)));
    }
    assert_eq!(seen.len(), asks.len());
}
