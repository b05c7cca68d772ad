//! The few words on a packet: what its protocol itself calls it.

use super::Protocol;
use wireglass_core::wire::arp::Operation;
use wireglass_core::wire::dhcp::MessageType;
use wireglass_core::wire::dns::Rcode;
use wireglass_core::wire::tftp::Opcode;
use wireglass_core::wire::{
    Dissection, FieldName, LayerKind, Meaning, TcpSummary, Value, icmp, igmp, rip,
};
use wireglass_trace::{FrameId, Trace};

/// The label of a frame.
pub(super) fn of(
    trace: &Trace,
    id: FrameId,
    protocol: Protocol,
    segment: Option<&TcpSummary>,
) -> String {
    if let Some(segment) = segment {
        return of_segment(trace.frame_bytes(id), protocol, segment);
    }
    let whole = trace.dissect(id);
    if whole.layer(LayerKind::Fragment).is_some() {
        let first = number(&whole, FieldName::Ipv4FragmentOffset) == Some(0);
        let name = if protocol == Protocol::Other { "IP" } else { protocol.name() };
        return if first { format!("{name} 1/…") } else { "IP …".to_owned() };
    }
    match protocol {
        Protocol::Arp => arp(&whole),
        Protocol::Icmp => icmp(&whole),
        Protocol::Igmp => igmp(&whole),
        Protocol::Dhcp => dhcp(&whole),
        Protocol::Dns => dns(&whole),
        Protocol::Tftp => tftp(&whole),
        Protocol::Rip => rip(&whole),
        Protocol::Stp => "BPDU".to_owned(),
        Protocol::Other => "…".to_owned(),
        Protocol::Http | Protocol::Tcp | Protocol::Udp => protocol.name().to_owned(),
    }
}

fn of_segment(frame: &[u8], protocol: Protocol, segment: &TcpSummary) -> String {
    let flags = segment.header.flags;
    let name = match (flags.rst(), flags.syn(), flags.ack(), flags.fin()) {
        (true, ..) => "RST",
        (_, true, true, _) => "SYN-ACK",
        (_, true, ..) => "SYN",
        (.., true) => "FIN",
        _ if segment.payload_len == 0 => "ACK",
        _ if protocol == Protocol::Http => return http(frame, segment),
        _ => "TCP",
    };
    name.to_owned()
}

/// The method of a request, the status of a response, or only the protocol in what follows.
fn http(frame: &[u8], segment: &TcpSummary) -> String {
    let data = frame.get(segment.payload.clone()).unwrap_or_default();
    let words = data.get(..data.len().min(16)).unwrap_or_default();
    let mut words = words.split(|byte| *byte == b' ').map(|word| str::from_utf8(word).ok());
    let method = |word: &str| {
        (3..=7).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_uppercase())
    };
    match (words.next().flatten(), words.next().flatten()) {
        (Some(version), Some(status))
            if version.starts_with("HTTP/1.") && status.bytes().all(|b| b.is_ascii_digit()) =>
        {
            format!("HTTP {status}")
        }
        (Some(word), Some(_)) if method(word) => format!("HTTP {word}"),
        _ => "HTTP".to_owned(),
    }
}

fn number(whole: &Dissection, name: FieldName) -> Option<u64> {
    match whole.field(name)?.value {
        Value::Number(value) | Value::Hex { value, .. } => Some(value),
        Value::Flag(bit) => Some(bit.into()),
        _ => None,
    }
}

fn arp(whole: &Dissection) -> String {
    let operation = number(whole, FieldName::ArpOperation).and_then(|n| u16::try_from(n).ok());
    let name = match operation.map(Operation::from) {
        Some(Operation::Reply) => "ARP reply",
        Some(Operation::ReverseRequest) => "RARP",
        Some(Operation::ReverseReply) => "RARP reply",
        _ => "ARP",
    };
    name.to_owned()
}

fn icmp(whole: &Dissection) -> String {
    use icmp::Kind;
    let kind = number(whole, FieldName::IcmpType).and_then(|n| u8::try_from(n).ok());
    let name = match kind.map(Kind::from) {
        Some(Kind::EchoRequest) => "Echo",
        Some(Kind::EchoReply) => "Echo reply",
        Some(Kind::Unreachable) => "Unreachable",
        Some(Kind::Redirect) => "Redirect",
        Some(Kind::TimeExceeded) => "Time exceeded",
        _ => "ICMP",
    };
    name.to_owned()
}

fn igmp(whole: &Dissection) -> String {
    use igmp::Kind;
    let kind = number(whole, FieldName::IgmpType).and_then(|n| u8::try_from(n).ok());
    let name = match kind.map(Kind::from) {
        Some(Kind::Query) => "IGMP query",
        Some(Kind::ReportV1 | Kind::ReportV2 | Kind::ReportV3) => "IGMP report",
        Some(Kind::Leave) => "IGMP leave",
        _ => "IGMP",
    };
    name.to_owned()
}

fn dhcp(whole: &Dissection) -> String {
    let kind = whole.field(FieldName::DhcpMessageType).and_then(|field| match field.meaning {
        Some(Meaning::DhcpMessage(kind)) => Some(kind),
        _ => None,
    });
    let name = match kind {
        Some(MessageType::Discover) => "DHCP Discover",
        Some(MessageType::Offer) => "DHCP Offer",
        Some(MessageType::Request) => "DHCP Request",
        Some(MessageType::Decline) => "DHCP Decline",
        Some(MessageType::Ack) => "DHCP Ack",
        Some(MessageType::Nak) => "DHCP Nak",
        Some(MessageType::Release) => "DHCP Release",
        Some(MessageType::Inform) => "DHCP Inform",
        _ => "DHCP",
    };
    name.to_owned()
}

fn dns(whole: &Dissection) -> String {
    let response = number(whole, FieldName::DnsIsResponse) == Some(1);
    let code = whole.field(FieldName::DnsResponseCode).and_then(|field| match field.meaning {
        Some(Meaning::DnsResponse(code)) => Some(code),
        _ => None,
    });
    let name = match (response, code) {
        (false, _) => "DNS query",
        (true, Some(Rcode::NameError)) => "NXDOMAIN",
        (true, Some(Rcode::ServerFailure)) => "SERVFAIL",
        (true, Some(Rcode::Refused)) => "REFUSED",
        (true, _) => "DNS answer",
    };
    name.to_owned()
}

fn tftp(whole: &Dissection) -> String {
    let code = number(whole, FieldName::TftpOpcode).and_then(|n| u16::try_from(n).ok());
    let block = || number(whole, FieldName::TftpBlock).unwrap_or_default();
    match code.map(Opcode::from) {
        Some(Opcode::Read) => "RRQ".to_owned(),
        Some(Opcode::Write) => "WRQ".to_owned(),
        Some(Opcode::Data) => format!("DATA {}", block()),
        Some(Opcode::Ack) => format!("ACK {}", block()),
        Some(Opcode::OptionAck) => "OACK".to_owned(),
        Some(Opcode::Error) => "ERROR".to_owned(),
        _ => "TFTP".to_owned(),
    }
}

fn rip(whole: &Dissection) -> String {
    let command = number(whole, FieldName::RipCommand).and_then(|n| u8::try_from(n).ok());
    let name = match command.map(rip::Command::from) {
        Some(rip::Command::Request) => "RIP request",
        Some(rip::Command::Response) => "RIP response",
        _ => "RIP",
    };
    name.to_owned()
}
