//! Layout: which row everything is on, which column, and where labels go.
//!
//! Rows are found in one pass over the events. Each event that shows goes as
//! high as it may: below everything before it, below where linear time puts
//! it, and far enough below whatever its label would touch.

use super::arrows::{Arrow, Fate};
use super::calls::{CallMark, CallText};
use super::frames::{Bases, Info};
use super::journeys::{Journey, Journeys};
use super::lanes::{Lane, Span, SpanKind};
use super::scale::{Knot, Scale, nanos};
use super::{LadderLayout, LadderOptions, Now, touches};
use crate::{Anchor, Classes, Group, Key, Shape, Target, Text, at};
use std::collections::BTreeMap;
use std::ops::Range;
use wireglass_core::time::Instant;
use wireglass_text::diagram as words;
use wireglass_trace::{
    Alteration, CallResult, EventId, FrameId, Intervention, NodeId, Origin, SocketId, Trace, What,
};

/// Height of the hosts' boxes with the space around them.
pub(super) const HEADER: f64 = 78.0;
/// The first row.
const TOP: f64 = 92.0;
/// Space below the last row, for its labels.
const TAIL: f64 = 40.0;
/// How far apart two arrows in the same direction are, so that one's numbers
/// and the next one's name fit between them.
const PARALLEL: f64 = 44.0;
/// How far an arrow falls at least, so that replies leave room for labels.
const SLANT: f64 = 42.0;
/// The same where sending and arriving were seen as one.
const CAPTURED_SLANT: f64 = 12.0;
/// How far a typical arrow falls.
const TYPICAL_SLANT: f64 = 54.0;
/// Between two names of states.
const STATE_ROW: f64 = 17.0;
/// Between two names of calls.
const CALL_ROW: f64 = 13.0;
/// Idle time that would be taller than this is elided,
const BREAK_ABOVE: f64 = 130.0;
/// and is this tall then.
const BREAK: f64 = 62.0;

/// Frames that leave within this many pixels of one another are a burst.
const BURST: f64 = 110.0;

/// Something done to a host.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct HostMark {
    event: EventId,
    lane: usize,
    x: f64,
    outward: f64,
    y: f64,
}

/// What the pass over the events leaves behind.
struct Rows<'a> {
    trace: &'a Trace,
    options: &'a LadderOptions,
    rate: f64,
    cursor: f64,
    knots: Vec<Knot>,
    placed: Vec<(EventId, f64)>,
    /// By frame: when it was sent and ended, in rows.
    sent: Vec<Option<f64>>,
    ended: Vec<Option<f64>>,
    journeys: &'a Journeys,
    spans: Vec<Vec<Span>>,
    /// The connection each lane follows.
    following: Vec<Option<SocketId>>,
    calls: Vec<CallMark>,
    open_calls: BTreeMap<u16, usize>,
    marks: Vec<(EventId, usize, f64)>,
    last_sent: BTreeMap<(usize, usize), f64>,
    last_arrived: BTreeMap<(usize, usize), f64>,
    last_state: Vec<f64>,
    last_call: Vec<f64>,
    last_frame: f64,
}

pub(super) fn layout(trace: &Trace, options: &LadderOptions) -> LadderLayout {
    let journeys = &Journeys::new(trace, options);
    let nodes = &journeys.nodes;
    let width = options.width.max(240.0).max(super::lanes::least_width(nodes.len()));
    let options = &LadderOptions { width, ..*options };
    let shown = shown_frames(trace, options, journeys);
    let mut rows = Rows {
        trace,
        options,
        rate: rate(trace, &shown, journeys),
        cursor: TOP,
        knots: Vec::new(),
        placed: Vec::new(),
        sent: vec![None; trace.frames().len()],
        ended: vec![None; trace.frames().len()],
        journeys,
        spans: initial_spans(trace, journeys),
        following: vec![None; nodes.len()],
        calls: Vec::new(),
        open_calls: BTreeMap::new(),
        marks: Vec::new(),
        last_sent: BTreeMap::new(),
        last_arrived: BTreeMap::new(),
        last_state: vec![TOP; nodes.len()],
        last_call: vec![TOP - CALL_ROW; nodes.len()],
        // The first label of a capture needs room below the hosts' boxes.
        last_frame: TOP - PARALLEL + 20.0,
    };
    rows.run(&shown);
    rows.fit();
    finish(rows, nodes, &shown)
}

/// Which frames are drawn, and what there is to say about them.
fn shown_frames(trace: &Trace, options: &LadderOptions, journeys: &Journeys) -> Vec<Option<Info>> {
    let mut bases = Bases::default();
    let info = |index: usize| {
        let id = FrameId::from_index(index);
        journeys.of(id)?;
        let mut info = Info::new(trace, id, &mut bases, options);
        info.name = journeys.label(id);
        Some(info)
    };
    (0..trace.frames().len()).map(info).collect()
}

/// Pixels per nanosecond: so that the typical flight, or in a capture the
/// typical pause, has a readable height.
fn rate(trace: &Trace, shown: &[Option<Info>], journeys: &Journeys) -> f64 {
    let mut lengths: Vec<u64> = match trace.origin {
        Origin::Simulated => shown
            .iter()
            .flatten()
            .filter_map(|info| {
                let end = trace.ended_at(info.frame)?;
                let first = journeys.of(info.frame)?.first;
                Some(end.since(trace.sent_at(first)).as_nanos())
            })
            .collect(),
        Origin::Captured => trace
            .steps()
            .windows(2)
            .map(|pair| pair[1].time.since(pair[0].time).as_nanos())
            .collect(),
    };
    lengths.retain(|length| *length > 0);
    lengths.sort_unstable();
    // Four in five pauses of a capture are to fit; flights are mostly alike.
    let index = match trace.origin {
        Origin::Simulated => lengths.len() / 2,
        Origin::Captured => lengths.len() * 4 / 5,
    };
    let typical = lengths.get(index.min(lengths.len().saturating_sub(1))).copied();
    let typical = typical.unwrap_or(1_000_000);
    TYPICAL_SLANT / nanos(Instant::ZERO, Instant::from_nanos(typical))
}

/// What each host is before anything happens.
fn initial_spans(trace: &Trace, journeys: &Journeys) -> Vec<Vec<Span>> {
    use wireglass_core::tcp::State;
    let nodes = &journeys.nodes;
    let mut first = vec![None; trace.nodes().len()];
    let mut missing = nodes.len();
    for event in trace.events() {
        if missing == 0 {
            break;
        }
        if let What::StateChanged { from, .. } = event.what
            && first[event.node.index()].is_none()
        {
            first[event.node.index()] = Some(from);
            missing = missing.saturating_sub(1);
        }
    }
    nodes
        .iter()
        .map(|node| {
            let from: Option<State> = first[node.index()];
            if from.is_none() && journeys.is_network() {
                return vec![Span { event: None, y: TOP, kind: SpanKind::Device }];
            }
            let state = match trace.origin {
                Origin::Simulated => Some(from.unwrap_or(State::Closed)),
                // A capture that begins midway can know only what precedes a handshake.
                Origin::Captured => from.filter(|s| matches!(s, State::Closed | State::Listen)),
            };
            vec![Span { event: None, y: TOP, kind: SpanKind::State(state) }]
        })
        .collect()
}

impl Rows<'_> {
    fn run(&mut self, shown: &[Option<Info>]) {
        let trace = self.trace;
        let mut last_time = None;
        for (step, begin) in trace.steps().iter().enumerate() {
            // In a network much may happen that nobody asked to see: it takes no room.
            if self.journeys.is_network() && !self.shows(step, shown) {
                continue;
            }
            // Captures may have time stamps that run backwards; rows do not.
            let time = last_time.map_or(begin.time, |last: Instant| last.max(begin.time));
            let mut opened = false;
            if last_time.is_none_or(|last| time > last) {
                self.open_knot(last_time, time);
                opened = true;
            }
            last_time = Some(time);
            for (id, event) in trace.step_events(step) {
                let Some(lane) = self.journeys.lane(event) else { continue };
                let Some(need) = self.place(event.what, lane, shown) else { continue };
                self.cursor = self.cursor.max(need);
                if opened {
                    // The first thing at a moment stretches the time before it, not the moment.
                    if let Some(knot) = self.knots.last_mut() {
                        knot.first = self.cursor;
                    }
                    opened = false;
                }
                self.placed.push((id, self.cursor));
                self.settle(id, event.what, lane);
            }
            if let Some(knot) = self.knots.last_mut() {
                knot.last = self.cursor;
            }
        }
    }

    /// Whether any event of a step shows.
    fn shows(&self, step: usize, shown: &[Option<Info>]) -> bool {
        self.trace.step_events(step).any(|(_, event)| {
            let lane = self.journeys.lane(event);
            lane.is_some_and(|lane| self.place(event.what, lane, shown).is_some())
        })
    }

    fn open_knot(&mut self, last: Option<Instant>, time: Instant) {
        let natural = last.map_or(0.0, |last| nanos(last, time) * self.rate);
        let after_break = natural > BREAK_ABOVE;
        self.cursor += if after_break { BREAK } else { natural };
        self.knots.push(Knot { time, first: self.cursor, last: self.cursor, after_break });
    }

    /// The highest row an event may have; `None` if it does not show.
    fn place(&self, what: What, lane: usize, shown: &[Option<Info>]) -> Option<f64> {
        let captured = self.trace.origin == Origin::Captured;
        let is_shown = |frame: FrameId| shown[frame.index()].is_some();
        match what {
            What::FrameSent { frame } if self.journeys.begins(frame) => {
                let after = |y: &f64| *y + PARALLEL;
                let ways = self.journeys.starting(frame).map(|(_, to)| (lane, to));
                let parallel = ways.filter_map(|way| self.last_sent.get(&way).map(after));
                Some(if captured { after(&self.last_frame) } else { parallel.fold(0.0, f64::max) })
            }
            What::FrameArrived { frame } if is_shown(frame) => {
                let sent = self.sent[frame.index()].unwrap_or(self.cursor);
                if captured {
                    return Some(sent + CAPTURED_SLANT);
                }
                let from = self.journeys.of(frame).map_or(lane, |journey| journey.from);
                let way = (from, lane);
                let parallel = self.last_arrived.get(&way).map_or(0.0, |y| *y + PARALLEL);
                Some(parallel.max(sent + SLANT))
            }
            What::FrameLost { frame } if is_shown(frame) => self.sent[frame.index()],
            What::FrameAltered { frame, .. } | What::FrameDiscarded { frame }
                if is_shown(frame) =>
            {
                Some(0.0)
            }
            What::StateChanged { socket, .. } if self.follows(socket, lane) => {
                Some(self.last_state[lane] + STATE_ROW)
            }
            What::PowerChanged { .. } => Some(self.last_state[lane] + STATE_ROW),
            What::CallMade { .. }
            | What::TimerFired { .. }
            | What::CallReturned { result: CallResult::Failed { .. }, .. } => {
                Some(if self.options.compact { 0.0 } else { self.last_call[lane] + CALL_ROW })
            }
            What::CallReturned { .. } | What::TaskEnded { .. } | What::CallBlocked { .. } => {
                Some(0.0)
            }
            What::Intervened { what } if what.node().is_some() => {
                Some(self.last_call[lane] + CALL_ROW)
            }
            What::Intervened { .. } => Some(0.0),
            _ => None,
        }
    }

    /// Whether a lane shows a socket's states: its newest connection's, and its
    /// listener's until there is a connection.
    fn follows(&self, socket: SocketId, lane: usize) -> bool {
        match self.following[lane] {
            None => true,
            Some(followed) => {
                followed == socket
                    || !self.trace.socket(socket).listening
                        && (socket > followed || self.trace.socket(followed).listening)
            }
        }
    }

    /// Remembers where an event was put.
    fn settle(&mut self, id: EventId, what: What, lane: usize) {
        let y = self.cursor;
        match what {
            What::FrameSent { frame } => {
                self.last_frame = y;
                for (last, to) in self.journeys.starting(frame) {
                    self.sent[last.index()] = Some(y);
                    self.last_sent.insert((lane, to), y);
                }
            }
            What::FrameArrived { frame } => {
                self.ended[frame.index()] = Some(y);
                let from = self.journeys.of(frame).map_or(lane, |journey| journey.from);
                let last = self.last_arrived.entry((from, lane)).or_insert(y);
                *last = last.max(y);
            }
            What::FrameLost { frame } => self.ended[frame.index()] = Some(y),
            What::FrameAltered { how: Alteration::Duplicated { copy }, frame } => {
                // The copy leaves with the original.
                let left = self.sent[frame.index()].or(Some(y));
                for (last, _) in self.journeys.starting(copy) {
                    self.sent[last.index()] = left;
                }
            }
            What::StateChanged { socket, to, .. } => {
                self.following[lane] = Some(socket);
                self.last_state[lane] = y;
                let kind = SpanKind::State(Some(to));
                self.spans[lane].push(Span { event: Some(id), y, kind });
            }
            What::PowerChanged { on } => {
                use wireglass_core::tcp::State;
                self.following[lane] = None;
                self.last_state[lane] = y;
                // Whoever slept in a call sleeps no more.
                let calls = &mut self.calls;
                self.open_calls.retain(|_, mark| {
                    let here = calls[*mark].lane == lane;
                    if here {
                        calls[*mark].returned = Some((id, y));
                    }
                    !here
                });
                let device = self.spans[lane].first().is_some_and(|s| s.kind == SpanKind::Device);
                let kind = match (on, device) {
                    (false, _) => SpanKind::Off,
                    (true, true) => SpanKind::Device,
                    (true, false) => SpanKind::State(Some(State::Closed)),
                };
                self.spans[lane].push(Span { event: Some(id), y, kind });
            }
            What::CallMade { task, call, .. } => {
                self.last_call[lane] = y;
                self.open_calls.insert(task.0, self.calls.len());
                self.calls.push(CallMark::new(id, lane, y, CallText::Call(call)));
            }
            What::CallBlocked { task, .. } => {
                if let Some(mark) = self.open_calls.get(&task.0) {
                    self.calls[*mark].blocked = Some(id);
                }
            }
            What::CallReturned { task, result } => {
                if let Some(mark) = self.open_calls.remove(&task.0) {
                    self.calls[mark].returned = Some((id, y));
                }
                if let CallResult::Failed { error } = result {
                    self.last_call[lane] = y;
                    self.calls.push(CallMark::new(id, lane, y, CallText::Error(error)));
                }
            }
            What::TimerFired { timer, .. } => {
                self.last_call[lane] = y;
                self.calls.push(CallMark::new(id, lane, y, CallText::Timer(timer)));
            }
            What::Intervened { what } if what.node().is_some() => {
                self.last_call[lane] = y;
                self.marks.push((id, lane, y));
            }
            _ => {}
        }
    }

    /// Stretches or squeezes all rows a little, if the height there is asks for it.
    fn fit(&mut self) {
        let Some(height) = self.options.fit_height else { return };
        let natural = self.cursor - TOP;
        if natural <= 0.0 {
            return;
        }
        let factor = ((height - TOP - TAIL) / natural).clamp(0.9, 1.5);
        let move_to = |y: &mut f64| *y = TOP + (*y - TOP) * factor;
        for knot in &mut self.knots {
            move_to(&mut knot.first);
            move_to(&mut knot.last);
        }
        self.placed.iter_mut().for_each(|(_, y)| move_to(y));
        self.sent.iter_mut().flatten().for_each(move_to);
        self.ended.iter_mut().flatten().for_each(move_to);
        self.spans.iter_mut().flatten().for_each(|span| move_to(&mut span.y));
        self.marks.iter_mut().for_each(|(_, _, y)| move_to(y));
        for call in &mut self.calls {
            move_to(&mut call.y);
            if let Some((_, y)) = &mut call.returned {
                move_to(y);
            }
        }
        move_to(&mut self.cursor);
        self.rate *= factor;
    }
}

fn finish(rows: Rows<'_>, nodes: &[NodeId], shown: &[Option<Info>]) -> LadderLayout {
    let Rows { trace, options, .. } = rows;
    let lanes: Vec<Lane> = nodes
        .iter()
        .zip(rows.spans)
        .enumerate()
        .map(|(i, (node, spans))| Lane::new(trace, *node, i, nodes.len(), options, spans))
        .collect();
    let way = Ways { trace, lanes: &lanes, journeys: rows.journeys, rate: rows.rate };
    let mut arrows: Vec<Arrow> = Vec::new();
    let mut falls: BTreeMap<(usize, usize), (f64, f64)> = BTreeMap::new();
    for info in shown.iter().flatten() {
        let Some(sent) = rows.sent[info.frame.index()] else { continue };
        let ended = rows.ended[info.frame.index()];
        let Some(mut arrow) = way.arrow(info.clone(), sent, ended) else { continue };
        if arrow.fate == Fate::Arrived {
            falls.insert(arrow.lanes, (sent, arrow.tip.y - sent));
        } else if let Some((last, fall)) = falls.get(&arrow.lanes)
            && sent - last < BURST
        {
            // One of a burst: it would have arrived behind the one before it.
            arrow.tip.y = arrow.tip.y.max(sent + fall);
        }
        arrows.push(arrow);
    }
    annotate(trace, &mut arrows);
    arrows.sort_by(|a, b| a.start.y.total_cmp(&b.start.y).then(a.info.frame.cmp(&b.info.frame)));
    let mut bottom = rows.cursor;
    let reach = arrows
        .iter()
        .scan(0.0_f64, |reach, arrow| {
            *reach = reach.max(arrow.tip.y);
            Some(*reach)
        })
        .collect();
    for arrow in &arrows {
        bottom = bottom.max(arrow.drawn_end().y + if arrow.is_lost() { 30.0 } else { 0.0 });
    }
    super::labels::place(trace, options, &mut arrows);
    let marks = rows
        .marks
        .iter()
        .map(|(event, lane, y)| HostMark {
            event: *event,
            lane: *lane,
            x: lanes[*lane].x,
            outward: lanes[*lane].outward,
            y: *y,
        })
        .collect();
    LadderLayout {
        options: *options,
        height: bottom + TAIL,
        header_height: HEADER,
        scale: Scale::new(rows.knots, rows.rate),
        rows: TOP..bottom,
        lanes,
        arrows,
        reach,
        calls: rows.calls,
        marks,
        event_rows: rows.placed,
    }
}

/// Makes arrows from rows.
struct Ways<'a> {
    trace: &'a Trace,
    lanes: &'a [Lane],
    journeys: &'a Journeys,
    rate: f64,
}

impl Ways<'_> {
    fn arrow(&self, info: Info, sent: f64, ended: Option<f64>) -> Option<Arrow> {
        /// From the middle of a lifeline to the end of an arrow.
        const CLEAR: f64 = 7.0;
        let frame = self.trace.frame(info.frame);
        let Journey { first, from: a, to: b, stranger } = *self.journeys.of(info.frame)?;
        let (xa, xb) = (self.lanes[a].x, self.lanes[b].x);
        let sign = if xb >= xa { 1.0 } else { -1.0 };
        let captured = self.trace.origin == Origin::Captured;
        let typical = if captured { CAPTURED_SLANT } else { TYPICAL_SLANT };
        let unseen = frame.anomalies.contains(wireglass_trace::Anomaly::ProbablyLost);
        let fate = match (frame.arrived && ended.is_some(), frame.end) {
            (true, _) if captured && unseen => Fate::Lost,
            (true, _) => Fate::Arrived,
            (false, Some(_)) if self.trace.collided(info.frame) => Fate::Collided,
            (false, Some(_)) => Fate::Lost,
            (false, None) if captured => Fate::Arrived,
            (false, None) => Fate::Unknown,
        };
        let tip = match (fate, ended) {
            (Fate::Arrived, Some(y)) => y,
            // Where it would have arrived.
            (_, Some(y)) => y.max(sent + typical),
            (_, None) => sent + typical,
        };
        let sent_event = self.trace.frame(first).sent.unwrap_or(EventId(0));
        Some(Arrow {
            lanes: (a, b),
            // A stranger is somewhere on the way.
            start: at(if stranger { f64::midpoint(xa, xb) } else { xa + sign * CLEAR }, sent),
            stranger,
            tip: at(xb - sign * CLEAR, tip),
            sent: sent_event,
            end: frame.end,
            fate,
            copy: frame.copy_of.is_some(),
            discarded: None,
            corrupted: None,
            kink: None,
            what_if: None,
            label: None,
            natural: self.natural_fall(first, info.frame),
            info,
        })
    }

    /// How far it would have fallen had nobody held it up.
    fn natural_fall(&self, first: FrameId, frame: FrameId) -> f64 {
        let sent = self.trace.sent_at(first);
        let flight = self.trace.ended_at(frame).map_or(0.0, |end| nanos(sent, end) * self.rate);
        flight.min(TYPICAL_SLANT)
    }
}

/// Adds to the arrows what happened to their frames on the way.
fn annotate(trace: &Trace, arrows: &mut [Arrow]) {
    if trace.origin == Origin::Captured {
        return;
    }
    let index: BTreeMap<FrameId, usize> =
        arrows.iter().enumerate().map(|(i, arrow)| (arrow.info.frame, i)).collect();
    for (i, event) in trace.events().iter().enumerate() {
        let id = EventId::from_index(i);
        let Some(arrow) = event.what.frame().and_then(|f| index.get(&f)) else { continue };
        let arrow = &mut arrows[*arrow];
        match event.what {
            What::FrameDiscarded { .. } => arrow.discarded = Some(id),
            What::FrameAltered { how: Alteration::Corrupted { .. }, .. } => {
                arrow.corrupted = Some(id);
            }
            What::FrameAltered { how: Alteration::Delayed { .. }, .. } => arrow.bend(),
            What::Intervened { what } if what.frame().is_some() => {
                arrow.what_if = Some(id);
                if matches!(what, Intervention::Delay { .. }) {
                    arrow.bend();
                }
            }
            _ => {}
        }
    }
}

/// Draws what the learner did to hosts.
pub(super) fn draw_marks(
    layout: &LadderLayout,
    now: Now,
    visible: &Range<f64>,
    body: &mut Vec<Shape>,
) {
    for mark in &layout.marks {
        if !touches(visible, mark.y - 10.0, mark.y + 10.0) {
            continue;
        }
        let class = Classes::of("whatif").and_if(!now.has(mark.event), "future");
        let edge = at(mark.x + mark.outward * 16.0, mark.y);
        let anchor = if mark.outward < 0.0 { Anchor::End } else { Anchor::Start };
        let group = Group::new(Key("w", u64::from(mark.event.0)), class)
            .target(Target::Event(mark.event))
            .with([
                Shape::Line {
                    from: at(mark.x - 9.0, mark.y),
                    to: at(mark.x + 9.0, mark.y),
                    class: Classes::of("whatif-line"),
                },
                Text::new(
                    at(edge.x, edge.y - 3.0),
                    anchor,
                    Classes::of("note"),
                    words::what_if(layout.options.lang),
                )
                .into(),
            ]);
        body.push(group.into());
    }
}
