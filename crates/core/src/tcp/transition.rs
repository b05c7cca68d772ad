//! The transitions a connection may make, as one table (RFC 9293 §3.3.2 and
//! §3.10). The diagram on the screen is drawn from it, a guard in debug builds
//! checks every change of state against it, and a test prints it.

use super::State::{
    CloseWait, Closed, Closing, Established, FinWait1, FinWait2, LastAck, Listen, SynReceived,
    SynSent, TimeWait,
};
use super::{State, Timer};

/// One arrow of the state diagram.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Transition {
    /// The state left.
    pub from: State,
    /// The state entered.
    pub to: State,
    /// What makes it happen.
    pub on: Trigger,
}

/// What makes a connection change its state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Trigger {
    /// The user asks.
    Call(CallKind),
    /// A segment arrives.
    Segment(SegmentKind),
    /// A timer fires (for the last time, where it may fire often).
    Timeout(Timer),
    /// An ICMP error arrives.
    Icmp,
}

/// The calls that change the state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CallKind {
    /// OPEN, passive.
    OpenPassive,
    /// OPEN, active.
    OpenActive,
    /// CLOSE: a FIN follows, or nothing was open yet.
    Close,
    /// CLOSE with received data unread: a reset follows.
    CloseUnread,
    /// ABORT.
    Abort,
}

/// What about a segment changes the state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SegmentKind {
    /// A SYN.
    Syn,
    /// A SYN that acknowledges ours.
    SynAck,
    /// The ACK of our SYN.
    AckOfSyn,
    /// A FIN.
    Fin,
    /// The ACK of our FIN.
    AckOfFin,
    /// A FIN and, in the same segment, the ACK of ours.
    FinAndAckOfFin,
    /// An acceptable reset.
    Rst,
    /// Text that nobody will read any more.
    TextAfterClose,
}

const fn on_call(from: State, to: State, call: CallKind) -> Transition {
    Transition { from, to, on: Trigger::Call(call) }
}

const fn on_segment(from: State, to: State, segment: SegmentKind) -> Transition {
    Transition { from, to, on: Trigger::Segment(segment) }
}

const fn on_icmp(from: State, to: State) -> Transition {
    Transition { from, to, on: Trigger::Icmp }
}

const fn on_timeout(from: State, to: State, timer: Timer) -> Transition {
    Transition { from, to, on: Trigger::Timeout(timer) }
}

/// Every transition there is, in the order of the states left.
pub const TRANSITIONS: &[Transition] = &[
    on_call(Closed, Listen, CallKind::OpenPassive),
    on_call(Closed, SynSent, CallKind::OpenActive),
    on_segment(Listen, SynReceived, SegmentKind::Syn),
    on_call(Listen, SynSent, CallKind::OpenActive),
    on_call(Listen, Closed, CallKind::Close),
    on_call(Listen, Closed, CallKind::Abort),
    on_segment(SynSent, Established, SegmentKind::SynAck),
    on_segment(SynSent, SynReceived, SegmentKind::Syn),
    on_segment(SynSent, Closed, SegmentKind::Rst),
    on_call(SynSent, Closed, CallKind::Close),
    on_call(SynSent, Closed, CallKind::Abort),
    on_timeout(SynSent, Closed, Timer::Retransmission),
    on_timeout(SynSent, Closed, Timer::User),
    on_icmp(SynSent, Closed),
    on_segment(SynReceived, Established, SegmentKind::AckOfSyn),
    on_call(SynReceived, FinWait1, CallKind::Close),
    on_segment(SynReceived, Listen, SegmentKind::Rst),
    on_segment(SynReceived, Listen, SegmentKind::Syn),
    on_segment(SynReceived, Closed, SegmentKind::Rst),
    // Where SYNs are not challenged, and both ends had opened at once.
    on_segment(SynReceived, Closed, SegmentKind::Syn),
    on_call(SynReceived, Closed, CallKind::Abort),
    on_timeout(SynReceived, Closed, Timer::Retransmission),
    on_timeout(SynReceived, Closed, Timer::User),
    on_icmp(SynReceived, Closed),
    on_call(Established, FinWait1, CallKind::Close),
    on_segment(Established, CloseWait, SegmentKind::Fin),
    on_segment(Established, Closed, SegmentKind::Rst),
    on_segment(Established, Closed, SegmentKind::Syn),
    on_call(Established, Closed, CallKind::CloseUnread),
    on_call(Established, Closed, CallKind::Abort),
    on_timeout(Established, Closed, Timer::Retransmission),
    on_timeout(Established, Closed, Timer::Persist),
    on_timeout(Established, Closed, Timer::User),
    on_timeout(Established, Closed, Timer::KeepAlive),
    on_icmp(Established, Closed),
    on_segment(FinWait1, FinWait2, SegmentKind::AckOfFin),
    on_segment(FinWait1, Closing, SegmentKind::Fin),
    on_segment(FinWait1, TimeWait, SegmentKind::FinAndAckOfFin),
    on_segment(FinWait1, Closed, SegmentKind::TextAfterClose),
    on_segment(FinWait1, Closed, SegmentKind::Rst),
    on_segment(FinWait1, Closed, SegmentKind::Syn),
    on_call(FinWait1, Closed, CallKind::CloseUnread),
    on_call(FinWait1, Closed, CallKind::Abort),
    on_timeout(FinWait1, Closed, Timer::Retransmission),
    on_timeout(FinWait1, Closed, Timer::Persist),
    on_timeout(FinWait1, Closed, Timer::User),
    on_icmp(FinWait1, Closed),
    on_segment(FinWait2, TimeWait, SegmentKind::Fin),
    on_segment(FinWait2, Closed, SegmentKind::TextAfterClose),
    on_segment(FinWait2, Closed, SegmentKind::Rst),
    on_segment(FinWait2, Closed, SegmentKind::Syn),
    on_call(FinWait2, Closed, CallKind::CloseUnread),
    on_call(FinWait2, Closed, CallKind::Abort),
    on_timeout(FinWait2, Closed, Timer::KeepAlive),
    on_timeout(FinWait2, Closed, Timer::FinWait2),
    on_icmp(FinWait2, Closed),
    on_call(CloseWait, LastAck, CallKind::Close),
    on_segment(CloseWait, Closed, SegmentKind::Rst),
    on_segment(CloseWait, Closed, SegmentKind::Syn),
    on_call(CloseWait, Closed, CallKind::CloseUnread),
    on_call(CloseWait, Closed, CallKind::Abort),
    on_timeout(CloseWait, Closed, Timer::Retransmission),
    on_timeout(CloseWait, Closed, Timer::Persist),
    on_timeout(CloseWait, Closed, Timer::User),
    on_timeout(CloseWait, Closed, Timer::KeepAlive),
    on_icmp(CloseWait, Closed),
    on_segment(Closing, TimeWait, SegmentKind::AckOfFin),
    on_segment(Closing, Closed, SegmentKind::Rst),
    on_segment(Closing, Closed, SegmentKind::Syn),
    on_call(Closing, Closed, CallKind::Abort),
    on_timeout(Closing, Closed, Timer::Retransmission),
    on_timeout(Closing, Closed, Timer::Persist),
    on_timeout(Closing, Closed, Timer::User),
    on_icmp(Closing, Closed),
    on_segment(LastAck, Closed, SegmentKind::AckOfFin),
    on_segment(LastAck, Closed, SegmentKind::Rst),
    on_segment(LastAck, Closed, SegmentKind::Syn),
    on_call(LastAck, Closed, CallKind::Abort),
    on_timeout(LastAck, Closed, Timer::Retransmission),
    on_timeout(LastAck, Closed, Timer::Persist),
    on_timeout(LastAck, Closed, Timer::User),
    on_icmp(LastAck, Closed),
    on_timeout(TimeWait, Closed, Timer::TimeWait),
    on_segment(TimeWait, Closed, SegmentKind::Rst),
    on_call(TimeWait, Closed, CallKind::Abort),
];

/// Whether the table has this transition.
pub(super) fn is_declared(transition: Transition) -> bool {
    TRANSITIONS.contains(&transition)
}

#[cfg(test)]
mod tests;
