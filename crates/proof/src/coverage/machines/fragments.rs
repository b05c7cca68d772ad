//! Packets that are cut up, put together again, or too large for the way.

use super::super::{Driver, Seen};
use super::{Told, at, header, packet};
use std::net::Ipv4Addr;
use wireglass_core::fragments::{Action, Config, PathMtu, PathMtuConfig, Reassembler, cut};
use wireglass_core::rules::{Reason, Rule};
use wireglass_core::wire::{Protocol, ipv4};

pub(super) const DRIVERS: &[Driver] = &[
    Driver {
        name: "a large packet is cut up and put together",
        promises: &[
            Rule::FragmentCut,
            Rule::FragmentForbidden,
            Rule::FragmentHeld,
            Rule::FragmentCompletes,
        ],
        run: whole,
    },
    Driver {
        name: "fragments that do not fit together, too many or too late",
        promises: &[
            Rule::FragmentDuplicate,
            Rule::FragmentOverlaps,
            Rule::FragmentContradicts,
            Rule::FragmentOddLength,
            Rule::FragmentTooFar,
            Rule::ReassemblyFull,
            Rule::ReassemblyTimeout,
        ],
        run: misfits,
    },
    Driver {
        name: "routers say what a path carries",
        promises: &[
            Rule::PathMtuLearnt,
            Rule::PathMtuGuessed,
            Rule::PathMtuNotBelieved,
            Rule::PathMtuAged,
        ],
        run: path,
    },
];

const SRC: Ipv4Addr = Ipv4Addr::new(10, 0, 0, 1);
const DST: Ipv4Addr = Ipv4Addr::new(10, 0, 9, 1);

impl Told for Action {
    fn reason(&self) -> Option<&Reason> {
        match self {
            Self::Deliver { reason, .. } => reason.as_ref(),
            Self::Held { reason, .. }
            | Self::Drop { reason, .. }
            | Self::Expired { reason, .. } => Some(reason),
        }
    }
}

fn whole(seen: &mut Seen) {
    let large = packet(SRC, DST, Protocol::Udp, &[7; 3_000]);
    let (mut reassembler, mut out) = (Reassembler::new(Config::default()), Vec::new());
    match cut(&large, 1_500) {
        Ok(pieces) => {
            seen.reasons(&pieces.reason);
            for piece in pieces.packets.iter().rev() {
                reassembler.handle_packet(at(0), piece, &mut out);
            }
        }
        Err(reason) => seen.reason(&reason),
    }
    seen.told(&out);
    let mut stubborn = Vec::new();
    let header = ipv4::Header { dont_fragment: true, ..header(SRC, DST, Protocol::Udp) };
    header.emit(1_000, &mut stubborn);
    stubborn.resize(1_000 + ipv4::HEADER_LEN, 0);
    if let Err(reason) = cut(&stubborn, 576) {
        seen.reason(&reason);
    }
}

/// A fragment by hand: of which datagram, from where on, how long, whether more follow.
fn piece(ident: u16, fragment_offset: u16, len: usize, more_fragments: bool) -> Vec<u8> {
    let mut piece = Vec::new();
    let of_all = header(SRC, DST, Protocol::Udp);
    ipv4::Header { ident, fragment_offset, more_fragments, ..of_all }.emit(len, &mut piece);
    piece.resize(len + ipv4::HEADER_LEN, 0);
    piece
}

fn misfits(seen: &mut Seen) {
    let config = Config { limit: 2, ..Config::default() };
    let (mut reassembler, mut out) = (Reassembler::new(config), Vec::new());
    let pieces = [
        piece(1, 0, 16, true),
        piece(1, 0, 16, true),
        piece(1, 8, 16, true),
        piece(2, 8, 8, false),
        piece(2, 24, 8, true),
        piece(3, 0, 15, true),
        piece(4, 65_512, 24, false),
        piece(5, 0, 16, true),
        piece(6, 0, 16, true),
        piece(7, 0, 16, true),
    ];
    for (when, piece) in (0..).zip(&pieces) {
        reassembler.handle_packet(at(when), piece, &mut out);
    }
    while let Some(due) = reassembler.next_timeout() {
        reassembler.handle_timeout(due, &mut out);
    }
    seen.told(&out);
}

fn path(seen: &mut Seen) {
    let mut paths = PathMtu::new(PathMtuConfig::default());
    // How large the packet was, and what the router says that the next link carries.
    for (size, next_hop) in [(1_500, 1_400), (1_500, 1_450), (1_400, 0)] {
        seen.reason(&paths.handle_needed(at(0), DST, size, next_hop, 1_500));
    }
    let aged = paths.next_timeout().and_then(|due| paths.handle_timeout(due));
    seen.reasons(&aged);
}
