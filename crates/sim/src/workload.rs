//! What benchmarks run: the same scenario natively and in a browser.

use crate::scenario::{HostSpec, LinkSpec, Op, Program, Run, Scenario, Which};
use crate::{Arp, Limits};
use std::net::{Ipv4Addr, SocketAddr};
use wireglass_core::tcp::Profile;
use wireglass_core::time::{Duration, Instant};
use wireglass_trace::TaskKind;

/// A program writes this much at a time.
const WRITE: usize = 64 << 10;
const PORT: u16 = 9;
const CLIENT: Ipv4Addr = Ipv4Addr::new(10, 1, 1, 1);
const SERVER: Ipv4Addr = Ipv4Addr::new(10, 1, 1, 2);

/// One program sends `bytes` over TCP to another, as fast as a link of 100 Mbit/s and 5 ms lets
/// it: what ns-3's `tcp-bulk-send` does.
pub fn bulk_transfer(bytes: usize) -> Scenario {
    let host = |name, address| HostSpec::new(name, address, Profile::Linux);
    let program = |host, name: &str, ops| Program {
        host,
        name: name.to_owned(),
        start: Instant::ZERO,
        pace: Duration::ZERO,
        kind: TaskKind::Program,
        run: Run::Calls(ops),
    };
    let whole = std::iter::repeat_n(WRITE, bytes / WRITE);
    let rest = Some(bytes % WRITE).filter(|rest| *rest > 0);
    let writes = whole.chain(rest).map(|size| Op::Send(vec![b'x'; size]));
    let mut sends = vec![Op::Connect(SocketAddr::from((SERVER, PORT)))];
    sends.extend(writes);
    sends.push(Op::Close(Which::Connection));
    let takes = vec![Op::Listen(PORT), Op::Accept, Op::ReceiveAll, Op::Close(Which::Connection)];
    Scenario {
        seed: 1,
        hosts: vec![host("Client", CLIENT), host("Server", SERVER)],
        devices: Vec::new(),
        links: vec![LinkSpec {
            delay: Duration::from_millis(5),
            bandwidth: Some(100_000_000),
            ..LinkSpec::between(0, 1)
        }],
        programs: vec![program(1, "sink", takes), program(0, "source", sends)],
        faults: Vec::new(),
        actions: Vec::new(),
        arp: Arp::Known,
        limits: Limits { until: Instant::ZERO + Duration::from_secs(3600), steps: usize::MAX },
    }
}
