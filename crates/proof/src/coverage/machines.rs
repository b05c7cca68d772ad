//! Machines below TCP and above it, each led through a conversation by hand.
//!
//! They are driven through their public doors alone, as a host or a switch drives
//! them; what passes between two machines passes as bytes or as the message that
//! was parsed from bytes, never as a shortcut.

mod arp;
mod bridge;
mod dhcp;
mod dns;
mod fragments;
mod http;
mod igmp;
mod nat;
mod redirect;
mod rip;
mod tftp;

use super::{Driver, Seen};
use std::net::Ipv4Addr;
use wireglass_core::addr::MacAddr;
use wireglass_core::rules::Reason;
use wireglass_core::time::{Duration, Instant};
use wireglass_core::wire::{Protocol, ipv4};

/// The drivers of all machines.
pub(super) fn drivers() -> impl Iterator<Item = &'static Driver> {
    let all = [
        bridge::DRIVERS,
        arp::DRIVERS,
        fragments::DRIVERS,
        nat::DRIVERS,
        dhcp::DRIVERS,
        dns::DRIVERS,
        tftp::DRIVERS,
        http::DRIVERS,
        rip::DRIVERS,
        igmp::DRIVERS,
        redirect::DRIVERS,
    ];
    all.into_iter().flatten()
}

/// What a machine asks to be done, most of it for a reason.
trait Told {
    fn reason(&self) -> Option<&Reason>;
}

impl Seen {
    fn told<A: Told>(&mut self, actions: &[A]) {
        self.reasons(actions.iter().filter_map(Told::reason));
    }

    fn reasons<'a>(&mut self, reasons: impl IntoIterator<Item = &'a Reason>) {
        for reason in reasons {
            self.reason(reason);
        }
    }
}

/// So many seconds after the beginning.
fn at(secs: u64) -> Instant {
    Instant::ZERO + Duration::from_secs(secs)
}

const fn mac(n: u8) -> MacAddr {
    MacAddr([2, 0, 0, 0, 0, n])
}

/// An IPv4 packet with this payload.
fn packet(src: Ipv4Addr, dst: Ipv4Addr, protocol: Protocol, payload: &[u8]) -> Vec<u8> {
    let mut packet = Vec::new();
    header(src, dst, protocol).emit(payload.len(), &mut packet);
    packet.extend_from_slice(payload);
    packet
}

fn header(src: Ipv4Addr, dst: Ipv4Addr, protocol: Protocol) -> ipv4::Header {
    ipv4::Header {
        src,
        dst,
        protocol,
        ttl: 64,
        ident: 7,
        dont_fragment: false,
        more_fragments: false,
        fragment_offset: 0,
        tos: 0,
    }
}
