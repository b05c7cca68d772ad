//! Whole networks: what each device does, and what holds for any of them.

mod apps;
mod devices;
mod network;
mod topologies;
