//! Seeded random scenarios: the batch that tshark reads, and that the coverage runs.
//!
//! Every scenario is two hosts and a link that misbehaves by the seed's choice,
//! with data both ways and a close that the seed chooses. The same seed gives the
//! same scenario, everywhere.

use std::net::{Ipv4Addr, SocketAddr};
use wireglass_core::tcp::{Config, Profile};
use wireglass_core::time::{Duration, Instant};
use wireglass_sim::{
    Arp, HostSpec, Limits, LinkSpec, Op, Program, Recording, Run, Scenario, Which,
};
use wireglass_trace::TaskKind;

/// `SplitMix64`: small, and its numbers are the same for ever.
#[derive(Clone, Debug)]
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number in `0..bound`.
    fn below(&mut self, bound: u32) -> u32 {
        u32::try_from(self.next() % u64::from(bound.max(1))).unwrap_or(0)
    }

    /// True in one case of `cases`.
    fn one_in(&mut self, cases: u32) -> bool {
        self.below(cases) == 0
    }

    fn of<T: Copy>(&mut self, choices: &[T]) -> T {
        let index = self.below(u32::try_from(choices.len()).unwrap_or(1));
        choices[index as usize]
    }
}

const SERVER: Ipv4Addr = Ipv4Addr::new(10, 0, 0, 9);
/// A port on which tshark expects no protocol that it would try to read.
const PORT: u16 = 4000;

/// The scenario of a seed.
pub fn scenario(seed: u64) -> Scenario {
    let mut dice = Dice(seed);
    let hosts = vec![
        host(&mut dice, "client", Ipv4Addr::new(10, 0, 0, 2)),
        host(&mut dice, "server", SERVER),
    ];
    let link = link(&mut dice);
    let programs = programs(&mut dice);
    Scenario {
        seed,
        hosts,
        links: vec![link],
        programs,
        devices: Vec::new(),
        faults: Vec::new(),
        actions: Vec::new(),
        arp: if dice.one_in(4) { Arp::Asked } else { Arp::Known },
        limits: Limits::default(),
    }
}

/// Runs the scenario of a seed.
pub fn run(seed: u64) -> Recording {
    // `scenario` names two hosts and the link between them, which is all that is checked.
    Recording::run(&scenario(seed)).expect("the batch makes sense")
}

fn host(dice: &mut Dice, name: &str, address: Ipv4Addr) -> HostSpec {
    let profile = dice.of(&Profile::ALL);
    let usual = profile.config();
    let tcp = Config {
        mss: dice.of(&[1_460, 1_460, 536, 1_000]),
        receive_buffer: dice.of(&[usual.receive_buffer, usual.receive_buffer, 4_000, 1_500]),
        delayed_ack: dice.of(&[None, Some(Duration::from_millis(40)), usual.delayed_ack]),
        nagle: dice.one_in(3),
        ..usual
    };
    HostSpec { tcp, ..HostSpec::new(name, address, profile) }
}

fn link(dice: &mut Dice) -> LinkSpec {
    let delay = Duration::from_millis(u64::from(1 + dice.below(80)));
    LinkSpec {
        delay,
        bandwidth: dice.of(&[None, None, Some(1_000_000), Some(10_000_000)]),
        loss_ppm: dice.of(&[0, 0, 20_000, 50_000, 100_000]),
        duplicate_ppm: dice.of(&[0, 0, 0, 50_000]),
        reorder_ppm: dice.of(&[0, 0, 50_000, 100_000]),
        reorder_by: Duration::from_millis(u64::from(1 + dice.below(40))),
        ..LinkSpec::between(0, 1)
    }
}

fn programs(dice: &mut Dice) -> Vec<Program> {
    let (up, down) = (dice.below(20_000), dice.below(20_000));
    let mut client = vec![Op::Connect(SocketAddr::from((SERVER, PORT)))];
    let mut server = vec![Op::Listen(PORT), Op::Accept];
    let pieces = 1 + dice.below(4);
    for _ in 0..pieces {
        client.push(Op::Send(text(up / pieces)));
        server.push(Op::Send(text(down / pieces)));
        if dice.one_in(3) {
            client.push(Op::Sleep(Duration::from_millis(u64::from(dice.below(500)))));
        }
        // A slow reader closes its window.
        if dice.one_in(3) {
            server.push(Op::Sleep(Duration::from_millis(u64::from(dice.below(4_000)))));
        }
    }
    match dice.below(5) {
        // Both shut down their side and read to the end.
        0..=2 => {
            client.extend([Op::Shutdown, Op::ReceiveAll, Op::Close(Which::Connection)]);
            server.extend([Op::Shutdown, Op::ReceiveAll, Op::Close(Which::Connection)]);
        }
        // The server waits for the client to finish first.
        3 => {
            client.extend([Op::Shutdown, Op::ReceiveAll, Op::Close(Which::Connection)]);
            server.extend([Op::ReceiveAll, Op::Close(Which::Connection)]);
        }
        // The client has enough.
        _ => {
            client.extend([Op::Sleep(Duration::from_millis(300)), Op::Abort]);
            server.extend([Op::ReceiveAll, Op::Close(Which::Connection)]);
        }
    }
    let program = |host, name: &str, start, ops: Vec<Op>| Program {
        host,
        name: name.to_owned(),
        start: Instant::ZERO + Duration::from_millis(start),
        pace: Duration::from_millis(2),
        kind: TaskKind::Program,
        // One failing call must not keep the rest from running.
        run: Run::Calls(ops.into_iter().map(|op| Op::Try(Box::new(op))).collect()),
    };
    vec![program(0, "client", 10, client), program(1, "server", 0, server)]
}

/// Text of a length, with letters one can follow.
fn text(length: u32) -> Vec<u8> {
    (b'a'..=b'z').cycle().take(length as usize).collect()
}

#[cfg(test)]
mod tests;
