//! A learning bridge, as people know it: a switch (IEEE 802.1D-1998).
//!
//! [`Bridge`] is the relay: it remembers behind which port each station was
//! last heard ([`MacTable`]), and passes a frame to that port only, to every
//! other port, or nowhere. [`stp::SpanningTree`] decides which ports may take
//! part, so that there are no loops; a bridge without it floods round and round
//! in one.
//!
//! Frames go in with the port and the time; what is to be done comes out as a
//! list of [`Action`]s in the order in which it happens. Frames are passed on
//! as they came: a bridge changes nothing in them.

pub mod bpdu;
pub mod stp;
mod table;

pub use bpdu::{BridgeId, PortId};
pub use table::{Entry, Learning, MacTable, Origin};

use crate::addr::MacAddr;
use crate::rules::Reason;
use crate::time::{Duration, Instant};
use crate::wire::ethernet;
use bpdu::Bpdu;
use stp::SpanningTree;

/// A port, as its bridge counts them: from 0.
pub type Port = u16;

/// The group address of all bridges, to which BPDUs go (§7.12.3).
pub const BRIDGE_GROUP: MacAddr = MacAddr([0x01, 0x80, 0xc2, 0x00, 0x00, 0x00]);

/// Whether `mac` is one of the 16 addresses that no bridge passes on (§7.12.6).
pub const fn is_reserved(mac: MacAddr) -> bool {
    matches!(mac.0, [0x01, 0x80, 0xc2, 0, 0, last] if last < 16)
}

/// What a bridge is made of.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Config {
    /// How many ports it has.
    pub ports: Port,
    /// How long an address is remembered after it was last heard; 300 s unless
    /// changed (§7.9.2).
    pub ageing: Duration,
    /// How many addresses it can remember.
    pub table_limit: u32,
    /// The spanning tree, if the bridge takes part in one.
    pub stp: Option<stp::Config>,
}

impl Config {
    /// A plain switch with `ports` ports and no spanning tree.
    pub fn plain(ports: Port) -> Self {
        Self { ports, ageing: Duration::from_secs(300), table_limit: 1024, stp: None }
    }
}

/// Something a bridge does, or notices.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// Pass the frame on, as it came, through each of these ports.
    Forward {
        /// Which ports; none if there is no other that forwards.
        ports: Vec<Port>,
        /// Why these.
        reason: Reason,
    },
    /// The frame is not passed on.
    Drop {
        /// Why.
        reason: Reason,
    },
    /// Send this through that port: [`Bpdu::frame`] is the frame.
    Send {
        /// Which port.
        port: Port,
        /// What.
        bpdu: Bpdu,
        /// Why.
        reason: Reason,
    },
    /// The MAC address table has changed.
    Table {
        /// Whose entry.
        mac: MacAddr,
        /// Where it is now; `None` if it is forgotten.
        port: Option<Port>,
        /// Why; `None` if it was only heard again.
        reason: Option<Reason>,
    },
    /// A port's state or role has changed.
    Port {
        /// Which port.
        port: Port,
        /// Its state now.
        state: stp::State,
        /// Its role now.
        role: stp::Role,
        /// Why.
        reason: Reason,
    },
    /// A rule decided something that nothing else shows.
    Applied(Reason),
}

/// A bridge with its table and, if it takes part in one, its spanning tree.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Bridge {
    ageing: Duration,
    /// Whether each port has a cable with somebody at its other end.
    up: Vec<bool>,
    table: MacTable,
    stp: Option<SpanningTree>,
}

impl Bridge {
    /// A bridge whose ports are all without cable.
    pub fn new(config: &Config) -> Self {
        Self {
            ageing: config.ageing,
            up: vec![false; usize::from(config.ports)],
            table: MacTable::new(config.table_limit),
            stp: config.stp.map(|stp| SpanningTree::new(stp, config.ports)),
        }
    }

    /// The MAC address table.
    pub fn table(&self) -> &MacTable {
        &self.table
    }

    /// The MAC address table, to write static entries.
    pub fn table_mut(&mut self) -> &mut MacTable {
        &mut self.table
    }

    /// The spanning tree, if there is one.
    pub fn stp(&self) -> Option<&SpanningTree> {
        self.stp.as_ref()
    }

    /// How long an address is remembered now: less while the topology changes.
    pub fn ageing(&self) -> Duration {
        let short = self.stp.as_ref().and_then(SpanningTree::fast_ageing);
        short.map_or(self.ageing, |short| short.min(self.ageing))
    }

    /// What a port does now.
    pub fn port_state(&self, port: Port) -> stp::State {
        match &self.stp {
            _ if !self.is_up(port) => stp::State::Disabled,
            Some(stp) => stp.state(port),
            None => stp::State::Forwarding,
        }
    }

    fn is_up(&self, port: Port) -> bool {
        self.up.get(usize::from(port)).copied().unwrap_or(false)
    }

    /// A cable has been plugged in at `port`, or its other end switched on.
    pub fn handle_port_up(&mut self, now: Instant, port: Port, out: &mut Vec<Action>) {
        let Some(up) = self.up.get_mut(usize::from(port)) else { return };
        if !std::mem::replace(up, true) {
            self.with_stp(out, |stp, out| stp.enable(now, port, out));
        }
    }

    /// The cable at `port` is out, or its other end switched off.
    pub fn handle_port_down(&mut self, now: Instant, port: Port, out: &mut Vec<Action>) {
        let Some(up) = self.up.get_mut(usize::from(port)) else { return };
        if !std::mem::replace(up, false) {
            return;
        }
        for mac in self.table.forget_port(port) {
            let reason = Some(Reason::BridgePortForgets { port });
            out.push(Action::Table { mac, port: None, reason });
        }
        self.with_stp(out, |stp, out| stp.disable(now, port, out));
    }

    /// A BPDU has come in through `port`.
    fn handle_bpdu(&mut self, now: Instant, port: Port, bpdu: &Bpdu, out: &mut Vec<Action>) {
        if self.is_up(port) {
            self.with_stp(out, |stp, out| stp.handle(now, port, bpdu, out));
        }
    }

    /// A frame has come in through `port`. With a spanning tree, a BPDU is for the bridge
    /// itself and not passed on.
    pub fn handle_frame(&mut self, now: Instant, port: Port, frame: &[u8], out: &mut Vec<Action>) {
        self.expire(now, out);
        let Ok(header) = ethernet::View::new_checked(frame) else {
            return out.push(Action::Drop { reason: Reason::PacketMalformed });
        };
        let (src, dst) = (header.src(), header.dst());
        let state = self.port_state(port);
        if state == stp::State::Disabled {
            return out.push(Action::Drop { reason: Reason::BridgePortClosed { port } });
        }
        if dst == BRIDGE_GROUP
            && self.stp.is_some()
            && let Some(bpdu) = Bpdu::parse(header.payload())
        {
            return self.handle_bpdu(now, port, &bpdu, out);
        }
        // Without a spanning tree of its own, a bridge lets others' through.
        if is_reserved(dst) && (self.stp.is_some() || dst != BRIDGE_GROUP) {
            return out.push(Action::Drop { reason: Reason::BridgeReserved { mac: dst } });
        }
        if matches!(state, stp::State::Learning | stp::State::Forwarding) {
            self.learn(now, src, port, out);
        }
        if state != stp::State::Forwarding {
            return out.push(Action::Drop { reason: Reason::BridgePortClosed { port } });
        }
        out.push(self.relay(port, dst));
    }

    /// Where a frame for `dst` from the forwarding port `from` goes (§7.7).
    fn relay(&self, from: Port, dst: MacAddr) -> Action {
        if dst.is_multicast() {
            return self.flood(from, Reason::BridgeFloodGroup { mac: dst });
        }
        let Some(Entry { port, .. }) = self.table.look_up(dst) else {
            return self.flood(from, Reason::BridgeFlood { mac: dst });
        };
        if port == from {
            Action::Drop { reason: Reason::BridgeFilter { mac: dst, port } }
        } else if self.port_state(port) == stp::State::Forwarding {
            Action::Forward { ports: vec![port], reason: Reason::BridgeForward { mac: dst, port } }
        } else {
            Action::Drop { reason: Reason::BridgePortClosed { port } }
        }
    }

    fn flood(&self, from: Port, reason: Reason) -> Action {
        let ports = (0..)
            .take(self.up.len())
            .filter(|&port| port != from && self.port_state(port) == stp::State::Forwarding);
        Action::Forward { ports: ports.collect(), reason }
    }

    fn learn(&mut self, now: Instant, mac: MacAddr, port: Port, out: &mut Vec<Action>) {
        let reason = match self.table.learn(now, mac, port) {
            Learning::New => Some(Reason::BridgeLearn { mac, port }),
            Learning::Moved { from } => Some(Reason::BridgeMove { mac, from, to: port }),
            Learning::Refreshed => None,
            Learning::Static => return,
            Learning::Group => {
                return out.push(Action::Applied(Reason::BridgeGroupSource { mac }));
            }
            Learning::Full => {
                let limit = self.table.limit();
                return out.push(Action::Applied(Reason::BridgeTableFull { limit }));
            }
        };
        out.push(Action::Table { mac, port: Some(port), reason });
    }

    fn expire(&mut self, now: Instant, out: &mut Vec<Action>) {
        let after = self.ageing();
        while let Some((mac, _)) = self.table.expire_one(now, after) {
            let reason = Some(Reason::BridgeAge { mac, after });
            out.push(Action::Table { mac, port: None, reason });
        }
    }

    /// When [`Bridge::handle_timeout`] has something to do next.
    pub fn next_timeout(&self) -> Option<Instant> {
        let ageing = self.table.next_expiry(self.ageing());
        let stp = self.stp.as_ref().and_then(SpanningTree::next_timeout);
        ageing.into_iter().chain(stp).min()
    }

    /// Does what is due.
    pub fn handle_timeout(&mut self, now: Instant, out: &mut Vec<Action>) {
        self.with_stp(out, |stp, out| stp.handle_timeout(now, out));
        self.expire(now, out);
    }

    fn with_stp(
        &mut self,
        out: &mut Vec<Action>,
        act: impl FnOnce(&mut SpanningTree, &mut Vec<Action>),
    ) {
        let Some(stp) = &mut self.stp else { return };
        let before = stp.fast_ageing();
        act(stp, out);
        let after = stp.fast_ageing();
        if before.is_some() != after.is_some() {
            let reason = match after {
                Some(age) => Reason::StpFastAgeing { age },
                None => Reason::StpUsualAgeing { age: self.ageing },
            };
            out.push(Action::Applied(reason));
        }
    }
}

#[cfg(test)]
mod tests;
