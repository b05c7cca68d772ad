//! The spanning tree algorithm and protocol (IEEE 802.1D-1998 §8).
//!
//! The names are the standard's; each procedure says which clause it is. What
//! is written at one port of each bridge, *who is the root, and what does the
//! path to it cost*, is enough for all of them to agree on one tree.

use super::bpdu::{Bpdu, BridgeId, Configuration, PortId, Ticks, Vector};
use super::{Action, Port};
use crate::addr::MacAddr;
use crate::rules::Reason;
use crate::time::{Duration, Instant};

mod timers;

/// A bridge says no more than one configuration message per port in this time (§8.10.2).
pub const HOLD_TIME: Duration = Duration::from_secs(1);
/// What a bridge adds to a message's age as it passes it on: more than it really takes (§8.10.2).
const MESSAGE_AGE_INCREMENT: Duration = Duration::from_secs(1);

/// What a port does with frames (§8.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// Nothing at all.
    Disabled,
    /// Hears BPDUs.
    Blocking,
    /// Hears and sends BPDUs.
    Listening,
    /// Learns addresses, too.
    Learning,
    /// Passes frames on, too.
    Forwarding,
}

/// What a port is in the tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Nothing.
    Disabled,
    /// The way to the root.
    Root,
    /// Responsible for its segment.
    Designated,
    /// Another way, kept blocked.
    Alternate,
    /// The way back into a segment this bridge is itself responsible for, kept blocked.
    Backup,
}

/// A bridge's settings (§8.10).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Config {
    /// Who it is.
    pub id: BridgeId,
    /// How often the root speaks: 1 to 10 s, 2 s unless changed.
    pub hello: Ticks,
    /// How old a message may become: 6 to 40 s, 20 s unless changed.
    pub max_age: Ticks,
    /// How long to listen and to learn: 4 to 30 s, 15 s unless changed.
    pub forward_delay: Ticks,
    /// What a port costs unless told otherwise: 19 for 100 Mbit/s.
    pub path_cost: u32,
}

impl Config {
    /// The standard's recommended values.
    pub const fn recommended(mac: MacAddr) -> Self {
        Self {
            id: BridgeId { priority: 0x8000, mac },
            hello: Ticks::from_secs(2),
            max_age: Ticks::from_secs(20),
            forward_delay: Ticks::from_secs(15),
            path_cost: 19,
        }
    }
}

/// The root's settings, which all of a tree use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Times {
    hello: Ticks,
    max_age: Ticks,
    forward_delay: Ticks,
}

/// What a bridge remembers about a port (§8.5.5).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct PortData {
    id: PortId,
    path_cost: u32,
    state: State,
    /// The best that was said on this port's segment.
    best: Vector,
    acknowledge_change: bool,
    config_pending: bool,
    /// When `best` was heard, and how old it was then; `None` if it is our own.
    heard: Option<(Instant, Duration)>,
    forward_delay_from: Option<Instant>,
    hold_until: Option<Instant>,
    /// The role that was last reported.
    reported: Role,
}

/// A bridge's part in the spanning tree.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SpanningTree {
    config: Config,
    root: BridgeId,
    root_cost: u32,
    root_port: Option<Port>,
    times: Times,
    /// Heard from the root, or said as the root: forget addresses sooner.
    topology_change: bool,
    /// Noticed here, and not yet acknowledged.
    change_detected: bool,
    hello_due: Option<Instant>,
    notify_due: Option<Instant>,
    change_until: Option<Instant>,
    ports: Vec<PortData>,
}

impl SpanningTree {
    /// A bridge that takes itself for the root, with every port disabled (§8.8.1).
    pub fn new(config: Config, ports: Port) -> Self {
        let port = |port: Port| {
            let id = port_id(0x80, port);
            PortData {
                id,
                path_cost: config.path_cost,
                state: State::Disabled,
                best: Vector { root: config.id, cost: 0, bridge: config.id, port: id },
                acknowledge_change: false,
                config_pending: false,
                heard: None,
                forward_delay_from: None,
                hold_until: None,
                reported: Role::Disabled,
            }
        };
        Self {
            root: config.id,
            root_cost: 0,
            root_port: None,
            times: own_times(&config),
            topology_change: false,
            change_detected: false,
            hello_due: None,
            notify_due: None,
            change_until: None,
            ports: (0..ports).map(port).collect(),
            config,
        }
    }

    /// Sets what a path through `port` costs, and its priority (0x80 unless changed).
    /// To be called before the port is enabled.
    pub fn set_port(&mut self, port: Port, path_cost: u32, priority: u8) {
        let own = self.config.id;
        if let Some(data) = self.ports.get_mut(usize::from(port)) {
            data.path_cost = path_cost;
            data.id = port_id(priority, port);
            data.best = Vector { root: own, cost: 0, bridge: own, port: data.id };
        }
    }

    /// Who this bridge is.
    pub fn id(&self) -> BridgeId {
        self.config.id
    }

    /// Who is taken for the root.
    pub fn root(&self) -> BridgeId {
        self.root
    }

    /// What the path to the root costs from here.
    pub fn root_cost(&self) -> u32 {
        self.root_cost
    }

    /// The port that leads to the root; `None` if this is the root.
    pub fn root_port(&self) -> Option<Port> {
        self.root_port
    }

    /// Whether this bridge takes itself for the root.
    pub fn is_root(&self) -> bool {
        self.root == self.config.id
    }

    /// What a port does.
    pub fn state(&self, port: Port) -> State {
        self.port(port).map_or(State::Disabled, |data| data.state)
    }

    /// What a port is.
    pub fn role(&self, port: Port) -> Role {
        let Some(data) = self.port(port) else { return Role::Disabled };
        if data.state == State::Disabled {
            Role::Disabled
        } else if self.root_port == Some(port) {
            Role::Root
        } else if self.is_designated(data) {
            Role::Designated
        } else if data.best.bridge == self.config.id {
            Role::Backup
        } else {
            Role::Alternate
        }
    }

    /// The best that was said on a port's segment.
    pub fn best(&self, port: Port) -> Option<Vector> {
        self.port(port).map(|data| data.best)
    }

    /// The ageing time while the topology changes; `None` when it does not.
    pub fn fast_ageing(&self) -> Option<Duration> {
        self.topology_change.then(|| self.times.forward_delay.duration())
    }

    fn port(&self, port: Port) -> Option<&PortData> {
        self.ports.get(usize::from(port))
    }

    fn all_ports(&self) -> impl Iterator<Item = Port> + use<> {
        (0..).take(self.ports.len())
    }

    fn is_designated(&self, data: &PortData) -> bool {
        data.best.bridge == self.config.id && data.best.port == data.id
    }

    /// A port has a cable now (§8.8.2).
    pub fn enable(&mut self, now: Instant, port: Port, out: &mut Vec<Action>) {
        if self.state(port) != State::Disabled || self.port(port).is_none() {
            return;
        }
        self.become_designated(port);
        if let Some(data) = self.ports.get_mut(usize::from(port)) {
            data.state = State::Blocking;
            data.acknowledge_change = false;
            data.config_pending = false;
        }
        if self.hello_due.is_none() && self.is_root() {
            let id = self.config.id;
            out.push(Action::Applied(Reason::StpRootIsSelf { priority: id.priority, mac: id.mac }));
            self.hello_due = Some(now + self.times.hello.duration());
        }
        self.port_state_selection(now, out);
        if self.is_root() {
            let reason = Reason::StpHello { every: self.times.hello.duration() };
            self.transmit_config(now, port, reason, out);
        }
    }

    /// A port has lost its cable (§8.8.3).
    pub fn disable(&mut self, now: Instant, port: Port, out: &mut Vec<Action>) {
        if self.state(port) == State::Disabled {
            return;
        }
        let was_root = self.is_root();
        self.become_designated(port);
        if let Some(data) = self.ports.get_mut(usize::from(port)) {
            data.state = State::Disabled;
            data.acknowledge_change = false;
            data.config_pending = false;
            data.forward_delay_from = None;
            data.hold_until = None;
            data.reported = Role::Disabled;
            let reason = Reason::StpDisabled { port };
            out.push(Action::Port { port, state: State::Disabled, role: Role::Disabled, reason });
        }
        self.configuration_update(out);
        self.port_state_selection(now, out);
        self.may_have_become_root(now, was_root, out);
    }

    /// A BPDU has come in through `port`.
    pub fn handle(&mut self, now: Instant, port: Port, bpdu: &Bpdu, out: &mut Vec<Action>) {
        if self.state(port) == State::Disabled {
            return;
        }
        match bpdu {
            Bpdu::Configuration(message) => self.received_config(now, port, message, out),
            Bpdu::TopologyChange => self.received_change(now, port, out),
        }
    }

    /// §8.7.1
    fn received_config(
        &mut self,
        now: Instant,
        port: Port,
        message: &Configuration,
        out: &mut Vec<Action>,
    ) {
        let Some(data) = self.port(port) else { return };
        if !self.supersedes(data, message) {
            if self.is_designated(data) {
                // §8.6.5: whoever says less is told better.
                self.transmit_config(now, port, Reason::StpInferior { port }, out);
            }
            return;
        }
        let was_root = self.is_root();
        if data.best != message.vector {
            out.push(Action::Applied(Reason::StpSuperior { port }));
        }
        // §8.6.2: record configuration information.
        if let Some(data) = self.ports.get_mut(usize::from(port)) {
            data.best = message.vector;
            data.heard = Some((now, message.message_age.duration()));
        }
        self.configuration_update(out);
        self.port_state_selection(now, out);
        if was_root && !self.is_root() {
            self.hello_due = None;
            if self.change_detected {
                self.change_until = None;
                self.transmit_change(out);
                self.notify_due = Some(now + self.config.hello.duration());
            }
        }
        if self.root_port == Some(port) {
            // §8.6.3: record configuration time-out values.
            self.times = Times {
                hello: message.hello,
                max_age: message.max_age,
                forward_delay: message.forward_delay,
            };
            self.topology_change = message.topology_change;
            self.generate_configs(now, Reason::StpRelayed { cost: self.root_cost }, out);
            if message.acknowledges_change {
                // §8.6.15
                self.change_detected = false;
                self.notify_due = None;
                out.push(Action::Applied(Reason::StpChangeAcknowledged));
            }
        }
    }

    /// §8.7.2
    fn received_change(&mut self, now: Instant, port: Port, out: &mut Vec<Action>) {
        if !self.port(port).is_some_and(|data| self.is_designated(data)) {
            return;
        }
        self.change_detected(now, out);
        // §8.6.16: acknowledge it.
        if let Some(data) = self.ports.get_mut(usize::from(port)) {
            data.acknowledge_change = true;
        }
        self.transmit_config(now, port, Reason::StpChangeAcknowledged, out);
    }

    /// §8.6.2.2: whether a message is as good as or better than what is known on the segment.
    fn supersedes(&self, data: &PortData, message: &Configuration) -> bool {
        let (new, known) = (message.vector, data.best);
        let nearer = (new.root, new.cost, new.bridge) < (known.root, known.cost, known.bridge);
        let same = (new.root, new.cost, new.bridge) == (known.root, known.cost, known.bridge);
        nearer || same && (new.bridge != self.config.id || new.port <= known.port)
    }

    /// §8.6.7
    fn configuration_update(&mut self, out: &mut Vec<Action>) {
        self.root_selection(out);
        self.designated_port_selection();
    }

    /// §8.6.8
    fn root_selection(&mut self, out: &mut Vec<Action>) {
        let candidates = self.all_ports().zip(&self.ports).filter(|(_, data)| {
            data.state != State::Disabled
                && !self.is_designated(data)
                && data.best.root < self.config.id
        });
        let chosen = candidates.min_by_key(|(_, data)| {
            let best = data.best;
            let cost = best.cost.saturating_add(data.path_cost);
            (best.root, cost, best.bridge, best.port, data.id)
        });
        let (root, cost, port) = match chosen {
            Some((port, data)) => {
                (data.best.root, data.best.cost.saturating_add(data.path_cost), Some(port))
            }
            None => (self.config.id, 0, None),
        };
        if root != self.root {
            let BridgeId { priority, mac } = root;
            out.push(Action::Applied(if root == self.config.id {
                Reason::StpRootIsSelf { priority, mac }
            } else {
                Reason::StpRootIsOther { priority, mac }
            }));
        }
        (self.root, self.root_cost, self.root_port) = (root, cost, port);
    }

    /// §8.6.9
    fn designated_port_selection(&mut self) {
        for port in self.all_ports() {
            let Some(data) = self.port(port) else { continue };
            let ours = (self.root_cost, self.config.id, data.id);
            let known = (data.best.cost, data.best.bridge, data.best.port);
            if self.is_designated(data) || data.best.root != self.root || ours <= known {
                self.become_designated(port);
            }
        }
    }

    /// §8.6.10
    fn become_designated(&mut self, port: Port) {
        let (root, cost, bridge) = (self.root, self.root_cost, self.config.id);
        if let Some(data) = self.ports.get_mut(usize::from(port)) {
            data.best = Vector { root, cost, bridge, port: data.id };
            data.heard = None;
        }
    }

    /// §8.6.11
    fn port_state_selection(&mut self, now: Instant, out: &mut Vec<Action>) {
        for port in self.all_ports() {
            let role = self.role(port);
            let cost = self.root_cost;
            let Some(data) = self.ports.get_mut(usize::from(port)) else { continue };
            if role != Role::Designated {
                data.config_pending = false;
                data.acknowledge_change = false;
            }
            let why = match role {
                Role::Disabled => continue,
                Role::Root => Reason::StpRootPort { port, cost },
                Role::Designated => Reason::StpDesignatedPort { port },
                Role::Alternate | Role::Backup => Reason::StpBlockedPort { port },
            };
            if data.reported != role {
                data.reported = role;
                out.push(Action::Port { port, state: data.state, role, reason: why });
            }
            match role {
                Role::Root | Role::Designated => self.make_forwarding(now, port, out),
                _ => self.make_blocking(now, port, out),
            }
        }
    }

    /// §8.6.12
    fn make_forwarding(&mut self, now: Instant, port: Port, out: &mut Vec<Action>) {
        if self.state(port) == State::Blocking {
            let delay = self.times.forward_delay.duration();
            self.set_state(port, State::Listening, Reason::StpListening { port, delay }, out);
            if let Some(data) = self.ports.get_mut(usize::from(port)) {
                data.forward_delay_from = Some(now);
            }
        }
    }

    /// §8.6.13
    fn make_blocking(&mut self, now: Instant, port: Port, out: &mut Vec<Action>) {
        let state = self.state(port);
        if matches!(state, State::Disabled | State::Blocking) {
            return;
        }
        if let Some(data) = self.ports.get_mut(usize::from(port)) {
            data.forward_delay_from = None;
        }
        self.set_state(port, State::Blocking, Reason::StpBlocking { port }, out);
        if matches!(state, State::Learning | State::Forwarding) {
            self.change_detected(now, out);
        }
    }

    fn set_state(&mut self, port: Port, state: State, reason: Reason, out: &mut Vec<Action>) {
        let role = self.role(port);
        if let Some(data) = self.ports.get_mut(usize::from(port)) {
            data.state = state;
            out.push(Action::Port { port, state, role, reason });
        }
    }

    /// §8.6.14
    fn change_detected(&mut self, now: Instant, out: &mut Vec<Action>) {
        out.push(Action::Applied(Reason::StpTopologyChange));
        if self.is_root() {
            self.topology_change = true;
            let lasts = self.config.max_age.duration() + self.config.forward_delay.duration();
            self.change_until = Some(now + lasts);
        } else if !self.change_detected {
            self.transmit_change(out);
            self.notify_due = Some(now + self.config.hello.duration());
        }
        self.change_detected = true;
    }

    /// §8.6.6: tell the root, through the bridge nearer to it.
    fn transmit_change(&self, out: &mut Vec<Action>) {
        if let Some(port) = self.root_port {
            let reason = Reason::StpTopologyChange;
            out.push(Action::Send { port, bpdu: Bpdu::TopologyChange, reason });
        }
    }

    /// §8.6.4
    fn generate_configs(&mut self, now: Instant, reason: Reason, out: &mut Vec<Action>) {
        for port in self.all_ports() {
            if self.role(port) == Role::Designated {
                self.transmit_config(now, port, reason, out);
            }
        }
    }

    /// §8.6.1
    fn transmit_config(&mut self, now: Instant, port: Port, reason: Reason, out: &mut Vec<Action>) {
        let age = self.age_at_root_port(now);
        let Some(data) = self.ports.get_mut(usize::from(port)) else { return };
        if data.hold_until.is_some_and(|until| now < until) {
            data.config_pending = true;
            return;
        }
        // What is too old is not passed on.
        if age >= self.times.max_age.duration() {
            return;
        }
        let message = Configuration {
            vector: Vector {
                root: self.root,
                cost: self.root_cost,
                bridge: self.config.id,
                port: data.id,
            },
            message_age: Ticks::at_least(age),
            max_age: self.times.max_age,
            hello: self.times.hello,
            forward_delay: self.times.forward_delay,
            topology_change: self.topology_change,
            acknowledges_change: data.acknowledge_change,
        };
        data.acknowledge_change = false;
        data.config_pending = false;
        data.hold_until = Some(now + HOLD_TIME);
        out.push(Action::Send { port, bpdu: Bpdu::Configuration(message), reason });
    }

    /// How old what we say is: nothing as the root, else what the root port heard and some.
    fn age_at_root_port(&self, now: Instant) -> Duration {
        let heard = self.root_port.and_then(|port| self.port(port)?.heard);
        heard.map_or(Duration::ZERO, |(at, age)| age + now.since(at) + MESSAGE_AGE_INCREMENT)
    }
}

/// A port's identifier (§8.5.5.1).
fn port_id(priority: u8, port: Port) -> PortId {
    let [_, number] = port.wrapping_add(1).to_be_bytes();
    PortId(u16::from_be_bytes([priority, number]))
}

fn own_times(config: &Config) -> Times {
    Times { hello: config.hello, max_age: config.max_age, forward_delay: config.forward_delay }
}

#[cfg(test)]
mod tests;
