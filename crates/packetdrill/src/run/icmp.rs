//! ICMP messages about a connection.

use super::failure::Mismatch;
use super::host::Host;
use super::packet::Flow;
use crate::script::Icmp;
use wireglass_core::seq::Seq;
use wireglass_core::tcp::{IcmpError, Log, Peer};
use wireglass_core::time::Instant;

/// Names of types and codes, as packetdrill writes them, and their numbers (RFC 792,
/// RFC 1122 §3.2.2.1, RFC 1812 §5.2.7.1).
const NAMES: [(&str, &str, u8, u8); 23] = [
    ("unreachable", "net_unreachable", 3, 0),
    ("unreachable", "host_unreachable", 3, 1),
    ("unreachable", "protocol_unreachable", 3, 2),
    ("unreachable", "port_unreachable", 3, 3),
    ("unreachable", "frag_needed", 3, 4),
    ("unreachable", "source_route_failed", 3, 5),
    ("unreachable", "net_unknown", 3, 6),
    ("unreachable", "host_unknown", 3, 7),
    ("unreachable", "source_host_isolated", 3, 8),
    ("unreachable", "net_prohibited", 3, 9),
    ("unreachable", "host_prohibited", 3, 10),
    ("unreachable", "net_unreachable_for_tos", 3, 11),
    ("unreachable", "host_unreachable_for_tos", 3, 12),
    ("unreachable", "packet_filtered", 3, 13),
    ("unreachable", "comm_prohibited", 3, 13),
    ("unreachable", "precedence_violation", 3, 14),
    ("unreachable", "precedence_cutoff", 3, 15),
    ("source_quench", "", 4, 0),
    ("time_exceeded", "ttl_exceeded_in_transit", 11, 0),
    ("time_exceeded", "exceeded_in_transit", 11, 0),
    ("time_exceeded", "frag_reassembly_time", 11, 1),
    ("time_exceeded", "fragment_reassembly_time", 11, 1),
    ("parameter_problem", "", 12, 0),
];

/// The same of `ICMPv6` (RFC 4443, RFC 8883), with the type and code that mean the same over
/// IPv4: what they are to TCP is the same (RFC 9293 §3.9.2.2, RFC 5461 §3.2).
const NAMES_V6: [(&str, &str, u8, u8); 15] = [
    ("unreachable", "no_route", 3, 0),
    ("unreachable", "net_unreachable", 3, 0),
    ("unreachable", "admin_prohibited", 3, 13),
    ("unreachable", "not_neighbour", 3, 11),
    ("unreachable", "address_unreachable", 3, 1),
    ("unreachable", "port_unreachable", 3, 3),
    ("packet_too_big", "", 3, 4),
    ("time_exceeded", "", 11, 0),
    ("time_exceeded", "exceeded_hop_limit", 11, 0),
    ("time_exceeded", "exceeded_frag_time", 11, 1),
    ("parameter_problem", "", 12, 0),
    ("parameter_problem", "header_field", 12, 0),
    // What IPv6 says where IPv4 says "protocol unreachable".
    ("parameter_problem", "unknown_next_header", 3, 2),
    ("parameter_problem", "unrecognized_next_header", 3, 2),
    ("parameter_problem", "unknown_option", 12, 0),
];

/// Delivers a message of the script's.
pub(super) fn deliver(
    host: &mut Host,
    now: Instant,
    icmp: &Icmp,
    flow: &Flow,
) -> Result<(), Mismatch> {
    let code = icmp.code.as_deref().unwrap_or("");
    let unknown = || Mismatch::unsupported(format!("icmp {} {code}", icmp.kind));
    let names: &[_] = if flow.local.is_ipv4() { &NAMES } else { &NAMES_V6 };
    let (_, _, kind, number) = names
        .iter()
        .find(|(kind, name, _, _)| *kind == icmp.kind && *name == code)
        .ok_or_else(unknown)?;
    let mtu = u16::try_from(icmp.mtu.unwrap_or(0)).unwrap_or(u16::MAX);
    let error = IcmpError::new(*kind, *number, mtu).ok_or_else(unknown)?;
    let about = icmp.about.ok_or_else(|| Mismatch::unsupported("icmp about no segment"))?;
    let seq = Seq(flow.live(about));
    let resets = !matches!(error, IcmpError::FragmentationNeeded { .. });
    if resets && !host.settings.icmp_may_reset {
        return Ok(());
    }
    let peer = Peer { local: flow.local, remote: flow.remote };
    let mut log = Log::new();
    if let Some(endpoint) = host.endpoint(peer) {
        endpoint.handle_icmp(now, error, seq, &mut log);
    }
    host.note(&log.0);
    host.flush(now);
    Ok(())
}
