//! Which part of the plane is seen through the canvas. Pure arithmetic.

/// How close and how far one may come.
const SCALES: (f64, f64) = (0.05, 3.0);
/// Room around everything, when all of it is shown.
const MARGIN: f64 = 90.0;

/// The point of the plane at the window's upper left corner, and how many pixels of the window one
/// unit takes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Sight {
    pub(super) corner: (f64, f64),
    pub(super) scale: f64,
}

impl Default for Sight {
    fn default() -> Self {
        Self { corner: (0.0, 0.0), scale: 1.0 }
    }
}

impl Sight {
    /// All of these points, in the middle of a window; never larger than life.
    pub(super) fn fitting(points: &[(f64, f64)], window: (f64, f64)) -> Self {
        let Some(&first) = points.first() else { return Self::default() };
        let (low, high) = points.iter().fold((first, first), |(low, high), point| {
            ((low.0.min(point.0), low.1.min(point.1)), (high.0.max(point.0), high.1.max(point.1)))
        });
        let size = (high.0 - low.0 + 2.0 * MARGIN, high.1 - low.1 + 2.0 * MARGIN);
        let scale = (window.0 / size.0).min(window.1 / size.1).clamp(SCALES.0, 1.0);
        let middle = (f64::midpoint(low.0, high.0), f64::midpoint(low.1, high.1));
        let corner = (middle.0 - window.0 / scale / 2.0, middle.1 - window.1 / scale / 2.0);
        Self { corner, scale }
    }

    /// Which point of the plane is at a place of the window.
    pub(super) fn to_plane(self, (x, y): (f64, f64)) -> (f64, f64) {
        (self.corner.0 + x / self.scale, self.corner.1 + y / self.scale)
    }

    /// Where in the window a point of the plane is.
    pub(super) fn to_window(self, (x, y): (f64, f64)) -> (f64, f64) {
        ((x - self.corner.0) * self.scale, (y - self.corner.1) * self.scale)
    }

    /// `by` times closer; what is under `at` in the window stays there.
    #[must_use]
    pub(super) fn closer(self, by: f64, at: (f64, f64)) -> Self {
        let held = self.to_plane(at);
        let scale = (self.scale * by).clamp(SCALES.0, SCALES.1);
        Self { corner: (held.0 - at.0 / scale, held.1 - at.1 / scale), scale }
    }

    /// The plane moved by so many pixels of the window.
    #[must_use]
    pub(super) fn moved(self, by: (f64, f64)) -> Self {
        let corner = (self.corner.0 - by.0 / self.scale, self.corner.1 - by.1 / self.scale);
        Self { corner, ..self }
    }

    /// Moved so far that a point is seen.
    #[must_use]
    pub(super) fn showing(self, point: (f64, f64), window: (f64, f64)) -> Self {
        const EDGE: f64 = 70.0;
        let (x, y) = self.to_window(point);
        let into = |at: f64, size: f64| {
            let edge = EDGE.min(size / 2.0);
            at.clamp(edge, size - edge) - at
        };
        self.moved((into(x, window.0), into(y, window.1)))
    }
}

#[cfg(test)]
mod tests;
