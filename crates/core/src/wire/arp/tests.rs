use super::*;
use crate::wire::MacKind;
use crate::wire::testing::{ARP_REQUEST, assert_fields_tile, hex, mac};
use proptest::prelude::*;

#[test]
fn reads_a_request() {
    let frame = hex(ARP_REQUEST);
    let packet = Packet::parse(&frame[14..]).unwrap();
    assert_eq!(packet.operation, Operation::Request);
    assert_eq!(packet.sender_mac, MacAddr([2, 0, 0, 0, 0, 1]));
    assert_eq!(packet.sender_ip, Ipv4Addr::new(192, 0, 2, 1));
    assert_eq!(packet.target_mac, MacAddr::UNSPECIFIED);
    assert_eq!(packet.target_ip, Ipv4Addr::new(192, 0, 2, 2));
    let fields = fields(&frame[14..], 14);
    let target = fields.iter().find(|field| field.name == FieldName::ArpTargetMac).unwrap();
    assert_eq!(target.meaning, Some(Meaning::Mac(MacKind::Unspecified)));
    assert_eq!(target.bytes(), 32..38);
}

#[test]
fn other_addresses_are_not_taken_apart() {
    let mut packet = hex(ARP_REQUEST)[14..].to_vec();
    packet[4] = 8;
    let what = MalformedKind::BadAddressSizes { hardware: 8, protocol: 4 };
    let fault = Malformed { layer: LayerKind::Arp, at: 4, what };
    assert_eq!(Packet::parse(&packet), Err(fault));
    let fields = fields(&packet, 0);
    assert_fields_tile(&fields, &(0..28));
    assert_eq!(fields.last().unwrap().name, FieldName::Undecoded);
}

proptest! {
    #[test]
    fn round_trip(
        operation: u16, sender_mac in mac(), target_mac in mac(), ips: (Ipv4Addr, Ipv4Addr),
        padding: Vec<u8>,
    ) {
        let (sender_ip, target_ip) = ips;
        let operation = operation.into();
        let packet = Packet { operation, sender_mac, sender_ip, target_mac, target_ip };
        let mut bytes = Vec::new();
        packet.emit(&mut bytes);
        prop_assert_eq!(bytes.len(), PACKET_LEN);
        for cut in 0..PACKET_LEN {
            prop_assert!(Packet::parse(&bytes[..cut]).is_err());
            assert_fields_tile(&fields(&bytes[..cut], 14), &(14..14 + cut));
        }
        bytes.extend_from_slice(&padding);
        prop_assert_eq!(Packet::parse(&bytes), Ok(packet));
    }
}
