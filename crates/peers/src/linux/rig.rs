//! One case: our endpoint, the kernel's sockets, the wire between them, and who watches.

use super::diag;
use super::kernel::Kernel;
use super::namespace::{KERNELS_ADDRESS, KERNELS_END, OUR_ADDRESS, OUR_END};
use super::view::Capture;
use super::wire::Wire;
use crate::codec;
use crate::host::{Host, Progress, Wrong};
use crate::link::{Faults, Link};
use anyhow::{Context, Result, bail, ensure};
use std::net::SocketAddr;
use std::time::Duration as RealDuration;
use std::time::Instant as RealInstant;
use wireglass_core::addr::MacAddr;
use wireglass_core::seq::Seq;
use wireglass_core::tcp::{Call, CallError, CallOk, Config, Endpoint, State};
use wireglass_core::time::{Duration, Instant};
use wireglass_core::wire::arp::{self, Operation};
use wireglass_core::wire::ethernet::{self, EtherType};

/// Our interface, which is nobody's but ours.
const OUR_MAC: MacAddr = MacAddr([0x02, 0, 0, 0, 0, 0x02]);
/// A wire on which nothing has passed for so long is quiet.
const QUIET: RealDuration = RealDuration::from_millis(25);
/// Two views may differ for so long, as something may just be happening.
const PATIENCE: RealDuration = RealDuration::from_secs(1);

/// A case as it runs.
#[derive(Debug)]
pub(super) struct Rig {
    began: RealInstant,
    ends: RealInstant,
    wire: Wire,
    /// Our side.
    pub(super) us: Host,
    /// Our application.
    pub(super) application: Option<Progress>,
    /// The kernel's side.
    pub(super) kernel: Kernel,
    /// From us to the kernel, and back.
    links: [Link; 2],
    /// What we send is kept back.
    pub(super) silent: bool,
    kept: Vec<Vec<u8>>,
    /// Every frame that passed the kernel's end of the wire.
    pub(super) capture: Capture,
    last_frame: RealInstant,
    /// The ports: ours and the kernel's.
    pub(super) ports: (u16, u16),
    /// How often the kernel's view and the observer's were compared.
    pub(super) comparisons: u64,
}

impl Rig {
    /// A case that may take this long, at ports that no case before it had.
    pub(super) fn new(number: u16, limit: RealDuration) -> Result<Self> {
        let now = RealInstant::now();
        let wire = Wire::open(OUR_END, KERNELS_END)?;
        // What is left of the case before.
        while wire.receive()?.is_some() {}
        Ok(Self {
            began: now,
            ends: now + limit,
            wire,
            us: Host::closed(),
            application: None,
            kernel: Kernel::idle(),
            links: [Link::new(Faults::default(), 1), Link::new(Faults::default(), 2)],
            silent: false,
            kept: Vec::new(),
            capture: Capture::default(),
            last_frame: now,
            ports: (40_000 + number, 50_000 + number),
            comparisons: 0,
        })
    }

    /// The wire is this bad from now on, in both directions.
    pub(super) fn faults(&mut self, faults: Faults, seed: u64) {
        self.links = [Link::new(faults, seed), Link::new(faults, !seed)];
    }

    /// The time of the case.
    pub(super) fn now(&self) -> Instant {
        let elapsed = u64::try_from(self.began.elapsed().as_nanos()).unwrap_or(u64::MAX);
        Instant::from_nanos(elapsed)
    }

    /// Our address.
    pub(super) fn ours(&self) -> SocketAddr {
        SocketAddr::from((OUR_ADDRESS, self.ports.0))
    }

    /// The kernel's.
    pub(super) fn kernels(&self) -> SocketAddr {
        SocketAddr::from((KERNELS_ADDRESS, self.ports.1))
    }

    /// An ISS: it grows with time, so that no case continues the numbers of another.
    fn iss() -> Seq {
        let since = std::time::UNIX_EPOCH.elapsed().unwrap_or_default().as_micros() / 4;
        Seq(u32::try_from(since & 0xffff_ffff).unwrap_or(0))
    }

    /// We connect to the kernel.
    pub(super) fn connect(&mut self, config: Config) -> Result<()> {
        let (ours, theirs) = (self.ours(), self.kernels());
        self.us = Host::connecting(config, ours, theirs, Self::iss(), self.now())?;
        Ok(())
    }

    /// We listen.
    pub(super) fn listen(&mut self, config: Config) -> Result<()> {
        self.us = Host::listening(config, self.ours(), Self::iss(), self.now())?;
        Ok(())
    }

    /// A call on our endpoint.
    pub(super) fn call(&mut self, call: Call<'_>) -> Result<CallOk, CallError> {
        let now = self.now();
        self.us.call(now, call)
    }

    /// Our endpoint.
    pub(super) fn endpoint(&self) -> Result<&Endpoint> {
        self.us.endpoint().context("we have no connection")
    }

    /// Goes on until `done`, or until the case has had its time.
    pub(super) fn until(&mut self, what: &str, done: impl Fn(&Self) -> bool) -> Result<()> {
        loop {
            self.turn(RealDuration::from_millis(5))?;
            if done(self) {
                return Ok(());
            }
            if RealInstant::now() > self.ends {
                let (ours, theirs) = (self.us.state(), self.kernels_state()?);
                bail!("not in time: {what} (we are in {ours}, the kernel in {theirs:?})");
            }
        }
    }

    /// Goes on for this long.
    pub(super) fn pass(&mut self, time: RealDuration) -> Result<()> {
        let end = RealInstant::now() + time;
        while RealInstant::now() < end {
            self.turn(RealDuration::from_millis(5))?;
        }
        Ok(())
    }

    /// Goes on until nothing is on the wire, then compares the two views of the kernel's
    /// state with each other and both ends' states with what they should be. `None` is a
    /// socket that is gone.
    pub(super) fn states(&mut self, ours: State, theirs: Option<State>) -> Result<()> {
        self.compare(Some(ours), theirs)
    }

    /// The same, whatever state we are in.
    pub(super) fn kernel_is(&mut self, theirs: Option<State>) -> Result<()> {
        self.compare(None, theirs)
    }

    fn compare(&mut self, ours: Option<State>, theirs: Option<State>) -> Result<()> {
        let give_up = RealInstant::now() + PATIENCE;
        loop {
            self.turn(RealDuration::from_millis(5))?;
            let now = RealInstant::now();
            let on_the_way = self.links.iter().any(|link| link.next().is_some());
            if (on_the_way || now.duration_since(self.last_frame) < QUIET) && now < give_up {
                continue;
            }
            let kernel = self.kernels_state()?;
            let seen = self.capture.state(self.kernels(), self.ours())?;
            let agree = seen.agrees_with(kernel);
            let state = self.us.state();
            if agree && kernel == theirs && ours.is_none_or(|ours| ours == state) {
                self.comparisons += 1;
                return Ok(());
            }
            if now > give_up {
                ensure!(agree, "the kernel says {kernel:?}, our observer {seen:?}");
                bail!("{state} and {kernel:?} where {ours:?} and {theirs:?} should be");
            }
        }
    }

    /// The kernel's own word on its end.
    pub(super) fn kernels_state(&self) -> Result<Option<State>> {
        diag::state(self.kernels(), self.ours())
    }

    /// What we have kept back goes out.
    pub(super) fn speak(&mut self) -> Result<()> {
        self.silent = false;
        let now = self.now();
        for packet in std::mem::take(&mut self.kept) {
            self.links[0].send(now, packet);
        }
        self.turn(RealDuration::ZERO)
    }

    /// The first segment we have kept back goes out, and what follows it is lost.
    pub(super) fn speak_once(&mut self) -> Result<()> {
        let now = self.now();
        if let Some(first) = self.kept.drain(..).next() {
            self.links[0].send(now, first);
        }
        self.turn(RealDuration::ZERO)
    }

    /// What we have kept back is lost.
    pub(super) fn forget(&mut self) {
        self.silent = false;
        self.kept.clear();
    }

    /// One turn: whatever can be done is done, then it waits for something to happen.
    fn turn(&mut self, wait: RealDuration) -> Result<()> {
        let before = self.capture.len();
        while let Some(frame) = self.wire.receive()? {
            self.frame(frame)?;
        }
        let now = self.now();
        while let Some(packet) = self.links[1].take(now) {
            let segment = codec::parse(&packet);
            let segment = segment.map_err(|unfit| anyhow::anyhow!("the kernel sent {unfit:?}"))?;
            self.us.receive(now, &segment);
        }
        self.us.tick(now);
        self.kernel.run(now)?;
        loop {
            if let Some(application) = &mut self.application {
                application.run(now, &mut self.us);
            }
            let segments = self.us.transmit(now);
            if segments.is_empty() {
                break;
            }
            for (_, packet) in segments {
                if self.silent {
                    self.kept.push(packet);
                } else {
                    self.links[0].send(now, packet);
                }
            }
        }
        while let Some(packet) = self.links[0].take(now) {
            self.put(EtherType::Ipv4, &packet)?;
        }
        if let Some(wrong) = &self.us.wrong {
            bail!("our endpoint: {}", describe(wrong));
        }
        if self.capture.len() > before {
            self.last_frame = RealInstant::now();
            return Ok(());
        }
        let due = [self.links[0].next(), self.links[1].next(), self.us.next_timeout()];
        let due = due.into_iter().flatten().min().map(|at| at.since(self.now()));
        let due = due.map_or(wait, |due| RealDuration::from_nanos(due.as_nanos()));
        self.wire.wait(wait.min(due))
    }

    /// A frame from the kernel.
    fn frame(&mut self, frame: Vec<u8>) -> Result<()> {
        let (header, payload) =
            ethernet::Header::parse(&frame).map_err(|bad| anyhow::anyhow!("{bad:?}"))?;
        match header.ethertype {
            EtherType::Arp => {
                let request =
                    arp::Packet::parse(payload).map_err(|bad| anyhow::anyhow!("{bad:?}"))?;
                if request.operation == Operation::Request && request.target_ip == OUR_ADDRESS {
                    let mut reply = Vec::new();
                    arp::Packet {
                        operation: Operation::Reply,
                        sender_mac: OUR_MAC,
                        sender_ip: OUR_ADDRESS,
                        target_mac: request.sender_mac,
                        target_ip: request.sender_ip,
                    }
                    .emit(&mut reply);
                    self.put(EtherType::Arp, &reply)?;
                }
            }
            EtherType::Ipv4 if header.dst == OUR_MAC => {
                let now = self.now();
                self.links[1].send(now, payload.to_vec());
                self.capture.add(now, frame);
            }
            _ => {}
        }
        Ok(())
    }

    /// Puts a packet on the kernel's end of the wire.
    fn put(&mut self, ethertype: EtherType, packet: &[u8]) -> Result<()> {
        let mut frame = Vec::with_capacity(ethernet::HEADER_LEN + packet.len());
        let header =
            ethernet::Header { dst: self.wire.kernels_mac, src: OUR_MAC, ethertype, vlan: None };
        header.emit(&mut frame);
        frame.extend(packet);
        self.wire.send(&frame)?;
        if ethertype == EtherType::Ipv4 {
            self.capture.add(self.now(), frame);
        }
        Ok(())
    }
}

fn describe(wrong: &Wrong) -> String {
    match wrong {
        Wrong::Transition { from, to } => format!("{from} -> {to} is not in the table"),
        Wrong::SendVariables { una, nxt } => format!("SND.UNA {una} beyond SND.NXT {nxt}"),
        Wrong::Endless => "segments without end".to_owned(),
    }
}

/// Faults that lose, double and hold back one packet in twenty each.
pub(super) const BAD: Faults = Faults {
    delay: Duration::from_millis(1),
    jitter: Duration::ZERO,
    loss: 50_000,
    duplication: 50_000,
    reordering: 50_000,
    held: Duration::from_millis(4),
    corruption: 0,
};
