//! One seeded generator for each link and each host.

use rand_core::{RngCore, SeedableRng};
use rand_pcg::Pcg32;

/// A small generator whose draws depend on its seed and nothing else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Rng(Pcg32);

impl Rng {
    /// A generator for the `index`-th thing of a kind, in a run with this seed.
    pub(crate) fn new(seed: u64, kind: &str, index: usize) -> Self {
        // FNV-1a over everything that tells two generators apart.
        let mut hash = 0xcbf2_9ce4_8422_2325_u64;
        let index = index as u64;
        for byte in seed.to_le_bytes().into_iter().chain(kind.bytes()).chain(index.to_le_bytes()) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
        Self(Pcg32::seed_from_u64(hash))
    }

    /// Any 32-bit number.
    pub(crate) fn next_u32(&mut self) -> u32 {
        self.0.next_u32()
    }

    /// True `rate` times in a million.
    pub(crate) fn chance_ppm(&mut self, rate: u32) -> bool {
        // Always draw, so that turning one rate up does not shift the other dice.
        self.below(1_000_000) < rate
    }

    /// A number in `0..bound`; 0 if `bound` is 0. The bias is below 2^-12 for bounds up to a
    /// million, which no lesson can show.
    pub(crate) fn below(&mut self, bound: u32) -> u32 {
        let wide = u64::from(self.next_u32()) * u64::from(bound);
        u32::try_from(wide >> 32).unwrap_or(0)
    }
}
