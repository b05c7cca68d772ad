//! A member's side (RFC 2236 §6).

use super::{Action, Config};
use crate::random::Random;
use crate::rules::Reason;
use crate::time::{Duration, Instant};
use crate::wire::igmp::{ALL_ROUTERS, ALL_SYSTEMS, Kind, Message};
use std::collections::BTreeMap;
use std::net::Ipv4Addr;

/// How long to wait for at most before answering a query of version 1 (RFC 2236 §4).
const OLD_RESPONSE: Duration = Duration::from_secs(10);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Membership {
    /// How many times it was joined and not left.
    users: u32,
    /// Whether we were the last to report it.
    last: bool,
    /// When to report it.
    due: Option<Instant>,
    /// How many times to say again that we have joined.
    again: u8,
}

/// The groups that one interface of a host is in.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Host {
    config: Config,
    random: Random,
    groups: BTreeMap<Ipv4Addr, Membership>,
    /// Until when a router of version 1 is reckoned with.
    old_router: Option<Instant>,
}

impl Host {
    /// An interface in no group but that of all systems. Waits come from `seed`, so that
    /// members do not answer all at once.
    pub fn new(config: Config, seed: u64) -> Self {
        Self { config, random: Random::new(seed), groups: BTreeMap::new(), old_router: None }
    }

    /// Whether packets for this group are for us.
    pub fn is_member(&self, group: Ipv4Addr) -> bool {
        group == ALL_SYSTEMS || self.groups.contains_key(&group)
    }

    /// The groups that were joined, by address.
    pub fn groups(&self) -> impl Iterator<Item = Ipv4Addr> {
        self.groups.keys().copied()
    }

    /// A program wants what is sent to `group`. What is no group, and the group of all systems,
    /// which everybody is in, cannot be joined: nothing happens.
    pub fn join(&mut self, now: Instant, group: Ipv4Addr, out: &mut Vec<Action>) {
        if !group.is_multicast() || group == ALL_SYSTEMS {
            return;
        }
        if let Some(known) = self.groups.get_mut(&group) {
            known.users = known.users.saturating_add(1);
            return;
        }
        let reason = Reason::IgmpJoin { group };
        out.push(Action::Changed { group, member: true, reason });
        out.push(self.report(now, group, reason));
        // The first one may be lost.
        let again = self.config.robustness.saturating_sub(1);
        let due = (again > 0).then(|| now + self.random.up_to(self.config.unsolicited_interval));
        self.groups.insert(group, Membership { users: 1, last: true, due, again });
    }

    /// A program does not want it any more.
    pub fn leave(&mut self, now: Instant, group: Ipv4Addr, out: &mut Vec<Action>) {
        let Some(known) = self.groups.get_mut(&group) else { return };
        known.users -= 1;
        if known.users > 0 {
            return;
        }
        let tell = known.last && !self.knows_old_router(now);
        self.groups.remove(&group);
        let reason =
            if tell { Reason::IgmpLeave { group } } else { Reason::IgmpLeaveQuietly { group } };
        out.push(Action::Changed { group, member: false, reason });
        if tell {
            let message = Message { kind: Kind::Leave, max_response: 0, group };
            out.push(Action::Send { message, to: ALL_ROUTERS, reason });
        }
    }

    /// A message has arrived, its checksum checked.
    pub fn handle_message(
        &mut self,
        now: Instant,
        from: Ipv4Addr,
        message: Message,
        out: &mut Vec<Action>,
    ) {
        match message.kind {
            Kind::Query => self.asked(now, from, message, out),
            Kind::ReportV1 | Kind::ReportV2 => {
                let group = message.group;
                if let Some(known) = self.groups.get_mut(&group)
                    && known.due.take().is_some()
                {
                    (known.last, known.again) = (false, 0);
                    out.push(Action::Applied(Reason::IgmpSuppressed { group, ip: from }));
                }
            }
            _ => {}
        }
    }

    /// Somebody asks: every member answers after a while of its own.
    fn asked(&mut self, now: Instant, from: Ipv4Addr, query: Message, out: &mut Vec<Action>) {
        let mut most = Duration::from_millis(u64::from(query.max_response) * 100);
        if query.max_response == 0 {
            most = OLD_RESPONSE;
            if !self.knows_old_router(now) {
                let after = self.config.old_router_timeout;
                out.push(Action::Applied(Reason::IgmpOldRouter { ip: from, after }));
            }
            self.old_router = Some(now + self.config.old_router_timeout);
        }
        for (&group, known) in &mut self.groups {
            let meant = query.group.is_unspecified() || query.group == group;
            if !meant || known.due.is_some_and(|due| due <= now + most) {
                continue;
            }
            let delay = self.random.up_to(most);
            (known.due, known.again) = (Some(now + delay), 0);
            out.push(Action::Applied(Reason::IgmpDelay { group, delay, most }));
        }
    }

    fn knows_old_router(&self, now: Instant) -> bool {
        self.old_router.is_some_and(|until| now < until)
    }

    fn report(&self, now: Instant, group: Ipv4Addr, reason: Reason) -> Action {
        let kind = if self.knows_old_router(now) { Kind::ReportV1 } else { Kind::ReportV2 };
        Action::Send { message: Message { kind, max_response: 0, group }, to: group, reason }
    }

    /// When [`Host::handle_timeout`] has something to do next.
    pub fn next_timeout(&self) -> Option<Instant> {
        self.groups.values().filter_map(|known| known.due).min()
    }

    /// Does what is due.
    pub fn handle_timeout(&mut self, now: Instant, out: &mut Vec<Action>) {
        let over = |known: &Membership| known.due.is_some_and(|due| due <= now);
        let due: Vec<Ipv4Addr> =
            self.groups.iter().filter(|(_, known)| over(known)).map(|(group, _)| *group).collect();
        for group in due {
            let Some(known) = self.groups.get_mut(&group) else { continue };
            let joined = known.again > 0;
            known.again = known.again.saturating_sub(1);
            known.last = true;
            known.due = (known.again > 0)
                .then(|| now + self.random.up_to(self.config.unsolicited_interval));
            let reason =
                if joined { Reason::IgmpJoinAgain { group } } else { Reason::IgmpReport { group } };
            out.push(self.report(now, group, reason));
        }
    }
}
