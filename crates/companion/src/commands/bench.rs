//! `wireglass bench`: how fast this is, on this machine.
//!
//! Each benchmark prints what it did and the best of several runs: what else the machine was
//! doing makes a run slower, never faster. `cargo xtask bench` puts the peers' figures beside
//! them.

use super::{Error, print, write_file};
use serde::Serialize;
use std::fmt::Write as _;
use std::net::IpAddr;
use std::path::PathBuf;
use std::time::{Duration, Instant};
use wireglass_capture::observer::conversations;
use wireglass_capture::{Packet, Writer, read};
use wireglass_core::wire::{LinkType, ethernet, ipv4, tcp};
use wireglass_sim::workload::bulk_transfer;
use wireglass_sim::{Recording, World};
use wireglass_trace::{Origin, Trace, What};

/// What to measure.
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// Only these (simulator, seek, capture); all without
    which: Vec<Which>,
    /// How often each is run; the best counts
    #[arg(long, default_value_t = 3)]
    runs: u32,
    /// Keep the capture that `capture` reads, so that another program can read the same
    #[arg(long, value_name = "FILE")]
    keep: Option<PathBuf>,
    /// One line of JSON for each figure
    #[arg(long)]
    json: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Which {
    /// Events and segments per second of a bulk transfer
    Simulator,
    /// Going to any place of a long recording
    Seek,
    /// Opening a large capture: flows and states inferred
    Capture,
}

/// How much the transfer of `simulator` carries.
const BULK: usize = 50_000_000;
/// The recording of `seek` has at least as many events.
const EVENTS: usize = 100_000;
/// How many places of it are gone to.
const PLACES: usize = 200;
/// The capture of `capture` has at least as many packets.
const PACKETS: usize = 1_000_000;

/// What was measured.
#[derive(Debug, Serialize)]
struct Figure {
    name: &'static str,
    value: f64,
    unit: &'static str,
    /// What was done in that time.
    of: String,
}

pub(crate) fn run(options: &Options) -> Result<(), Error> {
    let wanted = |which| options.which.is_empty() || options.which.contains(&which);
    let mut figures = Vec::new();
    if wanted(Which::Simulator) {
        figures.extend(simulator(options.runs));
    }
    if wanted(Which::Seek) {
        figures.extend(seek());
    }
    if wanted(Which::Capture) {
        figures.extend(capture(options)?);
    }
    let mut out = String::new();
    for figure in &figures {
        let Figure { name, value, unit, of } = figure;
        // Writing to a String cannot fail.
        let _ = if options.json {
            writeln!(out, "{}", serde_json::to_string(figure).unwrap_or_default())
        } else {
            writeln!(out, "{name:<30} {value:>14.1} {unit:<11} {of}")
        };
    }
    print(&out)
}

fn best<T>(runs: u32, mut what: impl FnMut() -> T) -> (Duration, T) {
    let mut timed = || {
        let begun = Instant::now();
        let made = what();
        (begun.elapsed(), made)
    };
    let mut best = timed();
    for _ in 1..runs {
        let next = timed();
        if next.0 < best.0 {
            best = next;
        }
    }
    best
}

#[expect(clippy::cast_precision_loss, reason = "counts far below 2^53")]
fn per_second(count: usize, time: Duration) -> f64 {
    count as f64 / time.as_secs_f64()
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

fn simulator(runs: u32) -> [Figure; 3] {
    let scenario = bulk_transfer(BULK);
    let (time, (steps, segments)) = best(runs, || {
        let mut trace = Trace::new(Origin::Simulated);
        let mut world = World::new(&scenario, &mut trace).expect("a sound scenario");
        while world.step(&mut trace) {}
        (trace.steps().len(), trace.frames().len())
    });
    let of = format!("{BULK} bytes over TCP: {steps} events, {segments} segments");
    [
        Figure {
            name: "simulator events",
            value: per_second(steps, time),
            unit: "events/s",
            of: of.clone(),
        },
        Figure {
            name: "simulator segments",
            value: per_second(segments, time),
            unit: "segments/s",
            of: of.clone(),
        },
        Figure { name: "simulator, the whole transfer", value: millis(time), unit: "ms", of },
    ]
}

/// Places all over the recording, in an order that no cache likes.
fn seek() -> [Figure; 2] {
    let recording = recording(|recording| recording.trace().events().len() >= EVENTS);
    let events = recording.trace().events().len();
    let steps = recording.trace().steps().len();
    let mut times: Vec<Duration> = (0..PLACES)
        .map(|place| {
            let position = place * 7919 * steps / PLACES % (steps + 1);
            let begun = Instant::now();
            std::hint::black_box(recording.seek(position));
            begun.elapsed()
        })
        .collect();
    times.sort_unstable();
    let of = format!("{PLACES} places of a recording of {events} events");
    let median = times[times.len() / 2];
    let worst = times[times.len() - 1];
    [
        Figure { name: "seek, half of all", value: millis(median), unit: "ms", of: of.clone() },
        Figure { name: "seek, slowest", value: millis(worst), unit: "ms", of },
    ]
}

/// The shortest bulk transfer that is long enough.
fn recording(enough: impl Fn(&Recording) -> bool) -> Recording {
    let mut bytes = 1_000_000;
    loop {
        let made = Recording::run(&bulk_transfer(bytes)).expect("a sound scenario");
        if enough(&made) {
            return made;
        }
        bytes *= 2;
    }
}

fn capture(options: &Options) -> Result<Vec<Figure>, Error> {
    let file = large_capture();
    if let Some(path) = &options.keep {
        write_file(path, &file)?;
    }
    let (time, (packets, found)) = best(options.runs, || {
        let capture = read(&file).expect("a capture of our own");
        let found = conversations(&capture, &file);
        (capture.packets.len(), found.len())
    });
    Ok(vec![Figure {
        name: "capture opened",
        value: millis(time),
        unit: "ms",
        of: format!("{packets} packets, {found} conversations with their states"),
    }])
}

/// A million packets: one conversation's, again and again from other ports of the client.
fn large_capture() -> Vec<u8> {
    let one = recording(|recording| recording.trace().frames().len() >= PACKETS / 1000);
    let trace = one.trace();
    let dlt = u16::try_from(LinkType::Ethernet.dlt()).unwrap_or(u16::MAX);
    let mut writer = Writer::new(1_767_225_600_000_000_000, "");
    let interface = writer.interface(dlt, "bench");
    let length = trace.steps().last().map_or(0, |step| step.time.as_nanos());
    let (mut packets, mut round) = (0, 0u16);
    let mut bytes = Vec::new();
    while packets < PACKETS {
        for event in trace.events() {
            let What::FrameSent { frame } = event.what else { continue };
            bytes.clear();
            readdress(trace.frame_bytes(frame), round, &mut bytes);
            let time_ns = event.time.as_nanos() + u64::from(round) * length;
            let original = u32::try_from(bytes.len()).unwrap_or(u32::MAX);
            let packet = Packet { interface, time_ns, data: &bytes, original, comment: "" };
            writer.packet(&packet).expect("a frame fits a packet");
            packets += 1;
        }
        round += 1;
    }
    writer.finish()
}

/// The same segment of another conversation: the client's port counted on by `round`.
fn readdress(frame: &[u8], round: u16, out: &mut Vec<u8>) {
    let (_, packet) = ethernet::Header::parse(frame).expect("a frame of our own");
    let (ip, segment) = ipv4::Header::parse(packet).expect("a packet of our own");
    let (mut tcp, payload) = tcp::Header::parse(segment).expect("a segment of our own");
    let client = [&mut tcp.src_port, &mut tcp.dst_port].into_iter().max().expect("two ports");
    *client = client.wrapping_add(round);
    out.extend(&frame[..frame.len() - segment.len()]);
    tcp.emit(payload, IpAddr::V4(ip.src), IpAddr::V4(ip.dst), out);
}
