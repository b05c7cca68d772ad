//! Segments from a stranger: who it is, and what it sends.

use crate::device::Host;
use crate::link::Link;
use crate::scenario::{Action, Injection, Scenario};
use crate::world::{Ctx, Pending, mac_of};
use std::net::IpAddr;
use wireglass_core::addr::MacAddr;
use wireglass_core::rules::Reason;
use wireglass_core::seq::Seq;
use wireglass_core::tcp::Variable;
use wireglass_core::wire::tcp::{Flags, Header, Options};
use wireglass_core::wire::{EtherType, Protocol, ethernet, ipv4};
use wireglass_trace::{Node, NodeId, Trace, What};

/// Somebody who is at neither end.
#[derive(Clone, Debug)]
pub(crate) struct Stranger {
    pub(crate) name: String,
    pub(crate) node: NodeId,
    pub(crate) mac: MacAddr,
}

/// Writes the strangers of a scenario into the trace. They have no address of their
/// own and are at no end of a link: what they send bears their name all the same.
pub(crate) fn strangers(scenario: &Scenario, trace: &mut Trace) -> Vec<Stranger> {
    let mut found: Vec<Stranger> = Vec::new();
    for (_, action) in &scenario.actions {
        let Action::Inject(Injection { by, .. }) = action else { continue };
        if found.iter().all(|stranger| stranger.name != *by) {
            let mac = mac_of(scenario.nodes() + found.len(), 0);
            let node = trace.add_node(Node::host(by, &[], Some(mac)));
            found.push(Stranger { name: by.clone(), node, mac });
        }
    }
    found
}

impl Host {
    /// The frame a stranger makes for this host's newest connection, if there is one.
    pub(crate) fn forged_for(&self, from: MacAddr, injection: &Injection) -> Option<Vec<u8>> {
        let sock = self.alive().filter(|sock| sock.endpoint.remote().is_some()).last()?;
        let (local, remote) = (sock.endpoint.local(), sock.endpoint.remote()?);
        let (IpAddr::V4(dst), IpAddr::V4(src)) = (local.ip(), remote.ip()) else { return None };
        let number = |variable| {
            let value = u32::try_from(sock.endpoint.variable(variable)?).ok()?;
            Some(Seq(value))
        };
        let offset = |from: Seq, by: i32| Seq(from.0.wrapping_add_signed(by));
        let has_ack = injection.flags.contains(Flags::ACK);
        let header = Header {
            src_port: remote.port(),
            dst_port: local.port(),
            seq: offset(number(Variable::RcvNxt)?, injection.seq),
            ack: if has_ack { offset(number(Variable::SndNxt)?, injection.ack) } else { Seq(0) },
            flags: injection.flags,
            window: 0,
            urgent: 0,
            options: Options::default(),
        };
        let mut segment = Vec::new();
        header.emit(&[], IpAddr::V4(src), IpAddr::V4(dst), &mut segment);
        let mut bytes = Vec::new();
        let ethertype = EtherType::Ipv4;
        ethernet::Header { dst: self.mac(), src: from, ethertype, vlan: None }.emit(&mut bytes);
        ipv4::Header {
            src,
            dst,
            protocol: Protocol::Tcp,
            ttl: 64,
            ident: 0,
            dont_fragment: true,
            more_fragments: false,
            fragment_offset: 0,
            tos: 0,
        }
        .emit(segment.len(), &mut bytes);
        bytes.extend_from_slice(&segment);
        Some(bytes)
    }
}

impl Link {
    /// Puts a stranger's frame on the wire towards a host. No die is thrown for it,
    /// so that it does not shift the luck of those that belong here.
    pub(crate) fn inject(&self, ctx: &mut Ctx<'_>, from: NodeId, to: usize, bytes: &[u8]) {
        let frame = ctx.trace.add_frame(self.id, from, self.node_of(to), bytes, None);
        let because = Some(Reason::ScenarioFault);
        let cause = ctx.push(from, What::FrameSent { frame }, because, None);
        let arrival = ctx.now + self.spec.delay.divided_by(2);
        ctx.queue.add(arrival, Pending::Arrive { frame, node: to, cause });
    }
}

#[cfg(test)]
mod tests;
