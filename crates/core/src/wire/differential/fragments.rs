//! Cutting up and putting together, against etherparse's pool of fragments.

use crate::fragments::{Action, Config, Reassembler, cut};
use crate::time::Instant;
use crate::wire::testing::{damage, damaged, ipv4_header};
use crate::wire::{EtherType, ethernet, ipv4};
use etherparse::SlicedPacket;
use etherparse::defrag::IpDefragPool;
use proptest::prelude::*;

/// A packet of its own, whole, and this large.
fn packet(header: &ipv4::Header, size: usize) -> Vec<u8> {
    let header = ipv4::Header {
        dont_fragment: false,
        more_fragments: false,
        fragment_offset: 0,
        protocol: ipv4::Protocol::Udp,
        ..*header
    };
    let mut bytes = Vec::new();
    header.emit(size, &mut bytes);
    bytes.extend((0..size).map(|n| u8::try_from(n * 7 % 251).unwrap()));
    bytes
}

fn sliced(packet: &[u8]) -> Option<SlicedPacket<'_>> {
    SlicedPacket::from_ip(packet).ok()
}

proptest! {
    /// What we cut up, etherparse puts together again, in whatever order it comes, twice or not.
    #[test]
    fn etherparse_puts_our_fragments_together(
        header in ipv4_header(), size in 0usize..9_000, mtu in 68u16..1_600,
        order in prop::collection::vec(any::<prop::sample::Index>(), 0..8),
    ) {
        let whole = packet(&header, size);
        let mut pieces = cut(&whole, mtu).unwrap().packets;
        prop_assume!(pieces.len() > 1);
        for index in order {
            let (at, copied) = (index.index(pieces.len()), index.index(2) == 0);
            let piece = if copied { pieces[at].clone() } else { pieces.remove(at) };
            pieces.push(piece);
        }
        let mut pool = IpDefragPool::<(), ()>::new();
        let mut ours = Reassembler::new(Config::default());
        let (mut theirs, mut put_together) = (None, None);
        for piece in &pieces {
            let slice = sliced(piece).expect("etherparse reads our fragments");
            let done = pool.process_sliced_packet(&slice, (), ()).expect("none contradicts another");
            theirs = theirs.or(done.map(|done| done.payload));
            let mut actions = Vec::new();
            ours.handle_packet(Instant::ZERO, piece, &mut actions);
            let done = actions.into_iter().find_map(|action| match action {
                Action::Deliver { packet, .. } => Some(packet),
                _ => None,
            });
            put_together = put_together.or(done);
        }
        prop_assert_eq!(theirs.as_deref(), whole.get(ipv4::HEADER_LEN..));
        let put_together = put_together.expect("we put it together too");
        prop_assert_eq!(&put_together[ipv4::HEADER_LEN..], &whole[ipv4::HEADER_LEN..]);
    }

    /// Of a damaged header both see the same; and what only one of them reads is for a reason.
    #[test]
    fn both_read_the_same_of_damaged_ipv4(
        header in ipv4_header(), size in 0usize..64, damage in damage(0..20),
    ) {
        let mut bytes = Vec::new();
        header.emit(size, &mut bytes);
        bytes.extend(std::iter::repeat_n(0x5a, size));
        let bytes = damaged(&bytes, &damage);
        let theirs = etherparse::Ipv4Slice::from_slice(&bytes);
        match (ipv4::Header::parse(&bytes), theirs) {
            (Ok((ours, payload)), Ok(theirs)) => {
                let header = theirs.header();
                prop_assert_eq!(header.source_addr(), ours.src);
                prop_assert_eq!(header.destination_addr(), ours.dst);
                prop_assert_eq!(header.ttl(), ours.ttl);
                prop_assert_eq!(header.identification(), ours.ident);
                prop_assert_eq!(header.protocol().0, ours.protocol.number());
                prop_assert_eq!(header.more_fragments(), ours.more_fragments);
                prop_assert_eq!(header.dont_fragment(), ours.dont_fragment);
                prop_assert_eq!(header.fragments_offset().value() * 8, ours.fragment_offset);
                prop_assert_eq!(header.dcp().value() << 2 | header.ecn().value(), ours.tos);
                // What follows an authentication header it does not count as payload of IP.
                if ours.protocol.number() != 51 {
                    prop_assert_eq!(theirs.payload().payload, payload);
                }
            }
            (Err(_), Err(_)) => {}
            (Ok((ours, _)), Err(error)) => {
                // Behind an authentication header it looks at once; a total length of 0 is
                // what a card with segmentation offload leaves, and we read it as such.
                let offload = bytes[2..4] == [0, 0];
                prop_assert!(ours.protocol.number() == 51 || offload, "{error}: {bytes:02x?}");
            }
            (Err(ours), Ok(_)) => prop_assert!(false, "{ours:?}: {bytes:02x?}"),
        }
    }

    /// The whole of a damaged frame: what smoltcp takes, we take, and see the same in it.
    #[test]
    fn what_smoltcp_takes_we_take(
        header in ipv4_header(), size in 0usize..64, damage in damage(0..34),
    ) {
        let mut bytes = Vec::new();
        let mac = crate::addr::MacAddr([2, 0, 0, 0, 0, 1]);
        ethernet::Header { dst: mac, src: mac, ethertype: EtherType::Ipv4, vlan: None }
            .emit(&mut bytes);
        header.emit(size, &mut bytes);
        bytes.extend(std::iter::repeat_n(0x5a, size));
        let bytes = damaged(&bytes, &damage);
        let Ok(frame) = smoltcp::wire::EthernetFrame::new_checked(&bytes[..]) else {
            return Ok(());
        };
        let (ours, _) = ethernet::Header::parse(&bytes).expect("smoltcp reads it");
        prop_assert_eq!(frame.src_addr().0, ours.src.0);
        prop_assert_eq!(frame.dst_addr().0, ours.dst.0);
        let Some(rest) = bytes.get(ethernet::HEADER_LEN..) else { return Ok(()) };
        let Ok(packet) = smoltcp::wire::Ipv4Packet::new_checked(rest) else { return Ok(()) };
        // It takes a first byte of any version.
        prop_assume!(packet.version() == 4 && packet.header_len() >= 20);
        let (ours, payload) = ipv4::Header::parse(rest).expect("smoltcp reads it");
        prop_assert_eq!(packet.src_addr(), ours.src);
        prop_assert_eq!(packet.dst_addr(), ours.dst);
        prop_assert_eq!(packet.hop_limit(), ours.ttl);
        prop_assert_eq!((packet.ident(), packet.frag_offset()), (ours.ident, ours.fragment_offset));
        prop_assert_eq!(packet.payload(), payload);
        prop_assert_eq!(packet.verify_checksum(), ipv4::Header::checksum_ok(rest));
    }
}
