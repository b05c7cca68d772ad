//! `traceroute`.

use super::Page;
use super::form::milliseconds;
use super::log::Log;
use super::ping::errno_text;
use std::net::IpAddr;
use wireglass_core::time::Instant;
use wireglass_core::wire::icmp::{self, Unreachable};
use wireglass_sim::app::{Target, Traceroute};
use wireglass_trace::{Call, CallResult, EventId, Transport};

/// The first port that a probe of UDP goes to.
const FIRST_PORT: u16 = 33_434;
/// What a probe measures: an IPv4 header and 40 bytes.
const PACKET: u16 = 60;

/// One probe of a hop.
#[derive(Clone, Copy)]
struct Probe {
    ttl: u8,
    number: u16,
    at: Instant,
    sent: EventId,
    answer: Option<(IpAddr, &'static str, wireglass_core::time::Duration, EventId)>,
}

pub(super) fn print(log: &Log<'_>, page: &mut Page, args: &Traceroute, typed: &str) {
    let mut probes: Vec<Probe> = Vec::new();
    let mut to = None;
    for made in &log.calls {
        if let Call::SendTo { datagram, ttl } = made.call {
            let peer = log.trace.datagram(datagram).peer;
            let is_probe = match made.transport {
                Some(Transport::Icmp) => args.icmp,
                _ => !args.icmp && peer.port() >= FIRST_PORT,
            };
            if !is_probe {
                continue;
            }
            let number = match u16::try_from(probes.len() + 1) {
                Ok(count) if args.icmp => count,
                _ => peer.port(),
            };
            if to.is_none() {
                to = Some(peer.ip());
                page.out(
                    made.event,
                    format!(
                        "traceroute to {typed} ({}), {} hops max, {PACKET} byte packets",
                        peer.ip(),
                        args.max_ttl
                    ),
                );
            }
            if let Some((error, event)) = made.failed() {
                page.err(event, format!("connect: {}", errno_text(error)));
                continue;
            }
            let at = log.time(made.event);
            probes.push(Probe { ttl, number, at, sent: made.event, answer: None });
        }
        if let Some((CallResult::Echoed { datagram, kind, code, seq, .. }, event)) = made.result {
            let from = log.trace.datagram(datagram).peer.ip();
            let arrived = log.time(event);
            if let Some(probe) = probes.iter_mut().find(|p| p.number == seq && p.answer.is_none()) {
                // The tool measures between its calls.
                let after = arrived.since(probe.at);
                if after <= args.timeout {
                    probe.answer = Some((from, mark(kind, code), after, event));
                }
            }
        }
    }
    hops(log, page, &probes);
    let Some((_, end)) = log.ended else { return };
    if log.interrupted.is_some() {
        page.out(end, "^C");
    } else if to.is_none() && matches!(args.to, Target::Name(_)) {
        page.err(end, format!("{typed}: {}", log.name_trouble()));
        page.err(
            end,
            format!("Cannot handle \"host\" cmdline arg `{typed}' on position 1 (argc 1)"),
        );
    }
}

/// A line for each hop. One that is not complete shows as far as it is: probes that are still
/// awaited stand for nothing.
fn hops(log: &Log<'_>, page: &mut Page, probes: &[Probe]) {
    for (index, hop) in probes.chunk_by(|a, b| a.ttl == b.ttl).enumerate() {
        let Some(first) = hop.first() else { continue };
        let last_hop = index + 1 == probes.chunk_by(|a, b| a.ttl == b.ttl).count();
        let mut cells = vec![format!("{:2} ", first.ttl)];
        let mut event = first.sent;
        let mut before = None;
        for (place, probe) in hop.iter().enumerate() {
            let awaited = last_hop && place + 1 == hop.len() && log.ended.is_none();
            match probe.answer {
                None if awaited => {}
                None => cells.push(" *".to_owned()),
                Some((from, mark, after, answered)) => {
                    event = answered;
                    if before != Some(from) {
                        cells.push(format!(" {from}"));
                        before = Some(from);
                    }
                    cells.push(format!("  {} ms{mark}", milliseconds(after)));
                }
            }
        }
        page.out(event, cells.concat());
    }
}

/// What is written behind a time if somebody says more than that time is up.
const fn mark_of(code: Unreachable) -> &'static str {
    match code {
        Unreachable::Network | Unreachable::NetworkUnknown => " !N",
        Unreachable::Host | Unreachable::HostUnknown => " !H",
        Unreachable::Protocol => " !P",
        Unreachable::Port => "",
        Unreachable::FragmentationNeeded => " !F",
        Unreachable::SourceRouteFailed => " !S",
        _ => " !X",
    }
}

fn mark(kind: icmp::Kind, code: u8) -> &'static str {
    match kind {
        icmp::Kind::Unreachable => mark_of(Unreachable::from(code)),
        _ => "",
    }
}
