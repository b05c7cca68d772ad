//! What happened, when, where, and because of what: the one model behind every view.
//!
//! A [`Trace`] is a list of [`Event`]s in model time. The simulator makes one,
//! the capture observer makes one, a lab with real kernels makes one; the
//! player shows whichever it is given. Everything on the screen is a pure
//! function of *(trace, position, selection)*: nothing here can change once it
//! has been pushed, so stepping back is as exact as stepping forward.
//!
//! * An **event** ([`Event`]) is small and plain: a time, a node, what happened
//!   ([`What`]), because of which rule ([`Reason`](wireglass_core::rules::Reason)),
//!   and which earlier event caused it. It holds indices, never boxes.
//! * A **step** ([`Step`]) is a group of events with one trigger: a frame
//!   arrives, a timer fires, a task makes a call. Its first event is the
//!   trigger. A *position* `p` means "after `p` steps"; 0 is the beginning.
//! * A **node** has interfaces, counted from 0; a **link** joins two of them. A frame
//!   that a device passes on is a new frame that knows which one it was: see
//!   [`Trace::hops`].
//! * A node's **tables** (ARP, routes, MAC addresses, ...) consist of [`Row`]s; an event
//!   says that one was written or is gone.
//! * **Bytes** of frames and of data live in one arena ([`Bytes`] is a range).
//! * [`Snapshot`] answers "what was true at position p": states, variables with
//!   what just changed, timers, tables, frames in flight, tasks that wait.
//! * [`series`] follows windows and times over the whole trace, for plots.
//! * [`diff`] lines two traces up and finds where they first differ.
//! * [`export`] writes a trace as JSON lines, as terse text, and as a hash.
//!
//! This crate knows `core` and nobody else. It has no words in it.

mod arena;
pub mod diff;
mod event;
pub mod export;
mod ids;
mod model;
mod row;
pub mod series;
mod snapshot;
#[cfg(test)]
mod testing;
mod trace;

pub use event::{
    Alteration, Anomaly, Call, CallResult, Errno, Event, Fd, FdSet, Intervention, Queue, What,
};
pub use ids::{
    Bytes, DatagramId, EventId, FrameId, LinkId, NameId, NodeId, RowId, SocketId, TaskId,
};
pub use model::{
    Address, Anomalies, Datagram, End, Frame, Interface, Link, Medium, Node, NodeKind, Origin,
    Socket, Task, TaskKind, Transport,
};
pub use row::{Lease, Row, Table};
pub use snapshot::{
    NodeNow, QueueNow, RowNow, Snapshot, SocketNow, TaskNow, TimerNow, VariableNow,
};
pub use trace::{Step, Trace};
