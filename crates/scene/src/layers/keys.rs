//! The few values that matter in each layer.

use super::Value;
use crate::packet::value_text;
use wireglass_core::wire::{Field, FieldName as F, Layer, LayerKind, Value as Raw};
use wireglass_text::{Lang, meaning};

/// What a value is matched by in another frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// A field, the first of its name.
    Field(F),
    /// All control bits of TCP that are set.
    Flags,
    /// How data begins.
    Data,
}

/// How a field is shown.
#[derive(Clone, Copy)]
enum Show {
    /// Its value.
    Value,
    /// Its value, behind an arrow.
    To,
    /// What it stands for.
    Meaning,
    /// Its value, unless it is zero.
    Unless0,
}

const ETHERNET: &[(&str, F, Show)] = &[
    ("", F::EthernetSource, Show::Value),
    ("", F::EthernetDestination, Show::To),
    ("type", F::EtherType, Show::Value),
];
const ARP: &[(&str, F, Show)] = &[
    ("", F::ArpOperation, Show::Meaning),
    ("", F::ArpSenderIp, Show::Value),
    ("", F::ArpSenderMac, Show::Value),
    ("target", F::ArpTargetIp, Show::Value),
    ("", F::ArpTargetMac, Show::Value),
];
const IPV4: &[(&str, F, Show)] = &[
    ("", F::Ipv4Source, Show::Value),
    ("", F::Ipv4Destination, Show::To),
    ("TTL", F::Ipv4Ttl, Show::Value),
    ("protocol", F::Ipv4Protocol, Show::Value),
    ("length", F::Ipv4TotalLength, Show::Value),
    ("id", F::Ipv4Identification, Show::Unless0),
    ("MF", F::Ipv4MoreFragments, Show::Unless0),
    ("offset", F::Ipv4FragmentOffset, Show::Unless0),
    ("checksum", F::Ipv4Checksum, Show::Value),
];
const IPV6: &[(&str, F, Show)] = &[
    ("", F::Ipv6Source, Show::Value),
    ("", F::Ipv6Destination, Show::To),
    ("hop limit", F::Ipv6HopLimit, Show::Value),
    ("next", F::Ipv6NextHeader, Show::Value),
];
const TCP: &[(&str, F, Show)] = &[
    ("", F::TcpSourcePort, Show::Value),
    ("", F::TcpDestinationPort, Show::To),
    ("seq", F::TcpSequence, Show::Value),
    ("ack", F::TcpAcknowledgment, Show::Unless0),
    ("win", F::TcpWindow, Show::Value),
    ("mss", F::TcpOptionMss, Show::Value),
    ("checksum", F::TcpChecksum, Show::Value),
];
const UDP: &[(&str, F, Show)] = &[
    ("", F::UdpSourcePort, Show::Value),
    ("", F::UdpDestinationPort, Show::To),
    ("length", F::UdpLength, Show::Value),
    ("checksum", F::UdpChecksum, Show::Value),
];
const ICMP: &[(&str, F, Show)] = &[
    ("", F::IcmpType, Show::Meaning),
    ("code", F::IcmpCode, Show::Unless0),
    ("id", F::IcmpIdentifier, Show::Value),
    ("seq", F::IcmpSequence, Show::Value),
    ("mtu", F::IcmpMtu, Show::Value),
    ("gateway", F::IcmpGateway, Show::Value),
    ("checksum", F::IcmpChecksum, Show::Value),
];
const DHCP: &[(&str, F, Show)] = &[
    ("", F::DhcpMessageType, Show::Meaning),
    ("xid", F::DhcpTransaction, Show::Value),
    ("chaddr", F::DhcpClientMac, Show::Value),
    ("ciaddr", F::DhcpClientIp, Show::Unless0),
    ("yiaddr", F::DhcpYourIp, Show::Unless0),
];
const DNS: &[(&str, F, Show)] = &[
    ("id", F::DnsId, Show::Value),
    ("", F::DnsQueryName, Show::Value),
    ("", F::DnsQueryType, Show::Meaning),
    ("rcode", F::DnsResponseCode, Show::Unless0),
    ("A", F::DnsA, Show::Value),
    ("AAAA", F::DnsAaaa, Show::Value),
    ("CNAME", F::DnsCname, Show::Value),
    ("NS", F::DnsNs, Show::Value),
    ("TTL", F::DnsTtl, Show::Value),
];
const TFTP: &[(&str, F, Show)] = &[
    ("", F::TftpOpcode, Show::Meaning),
    ("", F::TftpFile, Show::Value),
    ("", F::TftpMode, Show::Value),
    ("block", F::TftpBlock, Show::Value),
    ("", F::TftpErrorText, Show::Value),
];
const IGMP: &[(&str, F, Show)] =
    &[("", F::IgmpType, Show::Meaning), ("", F::IgmpGroup, Show::Value)];
const RIP: &[(&str, F, Show)] = &[("", F::RipCommand, Show::Meaning)];
const STP: &[(&str, F, Show)] = &[
    ("", F::StpType, Show::Meaning),
    ("root", F::StpRootMac, Show::Value),
    ("cost", F::StpCost, Show::Value),
    ("from", F::StpBridgeMac, Show::Value),
];

const fn list(kind: LayerKind) -> &'static [(&'static str, F, Show)] {
    match kind {
        LayerKind::Ethernet => ETHERNET,
        LayerKind::Arp => ARP,
        LayerKind::Ipv4 => IPV4,
        LayerKind::Ipv6 => IPV6,
        LayerKind::Tcp => TCP,
        LayerKind::Udp => UDP,
        LayerKind::Icmp => ICMP,
        LayerKind::Dhcp => DHCP,
        LayerKind::Dns => DNS,
        LayerKind::Tftp => TFTP,
        LayerKind::Igmp => IGMP,
        LayerKind::Rip => RIP,
        LayerKind::Stp => STP,
        _ => &[],
    }
}

/// The values that matter in a layer of the frame `bytes`.
pub(super) fn values(index: usize, layer: &Layer, bytes: &[u8], lang: Lang) -> Vec<Value> {
    let mut values = Vec::new();
    for (name, wanted, show) in list(layer.kind) {
        let found = layer.fields.iter().position(|field| field.name == *wanted);
        let Some((place, field)) = found.and_then(|at| Some((at, layer.fields.get(at)?))) else {
            continue;
        };
        let Some(text) = text(field, *show, bytes, lang) else { continue };
        let to = matches!(show, Show::To);
        let key = Part::Field(*wanted);
        values.push(Value { name, text, to, changed: false, field: (index, place), key });
        // The bits of TCP stand behind its ports, as words.
        if *wanted == F::TcpDestinationPort {
            values.extend(flags(index, layer));
        }
    }
    if matches!(layer.kind, LayerKind::Payload | LayerKind::Fragment)
        && let Some(text) = beginning(bytes.get(layer.bytes.clone()).unwrap_or_default())
    {
        let key = Part::Data;
        values.push(Value { name: "", text, to: false, changed: false, field: (index, 0), key });
    }
    values
}

fn text(field: &Field, show: Show, bytes: &[u8], lang: Lang) -> Option<String> {
    let plain = || match field.value {
        Raw::Text | Raw::Domain { .. } => field.text(bytes),
        _ => Some(value_text(field)),
    };
    let is_zero = match field.value {
        Raw::Number(value) | Raw::Hex { value, .. } => value == 0,
        Raw::Flag(bit) => !bit,
        Raw::Ip(ip) => ip.is_unspecified(),
        _ => false,
    };
    match show {
        Show::Unless0 if is_zero => None,
        Show::Meaning => match &field.meaning {
            Some(of) => Some(meaning(lang, of).plain()),
            None => plain(),
        },
        Show::Value | Show::To | Show::Unless0 => plain().filter(|text| !text.is_empty()),
    }
}

/// The control bits that are set: `SYN, ACK`.
fn flags(index: usize, layer: &Layer) -> Option<Value> {
    const NAMES: [(F, &str); 9] = [
        (F::TcpFlagSyn, "SYN"),
        (F::TcpFlagFin, "FIN"),
        (F::TcpFlagRst, "RST"),
        (F::TcpFlagPsh, "PSH"),
        (F::TcpFlagUrg, "URG"),
        (F::TcpFlagEce, "ECE"),
        (F::TcpFlagCwr, "CWR"),
        (F::TcpFlagAe, "AE"),
        (F::TcpFlagAck, "ACK"),
    ];
    let place =
        |name: F| layer.fields.iter().position(|f| f.name == name && f.value == Raw::Flag(true));
    let set: Vec<(usize, &str)> =
        NAMES.iter().filter_map(|(field, name)| Some((place(*field)?, *name))).collect();
    let (first, _) = *set.first()?;
    let names: Vec<&str> = set.into_iter().map(|(_, name)| name).collect();
    let (text, key) = (names.join(", "), Part::Flags);
    Some(Value { name: "", text, to: false, changed: false, field: (index, first), key })
}

/// How data begins, where it is text.
fn beginning(bytes: &[u8]) -> Option<String> {
    const MOST: usize = 28;
    let head = bytes.get(..bytes.len().min(MOST)).unwrap_or(bytes);
    let line: Vec<u8> = head.iter().copied().take_while(|b| *b != b'\r' && *b != b'\n').collect();
    if line.is_empty() || !line.iter().all(|byte| matches!(byte, 0x20..=0x7e)) {
        return None;
    }
    let more = if line.len() < bytes.len() { "…" } else { "" };
    Some(format!("“{}{more}”", String::from_utf8_lossy(&line)))
}
