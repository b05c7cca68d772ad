//! Two futures side by side, and where they first differ.

use crate::{Trace, What};
use similar::DiffOp;
use similar::algorithms::{Capture, Replace, myers};
use std::net::SocketAddr;
use wireglass_core::seq::Seq;
use wireglass_core::tcp::Timer;

/// One row of a comparison. Steps are counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Row {
    /// The same thing happened in both.
    Both {
        /// The step in the first trace.
        left: usize,
        /// The step in the second.
        right: usize,
        /// Whether it happened at the same time.
        same_time: bool,
    },
    /// It happened only in the first.
    Left(usize),
    /// It happened only in the second.
    Right(usize),
}

/// A comparison of two traces, step by step.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// The rows, in order.
    pub rows: Vec<Row>,
    /// The index in `rows` of the first that is not the same in both.
    pub first_difference: Option<usize>,
}

/// What makes two steps "the same thing": who did what, without ids that a
/// different past would number differently.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Signature {
    Frame { kind: u8, node: u16, segment: Segment },
    Timer(u16, Timer),
    Task { kind: u8, task: u16, detail: String },
    Other(String),
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Segment {
    Tcp { src: SocketAddr, dst: SocketAddr, seq: u32, ack: u32, flags: u16, len: usize },
    Raw(Vec<u8>),
}

/// Lines two traces up.
pub fn compare(left: &Trace, right: &Trace) -> Comparison {
    let a: Vec<_> = (0..left.steps().len()).map(|step| signature(left, step)).collect();
    let b: Vec<_> = (0..right.steps().len()).map(|step| signature(right, step)).collect();
    let mut rows = Vec::with_capacity(a.len().max(b.len()));
    // Myers alone: choosing by name would bring every algorithm into the page.
    let mut found = Replace::new(Capture::new());
    let Ok(()) = myers::diff(&mut found, &a, 0..a.len(), &b, 0..b.len());
    for op in found.into_inner().into_ops() {
        match op {
            DiffOp::Equal { old_index, new_index, len } => rows.extend((0..len).map(|i| {
                let (l, r) = (old_index + i, new_index + i);
                let same_time = left.steps()[l].time == right.steps()[r].time;
                Row::Both { left: l, right: r, same_time }
            })),
            DiffOp::Delete { old_index, old_len, .. } => {
                rows.extend((old_index..old_index + old_len).map(Row::Left));
            }
            DiffOp::Insert { new_index, new_len, .. } => {
                rows.extend((new_index..new_index + new_len).map(Row::Right));
            }
            DiffOp::Replace { old_index, old_len, new_index, new_len } => {
                rows.extend((old_index..old_index + old_len).map(Row::Left));
                rows.extend((new_index..new_index + new_len).map(Row::Right));
            }
        }
    }
    let first_difference =
        rows.iter().position(|row| !matches!(row, Row::Both { same_time: true, .. }));
    Comparison { rows, first_difference }
}

fn signature(trace: &Trace, step: usize) -> Signature {
    let event = trace.trigger(step);
    let node = event.node.0;
    match event.what {
        What::FrameSent { frame } => frame_signature(trace, 0, node, frame),
        What::FrameArrived { frame } => frame_signature(trace, 1, node, frame),
        What::FrameLost { frame } => frame_signature(trace, 2, node, frame),
        What::TimerFired { timer, .. } => Signature::Timer(node, timer),
        What::CallMade { task, call, .. } => {
            let detail = match call {
                crate::Call::Send { data } => {
                    format!("send {:?}", String::from_utf8_lossy(trace.bytes(data)))
                }
                crate::Call::SendTo { datagram, ttl } => {
                    format!("sendto {} {ttl}", datagram_text(trace, datagram))
                }
                crate::Call::Echo { datagram, ttl } => {
                    format!("echo {} {ttl}", datagram_text(trace, datagram))
                }
                other => format!("{other:?}"),
            };
            Signature::Task { kind: 0, task: task.0, detail }
        }
        What::CallReturned { task, result } => {
            let detail = match result {
                crate::CallResult::Received { data } => {
                    format!("received {:?}", String::from_utf8_lossy(trace.bytes(data)))
                }
                crate::CallResult::ReceivedFrom { datagram, cut } => {
                    format!("received {} {cut}", datagram_text(trace, datagram))
                }
                crate::CallResult::Echoed { datagram, kind, code, ttl, seq, after } => {
                    let datagram = datagram_text(trace, datagram);
                    format!("echoed {datagram} {kind:?} {code} {ttl} {seq} {after}")
                }
                // Sockets are numbered in the order they appear, which a branch may change.
                crate::CallResult::Accepted { .. } => "accepted".to_owned(),
                other => format!("{other:?}"),
            };
            Signature::Task { kind: 1, task: task.0, detail }
        }
        What::CallResumed { task, call } => {
            Signature::Task { kind: 2, task: task.0, detail: format!("{call:?}") }
        }
        // Rows are numbered in the order they appear, too.
        What::RowSet { row } => Signature::Other(format!("{node} {:?}", trace.row(row))),
        What::RowGone { row } => Signature::Other(format!("{node} no {:?}", trace.row(row))),
        // So are tasks: of one that was started by hand the line as typed counts.
        What::Intervened { what: crate::Intervention::Run { task } } => {
            Signature::Other(format!("{node} run {}", trace.task(task).name))
        }
        other => Signature::Other(format!("{node} {other:?}")),
    }
}

fn datagram_text(trace: &Trace, id: crate::DatagramId) -> String {
    let crate::Datagram { peer, data } = *trace.datagram(id);
    format!("{peer} {:?}", String::from_utf8_lossy(trace.bytes(data)))
}

fn frame_signature(trace: &Trace, kind: u8, node: u16, frame: crate::FrameId) -> Signature {
    let segment = match trace.segment(frame) {
        Some(tcp) => {
            let Seq(seq) = tcp.header.seq;
            let Seq(ack) = tcp.header.ack;
            let (src, dst, flags) = (tcp.src, tcp.dst, tcp.header.flags.0);
            Segment::Tcp { src, dst, seq, ack, flags, len: tcp.payload_len }
        }
        None => Segment::Raw(trace.frame_bytes(frame).to_vec()),
    };
    Signature::Frame { kind, node, segment }
}

#[cfg(test)]
mod tests;
