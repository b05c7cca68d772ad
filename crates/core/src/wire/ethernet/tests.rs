use super::*;
use crate::wire::MalformedKind;
use crate::wire::testing::{SYN, TAGGED_V6, assert_fields_tile, hex, mac};
use proptest::prelude::*;

#[test]
fn reads_a_header() {
    let frame = hex(SYN);
    let (header, payload) = Header::parse(&frame).unwrap();
    assert_eq!(header.dst, MacAddr([2, 0, 0, 0, 0, 2]));
    assert_eq!(header.src, MacAddr([2, 0, 0, 0, 0, 1]));
    assert_eq!(header.ethertype, EtherType::Ipv4);
    assert_eq!(header.vlan, None);
    assert_eq!(payload.len(), frame.len() - 14);
}

#[test]
fn reads_a_tag() {
    let (header, _) = Header::parse(&hex(TAGGED_V6)).unwrap();
    assert_eq!(header.vlan, Some(Vlan { priority: 5, drop_eligible: true, id: 100 }));
    assert_eq!(header.ethertype, EtherType::Ipv6);
}

#[test]
fn says_where_it_breaks_off() {
    let frame = hex(TAGGED_V6);
    for len in 0..18 {
        let fault = Header::parse(&frame[..len]).unwrap_err();
        let (layer, need) =
            if len < 14 { (LayerKind::Ethernet, 14) } else { (LayerKind::Vlan, 18) };
        let what = MalformedKind::TooShort { need, have: len };
        assert_eq!(fault, Malformed { layer, at: len, what });
    }
}

#[test]
fn small_numbers_are_lengths() {
    assert_eq!(EtherType::from(46).meaning(), Meaning::FrameLength(46));
    assert_eq!(EtherType::from(0x05ff).as_length(), Some(0x05ff));
    assert_eq!(EtherType::from(0x0600).as_length(), None);
}

proptest! {
    #[test]
    fn round_trip(dst in mac(), src in mac(), number: u16, tag: Option<(u8, bool, u16)>, rest: Vec<u8>) {
        let vlan = tag.map(|(priority, drop_eligible, id)| Vlan {
            priority: priority & 7, drop_eligible, id: id & 0xfff,
        });
        // Without a tag of its own, an EtherType of "tag" would announce one.
        prop_assume!(vlan.is_some() || number != 0x8100);
        let header = Header { dst, src, ethertype: number.into(), vlan };
        let mut bytes = Vec::new();
        header.emit(&mut bytes);
        prop_assert_eq!(bytes.len(), header.header_len());
        bytes.extend_from_slice(&rest);
        prop_assert_eq!(Header::parse(&bytes), Ok((header, &rest[..])));
    }

    #[test]
    fn fields_tile(bytes: [u8; 14], cut in 0usize..=14, base in 0usize..100) {
        assert_fields_tile(&fields(&bytes[..cut], base), &(base..base + cut));
        let tag = &bytes[..cut.min(4)];
        assert_fields_tile(&tag_fields(tag, base), &(base..base + tag.len()));
    }
}
