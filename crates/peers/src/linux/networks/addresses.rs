//! Addresses by DHCP: ours from dnsmasq, the kernel's from us.

use super::lab::Lab;
use super::topology::{beside_running, beside_without_address, program_at};
use anyhow::{Context, Result, ensure};
use std::net::{IpAddr, Ipv4Addr};
use wireglass_core::dhcp::ServerConfig;
use wireglass_core::time::Duration;
use wireglass_sim::Scenario;
use wireglass_sim::app::{App, DhcpClient};
use wireglass_trace::{Lease, Row, What};

/// When our host gives its address back, in milliseconds: after it was renewed.
const RELEASE_AT: u64 = 18_000;
/// T1 as dnsmasq is told to tell it, which is sooner than it would by itself.
const T1: &str = "--dhcp-option-force=option:T1,10";

/// Our host asks for an address, keeps it, and gives it back.
pub(super) fn lease() -> Scenario {
    let client = |release| {
        let args = DhcpClient { interface: "eth0".to_owned(), release, stay: !release };
        App::DhcpClient(args).into()
    };
    beside_without_address(vec![
        program_at(0, 1, client(false)),
        program_at(0, RELEASE_AT, client(true)),
    ])
}

/// The address of our host, if it has one.
fn address(lab: &Lab) -> Option<Ipv4Addr> {
    let trace = lab.driver.trace();
    let rows = trace.events().iter().filter_map(|event| match event.what {
        What::RowSet { row } => Some(trace.row(row)),
        _ => None,
    });
    rows.filter_map(|row| match row {
        Row::Address { ip: IpAddr::V4(ip), .. } => Some(*ip),
        _ => None,
    })
    .last()
}

pub(super) fn ours(lab: &mut Lab) -> Result<()> {
    let leases = lab.folder("dnsmasq")?.join("leases");
    let leases = format!("--dhcp-leasefile={}", leases.display());
    let dnsmasq = lab.start(
        "dnsmasq",
        &[
            "--no-daemon",
            "--conf-file=/dev/null",
            "--user=root",
            "--port=0",
            "--interface=kernel0",
            "--bind-interfaces",
            "--dhcp-range=10.77.0.100,10.77.0.120,255.255.255.0,2m",
            "--dhcp-option=option:router,10.77.0.1",
            "--dhcp-option=option:dns-server,10.77.0.1",
            T1,
            "--dhcp-authoritative",
            "--no-ping",
            "--log-dhcp",
            "--log-facility=-",
            "--pid-file=",
            &leases,
        ],
    )?;
    lab.listening("udp", 67)?;
    for said in
        ["DHCPDISCOVER(kernel0)", "DHCPOFFER(kernel0)", "DHCPREQUEST(kernel0)", "DHCPACK(kernel0)"]
    {
        lab.until_said(dnsmasq, said)?;
    }
    // It looks first whether anybody has it (RFC 5227).
    lab.until("our host takes the address", |lab| Ok(address(lab).is_some()))?;
    let ours = address(lab).context("it has one")?;
    ensure!((100..=120).contains(&ours.octets()[3]), "{ours} is not of the pool");
    ensure!(
        lab.wrote(0, |row| matches!(row, Row::NameServer { ip: IpAddr::V4(ip), .. } if ip.octets() == [10, 77, 0, 1])),
        "it did not take the name server"
    );
    lab.run("ping", &["-n", "-c", "1", "-W", "2", &ours.to_string()])?.well()?;
    let acks = format!("DHCPACK(kernel0) {ours}");
    lab.until("the lease is renewed", |lab| Ok(lab.said(dnsmasq)?.matches(&acks).count() == 2))?;
    let discovers = lab.said(dnsmasq)?.matches("DHCPDISCOVER(kernel0)").count();
    ensure!(discovers == 1, "it asked from the beginning: {discovers} times");
    lab.until_said(dnsmasq, &format!("DHCPRELEASE(kernel0) {ours}"))?;
    ensure!(!lab.said(dnsmasq)?.contains("DHCPNAK"), "it was refused");
    Ok(())
}

/// Our host gives addresses away.
pub(super) fn server() -> Scenario {
    let ip = |last| Ipv4Addr::new(10, 77, 0, last);
    let config = ServerConfig {
        routers: vec![ip(2)],
        dns: vec![ip(2)],
        lease: Duration::from_secs(600),
        ..ServerConfig::new(ip(2), Ipv4Addr::new(255, 255, 255, 0), (ip(100), ip(120)))
    };
    beside_running(App::DhcpServer(config))
}

/// What udhcpc is to do with what it gets.
const SCRIPT: &str = r#"#!/bin/sh
case "$1" in
bound|renew)
  ip addr flush dev "$interface"
  ip addr add "$ip/$mask" dev "$interface"
  echo "$1: $ip/$mask by $router, names from $dns, for $lease s from $serverid"
  ;;
deconfig)
  ip addr flush dev "$interface"
  ;;
esac
"#;

pub(super) fn theirs(lab: &mut Lab) -> Result<()> {
    let script = lab.folder("udhcpc")?.join("script");
    std::fs::write(&script, SCRIPT)?;
    lab.run("chmod", &["+x", &script.display().to_string()])?.well()?;
    let script = script.display().to_string();
    let udhcpc = lab.start(
        "udhcpc",
        &["-f", "-i", "kernel0", "-t", "8", "-T", "1", "-n", "-s", &script, "-O", "serverid"],
    )?;
    let about = "10.77.0.100/24 by 10.77.0.2, names from 10.77.0.2, for 600 s from 10.77.0.2";
    lab.until_said(udhcpc, &format!("bound: {about}"))?;
    let is = |state| move |row: &Row| matches!(row, Row::Lease { state: is, .. } if *is == state);
    ensure!(lab.wrote(0, is(Lease::Offered)), "nothing was offered");
    ensure!(lab.wrote(0, is(Lease::Bound)), "nothing was given");
    let pings = ["-n", "-c", "1", "-W", "2", "-I", "10.77.0.100", "10.77.0.2"];
    lab.run("ping", &pings)?.well()?;
    // By signals it renews and gives back.
    let process = lab.process(udhcpc).to_string();
    lab.run("sh", &["-c", &format!("kill -USR1 {process}")])?.well()?;
    lab.until_said(udhcpc, &format!("renew: {about}"))?;
    lab.run("sh", &["-c", &format!("kill -USR2 {process}")])?.well()?;
    let lease = |row: &Row| matches!(row, Row::Lease { .. });
    lab.until("the lease is gone", |lab| Ok(lab.dropped(0, lease)))
}
