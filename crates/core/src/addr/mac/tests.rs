use super::*;

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
