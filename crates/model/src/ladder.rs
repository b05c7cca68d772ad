//! A way through the graph, told as a ladder that a person can read.

use crate::action::Action;
use crate::model::Tcp;
use crate::scenario::Step;
use crate::world::{Segment, Side, World};
use stateright::Model;
use std::fmt::Write as _;
use wireglass_core::wire::tcp::Flags;

/// Tells `way`, one line for each action: what happens, then the two states and
/// what is in flight.
pub fn tell(model: &Tcp, way: &[Action]) -> String {
    let mut out = String::new();
    let mut world = World::new(&model.scenario);
    line(&mut out, 0, "", &world);
    for (number, &action) in (1..).zip(way) {
        let what = describe(model, &world, action);
        let Some(next) = model.next_state(&world, action) else {
            let _ = writeln!(out, "{number:>4}. {what}: nothing happens");
            continue;
        };
        world = next;
        line(&mut out, number, &what, &world);
    }
    if let Some(broken) = world.broken {
        let _ = writeln!(out, "      {broken:?}");
    }
    out
}

fn line(out: &mut String, number: usize, what: &str, world: &World) {
    let flying = |to: Side| {
        let wire = &world.wires[to.index()];
        wire.iter().map(show).collect::<Vec<_>>().join(" ")
    };
    let _ = write!(
        out,
        "{number:>4}. {what:<58} {:<12} {:<12}",
        world.state(Side::A),
        world.state(Side::B)
    );
    for (to, arrow) in [(Side::B, "->"), (Side::A, "<-")] {
        if !world.wires[to.index()].is_empty() {
            let _ = write!(out, " {arrow} {}", flying(to));
        }
    }
    out.push('\n');
}

fn describe(model: &Tcp, world: &World, action: Action) -> String {
    let name = Side::name;
    let segment = |to: Side, index: u8| {
        let segment = world.wires[to.index()].get(usize::from(index));
        segment.map_or_else(|| "nothing".to_owned(), show)
    };
    match action {
        Action::Call(side) => {
            let call = match world.end(side).step(&model.scenario, side) {
                Some(Step::Connect) => "connects".to_owned(),
                Some(Step::AwaitOpen) => "is connected".to_owned(),
                Some(Step::Send(text)) => format!("sends \"{text}\""),
                Some(Step::ReadToEnd) => "has read all".to_owned(),
                Some(Step::Shutdown) => "shuts its direction down".to_owned(),
                Some(Step::Close) => "closes".to_owned(),
                None => "does nothing".to_owned(),
            };
            format!("{} {call}", name(side))
        }
        Action::Read(side) => format!("{} reads", name(side)),
        Action::Abort(side) => format!("{} aborts", name(side)),
        Action::Crash(side) => format!("{} crashes", name(side)),
        Action::Deliver { to, index } => format!("{} gets {}", name(to), segment(to, index)),
        Action::Double { to, index } => {
            format!("{} gets {}, not for the last time", name(to), segment(to, index))
        }
        Action::Lose { to, index } => format!("lost, to {}: {}", name(to), segment(to, index)),
        Action::TimeOut(side) => {
            let timer = world.end(side).tcp.next_timeout().map(|(_, timer)| timer);
            timer.map_or_else(
                || format!("{} has no timer", name(side)),
                |timer| format!("{}: the {timer:?} timer fires", name(side)),
            )
        }
    }
}

/// A segment as the RFC's figures write it.
fn show(segment: &Segment) -> String {
    let header = &segment.header;
    let mut out = format!("<SEQ={}>", header.seq);
    if header.flags.contains(Flags::ACK) {
        let _ = write!(out, "<ACK={}>", header.ack);
    }
    if !segment.text.is_empty() {
        let _ = write!(out, "<DATA={}>", String::from_utf8_lossy(&segment.text));
    }
    let names: Vec<_> = Flags::NAMES
        .iter()
        .filter(|(flag, _)| *flag != Flags::PSH && header.flags.contains(*flag))
        .map(|(_, name)| *name)
        .collect();
    let _ = write!(out, "<WND={}><CTL={}>", header.window, names.join(","));
    out
}
