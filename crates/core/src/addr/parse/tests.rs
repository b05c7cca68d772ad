use super::ParseErrorKind as E;
use super::*;
use proptest::prelude::*;

/// Input, address, mask and form of what is understood.
const GOOD: &[(&str, &str, Option<u8>, Form)] = &[
    ("192.168.155.1", "192.168.155.1", None, Form::Address),
    ("0.0.0.0", "0.0.0.0", None, Form::Address),
    ("255.255.255.255", "255.255.255.255", None, Form::Address),
    ("192.168.155.1/24", "192.168.155.1", Some(24), Form::Prefix),
    ("1.2.3.4/0", "1.2.3.4", Some(0), Form::Prefix),
    ("1.2.3.4/31", "1.2.3.4", Some(31), Form::Prefix),
    ("1.2.3.4/32", "1.2.3.4", Some(32), Form::Prefix),
    ("192.168.155.1 255.255.255.0", "192.168.155.1", Some(24), Form::Mask),
    ("10.0.0.1/255.0.0.0", "10.0.0.1", Some(8), Form::Mask),
    ("10.0.0.1 / 255.0.0.0", "10.0.0.1", Some(8), Form::Mask),
    ("10.0.0.0 0.255.255.255", "10.0.0.0", Some(8), Form::Wildcard),
    ("10.0.0.0/0.0.0.255", "10.0.0.0", Some(24), Form::Wildcard),
    ("10.0.0.0 127.255.255.255", "10.0.0.0", Some(1), Form::Wildcard),
    // Both a mask and a wildcard: read as masks.
    ("10.0.0.0 0.0.0.0", "10.0.0.0", Some(0), Form::Mask),
    ("10.0.0.0 255.255.255.255", "10.0.0.0", Some(32), Form::Mask),
    ("0xc0a89b4d", "192.168.155.77", None, Form::Address),
    ("0XC0A89B4D/24", "192.168.155.77", Some(24), Form::Prefix),
    ("0x7f", "0.0.0.127", None, Form::Address),
    ("10.0.0.1 0xff000000", "10.0.0.1", Some(8), Form::Mask),
    ("11000000.10101000.10011011.01001101", "192.168.155.77", None, Form::Address),
    ("10.0.0.1/11111111.00000000.00000000.00000000", "10.0.0.1", Some(8), Form::Mask),
    // Spaces of every kind around every part.
    ("  10.0.0.1\t", "10.0.0.1", None, Form::Address),
    ("\u{3000}10.0.0.1\u{a0}/\u{a0}8\n", "10.0.0.1", Some(8), Form::Prefix),
    ("\u{feff}10.0.0.1\u{200b}", "10.0.0.1", None, Form::Address),
    ("10.0.0.1   255.0.0.0", "10.0.0.1", Some(8), Form::Mask),
    // Full-width digits and punctuation, and what the keys `.` and `/` give with a Chinese input method.
    ("１９２．１６８．１５５．１／２４", "192.168.155.1", Some(24), Form::Prefix),
    ("192\u{3002}168\u{3002}155\u{3002}1\u{3001}24", "192.168.155.1", Some(24), Form::Prefix),
    ("192\u{ff61}168\u{ff61}155\u{ff61}1", "192.168.155.1", None, Form::Address),
    ("０ｘｃ０ａ８９ｂ４ｄ", "192.168.155.77", None, Form::Address),
];

#[test]
fn every_usual_form() {
    for &(text, address, length, form) in GOOD {
        let typed = parse(text).unwrap_or_else(|error| panic!("{text:?}: {error:?}"));
        assert_eq!(typed.address.to_string(), address, "{text:?}");
        assert_eq!(typed.mask.map(Mask::prefix_len), length, "{text:?}");
        assert_eq!(typed.form, form, "{text:?}");
        let interface = typed.interface();
        assert_eq!(interface.mask.prefix_len(), length.unwrap_or(32));
    }
}

fn holes(dotted: &str) -> ParseErrorKind {
    E::Holes(Mask::from_bits(dotted.parse::<Ipv4Addr>().unwrap().to_bits()).unwrap_err())
}

#[test]
fn every_mistake_is_pointed_at() {
    let leading = |octet, decimal, octal| E::LeadingZero { octet, decimal, octal };
    for (text, kind, at) in [
        ("", E::Empty, 0..0),
        ("   \t ", E::Empty, 0..0),
        ("1.2.3", E::TooFewOctets { octets: 3 }, 5..5),
        ("  1.2.3  ", E::TooFewOctets { octets: 3 }, 7..7),
        ("10", E::TooFewOctets { octets: 1 }, 2..2),
        ("3232275277", E::TooFewOctets { octets: 1 }, 10..10),
        ("1.2.3.4.5", E::TooManyOctets, 7..9),
        ("1.2.3.4.", E::TooManyOctets, 7..8),
        ("1.2.3.4.5.6.7", E::TooManyOctets, 7..13),
        ("256.1.1.1", E::OctetTooLarge { octet: 1, value: 256 }, 0..3),
        ("1.1.1.999/24", E::OctetTooLarge { octet: 4, value: 999 }, 6..9),
        ("1.99999999999.1.1", E::OctetTooLarge { octet: 2, value: u32::MAX }, 2..13),
        ("010.0.0.1", leading(1, 10, Some(8)), 0..3),
        ("10.0.0.09", leading(4, 9, None), 7..9),
        ("10.00.0.1", leading(2, 0, Some(0)), 3..5),
        ("1..2.3", E::EmptyOctet { octet: 2 }, 2..3),
        (".1.2.3", E::EmptyOctet { octet: 1 }, 0..1),
        ("1.2.3.", E::EmptyOctet { octet: 4 }, 5..6),
        ("...", E::EmptyOctet { octet: 1 }, 0..1),
        ("10.0.0.x", E::Character('x'), 7..8),
        ("-1.2.3.4", E::Character('-'), 0..1),
        ("10.0.0.1-10.0.0.9", E::Character('-'), 8..9),
        ("10,0.0.1", E::Character(','), 2..3),
        // As it was typed, not what it stands for.
        ("10．0．0．ｘ", E::Character('ｘ'), 7..8),
        ("localhost", E::Character('l'), 0..1),
        ("http://10.0.0.1", E::Character('h'), 0..1),
        ("::1", E::Ipv6, 0..3),
        (" fe80::1%0/64", E::Ipv6, 1..10),
        ("fe80::g/64", E::Ipv6, 0..7),
        ("2001:db8", E::Ipv6, 0..8),
        ("10.0.0.1:80", E::Port, 8..11),
        ("11000000.168.155.1", E::NotBinary { octet: 2 }, 9..12),
        ("0x", E::HexDigits { digits: 0 }, 1..2),
        ("0x123456789", E::HexDigits { digits: 9 }, 2..11),
        ("0xc0a8zb4d", E::Character('z'), 6..7),
        ("/24", E::NoAddress, 0..1),
        ("10.0.0.1/", E::NoMask, 8..9),
        ("10.0.0.1 / ", E::NoMask, 9..10),
        ("10.0.0.1//24", E::NoMask, 9..10),
        ("10.0.0.1/33", E::PrefixTooLong { length: 33 }, 9..11),
        ("10.0.0.1/99999999999", E::PrefixTooLong { length: u32::MAX }, 9..20),
        ("10.0.0.1/08", E::PrefixLeadingZero, 9..11),
        ("10.0.0.1/x", E::Character('x'), 9..10),
        ("10.0.0.1/-1", E::Character('-'), 9..10),
        ("10.0.0.1 24", E::TooFewOctets { octets: 1 }, 11..11),
        // The octet with the stray one.
        ("10.0.0.1 255.0.255.0", holes("255.0.255.0"), 15..18),
        ("10.0.0.1/255.255.255.1", holes("255.255.255.1"), 21..22),
        ("10.0.0.1 10.0.0.2", holes("10.0.0.2"), 9..11),
        // The very bit, where bits were typed.
        ("10.0.0.1/11111111.00000000.00000001.00000000", holes("255.0.1.0"), 34..35),
        ("10.0.0.1 0xff00ff00", holes("255.0.255.0"), 15..16),
        ("10.0.0.1/24 x", E::Trailing, 12..13),
        ("10.0.0.1/24/8", E::Trailing, 11..13),
        ("10.0.0.1 255.0.0.0 1", E::Trailing, 19..20),
        ("10.0.0.1\n10.0.0.2", E::ManyLines, 8..17),
        ("\n10.0.0.1\r\n10.0.0.2\n", E::ManyLines, 9..19),
    ] {
        assert_eq!(parse(text), Err(ParseError { kind, at }), "{text:?}");
    }
}

#[test]
fn a_long_paste() {
    let text = "1".repeat(10_000);
    let error = parse(&text).unwrap_err();
    assert_eq!(error.kind, E::TooLong { characters: 10_000 });
    assert_eq!(error.at, MOST_CHARACTERS..10_000);
    // Only what is between the spaces counts.
    let padded = format!("{}10.0.0.1{}", " ".repeat(1_000), " ".repeat(1_000));
    assert!(parse(&padded).is_ok());
    let lines: String = (0..1_000)
        .fold(String::new(), |text, n| text + &format!("10.0.{}.{}/24\n", n / 256, n % 256));
    assert_eq!(parse(&lines).unwrap_err().kind, E::ManyLines);
    assert_eq!(parse_list(&lines).filter(|line| line.typed.is_ok()).count(), 1_000);
}

#[test]
fn lists_keep_their_line_numbers() {
    let text = "10.0.0.0/8\r\n\n# a comment\n  \n10.1.0.0/33\n10.2.0.1 # behind it\nx";
    let found: Vec<_> = parse_list(text)
        .map(|line| (line.number, line.typed.map(|typed| typed.address.to_string())))
        .collect();
    let error = |kind, at| Err(ParseError { kind, at });
    assert_eq!(
        found,
        [
            (1, Ok("10.0.0.0".to_owned())),
            (5, error(E::PrefixTooLong { length: 33 }, 9..11)),
            (6, Ok("10.2.0.1".to_owned())),
            (7, error(E::Character('x'), 0..1)),
        ]
    );
    assert_eq!(parse_list("\n# nothing\n").count(), 0);
}

#[test]
fn masks_alone() {
    for (text, length, form) in [
        ("/24", 24, Form::Prefix),
        ("24", 24, Form::Prefix),
        (" / 0 ", 0, Form::Prefix),
        ("255.255.240.0", 20, Form::Mask),
        ("/255.255.240.0", 20, Form::Mask),
        ("0.0.15.255", 20, Form::Wildcard),
        ("0xfffff000", 20, Form::Mask),
        ("／２０", 20, Form::Prefix),
    ] {
        let mask = Mask::new(length).unwrap();
        assert_eq!(parse_mask(text), Ok((mask, form)), "{text:?}");
    }
    for (text, kind, at) in [
        ("", E::Empty, 0..0),
        ("/", E::NoMask, 0..1),
        ("33", E::PrefixTooLong { length: 33 }, 0..2),
        ("255.0.255.0", holes("255.0.255.0"), 6..9),
        ("24 8", E::Trailing, 3..4),
        ("//8", E::NoMask, 1..2),
    ] {
        assert_eq!(parse_mask(text), Err(ParseError { kind, at }), "{text:?}");
    }
}

/// Characters that matter here, and some that do not.
fn noise() -> impl Strategy<Value = String> {
    let characters = "0123456789012345./:. xaf-\t\n１．／\u{3000}\u{feff}\u{3002}é😀";
    let characters: Vec<char> = characters.chars().collect();
    proptest::collection::vec(proptest::sample::select(characters), 0..40)
        .prop_map(|characters| characters.into_iter().collect())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4_000, ..ProptestConfig::default() })]

    #[test]
    fn errors_point_into_the_text(text in noise()) {
        let characters = text.chars().count();
        for error in [parse(&text).err(), parse_mask(&text).err()].into_iter().flatten() {
            prop_assert!(error.at.start <= error.at.end && error.at.end <= characters, "{:?}", error);
        }
    }

    #[test]
    fn any_text_is_survived(text in any::<String>()) {
        let _ = parse(&text);
        let _ = parse_mask(&text);
        prop_assert!(parse_list(&text).count() <= text.len());
    }

    #[test]
    fn what_the_standard_library_writes_is_read(bits in any::<u32>(), length in 0_u8..=32) {
        let (address, mask) = (Ipv4Addr::from_bits(bits), Mask::new(length).unwrap());
        let typed = |text: &str| parse(text).map(|typed| (typed.address, typed.mask));
        let expected = Ok((address, Some(mask)));
        prop_assert_eq!(typed(&address.to_string()), Ok((address, None)));
        prop_assert_eq!(typed(&format!("{address}/{length}")), expected.clone());
        prop_assert_eq!(typed(&format!("{address} {}", mask.as_addr())), expected.clone());
        if (1..=31).contains(&length) {
            prop_assert_eq!(typed(&format!("{address} {}", mask.wildcard_addr())), expected.clone());
        }
        prop_assert_eq!(typed(&format!("{bits:#x}/{:#x}", mask.bits())), expected.clone());
        let [a, b, c, d] = address.octets();
        prop_assert_eq!(typed(&format!("{a:08b}.{b:08b}.{c:08b}.{d:08b} / {length}")), expected);
    }

    /// Of plain dotted text, exactly what the standard library reads is read.
    #[test]
    fn agrees_with_the_standard_library(text in "[0-9]{0,3}\\.[0-9]{1,3}\\.[0-9]{1,3}\\.?[0-9]{0,3}") {
        let ours = parse(&text).ok().map(|typed| typed.address);
        prop_assert_eq!(ours, text.parse::<Ipv4Addr>().ok(), "{}", text);
    }
}
