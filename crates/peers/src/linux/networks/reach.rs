//! Our commands of reachability, with the kernel as who is looked for.

use super::lab::Lab;
use super::topology::{KERNEL, far, program_at};
use anyhow::{Result, ensure};
use std::net::{IpAddr, Ipv4Addr};
use wireglass_core::time::Duration;
use wireglass_core::wire::icmp;
use wireglass_sim::Scenario;
use wireglass_sim::app::{App, Ping, Target, Traceroute};
use wireglass_trace::{CallResult, What};

const PINGS: usize = 5;

/// Five pings of more than fits into a frame, from behind two routers.
pub(super) fn pinging() -> Scenario {
    let ping = Ping {
        to: Target::Ip(KERNEL),
        count: u32::try_from(PINGS).ok(),
        size: 2_000,
        ttl: 64,
        interval: Duration::from_millis(50),
        timeout: Duration::from_secs(2),
        dont_fragment: false,
        broadcast: false,
    };
    Scenario { programs: vec![program_at(0, 1, App::Ping(ping).into())], ..far() }
}

/// Who answered our program with what, in order.
fn answers(lab: &Lab) -> Vec<(icmp::Kind, IpAddr)> {
    let trace = lab.driver.trace();
    let answers = trace.events().iter().filter_map(|event| match event.what {
        What::CallReturned { result: CallResult::Echoed { datagram, kind, .. }, .. } => {
            Some((kind, trace.datagram(datagram).peer.ip()))
        }
        _ => None,
    });
    answers.collect()
}

pub(super) fn ping(lab: &mut Lab) -> Result<()> {
    let code = lab.until_ended(0)?;
    ensure!(code == 0, "our ping ended with {code}");
    let answers = answers(lab);
    let all = answers.iter().all(|answer| *answer == (icmp::Kind::EchoReply, KERNEL.into()));
    ensure!(all && answers.len() == PINGS, "{answers:?}");
    Ok(())
}

fn trace(icmp: bool) -> Scenario {
    let traceroute = Traceroute {
        to: Target::Ip(KERNEL),
        first_ttl: 1,
        max_ttl: 8,
        probes: 2,
        timeout: Duration::from_secs(3),
        icmp,
    };
    Scenario { programs: vec![program_at(0, 1, App::Traceroute(traceroute).into())], ..far() }
}

pub(super) fn tracing() -> Scenario {
    trace(false)
}

pub(super) fn tracing_by_echo() -> Scenario {
    trace(true)
}

pub(super) fn traceroute(lab: &mut Lab) -> Result<()> {
    let code = lab.until_ended(0)?;
    ensure!(code == 0, "our traceroute ended with {code}");
    let mut hops: Vec<IpAddr> = answers(lab).into_iter().map(|(_, from)| from).collect();
    ensure!(hops.len() == 6, "two probes for each of three hops: {hops:?}");
    hops.dedup();
    let way = [Ipv4Addr::new(10, 2, 0, 1), Ipv4Addr::new(10, 1, 0, 1), KERNEL].map(IpAddr::V4);
    ensure!(hops == way, "{hops:?}");
    Ok(())
}
