use super::*;

fn address(text: &str) -> Ipv4Addr {
    text.parse().unwrap()
}

fn interface(text: &str) -> Interface {
    let (ip, length) = text.split_once('/').unwrap();
    Interface::new(address(ip), Mask::new(length.parse().unwrap()).unwrap())
}

#[test]
fn any_usual_form_is_read() {
    let one = || Answer::Address(address("192.168.1.64"));
    let list = || {
        let all = ["10.0.0.0/8", "192.168.0.0/16", "172.16.0.0/12"];
        Answer::Prefixes(all.into_iter().map(interface).collect())
    };
    let yes = Answer::Yes;
    let table = [
        (Input::Address, " 192.168.1.64 ", one()),
        (Input::Address, "１９２．１６８．１．６４", one()),
        (Input::Address, "192。168。1。64", one()),
        (Input::Address, "0xc0a80140", one()),
        (Input::Address, "11000000.10101000.00000001.01000000", one()),
        (Input::Address, "192.168.1.64/26", Answer::Prefix(interface("192.168.1.64/26"))),
        (Input::AddressOrNone, "None", Answer::None),
        (Input::AddressOrNone, "没有", Answer::None),
        (Input::Mask, "/26", Answer::Mask(0xffff_ffc0)),
        (Input::Mask, "26", Answer::Mask(0xffff_ffc0)),
        (Input::Mask, "／２６", Answer::Mask(0xffff_ffc0)),
        (Input::Mask, "255.255.255.192", Answer::Mask(0xffff_ffc0)),
        (Input::Mask, "/255.255.255.192", Answer::Mask(0xffff_ffc0)),
        // Wrong, but answers: judged, not refused.
        (Input::Mask, "0.0.0.63", Answer::Mask(63)),
        (Input::Mask, "255.0.255.0", Answer::Mask(0xff00_ff00)),
        (Input::MaskOrNone, "—", Answer::None),
        (Input::Prefix, "10.0.0.0 255.0.0.0", Answer::Prefix(interface("10.0.0.0/8"))),
        (Input::Prefix, "10.1.2.3/8", Answer::Prefix(interface("10.1.2.3/8"))),
        (Input::Prefixes, "10.0.0.0/8 192.168.0.0/16 172.16.0.0/12", list()),
        (Input::Prefixes, "10.0.0.0/8，192.168.0.0/16；172.16.0.0/12", list()),
        (Input::Prefixes, "10.0.0.0/8\n192.168.0.0 / 16\n\n172.16.0.0 255.240.0.0,", list()),
        (Input::Prefixes, "10.0.0.0 255.0.0.0 192.168.0.0 255.255.0.0、172.16.0.0 /12", list()),
        (Input::Number, "16,382", Answer::Number(16382)),
        (Input::Number, "１６ ３８２", Answer::Number(16382)),
        (Input::Number, "/26", Answer::Number(26)),
        (Input::Bits(8), "11001000", Answer::Bits(200)),
        (Input::Bits(8), "1100 1000", Answer::Bits(200)),
        (Input::Bits(8), "0b101", Answer::Bits(5)),
        (Input::Bits(32), "11000000 10101000 00000001 01000000", Answer::Bits(0xc0a8_0140)),
        (Input::Bits(32), "11000000101010000000000101000000", Answer::Bits(0xc0a8_0140)),
        (Input::Bits(32), "11000000.10101000.1.1000000", Answer::Bits(0xc0a8_0140)),
        (Input::Hex, "C0A80140", Answer::Bits(0xc0a8_0140)),
        (Input::Hex, "0xc0.a8.01.40", Answer::Bits(0xc0a8_0140)),
        (Input::Class, "b", Answer::Class(Class::B)),
        (Input::Class, "Class B", Answer::Class(Class::B)),
        (Input::Class, "Ｂ类", Answer::Class(Class::B)),
        (Input::YesNo, "Yes", yes(true)),
        (Input::YesNo, "y", yes(true)),
        (Input::YesNo, "不能", yes(false)),
        (Input::Row(5), "5", Answer::Row(4)),
        (Input::Row(5), "无", Answer::None),
        (Input::PortKind, "Well-Known", Answer::PortKind(PortKind::System)),
        (Input::PortKind, "登记", Answer::PortKind(PortKind::User)),
    ];
    for (input, text, answer) in table {
        assert_eq!(read(input, text), Ok(answer), "{input:?} {text:?}");
    }
}

#[test]
fn what_is_no_answer_is_refused_with_its_reason() {
    let digits = |given, wanted| Unreadable::Digits { given, wanted };
    let table = [
        (Input::Address, "  ", Unreadable::Empty),
        (Input::Prefix, "10.0.0.0", Unreadable::NoPrefix),
        (Input::Prefixes, "10.0.0.0/8, 10.1.0.0", Unreadable::NoPrefix),
        (Input::Number, "-1", Unreadable::NotANumber),
        (Input::Number, "+1", Unreadable::NotANumber),
        (Input::Number, "99999999999999999999", Unreadable::NotANumber),
        (Input::Number, "1.5", Unreadable::NotANumber),
        (Input::Number, "/", Unreadable::NotANumber),
        (Input::Bits(8), "12", Unreadable::NotBits),
        (Input::Bits(8), "110010001", digits(9, 8)),
        (Input::Bits(8), ".", digits(0, 8)),
        (Input::Bits(32), "11000000", digits(8, 32)),
        (Input::Bits(32), "110000001.1.1.1", digits(12, 32)),
        (Input::Hex, "C0A8014", digits(7, 8)),
        (Input::Hex, "C0A8014G", Unreadable::NotHex),
        (Input::Class, "F", Unreadable::NotAChoice),
        (Input::Class, "class", Unreadable::NotAChoice),
        (Input::YesNo, "perhaps", Unreadable::NotAChoice),
        (Input::Row(5), "6", Unreadable::NotAChoice),
        (Input::Row(5), "0", Unreadable::NotAChoice),
        (Input::PortKind, "8080", Unreadable::NotAChoice),
    ];
    for (input, text, reason) in table {
        assert_eq!(read(input, text), Err(reason), "{input:?} {text:?}");
    }
}

#[test]
fn the_fault_of_an_address_is_that_of_the_parser() {
    for text in ["1.2.3", "256.1.1.1", "010.0.0.1", "10.0.0.1/33", "x"] {
        let expected = parse(text).unwrap_err();
        let found = read(Input::Address, text).unwrap_err();
        assert_eq!(found.fault(), Some(expected.kind), "{text}");
        assert_eq!(found, Unreadable::Address(expected), "{text}");
    }
    // "none" is no address where there always is one.
    assert!(matches!(read(Input::Address, "none"), Err(Unreadable::Address(_))));
    assert!(matches!(read(Input::Mask, "/33"), Err(Unreadable::Address(_))));
    assert_eq!(Unreadable::Empty.fault(), None);
}

#[test]
fn whatever_is_typed_does_no_harm() {
    let inputs = [
        Input::Class,
        Input::YesNo,
        Input::PortKind,
        Input::Row(3),
        Input::Address,
        Input::AddressOrNone,
        Input::Mask,
        Input::MaskOrNone,
        Input::Prefix,
        Input::Prefixes,
        Input::Number,
        Input::Bits(8),
        Input::Bits(32),
        Input::Hex,
    ];
    let long = "10.0.0.0/8 ".repeat(100_000);
    let texts = ["/", "//", ".", "中", "\u{0}", "\u{ff0f}", "0x", "0b", "é/é", "1 / / 1", &long];
    for input in inputs {
        for text in texts {
            let _ = read(input, text);
        }
    }
}

#[test]
fn both_sides_are_each_others_other() {
    for side in Side::BOTH {
        assert_ne!(side.other(), side);
        assert_ne!(side.other().letter(), side.letter());
    }
}
