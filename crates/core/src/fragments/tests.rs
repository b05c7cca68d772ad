use super::*;
use crate::wire::Protocol;
use std::net::Ipv4Addr;

/// A packet with these options and a payload that counts up.
pub(super) fn packet(options: &[u8], bytes: usize) -> Vec<u8> {
    let header = ipv4::Header {
        src: Ipv4Addr::new(10, 0, 0, 1),
        dst: Ipv4Addr::new(10, 0, 9, 1),
        protocol: Protocol::Udp,
        ttl: 64,
        ident: 0x1234,
        dont_fragment: false,
        more_fragments: false,
        fragment_offset: 0,
        tos: 0,
    };
    let mut packet = Vec::new();
    header.emit(options.len() + bytes, &mut packet);
    packet[0] = 0x45 + u8::try_from(options.len() / 4).unwrap();
    packet.extend_from_slice(options);
    packet.extend((0..bytes).map(|n| n.to_le_bytes()[0] ^ (n / 256).to_le_bytes()[0]));
    seal(&mut packet, HEADER_LEN + options.len());
    packet
}

/// Offset, payload length and whether more follow, of each piece.
fn shape(packets: &[Vec<u8>]) -> Vec<(u16, usize, bool)> {
    let one = |packet: &Vec<u8>| {
        assert!(ipv4::Header::checksum_ok(packet));
        let (header, payload) = ipv4::Header::parse(packet).unwrap();
        (header.fragment_offset, payload.len(), header.more_fragments)
    };
    packets.iter().map(one).collect()
}

type Pieces = &'static [(u16, usize, bool)];

#[test]
fn pieces_fit_and_count_in_eights() {
    let table: [(usize, u16, Pieces); 6] = [
        (1480, 1500, &[(0, 1480, false)]),
        (1481, 1500, &[(0, 1480, true), (1480, 1, false)]),
        (4000, 1500, &[(0, 1480, true), (1480, 1480, true), (2960, 1040, false)]),
        // 576 - 20 is no multiple of 8: what is left over stays empty.
        (1000, 577, &[(0, 552, true), (552, 448, false)]),
        (96, 68, &[(0, 48, true), (48, 48, false)]),
        (0, 20, &[(0, 0, false)]),
    ];
    for (bytes, mtu, expected) in table {
        let cut = cut(&packet(&[], bytes), mtu).unwrap();
        assert_eq!(shape(&cut.packets), expected, "{bytes} through {mtu}");
        assert!(cut.packets.iter().all(|piece| piece.len() <= usize::from(mtu)));
        assert_eq!(cut.reason.is_some(), expected.len() > 1);
    }
}

#[test]
fn a_fragment_is_cut_again() {
    let first = cut(&packet(&[], 3000), 1500).unwrap().packets;
    let again: Vec<_> = first.iter().flat_map(|piece| cut(piece, 1000).unwrap().packets).collect();
    assert_eq!(
        shape(&again),
        [(0, 976, true), (976, 504, true), (1480, 976, true), (2456, 504, true), (2960, 40, false)]
    );
}

#[test]
fn only_options_to_be_copied_go_along() {
    // Record route (not copied), then strict source route (copied), then the end.
    let record = [7, 7, 4, 0, 0, 0, 0];
    let source = [0x89, 7, 4, 10, 0, 0, 9];
    let options = [record.as_slice(), &[1], &source, &[0]].concat();
    let pieces = cut(&packet(&options, 100), 100).unwrap().packets;
    let views: Vec<_> = pieces.iter().map(|p| ipv4::View::new_checked(p).unwrap()).collect();
    assert_eq!(views[0].options(), options);
    assert_eq!(views[1].options(), [source.as_slice(), &[0]].concat());
    assert!(views.iter().all(ipv4::View::checksum_ok));
}

#[test]
fn what_cannot_be_cut() {
    let mut whole = packet(&[], 1000);
    whole[6] |= 0x40;
    seal(&mut whole, 20);
    let reason = Reason::FragmentForbidden { size: 1020, mtu: 576 };
    assert_eq!(cut(&whole, 576), Err(reason));
    assert!(cut(&whole, 1020).is_ok());
    assert_eq!(cut(&[0x45; 10], 576), Err(Reason::PacketMalformed));
    assert_eq!(cut(&packet(&[], 100)[..90], 576), Err(Reason::PacketMalformed));
    let reason = Reason::FrameTooLong { size: 120, mtu: 27 };
    assert_eq!(cut(&packet(&[], 100), 27), Err(reason));
}
