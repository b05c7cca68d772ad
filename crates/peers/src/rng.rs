//! The seeded generator everything here draws from.

use rand_core::{RngCore, SeedableRng};
use rand_pcg::Pcg64Mcg;
use std::ops::RangeInclusive;

/// A generator whose draws depend on its seed and nothing else.
#[derive(Clone, Debug)]
pub struct Rng(Pcg64Mcg);

impl Rng {
    /// The generator of `seed`.
    pub fn new(seed: u64) -> Self {
        Self(Pcg64Mcg::seed_from_u64(seed))
    }

    /// Any number.
    pub fn number(&mut self) -> u64 {
        self.0.next_u64()
    }

    /// Any 32-bit number.
    pub fn number32(&mut self) -> u32 {
        self.0.next_u32()
    }

    /// A number in `range`, which is not empty.
    pub fn within(&mut self, range: RangeInclusive<u32>) -> u32 {
        let size = u64::from(range.end() - range.start()) + 1;
        let drawn = (u64::from(self.number32()) * size) >> 32;
        range.start() + u32::try_from(drawn).unwrap_or(0)
    }

    /// True `ppm` times in a million. It draws whatever `ppm` is, so that turning one
    /// rate up does not shift the luck of the others.
    pub fn chance(&mut self, ppm: u32) -> bool {
        self.within(0..=999_999) < ppm
    }

    /// One of `choices`, of which there is at least one.
    pub fn pick<T: Copy>(&mut self, choices: &[T]) -> T {
        let last = u32::try_from(choices.len() - 1).unwrap_or(u32::MAX);
        choices[self.within(0..=last) as usize]
    }
}
