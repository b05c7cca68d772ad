use super::FrameKind;
use crate::wire::{LayerKind, LinkType, dissect};

#[test]
fn every_name_is_of_one_kind_and_back() {
    for name in FrameKind::names() {
        let kind = FrameKind::from_name(name).expect("a name of the list");
        assert_eq!(kind.name(), name);
        assert_eq!(FrameKind::from_name(&name.to_uppercase()), Some(kind));
    }
    assert_eq!(FrameKind::from_name("ARP question"), None);
    assert_eq!(FrameKind::from_name(""), None);
}

#[test]
fn a_frame_is_of_the_kind_of_its_own_layers_only() {
    let bytes = |hex: &str| -> Vec<u8> {
        let digits: Vec<u8> = hex.bytes().filter(u8::is_ascii_hexdigit).collect();
        let byte = |pair: &[u8]| {
            let text = std::str::from_utf8(pair).expect("digits");
            u8::from_str_radix(text, 16).expect("two digits")
        };
        digits.chunks(2).map(byte).collect()
    };
    let ethernet = "ffffffffffff 020000000001";
    let arp =
        format!("{ethernet} 0806 0001 0800 06 04 0001 020000000001 0a000001 000000000000 0a000002");
    // A time exceeded, which quotes the beginning of an echo request.
    let exceeded = format!(
        "{ethernet} 0800 45000038 00000000 4001 0000 0a000001 0a000002
         0b00 0000 00000000  4500001c 00000000 0101 0000 0a000002 0a000003 0800 0000 0001 0001"
    );
    let cases = [
        (&arp, "ARP request", true),
        (&arp, "ARP reply", false),
        (&arp, "arp", true),
        (&arp, "ip", false),
        (&exceeded, "ICMP time exceeded", true),
        (&exceeded, "ICMP echo request", false),
        (&exceeded, "icmp", true),
    ];
    for (hex, name, fits) in cases {
        let bytes = bytes(hex);
        let frame = dissect(&bytes, LinkType::Ethernet, bytes.len());
        let kind = FrameKind::from_name(name).expect("a name of the list");
        assert_eq!(kind.fits(&frame), fits, "{name} in {frame:?}");
    }
    assert_eq!(FrameKind::from_name("stp").map(|kind| kind.layer), Some(LayerKind::Stp));
}
