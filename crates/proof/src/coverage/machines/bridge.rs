//! A switch, and switches that agree on a spanning tree.

use super::super::{Driver, Seen};
use super::{Told, at, mac};
use wireglass_core::addr::MacAddr;
use wireglass_core::bridge::{Action, BRIDGE_GROUP, Bridge, Config, stp};
use wireglass_core::rules::{Reason, Rule};
use wireglass_core::time::Instant;
use wireglass_core::wire::{EtherType, ethernet};

pub(super) const DRIVERS: &[Driver] = &[
    Driver {
        name: "frames through a switch",
        promises: &[
            Rule::BridgeLearn,
            Rule::BridgeMove,
            Rule::BridgeGroupSource,
            Rule::BridgeTableFull,
            Rule::BridgeAge,
            Rule::BridgePortForgets,
            Rule::BridgeForward,
            Rule::BridgeFlood,
            Rule::BridgeFloodGroup,
            Rule::BridgeFilter,
            Rule::BridgePortClosed,
            Rule::BridgeReserved,
        ],
        run: switch,
    },
    Driver {
        name: "three switches in a ring, and what is cut in it",
        promises: &[
            Rule::StpRootIsSelf,
            Rule::StpRootIsOther,
            Rule::StpRootPort,
            Rule::StpDesignatedPort,
            Rule::StpBlockedPort,
            Rule::StpSuperior,
            Rule::StpInferior,
            Rule::StpListening,
            Rule::StpLearning,
            Rule::StpForwarding,
            Rule::StpBlocking,
            Rule::StpDisabled,
            Rule::StpMessageAged,
            Rule::StpHello,
            Rule::StpRelayed,
            Rule::StpTopologyChange,
            Rule::StpChangeAcknowledged,
            Rule::StpFastAgeing,
            Rule::StpUsualAgeing,
        ],
        run: ring,
    },
];

impl Told for Action {
    fn reason(&self) -> Option<&Reason> {
        match self {
            Self::Table { reason, .. } => reason.as_ref(),
            Self::Forward { reason, .. }
            | Self::Drop { reason }
            | Self::Send { reason, .. }
            | Self::Port { reason, .. }
            | Self::Applied(reason) => Some(reason),
        }
    }
}

fn frame(src: MacAddr, dst: MacAddr) -> Vec<u8> {
    let mut bytes = Vec::new();
    ethernet::Header { dst, src, ethertype: EtherType::Ipv4, vlan: None }.emit(&mut bytes);
    bytes.resize(ethernet::MIN_LEN, 0);
    bytes
}

fn switch(seen: &mut Seen) {
    let mut out = Vec::new();
    let mut switch = Bridge::new(&Config { table_limit: 2, ..Config::plain(3) });
    for port in 0..3 {
        switch.handle_port_up(at(0), port, &mut out);
    }
    let everybody = MacAddr::BROADCAST;
    let lldp = MacAddr([0x01, 0x80, 0xc2, 0, 0, 0x0e]);
    let frames = [
        (0, 0, mac(1), mac(2)),
        (1, 1, mac(2), mac(1)),
        (2, 1, mac(3), mac(2)),
        (3, 2, mac(1), everybody),
        (4, 2, everybody, mac(1)),
        (5, 0, mac(1), lldp),
        (6, 9, mac(1), mac(2)),
        // By now nobody has been heard for the ageing time.
        (400, 0, mac(1), mac(2)),
    ];
    for (when, port, src, dst) in frames {
        switch.handle_frame(at(when), port, &frame(src, dst), &mut out);
    }
    switch.handle_port_down(at(401), 0, &mut out);
    seen.told(&out);
}

/// Switches whose ports are joined by hubs, so that one may fall silent unnoticed.
struct Ring {
    now: Instant,
    switches: Vec<Option<Bridge>>,
}

/// The port at the other end: port 0 of each switch leads to port 1 of the next.
const fn other_end(switch: usize, port: u16) -> (usize, u16) {
    if port == 0 { ((switch + 1) % 3, 1) } else { ((switch + 2) % 3, 0) }
}

impl Ring {
    fn act(
        &mut self,
        seen: &mut Seen,
        switch: usize,
        act: impl FnOnce(&mut Bridge, Instant, &mut Vec<Action>),
    ) {
        let mut out = Vec::new();
        let Some(bridge) = &mut self.switches[switch] else { return };
        act(bridge, self.now, &mut out);
        self.pass_on(seen, switch, out);
    }

    fn pass_on(&mut self, seen: &mut Seen, switch: usize, actions: Vec<Action>) {
        seen.told(&actions);
        for action in actions {
            let Action::Send { port, bpdu, .. } = action else { continue };
            let (to, port) = other_end(switch, port);
            let frame = bpdu.frame(mac(9));
            self.act(seen, to, |there, now, out| there.handle_frame(now, port, &frame, out));
        }
    }

    fn run(&mut self, seen: &mut Seen, until: Instant) {
        loop {
            let due = |n: usize| Some((self.switches[n].as_ref()?.next_timeout()?, n));
            match (0..3).filter_map(due).min() {
                Some((due, switch)) if due <= until => {
                    self.now = due;
                    self.act(seen, switch, Bridge::handle_timeout);
                }
                _ => break,
            }
        }
        self.now = until;
    }
}

fn ring(seen: &mut Seen) {
    let switch = |n| {
        let stp = Some(stp::Config::recommended(mac(n)));
        Some(Bridge::new(&Config { stp, ..Config::plain(2) }))
    };
    let mut ring = Ring { now: at(0), switches: vec![switch(1), switch(2), switch(3)] };
    // The third comes last, and believes at first that it is the root.
    for (when, switch) in [(0, 1), (0, 0), (7, 2)] {
        ring.run(seen, at(when));
        for port in 0..2 {
            ring.act(seen, switch, |it, now, out| it.handle_port_up(now, port, out));
        }
    }
    ring.run(seen, at(100));
    ring.act(seen, 0, |it, now, out| it.handle_frame(now, 0, &frame(mac(7), BRIDGE_GROUP), out));
    // The way from the third switch to the root is cut: the blocked way takes over.
    let (far, port) = other_end(0, 1);
    ring.act(seen, 0, |it, now, out| it.handle_port_down(now, 1, out));
    ring.act(seen, far, |it, now, out| it.handle_port_down(now, port, out));
    ring.run(seen, at(200));
    // The root falls silent, and nothing but its silence tells.
    ring.switches[0] = None;
    ring.run(seen, at(300));
}
