use super::*;
use crate::lint;

use wireglass_trace::{
    Errno, Fd, FdSet, Node, NodeId, Origin, Socket, Table, Task, TaskKind, Transport,
};

fn trace() -> (Trace, SocketId, Bytes) {
    let mut trace = Trace::new(Origin::Simulated);
    for name in ["Client", "*Server`"] {
        trace.add_node(Node::host(name, &[], None));
    }
    let socket = trace.add_socket(Socket {
        node: NodeId(0),
        transport: Transport::Tcp,
        local: "10.0.0.2:49152".parse().expect("an address"),
        remote: Some("10.0.0.9:80".parse().expect("an address")),
        parent: None,
        listening: false,
    });
    let data = trace.add_bytes(b"GET /");
    (trace, socket, data)
}

fn calls(data: Bytes) -> [Call; 10] {
    [
        Call::Bind { port: 5000 },
        Call::Listen { port: 80 },
        Call::Accept,
        Call::Connect { port: 80 },
        Call::Send { data },
        Call::Receive { max: 100 },
        Call::Shutdown,
        Call::Close,
        Call::Abort,
        Call::Sleep { duration: Duration::from_millis(1500) },
    ]
}

#[test]
fn calls_are_written_as_in_a_program() {
    let (trace, socket, data) = trace();
    let text = calls(data).map(|made| call(Lang::En, &trace, &made, Some(socket)));
    assert_eq!(
        text,
        [
            "bind(:5000)",
            "listen(:80)",
            "accept()",
            "connect(10.0.0.9:80)",
            "send(\"GET /\")",
            "recv()",
            "shutdown(SHUT_WR)",
            "close()",
            "abort()",
            "sleep(1.5 s)",
        ]
    );
    assert_eq!(call(Lang::En, &trace, &Call::Connect { port: 80 }, None), "connect(:80)");
}

#[test]
fn every_call_and_result_is_explained() {
    let (mut trace, socket, data) = trace();
    let datagram = trace.add_datagram(Datagram { peer: ([10, 0, 0, 9], 53).into(), data });
    let fds: FdSet = [Fd(3), Fd(5)].into_iter().collect();
    let others = [
        Call::Socket { transport: Transport::Udp },
        Call::SendTo { datagram, ttl: 64 },
        Call::ReceiveFrom { max: 512 },
        Call::ReceiveError,
        Call::Echo { datagram, ttl: 64 },
        Call::Poll { fds, timeout: -1 },
        Call::Show,
        Call::Change { table: Table::Addresses },
    ];
    let texts = others.map(|made| call(Lang::En, &trace, &made, None));
    assert_eq!(
        texts,
        [
            "socket(SOCK_DGRAM)",
            "sendto(10.0.0.9:53, \"GET /\")",
            "recvfrom()",
            "recvmsg(MSG_ERRQUEUE)",
            "ping 10.0.0.9",
            "poll([3, 5], -1)",
            "netlink(GET)",
            "netlink(SET)",
        ]
    );
    for made in calls(data).into_iter().chain(others) {
        let help = Lang::ALL.map(|lang| call_help(lang, &made));
        lint::sentence(help[0], help[1], help[0]);
        lint::sentences(|lang| call_waits(lang, &made), help[0]);
    }
    let binary = trace.add_bytes(&[0, 255]);
    let results = [
        CallResult::Done,
        CallResult::Accepted { socket },
        CallResult::Sent { bytes: 1 },
        CallResult::Received { data },
        CallResult::Received { data: binary },
        CallResult::EndOfStream,
        CallResult::Opened { fd: Fd(3) },
        CallResult::Ready { fds },
        CallResult::Ready { fds: FdSet::EMPTY },
        CallResult::ReceivedFrom { datagram, cut: 0 },
        CallResult::Failed { error: Errno::Econnreset },
    ];
    for result in results {
        let [en, zh] = Lang::ALL.map(|lang| call_result(lang, &trace, &result).plain());
        lint::translated(&en, &zh, &format!("{result:?}"));
    }
    let received = call_result(Lang::En, &trace, &results[3]).plain();
    assert_eq!(received, "returns 5 bytes: “GET /”");
}

#[test]
fn every_what_if_is_a_question() {
    let (mut trace, ..) = trace();
    let link = trace.add_link(wireglass_trace::Link::between(
        [NodeId(0), NodeId(1)],
        wireglass_core::wire::LinkType::Ethernet,
    ));
    let frame = trace.add_frame(link, NodeId(0), NodeId(1), &[0; 14], None);
    let by = Duration::from_millis(50);
    let node = NodeId(1);
    let (name, kind) = ("ping 10.0.0.9".to_owned(), TaskKind::Command);
    let task = trace.add_task(Task { node, name, kind });
    let all = [
        Intervention::Drop { frame },
        Intervention::Delay { frame, by },
        Intervention::Duplicate { frame, after: Duration::ZERO },
        Intervention::Duplicate { frame, after: by },
        Intervention::Corrupt { frame, offset: 34, flip: 1 },
        Intervention::Close { node },
        Intervention::Abort { node },
        Intervention::PowerOff { node },
        Intervention::PowerOn { node },
        Intervention::Run { task },
        Intervention::Interrupt { task },
    ];
    for what in &all {
        let place = format!("{what:?}");
        lint::sentences(|lang| what_if_name(lang, what, &trace), &place);
    }
    assert!(what_if_name(Lang::En, &all[5], &trace).plain().contains("*Server`"));
    let typed = what_if_name(Lang::En, &all[9], &trace).plain();
    assert!(typed.contains("ping 10.0.0.9"), "{typed}");
    assert_eq!(interventions(Lang::En, &[], &trace).plain(), "Reality");
    assert!(interventions(Lang::En, &all, &trace).plain().ends_with("(and 10 more)"));
    // A node that is not there is no reason to panic.
    let nowhere = Intervention::Close { node: NodeId(7) };
    assert!(what_if_name(Lang::En, &nowhere, &trace).plain().contains('?'));
}

#[test]
fn every_difference_is_explained() {
    let both = Row::Both { left: 3, right: 4, same_time: false };
    for row in [both, Row::Left(3), Row::Right(3)] {
        let comparison = Comparison { rows: vec![row], first_difference: Some(0) };
        lint::sentences(|lang| difference(lang, "Reality", "*What if`", &comparison), "row");
        let text = difference(Lang::En, "Reality", "*What if`", &comparison).plain();
        assert!(text.contains("step 4"), "{text}");
    }
    let same = Comparison::default();
    let [en, zh] = Lang::ALL.map(|lang| difference(lang, "A", "B", &same).plain());
    assert_eq!(en, "“A” and “B” are the same from beginning to end.");
    assert_eq!(zh, "“A”与“B”从头到尾完全相同。");
}
