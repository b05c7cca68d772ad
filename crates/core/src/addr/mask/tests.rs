use super::*;
use proptest::prelude::*;

/// RFC 1878, the table of section 2 ("Variable length subnet from 1 to 32"): CIDR length, decimal
/// mask, number of addresses in the RFC's own words (`K`, `M`), and what of a class that is.
const RFC_1878: [(u8, &str, &str, &str); 32] = [
    (1, "128.0.0.0", "2048 M", "128 A"),
    (2, "192.0.0.0", "1024 M", "64 A"),
    (3, "224.0.0.0", "512 M", "32 A"),
    (4, "240.0.0.0", "256 M", "16 A"),
    (5, "248.0.0.0", "128 M", "8 A"),
    (6, "252.0.0.0", "64 M", "4 A"),
    (7, "254.0.0.0", "32 M", "2 A"),
    (8, "255.0.0.0", "16 M", "1 A"),
    (9, "255.128.0.0", "8 M", "128 B"),
    (10, "255.192.0.0", "4 M", "64 B"),
    (11, "255.224.0.0", "2 M", "32 B"),
    (12, "255.240.0.0", "1024 K", "16 B"),
    (13, "255.248.0.0", "512 K", "8 B"),
    (14, "255.252.0.0", "256 K", "4 B"),
    (15, "255.254.0.0", "128 K", "2 B"),
    (16, "255.255.0.0", "64 K", "1 B"),
    (17, "255.255.128.0", "32 K", "128 C"),
    (18, "255.255.192.0", "16 K", "64 C"),
    (19, "255.255.224.0", "8 K", "32 C"),
    (20, "255.255.240.0", "4 K", "16 C"),
    (21, "255.255.248.0", "2 K", "8 C"),
    (22, "255.255.252.0", "1 K", "4 C"),
    (23, "255.255.254.0", "512", "2 C"),
    (24, "255.255.255.0", "256", "1 C"),
    (25, "255.255.255.128", "128", "1/2 C"),
    (26, "255.255.255.192", "64", "1/4 C"),
    (27, "255.255.255.224", "32", "1/8 C"),
    (28, "255.255.255.240", "16", "1/16 C"),
    (29, "255.255.255.248", "8", "1/32 C"),
    (30, "255.255.255.252", "4", "1/64 C"),
    (31, "255.255.255.254", "2", "1/128 C"),
    (32, "255.255.255.255", "1", "1/256 C"),
];

/// The RFC's way to say a number of addresses.
fn rounded(total: u64) -> String {
    match total {
        // From 2 M on the RFC counts in millions, so that a million is still `1024 K`.
        total if total > 1 << 20 => format!("{} M", total >> 20),
        total if total >= 1 << 10 => format!("{} K", total >> 10),
        total => total.to_string(),
    }
}

/// How many networks of a class that many addresses are.
fn in_classes(total: u64) -> String {
    for (class, size) in [("A", 1_u64 << 24), ("B", 1 << 16), ("C", 1 << 8)] {
        if total >= size {
            return format!("{} {class}", total / size);
        }
    }
    format!("1/{} C", 256 / total)
}

#[test]
fn the_table_of_rfc_1878() {
    for (length, dotted, addresses, classes) in RFC_1878 {
        let mask = Mask::new(length).unwrap();
        assert_eq!(mask.as_addr().to_string(), dotted, "/{length}");
        assert_eq!(rounded(mask.total()), addresses, "/{length}");
        assert_eq!(in_classes(mask.total()), classes, "/{length}");
    }
}

#[test]
fn every_mask_and_its_complement() {
    assert_eq!(Mask::all().count(), 33);
    for (length, mask) in (0_u8..).zip(Mask::all()) {
        assert_eq!(mask.prefix_len(), length);
        assert_eq!(mask.host_bits(), 32 - length);
        assert_eq!(mask.bits().count_ones(), u32::from(length));
        assert_eq!(mask.bits().leading_ones(), u32::from(length));
        assert_eq!(mask.wildcard(), !mask.bits());
        assert_eq!(Mask::from_bits(mask.bits()), Ok(mask));
        assert_eq!(Mask::from_wildcard(mask.wildcard()), Ok(mask));
        assert_eq!(mask.to_string(), format!("/{length}"));
        assert_eq!(mask.longer().and_then(Mask::shorter), (length < 32).then_some(mask));
        assert_eq!(mask.shorter().and_then(Mask::longer), (length > 0).then_some(mask));
    }
    assert_eq!(Mask::new(33), None);
    assert_eq!(Mask::new(u8::MAX), None);
}

#[test]
fn counts_at_the_edges() {
    let counts = |length| Mask::new(length).map(|mask| (mask.total(), mask.usable()));
    assert_eq!(counts(0), Some((1 << 32, (1 << 32) - 2)));
    assert_eq!(counts(30), Some((4, 2)));
    assert_eq!(counts(31), Some((2, 2)));
    assert_eq!(counts(32), Some((1, 1)));
}

#[test]
fn holes_are_pointed_at() {
    for (dotted, first_zero, stray_one, complement) in [
        ("255.0.255.0", 8, 16, false),
        ("255.255.255.1", 24, 31, false),
        ("0.0.0.1", 0, 31, true),
        ("127.255.255.255", 0, 1, true),
        ("255.255.253.0", 22, 23, false),
        ("85.85.85.85", 0, 1, false),
        ("170.170.170.170", 1, 2, false),
    ] {
        let bits = dotted.parse::<Ipv4Addr>().unwrap().to_bits();
        let holes = Mask::from_bits(bits).unwrap_err();
        assert_eq!(holes.bits(), bits);
        assert_eq!((holes.first_zero(), holes.stray_one()), (first_zero, stray_one), "{dotted}");
        assert_eq!(holes.is_complement(), complement, "{dotted}");
        assert_eq!(holes.leading().prefix_len(), first_zero);
    }
}

#[test]
fn the_tightest_mask_for_hosts() {
    for (hosts, length) in [
        (0, 30),
        (1, 30),
        (2, 30),
        (3, 29),
        (6, 29),
        (7, 28),
        (12, 28),
        (60, 26),
        (62, 26),
        (63, 25),
        (254, 24),
        (255, 23),
        (1500, 21),
        (2046, 21),
        (2047, 20),
        (65534, 16),
        (u32::MAX - 1, 0),
    ] {
        assert_eq!(Mask::for_hosts(hosts).map(Mask::prefix_len), Some(length), "{hosts}");
    }
    assert_eq!(Mask::for_hosts(u32::MAX), None);
}

proptest! {
    #[test]
    fn bits_are_a_mask_or_have_a_hole(bits in any::<u32>()) {
        // Random bits are hardly ever a mask: `every_mask_and_its_complement` has those.
        let text = format!("{bits:032b}");
        match Mask::from_bits(bits) {
            Ok(mask) => {
                prop_assert!(!text.contains("01"));
                prop_assert_eq!(mask.bits(), bits);
            }
            Err(holes) => {
                let zero = text.find('0').unwrap();
                let one = zero + text[zero..].find('1').unwrap();
                prop_assert_eq!(usize::from(holes.first_zero()), zero);
                prop_assert_eq!(usize::from(holes.stray_one()), one);
            }
        }
    }

    #[test]
    fn no_mask_for_hosts_is_too_small_or_too_large(hosts in any::<u32>(), shift in 0_u32..32) {
        let hosts = hosts >> shift;
        prop_assume!(hosts < u32::MAX);
        let mask = Mask::for_hosts(hosts).unwrap();
        prop_assert!(mask.usable() >= u64::from(hosts));
        if let Some(longer) = mask.longer().filter(|longer| longer.prefix_len() <= 30) {
            prop_assert!(longer.usable() < u64::from(hosts));
        }
    }
}
