use super::*;
use crate::wire::testing::{
    assert_fields_tile, assert_layers_tile, dhcp_message, hex, ipv4_packet,
};
use crate::wire::{LinkType, Protocol, Value, dissect, udp};
use proptest::prelude::*;

/// The options of the acknowledgment in Chris Sanders' `dhcp_nolease_initialization`.
const ACK_OPTIONS: &str = "350105 3604c0a80105 330400000258 0104ffffff00 1c04c0a801ff \
    0304c0a801fe 0f106d79646f6d61696e2e6578616d706c65 0608c0a80101c0a80102 ff";

fn ack() -> Vec<u8> {
    let fixed = "02010600 696ddc66 0000 0000 00000000 c0a8010a c0a80105 00000000 000c2959fd21";
    let mut bytes = hex(fixed);
    bytes.resize(236, 0);
    bytes.extend_from_slice(&COOKIE.to_be_bytes());
    bytes.extend_from_slice(&hex(ACK_OPTIONS));
    bytes
}

#[test]
fn reads_an_acknowledgment() {
    let message = Message::parse(&ack()).unwrap();
    assert_eq!(message.kind(), Some(MessageType::Ack));
    assert_eq!(message.transaction, 0x696d_dc66);
    assert_eq!(message.your_ip, Ipv4Addr::new(192, 168, 1, 10));
    assert_eq!(message.client_mac, MacAddr([0, 0x0c, 0x29, 0x59, 0xfd, 0x21]));
    assert_eq!(message.number(OptionKind::LeaseTime), Some(600));
    assert_eq!(message.address(OptionKind::Router), Some(Ipv4Addr::new(192, 168, 1, 254)));
    let servers = [1, 2].map(|last| Ipv4Addr::new(192, 168, 1, last)).to_vec();
    let servers = OptionValue::Addresses(servers);
    assert_eq!(message.option(OptionKind::DomainServer), Some(&servers));
    let domain = OptionValue::Text(b"mydomain.example".to_vec());
    assert_eq!(message.option(OptionKind::DomainName), Some(&domain));
    let mut again = Vec::new();
    message.emit(&mut again);
    assert_eq!(again[..ack().len()], ack());
    assert_eq!(again.len(), MIN_LEN.max(ack().len()));
}

#[test]
fn fields_of_an_acknowledgment() {
    let mut datagram = Vec::new();
    let (src, dst) = ("192.0.2.1".parse().unwrap(), "198.51.100.2".parse().unwrap());
    udp::Header::new(SERVER_PORT, CLIENT_PORT).emit(&ack(), src, dst, &mut datagram);
    let packet = ipv4_packet(Protocol::Udp, &datagram);
    let dissection = dissect(&packet, LinkType::RawIp, packet.len());
    assert_layers_tile(&dissection.layers, packet.len());
    assert!(dissection.is_sound(), "{:?}", dissection.malformed);
    let field = |name| dissection.field(name).unwrap();
    let kind = field(FieldName::DhcpMessageType);
    assert_eq!(kind.meaning, Some(Meaning::DhcpMessage(MessageType::Ack)));
    assert_eq!(field(FieldName::DhcpOptionNumber).meaning, Some(Meaning::Seconds(600)));
    assert_eq!(field(FieldName::DhcpOptionText).text(&packet).unwrap(), "mydomain.example");
    let mask = Value::Ip(Ipv4Addr::new(255, 255, 255, 0).into());
    let mask = dissection.fields().find(|field| field.value == mask).unwrap();
    assert_eq!((mask.name, mask.meaning), (FieldName::DhcpOptionAddress, None));
}

#[test]
fn options_in_other_fields_and_in_parts() {
    let mut bytes = ack();
    bytes.truncate(FIXED_LEN);
    // The boot file and the server's name hold options; a name comes in three parts.
    bytes.extend_from_slice(&hex("0c0161 340103 350102 ff"));
    bytes[BOOT_FILE][..7].copy_from_slice(&hex("0c0162 010300 ff")[..7]);
    assert_eq!(Message::parse(&bytes).unwrap_err().at, BOOT_FILE.start + 3);
    bytes[BOOT_FILE][..4].copy_from_slice(&hex("0c0162 ff"));
    bytes[SERVER_NAME][..4].copy_from_slice(&hex("0c0163 ff"));
    let message = Message::parse(&bytes).unwrap();
    let name = DhcpOption::text(OptionKind::HostName, "abc");
    assert_eq!(message.options, [name, DhcpOption::message(MessageType::Offer)]);
    let long = DhcpOption { kind: OptionKind::Other(224), value: OptionValue::Bytes(vec![7; 600]) };
    let long = Message { options: vec![long], ..message };
    let mut bytes = Vec::new();
    long.emit(&mut bytes);
    assert_eq!(Message::parse(&bytes), Ok(long));
}

#[test]
fn messages_that_break() {
    use MalformedKind as K;
    let with = |options: &str| [&ack()[..FIXED_LEN], &hex(options)].concat();
    let mut tokens = ack();
    tokens[2] = 16;
    let mut bootp = ack();
    bootp[236] = 0;
    for (bytes, at, what) in [
        (ack()[..239].to_vec(), 239, K::TooShort { need: 240, have: 239 }),
        (tokens, 2, K::LengthMismatch { claimed: 16, need: 6 }),
        (bootp, 236, K::BadNumber(0x0082_5363)),
        (with("00 35"), 241, K::BadOption { kind: 53, len: 0 }),
        (with("3501"), 240, K::BadOption { kind: 53, len: 1 }),
        (with("35020101 ff"), 240, K::BadOption { kind: 53, len: 2 }),
        (with("0103ffffff ff"), 240, K::BadOption { kind: 1, len: 3 }),
        (with("0600 ff"), 240, K::BadOption { kind: 6, len: 0 }),
        (with("33020102 ff"), 240, K::BadOption { kind: 51, len: 2 }),
        (with("0c00 ff"), 240, K::BadOption { kind: 12, len: 0 }),
    ] {
        let fault = Malformed { layer: LayerKind::Dhcp, at, what };
        assert_eq!(Message::parse(&bytes), Err(fault));
        assert_fields_tile(&fields(&bytes, 0), &(0..bytes.len()));
    }
}

#[test]
fn an_answer_keeps_what_the_request_says() {
    let mut request = Message::request(MessageType::Discover, 7, MacAddr([2, 0, 0, 0, 0, 1]));
    request.broadcast = true;
    request.relay_ip = Ipv4Addr::new(10, 0, 0, 1);
    let reply = Message::reply(MessageType::Offer, &request);
    assert_eq!((reply.operation, reply.kind()), (Operation::Reply, Some(MessageType::Offer)));
    assert_eq!((reply.transaction, reply.client_mac), (7, request.client_mac));
    assert_eq!((reply.broadcast, reply.relay_ip), (true, request.relay_ip));
}

proptest! {
    #[test]
    fn round_trip(message in dhcp_message()) {
        let mut bytes = Vec::new();
        message.emit(&mut bytes);
        prop_assert!(bytes.len() >= MIN_LEN);
        prop_assert_eq!(Message::parse(&bytes), Ok(message));
        let all = fields(&bytes, 0);
        assert_fields_tile(&all, &(0..bytes.len()));
        prop_assert!(all.iter().all(|field| field.name != FieldName::Undecoded));
        for cut in 0..bytes.len() {
            let _ = Message::parse(&bytes[..cut]);
            assert_fields_tile(&fields(&bytes[..cut], 2), &(2..2 + cut));
        }
    }

    #[test]
    fn any_options(options: Vec<u8>) {
        let bytes = [&ack()[..FIXED_LEN], &options].concat();
        assert_fields_tile(&fields(&bytes, 0), &(0..bytes.len()));
        if let Ok(message) = Message::parse(&bytes) {
            let mut again = Vec::new();
            message.emit(&mut again);
            prop_assert!(Message::parse(&again).is_ok());
        }
    }

    #[test]
    fn any_bytes(bytes: Vec<u8>) {
        let _ = Message::parse(&bytes);
        assert_fields_tile(&fields(&bytes, 0), &(0..bytes.len()));
    }
}
