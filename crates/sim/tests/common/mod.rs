//! Two hosts and a link, for the tests of this crate.

use std::net::{Ipv4Addr, SocketAddr};
use wireglass_core::tcp::Profile;
use wireglass_core::time::{Duration, Instant};
use wireglass_sim::{Arp, HostSpec, Isn, Limits, LinkSpec, Op, Program, Run, Scenario};
use wireglass_trace::TaskKind;

pub(crate) const CLIENT: usize = 0;
pub(crate) const SERVER: usize = 1;

pub(crate) fn server_address() -> SocketAddr {
    SocketAddr::from(([10, 0, 0, 9], 80))
}

fn host(name: &str, last: u8, first: u32) -> HostSpec {
    HostSpec {
        isn: Isn::Counted { first, step: 64_000 },
        ..HostSpec::new(name, Ipv4Addr::new(10, 0, 0, last), Profile::Linux)
    }
}

fn program(host: usize, name: &str, ops: Vec<Op>) -> Program {
    let start = Instant::ZERO + Duration::from_millis(if host == CLIENT { 10 } else { 0 });
    Program {
        host,
        name: name.to_owned(),
        start,
        pace: Duration::from_millis(2),
        kind: TaskKind::Program,
        run: Run::Calls(ops),
    }
}

/// A client and a server that run these programs over a good link.
pub(crate) fn scenario(client: Vec<Op>, server: Vec<Op>) -> Scenario {
    Scenario {
        seed: 0,
        hosts: vec![host("client", 2, 1_000), host("server", 9, 5_000)],
        devices: Vec::new(),
        links: vec![LinkSpec::between(CLIENT, SERVER)],
        programs: vec![program(CLIENT, "client", client), program(SERVER, "server", server)],
        faults: Vec::new(),
        actions: Vec::new(),
        arp: Arp::Known,
        limits: Limits::default(),
    }
}

/// The client sends `up`, the server answers with `down`, and both close.
pub(crate) fn conversation(up: &[u8], down: &[u8]) -> Scenario {
    let up_len = u32::try_from(up.len()).expect("short");
    let mut client = vec![Op::Connect(server_address())];
    let mut server = vec![Op::Listen(80), Op::Accept];
    if !up.is_empty() {
        client.push(Op::Send(up.to_vec()));
        server.push(Op::ReceiveExactly(up_len));
    }
    if !down.is_empty() {
        server.push(Op::Send(down.to_vec()));
    }
    client.extend([Op::Shutdown, Op::ReceiveAll, Op::Close(wireglass_sim::Which::Connection)]);
    server.extend([Op::ReceiveAll, Op::Close(wireglass_sim::Which::Connection)]);
    scenario(client, server)
}
