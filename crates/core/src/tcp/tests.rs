//! Tests of the endpoint as a whole. Parts have theirs beside them.

mod arrivals;
mod closing;
mod delayed_ack;
mod ecn;
mod figures;
mod helpers;
mod icmp;
mod idle;
mod model;
mod options;
mod peers;
mod property;
mod recovery;
mod repair;
mod requirements;
mod switches;
mod windows;
