//! Tests of the endpoint as a whole. Parts have theirs beside them.

mod arrivals;
mod closing;
mod delayed_ack;
mod figures;
mod helpers;
mod property;
mod repair;
mod requirements;
mod windows;
