//! Who has a lifeline, and which frames go from one to another.
//!
//! Between two hosts every frame is a journey of its own. In a network the devices of the link's
//! layer may be folded away: then what one host or router sends and another gets is one journey,
//! however many frames carried it; it is known by the last of them.

use super::LadderOptions;
use crate::topology::{is_link_device, place};
use crate::{Filter, Traffic, sides};
use wireglass_core::addr::MacAddr;
use wireglass_trace::{Event, FrameId, NodeId, Trace, What};

/// From lifeline to lifeline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Journey {
    /// The frame that it begins with.
    pub(super) first: FrameId,
    /// The lane it comes from, and the one it goes to.
    pub(super) from: usize,
    pub(super) to: usize,
    /// Whether somebody sent it who has no lifeline.
    pub(super) stranger: bool,
}

/// The lanes, and all journeys between them.
#[derive(Clone, Debug)]
pub(super) struct Journeys {
    /// Who has a lifeline, from the left.
    pub(super) nodes: Vec<NodeId>,
    /// By node; `usize::MAX` for those without one.
    lane_of: Vec<usize>,
    /// By the frame that ends it.
    by_end: Vec<Option<Journey>>,
    /// By the frame that begins them: the frames that end them.
    starting: Vec<Vec<FrameId>>,
    /// In a network, what each frame is.
    traffic: Option<Traffic>,
}

impl Journeys {
    pub(super) fn new(trace: &Trace, options: &LadderOptions) -> Self {
        let filter =
            Filter { hide_arp: options.hide_arp || options.filter.hide_arp, ..options.filter };
        let takes_part = sides(trace);
        let network =
            takes_part.len() > 2 || takes_part.iter().any(|node| !trace.node(*node).kind.is_host());
        let plain = !network && filter.only.is_none() && filter.flow.is_none();
        let traffic = (!plain).then(|| Traffic::new(trace));
        let shown = |id: FrameId| match &traffic {
            Some(traffic) => traffic.shows(&filter, id),
            None => !filter.hide_arp || crate::frame_role(trace, id) != crate::Role::Arp,
        };
        let mut ends: Vec<Option<(FrameId, NodeId, NodeId)>> = (0..trace.frames().len())
            .map(|index| {
                let id = FrameId::from_index(index);
                let frame = trace.frame(id);
                if frame.sent.is_none() || !shown(id) {
                    return None;
                }
                if network && filter.hide_link_devices {
                    return folded(trace, id);
                }
                Some((id, frame.from, frame.to))
            })
            .collect();
        let nodes = if network { speakers(trace, &ends, takes_part) } else { takes_part };
        let mut lane_of = vec![usize::MAX; trace.nodes().len()];
        for (lane, node) in nodes.iter().enumerate() {
            lane_of[node.index()] = lane;
        }
        let mut starting = vec![Vec::new(); ends.len()];
        let by_end = ends
            .drain(..)
            .enumerate()
            .map(|(index, end)| {
                let (first, from, to) = end?;
                let to = Some(lane_of[to.index()]).filter(|lane| *lane != usize::MAX)?;
                let own = lane_of[from.index()];
                let stranger = own == usize::MAX;
                let from = if stranger { played(trace, &lane_of, first)? } else { own };
                starting[first.index()].push(FrameId::from_index(index));
                Some(Journey { first, from, to, stranger })
            })
            .collect();
        Self { nodes, lane_of, by_end, starting, traffic: traffic.filter(|_| network) }
    }

    /// Whether there are more than two hosts and a cable.
    pub(super) const fn is_network(&self) -> bool {
        self.traffic.is_some()
    }

    /// The journey that a frame ends, if that is shown.
    pub(super) fn of(&self, frame: FrameId) -> Option<&Journey> {
        self.by_end[frame.index()].as_ref()
    }

    /// Whether a frame begins a journey that is shown.
    pub(super) fn begins(&self, frame: FrameId) -> bool {
        !self.starting[frame.index()].is_empty()
    }

    /// The journeys that a frame begins: the frame that ends each, and the lane it goes to.
    pub(super) fn starting(&self, frame: FrameId) -> impl Iterator<Item = (FrameId, usize)> {
        let starting = self.starting[frame.index()].iter();
        starting.filter_map(|last| Some((*last, self.of(*last)?.to)))
    }

    /// The lane at which an event shows.
    pub(super) fn lane(&self, event: &Event) -> Option<usize> {
        let own = self.lane_of[event.node.index()];
        if own != usize::MAX {
            return Some(own);
        }
        match event.what {
            // A stranger plays the other end.
            What::FrameSent { frame } => {
                let (last, _) = self.starting(frame).next()?;
                self.of(last).map(|journey| journey.from)
            }
            // On the way between two devices that are folded away.
            What::FrameLost { frame } | What::FrameAltered { frame, .. } if self.is_network() => {
                self.of(frame).map(|journey| journey.from)
            }
            _ => None,
        }
    }

    /// In a network, what a frame is called.
    pub(super) fn label(&self, frame: FrameId) -> Option<String> {
        Some(self.traffic.as_ref()?.facts(frame).label.clone())
    }
}

/// The lane of a wire's other end, whom a stranger plays that put a frame on it.
fn played(trace: &Trace, lane_of: &[usize], id: FrameId) -> Option<usize> {
    let frame = trace.frame(id);
    let ends = trace.link(frame.link).nodes();
    let other = ends.into_iter().find(|end| *end != frame.to)?;
    Some(lane_of[other.index()]).filter(|lane| *lane != usize::MAX)
}

/// Who sends or gets something, in the order in which they stand on the map.
fn speakers(
    trace: &Trace,
    ends: &[Option<(FrameId, NodeId, NodeId)>],
    takes_part: Vec<NodeId>,
) -> Vec<NodeId> {
    let mut speaks = vec![false; trace.nodes().len()];
    for (_, from, to) in ends.iter().flatten() {
        speaks[from.index()] = true;
        speaks[to.index()] = true;
    }
    let mut nodes: Vec<NodeId> =
        takes_part.iter().copied().filter(|node| speaks[node.index()]).collect();
    if nodes.is_empty() {
        nodes = takes_part;
        nodes.retain(|node| !is_link_device(trace.node(*node).kind));
    }
    let links: Vec<[usize; 2]> =
        trace.links().iter().map(|link| link.nodes().map(NodeId::index)).collect();
    let places = place::place(trace.nodes().len(), &links);
    nodes.sort_by(|a, b| {
        let (a, b) = (places[a.index()], places[b.index()]);
        a.x.total_cmp(&b.x).then(a.y.total_cmp(&b.y))
    });
    nodes
}

/// The journey that a frame ends where hubs, switches and modems are folded away: the frame that
/// it began with, who sent that, and who gets it.
fn folded(trace: &Trace, id: FrameId) -> Option<(FrameId, NodeId, NodeId)> {
    let is_device = |node: NodeId| is_link_device(trace.node(node).kind);
    let frame = trace.frame(id);
    let mut first = id;
    while is_device(trace.frame(first).from) {
        let original = trace.frame(first).copy_of.unwrap_or(first);
        // What a device itself made, such as a BPDU, nobody else hears of.
        first = trace.frame(original).forwarded_from?;
    }
    let from = trace.frame(first).from;
    if !is_device(frame.to) {
        // Whose it is not, does not hear of it: its interface throws it away.
        return is_for(trace, id, frame.to).then_some((first, from, frame.to));
    }
    // What reaches the next device goes on as another frame. What does not was on its way to
    // whoever has the address on it.
    if frame.arrived {
        return None;
    }
    let destination = destination(trace, id)?;
    let owner = (0..trace.nodes().len()).map(NodeId::from_index).find(|node| {
        let own = |mac: MacAddr| mac == destination;
        !is_device(*node) && trace.node(*node).interfaces.iter().any(|it| it.mac.is_some_and(own))
    });
    owner.map(|to| (first, from, to))
}

fn destination(trace: &Trace, id: FrameId) -> Option<MacAddr> {
    trace.frame_bytes(id).first_chunk().copied().map(MacAddr)
}

/// Whether a frame is for a station: by its own address, or for a group.
fn is_for(trace: &Trace, id: FrameId, node: NodeId) -> bool {
    let Some(destination) = destination(trace, id) else { return true };
    let own = trace
        .port(id, node)
        .and_then(|port| trace.node(node).interfaces.get(usize::from(port))?.mac);
    destination.is_multicast() || own.is_none_or(|own| own == destination)
}

#[cfg(test)]
mod tests;
