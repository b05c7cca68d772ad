//! What is under way at a moment, and how far it has come.

use wireglass_core::time::{Duration, Instant};
use wireglass_trace::{FrameId, Trace, What};

/// How far along its way a lost frame gets.
const LOST_AT: f64 = 0.62;
/// The same where it was lost as it was sent: the cable was cut, or nothing could wait.
const LOST_AT_ONCE: f64 = 0.12;
/// What is under way is remembered after every so many steps.
const EVERY: usize = 64;

/// A moment: after so many steps, and not beyond the time of the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// After how many steps.
    pub position: usize,
    /// When.
    pub time: Instant,
}

impl Moment {
    /// The moment of a position.
    pub fn at(trace: &Trace, position: usize) -> Self {
        let position = position.min(trace.steps().len());
        Self { position, time: trace.time_at(position) }
    }

    /// A moment on the way from `position` to the next; a time that is not is moved there.
    pub fn between(trace: &Trace, position: usize, time: Instant) -> Self {
        let Self { position, time: start } = Self::at(trace, position);
        let end = trace.time_at(position + 1).max(start);
        Self { position, time: time.clamp(start, end) }
    }
}

/// What has become of a frame by a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It is under way.
    Flying,
    /// It has arrived at this very moment.
    Arrived,
    /// The last step lost it.
    Lost,
    /// The last step destroyed it: it met another on a shared medium.
    Collided,
}

/// A frame that is to be seen on its link.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct UnderWay {
    /// Which.
    pub frame: FrameId,
    /// How much of its way lies behind it, 0 to 1.
    pub share: f64,
    /// What has become of it.
    pub fate: Fate,
}

/// An index of a trace: what is under way when. Finding that for a moment looks
/// at no more than 64 steps and at what is under way.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Flights {
    /// What is under way after 0, 64, 128, … steps.
    marks: Vec<Vec<FrameId>>,
    /// How long a frame takes on each link, for those whose end the trace does not tell.
    typical: Vec<Option<Duration>>,
}

impl Flights {
    /// Indexes a trace.
    pub fn new(trace: &Trace) -> Self {
        let mut marks = Vec::with_capacity(trace.steps().len() / EVERY + 1);
        let mut flying = Vec::new();
        for step in 0..trace.steps().len() {
            if step.is_multiple_of(EVERY) {
                marks.push(flying.clone());
            }
            advance(trace, step, &mut flying);
        }
        let mut observed = vec![None; trace.links().len()];
        for (index, frame) in trace.frames().iter().enumerate() {
            let id = FrameId::from_index(index);
            if frame.arrived
                && let Some(end) = trace.ended_at(id)
                && let Some(slot) = observed.get_mut(frame.link.index())
            {
                let took = end.since(trace.sent_at(id));
                *slot = Some(slot.map_or(took, |least: Duration| least.min(took)));
            }
        }
        // Of a run that ends before anything has arrived, the link itself tells.
        let typical = observed.into_iter().zip(trace.links());
        let typical = typical.map(|(took, link)| took.or(link.delay)).collect();
        Self { marks, typical }
    }

    /// What is to be seen at a moment: what is under way; what the last step lost; and,
    /// while no time has passed since, what has arrived. In the order of sending.
    pub fn at(&self, trace: &Trace, moment: Moment) -> Vec<UnderWay> {
        let Moment { position, time } = moment;
        let position = position.min(trace.steps().len());
        let mark = (position / EVERY).min(self.marks.len().saturating_sub(1));
        let mut flying = self.marks.get(mark).cloned().unwrap_or_default();
        for step in mark * EVERY..position {
            advance(trace, step, &mut flying);
        }
        let mut seen: Vec<UnderWay> = flying
            .into_iter()
            .map(|frame| UnderWay {
                frame,
                share: self.share(trace, frame, time),
                fate: Fate::Flying,
            })
            .collect();
        if let Some(step) = position.checked_sub(1) {
            let still = time <= trace.time_at(position);
            for (_, event) in trace.step_events(step) {
                match event.what {
                    What::FrameArrived { frame } if still => {
                        seen.push(UnderWay { frame, share: 1.0, fate: Fate::Arrived });
                    }
                    What::FrameLost { frame } => {
                        let share = self.share(trace, frame, trace.time_at(position));
                        let met = trace.collided(frame);
                        let fate = if met { Fate::Collided } else { Fate::Lost };
                        seen.push(UnderWay { frame, share, fate });
                    }
                    _ => {}
                }
            }
            seen.sort_by_key(|under_way| under_way.frame);
        }
        seen
    }

    /// How far a frame has come by `time`.
    fn share(&self, trace: &Trace, id: FrameId, time: Instant) -> f64 {
        let frame = trace.frame(id);
        let sent = trace.sent_at(id);
        let far = match trace.ended_at(id) {
            Some(end) if !frame.arrived && end == sent => return LOST_AT_ONCE,
            Some(_) if !frame.arrived => LOST_AT,
            _ => 1.0,
        };
        let takes = trace
            .ended_at(id)
            .map(|end| end.since(sent))
            .or_else(|| self.typical.get(frame.link.index()).copied().flatten());
        match takes {
            Some(takes) if takes > Duration::ZERO => {
                far * (ratio(time.since(sent)) / ratio(takes)).clamp(0.0, 1.0)
            }
            Some(_) => 0.0,
            None => 0.5,
        }
    }
}

/// What a step adds to what is under way, and takes from it.
fn advance(trace: &Trace, step: usize, flying: &mut Vec<FrameId>) {
    use wireglass_trace::Alteration::Duplicated;
    for (_, event) in trace.step_events(step) {
        match event.what {
            What::FrameSent { frame } => flying.push(frame),
            What::FrameAltered { how: Duplicated { copy }, .. } => flying.push(copy),
            What::FrameArrived { frame } | What::FrameLost { frame } => {
                if let Some(place) = flying.iter().position(|other| *other == frame) {
                    flying.remove(place);
                }
            }
            _ => {}
        }
    }
}

#[allow(clippy::cast_precision_loss, reason = "2^53 ns are 104 days; a pixel hides the rest")]
const fn ratio(length: Duration) -> f64 {
    length.as_nanos() as f64
}

#[cfg(test)]
mod tests;
