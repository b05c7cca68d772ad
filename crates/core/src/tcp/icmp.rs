//! What ICMP messages do to a connection (RFC 9293 §3.9.2.2, RFC 5927, RFC 1191).

use super::control::Control;
use super::transition::Trigger;
use super::{ConnectionError, Endpoint, Log, SendKind, State};
use crate::rules::Reason;
use crate::seq::Seq;
use crate::time::Instant;

/// An ICMP error message about one of our segments.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum IcmpError {
    /// Type 3, codes 0, 1, 5, 11, 12 (and 6 to 8, which say the same): no way there now.
    Unreachable,
    /// Type 3, code 2: the host does not speak TCP.
    ProtocolUnreachable,
    /// Type 3, code 3: no such port.
    PortUnreachable,
    /// Type 3, code 4: the packet was too large for a link, whose MTU this is (0
    /// from routers that do not say, RFC 1191 §4).
    FragmentationNeeded {
        /// In bytes, the IP header included.
        mtu: u16,
    },
    /// Type 3, codes 9, 10, 13 (and 14, 15): somebody on the way forbids it.
    Prohibited,
    /// Type 4: slow down. Must be ignored (RFC 6633).
    SourceQuench,
    /// Type 11, code 0: the packet went round too long.
    TimeExceeded,
    /// Type 11, code 1: pieces of a packet were missing for too long, which says nothing
    /// of the way.
    ReassemblyTimeExceeded,
    /// Type 12: the header makes no sense to somebody.
    ParameterProblem,
}

impl IcmpError {
    /// The error that an ICMP type and code mean; `mtu` is the next-hop MTU field.
    /// `None` if they are no error about a packet.
    pub const fn new(kind: u8, code: u8, mtu: u16) -> Option<Self> {
        Some(match (kind, code) {
            (3, 2) => Self::ProtocolUnreachable,
            (3, 3) => Self::PortUnreachable,
            (3, 4) => Self::FragmentationNeeded { mtu },
            (3, 9 | 10 | 13..=15) => Self::Prohibited,
            (3, _) => Self::Unreachable,
            (4, _) => Self::SourceQuench,
            (11, 1) => Self::ReassemblyTimeExceeded,
            (11, _) => Self::TimeExceeded,
            (12, _) => Self::ParameterProblem,
            _ => return None,
        })
    }

    /// Its ICMP type.
    pub const fn kind(self) -> u8 {
        match self {
            Self::SourceQuench => 4,
            Self::TimeExceeded | Self::ReassemblyTimeExceeded => 11,
            Self::ParameterProblem => 12,
            _ => 3,
        }
    }
}

/// What an error means for a connection.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Weight {
    /// May pass: remembered, in case the connection fails.
    Soft,
    /// Ends a connection that is opening; one that is open only if the
    /// configuration says so.
    Hard(ConnectionError),
}

/// MTUs of common links, for routers that do not say theirs (RFC 1191 §7.1).
const PLATEAUS: [u16; 9] = [32_000, 17_914, 8_166, 4_352, 2_002, 1_492, 1_006, 508, 296];

impl Endpoint {
    /// An ICMP error arrived that quotes a segment of this connection with the
    /// sequence number `seq`.
    pub fn handle_icmp(&mut self, now: Instant, error: IcmpError, seq: Seq, log: &mut Log) {
        let state = self.state();
        if matches!(state, State::Closed | State::Listen | State::TimeWait) {
            return;
        }
        // RFC 5927 §4.1: it must be about something that is in flight, which a
        // stranger would have to guess.
        let (una, nxt) = (self.snd.una, self.snd.max);
        if !(una.le(seq) && seq.lt(nxt)) {
            return log.applied(Reason::IcmpNotInFlight { una, seq, nxt });
        }
        let kind = error.kind();
        match error {
            // MUST-55.
            IcmpError::SourceQuench => log.applied(Reason::IcmpQuenchIgnored),
            IcmpError::FragmentationNeeded { mtu } => self.path_mtu(now, mtu, log),
            _ => match self.weigh(error) {
                Weight::Soft => {
                    // MUST-56: no abort. SHLD-25: the application may learn of it.
                    self.soft_error = Some(ConnectionError::Unreachable);
                    log.applied(Reason::IcmpSoft { kind });
                }
                Weight::Hard(error) if self.opening() || self.config.hard_errors_end_open => {
                    let reason = Reason::IcmpHard { kind };
                    self.rcv.flush();
                    self.delete(Trigger::Icmp, reason, Some(error), log);
                }
                Weight::Hard(error) => {
                    self.soft_error = Some(error);
                    log.applied(Reason::IcmpHardIgnored { kind });
                }
            },
        }
    }

    fn opening(&self) -> bool {
        matches!(self.control, Control::SynSent | Control::SynReceived { .. })
    }

    /// RFC 9293 §3.9.2.2: codes 2 and 3 are hard; the rest is soft or a matter of taste.
    fn weigh(&self, error: IcmpError) -> Weight {
        match error {
            IcmpError::ProtocolUnreachable | IcmpError::PortUnreachable => {
                Weight::Hard(ConnectionError::Refused)
            }
            IcmpError::Prohibited if self.opening() && self.config.prohibited_refuses => {
                Weight::Hard(ConnectionError::Refused)
            }
            IcmpError::TimeExceeded if self.opening() && self.config.time_exceeded_ends_opening => {
                Weight::Hard(ConnectionError::Unreachable)
            }
            _ => Weight::Soft,
        }
    }

    /// RFC 1191 §6.4: segments get smaller, and what was lost goes again at once.
    fn path_mtu(&mut self, _now: Instant, mtu: u16, log: &mut Log) {
        let headers: u16 = if self.local.is_ipv4() { 40 } else { 60 };
        let options = self.timestamp_room();
        let taken = headers + options;
        let now_used = self.snd.mss.saturating_add(taken);
        let told = if mtu == 0 {
            PLATEAUS.into_iter().find(|&plateau| plateau < now_used).unwrap_or(68)
        } else {
            mtu
        };
        let mtu = told.max(self.config.min_path_mtu);
        let mss = mtu.saturating_sub(taken).max(1);
        if mss >= self.snd.mss {
            return log.applied(Reason::PathMtuIgnored { mtu: told, mss: self.snd.mss });
        }
        let reason = Reason::PathMtuLowered { mtu, mss };
        log.applied(reason);
        self.snd.mss = mss;
        self.snd.cut_in_flight(u32::from(mss));
        self.snd.lost_to_path_mtu();
        if !self.snd.in_flight.is_empty() {
            self.snd.resend = Some((SendKind::Retransmission, reason));
        }
    }

    /// How the connection ends when nothing answers: by what ICMP had said, if it
    /// had (RFC 9293 §3.9.2.2).
    pub(super) fn give_up_error(&self) -> ConnectionError {
        self.soft_error.unwrap_or(ConnectionError::TimedOut)
    }
}
