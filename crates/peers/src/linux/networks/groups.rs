//! Groups of multicast: the kernel as a member, our router as the one who asks.

use super::super::namespace;
use super::lab::Lab;
use super::topology::{self, KERNEL, program_at};
use anyhow::{Result, ensure};
use std::net::{IpAddr, Ipv4Addr, UdpSocket};
use wireglass_core::igmp::Config;
use wireglass_core::time::Duration;
use wireglass_sim::Scenario;
use wireglass_sim::app::App;
use wireglass_trace::Row;

const GROUP: Ipv4Addr = Ipv4Addr::new(239, 1, 2, 3);
/// The first router's place among the nodes.
const ROUTER: usize = 1;

/// The first router asks every three seconds.
pub(super) fn querier() -> Scenario {
    let config = Config {
        query_interval: Duration::from_secs(3),
        response_interval: Duration::from_secs(1),
        ..Config::default()
    };
    let programs = vec![program_at(ROUTER, 1, App::Querier(config).into())];
    Scenario { programs, ..topology::far() }
}

pub(super) fn kernel_joins(lab: &mut Lab) -> Result<()> {
    namespace::set_ipv4("conf/kernel0/force_igmp_version", "2")?;
    let socket = UdpSocket::bind((KERNEL, 5_000))?;
    socket.join_multicast_v4(&GROUP, &KERNEL)?;
    let member =
        |row: &Row| matches!(row, Row::Members { port: 0, group } if *group == IpAddr::V4(GROUP));
    lab.until("the router knows of a member", |lab| Ok(lab.wrote(ROUTER, member)))?;
    // It answers when it is asked, too.
    let reports = |lab: &Lab| lab.passed(|frame| igmp(frame) == Some(0x16));
    let before = reports(lab);
    lab.until("the kernel answers a query", |lab| Ok(reports(lab) > before))?;
    ensure!(!lab.dropped(ROUTER, member), "the router has forgotten it");
    socket.leave_multicast_v4(&GROUP, &KERNEL)?;
    lab.until("the router knows that it left", |lab| Ok(lab.dropped(ROUTER, member)))?;
    ensure!(lab.passed(|frame| igmp(frame) == Some(0x17)) == 1, "it did not say that it leaves");
    Ok(())
}

/// The type of a frame's IGMP message.
fn igmp(frame: &[u8]) -> Option<u8> {
    let packet = frame.get(14..)?;
    let header = usize::from(packet.first()? & 15) * 4;
    (packet.get(9) == Some(&2)).then(|| packet.get(header).copied())?
}
