//! A router's side on one link (RFC 2236 §7).

use super::{Action, Config};
use crate::addr::network::Network;
use crate::rules::Reason;
use crate::time::{Duration, Instant};
use crate::wire::igmp::{ALL_SYSTEMS, Kind, Message};
use std::collections::BTreeMap;
use std::net::Ipv4Addr;

/// What a router knows of a group on its link.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Members {
    /// Until when there are believed to be some.
    until: Instant,
    /// Somebody left: how many times it was asked whether anybody is left, and when to ask again.
    checking: Option<(u8, Option<Instant>)>,
    /// Until when a member of version 1 is reckoned with: it leaves without a word.
    old: Option<Instant>,
}

/// One port of a router that listens for members, and asks for them if nobody with a lower
/// address does.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Querier {
    config: Config,
    ip: Ipv4Addr,
    network: Network,
    /// The other router that asks, and until when it is believed to be there.
    other: Option<(Ipv4Addr, Instant)>,
    query_due: Option<Instant>,
    /// How many of the first queries, which follow each other quickly, are left.
    startup: u8,
    groups: BTreeMap<Ipv4Addr, Members>,
}

impl Querier {
    /// A port with this address, on this network, that has not begun yet.
    pub fn new(config: Config, ip: Ipv4Addr, network: Network) -> Self {
        let startup = config.robustness;
        let groups = BTreeMap::new();
        Self { config, ip, network, other: None, query_due: None, startup, groups }
    }

    /// The port has a link: every router thinks at first that it is the one that asks.
    pub fn start(&mut self, now: Instant, out: &mut Vec<Action>) {
        (self.other, self.startup) = (None, self.config.robustness);
        self.ask_all(now, out);
    }

    /// Whether this is the router that asks.
    pub fn is_querier(&self) -> bool {
        self.other.is_none()
    }

    /// The groups that have members on the link, by address.
    pub fn groups(&self) -> impl Iterator<Item = Ipv4Addr> {
        self.groups.keys().copied()
    }

    /// A message has arrived on the link, its checksum checked.
    pub fn handle_message(
        &mut self,
        now: Instant,
        from: Ipv4Addr,
        message: Message,
        out: &mut Vec<Action>,
    ) {
        // RFC 2236 §10: what does not come from the link's own network may be forged.
        if !self.network.contains(from) {
            return out.push(Action::Applied(Reason::IgmpNotFromHere { ip: from }));
        }
        let group = message.group;
        match message.kind {
            Kind::Query => self.heard_query(now, from, message, out),
            Kind::ReportV1 | Kind::ReportV2 if group.is_multicast() => {
                self.heard_member(now, from, group, message.kind == Kind::ReportV1, out);
            }
            Kind::Leave => self.heard_leave(now, group, out),
            _ => {}
        }
    }

    fn heard_query(&mut self, now: Instant, from: Ipv4Addr, query: Message, out: &mut Vec<Action>) {
        if from < self.ip {
            if self.other.is_none_or(|(ip, _)| ip != from) {
                out.push(Action::Applied(Reason::IgmpQuerierElsewhere { ip: from, own: self.ip }));
            }
            self.other = Some((from, now + self.config.other_querier_interval()));
            self.query_due = None;
            for members in self.groups.values_mut() {
                members.checking = None;
            }
        }
        // The querier has heard of a leave: what it asks holds for us, too.
        let group = query.group;
        if self.other.is_some_and(|(ip, _)| ip == from)
            && let Some(members) = self.groups.get_mut(&group)
        {
            let once = Duration::from_millis(u64::from(query.max_response) * 100);
            let after = once.times(self.config.robustness.into());
            if now + after < members.until {
                members.until = now + after;
                out.push(Action::Applied(Reason::IgmpLastAsked { group, after }));
            }
        }
    }

    fn heard_member(
        &mut self,
        now: Instant,
        from: Ipv4Addr,
        group: Ipv4Addr,
        old: bool,
        out: &mut Vec<Action>,
    ) {
        let after = self.config.membership_interval();
        let until = now + after;
        let reason = Reason::IgmpMemberHeard { group, ip: from, after };
        let known = self.groups.get(&group);
        out.push(match known {
            Some(_) => Action::Applied(reason),
            None => Action::Changed { group, member: true, reason },
        });
        let before = known.and_then(|members| members.old).filter(|until| now < *until);
        if old && before.is_none() {
            out.push(Action::Applied(Reason::IgmpOldMember { group, ip: from }));
        }
        let old = if old { Some(until) } else { before };
        self.groups.insert(group, Members { until, checking: None, old });
    }

    fn heard_leave(&mut self, now: Instant, group: Ipv4Addr, out: &mut Vec<Action>) {
        let Some(members) = self.groups.get_mut(&group) else { return };
        if let Some((ip, _)) = self.other {
            return out.push(Action::Applied(Reason::IgmpNotQuerier { group, ip }));
        }
        if members.old.is_some_and(|until| now < until) {
            return out.push(Action::Applied(Reason::IgmpLeaveIgnored { group }));
        }
        if members.checking.is_none() {
            let all = self.config.last_member_interval.times(self.config.robustness.into());
            members.until = now + all;
            self.ask_about(now, group, 1, out);
        }
    }

    fn ask_all(&mut self, now: Instant, out: &mut Vec<Action>) {
        self.startup = self.startup.saturating_sub(1);
        let every = if self.startup > 0 {
            self.config.startup_interval()
        } else {
            self.config.query_interval
        };
        self.query_due = Some(now + every);
        let max_response = tenths(self.config.response_interval);
        let message = Message { kind: Kind::Query, max_response, group: Ipv4Addr::UNSPECIFIED };
        out.push(Action::Send { message, to: ALL_SYSTEMS, reason: Reason::IgmpQuery { every } });
    }

    fn ask_about(&mut self, now: Instant, group: Ipv4Addr, tries: u8, out: &mut Vec<Action>) {
        let Some(members) = self.groups.get_mut(&group) else { return };
        let again = tries < self.config.robustness;
        let next = again.then(|| now + self.config.last_member_interval);
        members.checking = Some((tries, next));
        let max_response = tenths(self.config.last_member_interval);
        let message = Message { kind: Kind::Query, max_response, group };
        let reason = Reason::IgmpAskLast { group, tries };
        out.push(Action::Send { message, to: group, reason });
    }

    /// When [`Querier::handle_timeout`] has something to do next.
    pub fn next_timeout(&self) -> Option<Instant> {
        let of = |members: &Members| {
            let again = members.checking.and_then(|(_, next)| next);
            again.map_or(members.until, |again| again.min(members.until))
        };
        let other = self.other.map(|(_, until)| until);
        self.groups.values().map(of).chain(other).chain(self.query_due).min()
    }

    /// Does what is due.
    pub fn handle_timeout(&mut self, now: Instant, out: &mut Vec<Action>) {
        if let Some((ip, until)) = self.other
            && until <= now
        {
            self.other = None;
            let after = self.config.other_querier_interval();
            out.push(Action::Applied(Reason::IgmpQuerierGone { ip, after }));
            self.ask_all(now, out);
        } else if self.query_due.is_some_and(|due| due <= now) {
            self.ask_all(now, out);
        }
        let known: Vec<(Ipv4Addr, Members)> =
            self.groups.iter().map(|(group, members)| (*group, *members)).collect();
        for (group, members) in known {
            if members.until <= now {
                self.groups.remove(&group);
                let reason = match members.checking {
                    Some((tries, _)) => Reason::IgmpLastGone { group, tries },
                    None => Reason::IgmpGroupSilent { group },
                };
                out.push(Action::Changed { group, member: false, reason });
            } else if let Some((tries, Some(next))) = members.checking
                && next <= now
            {
                self.ask_about(now, group, tries + 1, out);
            }
        }
    }
}

/// As the field of a query counts; never 0, which would be version 1.
fn tenths(time: Duration) -> u8 {
    u8::try_from(time.as_millis() / 100).unwrap_or(u8::MAX).max(1)
}
