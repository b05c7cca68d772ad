//! A medium that stations share: what hubs join, at half duplex (IEEE 802.3 clause 4).
//!
//! A hub is a long wire in a box. Whoever sends on one of its cables is heard on all of them,
//! one signal at a time: a station listens before it sends, and goes on listening while it
//! does. Two that begin before they can hear each other destroy both frames; each jams, waits
//! a random number of slots and tries again.
//!
//! Signals take the time of the cables from station to station. A hub passes bits on as they
//! come, so its repeats need no bandwidth of their own. All this is there only where every
//! cable of a hub has a bandwidth: without one a frame takes no time, and nothing can meet.

use crate::link::{FaultState, Link};
use crate::network::Outgoing;
use crate::rng::Rng;
use crate::world::{Ctx, Pending};
use std::collections::VecDeque;
use std::sync::Arc;
use wireglass_core::rules::Reason;
use wireglass_core::time::{Duration, Instant};
use wireglass_trace::{EventId, FrameId, NodeId, SocketId, What};

/// What waits between two frames, in bits (IEEE 802.3 §4.4.2).
const GAP: u64 = 96;
/// What a station still sends when it hears a collision, in bits.
const JAM: u64 = 32;
/// The unit of waiting after a collision, in bits.
const SLOT: u64 = 512;
/// Preamble and start of frame, in bits.
const PREAMBLE: u64 = 64;
/// The check sequence, in bytes, which frames here are without.
const CHECK: usize = 4;
/// The least frame, its check sequence included, in bytes.
const LEAST: usize = 64;
/// After so many collisions the range of the wait grows no more.
const BACKOFF_LIMIT: u32 = 10;
/// After so many collisions the frame is given up.
const ATTEMPT_LIMIT: u32 = 16;

/// A frame that a station has not got rid of yet.
#[derive(Clone, Debug)]
struct Held {
    bytes: Vec<u8>,
    socket: Option<SocketId>,
    because: Option<Reason>,
    retransmission: bool,
    forwarded_from: Option<FrameId>,
    /// What made it wait.
    cause: Option<EventId>,
}

/// Whoever is at the far end of a hub's cable and is no hub.
#[derive(Clone, Debug)]
struct Station {
    link: usize,
    node: usize,
    port: u16,
    rng: Rng,
    waiting: VecDeque<Held>,
    /// What it sends or has just sent: it comes back if it is destroyed.
    sending: Option<Held>,
    /// How often in a row the frame has been destroyed.
    tries: u32,
    /// Until when it waits after a collision.
    free_at: Instant,
    /// When it will look again.
    wake: Option<Instant>,
}

/// Something that is or was on the medium.
#[derive(Clone, Copy, Debug)]
struct Signal {
    station: usize,
    begin: Instant,
    end: Instant,
    /// Nothing, once it is destroyed.
    frame: Option<(FrameId, EventId)>,
}

/// A medium.
#[derive(Clone, Debug)]
pub(crate) struct Medium {
    /// Which links are part of it.
    links: Vec<usize>,
    stations: Vec<Station>,
    /// How long a signal takes from a station to another; `None` where a cable is cut.
    apart: Vec<Vec<Option<Duration>>>,
    signals: Vec<Signal>,
}

/// The time that some bits take.
fn takes(bits: u64, rate: u64) -> Duration {
    let nanos = u128::from(bits) * 1_000_000_000 / u128::from(rate.max(1));
    Duration::from_nanos(u64::try_from(nanos).unwrap_or(u64::MAX))
}

/// What a frame takes on the medium, in bits.
fn on_the_wire(frame: &[u8]) -> u64 {
    PREAMBLE + 8 * (frame.len() + CHECK).max(LEAST) as u64
}

/// The media of a world: one for each group of hubs that hang together, if all their cables
/// have a bandwidth.
pub(crate) fn media(links: &[Link], is_hub: &[bool], seed: u64) -> Vec<Medium> {
    let hub_at = |link: &Link| link.spec.ends.into_iter().find(|end| is_hub[*end]);
    let mut found: Vec<Medium> = Vec::new();
    let mut taken = vec![false; links.len()];
    for (first, link) in links.iter().enumerate() {
        let Some(hub) = hub_at(link).filter(|_| !taken[first]) else { continue };
        // All links of all hubs that can be reached through hubs.
        let (mut hubs, mut group, mut at) = (vec![hub], Vec::new(), 0);
        while let Some(hub) = hubs.get(at).copied() {
            at += 1;
            for (index, link) in links.iter().enumerate() {
                if link.spec.ends.contains(&hub) && !taken[index] {
                    taken[index] = true;
                    group.push(index);
                    hubs.extend(link.spec.ends.iter().filter(|end| is_hub[**end] && **end != hub));
                }
            }
        }
        if group.iter().any(|link| links[*link].spec.bandwidth.is_none_or(|rate| rate == 0)) {
            continue;
        }
        let ends = group.iter().flat_map(|link| {
            let spec = links[*link].spec;
            [0, 1].map(|end| (*link, spec.ends[end], spec.ports[end], end))
        });
        let stations: Vec<Station> = ends
            .filter(|(_, node, ..)| !is_hub[*node])
            .map(|(link, node, port, end)| Station {
                link,
                node,
                port,
                rng: Rng::new(seed, "backoff", 2 * link + end),
                waiting: VecDeque::new(),
                sending: None,
                tries: 0,
                free_at: Instant::ZERO,
                wake: None,
            })
            .collect();
        found.push(Medium { links: group, stations, apart: Vec::new(), signals: Vec::new() });
    }
    found
}

impl Medium {
    /// Whether a link is part of it.
    pub(crate) fn has(&self, link: usize) -> bool {
        self.links.contains(&link)
    }

    /// Finds out how far apart the stations are, over cables that are whole.
    pub(crate) fn measure(&mut self, links: &[Arc<Link>]) {
        let whole = || self.links.iter().map(|link| &links[*link]).filter(|link| link.up);
        let from = |start: &Station| -> Vec<Option<Duration>> {
            // Few nodes: each cable is tried until nothing gets nearer.
            let mut near = vec![(start.node, start.port, Duration::ZERO)];
            let cable = &links[start.link];
            if !cable.up {
                return vec![None; self.stations.len()];
            }
            let mut hubs = vec![(cable.direction(start.node).1, cable.spec.delay)];
            let mut at = 0;
            while let Some((hub, so_far)) = hubs.get(at).copied() {
                at += 1;
                for link in whole().filter(|link| link.spec.ends.contains(&hub)) {
                    let end = usize::from(link.spec.ends[0] == hub);
                    let (node, port) = (link.spec.ends[end], link.spec.ports[end]);
                    let far = so_far + link.spec.delay;
                    let is_station =
                        self.stations.iter().any(|one| (one.node, one.port) == (node, port));
                    if is_station {
                        near.push((node, port, far));
                    } else if hubs.iter().all(|(known, _)| *known != node) {
                        hubs.push((node, far));
                    }
                }
            }
            let to = |other: &Station| {
                let place = (other.node, other.port);
                let all = near.iter().filter(|(node, port, _)| (*node, *port) == place);
                all.map(|(.., far)| *far).min()
            };
            self.stations.iter().map(to).collect()
        };
        self.apart = self.stations.iter().map(from).collect();
    }

    /// A station at a port has a frame to send. The event says that it is sent, or why it waits;
    /// `None` if there is no such station: a hub repeats at once.
    pub(crate) fn offer(
        &mut self,
        ctx: &mut Ctx<'_>,
        links: &mut [Arc<Link>],
        faults: &mut [FaultState],
        out: &Outgoing<'_>,
    ) -> Option<EventId> {
        let place = (out.from, out.port);
        let index = self.stations.iter().position(|one| (one.node, one.port) == place)?;
        let station = &mut self.stations[index];
        let waiting = station.waiting.len();
        let limit = links[station.link].spec.queue;
        let node = NodeId::from_index(out.from);
        if waiting >= limit as usize {
            let (frame, sent) = links[station.link].announce(ctx, out, None);
            let because = Reason::LinkQueueFull { limit };
            ctx.push(node, What::FrameLost { frame }, Some(because), Some(sent));
            return Some(sent);
        }
        let mut held = Held {
            bytes: out.bytes.to_vec(),
            socket: out.socket,
            because: out.because,
            retransmission: out.retransmission,
            forwarded_from: out.forwarded_from,
            cause: None,
        };
        let (ready, heard_until) = self.ready_at(ctx.now, index, links);
        if waiting == 0 && ready <= ctx.now {
            self.stations[index].waiting.push_back(held);
            return self.begin(ctx, links, faults, index);
        }
        let because = match heard_until {
            Some(until) if waiting == 0 && until > ctx.now => Reason::MediumBusy,
            Some(_) if waiting == 0 => Reason::MediumGap,
            _ => {
                let waiting = u32::try_from(waiting + 1).unwrap_or(u32::MAX);
                Reason::MediumQueued { waiting }
            }
        };
        let noted = ctx.push(node, What::Noted { socket: None }, Some(because), None);
        held.cause = Some(noted);
        self.stations[index].waiting.push_back(held);
        self.plan(ctx, index, links);
        Some(noted)
    }

    /// A station looks whether it may send now.
    pub(crate) fn look(
        &mut self,
        ctx: &mut Ctx<'_>,
        links: &mut [Arc<Link>],
        faults: &mut [FaultState],
        index: usize,
    ) {
        let Some(station) = self.stations.get_mut(index) else { return };
        // It has been told otherwise meanwhile.
        if station.wake != Some(ctx.now) {
            return;
        }
        station.wake = None;
        if self.ready_at(ctx.now, index, links).0 > ctx.now {
            self.plan(ctx, index, links);
        } else if !self.stations[index].waiting.is_empty() {
            self.begin(ctx, links, faults, index);
        }
    }

    /// A node has lost its power: what it wanted to send is gone.
    pub(crate) fn silence(&mut self, node: usize) {
        for station in self.stations.iter_mut().filter(|station| station.node == node) {
            station.waiting.clear();
            station.sending = None;
            station.tries = 0;
        }
    }

    /// When a station may send, by what it has heard up to now; and until when it hears others,
    /// if it is for them that it waits.
    fn ready_at(
        &self,
        now: Instant,
        index: usize,
        links: &[Arc<Link>],
    ) -> (Instant, Option<Instant>) {
        let station = &self.stations[index];
        let gap = takes(GAP, links[station.link].rate());
        let (mut own, mut others) = (station.free_at, None);
        for signal in &self.signals {
            if signal.station == index {
                own = own.max(signal.end + gap);
            } else if let Some(far) = self.apart[index][signal.station]
                && signal.begin + far <= now
            {
                others = others.max(Some(signal.end + far));
            }
        }
        match others {
            Some(others) if others + gap > own => (others + gap, Some(others)),
            _ => (own, None),
        }
    }

    /// Plans when the station looks again.
    fn plan(&mut self, ctx: &mut Ctx<'_>, index: usize, links: &[Arc<Link>]) {
        if self.stations[index].waiting.is_empty() {
            return;
        }
        let (ready, _) = self.ready_at(ctx.now, index, links);
        let when = ready.max(ctx.now);
        let station = &mut self.stations[index];
        if station.wake != Some(when) {
            station.wake = Some(when);
            ctx.queue.add(when, Pending::Listen { node: station.node, port: station.port });
        }
    }

    /// The station that is to look again at a port.
    pub(crate) fn station_at(&self, node: usize, port: u16) -> Option<usize> {
        self.stations.iter().position(|one| (one.node, one.port) == (node, port))
    }

    /// Puts the frame that waits first on the medium.
    fn begin(
        &mut self,
        ctx: &mut Ctx<'_>,
        links: &mut [Arc<Link>],
        faults: &mut [FaultState],
        index: usize,
    ) -> Option<EventId> {
        let station = &mut self.stations[index];
        // What was sent before was not destroyed.
        if station.sending.take().is_some() {
            station.tries = 0;
        }
        let held = station.waiting.pop_front()?;
        let because = match station.tries {
            0 => held.because,
            tries => Some(Reason::BackoffOver { tries }),
        };
        let out = Outgoing {
            from: station.node,
            port: station.port,
            bytes: &held.bytes,
            socket: held.socket,
            because,
            retransmission: held.retransmission && station.tries == 0,
            forwarded_from: held.forwarded_from,
        };
        let link = Arc::make_mut(&mut links[station.link]);
        let end = ctx.now + takes(on_the_wire(&held.bytes), link.rate());
        let (frame, sent) = link.announce(ctx, &out, held.cause);
        if link.refuses(ctx, &out, frame, sent) {
            self.plan(ctx, index, links);
            return Some(sent);
        }
        link.launch(ctx, faults, out.from, frame, sent, end);
        self.stations[index].sending = Some(held);
        self.forget_old(ctx.now, links);
        // Whom it cannot hear yet, and who cannot hear it.
        let unheard = self.signals.iter().filter_map(|signal| {
            let far = self.apart[index][signal.station]?;
            let hears = signal.begin + far;
            (signal.station != index && hears > ctx.now).then_some((signal.station, far, hears))
        });
        let unheard: Vec<(usize, Duration, Instant)> = unheard.collect();
        let signal = Signal { station: index, begin: ctx.now, end, frame: Some((frame, sent)) };
        self.signals.push(signal);
        if let Some(first) = unheard.iter().map(|(.., hears)| *hears).min() {
            for (other, far, _) in unheard {
                self.destroy(ctx, links, other, ctx.now + far);
            }
            self.destroy(ctx, links, index, first);
        }
        self.plan(ctx, index, links);
        Some(sent)
    }

    /// Forgets what nobody can hear any more.
    fn forget_old(&mut self, now: Instant, links: &[Arc<Link>]) {
        let all = self.apart.iter().flatten().flatten();
        let far = all.copied().max().unwrap_or(Duration::ZERO);
        let slowest = self.links.iter().map(|link| links[*link].rate()).min().unwrap_or(1);
        let gone = far + takes(GAP, slowest);
        self.signals.retain(|signal| signal.end + gone > now);
    }

    /// What a station sends meets another signal, which it hears at `hears`.
    fn destroy(&mut self, ctx: &mut Ctx<'_>, links: &[Arc<Link>], index: usize, hears: Instant) {
        let of_station = |signal: &&mut Signal| signal.station == index;
        let Some(signal) = self.signals.iter_mut().rfind(of_station) else { return };
        let Some((frame, cause)) = signal.frame else { return };
        // At its hub already, and repeated: what comes later destroys only itself.
        if !ctx.queue.forget_frame(frame) {
            return;
        }
        signal.frame = None;
        let station = &mut self.stations[index];
        if signal.end <= hears {
            // It listens only while it sends.
            let because = Reason::CollisionUnheard;
            ctx.queue.add(hears, Pending::Lose { frame, because, cause });
            return;
        }
        let rate = links[station.link].rate();
        signal.end = hears + takes(JAM, rate);
        station.tries += 1;
        let tries = station.tries;
        let because = if tries >= ATTEMPT_LIMIT {
            station.tries = 0;
            station.sending = None;
            Reason::CollisionLimit { tries }
        } else {
            let choices = 1 << tries.min(BACKOFF_LIMIT);
            let slots = station.rng.below(choices);
            station.free_at = signal.end + takes(SLOT * u64::from(slots), rate);
            if let Some(held) = station.sending.take() {
                station.waiting.push_front(held);
            }
            Reason::Collision { tries, slots, most: choices - 1 }
        };
        ctx.queue.add(hears, Pending::Lose { frame, because, cause });
        self.plan(ctx, index, links);
    }
}
