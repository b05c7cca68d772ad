//! What part a frame or a step plays: the one word that decides how it looks.

use wireglass_core::wire::TcpSummary;
use wireglass_core::wire::tcp::Flags;
use wireglass_trace::{FrameId, Trace, What};

/// The part something plays. Each has its own cue besides colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// The first segment of the handshake: diamond head.
    Syn,
    /// The second: diamond head.
    SynAck,
    /// A bare acknowledgment: thin, open head.
    Ack,
    /// It carries bytes: thick.
    Data,
    /// It closes: double line.
    Fin,
    /// It resets: zigzag and cross.
    Rst,
    /// Bytes that were sent before: dashed. A role of steps only: a frame that
    /// repeats a SYN is a [`Role::Syn`] *and* [`is_retransmission`].
    Retx,
    /// Address resolution: dashed.
    Arp,
    /// What the network has to say of a packet, or an echo: dotted.
    Icmp,
    /// Who wants what is sent to a group: dotted.
    Igmp,
    /// A datagram: square corners.
    Udp,
    /// Getting an address: square corners, dashed.
    Dhcp,
    /// Finding an address: square corners, double.
    Dns,
    /// A block of a file, or its acknowledgment: square corners, thick.
    Tftp,
    /// Routers tell each other the ways they know: dash and dot.
    Rip,
    /// Switches agree on a tree: dash and dot.
    Stp,
    /// Any other frame: dotted.
    Other,
    /// A system call. A role of steps only, as are the rest.
    Call,
    /// A timer ran out.
    Timer,
    /// A frame was lost.
    Lost,
    /// The learner changed something.
    WhatIf,
}

/// The role of a TCP segment.
pub(crate) fn segment_role(flags: Flags, has_payload: bool) -> Role {
    match flags {
        f if f.rst() => Role::Rst,
        f if f.syn() && f.ack() => Role::SynAck,
        f if f.syn() => Role::Syn,
        f if f.fin() => Role::Fin,
        _ if has_payload => Role::Data,
        _ => Role::Ack,
    }
}

pub(crate) fn role_of(trace: &Trace, frame: FrameId, segment: Option<&TcpSummary>) -> Role {
    match segment {
        Some(tcp) => segment_role(tcp.header.flags, tcp.payload_len > 0),
        None => crate::traffic::role_of_other(trace, frame),
    }
}

/// The role of a frame, from its flags and payload.
pub fn frame_role(trace: &Trace, frame: FrameId) -> Role {
    role_of(trace, frame, trace.segment(frame).as_ref())
}

/// Whether a frame carries what was on the wire before.
pub fn is_retransmission(trace: &Trace, frame: FrameId) -> bool {
    trace.frame(frame).anomalies.is_retransmission()
}

/// The role of step `step` (the first is 0), from what triggered it and what it sent.
pub fn step_role(trace: &Trace, step: usize) -> Role {
    let frame_or_retx = |frame| {
        if is_retransmission(trace, frame) { Role::Retx } else { frame_role(trace, frame) }
    };
    match trace.trigger(step).what {
        What::Intervened { .. } => Role::WhatIf,
        What::FrameLost { .. } => Role::Lost,
        What::TimerFired { .. } => Role::Timer,
        What::FrameSent { frame }
        | What::FrameArrived { frame }
        | What::FrameAltered { frame, .. }
        | What::FrameDiscarded { frame }
        | What::Flagged { frame, .. } => frame_or_retx(frame),
        What::CallMade { .. }
        | What::CallBlocked { .. }
        | What::CallReturned { .. }
        | What::TaskEnded { .. } => Role::Call,
        _ => {
            let sent = trace.step_events(step).find_map(|(_, event)| match event.what {
                What::FrameSent { frame } => Some(frame),
                _ => None,
            });
            sent.map_or(Role::Other, frame_or_retx)
        }
    }
}

#[cfg(test)]
mod tests;
