//! What the kernel makes of what our hosts send.

use super::lab::Lab;
use super::topology::{KERNEL, beside_with};
use anyhow::{Context, Result, ensure};
use std::net::SocketAddr;
use wireglass_core::wire::{icmp, ipv4};
use wireglass_sim::{Op, Scenario};
use wireglass_trace::CallResult;

fn echo(size: u16, ttl: u8) -> Op {
    Op::Echo { to: KERNEL, ttl, size }
}

pub(super) fn pings() -> Scenario {
    beside_with(vec![echo(0, 64), echo(56, 64), echo(1_472, 64)])
}

/// One more byte than fits, several fragments, and the largest there is.
pub(super) fn large_pings() -> Scenario {
    beside_with(vec![echo(1_473, 64), echo(4_000, 64), echo(65_507, 64)])
}

/// Each of three pings was answered by the kernel, with all that was in it.
pub(super) fn answers(lab: &mut Lab) -> Result<()> {
    let results = lab.until_returned(0, 3)?;
    for result in results {
        let CallResult::Echoed { datagram, kind, .. } = result else {
            anyhow::bail!("no answer: {result:?}");
        };
        ensure!(kind == icmp::Kind::EchoReply, "{kind:?} where an echo reply should be");
        let datagram = lab.driver.trace().datagram(datagram);
        ensure!(datagram.peer.ip() == KERNEL, "from {}", datagram.peer);
    }
    let is_arp = |frame: &[u8]| frame.get(12..14) == Some(&[8, 6]);
    ensure!(lab.passed(is_arp) >= 2, "nobody asked for a MAC address");
    Ok(())
}

pub(super) fn closed_port() -> Scenario {
    let nobody = SocketAddr::from((KERNEL, 9));
    beside_with(vec![Op::BindDatagrams(5_000), Op::SendTo(nobody, b"hello".to_vec())])
}

/// The kernel's ICMP port unreachable comes to our host, and quotes what it sent.
pub(super) fn refuses(lab: &mut Lab) -> Result<()> {
    let wanted = |frame: &[u8]| message(frame) == Some((icmp::Kind::Unreachable, 3));
    lab.until("the kernel refuses", |lab| Ok(lab.passed(wanted) == 1))?;
    let frame = lab.driver.passed().iter().find(|passed| wanted(&passed.bytes));
    let (_, packet) = ipv4::Header::parse(&frame.context("it passed")?.bytes[14..])
        .map_err(|bad| anyhow::anyhow!("{bad:?}"))?;
    let (_, quoted) = icmp::Header::parse(packet).map_err(|bad| anyhow::anyhow!("{bad:?}"))?;
    ensure!(quoted.ends_with(b"hello"), "it quotes something else");
    Ok(())
}

/// Type and code of a frame's ICMP message.
pub(super) fn message(frame: &[u8]) -> Option<(icmp::Kind, u8)> {
    let (header, payload) = ipv4::Header::parse(frame.get(14..)?).ok()?;
    (header.protocol == ipv4::Protocol::Icmp && header.fragment_offset == 0).then_some(())?;
    Some(((*payload.first()?).into(), *payload.get(1)?))
}

/// To an address beyond the kernel, which forwards: one hop is too few.
pub(super) fn short_lived() -> Scenario {
    let beyond = "198.51.100.1".parse().unwrap_or(KERNEL);
    beside_with(vec![Op::Echo { to: beyond, ttl: 1, size: 32 }])
}

pub(super) fn expires(lab: &mut Lab) -> Result<()> {
    let results = lab.until_returned(0, 1)?;
    let Some(CallResult::Echoed { datagram, kind, code, .. }) = results.first().copied() else {
        anyhow::bail!("no answer: {results:?}");
    };
    ensure!((kind, code) == (icmp::Kind::TimeExceeded, 0), "{kind:?}, code {code}");
    ensure!(lab.driver.trace().datagram(datagram).peer.ip() == KERNEL, "from somebody else");
    Ok(())
}
