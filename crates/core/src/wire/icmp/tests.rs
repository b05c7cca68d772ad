use super::*;
use crate::wire::testing::{
    DNS_ANSWER, ECHO, PADDED, assert_fields_tile, assert_layers_tile, hex, ipv4_packet, payload,
};
use crate::wire::{
    Dissection, LinkType, MalformedKind, Protocol, Value, Verdict, Why, dissect, tcp_summary,
};
use proptest::prelude::*;

fn taken_apart(packet: &[u8]) -> Dissection {
    let dissection = dissect(packet, LinkType::RawIp, packet.len());
    assert_layers_tile(&dissection.layers, packet.len());
    dissection
}

fn message(header: Header, payload: &[u8]) -> Vec<u8> {
    let mut message = Vec::new();
    header.emit(payload, &mut message);
    message
}

fn kinds(dissection: &Dissection) -> Vec<(LayerKind, bool)> {
    dissection.layers.iter().map(|layer| (layer.kind, layer.quoted)).collect()
}

#[test]
fn reads_an_echo() {
    let packet = hex(ECHO);
    let (header, data) = Header::parse(&packet[20..]).unwrap();
    assert_eq!(header, Header::EchoRequest { ident: 0x0500, seq: 0x3400 });
    assert_eq!(data, b"abcdefghijklmnopqrstuvwabcdefghi");
    assert!(Header::checksum_ok(&packet[20..]));
    assert_eq!(message(header, data), packet[20..]);
    let dissection = taken_apart(&packet);
    assert!(dissection.is_sound());
    assert_eq!(
        kinds(&dissection),
        [LayerKind::Ipv4, LayerKind::Icmp, LayerKind::Payload].map(|kind| (kind, false))
    );
    let checksum = dissection.field(FieldName::IcmpChecksum).unwrap();
    assert_eq!(checksum.verdict, Some(Verdict::Correct));
}

/// Each header with the eight bytes RFC 792 draws, the checksum as tshark has it.
#[test]
fn every_message() {
    let gateway = Ipv4Addr::new(192, 0, 2, 254);
    for (header, digits) in [
        (Header::EchoReply { ident: 1, seq: 2 }, "0000 fffc 0001 0002"),
        (Header::EchoRequest { ident: 1, seq: 2 }, "0800 f7fc 0001 0002"),
        (Header::Unreachable { code: Unreachable::Port, mtu: 0 }, "0303 fcfc 0000 0000"),
        (
            Header::Unreachable { code: Unreachable::FragmentationNeeded, mtu: 1280 },
            "0304 f7fb 0000 0500",
        ),
        (Header::Redirect { code: Redirect::Host, gateway }, "0501 3800 c000 02fe"),
        (Header::TimeExceeded(TimeExceeded::InTransit), "0b00 f4ff 0000 0000"),
        (Header::TimeExceeded(TimeExceeded::Reassembly), "0b01 f4fe 0000 0000"),
        (
            Header::ParameterProblem { code: BadParameter::AtPointer, pointer: 20 },
            "0c00 dfff 1400 0000",
        ),
        (
            Header::Other { kind: Kind::MaskRequest, code: 0, rest: [0, 1, 0, 2] },
            "1100 eefc 0001 0002",
        ),
        (Header::Other { kind: Kind::Other(250), code: 9, rest: [9; 4] }, "fa09 f3e3 0909 0909"),
    ] {
        let bytes = message(header, &[]);
        assert_eq!(bytes, hex(digits), "{header:?}");
        assert_eq!(Header::parse(&bytes), Ok((header, &[][..])));
        let fields = fields(&bytes, 0, None);
        assert_fields_tile(&fields, &(0..8));
        assert_eq!(fields[0].meaning, Some(Meaning::Icmp(header.kind())));
        assert!(!fields.iter().any(|field| field.name == FieldName::Undecoded), "{header:?}");
        let what = MalformedKind::TooShort { need: 8, have: 7 };
        let fault = Malformed { layer: LayerKind::Icmp, at: 7, what };
        assert_eq!(Header::parse(&bytes[..7]), Err(fault));
    }
}

#[test]
fn codes_have_meanings() {
    for code in 0..=16 {
        let header = Header::Unreachable { code: code.into(), mtu: 0 };
        let fields = fields(&message(header, &[]), 0, None);
        assert_eq!(fields[1].meaning, Some(Meaning::Unreachable(code.into())));
        assert_eq!(Unreachable::NAMED.contains(&code.into()), code < 16);
    }
    let mtu = fields(&hex("0304 0000 0000 0500"), 0, None).pop().unwrap();
    assert_eq!((mtu.name, mtu.value), (FieldName::IcmpMtu, Value::Number(1280)));
}

#[test]
fn only_errors_quote() {
    let errors: Vec<u8> = (0..=255).filter(|&n| Kind::from(n).is_error()).collect();
    assert_eq!(errors, [3, 4, 5, 11, 12]);
    let long = ipv4_packet(Protocol::Udp, &[0; 1000]);
    let packet = ipv4_packet(
        Protocol::Icmp,
        &message(Header::TimeExceeded(TimeExceeded::InTransit), quote(&long)),
    );
    assert_eq!(packet.len(), MAX_ERROR_LEN);
    assert_eq!(quote(&long[..28]), &long[..28]);
}

/// What is quoted is shown as far as it goes, and is not the packet's own.
#[test]
fn the_quoted_packet_is_taken_apart_as_far_as_it_goes() {
    use LayerKind as L;
    let tcp = &hex(PADDED)[14..];
    let udp = hex(DNS_ANSWER);
    let echo = hex(ECHO);
    let mut later = udp.clone();
    later[7] = 1;
    for (quoted, inner) in [
        (&tcp[..28], vec![L::Ipv4, L::Tcp]),
        (&tcp[..42], vec![L::Ipv4, L::Tcp, L::Payload]),
        (&udp[..28], vec![L::Ipv4, L::Udp]),
        (&udp, vec![L::Ipv4, L::Udp, L::Payload]),
        (&echo[..28], vec![L::Ipv4, L::Icmp]),
        (&later, vec![L::Ipv4, L::Fragment]),
        (&udp[..20], vec![L::Ipv4]),
        (&udp[..19], vec![L::Payload]),
        (&[], vec![]),
    ] {
        let header = Header::Unreachable { code: Unreachable::Port, mtu: 0 };
        let packet = ipv4_packet(Protocol::Icmp, &message(header, quoted));
        let dissection = taken_apart(&packet);
        assert!(dissection.is_sound(), "{:?}", dissection.malformed);
        let own = [L::Ipv4, L::Icmp].map(|kind| (kind, false));
        let expected: Vec<_> =
            own.into_iter().chain(inner.into_iter().map(|kind| (kind, true))).collect();
        assert_eq!(kinds(&dissection), expected);
        assert_eq!(dissection.tcp(), None);
        assert_eq!(tcp_summary(&packet, LinkType::RawIp, packet.len()), None);
        assert_eq!(dissection.field(FieldName::TcpSequence), None);
        assert_eq!(dissection.layer(L::Udp), None);
        let source = dissection.field(FieldName::Ipv4Source).unwrap();
        assert_eq!(source.bits, 96..128);
    }
}

#[test]
fn what_the_quote_lacks_is_not_judged() {
    let header = Header::TimeExceeded(TimeExceeded::InTransit);
    let packet = ipv4_packet(Protocol::Icmp, &message(header, &hex(DNS_ANSWER)[..28]));
    let dissection = taken_apart(&packet);
    let checksum = dissection.field_at((28 + 26) * 8).unwrap();
    assert_eq!(checksum.name, FieldName::UdpChecksum);
    assert_eq!(checksum.verdict, Some(Verdict::CannotCheck(Why::Quoted)));
}

proptest! {
    #[test]
    fn round_trip(kind: u8, code: u8, rest: [u8; 4], data in payload()) {
        let bytes = [&[kind, code, 0, 0], &rest[..], &data].concat();
        let (header, _) = Header::parse(&bytes).unwrap();
        prop_assert_eq!(header.kind().number(), kind);
        let bytes = message(header, &data);
        prop_assert!(Header::checksum_ok(&bytes));
        prop_assert_eq!(Header::parse(&bytes), Ok((header, &data[..])));
        for cut in 0..HEADER_LEN {
            prop_assert!(Header::parse(&bytes[..cut]).is_err());
            assert_fields_tile(&fields(&bytes[..cut], 5, None), &(5..5 + cut));
        }
    }

    #[test]
    fn any_bytes(bytes: Vec<u8>) {
        assert_fields_tile(&fields(&bytes, 0, None), &(0..bytes.len()));
        taken_apart(&ipv4_packet(Protocol::Icmp, &bytes));
        let dissection = dissect(
            &ipv4_packet(Protocol::Icmp, &bytes), LinkType::RawIp, bytes.len() + 50,
        );
        assert_layers_tile(&dissection.layers, bytes.len() + 20);
    }

    /// An error about noise, so that the quote is noise.
    #[test]
    fn any_quote(quoted: Vec<u8>, at: prop::sample::Index, value: u8) {
        let header = Header::TimeExceeded(TimeExceeded::InTransit);
        taken_apart(&ipv4_packet(Protocol::Icmp, &message(header, &quoted)));
        let mut packet = hex(DNS_ANSWER);
        let at = at.index(packet.len());
        packet[at] = value;
        for cut in 0..packet.len() {
            let message = message(header, &packet[..cut]);
            prop_assert!(taken_apart(&ipv4_packet(Protocol::Icmp, &message)).malformed.is_none());
        }
    }
}
