//! Traces built by hand, for tests: two hosts, one link, and what each scene is about.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use wireglass_core::addr::MacAddr;
use wireglass_core::seq::Seq;
use wireglass_core::tcp::{State, Timer};
use wireglass_core::time::{Duration, Instant};
use wireglass_core::wire::tcp::{Flags, Header, Options};
use wireglass_core::wire::{EtherType, LinkType, Protocol, ethernet, ipv4};
use wireglass_course::{Settings, lessons};
use wireglass_sim::Recording;
use wireglass_trace::{
    Alteration, Anomaly, Call, CallResult, FrameId, Intervention, Link, LinkId, Node, NodeId,
    Origin, Socket, SocketId, Task, TaskId, Trace, Transport, What,
};

pub(crate) const CLIENT: usize = 0;
pub(crate) const SERVER: usize = 1;
const ADDRESSES: [Ipv4Addr; 2] = [Ipv4Addr::new(10, 0, 0, 2), Ipv4Addr::new(10, 0, 0, 9)];
const PORTS: [u16; 2] = [49152, 80];
const MACS: [MacAddr; 2] = [MacAddr([2, 0, 0, 0, 0, 2]), MacAddr([2, 0, 0, 0, 0, 9])];

pub(crate) const SYN: Flags = Flags::SYN;
pub(crate) const SYN_ACK: Flags = Flags::SYN.union(Flags::ACK);
pub(crate) const ACK: Flags = Flags::ACK;
pub(crate) const PSH_ACK: Flags = Flags::PSH.union(Flags::ACK);
pub(crate) const FIN_ACK: Flags = Flags::FIN.union(Flags::ACK);
pub(crate) const RST: Flags = Flags::RST;

/// A trace being written.
pub(crate) struct Script {
    pub(crate) trace: Trace,
    nodes: [NodeId; 2],
    link: LinkId,
    /// Each side's connection; the server's appears when it is needed.
    sockets: [Option<SocketId>; 2],
    tasks: [TaskId; 2],
}

impl Script {
    pub(crate) fn new(origin: Origin) -> Self {
        let mut trace = Trace::new(origin);
        let nodes = [0, 1].map(|i| {
            let name = ["Client", "Server"][i];
            trace.add_node(Node::host(name, &[IpAddr::V4(ADDRESSES[i])], Some(MACS[i])))
        });
        let link = trace.add_link(Link::between(nodes, LinkType::Ethernet));
        let tasks = nodes.map(|node| {
            let kind = wireglass_trace::TaskKind::Program;
            trace.add_task(Task { node, name: "main".to_owned(), kind })
        });
        Self { trace, nodes, link, sockets: [None; 2], tasks }
    }

    pub(crate) fn at(&mut self, millis: u64) -> &mut Self {
        self.at_nanos(millis * 1_000_000)
    }

    pub(crate) fn at_nanos(&mut self, nanos: u64) -> &mut Self {
        self.trace.begin_step(Instant::from_nanos(nanos));
        self
    }

    pub(crate) fn push(&mut self, side: usize, what: What) -> &mut Self {
        self.trace.push(self.nodes[side], what, None, None);
        self
    }

    pub(crate) fn socket(&mut self, side: usize) -> SocketId {
        if let Some(socket) = self.sockets[side] {
            return socket;
        }
        let address = |side: usize| SocketAddr::new(IpAddr::V4(ADDRESSES[side]), PORTS[side]);
        let socket = self.trace.add_socket(Socket {
            transport: Transport::Tcp,
            node: self.nodes[side],
            local: address(side),
            remote: Some(address(1 - side)),
            parent: None,
            listening: false,
        });
        self.sockets[side] = Some(socket);
        self.push(side, What::SocketOpened { socket });
        socket
    }

    pub(crate) fn listen(&mut self, side: usize) -> &mut Self {
        let socket = self.trace.add_socket(Socket {
            transport: Transport::Tcp,
            node: self.nodes[side],
            local: SocketAddr::new(IpAddr::V4(ADDRESSES[side]), PORTS[side]),
            remote: None,
            parent: None,
            listening: true,
        });
        self.push(side, What::SocketOpened { socket });
        let (from, to) = (State::Closed, State::Listen);
        self.push(side, What::StateChanged { socket, from, to })
    }

    pub(crate) fn state(&mut self, side: usize, from: State, to: State) -> &mut Self {
        let socket = self.socket(side);
        self.push(side, What::StateChanged { socket, from, to })
    }

    pub(crate) fn timer(&mut self, side: usize, timer: Timer, due_millis: u64) -> &mut Self {
        let socket = self.socket(side);
        let due = Instant::from_nanos(due_millis * 1_000_000);
        self.push(side, What::TimerSet { socket, timer, due })
    }

    pub(crate) fn stop(&mut self, side: usize, timer: Timer) -> &mut Self {
        let socket = self.socket(side);
        self.push(side, What::TimerStopped { socket, timer })
    }

    pub(crate) fn fire(&mut self, side: usize, timer: Timer) -> &mut Self {
        let socket = self.socket(side);
        self.push(side, What::TimerFired { socket, timer })
    }

    pub(crate) fn call(&mut self, side: usize, call: Call) -> &mut Self {
        let (task, socket) = (self.tasks[side], self.sockets[side]);
        self.push(side, What::CallMade { task, socket, fd: None, call })
    }

    pub(crate) fn block(&mut self, side: usize, call: Call) -> &mut Self {
        self.call(side, call);
        let task = self.tasks[side];
        self.push(side, What::CallBlocked { task, call })
    }

    pub(crate) fn done(&mut self, side: usize, result: CallResult) -> &mut Self {
        let task = self.tasks[side];
        self.push(side, What::CallReturned { task, result })
    }

    /// Puts a segment on the link.
    pub(crate) fn send(
        &mut self,
        side: usize,
        flags: Flags,
        seq: u32,
        ack: u32,
        data: &[u8],
    ) -> FrameId {
        let bytes = segment(side, flags, seq, ack, data);
        let (from, to) = (self.nodes[side], self.nodes[1 - side]);
        let frame = self.trace.add_frame(self.link, from, to, &bytes, self.sockets[side]);
        self.push(side, What::FrameSent { frame });
        frame
    }

    pub(crate) fn arrive(&mut self, frame: FrameId) -> &mut Self {
        let to = self.trace.frame(frame).to.index();
        self.push(to, What::FrameArrived { frame })
    }

    pub(crate) fn lose(&mut self, frame: FrameId) -> &mut Self {
        let from = self.trace.frame(frame).from.index();
        self.push(from, What::FrameLost { frame })
    }

    pub(crate) fn flag(&mut self, frame: FrameId, anomaly: Anomaly) -> &mut Self {
        let from = self.trace.frame(frame).from.index();
        self.push(from, What::Flagged { frame, anomaly })
    }

    pub(crate) fn finish(mut self) -> Trace {
        self.trace.finish();
        self.trace
    }
}

/// The bytes of a frame with a segment.
fn segment(side: usize, flags: Flags, seq: u32, ack: u32, data: &[u8]) -> Vec<u8> {
    let (src, dst) = (ADDRESSES[side], ADDRESSES[1 - side]);
    let header = Header {
        src_port: PORTS[side],
        dst_port: PORTS[1 - side],
        seq: Seq(seq),
        ack: Seq(ack),
        flags,
        window: 65535,
        urgent: 0,
        options: Options { mss: flags.syn().then_some(1460), ..Options::default() },
    };
    let mut tcp = Vec::new();
    header.emit(data, IpAddr::V4(src), IpAddr::V4(dst), &mut tcp);
    let ethertype = EtherType::Ipv4;
    let mut bytes = Vec::new();
    ethernet::Header { dst: MACS[1 - side], src: MACS[side], ethertype, vlan: None }
        .emit(&mut bytes);
    ipv4::Header {
        src,
        dst,
        protocol: Protocol::Tcp,
        ttl: 64,
        ident: 0,
        dont_fragment: true,
        more_fragments: false,
        fragment_offset: 0,
        tos: 0,
    }
    .emit(tcp.len(), &mut bytes);
    bytes.extend_from_slice(&tcp);
    bytes
}

/// The handshake, from a SYN at 14 ms to ESTABLISHED on both sides at 118 ms.
fn handshake(s: &mut Script) {
    use State::{Established, Listen, SynReceived, SynSent};
    s.at(0).call(SERVER, Call::Listen { port: 80 }).listen(SERVER);
    s.done(SERVER, CallResult::Done);
    s.at(0).block(SERVER, Call::Accept);
    s.at(14).block(CLIENT, Call::Connect { port: 80 });
    s.state(CLIENT, State::Closed, SynSent);
    let syn = s.send(CLIENT, SYN, 1000, 0, b"");
    s.timer(CLIENT, Timer::Retransmission, 1014);
    s.at(48).arrive(syn).state(SERVER, Listen, SynReceived);
    let syn_ack = s.send(SERVER, SYN_ACK, 5000, 1001, b"");
    s.timer(SERVER, Timer::Retransmission, 1048);
    s.at(82).arrive(syn_ack).stop(CLIENT, Timer::Retransmission);
    s.state(CLIENT, SynSent, Established);
    let ack = s.send(CLIENT, ACK, 1001, 5001, b"");
    s.done(CLIENT, CallResult::Done);
    s.at(116).arrive(ack).stop(SERVER, Timer::Retransmission);
    s.state(SERVER, SynReceived, Established);
    let socket = s.socket(SERVER);
    s.done(SERVER, CallResult::Accepted { socket });
    s.at(116).block(SERVER, Call::Receive { max: 100 });
}

/// Opening, a question, an answer, closing, and 2MSL of four minutes.
pub(crate) fn open_and_close() -> Trace {
    use State::{CloseWait, Closed, Established, FinWait1, FinWait2, LastAck, TimeWait};
    let mut s = Script::new(Origin::Simulated);
    handshake(&mut s);
    s.at(128);
    let data = s.trace.add_bytes(b"GET /");
    s.call(CLIENT, Call::Send { data });
    let get = s.send(CLIENT, PSH_ACK, 1001, 5001, b"GET /");
    s.timer(CLIENT, Timer::Retransmission, 1128);
    s.done(CLIENT, CallResult::Sent { bytes: 5 });
    s.at(162).arrive(get).done(SERVER, CallResult::Received { data });
    s.at(162);
    let data = s.trace.add_bytes(b"200 OK");
    s.call(SERVER, Call::Send { data });
    let ok = s.send(SERVER, PSH_ACK, 5001, 1006, b"200 OK");
    s.done(SERVER, CallResult::Sent { bytes: 6 });
    s.at(196).arrive(ok).stop(CLIENT, Timer::Retransmission);
    s.at(198).call(CLIENT, Call::Close).state(CLIENT, Established, FinWait1);
    let fin = s.send(CLIENT, FIN_ACK, 1006, 5007, b"");
    s.done(CLIENT, CallResult::Done);
    s.at(232).arrive(fin).state(SERVER, Established, CloseWait);
    let ack = s.send(SERVER, ACK, 5007, 1007, b"");
    s.at(250).call(SERVER, Call::Close).state(SERVER, CloseWait, LastAck);
    let fin = s.send(SERVER, FIN_ACK, 5007, 1007, b"");
    s.done(SERVER, CallResult::Done);
    s.at(266).arrive(ack).state(CLIENT, FinWait1, FinWait2);
    s.at(284).arrive(fin).state(CLIENT, FinWait2, TimeWait);
    let ack = s.send(CLIENT, ACK, 1007, 5008, b"");
    s.timer(CLIENT, Timer::TimeWait, 240_284);
    s.at(318).arrive(ack).state(SERVER, LastAck, Closed);
    s.at(240_284).fire(CLIENT, Timer::TimeWait).state(CLIENT, TimeWait, Closed);
    s.finish()
}

/// The first SYN is lost; a second follows after one second.
pub(crate) fn lost_syn() -> Trace {
    use State::{Closed, Established, Listen, SynReceived, SynSent};
    let mut s = Script::new(Origin::Simulated);
    s.at(0).call(SERVER, Call::Listen { port: 80 }).listen(SERVER);
    s.done(SERVER, CallResult::Done);
    s.at(10).block(CLIENT, Call::Connect { port: 80 }).state(CLIENT, Closed, SynSent);
    let syn = s.send(CLIENT, SYN, 1000, 0, b"");
    s.timer(CLIENT, Timer::Retransmission, 1010);
    s.at(30).lose(syn);
    s.at(1010).fire(CLIENT, Timer::Retransmission);
    let again = s.send(CLIENT, SYN, 1000, 0, b"");
    s.flag(again, Anomaly::Retransmission).timer(CLIENT, Timer::Retransmission, 3010);
    s.at(1050).arrive(again).state(SERVER, Listen, SynReceived);
    let reply = s.send(SERVER, SYN_ACK, 5000, 1001, b"");
    s.at(1090).arrive(reply).stop(CLIENT, Timer::Retransmission);
    s.state(CLIENT, SynSent, Established);
    let ack = s.send(CLIENT, ACK, 1001, 5001, b"");
    s.done(CLIENT, CallResult::Done);
    s.at(1130).arrive(ack).state(SERVER, SynReceived, Established);
    s.finish()
}

/// Both sides send a SYN at once: the arrows cross.
pub(crate) fn simultaneous_open() -> Trace {
    use State::{Closed, Established, SynReceived, SynSent};
    let mut s = Script::new(Origin::Simulated);
    s.at(5).state(CLIENT, Closed, SynSent);
    let ours = s.send(CLIENT, SYN, 1000, 0, b"");
    s.at(5).state(SERVER, Closed, SynSent);
    let theirs = s.send(SERVER, SYN, 5000, 0, b"");
    s.at(45).arrive(ours).state(SERVER, SynSent, SynReceived);
    let their_reply = s.send(SERVER, SYN_ACK, 5000, 1001, b"");
    s.at(45).arrive(theirs).state(CLIENT, SynSent, SynReceived);
    let our_reply = s.send(CLIENT, SYN_ACK, 1000, 5001, b"");
    s.at(85).arrive(their_reply).state(CLIENT, SynReceived, Established);
    s.at(85).arrive(our_reply).state(SERVER, SynReceived, Established);
    s.finish()
}

/// What can happen to frames: a burst, one held, one doubled, one corrupted and
/// discarded, a host switched off, and a reset that ends it.
pub(crate) fn troubles() -> Trace {
    let mut s = Script::new(Origin::Simulated);
    handshake(&mut s);
    s.at(130);
    let burst: Vec<_> =
        (0..3).map(|i| s.send(CLIENT, PSH_ACK, 1001 + i * 10, 5001, b"0123456789")).collect();
    s.at(140);
    let frame = burst[1];
    let by = Duration::from_millis(60);
    s.push(CLIENT, What::Intervened { what: Intervention::Delay { frame, by } });
    s.push(CLIENT, What::FrameAltered { frame, how: Alteration::Delayed { by } });
    s.at(164).arrive(burst[0]);
    let ack = s.send(SERVER, ACK, 5001, 1011, b"");
    s.at(164).arrive(burst[2]);
    let dup_ack = s.send(SERVER, ACK, 5001, 1011, b"");
    s.flag(dup_ack, Anomaly::DuplicateAck);
    s.at(198).arrive(ack);
    s.at(198).arrive(dup_ack);
    s.at(224).arrive(burst[1]);
    let ack = s.send(SERVER, ACK, 5001, 1031, b"");
    s.at(225);
    let copy = s.trace.add_copy(ack);
    s.push(SERVER, What::FrameAltered { frame: ack, how: Alteration::Duplicated { copy } });
    s.at(258).arrive(ack);
    s.at(280).arrive(copy);
    s.at(300);
    let bad = s.send(CLIENT, PSH_ACK, 1031, 5001, "Grüße, 世界\r\n".as_bytes());
    let how = s.trace.corrupted(bad, 60, 0x40);
    s.push(CLIENT, What::FrameAltered { frame: bad, how });
    s.at(334).arrive(bad).push(SERVER, What::FrameDiscarded { frame: bad });
    s.at(360).push(SERVER, What::Intervened { what: Intervention::PowerOff { node: NodeId(1) } });
    s.push(SERVER, What::PowerChanged { on: false });
    s.at(420).push(SERVER, What::PowerChanged { on: true });
    s.at(440);
    let data = s.send(CLIENT, PSH_ACK, 1031, 5001, b"anyone there?");
    s.at(474).arrive(data);
    let reset = s.send(SERVER, RST, 5001, 0, b"");
    s.at(508).arrive(reset).state(CLIENT, State::Established, State::Closed);
    s.finish()
}

/// A capture that begins in the middle, of `count` packets.
pub(crate) fn capture(count: u32) -> Trace {
    let mut s = Script::new(Origin::Captured);
    let (mut seq, mut now) = (77_000_u32, 0_u64);
    for i in 0..count {
        now += if i % 50 == 49 { 800_000_000 } else { 150_000 + u64::from(i % 7) * 90_000 };
        s.at_nanos(now);
        let frame = if i % 3 == 2 {
            s.send(CLIENT, ACK, 1, seq, b"")
        } else {
            let frame = s.send(SERVER, PSH_ACK, seq, 1, b"HTTP/1.1 200 OK\r\nServer: x\r\n");
            seq = seq.wrapping_add(28);
            frame
        };
        s.arrive(frame);
    }
    s.finish()
}

/// Every scene, with its name.
pub(crate) fn scenes() -> Vec<(&'static str, Trace)> {
    vec![
        ("by-hand", open_and_close()),
        ("lost-syn", lost_syn()),
        ("simultaneous-open", simultaneous_open()),
        ("troubles", troubles()),
        ("capture", capture(40)),
    ]
}

/// Every scene, and every lesson of the course in each of its variants, as the simulator runs it.
pub(crate) fn everything() -> Vec<(String, Trace)> {
    let mut all: Vec<_> =
        scenes().into_iter().map(|(name, trace)| (name.to_owned(), trace)).collect();
    for lesson in lessons() {
        let variants = lesson.variants.iter().map(|variant| Some(variant.id.as_str()));
        for variant in std::iter::once(None).chain(variants) {
            let name = format!("lesson-{}-{}", lesson.id, variant.unwrap_or("plain"));
            let scenario = lesson
                .scenario(variant, &Settings::default())
                .unwrap_or_else(|error| panic!("{name}: {error:?}"));
            let run = Recording::run(&scenario).unwrap_or_else(|error| panic!("{name}: {error:?}"));
            all.push((name, run.trace().clone()));
        }
    }
    all
}
