//! What the observer needs of a segment, and sequence numbers that do not wrap.

use crate::Capture;
use std::net::SocketAddr;
use wireglass_core::seq::Seq;
use wireglass_core::wire::tcp::{Flags, SackBlocks};
use wireglass_core::wire::{LinkType, TcpSummary, tcp_summary};

/// A place in a sequence space that does not wrap: its low 32 bits are the
/// sequence number. Comparing two is comparing integers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Place(pub(super) i64);

impl Place {
    /// The place of a space's first known number.
    pub(super) const fn first(seq: Seq) -> Self {
        // Far from zero, so that numbers before the first one have a place too.
        Self((1 << 40) + seq.0 as i64)
    }

    /// The place of `seq` that is nearest to this one.
    pub(super) const fn near(self, seq: Seq) -> Self {
        let distance = seq.distance_from(self.seq()).cast_signed();
        Self(self.0 + distance as i64)
    }

    /// The sequence number.
    pub(super) const fn seq(self) -> Seq {
        // The low 32 bits are the number: this is what a place is.
        let [a, b, c, d, ..] = self.0.to_le_bytes();
        Seq(u32::from_le_bytes([a, b, c, d]))
    }

    pub(super) fn plus(self, count: u32) -> Self {
        Self(self.0 + i64::from(count))
    }
}

/// What an end's SYN said of window scaling (RFC 7323 §2.2).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Scaling {
    /// Its SYN was not seen.
    #[default]
    Unseen,
    /// It did not offer to scale.
    Declined,
    /// It offered to shift its windows so far.
    Offered(u8),
}

impl Scaling {
    /// How far this end's windows are shifted, given what the other end's SYN said. `None` if
    /// that cannot be known.
    pub(super) const fn agreed(self, other: Self) -> Option<u8> {
        match (self, other) {
            (Self::Offered(shift), Self::Offered(_)) => Some(shift),
            (Self::Declined, _) | (_, Self::Declined) => Some(0),
            (Self::Unseen, _) | (_, Self::Unseen) => None,
        }
    }
}

/// A segment of a conversation.
#[derive(Clone, Debug)]
pub(super) struct Segment {
    pub(super) src: SocketAddr,
    pub(super) dst: SocketAddr,
    pub(super) seq: Seq,
    /// SEG.ACK, if it counts.
    pub(super) ack: Option<Seq>,
    pub(super) flags: Flags,
    pub(super) window: u16,
    /// Bytes of payload on the wire.
    pub(super) payload: u32,
    /// How much of sequence space it takes.
    pub(super) length: u32,
    pub(super) mss: Option<u16>,
    /// What it says of window scaling, if it is a SYN.
    pub(super) scaling: Scaling,
    pub(super) sack: SackBlocks,
}

impl Segment {
    /// The segment in packet `index`, if there is one, and its summary.
    pub(super) fn read(
        capture: &Capture,
        bytes: &[u8],
        index: usize,
    ) -> Option<(Self, TcpSummary)> {
        let packet = capture.packets.get(index)?;
        let link = LinkType::from_dlt(capture.link_type(index)?)?;
        let frame = bytes.get(packet.range())?;
        let tcp = tcp_summary(frame, link, packet.original as usize)?;
        let header = &tcp.header;
        let segment = Self {
            src: tcp.src,
            dst: tcp.dst,
            seq: header.seq,
            ack: header.flags.ack().then_some(header.ack),
            flags: header.flags,
            window: header.window,
            payload: u32::try_from(tcp.payload_len).unwrap_or(u32::MAX),
            length: tcp.seq_len(),
            mss: header.options.mss,
            scaling: header.options.window_scale.map_or(Scaling::Declined, Scaling::Offered),
            sack: header.options.sack,
        };
        Some((segment, tcp))
    }

    pub(super) const fn syn(&self) -> bool {
        self.flags.syn()
    }

    pub(super) const fn fin(&self) -> bool {
        self.flags.fin()
    }

    pub(super) const fn rst(&self) -> bool {
        self.flags.rst()
    }

    /// A SYN that acknowledges nothing.
    pub(super) const fn opens(&self) -> bool {
        self.flags.syn() && !self.flags.ack() && !self.flags.rst()
    }

    /// Neither opens, closes nor resets.
    pub(super) const fn is_plain(&self) -> bool {
        !self.flags.intersects(Flags(Flags::SYN.0 | Flags::FIN.0 | Flags::RST.0))
    }

    /// The announced window in bytes, given how far the sender's windows are shifted, where that
    /// is known. That of a SYN never is (RFC 7323 §2.2).
    pub(super) fn window_bytes(&self, shift: Option<u8>) -> Option<u32> {
        let shift = if self.syn() { 0 } else { shift?.min(14) };
        Some(u32::from(self.window) << shift)
    }
}
