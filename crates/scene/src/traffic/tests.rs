use super::*;
use crate::golden::nets;
use wireglass_trace::NodeId;

#[test]
fn frames_are_what_they_carry() {
    let trace = nets::web();
    let traffic = Traffic::new(&trace);
    let mut labels: Vec<&str> = Vec::new();
    for index in 0..trace.frames().len() {
        let label = traffic.facts(FrameId::from_index(index)).label.as_str();
        if !labels.contains(&label) {
            labels.push(label);
        }
    }
    assert_eq!(
        labels,
        ["ARP", "ARP reply", "SYN", "SYN-ACK", "ACK", "HTTP GET", "HTTP 200", "FIN"],
        "in the order of their first appearance"
    );
    assert_eq!(traffic.protocols(), [Protocol::Arp, Protocol::Http, Protocol::Tcp]);
}

#[test]
fn roles_follow_protocols() {
    for (trace, label, role, protocol) in [
        (nets::web(), "ARP", Role::Arp, Protocol::Arp),
        (nets::web(), "SYN-ACK", Role::SynAck, Protocol::Tcp),
        (nets::web(), "HTTP GET", Role::Data, Protocol::Http),
        (nets::hub(), "Echo", Role::Icmp, Protocol::Icmp),
        (nets::ring(), "BPDU", Role::Stp, Protocol::Stp),
        (nets::datagrams(), "UDP", Role::Udp, Protocol::Udp),
        (nets::datagrams(), "Unreachable", Role::Icmp, Protocol::Icmp),
    ] {
        let traffic = Traffic::new(&trace);
        let facts = traffic.facts.iter().find(|facts| facts.label == label).expect(label);
        assert_eq!((facts.role, facts.protocol), (role, protocol), "{label}");
    }
}

/// The messages of DHCP, DNS, TFTP, RIP and IGMP by their bytes.
#[test]
fn messages_have_the_names_of_their_protocols() {
    let udp = |from: u16, to: u16, data: &[u8]| {
        let mut bytes = Vec::new();
        bytes.extend(from.to_be_bytes());
        bytes.extend(to.to_be_bytes());
        bytes.extend(u16::try_from(8 + data.len()).expect("short").to_be_bytes());
        bytes.extend([0, 0]);
        bytes.extend(data);
        (17, bytes)
    };
    let dns = |flags: [u8; 2]| {
        let mut data = vec![0, 7, flags[0], flags[1], 0, 1, 0, 0, 0, 0, 0, 0];
        data.extend(b"\x03abc\x03com\x00\x00\x01\x00\x01");
        data
    };
    for ((number, payload), label, protocol) in [
        (udp(49152, 53, &dns([1, 0])), "DNS query", Protocol::Dns),
        (udp(53, 49152, &dns([0x81, 0x80])), "DNS answer", Protocol::Dns),
        (udp(53, 49152, &dns([0x81, 0x83])), "NXDOMAIN", Protocol::Dns),
        (udp(49152, 69, b"\x00\x01file\x00octet\x00"), "RRQ", Protocol::Tftp),
        (udp(50000, 49152, b"\x00\x03\x00\x02data"), "DATA 2", Protocol::Tftp),
        (udp(49152, 50000, b"\x00\x04\x00\x02"), "ACK 2", Protocol::Tftp),
        (udp(520, 520, &[1, 2, 0, 0]), "RIP request", Protocol::Rip),
        (udp(520, 520, &[2, 2, 0, 0]), "RIP response", Protocol::Rip),
        ((2, vec![0x16, 0, 0, 0, 239, 1, 2, 3]), "IGMP report", Protocol::Igmp),
        ((1, vec![11, 0, 0, 0, 0, 0, 0, 0]), "Time exceeded", Protocol::Icmp),
        ((99, vec![1, 2, 3]), "…", Protocol::Other),
    ] {
        let trace = nets::one_packet(number, &payload);
        let traffic = Traffic::new(&trace);
        let facts = traffic.facts(FrameId(0));
        assert_eq!((facts.label.as_str(), facts.protocol), (label, protocol));
    }
}

#[test]
fn an_exchange_is_one_flow_wherever_it_passes() {
    let trace = nets::home();
    let traffic = Traffic::new(&trace);
    let of = |label: &str, from: usize| {
        (0..trace.frames().len())
            .map(FrameId::from_index)
            .find(|id| {
                let node = trace.frame(*id).from;
                traffic.facts(*id).label == label && node == NodeId::from_index(from)
            })
            .expect(label)
    };
    // Node 4 is the home router, 7 the provider's, 2 the server.
    let syn = of("SYN", 0);
    assert!(traffic.is_same_flow(syn, of("SYN", 4)), "behind the translator");
    assert!(traffic.is_same_flow(syn, of("SYN-ACK", 2)), "the way back");
    assert!(traffic.is_same_flow(of("HTTP 200", 7), syn), "all the way");
    assert!(!traffic.is_same_flow(syn, of("ARP", 0)));
}

#[test]
fn an_error_belongs_to_what_it_is_about() {
    let trace = nets::datagrams();
    let traffic = Traffic::new(&trace);
    let find = |label: &str| {
        (0..trace.frames().len())
            .map(FrameId::from_index)
            .find(|id| traffic.facts(*id).label == label)
            .expect(label)
    };
    assert!(traffic.is_same_flow(find("UDP"), find("Unreachable")));
}

#[test]
fn all_parts_of_a_datagram_are_one_flow() {
    let trace = nets::fragments();
    let traffic = Traffic::new(&trace);
    let parts: Vec<FrameId> = (0..trace.frames().len())
        .map(FrameId::from_index)
        .filter(|id| ["ICMP 1/…", "IP …"].contains(&traffic.facts(*id).label.as_str()))
        .collect();
    assert!(parts.len() >= 4, "{parts:?}");
    assert!(parts.iter().all(|part| traffic.is_same_flow(*part, parts[0])));
}

#[test]
fn filters_leave_out_what_they_say() {
    let trace = nets::web();
    let traffic = Traffic::new(&trace);
    let count = |filter: Filter| {
        (0..trace.frames().len())
            .filter(|index| traffic.shows(&filter, FrameId::from_index(*index)))
            .count()
    };
    let by = |protocol: Protocol| {
        traffic.facts.iter().filter(|facts| facts.protocol == protocol).count()
    };
    let all = trace.frames().len();
    assert_eq!(count(Filter::default()), all);
    assert_eq!(count(Filter { hide_arp: true, ..Filter::default() }), all - by(Protocol::Arp));
    let only = |only| count(Filter { only: Some(only), ..Filter::default() });
    assert_eq!(only(Protocol::Arp), by(Protocol::Arp));
    assert_eq!(only(Protocol::Http), by(Protocol::Http));
    assert_eq!(only(Protocol::Tcp), by(Protocol::Http) + by(Protocol::Tcp));
    let first =
        (0..all).map(FrameId::from_index).find(|id| traffic.facts(*id).protocol == Protocol::Tcp);
    let flow = count(Filter { flow: first, ..Filter::default() });
    assert_eq!(flow, only(Protocol::Tcp), "there is one connection");
}
