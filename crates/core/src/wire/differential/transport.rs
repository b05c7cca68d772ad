//! UDP and ICMP against etherparse and smoltcp.

use crate::wire::testing::{addresses, payload};
use crate::wire::{icmp, udp};
use etherparse::{IcmpEchoHeader, Icmpv4Header, Icmpv4Type, UdpHeader};
use proptest::prelude::*;
use smoltcp::phy::ChecksumCapabilities;
use smoltcp::wire as smol;
use std::net::{IpAddr, Ipv4Addr};

fn theirs(ports: (u16, u16), payload: &[u8], addresses: (IpAddr, IpAddr)) -> UdpHeader {
    let (src, dst) = addresses;
    let length = u16::try_from(payload.len() + udp::HEADER_LEN).unwrap();
    let mut header =
        UdpHeader { source_port: ports.0, destination_port: ports.1, length, checksum: 0 };
    header.checksum = match (src, dst) {
        (IpAddr::V4(src), IpAddr::V4(dst)) => {
            header.calc_checksum_ipv4_raw(src.octets(), dst.octets(), payload)
        }
        (IpAddr::V6(src), IpAddr::V6(dst)) => {
            header.calc_checksum_ipv6_raw(src.octets(), dst.octets(), payload)
        }
        _ => unreachable!("both are of one version"),
    }
    .unwrap();
    header
}

/// What we call a message that etherparse knows, if it does.
fn as_etherparse(header: icmp::Header) -> Option<Icmpv4Type> {
    use etherparse::icmpv4::{DestUnreachableHeader, RedirectHeader, TimeExceededCode};
    Some(match header {
        icmp::Header::EchoRequest { ident, seq } => {
            Icmpv4Type::EchoRequest(IcmpEchoHeader { id: ident, seq })
        }
        icmp::Header::EchoReply { ident, seq } => {
            Icmpv4Type::EchoReply(IcmpEchoHeader { id: ident, seq })
        }
        icmp::Header::Unreachable { code, mtu } => Icmpv4Type::DestinationUnreachable(
            DestUnreachableHeader::from_values(code.number(), mtu)?,
        ),
        icmp::Header::Redirect { code, gateway } => Icmpv4Type::Redirect(RedirectHeader {
            code: etherparse::icmpv4::RedirectCode::from_u8(code.number())?,
            gateway_internet_address: gateway.octets(),
        }),
        icmp::Header::TimeExceeded(code) => {
            Icmpv4Type::TimeExceeded(TimeExceededCode::from_u8(code.number())?)
        }
        _ => return None,
    })
}

fn header() -> impl Strategy<Value = icmp::Header> {
    prop_oneof![
        any::<(u16, u16)>().prop_map(|(ident, seq)| icmp::Header::EchoRequest { ident, seq }),
        any::<(u16, u16)>().prop_map(|(ident, seq)| icmp::Header::EchoReply { ident, seq }),
        (0u8..16, any::<u16>()).prop_map(|(code, mtu)| icmp::Header::Unreachable {
            code: code.into(),
            mtu: if code == 4 { mtu } else { 0 },
        }),
        (0u8..4, any::<Ipv4Addr>())
            .prop_map(|(code, gateway)| icmp::Header::Redirect { code: code.into(), gateway }),
        (0u8..2).prop_map(|code| icmp::Header::TimeExceeded(code.into())),
    ]
}

proptest! {
    #[test]
    fn etherparse_and_we_write_the_same_udp(
        ports: (u16, u16), payload in payload(), addresses in addresses(),
    ) {
        let mut ours = Vec::new();
        let header = udp::Header::new(ports.0, ports.1);
        header.emit(&payload, addresses.0, addresses.1, &mut ours);
        let theirs = [&theirs(ports, &payload, addresses).to_bytes()[..], &payload].concat();
        prop_assert_eq!(&ours, &theirs);
        prop_assert_eq!(udp::Header::parse(&theirs), Ok((header, &payload[..])));
    }

    #[test]
    fn smoltcp_reads_our_udp_and_we_its(
        ports in (1u16.., 1u16..), payload in payload(), src: Ipv4Addr, dst: Ipv4Addr,
    ) {
        let mut ours = Vec::new();
        let header = udp::Header::new(ports.0, ports.1);
        header.emit(&payload, src.into(), dst.into(), &mut ours);
        let packet = smol::UdpPacket::new_checked(&ours[..]).unwrap();
        let caps = ChecksumCapabilities::default();
        let repr = smol::UdpRepr::parse(&packet, &src.into(), &dst.into(), &caps).unwrap();
        prop_assert_eq!((repr.src_port, repr.dst_port), ports);
        prop_assert_eq!(packet.payload(), &payload[..]);
        let mut written = vec![0; ours.len()];
        repr.emit(
            &mut smol::UdpPacket::new_unchecked(&mut written),
            &src.into(),
            &dst.into(),
            payload.len(),
            |buffer| buffer.copy_from_slice(&payload),
            &caps,
        );
        prop_assert_eq!(udp::Header::parse(&written), Ok((header, &payload[..])));
        prop_assert!(udp::Header::checksum_ok(&written, src.into(), dst.into()));
    }

    #[test]
    fn etherparse_and_we_write_the_same_icmp(header in header(), payload in payload()) {
        let theirs = as_etherparse(header).expect("etherparse knows these");
        let written =
            [&Icmpv4Header::with_checksum(theirs.clone(), &payload).to_bytes()[..], &payload]
                .concat();
        let mut ours = Vec::new();
        header.emit(&payload, &mut ours);
        prop_assert_eq!(&ours, &written);
        prop_assert_eq!(icmp::Header::parse(&written), Ok((header, &payload[..])));
        let (read, rest) = Icmpv4Header::from_slice(&ours).unwrap();
        prop_assert_eq!((read.icmp_type, rest), (theirs, &payload[..]));
    }

    #[test]
    fn smoltcp_reads_our_echoes(ident: u16, seq: u16, reply: bool, data in payload()) {
        let header = if reply {
            icmp::Header::EchoReply { ident, seq }
        } else {
            icmp::Header::EchoRequest { ident, seq }
        };
        let mut ours = Vec::new();
        header.emit(&data, &mut ours);
        let packet = smol::Icmpv4Packet::new_checked(&ours[..]).unwrap();
        let repr = smol::Icmpv4Repr::parse(&packet, &ChecksumCapabilities::default()).unwrap();
        let (ident, seq_no, data) = (ident, seq, &data[..]);
        let expected = if reply {
            smol::Icmpv4Repr::EchoReply { ident, seq_no, data }
        } else {
            smol::Icmpv4Repr::EchoRequest { ident, seq_no, data }
        };
        prop_assert_eq!(repr, expected);
    }
}
