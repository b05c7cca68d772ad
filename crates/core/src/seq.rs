//! TCP sequence numbers: 32 bits that wrap (RFC 9293 §3.4).
//!
//! There is no total order on a circle. "Less than" means *ahead of, by less
//! than half the circle*, so [`Seq`] is not `Ord`: comparisons are the methods
//! [`Seq::lt`], [`Seq::le`], [`Seq::gt`], [`Seq::ge`], and they are only
//! meaningful between numbers less than 2^31 apart.

use serde::Serialize;
use std::fmt;
use std::ops::{Add, AddAssign, Sub};

/// A sequence number, 0 to 2^32 − 1, wrapping.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub struct Seq(pub u32);

impl Seq {
    /// `self < other` on the circle.
    pub const fn lt(self, other: Self) -> bool {
        // Half the circle apart is "neither"; the RFC leaves it open and so no one is ahead.
        other.0.wrapping_sub(self.0).wrapping_sub(1) < 0x7fff_ffff
    }

    /// `self ≤ other` on the circle.
    pub const fn le(self, other: Self) -> bool {
        self.0 == other.0 || self.lt(other)
    }

    /// `self > other` on the circle.
    pub const fn gt(self, other: Self) -> bool {
        other.lt(self)
    }

    /// `self ≥ other` on the circle.
    pub const fn ge(self, other: Self) -> bool {
        other.le(self)
    }

    /// Whether `self` lies in the window of `size` numbers that begins at `start`.
    pub const fn within(self, start: Self, size: u32) -> bool {
        self.0.wrapping_sub(start.0) < size
    }

    /// How far `self` is ahead of `earlier`, modulo 2^32.
    pub const fn distance_from(self, earlier: Self) -> u32 {
        self.0.wrapping_sub(earlier.0)
    }

    /// The later of two.
    #[must_use]
    pub const fn max(self, other: Self) -> Self {
        if self.lt(other) { other } else { self }
    }

    /// The earlier of two.
    #[must_use]
    pub const fn min(self, other: Self) -> Self {
        if other.lt(self) { other } else { self }
    }
}

impl Add<u32> for Seq {
    type Output = Self;
    fn add(self, rhs: u32) -> Self {
        Self(self.0.wrapping_add(rhs))
    }
}

impl AddAssign<u32> for Seq {
    fn add_assign(&mut self, rhs: u32) {
        *self = *self + rhs;
    }
}

impl Sub<u32> for Seq {
    type Output = Self;
    fn sub(self, rhs: u32) -> Self {
        Self(self.0.wrapping_sub(rhs))
    }
}

/// The distance from `rhs` up to `self`, modulo 2^32.
impl Sub<Seq> for Seq {
    type Output = u32;
    fn sub(self, rhs: Self) -> u32 {
        self.distance_from(rhs)
    }
}

impl fmt::Display for Seq {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests;
