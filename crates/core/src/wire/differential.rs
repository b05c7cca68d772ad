//! Against formats written by others: etherparse and smoltcp read what we emit
//! and the other way round, on random headers.

mod dhcp;
mod dns;
mod fragments;
mod transport;

use super::tcp::{Flags, Header, Options, SackBlocks, Timestamps};
use super::testing::{ipv4_header, ipv6_header, mac, options, payload, tcp_header};
use super::{EtherType, arp, ethernet, ipv4, ipv6};
use crate::addr::MacAddr;
use crate::seq::Seq;
use etherparse::TcpOptionElement;
use proptest::prelude::*;
use smoltcp::phy::ChecksumCapabilities;
use smoltcp::wire as smol;
use std::net::Ipv4Addr;

fn to_etherparse(header: &Header) -> etherparse::TcpHeader {
    let has = |flag| header.flags.contains(flag);
    etherparse::TcpHeader {
        source_port: header.src_port,
        destination_port: header.dst_port,
        sequence_number: header.seq.0,
        acknowledgment_number: header.ack.0,
        ns: has(Flags::AE),
        fin: has(Flags::FIN),
        syn: has(Flags::SYN),
        rst: has(Flags::RST),
        psh: has(Flags::PSH),
        ack: has(Flags::ACK),
        urg: has(Flags::URG),
        ece: has(Flags::ECE),
        cwr: has(Flags::CWR),
        window_size: header.window,
        urgent_pointer: header.urgent,
        ..Default::default()
    }
}

/// Our options as etherparse's elements, in an order of its own.
fn elements(options: &Options) -> Vec<TcpOptionElement> {
    let mut all = Vec::new();
    if let Some(shift) = options.window_scale {
        all.push(TcpOptionElement::WindowScale(shift));
    }
    if let Some(Timestamps { value, echo }) = options.timestamps {
        all.push(TcpOptionElement::Timestamp(value, echo));
    }
    if let [first, rest @ ..] = options.sack.as_slice() {
        let raw = |block: &(Seq, Seq)| (block.0.0, block.1.0);
        let mut more = [None; 3];
        for (slot, block) in more.iter_mut().zip(rest) {
            *slot = Some(raw(block));
        }
        all.push(TcpOptionElement::SelectiveAcknowledgement(raw(first), more));
    }
    if let Some(mss) = options.mss {
        all.push(TcpOptionElement::MaximumSegmentSize(mss));
    }
    if options.sack_permitted {
        all.push(TcpOptionElement::SelectiveAcknowledgementPermitted);
    }
    all
}

fn from_elements(header: &etherparse::TcpHeader) -> Options {
    let mut options = Options::default();
    for element in header.options_iterator() {
        match element.expect("etherparse reads our options") {
            TcpOptionElement::Noop => {}
            TcpOptionElement::MaximumSegmentSize(mss) => options.mss = Some(mss),
            TcpOptionElement::WindowScale(shift) => options.window_scale = Some(shift),
            TcpOptionElement::SelectiveAcknowledgementPermitted => options.sack_permitted = true,
            TcpOptionElement::Timestamp(value, echo) => {
                options.timestamps = Some(Timestamps { value, echo });
            }
            TcpOptionElement::SelectiveAcknowledgement(first, rest) => {
                options.sack = std::iter::once(Some(first))
                    .chain(rest)
                    .flatten()
                    .map(|(left, right)| (Seq(left), Seq(right)))
                    .collect();
            }
        }
    }
    options
}

proptest! {
    #[test]
    fn etherparse_reads_our_tcp(
        header in tcp_header(), payload in payload(), src: Ipv4Addr, dst: Ipv4Addr,
    ) {
        let mut bytes = Vec::new();
        header.emit(&payload, src.into(), dst.into(), &mut bytes);
        let (theirs, rest) = etherparse::TcpHeader::from_slice(&bytes).unwrap();
        prop_assert_eq!(rest, &payload[..]);
        prop_assert_eq!(from_elements(&theirs), header.options);
        let checksum = theirs.calc_checksum_ipv4_raw(src.octets(), dst.octets(), rest).unwrap();
        prop_assert_eq!(theirs.checksum, checksum);
        let mut fixed = theirs;
        fixed.options = etherparse::TcpOptions::default();
        fixed.checksum = 0;
        prop_assert_eq!(fixed, to_etherparse(&header));
    }

    #[test]
    fn we_read_etherparse_tcp(
        header in tcp_header(), payload in payload(), src: Ipv4Addr, dst: Ipv4Addr,
    ) {
        let mut theirs = to_etherparse(&header);
        // Its order has no room to spare for alignment, so what fits us fits it.
        theirs.set_options(&elements(&header.options)).unwrap();
        theirs.checksum =
            theirs.calc_checksum_ipv4_raw(src.octets(), dst.octets(), &payload).unwrap();
        let mut bytes = theirs.to_bytes().to_vec();
        bytes.extend_from_slice(&payload);
        let (ours, rest) = Header::parse(&bytes).unwrap();
        prop_assert_eq!(ours, header);
        prop_assert_eq!(rest, &payload[..]);
        prop_assert!(Header::checksum_ok(&bytes, src.into(), dst.into()));
    }

    #[test]
    fn etherparse_reads_our_tcp_over_ipv6(
        header in tcp_header(), payload in payload(), ip in ipv6_header(),
    ) {
        let ip = ipv6::Header { next_header: ipv4::Protocol::Tcp, ..ip };
        let (mut bytes, mut segment) = (Vec::new(), Vec::new());
        header.emit(&payload, ip.src.into(), ip.dst.into(), &mut segment);
        ip.emit(segment.len(), &mut bytes);
        bytes.extend_from_slice(&segment);
        let (theirs, rest) = etherparse::Ipv6Header::from_slice(&bytes).unwrap();
        prop_assert_eq!(theirs.traffic_class, ip.traffic_class);
        prop_assert_eq!(theirs.flow_label.value(), ip.flow_label);
        prop_assert_eq!(usize::from(theirs.payload_length), segment.len());
        prop_assert_eq!(theirs.hop_limit, ip.hop_limit);
        prop_assert_eq!(theirs.source, ip.src.octets());
        prop_assert_eq!(theirs.destination, ip.dst.octets());
        let (tcp, payload) = etherparse::TcpHeader::from_slice(rest).unwrap();
        let sum = tcp.calc_checksum_ipv6_raw(theirs.source, theirs.destination, payload).unwrap();
        prop_assert_eq!(tcp.checksum, sum);
        let again = theirs.to_bytes();
        prop_assert_eq!(ipv6::Header::parse(&[&again[..], rest].concat()).unwrap().0, ip);
    }

    #[test]
    fn etherparse_and_we_agree_on_ipv4(header in ipv4_header(), payload in payload()) {
        let mut bytes = Vec::new();
        header.emit(payload.len(), &mut bytes);
        bytes.extend_from_slice(&payload);
        let (theirs, _) = etherparse::Ipv4Header::from_slice(&bytes).unwrap();
        prop_assert_eq!(theirs.dscp.value() << 2 | theirs.ecn.value(), header.tos);
        prop_assert_eq!(usize::from(theirs.total_len), bytes.len());
        prop_assert_eq!(theirs.identification, header.ident);
        prop_assert_eq!(theirs.dont_fragment, header.dont_fragment);
        prop_assert_eq!(theirs.more_fragments, header.more_fragments);
        prop_assert_eq!(theirs.fragment_offset.value() * 8, header.fragment_offset);
        prop_assert_eq!(theirs.time_to_live, header.ttl);
        prop_assert_eq!(theirs.protocol.0, header.protocol.number());
        prop_assert_eq!(theirs.source, header.src.octets());
        prop_assert_eq!(theirs.destination, header.dst.octets());
        prop_assert_eq!(theirs.header_checksum, theirs.calc_header_checksum());
        prop_assert_eq!(&theirs.to_bytes()[..], &bytes[..20]);
    }

    #[test]
    fn we_read_etherparse_ipv4_with_options(
        header in ipv4_header(), words in 1usize..=10, payload in payload(),
    ) {
        let mut theirs = etherparse::Ipv4Header {
            source: header.src.octets(),
            destination: header.dst.octets(),
            time_to_live: header.ttl,
            protocol: header.protocol.number().into(),
            // No-operation options only.
            options: vec![1u8; words * 4][..].try_into().unwrap(),
            ..Default::default()
        };
        theirs.total_len = u16::try_from(20 + words * 4 + payload.len()).unwrap();
        theirs.header_checksum = theirs.calc_header_checksum();
        let mut bytes = theirs.to_bytes().to_vec();
        bytes.extend_from_slice(&payload);
        let (ours, rest) = ipv4::Header::parse(&bytes).unwrap();
        prop_assert_eq!((ours.src, ours.dst, ours.ttl), (header.src, header.dst, header.ttl));
        prop_assert_eq!(rest, &payload[..]);
        prop_assert!(ipv4::Header::checksum_ok(&bytes));
        prop_assert_eq!(ipv4::View::new_checked(&bytes).unwrap().options(), vec![1u8; words * 4]);
    }

    #[test]
    fn etherparse_and_we_agree_on_tags(dst in mac(), src in mac(), tag: (u8, bool, u16)) {
        let vlan = ethernet::Vlan { priority: tag.0 & 7, drop_eligible: tag.1, id: tag.2 & 0xfff };
        let header =
            ethernet::Header { dst, src, ethertype: EtherType::Ipv4, vlan: Some(vlan) };
        let mut bytes = Vec::new();
        header.emit(&mut bytes);
        let (outer, rest) = etherparse::Ethernet2Header::from_slice(&bytes).unwrap();
        prop_assert_eq!((outer.destination, outer.source), (dst.0, src.0));
        let (theirs, rest) = etherparse::SingleVlanHeader::from_slice(rest).unwrap();
        prop_assert_eq!(theirs.pcp.value(), vlan.priority);
        prop_assert_eq!(theirs.drop_eligible_indicator, vlan.drop_eligible);
        prop_assert_eq!(theirs.vlan_id.value(), vlan.id);
        prop_assert_eq!(theirs.ether_type, etherparse::EtherType::IPV4);
        prop_assert!(rest.is_empty());
    }

    #[test]
    fn smoltcp_and_we_agree_on_tcp(
        ports in (1u16.., 1u16..), seq: u32, ack: Option<u32>, window: u16, control in 0..5usize,
        options in options(), payload in payload(), src: Ipv4Addr, dst: Ipv4Addr,
    ) {
        let (control, flags) = [
            (smol::TcpControl::None, Flags::NONE),
            (smol::TcpControl::Psh, Flags::PSH),
            (smol::TcpControl::Syn, Flags::SYN),
            (smol::TcpControl::Fin, Flags::FIN),
            (smol::TcpControl::Rst, Flags::RST),
        ][control];
        // It holds three SACK blocks, only sends them with ACK and without SACK
        // permitted, and caps the shift at 14.
        let blocks = if ack.is_some() && !options.sack_permitted { 3 } else { 0 };
        let sack: SackBlocks = options.sack.iter().copied().take(blocks).collect();
        let window_scale = options.window_scale.map(|shift| shift.min(14));
        let options = Options { window_scale, sack, ..options };
        let ours = Header {
            src_port: ports.0,
            dst_port: ports.1,
            seq: Seq(seq),
            ack: Seq(ack.unwrap_or(0)),
            flags: if ack.is_some() { flags | Flags::ACK } else { flags },
            window,
            urgent: 0,
            options,
        };
        let mut ranges = [None; 3];
        for (slot, (left, right)) in ranges.iter_mut().zip(&sack) {
            *slot = Some((left.0, right.0));
        }
        let theirs = smol::TcpRepr {
            src_port: ports.0,
            dst_port: ports.1,
            control,
            seq_number: smol::TcpSeqNumber(seq.cast_signed()),
            ack_number: ack.map(|ack| smol::TcpSeqNumber(ack.cast_signed())),
            window_len: window,
            window_scale,
            max_seg_size: options.mss,
            sack_permitted: options.sack_permitted,
            sack_ranges: ranges,
            timestamp: options
                .timestamps
                .map(|stamps| smol::TcpTimestampRepr::new(stamps.value, stamps.echo)),
            payload: &payload,
        };
        let (from, to) = (smol::IpAddress::from(src), smol::IpAddress::from(dst));
        let checks = ChecksumCapabilities::default();

        let mut bytes = Vec::new();
        ours.emit(&payload, src.into(), dst.into(), &mut bytes);
        let packet = smol::TcpPacket::new_checked(&bytes[..]).unwrap();
        let read = smol::TcpRepr::parse(&packet, &from, &to, &checks).unwrap();
        // Its parser has no generator for timestamps: compare the numbers.
        prop_assert_eq!(
            read.timestamp.map(|stamps| (stamps.tsval, stamps.tsecr)),
            theirs.timestamp.map(|stamps| (stamps.tsval, stamps.tsecr))
        );
        prop_assert_eq!(
            smol::TcpRepr { timestamp: None, ..read },
            smol::TcpRepr { timestamp: None, ..theirs }
        );

        let mut bytes = vec![0; theirs.buffer_len()];
        theirs.emit(&mut smol::TcpPacket::new_unchecked(&mut bytes[..]), &from, &to, &checks);
        let (read, rest) = Header::parse(&bytes).unwrap();
        prop_assert_eq!(read, ours);
        prop_assert_eq!(rest, &payload[..]);
        prop_assert!(Header::checksum_ok(&bytes, src.into(), dst.into()));
    }

    #[test]
    fn smoltcp_and_we_agree_on_arp(
        sender_mac in mac(), target_mac in mac(), ips: (Ipv4Addr, Ipv4Addr), request: bool,
    ) {
        let (operation, theirs) = if request {
            (arp::Operation::Request, smol::ArpOperation::Request)
        } else {
            (arp::Operation::Reply, smol::ArpOperation::Reply)
        };
        let ours =
            arp::Packet { operation, sender_mac, sender_ip: ips.0, target_mac, target_ip: ips.1 };
        let theirs = smol::ArpRepr::EthernetIpv4 {
            operation: theirs,
            source_hardware_addr: smol::EthernetAddress(sender_mac.0),
            source_protocol_addr: ips.0,
            target_hardware_addr: smol::EthernetAddress(target_mac.0),
            target_protocol_addr: ips.1,
        };
        let mut emitted = vec![0; theirs.buffer_len()];
        theirs.emit(&mut smol::ArpPacket::new_unchecked(&mut emitted[..]));
        let mut bytes = Vec::new();
        ours.emit(&mut bytes);
        prop_assert_eq!(&bytes, &emitted);
        prop_assert_eq!(arp::Packet::parse(&emitted).unwrap(), ours);
        let packet = smol::ArpPacket::new_checked(&bytes[..]).unwrap();
        prop_assert_eq!(smol::ArpRepr::parse(&packet).unwrap(), theirs);
    }

    #[test]
    fn smoltcp_and_we_agree_on_ethernet(dst in mac(), src in mac()) {
        let header = ethernet::Header { dst, src, ethertype: EtherType::Arp, vlan: None };
        let mut bytes = Vec::new();
        header.emit(&mut bytes);
        let frame = smol::EthernetFrame::new_checked(&bytes[..]).unwrap();
        prop_assert_eq!(MacAddr(frame.dst_addr().0), dst);
        prop_assert_eq!(MacAddr(frame.src_addr().0), src);
        prop_assert_eq!(frame.ethertype(), smol::EthernetProtocol::Arp);
    }
}
