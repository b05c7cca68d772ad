//! What is known of each segment in flight: the scoreboard of RFC 6675, kept on
//! the entries of [`Sender::in_flight`] themselves.
//!
//! RFC 6675 counts octets. Here a segment of which only a part is reported is cut
//! in two, so that every entry is as a whole received or not, lost or not.

use super::sender::{Sender, Sent};
use crate::seq::Seq;
use crate::wire::tcp::SackBlocks;

/// How many reports from beyond a hole show that it is one (RFC 5681 §3.2, RFC 6675 §2).
pub(super) const DUP_THRESH: u8 = 3;

/// What became of a segment in flight, as far as is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) enum Mark {
    /// On its way.
    #[default]
    Out,
    /// The peer holds it: reported by SACK, not acknowledged yet.
    Sacked,
    /// Taken for lost.
    Lost,
}

impl Sent {
    /// Bytes of sequence space.
    pub(super) fn len(&self) -> u32 {
        self.end().distance_from(self.seq)
    }

    /// Its octets that count in RFC 6675's pipe: its own unless it arrived or was
    /// lost, and those of the copy that was sent since.
    fn in_pipe(&self) -> u32 {
        let copies = match self.mark {
            Mark::Sacked => 0,
            Mark::Out => 1 + u32::from(self.repaired),
            Mark::Lost => u32::from(self.repaired),
        };
        self.len().saturating_mul(copies)
    }
}

/// What the SACK blocks of an acknowledgement said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Report {
    /// Octets it is the first to report.
    pub(super) new: u32,
    /// Something arrived twice (RFC 2883).
    pub(super) twice: Option<(Seq, Seq)>,
}

/// The first block of `sack` if it is a D-SACK (RFC 2883 §4): it lies below the
/// acknowledgement it came with, or within the block behind it.
fn duplicate(sack: &SackBlocks, ack: Seq) -> Option<(Seq, Seq)> {
    let &(left, right) = sack.as_slice().first()?;
    let below = right.le(ack);
    let within = sack.as_slice().get(1).is_some_and(|&(l, r)| l.le(left) && right.le(r));
    (left.lt(right) && (below || within)).then_some((left, right))
}

impl Sender {
    /// `FlightSize`: sent and not acknowledged, in bytes (RFC 5681 §2).
    pub(super) fn flight(&self) -> u32 {
        self.in_flight.back().map_or(0, |last| last.end().distance_from(self.una))
    }

    /// Pipe: what is taken to be in the network, in bytes (RFC 6675 §4, `SetPipe`).
    /// Where nothing is marked it is `FlightSize`.
    pub(super) fn pipe(&self) -> u32 {
        self.in_flight.iter().map(Sent::in_pipe).fold(0, u32::saturating_add)
    }

    /// Octets that the peer holds beyond a hole.
    pub(super) fn sacked(&self) -> u32 {
        let sacked = self.in_flight.iter().filter(|sent| sent.mark == Mark::Sacked);
        sacked.map(Sent::len).fold(0, u32::saturating_add)
    }

    /// Takes the blocks over that came with `ack` (RFC 6675 §4, `Update`). Blocks
    /// about what was never sent, or is acknowledged, say nothing.
    pub(super) fn update_scoreboard(&mut self, sack: &SackBlocks, ack: Seq) -> Report {
        let twice = duplicate(sack, ack);
        let mut new = 0_u32;
        for &(left, right) in sack.iter().skip(usize::from(twice.is_some())) {
            if !(left.lt(right) && left.gt(self.una) && right.le(self.nxt)) {
                continue;
            }
            self.cut(left);
            self.cut(right);
            for sent in &mut self.in_flight {
                let covered = left.le(sent.seq) && sent.end().le(right);
                if covered && sent.mark != Mark::Sacked {
                    sent.mark = Mark::Sacked;
                    new = new.saturating_add(sent.len());
                }
            }
        }
        Report { new, twice }
    }

    /// Cuts the segment in flight that `at` lies in the text of, if there is one.
    pub(super) fn cut(&mut self, at: Seq) {
        let within = |sent: &Sent| {
            let text = sent.seq + u32::from(sent.syn);
            text.lt(at) && at.lt(text + sent.text)
        };
        let Some(index) = self.in_flight.iter().position(within) else { return };
        let Some(front) = self.in_flight.get_mut(index) else { return };
        let whole = *front;
        front.text = at.distance_from(front.seq + u32::from(front.syn));
        front.fin = false;
        let text = whole.text - front.text;
        self.in_flight.insert(index + 1, Sent { seq: at, text, syn: false, ..whole });
    }

    /// Marks what the reports show to be lost (RFC 6675 §4, `IsLost`): three
    /// stretches beyond it have arrived, or more than two segments' worth.
    pub(super) fn mark_lost(&mut self) {
        let enough = u32::from(DUP_THRESH - 1) * u32::from(self.mss);
        let (mut bytes, mut stretches, mut inside) = (0_u32, 0_u8, false);
        for sent in self.in_flight.iter_mut().rev() {
            match sent.mark {
                Mark::Sacked => {
                    bytes = bytes.saturating_add(sent.len());
                    stretches = stretches.saturating_add(u8::from(!inside));
                    inside = true;
                }
                Mark::Out | Mark::Lost => {
                    inside = false;
                    if stretches >= DUP_THRESH || bytes > enough {
                        sent.mark = Mark::Lost;
                    }
                }
            }
        }
    }

    /// Takes everything in flight for lost and forgets what was reported, as the
    /// peer may have thrown it away again (RFC 2018 §8). Returns how many octets
    /// had been reported.
    pub(super) fn give_up_flight(&mut self) -> u32 {
        let forgotten = self.sacked();
        for sent in &mut self.in_flight {
            sent.mark = Mark::Lost;
            sent.repaired = false;
        }
        forgotten
    }

    /// An acknowledgement stops before a segment that was reported as received: the
    /// peer has thrown it away (RFC 2018 §8). Forgets the reports, and returns how
    /// many octets they were about.
    pub(super) fn forget_reneged(&mut self) -> u32 {
        if self.in_flight.front().is_none_or(|front| front.mark != Mark::Sacked) {
            return 0;
        }
        let forgotten = self.sacked();
        for sent in &mut self.in_flight {
            if sent.mark == Mark::Sacked {
                sent.mark = Mark::Out;
                sent.repaired = false;
            }
        }
        forgotten
    }

    /// The first segment taken for lost that was not sent again since (RFC 6675 §4,
    /// `NextSeg`, rule 1).
    pub(super) fn next_lost(&self) -> Option<usize> {
        self.in_flight.iter().position(|sent| sent.mark == Mark::Lost && !sent.repaired)
    }

    /// The first hole below what was reported that was not sent again, lost or not
    /// (`NextSeg`, rule 3).
    pub(super) fn next_hole(&self) -> Option<usize> {
        let highest = self.in_flight.iter().rposition(|sent| sent.mark == Mark::Sacked)?;
        let open = |sent: &Sent| sent.mark != Mark::Sacked && !sent.repaired;
        self.in_flight.iter().take(highest).position(open)
    }

    /// The last segment that nobody has reported (`NextSeg`, rule 4).
    pub(super) fn last_unreported(&self) -> Option<usize> {
        self.in_flight.iter().rposition(|sent| sent.mark != Mark::Sacked)
    }

    /// Whether something that was sent again is still on its way.
    pub(super) fn repair_in_flight(&self) -> bool {
        self.in_flight.iter().any(|sent| sent.repaired && sent.mark != Mark::Sacked)
    }
}

#[cfg(test)]
mod tests;
