use super::MacErrorKind as E;
use super::*;
use proptest::prelude::*;

#[test]
fn the_bits_of_the_first_octet() {
    let card = MacAddr([0x00, 0x1b, 0x21, 0x3c, 0x4d, 0x5e]);
    assert_eq!(card.manufacturer(), Some([0x00, 0x1b, 0x21]));
    assert!(!card.is_local() && !card.is_multicast());
    let made_up = MacAddr([0x02, 0, 0, 0, 0, 1]);
    assert!(made_up.is_local());
    assert_eq!(made_up.manufacturer(), None);
    assert_eq!(MacAddr::BROADCAST.manufacturer(), None);
    assert!(MacAddr::BROADCAST.is_multicast() && MacAddr::BROADCAST.is_local());
}

#[test]
fn eui64_has_fffe_in_the_middle() {
    // RFC 4291, appendix A.
    let mac = MacAddr([0x34, 0x56, 0x78, 0x9a, 0xbc, 0xde]);
    assert_eq!(mac.eui64(), [0x34, 0x56, 0x78, 0xff, 0xfe, 0x9a, 0xbc, 0xde]);
}

#[test]
fn groups_share_addresses_of_ethernet() {
    // RFC 1112 §6.4: the low 23 bits, so that 32 groups share one.
    let at = |text: &str| MacAddr::of_group(text.parse().unwrap()).map(|mac| mac.to_string());
    assert_eq!(at("224.0.0.251").as_deref(), Some("01:00:5e:00:00:fb"));
    assert_eq!(at("239.255.255.250").as_deref(), Some("01:00:5e:7f:ff:fa"));
    assert_eq!(at("224.127.255.250"), at("239.255.255.250"));
    assert_eq!(at("223.255.255.255"), None);
    assert_eq!(at("240.0.0.0"), None);
}

#[test]
fn forms_that_people_type() {
    let mac = MacAddr([0x00, 0x1b, 0x21, 0x3c, 0x4d, 0x5e]);
    for text in [
        "00:1b:21:3c:4d:5e",
        "00-1B-21-3C-4D-5E",
        "001b.213c.4d5e",
        "001b213c4d5e",
        "0:1b:21:3c:4d:5e",
        " 00:1b:21:3c:4d:5e\n",
        "００：１ｂ：２１：３ｃ：４ｄ：５ｅ",
    ] {
        assert_eq!(parse(text), Ok(mac), "{text:?}");
    }
}

#[test]
fn mistakes_are_pointed_at() {
    let digits = |group, digits, expected| E::Digits { group, digits, expected };
    for (text, kind, at) in [
        ("", E::Empty, 0..0),
        ("00:1b:21:3c:4d", E::Groups { groups: 5 }, 0..14),
        (" 00:1b:21:3c:4d:5e:6f", E::Groups { groups: 7 }, 1..21),
        ("00:1b:21:3c:4d:5g", E::Character('g'), 16..17),
        ("00:1b-21:3c:4d:5e", E::Character('-'), 5..6),
        ("00:1b:213:3c:4d:5e", digits(3, 3, 2), 6..9),
        ("00:1b::3c:4d:5e", digits(3, 0, 2), 6..6),
        ("01b.213c.4d5e", digits(1, 3, 4), 0..3),
        ("001b213c4d5", digits(1, 11, 12), 0..11),
        ("00:1b\n:21", E::ManyLines, 5..9),
    ] {
        assert_eq!(parse(text), Err(MacError { kind, at }), "{text:?}");
    }
}

proptest! {
    #[test]
    fn what_is_shown_is_read(octets in any::<[u8; 6]>()) {
        prop_assert_eq!(parse(&MacAddr(octets).to_string()), Ok(MacAddr(octets)));
    }

    #[test]
    fn any_text_is_survived(text in "[0-9a-f:. -]{0,30}") {
        if let Err(error) = parse(&text) {
            prop_assert!(error.at.start <= error.at.end && error.at.end <= text.len());
        }
    }
}
