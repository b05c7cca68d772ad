use super::*;

fn ip(text: &str) -> Ipv4Addr {
    text.parse().unwrap()
}

#[test]
fn todays_bounds() {
    for (class, first, last, leading) in [
        (Class::A, "0.0.0.0", "127.255.255.255", "0"),
        (Class::B, "128.0.0.0", "191.255.255.255", "10"),
        (Class::C, "192.0.0.0", "223.255.255.255", "110"),
        (Class::D, "224.0.0.0", "239.255.255.255", "1110"),
        (Class::E, "240.0.0.0", "255.255.255.255", "1111"),
    ] {
        assert_eq!(class.block().address(), ip(first));
        assert_eq!(class.block().end(), ip(last));
        assert_eq!(class.leading_bits(), leading);
        for address in [first, last] {
            assert_eq!(Class::of(ip(address)), class, "{address}");
            assert!(format!("{:032b}", ip(address).to_bits()).starts_with(leading));
        }
    }
    let all: u64 = Class::ALL.iter().map(|class| class.block().total()).sum();
    assert_eq!(all, 1 << 32);
    assert_eq!(Class::ALL.map(Class::letter), ['A', 'B', 'C', 'D', 'E']);
}

#[test]
fn what_each_class_has_room_for() {
    let counts = |class: Class| (class.networks(), class.hosts());
    assert_eq!(counts(Class::A), (Some(126), Some(16_777_214)));
    assert_eq!(counts(Class::B), (Some(16_384), Some(65_534)));
    assert_eq!(counts(Class::C), (Some(2_097_152), Some(254)));
    assert_eq!(counts(Class::D), (None, None));
    assert_eq!(counts(Class::E), (None, None));
    // The block divided by the natural mask, less 0 and 127 of class A.
    for class in [Class::B, Class::C] {
        let mask = class.natural_mask().unwrap();
        assert_eq!(class.block().count(mask), class.networks().map(u64::from));
    }
    let a = Class::A.block().count(Class::A.natural_mask().unwrap());
    assert_eq!(a, Some(u64::from(Class::A.networks().unwrap()) + 2));
}

#[test]
fn older_notes_leave_out_the_first_network() {
    for (class, first, last, networks) in [
        (Class::A, "1.0.0.1", "126.255.255.254", Some(126)),
        (Class::B, "128.1.0.1", "191.255.255.254", Some(16_383)),
        (Class::C, "192.0.1.1", "223.255.255.254", Some(2_097_151)),
        (Class::D, "224.0.0.1", "239.255.255.254", None),
        (Class::E, "240.0.0.1", "255.255.255.254", None),
    ] {
        assert_eq!(class.notes(), Notes { first: ip(first), last: ip(last), networks });
        // The count is that of the networks between the bounds.
        if let Some(mask) = class.natural_mask() {
            let number = |address: Ipv4Addr| address.to_bits() >> mask.host_bits();
            assert_eq!(Some(number(ip(last)) - number(ip(first)) + 1), networks);
        }
    }
}
