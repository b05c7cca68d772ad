//! What holds for every exercise. `independent` answers each by another way than the exercise
//! itself; `mistakes` provokes every mistake that has a name.

mod independent;
mod mistakes;

use super::*;
use std::collections::BTreeSet;

/// An answer as somebody would type it.
fn typed(ask: Ask, answer: &Answer) -> String {
    let prefix = |one: &Interface| one.to_string();
    match answer {
        Answer::None => "none".to_owned(),
        Answer::Class(class) => class.letter().to_string(),
        Answer::Yes(yes) => if *yes { "yes" } else { "no" }.to_owned(),
        Answer::PortKind(PortKind::System) => "system".to_owned(),
        Answer::PortKind(PortKind::User) => "registered".to_owned(),
        Answer::PortKind(PortKind::Dynamic) => "dynamic".to_owned(),
        Answer::Row(row) => (row + 1).to_string(),
        Answer::Address(address) => address.to_string(),
        Answer::Prefix(one) => prefix(one),
        Answer::Prefixes(list) => list.iter().map(prefix).collect::<Vec<_>>().join(", "),
        Answer::Mask(bits) => std::net::Ipv4Addr::from_bits(*bits).to_string(),
        Answer::Number(number) => number.to_string(),
        Answer::Bits(bits) => match ask.input() {
            Input::Hex => format!("{bits:08x}"),
            Input::Bits(width) => format!("{bits:0width$b}", width = usize::from(width)),
            other => panic!("{other:?} is not answered by digits"),
        },
    }
}

/// A right answer to each field, typed.
fn right(exercise: &Exercise) -> Vec<String> {
    exercise.asks().into_iter().zip(exercise.answers()).map(|(ask, one)| typed(ask, &one)).collect()
}

/// Exercises of a kind, `count` of them, of all levels.
fn some(kind: Kind, count: u32) -> impl Iterator<Item = Exercise> {
    (0..count).map(move |n| Exercise::new(kind, Level::ALL[n as usize % 3], n / 30, n))
}

#[test]
fn what_is_given_as_the_answer_is_right() {
    for kind in Kind::ALL {
        for exercise in some(kind, 3000) {
            let typed = right(&exercise);
            let verdict = exercise.check(&typed);
            assert!(
                verdict.is_right() && verdict.is_complete(),
                "{exercise:?} {typed:?} {verdict:?}"
            );
            assert!(!exercise.solution().is_empty(), "{exercise:?}");
        }
    }
}

#[test]
fn nothing_typed_is_missing_and_noise_is_unreadable() {
    for kind in Kind::ALL {
        for exercise in some(kind, 60) {
            let empty = exercise.check::<&str>(&[]);
            assert!(empty.fields.iter().all(|field| *field == Judgement::Missing), "{empty:?}");
            assert!(!empty.is_right() && !empty.is_complete());
            let noise = exercise.check(&vec!["what?"; exercise.asks().len()]);
            let unreadable = |field| matches!(field, &Judgement::Unreadable(_));
            assert!(noise.fields.iter().all(unreadable), "{noise:?}");
            assert!(!noise.is_complete());
        }
    }
}

/// Any answer that could be typed into a field: near the right one, or far from it.
fn another(rng: &mut Rng, ask: Ask, exercise: &Exercise, right: &Answer) -> Answer {
    let near = |rng: &mut Rng, bits: u32| match rng.below(4) {
        0 => bits.wrapping_add(1),
        1 => bits.wrapping_sub(1),
        2 => bits ^ 1 << rng.below(32),
        _ => rng.bits(),
    };
    let mask = |rng: &mut Rng| Mask::new(rng.octet(0, 32)).unwrap();
    match (ask.input(), right) {
        (Input::Class, _) => Answer::Class(rng.pick(&Class::ALL)),
        (Input::YesNo, _) => Answer::Yes(rng.one_in(2)),
        (Input::PortKind, _) => Answer::PortKind(rng.pick(&PortKind::ALL)),
        (Input::Row(rows), _) => rng
            .below(u32::from(rows) + 1)
            .checked_sub(1)
            .map_or(Answer::None, |r| Answer::Row(r as usize)),
        (Input::AddressOrNone | Input::MaskOrNone, _) if rng.one_in(4) => Answer::None,
        (Input::Mask | Input::MaskOrNone, Answer::Mask(bits)) if rng.one_in(2) => {
            Answer::Mask(near(rng, *bits))
        }
        (Input::Mask | Input::MaskOrNone, _) => Answer::Mask(mask(rng).bits()),
        (Input::Number, Answer::Number(number)) => {
            Answer::Number(near(rng, u32::try_from(*number).unwrap_or(7)).into())
        }
        (Input::Bits(8), Answer::Bits(bits)) => Answer::Bits(near(rng, *bits) & 0xff),
        (Input::Bits(_) | Input::Hex, Answer::Bits(bits)) => Answer::Bits(near(rng, *bits)),
        (Input::Prefix, Answer::Prefix(one)) => {
            let address = near(rng, one.address.to_bits()).into();
            Answer::Prefix(Interface::new(
                address,
                if rng.one_in(2) { one.mask } else { mask(rng) },
            ))
        }
        (Input::Prefixes, Answer::Prefixes(list)) => {
            let mut list = list.clone();
            match rng.below(4) {
                0 => list.truncate(list.len() - 1),
                1 => list.extend(list.clone()),
                2 => list[0].mask = mask(rng),
                _ => list[0].address = near(rng, list[0].address.to_bits()).into(),
            }
            if list.is_empty() {
                Answer::Prefixes(vec![Interface::new([0; 4].into(), Mask::ZERO)])
            } else {
                Answer::Prefixes(list)
            }
        }
        (Input::Address | Input::AddressOrNone, Answer::Address(address)) => {
            // Most often an address that has something to do with the question.
            let others = exercise.answers();
            match rng.pick(&[0, 1, 2]) {
                0 => others.into_iter().find(|one| matches!(one, Answer::Address(_))).unwrap(),
                _ => Answer::Address(near(rng, address.to_bits()).into()),
            }
        }
        (Input::Address | Input::AddressOrNone, _) => Answer::Address(rng.bits().into()),
        (input, right) => panic!("{input:?} was answered by {right:?}"),
    }
}

#[test]
fn only_the_right_answer_is_right_and_every_wrong_one_has_a_name() {
    let mut rng = Rng::new(&[42]);
    for kind in Kind::ALL {
        for exercise in some(kind, 10_000) {
            let mut answers = exercise.answers();
            let asks = exercise.asks();
            let at = rng.index(asks.len());
            let right = answers[at].clone();
            answers[at] = another(&mut rng, asks[at], &exercise, &right);
            let typed: Vec<String> =
                asks.iter().zip(&answers).map(|(ask, one)| typed(*ask, one)).collect();
            let verdict = exercise.check(&typed);
            assert!(verdict.is_complete(), "{exercise:?} {typed:?} {verdict:?}");
            // Blocks may lie elsewhere, and prefixes come in any order; `independent` looks at those.
            if !matches!(kind, Kind::Vlsm | Kind::Summary) {
                assert_eq!(
                    verdict.is_right(),
                    answers[at] == right,
                    "{exercise:?} {typed:?} {verdict:?}"
                );
            }
        }
    }
}

#[test]
fn questions_differ_and_levels_too() {
    for kind in Kind::ALL {
        for level in Level::ALL {
            let all: BTreeSet<String> = (0..200)
                .map(|n| format!("{:?}", Exercise::new(kind, level, 1, n).question))
                .collect();
            // Sixteen services with any client; some hundred masks: not fewer than that differ.
            assert!(all.len() > 50, "{kind:?} {level:?}: {}", all.len());
            let other = Exercise::new(kind, level, 2, 0);
            assert_ne!(other.question, Exercise::new(kind, level, 1, 0).question, "{kind:?}");
        }
    }
}

#[test]
fn a_mixed_set_has_every_kind_in_each_round() {
    for (seed, level) in [(1, Level::First), (77, Level::Third)] {
        for round in 0..4 {
            let numbers = round * KINDS..(round + 1) * KINDS;
            let kinds: BTreeSet<Kind> =
                numbers.map(|n| Exercise::mixed(level, seed, n).kind).collect();
            assert_eq!(kinds.len(), Kind::ALL.len());
        }
        let again = Exercise::mixed(level, seed, 5);
        assert_eq!(Exercise::new(again.kind, level, seed, 5), again);
    }
}

#[test]
fn names_and_numbers_are_found_again() {
    for kind in Kind::ALL {
        assert_eq!(Kind::from_id(kind.id()), Some(kind));
    }
    for level in Level::ALL {
        assert_eq!(Level::from_number(level.number()), Some(level));
    }
    assert_eq!((Kind::from_id("?"), Level::from_number(0)), (None, None));
}

/// Links hold a seed and expect the same sheet for ever.
#[test]
fn sets_never_change() {
    use std::fmt::Write as _;
    let mut found = String::new();
    for kind in Kind::ALL {
        for level in Level::ALL {
            // FNV-1a over twenty questions of each of three seeds, and the first of them to read.
            let mut hash = 0xcbf2_9ce4_8422_2325_u64;
            for (seed, number) in
                [0, 7, 2026].into_iter().flat_map(|s| (0..20).map(move |n| (s, n)))
            {
                let exercise = Exercise::new(kind, level, seed, number);
                let text = format!("{:?}{:?}", exercise.question, right(&exercise));
                for byte in text.bytes() {
                    hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
                }
            }
            let first = Exercise::new(kind, level, 7, 1);
            let answers = right(&first).join(" | ");
            let _ = writeln!(found, "{} {} {hash:016x} {answers}", kind.id(), level.number());
        }
    }
    let expected = include_str!("tests/sets.txt");
    assert_eq!(found, expected, "what is drawn has changed: old links now lead elsewhere\n{found}");
}
