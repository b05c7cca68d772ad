use super::*;
use crate::wire::testing::{assert_fields_tile, assert_layers_tile, hex, ipv4_packet, tftp_packet};
use crate::wire::{LinkType, Protocol, dissect, udp};
use proptest::prelude::*;

fn request(file: &str, options: &[(&str, u64)]) -> Request {
    let options = options.iter().map(|(name, value)| TftpOption::number(name, *value)).collect();
    Request { file: file.into(), mode: b"octet".to_vec(), options }
}

#[test]
fn every_packet() {
    let options = vec![TftpOption::number("blksize", 1428)];
    for (packet, digits) in [
        (Packet::Read(request("a", &[])), "0001 6100 6f6374657400"),
        (Packet::Write(request("b", &[("tsize", 9)])), "0002 6200 6f6374657400 7473697a6500 3900"),
        (Packet::Data { block: 1, data: b"hi".to_vec() }, "0003 0001 6869"),
        (Packet::Data { block: 2, data: vec![] }, "0003 0002"),
        (Packet::Ack { block: 65535 }, "0004 ffff"),
        (
            Packet::Error { code: ErrorCode::FileNotFound, message: b"no".to_vec() },
            "0005 0001 6e6f00",
        ),
        (Packet::OptionAck(options), "0006 626c6b73697a6500 3134323800"),
    ] {
        let mut bytes = Vec::new();
        packet.emit(&mut bytes);
        assert_eq!(bytes, hex(digits), "{packet:?}");
        assert_eq!(Packet::parse(&bytes), Ok(packet));
        let header = &bytes[..header_len(&bytes)];
        let fields = fields(header, 0);
        assert_fields_tile(&fields, &(0..header.len()));
        assert!(fields.iter().all(|field| field.name != FieldName::Undecoded));
    }
}

#[test]
fn packets_that_break() {
    use MalformedKind as K;
    for (digits, at, what) in [
        ("", 0, K::TooShort { need: 2, have: 0 }),
        ("00", 1, K::TooShort { need: 2, have: 1 }),
        ("0000", 0, K::BadNumber(0)),
        ("0007 0001", 0, K::BadNumber(7)),
        ("0001", 2, K::BadText),
        ("0001 61", 2, K::BadText),
        ("0001 00 6100", 2, K::BadText),
        ("0001 6100 6f", 4, K::BadText),
        ("0001 6100 6f00 62", 6, K::BadText),
        ("0001 6100 6f00 6200 63", 8, K::BadText),
        ("0003 00", 3, K::TooShort { need: 4, have: 3 }),
        ("0004", 2, K::TooShort { need: 4, have: 2 }),
        ("0005 0001", 4, K::BadText),
        ("0006 00 00", 2, K::BadText),
    ] {
        let fault = Malformed { layer: LayerKind::Tftp, at, what };
        assert_eq!(Packet::parse(&hex(digits)), Err(fault), "{digits}");
    }
}

#[test]
fn options_are_found_whatever_their_case() {
    let options = [TftpOption::number("BlkSize", 8), TftpOption::number("timeout", 3)];
    assert_eq!(TftpOption::find(&options, "blksize").unwrap().as_number(), Some(8));
    assert_eq!(TftpOption::find(&options, "tsize"), None);
    let odd = TftpOption { name: b"tsize".to_vec(), value: b"-1".to_vec() };
    assert_eq!(odd.as_number(), None);
}

/// A transfer goes on between two ports that nobody knows: its packets are known by their form.
#[test]
fn a_transfer_is_recognised() {
    for (ports, digits, expected) in [
        ((3000, 69), "0001 6100 6f6374657400", LayerKind::Tftp),
        ((3000, 69), "ffff", LayerKind::Tftp),
        ((3000, 4000), "0003 0001 6869", LayerKind::Tftp),
        ((3000, 4000), "0004 0001", LayerKind::Tftp),
        ((3000, 4000), "0004 0001 00", LayerKind::Payload),
        ((3000, 4000), "0001 6100 6f6374657400", LayerKind::Payload),
        ((3000, 4000), "0003 0000 6869", LayerKind::Payload),
        ((3000, 4000), "6869", LayerKind::Payload),
        ((3000, 9), "0004 0001", LayerKind::Payload),
        ((3000, 4000), "0006 00", LayerKind::Payload),
        ((3000, 4000), "0006", LayerKind::Payload),
    ] {
        let (src, dst) = ("192.0.2.1".parse().unwrap(), "198.51.100.2".parse().unwrap());
        let mut datagram = Vec::new();
        udp::Header::new(ports.0, ports.1).emit(&hex(digits), src, dst, &mut datagram);
        let packet = ipv4_packet(Protocol::Udp, &datagram);
        let dissection = dissect(&packet, LinkType::RawIp, packet.len());
        assert_layers_tile(&dissection.layers, packet.len());
        assert_eq!(dissection.layers[2].kind, expected, "{ports:?} {digits}");
    }
}

proptest! {
    #[test]
    fn round_trip(packet in tftp_packet()) {
        let mut bytes = Vec::new();
        packet.emit(&mut bytes);
        prop_assert_eq!(Packet::parse(&bytes), Ok(packet));
        for cut in 0..bytes.len() {
            let _ = Packet::parse(&bytes[..cut]);
            assert_fields_tile(&fields(&bytes[..cut], 1), &(1..1 + cut));
        }
    }

    #[test]
    fn any_bytes(opcode in 0u8..9, rest: Vec<u8>) {
        let bytes = [&[0, opcode], &rest[..]].concat();
        assert_fields_tile(&fields(&bytes, 0), &(0..bytes.len()));
        if let Ok(packet) = Packet::parse(&bytes) {
            let mut again = Vec::new();
            packet.emit(&mut again);
            prop_assert_eq!(Packet::parse(&again), Ok(packet));
        }
    }
}
