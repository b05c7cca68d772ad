//! Which frames belong to one exchange, and which of them are to be seen.

use super::Protocol;
use std::collections::BTreeMap;
use std::net::{IpAddr, SocketAddr};
use wireglass_trace::FrameId;

/// What is to be seen of all the traffic. By default, everything.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Leave address resolution out.
    pub hide_arp: bool,
    /// Fold the devices of the link layer away (hubs, switches, modems): a frame then
    /// goes from host to host, as if on one wire.
    pub hide_link_devices: bool,
    /// Show this protocol only. TCP means HTTP, too.
    pub only: Option<Protocol>,
    /// Show only the exchange that this frame belongs to.
    pub flow: Option<FrameId>,
}

/// Two programs that speak with each other, whoever sends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    ends: Ends,
    /// The identification that the parts of a datagram share, and who sent it.
    fragment: Option<(IpAddr, u16)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Ends {
    Known {
        protocol: u8,
        low: SocketAddr,
        high: SocketAddr,
        from: IpAddr,
    },
    /// Of all parts of a datagram but the first.
    Rest {
        protocol: u8,
        from: IpAddr,
        to: IpAddr,
    },
}

impl Key {
    pub(super) fn new(protocol: u8, from: SocketAddr, to: SocketAddr) -> Self {
        let (low, high) = if from <= to { (from, to) } else { (to, from) };
        Self { ends: Ends::Known { protocol, low, high, from: from.ip() }, fragment: None }
    }

    /// This key, of the first part of a datagram.
    pub(super) fn fragment(mut self, identification: u16) -> Self {
        if let Ends::Known { from, .. } = self.ends {
            self.fragment = Some((from, identification));
        }
        self
    }

    /// A later part of a datagram.
    pub(super) const fn rest(protocol: u8, from: IpAddr, to: IpAddr, identification: u16) -> Self {
        Self { ends: Ends::Rest { protocol, from, to }, fragment: Some((from, identification)) }
    }
}

/// What a group of frames is found again by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Name {
    Programs(u8, SocketAddr, SocketAddr),
    Datagram(IpAddr, u16),
}

/// The groups of frames, as a forest: each group leads to one with a lower number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Flows {
    of_frame: Vec<Option<usize>>,
    parent: Vec<usize>,
    names: BTreeMap<Name, usize>,
}

impl Flows {
    /// Adds the next frame, which carries on `before`, if any.
    pub(super) fn add(&mut self, key: Option<Key>, before: Option<FrameId>) {
        let mut group = before.and_then(|frame| *self.of_frame.get(frame.index())?);
        if let Some(key) = key {
            if let Ends::Known { protocol, low, high, .. } = key.ends {
                group = Some(self.named(Name::Programs(protocol, low, high), group));
            }
            if let Some((from, identification)) = key.fragment {
                group = Some(self.named(Name::Datagram(from, identification), group));
            }
        }
        self.of_frame.push(group);
    }

    /// The group of a frame.
    pub(super) fn of(&self, frame: FrameId) -> Option<usize> {
        self.of_frame.get(frame.index()).copied().flatten().map(|group| self.root(group))
    }

    /// The group of a name, joined with `group`.
    fn named(&mut self, name: Name, group: Option<usize>) -> usize {
        let own = match (self.names.get(&name), group) {
            (Some(own), _) => *own,
            (None, Some(group)) => group,
            (None, None) => {
                self.parent.push(self.parent.len());
                self.parent.len() - 1
            }
        };
        self.names.insert(name, own);
        let own = self.root(own);
        let Some(other) = group.map(|group| self.root(group)) else { return own };
        let (low, high) = (own.min(other), own.max(other));
        self.parent[high] = low;
        low
    }

    fn root(&self, mut group: usize) -> usize {
        while self.parent[group] != group {
            group = self.parent[group];
        }
        group
    }
}
