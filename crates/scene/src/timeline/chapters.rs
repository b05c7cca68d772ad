//! Chapters: what a stretch of the timeline is about, as far as that shows in the frames.

use super::share;
use crate::{Protocol, Role, Traffic};
use wireglass_core::wire::{FieldName, Value};
use wireglass_text::Lang;
use wireglass_text::diagram as words;
use wireglass_trace::{FrameId, Row, Trace, What};

/// A stretch of the timeline.
#[derive(Clone, Debug, PartialEq)]
pub struct Chapter {
    /// Its first step (the first is 0).
    pub first: usize,
    /// The step after its last.
    pub end: usize,
    /// Where it begins and ends on the rail, 0 to 1.
    pub span: (f64, f64),
    /// What it is called.
    pub name: String,
}

/// What goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    /// Somebody looks for the MAC address of its gateway.
    Gateway,
    /// Somebody looks for another one.
    Mac,
    /// A host gets an address.
    Address,
    /// A name is looked up.
    Name,
    /// A connection is opened.
    Handshake,
    /// Something is sent over it.
    Data(Protocol),
    /// It is closed.
    Close,
    /// Echoes, and what ICMP has to say.
    Ping,
    /// A file is copied block by block.
    File,
    /// Datagrams of something else.
    Datagrams,
    /// Who wants what is sent to a group.
    Groups,
    /// Routers tell each other their routes.
    Routes,
    /// Switches agree on a tree.
    Tree,
}

impl Phase {
    const fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Gateway => words::chapter_gateway(lang),
            Self::Mac => words::chapter_mac(lang),
            Self::Address => words::chapter_address(lang),
            Self::Name => words::chapter_name(lang),
            Self::Handshake => words::chapter_handshake(lang),
            Self::Data(Protocol::Http) => "HTTP",
            Self::Data(_) => words::chapter_data(lang),
            Self::Close => words::chapter_close(lang),
            Self::Ping => words::chapter_ping(lang),
            Self::File => words::chapter_file(lang),
            Self::Datagrams => "UDP",
            Self::Groups => words::chapter_groups(lang),
            Self::Routes => words::chapter_routes(lang),
            Self::Tree => words::chapter_tree(lang),
        }
    }

    /// What may go on beside anything else does not end what is going on.
    const fn is_background(self) -> bool {
        matches!(self, Self::Groups | Self::Routes | Self::Tree)
    }

    const fn is_arp(self) -> bool {
        matches!(self, Self::Gateway | Self::Mac)
    }
}

/// The chapters of a trace, in order; together they cover all of it. None if too little
/// happens to tell any apart.
pub fn chapters(trace: &Trace, traffic: &Traffic, lang: Lang) -> Vec<Chapter> {
    let mut runs: Vec<(usize, Phase)> = Vec::new();
    let gateways = gateways(trace);
    for step in 0..trace.steps().len() {
        let frame = trace.step_events(step).find_map(|(_, event)| match event.what {
            // Where it is made, not where it is passed on.
            What::FrameSent { frame } if trace.frame(frame).forwarded_from.is_none() => Some(frame),
            _ => None,
        });
        let Some(phase) = frame.and_then(|frame| phase(trace, traffic, frame, &gateways)) else {
            continue;
        };
        match runs.last() {
            Some((_, last)) if *last == phase => {}
            Some((_, last)) if phase.is_background() && !last.is_background() => {}
            // Whoever looks for a neighbour's address does so for what is going on.
            // What is sent again while the end is near.
            Some((_, Phase::Close)) if matches!(phase, Phase::Data(_)) => {}
            Some((_, last)) if phase.is_arp() && !last.is_background() => {}
            _ => runs.push((step, phase)),
        }
    }
    if runs.len() < 2 {
        return Vec::new();
    }
    let total = trace.steps().len();
    let starts: Vec<usize> = runs
        .iter()
        .enumerate()
        .map(|(index, (step, _))| if index == 0 { 0 } else { *step })
        .collect();
    runs.iter()
        .enumerate()
        .map(|(index, (_, phase))| {
            let first = starts[index];
            let end = starts.get(index + 1).copied().unwrap_or(total);
            Chapter {
                first,
                end,
                span: (share(first, total), share(end, total)),
                name: phase.name(lang).to_owned(),
            }
        })
        .collect()
}

/// Chapters that somebody has named: each begins at a step (the first is 0) and lasts to the next.
pub fn named_chapters(trace: &Trace, names: &[(usize, String)]) -> Vec<Chapter> {
    let total = trace.steps().len();
    names
        .iter()
        .enumerate()
        .map(|(index, (first, name))| {
            let first = (*first).min(total);
            let end = names.get(index + 1).map_or(total, |(next, _)| (*next).clamp(first, total));
            Chapter {
                first,
                end,
                span: (share(first, total), share(end, total)),
                name: name.clone(),
            }
        })
        .collect()
}

/// The addresses of all default gateways.
fn gateways(trace: &Trace) -> Vec<std::net::IpAddr> {
    let own = trace.nodes().iter().flat_map(|node| &node.rows);
    let set = trace.events().iter().filter_map(|event| match event.what {
        What::RowSet { row } => Some(trace.row(row)),
        _ => None,
    });
    own.chain(set)
        .filter_map(|row| match row {
            Row::Route { prefix: 0, gateway: Some(gateway), .. } => Some(*gateway),
            _ => None,
        })
        .collect()
}

fn phase(
    trace: &Trace,
    traffic: &Traffic,
    frame: FrameId,
    gateways: &[std::net::IpAddr],
) -> Option<Phase> {
    let facts = traffic.facts(frame);
    Some(match facts.protocol {
        Protocol::Arp => {
            let whole = trace.dissect(frame);
            let asked = whole.field(FieldName::ArpTargetIp).map(|field| field.value);
            match asked {
                Some(Value::Ip(ip)) if gateways.contains(&ip) => Phase::Gateway,
                _ => Phase::Mac,
            }
        }
        Protocol::Dhcp => Phase::Address,
        Protocol::Dns => Phase::Name,
        Protocol::Icmp => Phase::Ping,
        Protocol::Igmp => Phase::Groups,
        Protocol::Rip => Phase::Routes,
        Protocol::Stp => Phase::Tree,
        Protocol::Tftp => Phase::File,
        Protocol::Udp => Phase::Datagrams,
        Protocol::Tcp | Protocol::Http => match facts.role {
            Role::Syn | Role::SynAck => Phase::Handshake,
            Role::Fin | Role::Rst => Phase::Close,
            Role::Data => Phase::Data(facts.protocol),
            _ => return None,
        },
        Protocol::Other => return None,
    })
}
