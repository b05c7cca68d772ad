//! `ping` (iputils).

use super::Page;
use super::form::{milliseconds, percent};
use super::log::Log;
use std::collections::BTreeSet;
use std::net::IpAddr;
use wireglass_core::time::Duration;
use wireglass_core::wire::icmp::{self, Unreachable};
use wireglass_core::wire::{LinkType, ethernet, ipv4};
use wireglass_sim::app::{Ping, Target};
use wireglass_trace::{Call, CallResult, Errno, EventId, Transport, What};

/// Bytes of an ICMP header, and with an IPv4 header.
const ICMP_HEADER: u32 = 8;
const HEADERS: u32 = 28;
/// What a host's own cable takes unless it is told of less.
const ETHERNET_MTU: u16 = 1500;
/// With fewer bytes of data there is no room for the time.
const TIMED: u16 = 16;

#[derive(Default)]
struct Tally {
    sent: u64,
    received: u64,
    duplicates: u64,
    errors: u64,
    times: Vec<u64>,
    seen: BTreeSet<u16>,
    first: Option<EventId>,
    last: Option<EventId>,
}

pub(super) fn print(log: &Log<'_>, page: &mut Page, ping: &Ping, typed: &str, quiet: bool) {
    let mut tally = Tally::default();
    let mut refused = false;
    for made in &log.calls {
        let is_echo = made.transport == Some(Transport::Icmp);
        match made.call {
            Call::SendTo { datagram, .. } if is_echo => {
                let to = log.trace.datagram(datagram).peer.ip();
                if let Some((error, event)) = made.failed()
                    && error != Errno::Emsgsize
                {
                    refused = true;
                    page.err(event, refusal(error));
                    continue;
                }
                if tally.first.is_none() {
                    tally.first = Some(made.event);
                    head(page, made.event, ping, typed, to);
                }
                tally.sent += 1;
                tally.last = Some(made.event);
                if let Some((_, event)) = made.failed() {
                    tally.errors += 1;
                    let mtu = told_mtu(log, event).unwrap_or(ETHERNET_MTU);
                    page.err(event, format!("ping: local error: message too long, mtu={mtu}"));
                }
            }
            _ => {}
        }
        if let Some((CallResult::Echoed { datagram, kind, code, ttl, seq, after }, event)) =
            made.result
        {
            tally.last = Some(event);
            let from = log.trace.datagram(datagram).peer.ip();
            let len = log.trace.datagram(datagram).data.len;
            if kind == icmp::Kind::EchoReply {
                let text = tally.reply(from, len, ttl, seq, after);
                if !quiet {
                    page.out(event, text);
                }
            } else {
                tally.errors += 1;
                if !quiet {
                    let what = error_text(log, event, kind, code);
                    page.out(event, format!("From {from} icmp_seq={seq} {what}"));
                }
            }
        }
    }
    end(log, page, ping, typed, &tally, refused);
}

fn head(page: &mut Page, event: EventId, ping: &Ping, typed: &str, to: IpAddr) {
    if ping.broadcast {
        page.err(event, "WARNING: pinging broadcast address");
    }
    let (size, all) = (ping.size, u32::from(ping.size) + HEADERS);
    page.out(event, format!("PING {typed} ({to}) {size}({all}) bytes of data."));
}

fn refusal(error: Errno) -> String {
    match error {
        Errno::Eacces => "ping: Do you want to ping broadcast? Then -b. If not, check your local \
                          firewall rules"
            .to_owned(),
        Errno::Enetunreach => "ping: connect: Network is unreachable".to_owned(),
        other => format!("ping: sendmsg: {}", errno_text(other)),
    }
}

impl Tally {
    fn reply(&mut self, from: IpAddr, len: u32, ttl: u8, seq: u16, after: Duration) -> String {
        let again = !self.seen.insert(seq);
        if again {
            self.duplicates += 1;
        } else {
            self.received += 1;
        }
        let bytes = len + ICMP_HEADER;
        let mut time = String::new();
        if len >= u32::from(TIMED) {
            let micros = after.as_micros();
            self.times.push(micros);
            time = format!(" time={} ms", short_time(micros));
        }
        let mark = if again { " (DUP!)" } else { "" };
        format!("{bytes} bytes from {from}: icmp_seq={seq} ttl={ttl}{time}{mark}")
    }
}

/// The MTU that a router last told the host of (RFC 1191 §4), as the arrived report has it.
fn told_mtu(log: &Log<'_>, before: EventId) -> Option<u16> {
    let events = log.trace.events().get(..before.index())?;
    events.iter().rev().filter(|event| event.node == log.node).find_map(|event| {
        let What::FrameArrived { frame } = event.what else { return None };
        let bytes = log.trace.received_bytes(frame);
        let packet = match log.trace.link_type(frame) {
            LinkType::Ethernet => bytes.get(ethernet::HEADER_LEN..)?,
            _ => bytes,
        };
        let header = ipv4::Header::parse(packet).ok()?;
        match icmp::Header::parse(header.1) {
            Ok((icmp::Header::Unreachable { code, mtu, .. }, _))
                if code == Unreachable::FragmentationNeeded
                    && header.0.protocol == ipv4::Protocol::Icmp =>
            {
                Some(mtu)
            }
            _ => None,
        }
    })
}

/// Three digits that count, as iputils writes a time.
fn short_time(micros: u64) -> String {
    let (whole, part) = (micros / 1000, micros % 1000);
    match micros {
        100_000.. => whole.to_string(),
        10_000.. => format!("{whole}.{}", part / 100),
        1_000.. => format!("{whole}.{:02}", part / 10),
        _ => format!("{whole}.{part:03}"),
    }
}

fn end(log: &Log<'_>, page: &mut Page, ping: &Ping, typed: &str, tally: &Tally, refused: bool) {
    let Some(end) = log.interrupted.or(log.ended.map(|(_, event)| event)) else { return };
    if log.interrupted.is_some() {
        page.out(end, "^C");
    }
    let (Some(first), Some(last)) = (tally.first, tally.last) else {
        let no_name = matches!(ping.to, Target::Name(_)) && !refused && log.interrupted.is_none();
        if no_name {
            page.err(end, format!("ping: {typed}: {}", log.name_trouble()));
        }
        return;
    };
    page.out(end, "");
    page.out(end, format!("--- {typed} ping statistics ---"));
    let more = |count: u64, what: &str| {
        if count > 0 { format!("+{count} {what}, ") } else { String::new() }
    };
    let counts = format!(
        "{} packets transmitted, {} received, {}{}",
        tally.sent,
        tally.received,
        more(tally.duplicates, "duplicates"),
        more(tally.errors, "errors")
    );
    let lost = tally.sent.saturating_sub(tally.received);
    let time = log.time(last).since(log.time(first)).as_millis();
    let lost = percent(lost, tally.sent);
    page.out(end, format!("{counts}{lost}% packet loss, time {time}ms"));
    match statistics(&tally.times) {
        Some(text) => page.out(end, text),
        None => page.out(end, ""),
    }
}

/// Least, mean, most, and how far they lie apart: the root of the mean square, as iputils counts.
fn statistics(times: &[u64]) -> Option<String> {
    let count = u128::try_from(times.len()).ok().filter(|count| *count > 0)?;
    let sum: u128 = times.iter().map(|time| u128::from(*time)).sum();
    let squares: u128 = times.iter().map(|time| u128::from(*time).pow(2)).sum();
    let mean = sum / count;
    let spread = (squares / count).saturating_sub(mean * mean).isqrt();
    let show = |micros: u128| {
        milliseconds(Duration::from_micros(u64::try_from(micros).unwrap_or(u64::MAX)))
    };
    let (least, most) = (*times.iter().min()?, *times.iter().max()?);
    Some(format!(
        "rtt min/avg/max/mdev = {}/{}/{}/{} ms",
        show(least.into()),
        show(mean),
        show(most.into()),
        show(spread)
    ))
}

/// An ICMP error in iputils' words.
fn error_text(log: &Log<'_>, event: EventId, kind: icmp::Kind, code: u8) -> String {
    match kind {
        icmp::Kind::Unreachable => match Unreachable::from(code) {
            Unreachable::Network => "Destination Net Unreachable".to_owned(),
            Unreachable::Host => "Destination Host Unreachable".to_owned(),
            Unreachable::Protocol => "Destination Protocol Unreachable".to_owned(),
            Unreachable::Port => "Destination Port Unreachable".to_owned(),
            Unreachable::FragmentationNeeded => {
                format!("Frag needed and DF set (mtu = {})", told_mtu(log, event).unwrap_or(0))
            }
            Unreachable::SourceRouteFailed => "Source Route Failed".to_owned(),
            Unreachable::NetworkUnknown => "Destination Net Unknown".to_owned(),
            Unreachable::HostUnknown => "Destination Host Unknown".to_owned(),
            _ if code == 13 => "Packet filtered".to_owned(),
            _ => format!("Dest Unreachable, Bad Code: {code}"),
        },
        icmp::Kind::TimeExceeded if code == 1 => "Frag reassembly time exceeded".to_owned(),
        icmp::Kind::TimeExceeded => "Time to live exceeded".to_owned(),
        icmp::Kind::Redirect => "Redirect Host".to_owned(),
        icmp::Kind::SourceQuench => "Source Quench".to_owned(),
        icmp::Kind::ParameterProblem => "Parameter problem: pointer = 0".to_owned(),
        other => format!("Bad ICMP type: {}", other.number()),
    }
}

/// What the C library says of an error.
pub(super) const fn errno_text(error: Errno) -> &'static str {
    match error {
        Errno::Econnrefused => "Connection refused",
        Errno::Econnreset => "Connection reset by peer",
        Errno::Etimedout => "Connection timed out",
        Errno::Eaddrinuse => "Address already in use",
        Errno::Enotconn => "Transport endpoint is not connected",
        Errno::Epipe => "Broken pipe",
        Errno::Econnaborted => "Software caused connection abort",
        Errno::Ehostunreach => "No route to host",
        Errno::Einval => "Invalid argument",
        Errno::Emsgsize => "Message too long",
        Errno::Enetunreach => "Network is unreachable",
        Errno::Ebadf => "Bad file descriptor",
        Errno::Emfile => "Too many open files",
        Errno::Eaddrnotavail => "Cannot assign requested address",
        Errno::Eacces => "Permission denied",
        Errno::Einprogress => "Operation now in progress",
        Errno::Enoent => "No such file or directory",
    }
}
