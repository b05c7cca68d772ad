//! SYN cookies: an ISS that remembers for us (RFC 4987 §3.6, Appendix A).
//!
//! From the top: five bits of a counter that moves on every 64 seconds, three
//! bits that say which MSS, 24 bits of a keyed hash over these, the addresses
//! and the peer's ISN. Who does not know the key has to guess the hash.

use super::Peer;
use crate::seq::Seq;
use crate::time::{Duration, Instant};
use siphasher::sip::SipHasher24;
use std::hash::Hasher as _;
use std::net::{IpAddr, SocketAddr};

/// The MSS values a cookie can remember, ascending: the least any network must
/// carry, the defaults of RFC 9293 §3.7.1, and what common links have.
pub const MSS: [u16; 8] = [216, 536, 1_200, 1_220, 1_360, 1_440, 1_452, 1_460];

/// How often the counter moves on.
pub const PERIOD: Duration = Duration::from_secs(64);

/// The hash's part of the cookie.
const HASH: u32 = (1 << 24) - 1;

/// A cookie for a SYN with number `irs`, and the MSS it remembers: the largest of
/// [`MSS`] that is not above `mss`.
pub fn make(secret: &[u8; 16], now: Instant, peer: Peer, irs: Seq, mss: u16) -> (Seq, u16) {
    let index = MSS.iter().rposition(|&known| known <= mss).unwrap_or(0);
    let cookie = compose(secret, count(now), index, peer, irs);
    (cookie, MSS.get(index).copied().unwrap_or(MSS[0]))
}

/// The MSS that `cookie` remembers, if it was made for this peer and SYN in this
/// period or the one before: 64 to 128 seconds ago at most.
pub fn verify(secret: &[u8; 16], now: Instant, peer: Peer, irs: Seq, cookie: Seq) -> Option<u16> {
    let index = (cookie.0 >> 24 & 7) as usize;
    let then = count(now);
    [Some(then), then.checked_sub(1)]
        .into_iter()
        .flatten()
        .any(|then| compose(secret, then, index, peer, irs) == cookie)
        .then(|| MSS.get(index).copied())
        .flatten()
}

/// The counter at `now`.
fn count(now: Instant) -> u64 {
    now.since(Instant::ZERO).as_nanos() / PERIOD.as_nanos()
}

fn compose(secret: &[u8; 16], count: u64, index: usize, peer: Peer, irs: Seq) -> Seq {
    let mut hasher = SipHasher24::new_with_key(secret);
    hasher.write(&count.to_be_bytes());
    hasher.write(&(index as u64).to_be_bytes());
    hasher.write(&irs.0.to_be_bytes());
    for address in [peer.local, peer.remote] {
        write(&mut hasher, address);
    }
    let hash = u32::try_from(hasher.finish() & u64::from(HASH)).unwrap_or(HASH);
    let clock = u32::try_from(count & 31).unwrap_or(0);
    let index = u32::try_from(index & 7).unwrap_or(0);
    Seq(clock << 27 | index << 24 | hash)
}

/// An address byte by byte: `Hash` would differ between machines.
fn write(hasher: &mut SipHasher24, address: SocketAddr) {
    match address.ip() {
        IpAddr::V4(ip) => hasher.write(&ip.octets()),
        IpAddr::V6(ip) => hasher.write(&ip.octets()),
    }
    hasher.write(&address.port().to_be_bytes());
}
