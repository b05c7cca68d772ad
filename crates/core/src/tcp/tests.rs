//! Tests of the endpoint as a whole. Parts have theirs beside them.

mod arrivals;
mod closing;
mod delayed_ack;
mod figures;
mod helpers;
mod icmp;
mod idle;
mod options;
mod property;
mod repair;
mod requirements;
mod switches;
mod windows;
