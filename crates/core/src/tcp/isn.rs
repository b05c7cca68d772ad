//! Choosing initial sequence numbers (RFC 6528 §3).

use crate::seq::Seq;
use crate::time::Instant;
use siphasher::sip::SipHasher24;
use std::hash::{Hash, Hasher};
use std::net::SocketAddr;

/// ISN = M + F(addresses and ports, secret): M counts four-microsecond ticks, so
/// that each connection of the same two ends begins beyond the last one's; F moves
/// the numbers of different ends apart in a way nobody without the secret can guess.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct IsnGenerator {
    secret: (u64, u64),
}

impl IsnGenerator {
    /// A generator with a secret, which should be random and change with each boot.
    pub const fn new(secret: (u64, u64)) -> Self {
        Self { secret }
    }

    /// The ISN of a connection from `local` to `remote` that opens at `now`.
    pub fn isn(&self, now: Instant, local: SocketAddr, remote: SocketAddr) -> Seq {
        let ticks = now.since(Instant::ZERO).as_nanos() / 4_000;
        let mut hasher = SipHasher24::new_with_keys(self.secret.0, self.secret.1);
        (local, remote).hash(&mut hasher);
        // Both wrap, as sequence numbers do.
        #[expect(clippy::cast_possible_truncation, reason = "modulo 2^32, RFC 9293 §3.4")]
        Seq((ticks as u32).wrapping_add(hasher.finish() as u32))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::Duration;

    fn at(port: u16) -> SocketAddr {
        SocketAddr::from(([10, 0, 0, 1], port))
    }

    #[test]
    fn the_same_ends_move_on_by_a_tick_each_four_microseconds() {
        let generator = IsnGenerator::new((1, 2));
        let first = generator.isn(Instant::ZERO, at(1), at(2));
        let later = generator.isn(Instant::ZERO + Duration::from_micros(4_000), at(1), at(2));
        assert_eq!(later, first + 1_000);
    }

    #[test]
    fn other_ends_and_other_secrets_lie_elsewhere() {
        let generator = IsnGenerator::new((1, 2));
        let isn = generator.isn(Instant::ZERO, at(1), at(2));
        assert_ne!(isn, generator.isn(Instant::ZERO, at(3), at(2)));
        assert_ne!(isn, generator.isn(Instant::ZERO, at(2), at(1)));
        assert_ne!(isn, IsnGenerator::new((1, 3)).isn(Instant::ZERO, at(1), at(2)));
    }
}
