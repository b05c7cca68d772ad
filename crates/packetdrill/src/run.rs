//! Running a script: events in order, in virtual time.
//!
//! Time stands still while an event happens and jumps to the next one, or to a
//! timer before it. A call that blocks until a given time lets the script go on and is
//! looked at again after each event. A packet of the script's is delivered, and a call made, when
//! its time has come; an expected packet is waited for until its time and the
//! tolerance are over. Relative times count from the time the *script* gives the
//! event before, so that tolerances do not add up.

mod assert;
mod calls;
mod failure;
mod host;
mod icmp;
mod options;
mod packet;
mod settings;
mod shell;

pub use failure::{Failure, Mismatch};

use crate::script::{Body, Call, Direction, EcnField, Event, Ip, Packet, Script, Time, What};
use calls::{Outcome, Progress};
use host::{Host, PASSIVE_PORT, Sent};
use packet::Flow;
use settings::Settings;
use std::collections::BTreeSet;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use wireglass_core::rules::Rule;
use wireglass_core::tcp::{Peer, Profile};
use wireglass_core::time::{Duration, Instant};
use wireglass_core::wire::Ecn;
use wireglass_core::wire::tcp::Flags;

/// How far apart times may be where a script does not say (packetdrill's own default).
const DEFAULT_TOLERANCE: i64 = 4_000;
/// The MTU of an Ethernet.
const DEFAULT_MTU: u32 = 1_500;
/// More packets than this in answer to one event mean that something runs away.
const MAX_SENT: usize = 10_000;

/// A script that passed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Passed {
    /// The rules that the endpoints under test applied on the way.
    pub rules: BTreeSet<Rule>,
}

/// The names that `#ifdef` finds defined for a system.
pub fn defined_for(profile: Profile) -> &'static [&'static str] {
    match profile {
        Profile::Rfc => &["STANDARD"],
        Profile::Linux => &["STANDARD", "Linux", "linux"],
        Profile::FreeBsd => &["FreeBSD"],
    }
}

/// Runs a script against endpoints with a system's defaults.
///
/// # Errors
/// [`Failure`] at the first event that does not go as the script says.
pub fn run(script: &Script, profile: Profile) -> Result<Passed, Failure> {
    let mut runner = Runner::new(script, profile)?;
    for event in &script.events {
        runner.event(event).map_err(|what| Failure { line: event.line, what })?;
        runner.resume()?;
    }
    let last = script.events.last().map_or(0, |event| event.line);
    runner.finish().map_err(|what| Failure { line: last, what })?;
    Ok(Passed { rules: runner.host.rules })
}

/// A call that has been made and has not returned.
struct Pending {
    call: Call,
    progress: Progress,
    line: u32,
    /// When it is to return, in microseconds.
    until: i64,
}

struct Runner {
    host: Host,
    flow: Flow,
    /// A call that blocks, and until when it may.
    pending: Option<Pending>,
    /// Connections beside the one that packets are of now.
    other_flows: Vec<Flow>,
    now: Instant,
    /// The time the script gives the last event, in microseconds.
    last: i64,
    tolerance: i64,
    next_remote_port: u16,
}

impl Runner {
    fn new(script: &Script, profile: Profile) -> Result<Self, Failure> {
        let mut v6 = false;
        let mut tolerance = DEFAULT_TOLERANCE;
        let mut mtu = DEFAULT_MTU;
        let (mut local_ip, mut remote_ip) = (None, None);
        for option in &script.options {
            let unsupported = || Failure {
                line: option.line,
                what: Mismatch::unsupported(format!("--{}={}", option.name, option.value)),
            };
            match (option.name.as_str(), option.value.as_str()) {
                ("ip_version", "ipv4") => v6 = false,
                ("ip_version", "ipv6") => v6 = true,
                ("tolerance_usecs", value) => {
                    tolerance = value.parse().map_err(|_| unsupported())?;
                }
                ("local_ip", value) => {
                    local_ip = Some(value.parse().map_err(|_| unsupported())?);
                }
                ("remote_ip", value) => {
                    remote_ip = Some(value.parse().map_err(|_| unsupported())?);
                }
                // The addresses of the world around, which nothing here depends on.
                (
                    "gateway_ip" | "netmask_ip" | "local_ip_prefix" | "remote_ip_prefix" | "speed"
                    | "non_fatal",
                    _,
                ) => {}
                ("bind_port", value) if value == PASSIVE_PORT.to_string() => {}
                ("mtu", value) => mtu = value.parse().map_err(|_| unsupported())?,
                _ => return Err(unsupported()),
            }
        }
        let headers = if v6 { 60 } else { 40 };
        let mss = u16::try_from(mtu.saturating_sub(headers)).unwrap_or(u16::MAX).max(1);
        // Addresses for documentation and private use (RFC 5737, RFC 1918, RFC 3849, RFC 4193).
        let (local, remote): (IpAddr, IpAddr) = if v6 {
            let local = Ipv6Addr::new(0xfd3d, 0xfa7b, 0xd17d, 0, 0, 0, 0, 1);
            (local.into(), Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 1).into())
        } else {
            (Ipv4Addr::new(192, 168, 0, 1).into(), Ipv4Addr::new(192, 0, 2, 1).into())
        };
        let (local, remote) = (local_ip.unwrap_or(local), remote_ip.unwrap_or(remote));
        let remote = SocketAddr::new(remote, PASSIVE_PORT);
        let host = Host::new(profile, Settings::new(profile, mss), local, remote);
        let first_remote_port = 50_000;
        let flow = Flow::new(
            SocketAddr::new(local, PASSIVE_PORT),
            SocketAddr::new(remote.ip(), first_remote_port),
        );
        Ok(Self {
            host,
            flow,
            pending: None,
            other_flows: Vec::new(),
            now: Instant::ZERO,
            last: 0,
            tolerance,
            next_remote_port: first_remote_port + 1,
        })
    }

    /// When an event is to happen: from when, until when, in microseconds. `None`: whenever.
    fn times(&self, time: Time) -> Option<(i64, i64)> {
        match time {
            Time::Absolute(at) => Some((at, at)),
            Time::AbsoluteRange(from, to) => Some((from, to)),
            Time::Relative(by) => Some((self.last + by, self.last + by)),
            Time::RelativeRange(from, to) => Some((self.last + from, self.last + to)),
            Time::Any => None,
        }
    }

    fn event(&mut self, event: &Event) -> Result<(), Mismatch> {
        let times = self.times(event.time);
        if matches!(event.what, What::Call(_)) {
            let from = times.map_or(self.last, |(from, _)| from);
            self.finish_pending(from)?;
        }
        if let What::Packet(packet) = &event.what
            && packet.direction == Direction::Outbound
        {
            self.expect(packet, times)?;
            self.last = times.map_or_else(|| micros(self.now), |(from, _)| from);
            return Ok(());
        }
        let Some((from, _)) = times else {
            return Err(Mismatch::unsupported("`*` for something the script does itself"));
        };
        if from < self.last {
            return Err(Mismatch::differs("the script's times", "forward", "backward"));
        }
        self.advance(instant(from))?;
        self.last = from;
        match &event.what {
            What::Packet(packet) => self.inject(packet),
            What::Call(call) => {
                let until = event.until.map(|until| match event.time {
                    Time::Relative(by) => from - by + until,
                    _ => until,
                });
                self.call(call, event.line, from, until)
            }
            What::Command(command) => self.host.command(self.now, command),
            What::Code(code) => self.host.check(code),
        }
    }

    /// When something happens next by itself.
    fn next_moment(&self) -> Option<Instant> {
        let wakes = self.pending.as_ref().and_then(|pending| pending.progress.wakes());
        self.host.next_timeout().into_iter().chain(wakes).min()
    }

    /// Lets time pass, and fires what is due on the way.
    fn advance(&mut self, to: Instant) -> Result<(), Mismatch> {
        while let Some(at) = self.next_moment().filter(|at| *at <= to) {
            self.now = self.now.max(at);
            self.host.handle_timeout(self.now);
            self.check_count()?;
            self.retry()?;
        }
        self.now = self.now.max(to);
        Ok(())
    }

    fn check_count(&self) -> Result<(), Mismatch> {
        if self.host.sent.len() > MAX_SENT {
            return Err(Mismatch::differs("packets sent", "a few", "ever more"));
        }
        Ok(())
    }

    /// Waits for a packet, and compares it.
    fn expect(&mut self, packet: &Packet, times: Option<(i64, i64)>) -> Result<(), Mismatch> {
        /// How long to wait where the script does not say.
        const PATIENCE: i64 = 600_000_000;
        let Body::Tcp(segment) = &packet.body else {
            return Err(Mismatch::unsupported("ICMP messages of our own"));
        };
        self.choose(packet);
        if packet.udp.is_some() {
            return Err(Mismatch::unsupported("TCP in UDP"));
        }
        let latest = times.map_or(micros(self.now) + PATIENCE, |(_, to)| to + self.tolerance);
        while self.host.sent.is_empty() {
            let Some(at) = self.next_moment().filter(|at| micros(*at) <= latest) else {
                return Err(Mismatch::differs("a packet", "one", "none"));
            };
            self.now = self.now.max(at);
            self.host.handle_timeout(self.now);
            self.retry()?;
        }
        self.check_count()?;
        let Some(sent) = self.host.sent.pop_front() else { return Ok(()) };
        let (src, dst) = (sent.peer.local.ip(), sent.peer.remote.ip());
        let (header, len) = packet::decode(&sent.bytes, src, dst)?;
        if sent.peer != self.peer() {
            // The first packet of a connection that we open says which it is.
            if !header.flags.syn() || header.flags.ack() {
                let shown = packet::show(&header, len, &self.flow);
                return Err(Mismatch::differs(
                    "a packet's ends",
                    format!("{} to {}", self.flow.local, self.flow.remote),
                    format!("{} to {}: `{shown}`", sent.peer.local, sent.peer.remote),
                ));
            }
            self.flow = Flow::new(sent.peer.local, sent.peer.remote);
        }
        let tolerance = Duration::from_micros(u64::try_from(self.tolerance).unwrap_or(0));
        packet::compare(segment, &header, len, &mut self.flow, tolerance)?;
        if let Some((from, to)) = times {
            let at = micros(sent.at);
            if at < from - self.tolerance || at > to + self.tolerance {
                let shown = packet::show(&header, len, &self.flow);
                return Err(Mismatch::differs(
                    format!("the time of `{shown}`"),
                    if from == to {
                        seconds(from)
                    } else {
                        format!("{} to {}", seconds(from), seconds(to))
                    },
                    seconds(at),
                ));
            }
        }
        compare_ip(packet.ip, &sent)
    }

    /// The connection that packets are of from now on, where a packet names its ports.
    fn choose(&mut self, packet: &Packet) {
        let Some((from, to)) = packet.ports else { return };
        let (ours, theirs) = match packet.direction {
            Direction::Inbound => (to, from),
            Direction::Outbound => (from, to),
        };
        let is = |flow: &Flow| (flow.local.port(), flow.remote.port()) == (ours, theirs);
        if is(&self.flow) {
            return;
        }
        let next = match self.other_flows.iter().position(is) {
            Some(at) => self.other_flows.swap_remove(at),
            None => Flow::new(
                SocketAddr::new(self.flow.local.ip(), ours),
                SocketAddr::new(self.flow.remote.ip(), theirs),
            ),
        };
        self.other_flows.push(std::mem::replace(&mut self.flow, next));
    }

    fn peer(&self) -> Peer {
        Peer { local: self.flow.local, remote: self.flow.remote }
    }

    /// Delivers a packet of the script's.
    fn inject(&mut self, packet: &Packet) -> Result<(), Mismatch> {
        if packet.udp.is_some() {
            return Err(Mismatch::unsupported("TCP in UDP"));
        }
        self.choose(packet);
        let segment = match &packet.body {
            Body::Tcp(segment) => segment,
            Body::Icmp(icmp) => return icmp::deliver(&mut self.host, self.now, icmp, &self.flow),
        };
        // A SYN where there is no connection any more begins the next one.
        let syn = segment.flags.contains(Flags::SYN) && !segment.flags.contains(Flags::ACK);
        let named = packet.ports.is_some();
        if syn && !named && self.flow.offset.is_some() && !self.host.knows(self.peer()) {
            let local = SocketAddr::new(self.flow.local.ip(), PASSIVE_PORT);
            let remote = SocketAddr::new(self.flow.remote.ip(), self.next_remote_port);
            self.next_remote_port = self.next_remote_port.wrapping_add(1).max(1_024);
            self.flow = Flow::new(local, remote);
        }
        let bytes = packet::encode(segment, &self.flow)?;
        let marked = packet.ip.ecn == Some(EcnField::Is(Ecn::CongestionExperienced));
        self.host.deliver(self.now, self.peer(), &bytes, marked)
    }

    /// Makes a call. One that blocks goes on beside the script until its time.
    fn call(
        &mut self,
        call: &Call,
        line: u32,
        from: i64,
        until: Option<i64>,
    ) -> Result<(), Mismatch> {
        let mut progress = Progress::default();
        let outcome = self.host.call(self.now, call, &mut progress)?;
        self.check_count()?;
        if outcome != Outcome::Blocks {
            return verify(call, &outcome);
        }
        let until = until.unwrap_or(from);
        self.pending = Some(Pending { call: call.clone(), progress, line, until });
        if until > from { Ok(()) } else { self.finish_pending(from) }
    }

    /// Looks again at a call that blocks. What is wrong with it is wrong on its line.
    fn resume(&mut self) -> Result<(), Failure> {
        let Some(line) = self.pending.as_ref().map(|pending| pending.line) else {
            return Ok(());
        };
        self.retry().map_err(|what| Failure { line, what })
    }

    /// The call that blocks once more, at this moment.
    fn retry(&mut self) -> Result<(), Mismatch> {
        let Some(mut pending) = self.pending.take() else { return Ok(()) };
        let outcome = self.host.call(self.now, &pending.call, &mut pending.progress)?;
        self.check_count()?;
        if outcome != Outcome::Blocks {
            let at = micros(self.now);
            if at > pending.until + self.tolerance {
                let what = format!("the time at which {} returns", pending.call.name);
                return Err(Mismatch::differs(what, seconds(pending.until), seconds(at)));
            }
            return verify(&pending.call, &outcome);
        }
        if micros(self.now) > pending.until + self.tolerance {
            let result = pending.call.result;
            return Err(Mismatch::differs(
                pending.call.name,
                result.map_or_else(|| "an end".to_owned(), |result| result.to_string()),
                "a call that blocks",
            ));
        }
        self.pending = Some(pending);
        Ok(())
    }

    /// A program makes one call after the other: the one that blocks has to return before
    /// the next, which is made at `next`, and at its time or what the tolerance allows.
    fn finish_pending(&mut self, next: i64) -> Result<(), Mismatch> {
        while let Some(pending) = &self.pending {
            let latest = instant((pending.until + self.tolerance).max(next));
            match self.next_moment() {
                Some(at) if at <= latest => self.advance(at)?,
                // Once more, when it is too late: that says what is wrong.
                _ => {
                    self.now = self.now.max(latest + Duration::from_micros(1));
                    self.retry()?;
                }
            }
        }
        Ok(())
    }

    /// The script is over: what went out before its last moment should have been in it.
    fn finish(&mut self) -> Result<(), Mismatch> {
        self.finish_pending(self.last)?;
        let end = instant(self.last);
        let Some(sent) = self.host.sent.iter().find(|sent| sent.at < end) else { return Ok(()) };
        let (src, dst) = (sent.peer.local.ip(), sent.peer.remote.ip());
        let (header, len) = packet::decode(&sent.bytes, src, dst)?;
        let shown = packet::show(&header, len, &self.flow);
        let at = seconds(micros(sent.at));
        Err(Mismatch::differs(
            "a packet the script says nothing of",
            "none",
            format!("`{shown}` at {at}"),
        ))
    }
}

/// Compares what a script says of the IP header.
fn compare_ip(wanted: Ip, sent: &Sent) -> Result<(), Mismatch> {
    if let Some(ttl) = wanted.ttl.filter(|&ttl| ttl != sent.ip.ttl) {
        return Err(Mismatch::differs("the TTL", ttl, sent.ip.ttl));
    }
    if let Some(dscp) = wanted.dscp.filter(|&dscp| dscp != sent.ip.tos >> 2) {
        return Err(Mismatch::differs("the DSCP", dscp, sent.ip.tos >> 2));
    }
    let right = match wanted.ecn {
        None => true,
        Some(EcnField::Is(field)) => field == sent.ecn,
        Some(EcnField::Capable) => matches!(sent.ecn, Ecn::Capable0 | Ecn::Capable1),
    };
    if right {
        Ok(())
    } else {
        Err(Mismatch::differs(
            "the ECN field",
            format!("{:?}", wanted.ecn),
            format!("{:?}", sent.ecn),
        ))
    }
}

fn verify(call: &Call, outcome: &Outcome) -> Result<(), Mismatch> {
    // The two names of one error.
    let one =
        |name: &str| if name == "EWOULDBLOCK" { "EAGAIN".to_owned() } else { name.to_owned() };
    let got = match outcome {
        Outcome::Value(value) => (*value, None),
        Outcome::Error(name) => (-1, Some(one(name))),
        Outcome::Blocks => return Ok(()),
    };
    let Some(result) = call.result else { return Ok(()) };
    let wanted = (result, call.errno.as_deref().map(one));
    if got == wanted {
        return Ok(());
    }
    let show = |(value, name): (i64, Option<String>)| match name {
        Some(name) => format!("{value} {name}"),
        None => value.to_string(),
    };
    Err(Mismatch::differs(call.name.clone(), show(wanted), show(got)))
}

fn instant(micros: i64) -> Instant {
    Instant::ZERO + Duration::from_micros(u64::try_from(micros).unwrap_or(0))
}

fn micros(at: Instant) -> i64 {
    i64::try_from(at.since(Instant::ZERO).as_micros()).unwrap_or(i64::MAX)
}

fn seconds(micros: i64) -> String {
    format!("{}.{:06} s", micros / 1_000_000, micros.rem_euclid(1_000_000))
}
