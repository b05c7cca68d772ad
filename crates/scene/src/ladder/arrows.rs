//! Arrows: one per frame, slanted by how long it took.

use super::frames::Info;
use super::heads;
use super::labels::Label;
use super::{LadderLayout, LadderOptions, Now, touches};
use crate::{Anchor, Classes, Group, Key, Point, Role, Shape, Target, Text, at, role_class};
use std::ops::Range;
use wireglass_core::time::Instant;
use wireglass_text::Lang;
use wireglass_text::diagram as words;
use wireglass_trace::{EventId, FrameId, Trace};

/// How far along a lost frame gets.
const LOST_AT: f64 = 0.62;
/// Where along its way a held frame waits.
const HELD_AT: f64 = 0.68;

/// What became of a frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// It arrived.
    Arrived,
    /// It was lost.
    Lost,
    /// Another destroyed it on a shared medium.
    Collided,
    /// The trace ends while it is under way.
    Unknown,
}

/// An arrow.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Arrow {
    pub(super) info: Info,
    /// From and to.
    pub(super) lanes: (usize, usize),
    pub(super) start: Point,
    /// Somebody put it on the wire who is at neither end.
    pub(super) stranger: bool,
    /// Where it arrived, or would have.
    pub(super) tip: Point,
    pub(super) sent: EventId,
    pub(super) end: Option<EventId>,
    pub(super) fate: Fate,
    /// A copy made on the way.
    pub(super) copy: bool,
    pub(super) discarded: Option<EventId>,
    pub(super) corrupted: Option<EventId>,
    /// The two corners of a held frame's way.
    pub(super) kink: Option<[Point; 2]>,
    pub(super) what_if: Option<EventId>,
    pub(super) label: Option<Label>,
    /// How far it would have fallen, had nobody held it up.
    pub(super) natural: f64,
}

impl Arrow {
    pub(super) fn is_lost(&self) -> bool {
        matches!(self.fate, Fate::Lost | Fate::Collided)
    }

    /// The word for how it was lost.
    fn loss(&self, lang: Lang) -> &'static str {
        match self.fate {
            Fate::Collided => words::collision(lang),
            _ => words::lost(lang),
        }
    }

    /// Gives a held frame the corners of its way: along at its natural slant,
    /// down while it is held, and along again.
    pub(super) fn bend(&mut self) {
        let fall = self.tip.y - self.start.y;
        if fall <= self.natural + 16.0 {
            return;
        }
        let natural = self.natural.min(fall * 0.5);
        let x = self.start.x + (self.tip.x - self.start.x) * HELD_AT;
        let first = at(x, self.start.y + natural * HELD_AT);
        let second = at(x, self.tip.y - natural * (1.0 - HELD_AT));
        self.kink = Some([first, second]);
    }

    /// The way it goes, from sender to where it arrives or would have.
    fn way(&self) -> Vec<Point> {
        match self.kink {
            Some([a, b]) => vec![self.start, a, b, self.tip],
            None => vec![self.start, self.tip],
        }
    }

    /// Where the line ends that is drawn.
    pub(super) fn drawn_end(&self) -> Point {
        if self.is_lost() { self.start.toward(self.tip, LOST_AT) } else { self.tip }
    }

    /// The stretch its labels stand along.
    pub(super) fn label_line(&self) -> (Point, Point) {
        match self.kink {
            Some([a, _]) => (self.start, a),
            None => (self.start, self.drawn_end()),
        }
    }

    /// The label above the line.
    pub(super) fn label_text(&self, trace: &Trace, options: &LadderOptions, brief: bool) -> String {
        let (a, b) = self.label_line();
        let room = if brief { 0.0 } else { (a.x - b.x).abs() - 16.0 };
        let label = self.info.label(trace, room);
        if self.copy { format!("{label} · {}", words::duplicate(options.lang)) } else { label }
    }

    /// The lines other labels keep clear of.
    pub(super) fn lines(&self) -> Vec<(Point, Point)> {
        let mut way = self.way();
        if self.is_lost()
            && let Some(last) = way.last_mut()
        {
            *last = self.drawn_end();
        }
        way.windows(2).map(|pair| (pair[0], pair[1])).collect()
    }
}

/// Draws the arrows that touch `visible`: the chosen one's halo at the very back.
pub(super) fn draw(
    layout: &LadderLayout,
    trace: &Trace,
    now: Now,
    selected: Option<FrameId>,
    visible: &Range<f64>,
    body: &mut Vec<Shape>,
) {
    let first = layout.reach.partition_point(|reach| *reach + 40.0 < visible.start);
    let mut shapes = Vec::new();
    for arrow in layout.arrows.get(first..).unwrap_or_default() {
        if arrow.start.y - 24.0 > visible.end {
            break;
        }
        if !touches(visible, arrow.start.y - 24.0, arrow.tip.y + 40.0) {
            continue;
        }
        shapes.push(draw_one(layout, trace, arrow, now, selected == Some(arrow.info.frame)));
    }
    body.extend(shapes);
}

fn draw_one(
    layout: &LadderLayout,
    trace: &Trace,
    arrow: &Arrow,
    now: Now,
    selected: bool,
) -> Shape {
    let role = arrow.info.role;
    let sent = now.has(arrow.sent);
    let ended = arrow.end.is_some_and(|end| now.has(end));
    let class = Classes::of("seg")
        .and(role_class(role))
        .and_if(arrow.info.again, "retx")
        .and_if(selected, "sel")
        .and_if(!sent, "future");
    let mut group = Group::new(Key("f", u64::from(arrow.info.frame.0)), class)
        .target(Target::Frame(arrow.info.frame))
        .label(spoken(layout, trace, arrow));
    let mut way = arrow.way();
    let lost = arrow.is_lost();
    if lost && let Some(last) = way.last_mut() {
        *last = arrow.drawn_end();
    }
    if selected {
        let ops = heads::beside(&way, 0.0);
        group.children.push(Shape::Path { ops, class: Classes::of("halo") });
    }
    // A wide, unseen line is easier to point at than a thin one.
    group.children.push(Shape::Path { ops: heads::beside(&way, 0.0), class: Classes::of("hit") });
    let thin = Classes::of("wire").and_if(arrow.copy, "dup");
    let flying = sent && !ended && !way.is_empty();
    if flying {
        fly(&mut group, arrow, &way, now, thin);
    } else {
        whole(&mut group, arrow, &way, thin);
    }
    marks(&mut group, layout, trace, arrow, now);
    // A label that found no room is shown while its frame is chosen.
    let chosen = || selected.then(|| super::labels::spot(arrow, 0.5, false));
    if let Some(label) = &arrow.label.or_else(chosen) {
        let faded = flying && arrow.end.is_some();
        label_texts(&mut group, layout, trace, arrow, label, faded && now.y <= arrow.start.y);
    }
    group.into()
}

/// A frame that has arrived, was lost, or is yet to be sent: all of its way.
fn whole(group: &mut Group, arrow: &Arrow, way: &[Point], class: Classes) {
    let role = arrow.info.role;
    let Some((&tip, &before)) = way.last().zip(way.get(way.len().wrapping_sub(2))) else { return };
    let unit = before.direction(tip);
    if arrow.is_lost() {
        group.children.extend(heads::wire(role, way, class));
        if arrow.fate == Fate::Collided {
            group.children.push(heads::clash(tip));
        } else {
            group.children.push(fall(tip, unit));
            group.children.push(heads::cross(tip, 5.0));
        }
        return;
    }
    let back = heads::head_length(role, arrow.copy);
    let mut line = way.to_vec();
    if let Some(last) = line.last_mut() {
        *last = tip.moved(unit, -back, 0.0);
    }
    group.children.extend(heads::wire(role, &line, class));
    group.children.push(heads::head(role, arrow.copy, tip, unit));
    if role == Role::Rst {
        group.children.push(heads::cross(tip.moved(unit, -6.0, 0.0), 5.5));
    }
}

/// The short fall of a lost frame.
fn fall(from: Point, unit: Point) -> Shape {
    use crate::Op::{Move, Quad};
    let control = from.moved(unit, 10.0, 0.0);
    let end = at(from.x + unit.x * 13.0, from.y + 24.0);
    Shape::Path { ops: vec![Move(from), Quad(control, end)], class: Classes::of("fall") }
}

/// A frame under way: solid up to where it is, faded from there on.
fn fly(group: &mut Group, arrow: &Arrow, way: &[Point], now: Now, class: Classes) {
    let (past, rest) = split(way, now.y);
    let mut ahead = Group::new(Key("ahead", 0), Classes::of("future"));
    whole(&mut ahead, arrow, &rest, class);
    group.children.push(ahead.into());
    if let [.., before, here] = *past.as_slice() {
        group.children.extend(heads::wire(arrow.info.role, &past, class));
        let unit = before.direction(here);
        if before.distance(here) > 1.0 {
            group.children.push(heads::head(arrow.info.role, arrow.copy, here, unit));
        }
    }
}

/// Cuts a way at row `y`: what lies above, and what lies below.
fn split(way: &[Point], y: f64) -> (Vec<Point>, Vec<Point>) {
    let mut past = Vec::new();
    for (i, point) in way.iter().enumerate() {
        if point.y > y {
            let Some(previous) = i.checked_sub(1).and_then(|i| way.get(i)) else {
                return (past, way.to_vec());
            };
            let height = point.y - previous.y;
            let here =
                previous.toward(*point, if height > 0.0 { (y - previous.y) / height } else { 0.0 });
            past.push(here);
            let mut rest = vec![here];
            rest.extend_from_slice(&way[i..]);
            return (past, rest);
        }
        past.push(*point);
    }
    let rest = match *way {
        [.., before, last] => vec![before.toward(last, 0.98), last],
        _ => way.to_vec(),
    };
    (past, rest)
}

/// What happened to it on the way.
fn marks(group: &mut Group, layout: &LadderLayout, trace: &Trace, arrow: &Arrow, now: Now) {
    let lang = layout.options.lang;
    let tip = arrow.drawn_end();
    let unit = arrow.start.direction(arrow.tip);
    let side = if arrow.tip.x >= arrow.start.x { 1.0 } else { -1.0 };
    let compact = layout.options.compact;
    let note = |group: &mut Group, place: Point, anchor: Anchor, text: &str, past: bool| {
        if compact {
            return;
        }
        let class = Classes::of("note").and_if(!past, "future");
        group.children.push(Text::new(place, anchor, class, text).into());
    };
    if arrow.stranger {
        let past = now.has(arrow.sent);
        let ring = Shape::Circle { at: arrow.start, radius: 5.0, class: Classes::of("ring") };
        group.children.push(ring);
        let anchor = if side > 0.0 { Anchor::End } else { Anchor::Start };
        let place = at(arrow.start.x - side * 10.0, arrow.start.y + 4.0);
        let name = &trace.node(trace.frame(arrow.info.frame).from).name;
        note(group, place, anchor, name, past);
    }
    if arrow.is_lost() {
        let past = arrow.end.is_none_or(|end| now.has(end));
        let anchor = if side > 0.0 { Anchor::Start } else { Anchor::End };
        let place = at(tip.x + side * 20.0, tip.y + 20.0);
        note(group, place, anchor, arrow.loss(lang), past);
    }
    if let Some([held, _]) = arrow.kink {
        let middle = at(held.x, f64::midpoint(held.y, arrow.kink.map_or(held.y, |k| k[1].y)));
        group.children.extend(heads::pause(middle));
        let anchor = if side > 0.0 { Anchor::Start } else { Anchor::End };
        note(group, at(held.x + side * 12.0, middle.y + 4.0), anchor, words::delayed(lang), true);
    }
    if arrow.corrupted.is_some() {
        let place = arrow.start.toward(tip, 0.76);
        group.children.push(heads::spark(place));
        note(group, at(place.x, place.y + 22.0), Anchor::Middle, words::corrupted(lang), true);
    }
    if let Some(event) = arrow.discarded {
        let middle = tip.moved(unit, -24.0, 0.0);
        group.children.extend(heads::discard(middle));
        let place = at(middle.x, middle.y + 20.0);
        note(group, place, Anchor::Middle, words::discarded(lang), now.has(event));
    }
    if arrow.what_if.is_some() {
        let middle = arrow.start.moved(unit, 14.0, 0.0);
        group.children.push(Shape::Circle {
            at: middle,
            radius: 7.5,
            class: Classes::of("whatif-badge"),
        });
        let place = at(middle.x, middle.y + 3.8);
        group
            .children
            .push(Text::new(place, Anchor::Middle, Classes::of("whatif-mark"), "?").into());
    }
}

fn label_texts(
    group: &mut Group,
    layout: &LadderLayout,
    trace: &Trace,
    arrow: &Arrow,
    label: &Label,
    faded: bool,
) {
    let text = |across: f64, class: &'static str, content: String| {
        let mut text = Text::new(
            label.middle.moved(label.unit, 0.0, across),
            Anchor::Middle,
            Classes::of(class).and_if(faded, "future"),
            content,
        );
        text.along = Some(label.unit);
        Shape::Text(text)
    };
    let content = arrow.label_text(trace, &layout.options, label.brief);
    group.children.push(text(-super::labels::ABOVE, "lab", content));
    if label.sub {
        let content = arrow.info.sub_label(&layout.options);
        if !content.is_empty() {
            group.children.push(text(super::labels::BELOW, "sub", content));
        }
    }
}

/// What a screen reader says of it.
fn spoken(layout: &LadderLayout, trace: &Trace, arrow: &Arrow) -> String {
    let lang = layout.options.lang;
    let what = arrow.info.label(trace, f64::INFINITY);
    let mut detail = arrow.info.sub_label(&layout.options);
    let facts = [
        (arrow.info.again, words::again(lang)),
        (arrow.copy, words::duplicate(lang)),
        (arrow.is_lost(), arrow.loss(lang)),
        (arrow.corrupted.is_some(), words::corrupted(lang)),
        (arrow.discarded.is_some(), words::discarded(lang)),
    ];
    for (_, word) in facts.into_iter().filter(|(holds, _)| *holds) {
        if !detail.is_empty() {
            detail.push_str(" · ");
        }
        detail.push_str(word);
    }
    let frame = trace.frame(arrow.info.frame);
    // Whose lifelines it joins; devices between them may be folded away.
    let name = |lane: usize| layout.lanes.get(lane).map(|lane| &trace.node(lane.node).name);
    let from = if arrow.stranger { None } else { name(arrow.lanes.0) };
    let from = from.unwrap_or(&trace.node(frame.from).name);
    let to = name(arrow.lanes.1).unwrap_or(&trace.node(frame.to).name);
    let sent = trace.event(arrow.sent).time.since(Instant::ZERO).to_string();
    words::frame_label(lang, &what, from, to, &sent, &detail)
}
