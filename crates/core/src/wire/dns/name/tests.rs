use super::*;
use crate::wire::testing::hex;
use proptest::prelude::*;
use std::collections::HashSet;

fn name(text: &str) -> Name {
    text.parse().unwrap()
}

#[test]
fn texts_and_names() {
    for (text, wire, shown) in [
        (".", "00", "."),
        ("com", "03636f6d00", "com."),
        ("www.a.", "03777777016100", "www.a."),
        (r"a\.b.c", "03612e62016300", r"a\.b.c."),
        (r"\065\000", "02410000", r"A\000."),
        (r"a\\b", "03615c6200", r"a\\b."),
        ("x y", "0378207900", r"x\032y."),
    ] {
        let name = name(text);
        assert_eq!(name.as_bytes(), hex(wire), "{text}");
        assert_eq!(name.to_string(), shown);
    }
    let long = "a".repeat(63);
    for (text, error) in [
        (String::new(), NameError::EmptyLabel),
        ("a..b".into(), NameError::EmptyLabel),
        (".a".into(), NameError::EmptyLabel),
        ("..".into(), NameError::EmptyLabel),
        (format!("{long}a"), NameError::LabelTooLong),
        (format!("{long}.{long}.{long}.{long}"), NameError::TooLong),
        (r"a\".into(), NameError::BadEscape),
        (r"a\25".into(), NameError::BadEscape),
        (r"a\256".into(), NameError::BadEscape),
    ] {
        assert_eq!(text.parse::<Name>(), Err(error), "{text}");
    }
    // 255 bytes with the root's zero are the most.
    let most = format!("{long}.{long}.{long}.{}", "a".repeat(61));
    assert_eq!(name(&most).as_bytes().len(), MAX_NAME);
    assert_eq!(format!("{most}a").parse::<Name>(), Err(NameError::TooLong));
}

#[test]
fn case_does_not_count() {
    let (a, b) = (name("WWW.Example.com"), name("www.eXample.COM."));
    assert_eq!(a, b);
    assert_eq!(HashSet::from([a, b]).len(), 1);
    assert_ne!(name("a.b"), name("ab"));
}

#[test]
fn up_the_tree() {
    let host = name("www.example.com");
    assert_eq!(host.parent(), Some(name("example.com")));
    assert_eq!(Name::root().parent(), None);
    for (zone, within) in [
        ("www.example.com", true),
        ("EXAMPLE.com", true),
        ("com", true),
        (".", true),
        ("ample.com", false),
        ("a.www.example.com", false),
        ("org", false),
    ] {
        assert_eq!(host.is_within(&name(zone)), within, "{zone}");
    }
    let mut names = [name("b.a"), name("a"), name("a.b"), name("a.a"), name("b")];
    names.sort();
    assert_eq!(names, [name("a"), name("a.a"), name("b.a"), name("b"), name("a.b")]);
}

#[test]
fn pointers() {
    use MalformedKind as K;
    // At 0 "a.", at 3 "b.a.", at 7 a pointer to that.
    let message = hex("016100 0162c000 c003");
    for (at, text, end) in [(0, "a.", 3), (3, "b.a.", 7), (7, "b.a.", 9)] {
        assert_eq!(Name::read(&message, at).unwrap(), (name(text), end));
    }
    for (digits, at, what) in [
        ("c000", 0, K::BadName),
        ("c002 00", 0, K::BadName),
        ("0161 c000", 2, K::BadName),
        ("4100", 0, K::BadName),
        ("8000", 0, K::BadName),
        ("c0", 1, K::TooShort { need: 2, have: 1 }),
        ("0361", 2, K::TooShort { need: 4, have: 2 }),
        ("0161", 2, K::TooShort { need: 3, have: 2 }),
        ("", 0, K::TooShort { need: 1, have: 0 }),
    ] {
        let fault = Malformed { layer: LayerKind::Dns, at, what };
        assert_eq!(Name::read(&hex(digits), 0), Err(fault), "{digits}");
    }
}

#[test]
fn a_name_made_long_by_pointers_is_refused() {
    let mut message = Vec::new();
    let mut places = vec![];
    for _ in 0..5 {
        places.push(message.len());
        message.push(63);
        message.extend_from_slice(&[b'a'; 63]);
        match places.as_slice() {
            [.., before, _] => {
                message
                    .extend_from_slice(&(0xc000 | u16::try_from(*before).unwrap()).to_be_bytes());
            }
            _ => message.push(0),
        }
    }
    assert!(Name::read(&message, places[2]).is_ok());
    assert_eq!(Name::read(&message, places[3]).unwrap_err().what, MalformedKind::BadName);
}

proptest! {
    #[test]
    fn any_message_any_place(message: Vec<u8>, at in 0usize..40) {
        if let Ok((name, end)) = Name::read(&message, at) {
            prop_assert!(end > at && end <= message.len());
            prop_assert!(name.as_bytes().len() <= MAX_NAME);
            prop_assert_eq!(&name.to_string().parse::<Name>().unwrap(), &name);
            prop_assert_eq!(Name::read(name.as_bytes(), 0), Ok((name.clone(), name.as_bytes().len())));
        }
    }

    #[test]
    fn any_text(text: String) {
        if let Ok(name) = text.parse::<Name>() {
            prop_assert_eq!(name.to_string().parse::<Name>(), Ok(name));
        }
    }
}
