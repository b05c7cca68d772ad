//! The time-sequence diagram: time runs down, one lifeline per host, one arrow per frame.
//!
//! Layout is done once per trace and options ([`LadderLayout`]); drawing a
//! position is cheap and touches only what is visible. [`ladder`] does both.

mod arrows;
pub(crate) mod axis;
mod build;
mod calls;
mod frames;
pub(crate) mod heads;
mod labels;
mod lanes;
pub mod scale;
mod timers;

use crate::{Drawing, Shape, sides};
use scale::Scale;
use std::ops::Range;
use wireglass_core::time::Instant;
use wireglass_text::Lang;
use wireglass_text::diagram as words;
use wireglass_trace::{EventId, FrameId, Snapshot, Trace};

/// What decides the layout.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LadderOptions {
    /// The width there is, in pixels. At least 300 is needed to read anything.
    pub width: f64,
    /// The height there is: a ladder that needs somewhat more or less is fitted to it.
    pub fit_height: Option<f64>,
    /// Leave address resolution out.
    pub hide_arp: bool,
    /// Show sequence numbers relative to each side's initial one.
    pub relative_seq: bool,
    /// For a phone or an embedded frame: short names, no calls.
    pub compact: bool,
    /// The language of the few words.
    pub lang: Lang,
}

impl Default for LadderOptions {
    fn default() -> Self {
        Self {
            width: 900.0,
            fit_height: None,
            hide_arp: false,
            relative_seq: false,
            compact: false,
            lang: Lang::En,
        }
    }
}

/// What decides a drawing of a layout.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct View {
    /// After how many steps.
    pub position: usize,
    /// The moment shown, while playing between this position and the next.
    /// `None` means the moment of the position.
    pub now: Option<Instant>,
    /// The chosen frame.
    pub selected: Option<FrameId>,
    /// The rows that can be seen; only what touches them is drawn. `None` means all.
    pub visible: Option<Range<f64>>,
}

/// A ladder laid out: valid for one trace and one set of options.
#[derive(Clone, Debug, PartialEq)]
pub struct LadderLayout {
    options: LadderOptions,
    /// The whole height, whatever is visible.
    pub height: f64,
    /// The height of the hosts' boxes at the top, which a page may keep in
    /// view while the rest scrolls: `header` is drawn above this, `body` below.
    pub header_height: f64,
    scale: Scale,
    /// First and last row on which anything happens.
    rows: Range<f64>,
    lanes: Vec<lanes::Lane>,
    arrows: Vec<arrows::Arrow>,
    /// The lowest row any arrow up to here reaches, for finding what is visible.
    reach: Vec<f64>,
    calls: Vec<calls::CallMark>,
    marks: Vec<build::HostMark>,
    /// Rows of the events that have one, in the order of events.
    event_rows: Vec<(EventId, f64)>,
}

/// A ladder drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Ladder {
    /// The width.
    pub width: f64,
    /// The whole height.
    pub height: f64,
    /// See [`LadderLayout::header_height`].
    pub header_height: f64,
    /// The row of the present, for keeping it in view.
    pub now_y: f64,
    /// The hosts' boxes.
    pub header: Vec<Shape>,
    /// Everything else, from back to front.
    pub body: Vec<Shape>,
    /// Its name for screen readers.
    pub title: String,
    /// What it shows.
    pub description: String,
}

impl Ladder {
    /// Header and body as one drawing, for a file.
    pub fn into_drawing(self) -> Drawing {
        let Self { width, height, mut header, mut body, title, description, .. } = self;
        body.append(&mut header);
        Drawing { width, height, title, description, shapes: body }
    }
}

/// The ladder of a trace at a view. Lays out anew each time; a player keeps a [`LadderLayout`].
pub fn ladder(trace: &Trace, options: &LadderOptions, view: &View) -> Ladder {
    LadderLayout::new(trace, options).draw(trace, view)
}

impl LadderLayout {
    /// Lays a trace out.
    pub fn new(trace: &Trace, options: &LadderOptions) -> Self {
        build::layout(trace, options)
    }

    /// The options it was laid out for.
    pub const fn options(&self) -> &LadderOptions {
        &self.options
    }

    /// The time axis.
    pub const fn scale(&self) -> &Scale {
        &self.scale
    }

    /// The row of a position.
    pub fn position_y(&self, trace: &Trace, position: usize) -> f64 {
        match position.min(trace.steps().len()).checked_sub(1) {
            Some(step) => self.row_before(trace.step_range(step).end, trace.time_at(step + 1)),
            None => self.rows.start,
        }
    }

    /// The row of the present: that of the position, or between it and the next.
    pub fn now_y(&self, trace: &Trace, position: usize, now: Option<Instant>) -> f64 {
        let here = self.position_y(trace, position);
        let Some(now) = now else { return here };
        let next = if position < trace.steps().len() {
            self.position_y(trace, position + 1)
        } else {
            here
        };
        self.scale.y(now).clamp(here, next.max(here))
    }

    /// The row of the last event before `end`, which happened at `time`.
    fn row_before(&self, end: usize, time: Instant) -> f64 {
        let after = self.event_rows.partition_point(|(event, _)| event.index() < end);
        let row = after.checked_sub(1).and_then(|i| self.event_rows.get(i)).map(|(_, y)| *y);
        row.unwrap_or(self.rows.start).max(self.scale.y(time))
    }

    /// Draws a view. `trace` is the one it was laid out for.
    pub fn draw(&self, trace: &Trace, view: &View) -> Ladder {
        let snapshot = Snapshot::at(trace, view.position);
        self.draw_with(trace, &snapshot, view)
    }

    /// Draws a view whose snapshot is at hand already.
    pub fn draw_with(&self, trace: &Trace, snapshot: &Snapshot, view: &View) -> Ladder {
        let position = view.position.min(trace.steps().len());
        let now = Now {
            events: match position.checked_sub(1) {
                Some(step) => trace.step_range(step).end,
                None => 0,
            },
            time: view.now.unwrap_or_else(|| trace.time_at(position)).max(trace.time_at(position)),
            y: self.now_y(trace, position, view.now),
        };
        let visible = view.visible.clone().unwrap_or(0.0..self.height);
        let mut body = Vec::new();
        axis::draw_grid(self, &visible, &mut body);
        lanes::draw_lines(self, trace, now, &visible, &mut body);
        axis::draw_breaks(self, &visible, now, &mut body);
        axis::draw_present_line(self, now, &mut body);
        calls::draw(self, now, &visible, &mut body);
        timers::draw(self, trace, snapshot, now, &mut body);
        arrows::draw(self, trace, now, view.selected, &visible, &mut body);
        build::draw_marks(self, now, &visible, &mut body);
        axis::draw_present(self, now, &mut body);
        let mut header = Vec::new();
        lanes::draw_header(self, trace, snapshot, &mut header);
        let hosts: Vec<_> =
            sides(trace).iter().map(|node| trace.node(*node).name.as_str()).collect();
        let (lang, span) = (self.options.lang, trace.end().to_string());
        Ladder {
            width: self.options.width,
            height: self.height,
            header_height: self.header_height,
            now_y: now.y,
            header,
            body,
            title: words::ladder_title(lang).to_owned(),
            description: words::ladder_description(
                lang,
                &hosts.join(", "),
                self.arrows.len(),
                &span,
            ),
        }
    }
}

/// The present, as drawing needs it.
#[derive(Clone, Copy, Debug)]
struct Now {
    /// How many events have happened.
    events: usize,
    time: Instant,
    y: f64,
}

impl Now {
    /// Whether an event has happened.
    fn has(self, event: EventId) -> bool {
        event.index() < self.events
    }
}

/// Whether two stretches of rows touch.
fn touches(visible: &Range<f64>, top: f64, bottom: f64) -> bool {
    bottom >= visible.start && top <= visible.end
}

#[cfg(test)]
mod tests;
