use super::*;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use wireglass_core::addr::MacAddr;
use wireglass_core::seq::Seq;
use wireglass_core::time::{Duration, Instant};
use wireglass_core::wire::tcp::{Flags, Header};
use wireglass_core::wire::{EtherType, LinkType, Protocol, arp, ethernet, ipv4};
use wireglass_trace::{Call, CallResult, Errno, Intervention, Node, Origin, Row};

const CLIENT: NodeId = NodeId(0);
const SERVER: NodeId = NodeId(1);

fn address(host: u8) -> IpAddr {
    IpAddr::V4(Ipv4Addr::new(10, 0, 0, host))
}

/// Two hosts and a link, and the client's socket.
fn two_hosts(names: [&str; 2]) -> (Trace, wireglass_trace::LinkId, SocketId) {
    let mut trace = Trace::new(Origin::Simulated);
    for (name, host) in names.into_iter().zip([2, 9]) {
        let mac = MacAddr([2, 0, 0, 0, 0, host]);
        trace.add_node(Node::host(name, &[address(host)], Some(mac)));
    }
    let link = trace.add_link(wireglass_trace::Link::between([CLIENT, SERVER], LinkType::Ethernet));
    let socket = trace.add_socket(wireglass_trace::Socket {
        node: CLIENT,
        transport: wireglass_trace::Transport::Tcp,
        local: SocketAddr::new(address(2), 49152),
        remote: Some(SocketAddr::new(address(9), 80)),
        parent: None,
        listening: false,
    });
    (trace, link, socket)
}

fn frame(src: u8, dst: u8, header: &Header, payload: &[u8]) -> Vec<u8> {
    let mut segment = Vec::new();
    header.emit(payload, address(src), address(dst), &mut segment);
    let mut bytes = Vec::new();
    let mac = |host| MacAddr([2, 0, 0, 0, 0, host]);
    let ethertype = EtherType::Ipv4;
    ethernet::Header { dst: mac(dst), src: mac(src), ethertype, vlan: None }.emit(&mut bytes);
    let ip = ipv4::Header {
        src: Ipv4Addr::new(10, 0, 0, src),
        dst: Ipv4Addr::new(10, 0, 0, dst),
        protocol: Protocol::Tcp,
        ttl: 64,
        ident: 1,
        dont_fragment: true,
        more_fragments: false,
        fragment_offset: 0,
        tos: 0,
    };
    ip.emit(segment.len(), &mut bytes);
    bytes.extend_from_slice(&segment);
    bytes
}

fn syn_ack() -> Header {
    Header {
        src_port: 80,
        dst_port: 49152,
        seq: Seq(5000),
        ack: Seq(1001),
        flags: Flags::SYN | Flags::ACK,
        window: 65_535,
        ..Header::default()
    }
}

/// The step of the design's picture: a SYN, ACK arrives at Client.
fn picture() -> Trace {
    let (mut trace, link, socket) = two_hosts(["Client", "Server"]);
    let at = Instant::ZERO + Duration::from_millis(44);
    trace.begin_step(at);
    let bytes = frame(9, 2, &syn_ack(), &[]);
    let id = trace.add_frame(link, SERVER, CLIENT, &bytes, None);
    let because = Reason::SendSynAck { iss: Seq(5000), ack: Seq(1001) };
    let sent = trace.push(SERVER, What::FrameSent { frame: id }, Some(because), None);
    trace.begin_step(at + Duration::from_millis(40));
    trace.push(CLIENT, What::FrameArrived { frame: id }, None, Some(sent));
    let noted = What::Noted { socket: Some(socket) };
    let (una, ack, nxt) = (Seq(1000), Seq(1001), Seq(1001));
    trace.push(CLIENT, noted, Some(Reason::AckAcceptable { una, ack, nxt }), None);
    let opened = Reason::SynAckOpens { irs: Seq(5000), iss: Seq(1000), una: Seq(1001) };
    let (from, to) = (State::SynSent, State::Established);
    trace.push(CLIENT, What::StateChanged { socket, from, to }, Some(opened), None);
    trace.finish();
    trace
}

#[test]
fn the_step_of_the_picture() {
    let story = step(Lang::En, &picture(), 1);
    assert_eq!(story.title.plain(), "SYN, ACK arrives at Client");
    assert_eq!(story.pill.expect("a frame").text, "SYN, ACK");
    assert_eq!(
        story.body[0].plain(),
        "Client asked for a connection with sequence number 1000. This segment acknowledges \
         1001, so the SYN itself used up one number. It also carries Server's own SYN, 5000: \
         for Client the connection is open."
    );
    assert_eq!(story.body.len(), 1, "the acceptable ACK is implied: {:?}", story.body);
    let change = story.transitions[0];
    assert_eq!((change.from, change.to), (State::SynSent, State::Established));
    assert_eq!(story.cites[0].rule, Rule::SynAckOpens);
    let check = story.cites[1].check.as_deref();
    assert_eq!(check, Some("SND.UNA 1000 < SEG.ACK 1001 ≤ SND.NXT 1001"));
    let (cause, title) = story.cause.expect("it was sent");
    assert_eq!((cause, title.plain().as_str()), (0, "SYN, ACK leaves Server"));
}

#[test]
fn the_same_step_in_one_line_and_in_chinese() {
    let trace = picture();
    assert_eq!(
        step_line(Lang::En, &trace, 1),
        "SYN, ACK arrives at Client (Client: SYN-SENT → ESTABLISHED)"
    );
    assert_eq!(
        step_line(Lang::Zh, &trace, 1),
        "SYN, ACK 到达 Client（Client：SYN-SENT → ESTABLISHED）"
    );
    let body = step(Lang::Zh, &trace, 1).body;
    assert!(body[0].plain().contains("SYN 本身占用了一个序列号"), "{body:?}");
}

#[test]
fn a_frame_s_comment_tells_why_it_was_sent_and_what_it_did() {
    let trace = picture();
    let comment = frame_comment(Lang::En, &trace, FrameId(0));
    let lines: Vec<_> = comment.lines().collect();
    assert_eq!(lines[0], "SYN, ACK leaves Server");
    assert!(lines[1].starts_with("Server answers with both halves in one segment"), "{comment}");
    assert_eq!(lines[2], "SYN, ACK arrives at Client (Client: SYN-SENT → ESTABLISHED)");
    assert!(!comment.contains(['`', '*']));
    assert_eq!(frame_comment(Lang::En, &trace, FrameId(99)), "");
}

#[test]
fn a_host_s_name_cannot_pass_for_emphasis() {
    let (mut trace, _, socket) = two_hosts(["*Mallory*", "`Bob\\"]);
    trace.begin_step(Instant::ZERO);
    let (from, to) = (State::Closed, State::SynSent);
    let because = Some(Reason::OpenActive { iss: Seq(7) });
    trace.push(CLIENT, What::StateChanged { socket, from, to }, because, None);
    trace.finish();
    for lang in Lang::ALL {
        let story = step(lang, &trace, 0);
        assert!(story.title.plain().contains("*Mallory*"), "{:?}", story.title);
        let sentence = story.body[0].plain();
        assert!(sentence.contains("*Mallory*") && sentence.contains("`Bob\\"), "{sentence}");
    }
}

/// A trace of one step with one event.
fn only(what: What, because: Option<Reason>) -> Trace {
    let (mut trace, ..) = two_hosts(["Client", "Server"]);
    trace.add_task(wireglass_trace::Task {
        node: CLIENT,
        name: "Client".to_owned(),
        kind: wireglass_trace::TaskKind::Program,
    });
    trace.begin_step(Instant::ZERO);
    trace.push(CLIENT, what, because, None);
    trace.finish();
    trace
}

#[test]
fn every_kind_of_trigger_has_a_title_and_a_sentence() {
    use wireglass_core::tcp::{Timer, Variable};
    let (socket, task) = (SocketId(0), wireglass_trace::TaskId(0));
    let call = Call::Accept;
    let all = [
        What::SocketOpened { socket },
        What::SocketDeleted { socket },
        What::StateChanged { socket, from: State::Closed, to: State::Listen },
        What::VariableSet { socket, variable: Variable::SndNxt, value: 1 },
        What::TimerSet { socket, timer: Timer::Persist, due: Instant::ZERO },
        What::TimerStopped { socket, timer: Timer::User },
        What::TimerFired { socket, timer: Timer::TimeWait },
        What::Noted { socket: None },
        What::CallMade { task, socket: None, fd: None, call },
        What::CallBlocked { task, call },
        What::CallResumed { task, call },
        What::CallReturned { task, result: CallResult::Done },
        What::CallReturned { task, result: CallResult::Failed { error: Errno::Epipe } },
        What::TaskEnded { task, code: 0 },
        What::LinkChanged { link: wireglass_trace::LinkId(0), up: false },
        What::PowerChanged { on: true },
        What::PowerChanged { on: false },
        What::Intervened { what: Intervention::PowerOff { node: SERVER } },
    ];
    for what in all {
        let trace = only(what, None);
        for lang in Lang::ALL {
            let story = step(lang, &trace, 0);
            let place = format!("{what:?}");
            crate::lint::text(lang, &story.title.plain(), &place);
            assert!(!story.body.is_empty(), "{place}");
            for sentence in story.body {
                crate::lint::text(lang, &sentence.plain(), &place);
            }
        }
    }
}

#[test]
fn arp_is_told_too() {
    let (mut trace, link, _) = two_hosts(["Client", "Server"]);
    let mac = |host| MacAddr([2, 0, 0, 0, 0, host]);
    let packet = arp::Packet {
        operation: arp::Operation::Request,
        sender_mac: mac(2),
        sender_ip: Ipv4Addr::new(10, 0, 0, 2),
        target_mac: MacAddr::UNSPECIFIED,
        target_ip: Ipv4Addr::new(10, 0, 0, 9),
    };
    let mut bytes = Vec::new();
    let ethertype = EtherType::Arp;
    let dst = MacAddr::BROADCAST;
    ethernet::Header { dst, src: mac(2), ethertype, vlan: None }.emit(&mut bytes);
    packet.emit(&mut bytes);
    trace.begin_step(Instant::ZERO);
    let id = trace.add_frame(link, CLIENT, SERVER, &bytes, None);
    let ip = packet.target_ip;
    let sent =
        trace.push(CLIENT, What::FrameSent { frame: id }, Some(Reason::ArpUnknown { ip }), None);
    trace.begin_step(Instant::ZERO + Duration::from_millis(40));
    trace.push(SERVER, What::FrameArrived { frame: id }, None, Some(sent));
    let row = trace.add_row(Row::Arp { port: 0, ip: address(2), mac: mac(2) });
    let what = What::RowSet { row };
    trace.push(SERVER, what, Some(Reason::ArpLearn { ip: packet.sender_ip }), None);
    trace.finish();
    let story = step(Lang::En, &trace, 1);
    assert_eq!(story.title.plain(), "ARP request arrives at Server");
    assert!(story.body[0].plain().contains("Server remembers it"), "{:?}", story.body);
    let story = step(Lang::Zh, &trace, 1);
    assert_eq!(story.title.plain(), "ARP 请求 到达 Server");
}

#[test]
fn a_loss_says_who_will_find_out() {
    let (mut trace, link, _) = two_hosts(["Client", "Server"]);
    let because = Some(Reason::LinkLoses { rate_ppm: 25_000 });
    let data = Header { flags: Flags::ACK | Flags::PSH, ..syn_ack() };
    let bare = Header { flags: Flags::ACK, ..syn_ack() };
    let reset = Header { flags: Flags::RST, ..syn_ack() };
    for (header, payload) in [(data, &b"hello"[..]), (bare, b""), (reset, b"")] {
        let bytes = frame(9, 2, &header, payload);
        trace.begin_step(Instant::ZERO);
        let id = trace.add_frame(link, SERVER, CLIENT, &bytes, None);
        trace.push(SERVER, What::FrameLost { frame: id }, because, None);
    }
    trace.finish();
    let told = |index: usize| {
        let story = step(Lang::En, &trace, index);
        (story.title.plain(), story.body.iter().map(Markup::plain).collect::<Vec<_>>().join(" "))
    };
    let (title, body) = told(0);
    assert_eq!(title, "PSH, ACK “hello” is lost on its way to Client");
    assert!(body.contains("2.5%") && body.contains("when no acknowledgement comes"), "{body}");
    assert!(told(1).1.contains("Nothing acknowledges an ACK"));
    assert!(told(2).1.contains("Client goes on believing"));
}
