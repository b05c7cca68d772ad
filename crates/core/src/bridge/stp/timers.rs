//! What happens when the spanning tree's timers run out (IEEE 802.1D-1998 §8.7.3 to §8.7.8).

use super::{Action, Reason, Role, SpanningTree, State, own_times};
use crate::bridge::Port;
use crate::time::Instant;

impl SpanningTree {
    /// When [`SpanningTree::handle_timeout`] has something to do next.
    pub fn next_timeout(&self) -> Option<Instant> {
        let own = [self.hello_due, self.notify_due, self.change_until].into_iter().flatten();
        let ports = self.all_ports().flat_map(|port| {
            [self.message_age_due(port), self.forward_delay_due(port), self.hold_due(port)]
        });
        own.chain(ports.flatten()).min()
    }

    fn message_age_due(&self, port: Port) -> Option<Instant> {
        let (at, age) = self.port(port)?.heard?;
        Some(at + (self.times.max_age.duration() - age))
    }

    fn forward_delay_due(&self, port: Port) -> Option<Instant> {
        Some(self.port(port)?.forward_delay_from? + self.times.forward_delay.duration())
    }

    /// The hold timer matters only when something waits for it.
    fn hold_due(&self, port: Port) -> Option<Instant> {
        let data = self.port(port)?;
        data.hold_until.filter(|_| data.config_pending)
    }

    /// Does what is due.
    pub fn handle_timeout(&mut self, now: Instant, out: &mut Vec<Action>) {
        let is_due = |due: Option<Instant>| due.is_some_and(|due| due <= now);
        for port in self.all_ports() {
            if is_due(self.message_age_due(port)) {
                self.message_age_expired(now, port, out);
            }
        }
        for port in self.all_ports() {
            if is_due(self.forward_delay_due(port)) {
                self.forward_delay_expired(now, port, out);
            }
        }
        if is_due(self.change_until) {
            // §8.7.7
            self.change_until = None;
            self.change_detected = false;
            self.topology_change = false;
        }
        if is_due(self.notify_due) {
            // §8.7.6
            self.transmit_change(out);
            self.notify_due = Some(now + self.config.hello.duration());
        }
        if is_due(self.hello_due) {
            // §8.7.3
            let every = self.times.hello.duration();
            self.generate_configs(now, Reason::StpHello { every }, out);
            self.hello_due = Some(now + every);
        }
        for port in self.all_ports() {
            if is_due(self.hold_due(port)) {
                // §8.7.8
                let reason = if self.is_root() {
                    Reason::StpHello { every: self.times.hello.duration() }
                } else {
                    Reason::StpRelayed { cost: self.root_cost }
                };
                self.transmit_config(now, port, reason, out);
            }
        }
    }

    /// §8.7.4: whoever spoke there is silent.
    fn message_age_expired(&mut self, now: Instant, port: Port, out: &mut Vec<Action>) {
        let was_root = self.is_root();
        let max_age = self.times.max_age.duration();
        out.push(Action::Applied(Reason::StpMessageAged { port, max_age }));
        self.become_designated(port);
        self.configuration_update(out);
        self.port_state_selection(now, out);
        self.may_have_become_root(now, was_root, out);
    }

    pub(super) fn may_have_become_root(
        &mut self,
        now: Instant,
        was_root: bool,
        out: &mut Vec<Action>,
    ) {
        if was_root || !self.is_root() {
            return;
        }
        self.times = own_times(&self.config);
        self.change_detected(now, out);
        self.notify_due = None;
        let every = self.times.hello.duration();
        self.generate_configs(now, Reason::StpHello { every }, out);
        self.hello_due = Some(now + every);
    }

    /// §8.7.5
    fn forward_delay_expired(&mut self, now: Instant, port: Port, out: &mut Vec<Action>) {
        let delay = self.times.forward_delay.duration();
        match self.state(port) {
            State::Listening => {
                self.set_state(port, State::Learning, Reason::StpLearning { port, delay }, out);
                if let Some(data) = self.ports.get_mut(usize::from(port)) {
                    data.forward_delay_from = Some(now);
                }
            }
            State::Learning => {
                if let Some(data) = self.ports.get_mut(usize::from(port)) {
                    data.forward_delay_from = None;
                }
                self.set_state(port, State::Forwarding, Reason::StpForwarding { port }, out);
                if self.all_ports().any(|port| self.role(port) == Role::Designated) {
                    self.change_detected(now, out);
                }
            }
            State::Disabled | State::Blocking | State::Forwarding => {
                if let Some(data) = self.ports.get_mut(usize::from(port)) {
                    data.forward_delay_from = None;
                }
            }
        }
    }
}
