//! The observer on real captures: the kernel's conversation in this repository,
//! and those beside it that nobody here made (skipped, aloud, where they are
//! absent), with tshark's analysis beside ours where it is installed.

use std::path::PathBuf;
use std::process::Command;
use wireglass_capture::observer::{Conversation, conversations, observe};
use wireglass_capture::{Capture, Packet, Writer, read};
use wireglass_core::tcp::State::{
    CloseWait, Closed, Established, FinWait1, FinWait2, LastAck, Listen, SynReceived, SynSent,
    TimeWait,
};
use wireglass_trace::{Anomaly, Origin, Snapshot, SocketId};

fn kernel() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/kernel-conversation.pcap")
}

/// A capture from beside the repository; `None`, said aloud, if it is absent.
fn shared(name: &str) -> Option<PathBuf> {
    let path =
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/captures").join(name);
    if path.exists() {
        return Some(path);
    }
    eprintln!("SKIPPED: ../shared/captures/{name} is absent");
    None
}

fn open(path: &PathBuf) -> (Capture, Vec<u8>, Conversation) {
    let bytes = std::fs::read(path).unwrap();
    let capture = read(&bytes).unwrap();
    assert_eq!(capture.problems, []);
    let mut all = conversations(&capture, &bytes);
    assert_eq!(all.len(), 1);
    let only = all.remove(0);
    (capture, bytes, only)
}

fn anomalies(conversation: &Conversation) -> Vec<(u32, Anomaly)> {
    conversation.anomalies.iter().map(|unusual| (unusual.packet, unusual.anomaly)).collect()
}

#[test]
fn the_kernels_conversation() {
    let (capture, bytes, conversation) = open(&kernel());
    assert_eq!(conversation.endpoints.map(|end| end.ip().to_string()), ["10.9.0.1", "10.9.0.2"]);
    assert_eq!(conversation.endpoints[1].port(), 7_000);
    assert_eq!(conversation.packets.len(), 10, "ARP is not TCP");
    assert!(!conversation.began_midway);
    assert_eq!(conversation.checksum_offload, [false, false]);
    assert_eq!(anomalies(&conversation), []);
    let client = vec![Closed, SynSent, Established, FinWait1, FinWait2, TimeWait];
    let server = vec![Listen, SynReceived, Established, CloseWait, LastAck, Closed];
    assert_eq!(conversation.visited, [client, server]);

    let trace = observe(&capture, &bytes, &conversation);
    assert_eq!(trace.origin, Origin::Captured);
    assert_eq!(trace.steps().len(), 10);
    let names: Vec<_> = trace.nodes().iter().map(|node| node.name.as_str()).collect();
    assert_eq!(names, ["10.9.0.1", "10.9.0.2"]);
    for (frame, index) in trace.frames().iter().zip(&conversation.packets) {
        let expected = capture.data(&bytes, *index as usize).unwrap();
        assert_eq!(trace.bytes(frame.bytes), expected);
        assert!(frame.arrived);
    }
    let end = Snapshot::at(&trace, usize::MAX);
    assert_eq!(end.socket(SocketId(0)).state, Some(TimeWait));
    assert_eq!(end.socket(SocketId(1)).state, Some(Closed));
}

#[test]
fn a_handshake() {
    let Some(path) = shared("tcp_handshake.pcapng") else { return };
    let (_, _, conversation) = open(&path);
    let visited = [vec![Closed, SynSent, Established], vec![Listen, SynReceived, Established]];
    assert_eq!(conversation.visited, visited);
    assert_eq!(anomalies(&conversation), []);
}

#[test]
fn a_teardown_without_its_beginning() {
    let Some(path) = shared("tcp_teardown.pcapng") else { return };
    let (_, _, conversation) = open(&path);
    assert!(conversation.began_midway);
    assert_eq!(conversation.endpoints[0].port(), 80);
    let visited = [
        vec![Established, FinWait1, FinWait2, TimeWait],
        vec![Established, CloseWait, LastAck, Closed],
    ];
    assert_eq!(conversation.visited, visited);
    assert_eq!(anomalies(&conversation), []);
}

#[test]
fn sent_again_and_again() {
    let Some(path) = shared("tcp_retransmissions.pcapng") else { return };
    let (_, _, conversation) = open(&path);
    assert!(conversation.began_midway);
    assert_eq!(conversation.states, [Some(Established), None], "only one side is heard");
    let of = |kind| {
        anomalies(&conversation)
            .into_iter()
            .filter(|a| a.1 == kind)
            .map(|a| a.0)
            .collect::<Vec<_>>()
    };
    assert_eq!(of(Anomaly::Retransmission), [1, 2, 3, 4, 5]);
    assert_eq!(of(Anomaly::ProbablyLost), [0, 1, 2, 3, 4]);
    assert_eq!(anomalies(&conversation).len(), 10);
}

#[test]
fn a_page_is_fetched() {
    let Some(path) = shared("http_google.pcapng") else { return };
    let (capture, bytes, conversation) = open(&path);
    assert_eq!(conversation.states, [Some(Established); 2]);
    assert_eq!(anomalies(&conversation), []);
    assert_eq!(observe(&capture, &bytes, &conversation).steps().len(), 12);
}

#[test]
fn the_same_on_every_kind_of_link() {
    const COOKED: [u8; 16] = [0, 0, 0, 1, 0, 6, 2, 0, 0, 0, 0, 1, 0, 0, 8, 0];
    const COOKED_V2: [u8; 20] = [8, 0, 0, 0, 0, 0, 0, 2, 0, 1, 0, 6, 2, 0, 0, 0, 0, 1, 0, 0];
    let headers: [(u16, &[u8]); 10] = [
        (12, &[]),
        (14, &[]),
        (101, &[]),
        (228, &[]),
        (113, &COOKED),
        (276, &COOKED_V2),
        (0, &[2, 0, 0, 0]),
        (0, &[0, 0, 0, 2]),
        (108, &[0, 0, 0, 2]),
        (1, &[2, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 2, 0x81, 0, 0, 7, 8, 0]),
    ];
    let (capture, bytes, original) = open(&kernel());
    for (link_type, header) in headers {
        let mut writer = Writer::new(0, "");
        let interface = writer.interface(link_type, "");
        for &index in &original.packets {
            let frame = capture.data(&bytes, index as usize).unwrap();
            let data = [header, &frame[14..]].concat();
            let time_ns = capture.packets[index as usize].time_ns;
            let packet = Packet { interface, time_ns, data: &data, original: 0, comment: "" };
            writer.packet(&packet).unwrap();
        }
        let file = writer.finish();
        let capture = read(&file).unwrap();
        assert_eq!(capture.problems, []);
        let all = conversations(&capture, &file);
        let [found] = &all[..] else { panic!("link type {link_type}: {}", all.len()) };
        assert_eq!(found.endpoints, original.endpoints);
        assert_eq!(found.visited, original.visited);
        assert_eq!(found.checksum_offload, [false, false]);
        assert_eq!(observe(&capture, &file, found).steps().len(), 10);
    }
}

/// Fields of tshark's analysis, and what they are called here.
const FIELDS: [(&str, Anomaly); 13] = [
    ("retransmission", Anomaly::Retransmission),
    ("fast_retransmission", Anomaly::FastRetransmission),
    ("spurious_retransmission", Anomaly::SpuriousRetransmission),
    ("out_of_order", Anomaly::OutOfOrder),
    ("duplicate_ack", Anomaly::DuplicateAck),
    ("zero_window", Anomaly::ZeroWindow),
    ("zero_window_probe", Anomaly::ZeroWindowProbe),
    ("window_update", Anomaly::WindowUpdate),
    ("keep_alive", Anomaly::KeepAlive),
    ("window_full", Anomaly::WindowFull),
    ("lost_segment", Anomaly::GapBefore),
    ("ack_lost_segment", Anomaly::AckOfUnseen),
    ("reused_ports", Anomaly::PortsReused),
];

/// What tshark finds unusual, in our words. `None`, said aloud, if it is not installed.
fn tshark(path: &PathBuf) -> Option<Vec<(u32, Anomaly)>> {
    let mut command = Command::new("tshark");
    command.arg("-r").arg(path).args(["-T", "fields", "-e", "frame.number"]);
    for (field, _) in FIELDS {
        command.arg("-e").arg(format!("tcp.analysis.{field}"));
    }
    let output = match command.output() {
        Ok(output) => output,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            eprintln!("SKIPPED: tshark is not installed");
            return None;
        }
        Err(error) => panic!("tshark: {error}"),
    };
    assert!(output.status.success(), "{output:?}");
    let printed = String::from_utf8(output.stdout).unwrap();
    let mut found = Vec::new();
    for line in printed.lines() {
        let mut columns = line.split('\t');
        let packet = columns.next().unwrap().parse::<u32>().unwrap() - 1;
        let set = columns.zip(FIELDS).filter(|(column, _)| !column.is_empty());
        let mut kinds: Vec<_> = set.map(|(_, (_, anomaly))| anomaly).collect();
        // There, every retransmission is also a plain one.
        if kinds.iter().filter(|kind| kind.is_retransmission()).count() > 1 {
            kinds.retain(|kind| *kind != Anomaly::Retransmission);
        }
        kinds.sort();
        found.extend(kinds.into_iter().map(|kind| (packet, kind)));
    }
    Some(found)
}

#[test]
fn tshark_sees_the_same() {
    let names = ["tcp_handshake", "tcp_teardown", "tcp_retransmissions", "http_google"];
    let files = names.iter().filter_map(|name| shared(&format!("{name}.pcapng")));
    for path in files.chain([kernel()]) {
        let Some(theirs) = tshark(&path) else { return };
        let (_, _, conversation) = open(&path);
        let known = |(_, anomaly): &(u32, Anomaly)| FIELDS.iter().any(|(_, kind)| kind == anomaly);
        let ours: Vec<_> = anomalies(&conversation).into_iter().filter(known).collect();
        assert_eq!(ours, theirs, "{}", path.display());
    }
}
