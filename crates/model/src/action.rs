//! What can happen next.

use crate::world::Side;

/// One thing that happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// The program does its next step.
    Call(Side),
    /// The program reads.
    Read(Side),
    /// The user aborts.
    Abort(Side),
    /// The host starts again and knows nothing.
    Crash(Side),
    /// A segment arrives; the one in front is the one sent first.
    Deliver {
        /// Where.
        to: Side,
        /// Which of those on their way there.
        index: u8,
    },
    /// A segment gets lost.
    Lose {
        /// On the way there.
        to: Side,
        /// Which.
        index: u8,
    },
    /// A segment arrives and will arrive again, after all that are in flight now.
    Double {
        /// Where.
        to: Side,
        /// Which.
        index: u8,
    },
    /// Time passes until the next timer of this end fires.
    TimeOut(Side),
}
