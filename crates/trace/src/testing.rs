//! A small trace made by hand, for the tests of this crate.

use crate::{
    Anomaly, FrameId, Link, LinkId, Node, NodeId, Origin, Socket, SocketId, Trace, Transport, What,
};
use std::net::SocketAddr;
use wireglass_core::rules::Reason;
use wireglass_core::seq::Seq;
use wireglass_core::tcp::{State, Timer, Variable};
use wireglass_core::time::{Duration, Instant};
use wireglass_core::wire::LinkType;

pub(crate) const CLIENT: NodeId = NodeId(0);
pub(crate) const SERVER: NodeId = NodeId(1);
pub(crate) const SOCKET: SocketId = SocketId(0);

pub(crate) fn ms(millis: u64) -> Instant {
    Instant::ZERO + Duration::from_millis(millis)
}

/// Two hosts, a link, and `frames` frames of one byte, sent 10 ms apart. Even
/// ones arrive after 5 ms, odd ones are corrupted, flagged and lost.
pub(crate) fn trace(frames: u8) -> Trace {
    let mut trace = Trace::new(Origin::Simulated);
    for name in ["client", "server"] {
        trace.add_node(Node::host(name, &[], None));
    }
    trace.add_link(Link::between([CLIENT, SERVER], LinkType::Ethernet));
    trace.begin_step(ms(0));
    let local = SocketAddr::from(([10, 0, 0, 1], 1));
    let remote = Some(SocketAddr::from(([10, 0, 0, 2], 2)));
    trace.add_socket(Socket {
        node: CLIENT,
        transport: Transport::Tcp,
        local,
        remote,
        parent: None,
        listening: false,
    });
    trace.push(CLIENT, What::SocketOpened { socket: SOCKET }, None, None);
    let opens = What::StateChanged { socket: SOCKET, from: State::Closed, to: State::SynSent };
    trace.push(CLIENT, opens, Some(Reason::OpenActive { iss: Seq(7) }), None);
    for n in 0..frames {
        let time = u64::from(n) * 10 + 10;
        trace.begin_step(ms(time));
        let frame = trace.add_frame(LinkId(0), CLIENT, SERVER, &[n], Some(SOCKET));
        let sent = trace.push(CLIENT, What::FrameSent { frame }, None, None);
        let value = u64::from(n) + 1;
        let set = What::VariableSet { socket: SOCKET, variable: Variable::SndNxt, value };
        trace.push(CLIENT, set, None, None);
        let due = ms(time + 100);
        let timer = What::TimerSet { socket: SOCKET, timer: Timer::Retransmission, due };
        trace.push(CLIENT, timer, None, None);
        trace.begin_step(ms(time + 5));
        if n % 2 == 0 {
            trace.push(SERVER, What::FrameArrived { frame }, None, Some(sent));
        } else {
            let how = trace.corrupted(frame, 0, 0xff);
            trace.push(SERVER, What::FrameAltered { frame, how }, None, Some(sent));
            let flag = What::Flagged { frame, anomaly: Anomaly::BadChecksum };
            trace.push(SERVER, flag, None, None);
            trace.push(SERVER, What::FrameLost { frame }, None, Some(sent));
        }
    }
    trace.finish();
    trace
}

pub(crate) const fn frame(index: u32) -> FrameId {
    FrameId(index)
}
