//! ICMP messages about a connection.

use super::failure::Mismatch;
use super::host::Host;
use super::packet::Flow;
use crate::script::Icmp;
use wireglass_core::time::Instant;

/// Delivers a message of the script's.
pub(super) fn deliver(
    _host: &mut Host,
    _now: Instant,
    icmp: &Icmp,
    _flow: &Flow,
) -> Result<(), Mismatch> {
    Err(Mismatch::unsupported(format!("icmp {}", icmp.kind)))
}
