use super::*;
use crate::tshark;
use std::collections::BTreeSet;
use wireglass_core::addr::MacAddr;
use wireglass_core::http::{Limits as HttpLimits, Reader};
use wireglass_core::rules::Rule;
use wireglass_core::wire::{LayerKind, LinkType, dissect};
use wireglass_trace::{CallResult, Event, FrameId, Trace, What};

fn run() -> Recording {
    Recording::run(&web_request()).expect("the network makes sense")
}

/// When a rule was first applied on a node.
fn first(trace: &Trace, node: usize, rule: Rule) -> Option<usize> {
    let applied = |event: &Event| {
        event.node.index() == node && event.because.is_some_and(|reason| reason.rule() == rule)
    };
    trace.events().iter().position(applied)
}

#[test]
fn one_web_request_from_name_to_close() {
    use node::{AUTHORITY, HOME, PC, RESOLVER, ROOT, TLD, WEB};
    let run = run();
    let trace = run.trace();
    // Each of these leads to the next.
    let story = [
        (PC, Rule::DhcpDiscover),
        (HOME, Rule::DhcpOffer),
        (PC, Rule::DhcpSelect),
        (HOME, Rule::DhcpAck),
        (PC, Rule::DhcpBound),
        (PC, Rule::ArpProbe),
        (PC, Rule::ArpAnnounce),
        (PC, Rule::DnsAsk),
        (PC, Rule::ArpUnknown),
        (HOME, Rule::NatMapped),
        (RESOLVER, Rule::DnsRecursion),
        (RESOLVER, Rule::DnsAskRoot),
        (ROOT, Rule::DnsReferral),
        (TLD, Rule::DnsReferral),
        (AUTHORITY, Rule::DnsAuthoritative),
        (RESOLVER, Rule::DnsReply),
        (PC, Rule::DnsAnswered),
        (PC, Rule::OpenActive),
        (WEB, Rule::ListenSyn),
        (PC, Rule::SynAckOpens),
        (PC, Rule::HttpAsk),
        (WEB, Rule::HttpFound),
        (PC, Rule::HttpBody),
    ];
    let mut last = None;
    for (node, rule) in story {
        let place = first(trace, node, rule);
        assert!(place.is_some(), "{} on node {node} is missing", rule.id());
        assert!(place > last, "{} on node {node} comes too early", rule.id());
        last = place;
    }
    // The page is whole, curl is content, and the connection is closed by both sides.
    let pieces = trace.events().iter().filter_map(|event| match event.what {
        What::CallReturned { result: CallResult::Received { data }, .. }
            if event.node.index() == PC =>
        {
            Some(trace.bytes(data).to_vec())
        }
        _ => None,
    });
    let stream: Vec<u8> = pieces.flatten().collect();
    let mut reader = Reader::responses(HttpLimits::default());
    reader.expect(b"GET");
    let (mut messages, mut log) = (Vec::new(), Vec::new());
    reader.handle_bytes(&stream, &mut messages, &mut log).expect("HTTP");
    assert_eq!(messages.len(), 1);
    assert_eq!(messages[0].body, PAGE);
    let ended = trace.events().iter().filter_map(|event| match event.what {
        What::TaskEnded { code, .. } if event.node.index() == PC => Some(code),
        _ => None,
    });
    assert_eq!(ended.collect::<Vec<_>>(), [0]);
    let gone = trace.events().iter().filter(|event| {
        let closed = matches!(event.what, What::SocketDeleted { .. });
        closed && event.because.is_some_and(|reason| reason.rule() != Rule::HostOff)
    });
    assert!(gone.count() >= 2, "neither side is left with a connection");
}

#[test]
fn each_layer_of_each_frame_is_understood() {
    use LayerKind::{Arp, Dhcp, Dns, Ethernet, Ipv4, Tcp, Udp};
    let run = run();
    let trace = run.trace();
    let mut kinds = BTreeSet::new();
    for frame in (0..trace.frames().len()).map(FrameId::from_index) {
        let bytes = trace.frame_bytes(frame);
        let packet = dissect(bytes, LinkType::Ethernet, bytes.len());
        assert!(packet.malformed.is_none(), "{frame:?}: {:?}", packet.malformed);
        kinds.extend(packet.layers.iter().map(|layer| layer.kind));
    }
    for kind in [Arp, Dhcp, Dns, Ethernet, Ipv4, Tcp, Udp] {
        assert!(kinds.contains(&kind), "{kind:?} is not there");
    }
}

#[test]
fn the_table_of_rarp_means_the_host_that_asks() {
    let run = Recording::run(&services_on_a_link()).expect("the network makes sense");
    let mac = run.trace().node(NodeId(3)).interfaces[0].mac;
    assert_eq!(mac, Some(MacAddr([2, 0, 0, 0, 0, 4])));
}

#[test]
fn tshark_finds_nothing_wrong_with_any_frame() {
    if !tshark::available() {
        println!("tshark is not there: nothing is judged");
        return;
    }
    let complaints = tshark::judge_networks().expect("tshark runs");
    assert!(complaints.is_empty(), "\n{}", complaints.join("\n"));
}
