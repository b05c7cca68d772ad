//! Linux asks our hosts and routers whether they are there.

use super::lab::Lab;
use super::topology::{BETWEEN_ROUTERS, far};
use anyhow::{Context, Result, ensure};
use wireglass_core::addr::MacAddr;
use wireglass_sim::Scenario;

/// Three pings of this size are answered.
fn pings(lab: &mut Lab, to: &str, size: &str) -> Result<()> {
    let said = lab.run("ping", &["-n", "-c", "3", "-i", "0.05", "-W", "2", "-s", size, to])?;
    said.well()?.has("3 packets transmitted, 3 received, 0% packet loss")?;
    ensure!(!said.text.contains("DUP!"), "twice: {}", said.text);
    Ok(())
}

pub(super) fn near(lab: &mut Lab) -> Result<()> {
    pings(lab, "10.77.0.2", "56")?;
    pings(lab, "10.77.0.2", "0")?;
    pings(lab, "10.77.0.2", "1472")
}

pub(super) fn large(lab: &mut Lab) -> Result<()> {
    pings(lab, "10.77.0.2", "1473")?;
    pings(lab, "10.77.0.2", "4000")
}

pub(super) fn largest(lab: &mut Lab) -> Result<()> {
    pings(lab, "10.77.0.2", "65507")
}

pub(super) fn through_routers(lab: &mut Lab) -> Result<()> {
    pings(lab, "10.2.0.10", "56")?;
    pings(lab, "10.2.0.10", "4000")?;
    // Every interface of a router answers.
    for address in ["10.77.0.2", "10.1.0.1", "10.1.0.2", "10.2.0.1"] {
        pings(lab, address, "56")?;
    }
    let said = lab.run("ping", &["-n", "-c", "1", "10.2.0.10"])?;
    // 64 as ours begins, less two routers.
    said.well()?.has("ttl=62")?;
    Ok(())
}

fn fails(lab: &mut Lab, arguments: &[&str], with: &str) -> Result<()> {
    let said = lab.run("ping", &[&["-n", "-c", "1", "-W", "5"], arguments].concat())?;
    ensure!(!said.content, "it was answered: {}", said.text);
    said.has(with)?;
    Ok(())
}

pub(super) fn too_short(lab: &mut Lab) -> Result<()> {
    fails(lab, &["-t", "1", "10.2.0.10"], "From 10.77.0.2 icmp_seq=1 Time to live exceeded")?;
    fails(lab, &["-t", "2", "10.2.0.10"], "From 10.1.0.2 icmp_seq=1 Time to live exceeded")
}

pub(super) fn nobody(lab: &mut Lab) -> Result<()> {
    fails(lab, &["10.2.0.99"], "From 10.1.0.2 icmp_seq=1 Destination Host Unreachable")
}

pub(super) fn no_network(lab: &mut Lab) -> Result<()> {
    fails(lab, &["10.9.0.1"], "From 10.77.0.2 icmp_seq=1 Destination Net Unreachable")
}

/// Between the routers, packets of 1,000 bytes at most.
pub(super) fn narrow() -> Scenario {
    let mut scenario = far();
    scenario.links[BETWEEN_ROUTERS].mtu = 1_000;
    scenario
}

pub(super) fn path_mtu(lab: &mut Lab) -> Result<()> {
    fails(
        lab,
        &["-M", "do", "-s", "1400", "10.2.0.10"],
        "From 10.77.0.2 icmp_seq=1 Frag needed and DF set (mtu = 1000)",
    )?;
    // The kernel has believed it.
    let said = lab.run("ip", &["route", "get", "10.2.0.10"])?;
    said.well()?.has("mtu 1000")?;
    let said = lab.run("ping", &["-n", "-c", "1", "-M", "do", "-s", "972", "10.2.0.10"])?;
    said.well()?.has("1 received")?;
    Ok(())
}

pub(super) fn cut_up(lab: &mut Lab) -> Result<()> {
    let dont = ["-n", "-c", "2", "-i", "0.05", "-M", "dont", "-s", "3000", "10.2.0.10"];
    lab.run("ping", &dont)?.well()?.has("2 received")?;
    Ok(())
}

/// Of a hundred frames on the wire outside, ten are lost.
pub(super) fn lossy() -> Scenario {
    let mut scenario = far();
    scenario.links[0].loss_ppm = 100_000;
    scenario
}

pub(super) fn some_lost(lab: &mut Lab) -> Result<()> {
    let said = lab.run("ping", &["-n", "-c", "100", "-i", "0.02", "-W", "1", "10.2.0.10"])?;
    let received = said.text.split(" received").next().and_then(|text| text.rsplit(' ').next());
    let received: u32 = received.context("no count")?.parse().context("no count")?;
    // There and back, each with nine in ten: 81 expected; six standard deviations are 24.
    ensure!((57..100).contains(&received), "{received} of 100");
    Ok(())
}

/// The hops in what traceroute said, in order.
fn hops(text: &str) -> Vec<&str> {
    let lines = text.lines().skip(1);
    lines.filter_map(|line| line.split_whitespace().nth(1)).collect()
}

fn traces(lab: &mut Lab, how: &[&str]) -> Result<()> {
    let said =
        lab.run("traceroute", &[how, &["-n", "-q", "2", "-w", "3", "10.2.0.10"]].concat())?;
    said.well()?;
    let found = hops(&said.text);
    ensure!(found == ["10.77.0.2", "10.1.0.2", "10.2.0.10"], "{}", said.text);
    ensure!(!said.text.contains('*'), "{}", said.text);
    Ok(())
}

pub(super) fn traceroute(lab: &mut Lab) -> Result<()> {
    traces(lab, &[])
}

pub(super) fn traceroute_echo(lab: &mut Lab) -> Result<()> {
    traces(lab, &["-I"])
}

pub(super) fn neighbour(lab: &mut Lab) -> Result<()> {
    pings(lab, "10.77.0.2", "56")?;
    let trace = lab.driver.trace();
    let mac = trace.nodes()[0].mac().unwrap_or(MacAddr([0; 6])).to_string();
    let known = lab.run("ip", &["neigh", "show", "10.77.0.2"])?;
    known.well()?.has(&format!("lladdr {mac} REACHABLE"))?;
    lab.run("arp", &["-n"])?.well()?.has(&mac)?;
    // Forgotten, it is asked for again.
    let requests = |lab: &Lab| lab.passed(|frame| frame.get(12..14) == Some(&[8, 6]));
    let before = requests(lab);
    lab.run("arp", &["-d", "10.77.0.2"])?.well()?;
    pings(lab, "10.77.0.2", "56")?;
    ensure!(requests(lab) > before, "nobody asked again");
    Ok(())
}
