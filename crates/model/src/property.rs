//! What must hold in every world reached, and what must be seen in some.
//!
//! One property is not here: that from every world reached an end can still be
//! reached. It is about ways on, not about worlds, and [`crate::graph`] asks it.

use crate::model::Tcp;
use crate::world::{Broken, End, Side, World};
use stateright::Property;
use wireglass_core::seq::Seq;
use wireglass_core::tcp::{ConnectionError, State, Timer, Variable};

/// The name of the property that [`crate::graph`] checks.
pub const END_REACHABLE: &str = "from every world an end can be reached";

/// What must hold in every world.
pub fn always() -> Vec<Property<Tcp>> {
    vec![
        Property::always("no change of state is outside the table", |_: &Tcp, world: &World| {
            !matches!(world.broken, Some(Broken::Undeclared { .. }))
        }),
        Property::always("no panic, no overflow", |_: &Tcp, world: &World| {
            world.broken != Some(Broken::Panicked)
        }),
        Property::always("sending comes to an end", |_: &Tcp, world: &World| {
            world.broken != Some(Broken::EndlessTransmit)
        }),
        Property::always("answers do not fill the network", |_: &Tcp, world: &World| {
            world.broken != Some(Broken::Flooded)
        }),
        Property::always(
            "what was read is a prefix of what was written",
            |_: &Tcp, world: &World| {
                Side::BOTH
                    .iter()
                    .all(|&side| world.end(side.peer()).written.starts_with(&world.end(side).read))
            },
        ),
        Property::always(
            "the end of the stream comes after all of it",
            |_: &Tcp, world: &World| {
                Side::BOTH.iter().all(|&side| {
                    let end = world.end(side);
                    !end.eof || end.read == world.end(side.peer()).written
                })
            },
        ),
        Property::always("SND.UNA =< SND.NXT", |_: &Tcp, world: &World| {
            world.ends.iter().all(|end| {
                match (seq(end, Variable::SndUna), seq(end, Variable::SndNxt)) {
                    (Some(una), Some(nxt)) => una.le(nxt),
                    _ => true,
                }
            })
        }),
        Property::always("what waits to be read fits the buffer", |model: &Tcp, world: &World| {
            let most = model.scenario.config.receive_buffer as usize;
            world.ends.iter().all(|end| end.tcp.readable() <= most)
        }),
        Property::always(
            "in the end all has arrived, or somebody knows",
            |model: &Tcp, world: &World| {
                !model.is_end(world) || world.ends.iter().any(|end| end.told) || {
                    Side::BOTH.iter().all(|&side| {
                        let end = world.end(side);
                        end.deaf || end.read == world.end(side.peer()).written
                    })
                }
            },
        ),
    ]
}

fn seq(end: &End, variable: Variable) -> Option<Seq> {
    end.tcp.variable(variable).and_then(|value| u32::try_from(value).ok()).map(Seq)
}

/// What must be seen at least once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Goal {
    /// Both ends opened at once.
    SimultaneousOpen,
    /// Both closed at once.
    SimultaneousClose,
    /// Both are in TIME-WAIT at one time.
    BothTimeWait,
    /// Everything arrived, both ends are closed, and nobody was told of anything.
    AllWell,
    /// An end that has closed its own direction reads.
    ReadsAfterClosing,
    /// A window is closed and probed.
    WindowProbed,
    /// A connection was refused.
    Refused,
    /// A connection was reset.
    Reset,
    /// An end gave up for want of an answer.
    GaveUp,
    /// The listener opened for a SYN that was not meant, and the other end knows it.
    OldSynBelieved,
    /// One end knows of a connection that the other has forgotten.
    HalfOpen,
    /// An acknowledgement waits for company.
    AckDelayed,
}

impl Goal {
    /// The property of stateright's that looks for it.
    pub fn property(self) -> Property<Tcp> {
        match self {
            Self::SimultaneousOpen => {
                Property::sometimes("both open at once", |_: &Tcp, world: &World| {
                    both(world, |state| state == State::SynReceived)
                })
            }
            Self::SimultaneousClose => {
                Property::sometimes("both close at once", |_: &Tcp, world: &World| {
                    both(world, |state| state == State::Closing)
                })
            }
            Self::BothTimeWait => {
                Property::sometimes("both are in TIME-WAIT", |_: &Tcp, world: &World| {
                    both(world, |state| state == State::TimeWait)
                })
            }
            Self::AllWell => Property::sometimes(
                "all arrives, nobody hears of trouble",
                |model: &Tcp, world: &World| {
                    let moved = world.ends.iter().any(|end| !end.written.is_empty())
                        || model.scenario.silent();
                    model.is_end(world)
                        && moved
                        && Side::BOTH.iter().all(|&side| {
                            let end = world.end(side);
                            !end.told && end.read == world.end(side.peer()).written
                        })
                },
            ),
            Self::ReadsAfterClosing => {
                Property::sometimes("an end reads after it has closed", |_: &Tcp, world: &World| {
                    any(world, |end| end.tcp.state() == State::FinWait2 && !end.read.is_empty())
                })
            }
            Self::WindowProbed => {
                Property::sometimes("a closed window is probed", |_: &Tcp, world: &World| {
                    any(world, |end| {
                        end.tcp.timer(Timer::Persist).is_some()
                            && end.tcp.variable(Variable::SndWnd) == Some(0)
                    })
                })
            }
            Self::Refused => {
                Property::sometimes("a connection is refused", |_: &Tcp, world: &World| {
                    any(world, |end| end.tcp.error() == Some(ConnectionError::Refused))
                })
            }
            Self::Reset => {
                Property::sometimes("a connection is reset", |_: &Tcp, world: &World| {
                    any(world, |end| end.tcp.error() == Some(ConnectionError::Reset))
                })
            }
            Self::GaveUp => Property::sometimes("an end gives up", |_: &Tcp, world: &World| {
                any(world, |end| end.tcp.error() == Some(ConnectionError::TimedOut))
            }),
            Self::OldSynBelieved => {
                Property::sometimes("an old SYN is answered", |_: &Tcp, world: &World| {
                    let b = world.end(Side::B);
                    let a = world.end(Side::A);
                    a.tcp.state() == State::SynSent
                        && b.tcp.state() == State::SynReceived
                        && seq(b, Variable::Irs) != seq(a, Variable::Iss)
                })
            }
            Self::HalfOpen => {
                Property::sometimes("one end has forgotten", |_: &Tcp, world: &World| {
                    Side::BOTH.iter().any(|&side| {
                        world.state(side) == State::Closed
                            && world.state(side.peer()) == State::Established
                            && world.quiet()
                    })
                })
            }
            Self::AckDelayed => {
                Property::sometimes("an acknowledgement waits", |_: &Tcp, world: &World| {
                    any(world, |end| end.tcp.timer(Timer::DelayedAck).is_some())
                })
            }
        }
    }
}

fn both(world: &World, holds: fn(State) -> bool) -> bool {
    Side::BOTH.iter().all(|&side| holds(world.state(side)))
}

fn any(world: &World, holds: fn(&End) -> bool) -> bool {
    world.ends.iter().any(holds)
}
