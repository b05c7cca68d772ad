//! Whole networks: what each device does, and what holds for any of them.

mod apps;
mod busy;
mod devices;
mod dhcp;
mod groups;
mod holds;
mod http;
mod hubs;
mod netcat;
mod network;
mod rip;
mod tftp;
mod topologies;
