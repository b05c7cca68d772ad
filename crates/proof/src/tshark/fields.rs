//! tshark takes packets apart, and so do we: the values of the fields are the same.

use super::run::available;
use crate::evidence::{root, target};
use std::collections::BTreeMap;
use std::fs;
use std::net::{IpAddr, Ipv4Addr};
use std::path::Path;
use std::process::Command;
use wireglass_core::addr::MacAddr;
use wireglass_core::http;
use wireglass_core::seq::Seq;
use wireglass_core::wire::dhcp::{self, DhcpOption, MessageType, OptionKind, OptionValue};
use wireglass_core::wire::dns::{Data, Message, Question, Rcode, Record, RecordType, Soa};
use wireglass_core::wire::stp::{Bpdu, BridgeId, Configuration};
use wireglass_core::wire::tftp::{ErrorCode, Packet, Request, TftpOption};
use wireglass_core::wire::{
    EtherType, Field, FieldName, LayerKind, LinkType, Protocol, Value, arp, dissect, ethernet,
    icmp, igmp, ipv4, rip, stp, tcp, udp,
};

/// Between the values of a field that a packet has more than once.
const AGGREGATOR: char = '\u{1f}';

/// How a value of ours and one of tshark's are compared.
#[derive(Clone, Copy)]
enum How {
    /// As numbers, whichever way they are written; flags as 0 and 1.
    Number,
    /// Ours times this.
    Times(u64),
    /// As they are written: addresses.
    Written,
    /// As text, without the dot that ends a name.
    Text,
    /// As text, in HTTP's requests only or in its responses only: tshark names them apart.
    InHttp {
        /// Which.
        requests: bool,
    },
    /// The first only: tshark calls what stands in a client's identifier by the same name.
    First,
    /// As numbers, in answers only: tshark does not show in a question what counts in answers.
    InAnswers,
}

use FieldName as F;
use How::{First, InAnswers, InHttp, Number, Text, Times, Written};

/// Our field, tshark's, and how to compare. A field that is not here tshark has not, or shows
/// otherwise (a time already multiplied, an option by a name of its own).
const TABLE: &[(FieldName, &str, How)] = &[
    (F::EthernetDestination, "eth.dst", Written),
    (F::EthernetSource, "eth.src", Written),
    (F::ArpOperation, "arp.opcode", Number),
    (F::ArpSenderMac, "arp.src.hw_mac", Written),
    (F::ArpSenderIp, "arp.src.proto_ipv4", Written),
    (F::ArpTargetMac, "arp.dst.hw_mac", Written),
    (F::ArpTargetIp, "arp.dst.proto_ipv4", Written),
    (F::Ipv4HeaderLength, "ip.hdr_len", Times(4)),
    (F::Ipv4TotalLength, "ip.len", Number),
    (F::Ipv4Identification, "ip.id", Number),
    (F::Ipv4DontFragment, "ip.flags.df", Number),
    (F::Ipv4MoreFragments, "ip.flags.mf", Number),
    (F::Ipv4Ttl, "ip.ttl", Number),
    (F::Ipv4Protocol, "ip.proto", Number),
    (F::Ipv4Checksum, "ip.checksum", Number),
    (F::Ipv4Source, "ip.src", Written),
    (F::Ipv4Destination, "ip.dst", Written),
    (F::UdpSourcePort, "udp.srcport", Number),
    (F::UdpDestinationPort, "udp.dstport", Number),
    (F::UdpLength, "udp.length", Number),
    (F::UdpChecksum, "udp.checksum", Number),
    (F::IcmpType, "icmp.type", Number),
    (F::IcmpCode, "icmp.code", Number),
    (F::IcmpChecksum, "icmp.checksum", Number),
    (F::IcmpGateway, "icmp.redir_gw", Written),
    (F::IcmpPointer, "icmp.pointer", Number),
    (F::IcmpMtu, "icmp.mtu", Number),
    (F::IgmpType, "igmp.type", Number),
    (F::IgmpMaxResponse, "igmp.max_resp", Number),
    (F::IgmpChecksum, "igmp.checksum", Number),
    (F::IgmpGroup, "igmp.maddr", Written),
    (F::DhcpOperation, "dhcp.type", Number),
    (F::DhcpHardwareType, "dhcp.hw.type", First),
    (F::DhcpHops, "dhcp.hops", Number),
    (F::DhcpTransaction, "dhcp.id", Number),
    (F::DhcpBroadcast, "dhcp.flags.bc", Number),
    (F::DhcpClientIp, "dhcp.ip.client", Written),
    (F::DhcpYourIp, "dhcp.ip.your", Written),
    (F::DhcpServerIp, "dhcp.ip.server", Written),
    (F::DhcpRelayIp, "dhcp.ip.relay", Written),
    (F::DhcpClientMac, "dhcp.hw.mac_addr", First),
    (F::DhcpOptionLength, "dhcp.option.length", Number),
    (F::DhcpMessageType, "dhcp.option.dhcp", Number),
    (F::DhcpOptionRequested, "dhcp.option.request_list_item", Number),
    (F::DnsId, "dns.id", Number),
    (F::DnsIsResponse, "dns.flags.response", Number),
    (F::DnsOpcode, "dns.flags.opcode", Number),
    (F::DnsAuthoritative, "dns.flags.authoritative", InAnswers),
    (F::DnsTruncated, "dns.flags.truncated", Number),
    (F::DnsRecursionDesired, "dns.flags.recdesired", Number),
    (F::DnsQuestionCount, "dns.count.queries", Number),
    (F::DnsAnswerCount, "dns.count.answers", Number),
    (F::DnsAuthorityCount, "dns.count.auth_rr", Number),
    (F::DnsAdditionalCount, "dns.count.add_rr", Number),
    (F::DnsQueryName, "dns.qry.name", Text),
    (F::DnsQueryType, "dns.qry.type", Number),
    (F::DnsName, "dns.resp.name", Text),
    (F::DnsType, "dns.resp.type", Number),
    (F::DnsTtl, "dns.resp.ttl", Number),
    (F::DnsDataLength, "dns.resp.len", Number),
    (F::DnsA, "dns.a", Written),
    (F::DnsAaaa, "dns.aaaa", Written),
    (F::DnsNs, "dns.ns", Text),
    (F::DnsCname, "dns.cname", Text),
    (F::DnsPtr, "dns.ptr.domain_name", Text),
    (F::DnsMxPreference, "dns.mx.preference", Number),
    (F::DnsMxExchange, "dns.mx.mail_exchange", Text),
    (F::DnsSoaPrimary, "dns.soa.mname", Text),
    (F::DnsSoaMailbox, "dns.soa.rname", Text),
    (F::DnsSoaSerial, "dns.soa.serial_number", Number),
    (F::DnsSoaMinimum, "dns.soa.minimum_ttl", Number),
    (F::DnsText, "dns.txt", Text),
    (F::DnsUdpSize, "dns.rr.udp_payload_size", Number),
    (F::TftpOpcode, "tftp.opcode", Number),
    (F::TftpFile, "tftp.source_file", Text),
    (F::TftpMode, "tftp.type", Text),
    (F::TftpOptionName, "tftp.option.name", Text),
    (F::TftpOptionValue, "tftp.option.value", Text),
    (F::TftpBlock, "tftp.block", Number),
    (F::TftpErrorCode, "tftp.error.code", Number),
    (F::TftpErrorText, "tftp.error.message", Text),
    (F::HttpMethod, "http.request.method", Text),
    (F::HttpTarget, "http.request.uri", Text),
    (F::HttpVersion, "http.request.version", InHttp { requests: true }),
    (F::HttpHeader, "http.request.line", InHttp { requests: true }),
    (F::HttpVersion, "http.response.version", InHttp { requests: false }),
    (F::HttpStatus, "http.response.code", Number),
    (F::HttpPhrase, "http.response.phrase", Text),
    (F::HttpHeader, "http.response.line", InHttp { requests: false }),
    (F::HttpChunkSize, "http.chunk_size", Number),
    (F::RipCommand, "rip.command", Number),
    (F::RipVersion, "rip.version", Number),
    (F::RipFamily, "rip.family", Number),
    (F::RipAddress, "rip.ip", Written),
    (F::RipMask, "rip.netmask", Written),
    (F::RipNextHop, "rip.next_hop", Written),
    (F::RipMetric, "rip.metric", Number),
    (F::LlcDestination, "llc.dsap", Number),
    (F::StpProtocol, "stp.protocol", Number),
    (F::StpType, "stp.type", Number),
    (F::StpAcknowledgment, "stp.flags.tcack", Number),
    (F::StpTopologyChange, "stp.flags.tc", Number),
    (F::StpRootPriority, "stp.root.prio", Number),
    (F::StpRootExtension, "stp.root.ext", Number),
    (F::StpRootMac, "stp.root.hw", Written),
    (F::StpCost, "stp.root.cost", Number),
    (F::StpBridgePriority, "stp.bridge.prio", Number),
    (F::StpBridgeMac, "stp.bridge.hw", Written),
    (F::StpPort, "stp.port", Number),
];

/// What every value is compared as.
fn ours(field: &Field, how: How, frame: &[u8]) -> String {
    let number = match field.value {
        Value::Number(number) | Value::Hex { value: number, .. } => number,
        Value::Flag(set) => set.into(),
        Value::Mac(mac) => return mac.to_string(),
        Value::Ip(ip) => return ip.to_string(),
        _ => {
            let text = field.text(frame).unwrap_or_default();
            return text.strip_suffix('.').unwrap_or(&text).to_owned();
        }
    };
    match how {
        Times(factor) => (number * factor).to_string(),
        _ => number.to_string(),
    }
}

fn theirs(text: &str, how: How) -> String {
    match how {
        Number | First | InAnswers | Times(_) => match (text, text.strip_prefix("0x")) {
            ("True", _) => "1".to_owned(),
            ("False", _) => "0".to_owned(),
            (_, Some(digits)) => {
                u64::from_str_radix(digits, 16).map_or(text.to_owned(), |n| n.to_string())
            }
            _ => text.to_owned(),
        },
        Text if text == "<Root>" => String::new(),
        // It writes the end of a line, too, and as an escape.
        InHttp { .. } => text.trim_end_matches("\\r\\n").trim_end_matches("\r\n").to_owned(),
        _ => text.to_owned(),
    }
}

/// Compares every packet of a file; says how many values agreed, field by field.
fn compare(path: &Path) -> BTreeMap<FieldName, usize> {
    let bytes = fs::read(path).expect("it was written or listed just now");
    let capture = wireglass_capture::read(&bytes).expect("a capture");
    let mut command = Command::new("tshark");
    command.arg("-r").arg(path).args(["-n", "-T", "fields", "-E", "occurrence=a"]);
    command.arg("-E").arg(format!("aggregator={AGGREGATOR}"));
    // Each segment by itself, as we take them.
    for option in ["http.desegment_headers", "http.desegment_body"] {
        command.args(["-o", &format!("{option}:FALSE")]);
    }
    for (_, name, _) in TABLE {
        command.args(["-e", name]);
    }
    let output = command.output().expect("tshark runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let printed = String::from_utf8_lossy(&output.stdout);
    let mut agreed = BTreeMap::new();
    let mut differences = Vec::new();
    for (index, line) in printed.lines().enumerate() {
        let frame = capture.data(&bytes, index).expect("as many packets as lines");
        let dissection = dissect(frame, LinkType::Ethernet, frame.len());
        let answers = dissection.field(F::DnsIsResponse);
        let answers = answers.is_some_and(|field| field.value == Value::Flag(true));
        let asks = dissection.field(F::HttpMethod).is_some();
        for ((name, called, how), column) in TABLE.iter().zip(line.split('\t')) {
            let all = dissection.layers.iter().flat_map(|layer| &layer.fields);
            let ours: Vec<String> = all
                .filter(|field| field.name == *name)
                .filter(|_| match how {
                    InAnswers => answers,
                    InHttp { requests } => asks == *requests,
                    _ => true,
                })
                .map(|field| self::ours(field, *how, frame))
                .collect();
            let theirs: Vec<String> = column
                .split(AGGREGATOR)
                .filter(|_| !column.is_empty())
                .take(if matches!(how, First) { 1 } else { usize::MAX })
                .map(|text| self::theirs(text, *how))
                .collect();
            if ours == theirs {
                *agreed.entry(*name).or_default() += ours.len();
            } else {
                let file = path.display();
                differences.push(format!("{file} #{index} {called}: {ours:?}, tshark {theirs:?}"));
            }
        }
    }
    assert!(differences.is_empty(), "{}", differences.join("\n"));
    agreed
}

const HOST: Ipv4Addr = Ipv4Addr::new(192, 0, 2, 1);
const SERVER: Ipv4Addr = Ipv4Addr::new(198, 51, 100, 2);
const MAC: MacAddr = MacAddr([2, 0, 0, 0, 0, 1]);

fn framed(ethertype: EtherType, payload: &[u8]) -> Vec<u8> {
    let mut frame = Vec::new();
    let dst = MacAddr([2, 0, 0, 0, 0, 2]);
    ethernet::Header { dst, src: MAC, ethertype, vlan: None }.emit(&mut frame);
    frame.extend_from_slice(payload);
    frame.resize(frame.len().max(ethernet::MIN_LEN), 0);
    frame
}

fn packet(protocol: Protocol, payload: &[u8]) -> Vec<u8> {
    let mut packet = Vec::new();
    ipv4::Header {
        src: HOST,
        dst: SERVER,
        protocol,
        ttl: 64,
        ident: 0x1234,
        dont_fragment: true,
        more_fragments: false,
        fragment_offset: 0,
        tos: 0,
    }
    .emit(payload.len(), &mut packet);
    packet.extend_from_slice(payload);
    packet
}

fn datagram(from: u16, to: u16, write: impl FnOnce(&mut Vec<u8>)) -> Vec<u8> {
    let (mut payload, mut datagram) = (Vec::new(), Vec::new());
    write(&mut payload);
    let (src, dst): (IpAddr, IpAddr) = (HOST.into(), SERVER.into());
    udp::Header::new(from, to).emit(&payload, src, dst, &mut datagram);
    packet(Protocol::Udp, &datagram)
}

fn icmp_frames() -> Vec<Vec<u8>> {
    let lost = datagram(4000, 5000, |out| out.extend_from_slice(b"lost"));
    let headers = [
        icmp::Header::Unreachable { code: icmp::Unreachable::Port, mtu: 0 },
        icmp::Header::Unreachable { code: icmp::Unreachable::FragmentationNeeded, mtu: 1280 },
        icmp::Header::Redirect { code: icmp::Redirect::Host, gateway: HOST },
        icmp::Header::TimeExceeded(icmp::TimeExceeded::InTransit),
        icmp::Header::ParameterProblem { code: icmp::BadParameter::AtPointer, pointer: 8 },
    ];
    let echo = icmp::Header::EchoRequest { ident: 7, seq: 1 };
    let all = headers.map(|header| (header, &lost[..28])).into_iter();
    all.chain([(echo, &b"0123456789abcdef0123456789"[..])])
        .map(|(header, payload)| {
            let mut message = Vec::new();
            header.emit(payload, &mut message);
            framed(EtherType::Ipv4, &packet(Protocol::Icmp, &message))
        })
        .collect()
}

fn dns_frames() -> Vec<Vec<u8>> {
    let name = |text: &str| text.parse().expect("a name");
    let question = Question::new(name("www.example.com"), RecordType::A);
    let mut query = Message::query(0x1234, question, true);
    query.additionals.push(Record::opt(1232));
    let mut answer = Message::answer_to(&query, Rcode::NoError);
    answer.authoritative = true;
    let soa = Soa {
        primary: name("ns1.example.com"),
        mailbox: name("host.example.com"),
        serial: 2024,
        refresh: 7200,
        retry: 3600,
        expire: 1_209_600,
        minimum: 300,
    };
    for data in [
        Data::Cname(name("web.example.com")),
        Data::A(HOST),
        Data::Aaaa("2001:db8::1".parse().expect("an address")),
        Data::Ns(name("ns1.example.com")),
        Data::Ptr(name("host.example.com")),
        Data::Mx { preference: 10, exchange: name("mail.example.com") },
        Data::Soa(Box::new(soa)),
        Data::Txt(vec![b"v=spf1".to_vec()]),
    ] {
        answer.answers.push(Record::new(name("www.example.com"), 3600, data));
    }
    let message = |from, to, message: &Message| {
        framed(EtherType::Ipv4, &datagram(from, to, |out| message.emit(out)))
    };
    vec![message(40000, 53, &query), message(53, 40000, &answer)]
}

fn dhcp_frames() -> Vec<Vec<u8>> {
    let mut request = dhcp::Message::request(MessageType::Request, 0x1234_5678, MAC);
    request.broadcast = true;
    let kinds = vec![OptionKind::SubnetMask, OptionKind::Router, OptionKind::DomainServer];
    request.options.extend([
        DhcpOption::address(OptionKind::RequestedAddress, HOST),
        DhcpOption::text(OptionKind::HostName, "pc"),
        DhcpOption { kind: OptionKind::ParameterList, value: OptionValue::Kinds(kinds) },
    ]);
    let mut ack = dhcp::Message::reply(MessageType::Ack, &request);
    ack.your_ip = HOST;
    ack.options.extend([
        DhcpOption::address(OptionKind::ServerId, SERVER),
        DhcpOption::number(OptionKind::LeaseTime, 3600),
        DhcpOption::address(OptionKind::SubnetMask, Ipv4Addr::new(255, 255, 255, 0)),
    ]);
    [(request, 68, 67), (ack, 67, 68)]
        .map(|(message, from, to)| {
            framed(EtherType::Ipv4, &datagram(from, to, |out| message.emit(out)))
        })
        .to_vec()
}

fn tftp_frames() -> Vec<Vec<u8>> {
    let request = Request {
        file: b"notes.txt".to_vec(),
        mode: b"octet".to_vec(),
        options: vec![TftpOption::number("blksize", 1024)],
    };
    let agreed = vec![TftpOption::number("blksize", 1024)];
    let error = Packet::Error { code: ErrorCode::DiskFull, message: b"full".to_vec() };
    [
        (Packet::Read(request), 3000, 69),
        (Packet::OptionAck(agreed), 4000, 3000),
        (Packet::Ack { block: 0 }, 3000, 4000),
        (Packet::Data { block: 1, data: b"hello".to_vec() }, 4000, 3000),
        (error, 3000, 4000),
    ]
    .map(|(packet, from, to)| {
        // The answers go the other way.
        let mut frame = datagram(from, to, |out| packet.emit(out));
        if from == 4000 {
            for at in 12..16 {
                frame.swap(at, at + 4);
            }
        }
        framed(EtherType::Ipv4, &frame)
    })
    .to_vec()
}

fn http_frames() -> Vec<Vec<u8>> {
    let mut request = http::Message::request("GET", "/index.html?x=1", "abc.com");
    request.headers.push(http::Header::new("Accept", "text/html"));
    let page = http::Message::response(200, "text/html", b"<p>hello</p>");
    let missing = http::Message::response(404, "text/plain", b"");
    let mut pieces = page.clone();
    pieces.headers.pop();
    let (mut asks, mut answers, mut misses, mut chunks) = Default::default();
    request.emit(&mut asks);
    page.emit(&mut answers);
    missing.emit(&mut misses);
    pieces.emit_chunked(5, &mut chunks);
    let all: [(_, _, &Vec<u8>); 4] =
        [(50_000, 80, &asks), (80, 50_001, &answers), (80, 50_002, &misses), (80, 50_003, &chunks)];
    all.map(|(src_port, dst_port, message)| {
        let header = tcp::Header {
            src_port,
            dst_port,
            seq: Seq(1),
            ack: Seq(1),
            flags: tcp::Flags::ACK | tcp::Flags::PSH,
            window: 1000,
            urgent: 0,
            options: tcp::Options::default(),
        };
        let mut segment = Vec::new();
        header.emit(message, HOST.into(), SERVER.into(), &mut segment);
        framed(EtherType::Ipv4, &packet(Protocol::Tcp, &segment))
    })
    .to_vec()
}

fn link_frames() -> Vec<Vec<u8>> {
    let root = BridgeId { priority: 0x8001, mac: MAC };
    let configuration = Bpdu::Configuration(Configuration {
        topology_change: true,
        acknowledgment: false,
        root,
        cost: 19,
        bridge: BridgeId { priority: 0x9001, ..root },
        port: 0x8002,
        message_age: 256,
        max_age: 20 * 256,
        hello_time: 512,
        forward_delay: 15 * 256,
    });
    let bpdus = [configuration, Bpdu::Notification].map(|bpdu| {
        let mut contents = stp::LLC.to_vec();
        bpdu.emit(&mut contents);
        let length = u16::try_from(contents.len()).expect("short");
        let mut frame = framed(length.into(), &contents);
        frame[..6].copy_from_slice(&stp::BRIDGES.0);
        frame
    });
    let questions = [
        (EtherType::Arp, arp::Operation::Request),
        (EtherType::Rarp, arp::Operation::ReverseRequest),
    ];
    let questions = questions.map(|(ethertype, operation)| {
        let mut question = Vec::new();
        let (sender_ip, target_ip) = (HOST, SERVER);
        arp::Packet { operation, sender_mac: MAC, sender_ip, target_mac: MAC, target_ip }
            .emit(&mut question);
        framed(ethertype, &question)
    });
    bpdus.into_iter().chain(questions).collect()
}

fn group_and_route_frames() -> Vec<Vec<u8>> {
    let group = Ipv4Addr::new(224, 1, 2, 3);
    let groups = [(igmp::Kind::Query, 100), (igmp::Kind::ReportV2, 0), (igmp::Kind::Leave, 0)].map(
        |(kind, max_response)| {
            let mut message = Vec::new();
            igmp::Message { kind, max_response, group }.emit(&mut message);
            framed(EtherType::Ipv4, &packet(Protocol::Igmp, &message))
        },
    );
    let mask = Ipv4Addr::new(255, 255, 255, 0);
    let entries = vec![rip::Entry::new(HOST, mask, 3), rip::Entry::new(SERVER, mask, 16)];
    let routes = rip::Message { command: rip::Command::Response, version: 2, entries };
    let routes = datagram(rip::PORT, rip::PORT, |out| routes.emit(out));
    groups.into_iter().chain([framed(EtherType::Ipv4, &routes)]).collect()
}

/// A pcap file of Ethernet frames.
fn pcap(frames: &[Vec<u8>]) -> Vec<u8> {
    let mut file = Vec::new();
    file.extend_from_slice(&0xa1b2_c3d4_u32.to_le_bytes());
    file.extend_from_slice(&[2, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    for number in [65_535, LinkType::Ethernet.dlt()] {
        file.extend_from_slice(&number.to_le_bytes());
    }
    for (second, frame) in (1_u32..).zip(frames) {
        let length = u32::try_from(frame.len()).expect("a frame is short");
        for number in [second, 0, length, length] {
            file.extend_from_slice(&number.to_le_bytes());
        }
        file.extend_from_slice(frame);
    }
    file
}

#[test]
fn tshark_reads_what_we_write_as_we_do() {
    if !available() {
        println!("tshark is not there: nothing is compared");
        return;
    }
    let frames = [
        icmp_frames(),
        dns_frames(),
        dhcp_frames(),
        tftp_frames(),
        http_frames(),
        link_frames(),
        group_and_route_frames(),
    ]
    .concat();
    for frame in &frames {
        assert!(dissect(frame, LinkType::Ethernet, frame.len()).is_sound());
    }
    let directory = target().join("proof");
    fs::create_dir_all(&directory).expect("target can be written");
    let path = directory.join("fields.pcap");
    fs::write(&path, pcap(&frames)).expect("target can be written");
    let agreed = compare(&path);
    for (name, called, _) in TABLE {
        assert!(agreed.get(name).is_some_and(|count| *count > 0), "nothing has {called}");
    }
}

#[test]
fn tshark_reads_what_others_wrote_as_we_do() {
    if !available() {
        println!("tshark is not there: nothing is compared");
        return;
    }
    // What passed between our networks and their guests, and what is beside the repository.
    for (directory, least) in [("tests/fixtures/guests", 2_000), ("../shared/captures", 500)] {
        let directory = root().join(directory);
        let Ok(entries) = fs::read_dir(&directory).and_then(Iterator::collect::<Result<Vec<_>, _>>)
        else {
            println!("{} is not there: nothing is compared", directory.display());
            continue;
        };
        let mut values = 0;
        for path in entries.iter().map(fs::DirEntry::path) {
            if path.extension().is_some_and(|extension| extension == "pcapng") {
                values += compare(&path).values().sum::<usize>();
            }
        }
        assert!(values > least, "{}: {values}", directory.display());
    }
}

/// Names of layers that carry names of fields in the table.
#[test]
fn every_protocol_is_in_the_table() {
    for kind in LayerKind::ALL {
        let has = TABLE.iter().any(|(name, ..)| name.layer() == *kind);
        let elsewhere = [
            LayerKind::Vlan,
            LayerKind::LinuxCooked,
            LayerKind::LinuxCookedV2,
            LayerKind::BsdLoopback,
            LayerKind::Ipv6,
            LayerKind::Ipv6Extension,
            LayerKind::Tcp,
            LayerKind::Payload,
            LayerKind::Fragment,
            LayerKind::Padding,
            LayerKind::Unknown,
        ];
        assert_ne!(has, elsewhere.contains(kind), "{kind:?}");
    }
}
