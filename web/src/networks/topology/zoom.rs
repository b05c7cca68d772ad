//! Which part of a drawing is seen through its window. Pure arithmetic.

/// How much closer than "all of it" one may come.
const CLOSEST: f64 = 8.0;

/// What is seen: how much closer than all of it, and which point of the drawing is in the middle.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Zoom {
    scale: f64,
    middle: (f64, f64),
}

impl Default for Zoom {
    fn default() -> Self {
        Self { scale: 1.0, middle: (0.5, 0.5) }
    }
}

/// A window of `window` pixels over a drawing of `drawing` pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Frame {
    pub(super) window: (f64, f64),
    pub(super) drawing: (f64, f64),
}

impl Frame {
    /// Pixels of the window for each of the drawing, where all of it is seen. Never larger than
    /// the drawing was made.
    fn fit(&self) -> f64 {
        let (across, down) =
            (self.window.0 / self.drawing.0.max(1.0), self.window.1 / self.drawing.1.max(1.0));
        across.min(down).clamp(0.01, 1.0)
    }
}

impl Zoom {
    /// Whether all of it is seen.
    pub(super) fn is_whole(&self) -> bool {
        self.scale <= 1.0
    }

    fn factor(&self, frame: &Frame) -> f64 {
        frame.fit() * self.scale
    }

    /// The corner, width and height of the part of the drawing that is seen: an SVG's `viewBox`.
    pub(super) fn view_box(&self, frame: &Frame) -> (f64, f64, f64, f64) {
        let factor = self.factor(frame);
        let (width, height) = (frame.window.0 / factor, frame.window.1 / factor);
        let x = self.middle.0 * frame.drawing.0 - width / 2.0;
        let y = self.middle.1 * frame.drawing.1 - height / 2.0;
        (x, y, width, height)
    }

    /// Where in the window a point of the drawing is.
    pub(super) fn to_window(self, frame: &Frame, (x, y): (f64, f64)) -> (f64, f64) {
        let (left, top, ..) = self.view_box(frame);
        let factor = self.factor(frame);
        ((x - left) * factor, (y - top) * factor)
    }

    /// Which point of the drawing is at a place of the window.
    fn to_drawing(self, frame: &Frame, (x, y): (f64, f64)) -> (f64, f64) {
        let (left, top, ..) = self.view_box(frame);
        let factor = self.factor(frame);
        (x / factor + left, y / factor + top)
    }

    /// `by` times closer; what is under `at` in the window stays there.
    #[must_use]
    pub(super) fn closer(self, frame: &Frame, by: f64, at: (f64, f64)) -> Self {
        let scale = (self.scale * by).clamp(1.0, CLOSEST);
        let held = self.to_drawing(frame, at);
        let next = Self { scale, ..self };
        let now = next.to_window(frame, held);
        next.moved(frame, (at.0 - now.0, at.1 - now.1))
    }

    /// The drawing moved by so many pixels of the window, as far as there is something to see.
    #[must_use]
    pub(super) fn moved(self, frame: &Frame, by: (f64, f64)) -> Self {
        let factor = self.factor(frame);
        let along = |middle: f64, by: f64, window: f64, drawing: f64| {
            let half = window / factor / 2.0;
            let wanted = middle * drawing - by / factor;
            // What fits is in the middle.
            if half * 2.0 >= drawing { 0.5 } else { wanted.clamp(half, drawing - half) / drawing }
        };
        let middle = (
            along(self.middle.0, by.0, frame.window.0, frame.drawing.0),
            along(self.middle.1, by.1, frame.window.1, frame.drawing.1),
        );
        Self { middle, ..self }
    }

    /// Moved so that a point of the drawing is well inside of the window.
    #[must_use]
    pub(super) fn showing(self, frame: &Frame, point: (f64, f64)) -> Self {
        const EDGE: f64 = 60.0;
        let (x, y) = self.to_window(frame, point);
        let into = |place: f64, size: f64| {
            let edge = EDGE.min(size / 2.0);
            place.clamp(edge, size - edge) - place
        };
        self.moved(frame, (into(x, frame.window.0), into(y, frame.window.1)))
    }
}

/// Which of `points` one comes to from `from` by going in a direction: the nearest that lies more
/// that way than any other.
pub(super) fn toward(points: &[(f64, f64)], from: (f64, f64), way: (f64, f64)) -> Option<usize> {
    let cost = |point: &(f64, f64)| {
        let (dx, dy) = (point.0 - from.0, point.1 - from.1);
        let (along, across) = (dx * way.0 + dy * way.1, (dx * way.1 - dy * way.0).abs());
        // Whatever lies more aside than ahead is left to the other keys.
        (along > 1.0 && across <= along * 2.0).then_some(along + 2.0 * across)
    };
    let ranked = points.iter().enumerate().filter_map(|(i, point)| Some((i, cost(point)?)));
    ranked.min_by(|a, b| a.1.total_cmp(&b.1)).map(|(index, _)| index)
}

#[cfg(test)]
mod tests;
