//! Which hosts take part, and which of a host's sockets the diagrams follow.

use wireglass_core::tcp::State;
use wireglass_trace::{NodeId, Snapshot, SocketId, Trace};

/// The hosts that take part: those that send, receive or own a socket, in
/// the order of the trace's nodes. The client comes first where that is known,
/// because scenarios and observers add it first.
pub fn sides(trace: &Trace) -> Vec<NodeId> {
    let mut takes_part = vec![false; trace.nodes().len()];
    for socket in trace.sockets() {
        takes_part[socket.node.index()] = true;
    }
    for link in trace.links() {
        for node in link.nodes() {
            takes_part[node.index()] = true;
        }
    }
    (0..takes_part.len()).filter(|i| takes_part[*i]).map(NodeId::from_index).collect()
}

/// The socket that speaks for a host at a moment: its most recent connection,
/// and before there is one, its listener.
pub fn primary_socket(trace: &Trace, snapshot: &Snapshot, node: NodeId) -> Option<SocketId> {
    let known = |i: &usize| {
        let now = &snapshot.sockets[*i];
        now.exists || now.state.is_some()
    };
    let own = |i: &usize| trace.sockets()[*i].node == node;
    let all = || (0..trace.sockets().len()).filter(own).filter(known);
    let connection = all().rfind(|i| !trace.sockets()[*i].listening);
    connection.or_else(|| all().next_back()).map(SocketId::from_index)
}

/// The state that speaks for a host at a moment; `None` while it is unknown.
/// A host of a simulation that has no socket is CLOSED: it has no connection.
pub(crate) fn state_of(trace: &Trace, snapshot: &Snapshot, node: NodeId) -> Option<State> {
    match primary_socket(trace, snapshot, node) {
        Some(socket) => snapshot.socket(socket).state,
        None if trace.origin == wireglass_trace::Origin::Simulated => Some(State::Closed),
        None => None,
    }
}
