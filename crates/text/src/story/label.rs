//! What a frame is called in a step's title.

use crate::Lang;
use crate::words::bytes;
use wireglass_core::wire::{Dissection, FieldName, LayerKind, Value, dhcp, icmp};
use wireglass_trace::{FrameId, Trace};

/// What a frame is called: its flags, or what else it is. Escaped.
pub(crate) fn frame_label(lang: Lang, trace: &Trace, frame: FrameId) -> String {
    if let Some(segment) = trace.segment(frame) {
        let flags = segment.header.flags;
        if !flags.is_empty() {
            return flags.to_string();
        }
        return lang.pick(("segment without flags", "无标志的报文段")).to_owned();
    }
    let packet = trace.dissect(frame);
    if let Some(label) = service_label(lang, &packet) {
        return label;
    }
    let fixed = if let Some(operation) = number(&packet, FieldName::ArpOperation) {
        arp_label(operation)
    } else if let Some(kind) = number(&packet, FieldName::IcmpType) {
        icmp_label(icmp::Kind::from(u8::try_from(kind).unwrap_or(u8::MAX)))
    } else if packet.layer(LayerKind::Udp).is_some() {
        ("UDP datagram", "UDP 数据报")
    } else if packet.layer(LayerKind::Fragment).is_some() {
        ("fragment", "分片")
    } else if packet.layer(LayerKind::Stp).is_some() {
        ("BPDU", "BPDU")
    } else {
        let n = bytes(lang, trace.frame(frame).original_len.into());
        return match lang {
            Lang::En => format!("frame of {n}"),
            Lang::Zh => format!("{n}的帧"),
        };
    };
    lang.pick(fixed).to_owned()
}

/// A field's number.
fn number(packet: &Dissection, name: FieldName) -> Option<u64> {
    match packet.field(name)?.value {
        Value::Number(number) | Value::Hex { value: number, .. } => Some(number),
        Value::Flag(on) => Some(on.into()),
        _ => None,
    }
}

/// What the services of a network say to each other.
fn service_label(lang: Lang, packet: &Dissection) -> Option<String> {
    let fixed = |names| Some(lang.pick(names).to_owned());
    if packet.layer(LayerKind::Dhcp).is_some() {
        let kind = number(packet, FieldName::DhcpMessageType)?;
        let name = match dhcp::MessageType::from(u8::try_from(kind).ok()?) {
            dhcp::MessageType::Discover => "DHCPDISCOVER",
            dhcp::MessageType::Offer => "DHCPOFFER",
            dhcp::MessageType::Request => "DHCPREQUEST",
            dhcp::MessageType::Decline => "DHCPDECLINE",
            dhcp::MessageType::Ack => "DHCPACK",
            dhcp::MessageType::Nak => "DHCPNAK",
            dhcp::MessageType::Release => "DHCPRELEASE",
            dhcp::MessageType::Inform => "DHCPINFORM",
            dhcp::MessageType::Other(_) => "DHCP",
        };
        return Some(name.to_owned());
    }
    if let Some(answers) = number(packet, FieldName::DnsIsResponse) {
        let names = [("DNS query", "DNS 查询"), ("DNS response", "DNS 响应")];
        return fixed(names[usize::from(answers == 1)]);
    }
    if let Some(opcode) = number(packet, FieldName::TftpOpcode) {
        let block = number(packet, FieldName::TftpBlock);
        return match (opcode, block) {
            (1, _) => fixed(("TFTP read request", "TFTP 读请求")),
            (2, _) => fixed(("TFTP write request", "TFTP 写请求")),
            (3, Some(block)) => Some(format!("TFTP DATA {block}")),
            (4, Some(block)) => Some(format!("TFTP ACK {block}")),
            (5, _) => fixed(("TFTP error", "TFTP 差错")),
            (6, _) => Some("TFTP OACK".to_owned()),
            _ => Some("TFTP".to_owned()),
        };
    }
    if let Some(command) = number(packet, FieldName::RipCommand) {
        let names = if command == 1 {
            ("RIP request", "RIP 请求")
        } else {
            ("RIP response", "RIP 响应")
        };
        return fixed(names);
    }
    match number(packet, FieldName::IgmpType)? {
        0x11 => fixed(("IGMP query", "IGMP 查询")),
        0x17 => fixed(("IGMP leave", "IGMP 离开")),
        _ => fixed(("IGMP report", "IGMP 报告")),
    }
}

/// What a packet of ARP or RARP is called.
const fn arp_label(operation: u64) -> (&'static str, &'static str) {
    match operation {
        1 => ("ARP request", "ARP 请求"),
        2 => ("ARP reply", "ARP 应答"),
        3 => ("RARP request", "RARP 请求"),
        4 => ("RARP reply", "RARP 应答"),
        _ => ("ARP", "ARP"),
    }
}

/// What an ICMP message is called.
const fn icmp_label(kind: icmp::Kind) -> (&'static str, &'static str) {
    match kind {
        icmp::Kind::EchoRequest => ("echo request", "回显请求"),
        icmp::Kind::EchoReply => ("echo reply", "回显应答"),
        icmp::Kind::Unreachable => ("ICMP unreachable", "ICMP 目的不可达"),
        icmp::Kind::TimeExceeded => ("ICMP time exceeded", "ICMP 超时"),
        icmp::Kind::Redirect => ("ICMP redirect", "ICMP 重定向"),
        _ => ("ICMP message", "ICMP 报文"),
    }
}
