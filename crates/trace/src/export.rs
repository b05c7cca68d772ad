//! A trace as text: JSON lines for programs, terse lines for golden files, a
//! hash for "is it the same?".

use crate::{
    Alteration, Call, CallResult, Datagram, Event, FdSet, Frame, Intervention, Row, RowId,
    SocketId, Task, TaskKind, Trace, What,
};
use serde::Serialize;
use std::fmt::Write as _;
use std::hash::{Hash as _, Hasher};

/// The trace as JSON lines: one line with everything that events refer to, then
/// one line for each event, in order. Times are nanoseconds of model time; a
/// frame's bytes are in hexadecimal on the event that sent it.
pub fn json_lines(trace: &Trace) -> impl Iterator<Item = String> {
    #[derive(Serialize)]
    struct Head<'a> {
        format: &'static str,
        version: u32,
        origin: crate::Origin,
        nodes: &'a [crate::Node],
        links: &'a [crate::Link],
        tasks: &'a [crate::Task],
        sockets: &'a [crate::Socket],
        steps: usize,
        events: usize,
    }
    let head = Head {
        format: "wireglass-trace",
        version: 1,
        origin: trace.origin,
        nodes: trace.nodes(),
        links: trace.links(),
        tasks: trace.tasks(),
        sockets: trace.sockets(),
        steps: trace.steps().len(),
        events: trace.events().len(),
    };
    let lines = (0..trace.steps().len())
        .flat_map(|step| trace.step_events(step).map(move |(id, event)| (step, id, event)));
    std::iter::once(to_json(&head)).chain(lines.map(|(step, id, event)| {
        #[derive(Serialize)]
        struct Line<'a> {
            id: crate::EventId,
            step: usize,
            time: wireglass_core::time::Instant,
            node: crate::NodeId,
            #[serde(flatten)]
            what: &'a What,
            #[serde(skip_serializing_if = "Option::is_none")]
            because: &'a Option<wireglass_core::rules::Reason>,
            #[serde(skip_serializing_if = "Option::is_none")]
            cause: &'a Option<crate::EventId>,
            #[serde(skip_serializing_if = "Option::is_none")]
            link: Option<crate::LinkId>,
            #[serde(skip_serializing_if = "Option::is_none")]
            forwarded_from: Option<crate::FrameId>,
            #[serde(skip_serializing_if = "Option::is_none")]
            peer: Option<std::net::SocketAddr>,
            #[serde(skip_serializing_if = "Option::is_none")]
            content: Option<&'a Row>,
            #[serde(skip_serializing_if = "Option::is_none")]
            bytes: Option<String>,
        }
        let Event { time, node, what, because, cause } = event;
        let frame = match what {
            What::FrameSent { frame } => Some(trace.frame(*frame)),
            _ => None,
        };
        let datagram = match what {
            What::CallReturned {
                result:
                    CallResult::ReceivedFrom { datagram, .. } | CallResult::Echoed { datagram, .. },
                ..
            }
            | What::CallMade {
                call: Call::SendTo { datagram, .. } | Call::Echo { datagram, .. },
                ..
            } => Some(trace.datagram(*datagram)),
            _ => None,
        };
        let data = match what {
            What::FrameSent { frame } => Some(trace.frame_bytes(*frame)),
            What::FrameAltered { how: Alteration::Corrupted { received, .. }, .. } => {
                Some(trace.bytes(*received))
            }
            What::CallReturned { result: CallResult::Received { data }, .. }
            | What::CallMade { call: Call::Send { data }, .. } => Some(trace.bytes(*data)),
            _ => datagram.map(|datagram| trace.bytes(datagram.data)),
        };
        to_json(&Line {
            id,
            step: step + 1,
            time: *time,
            node: *node,
            what,
            because,
            cause,
            link: frame.map(|frame: &Frame| frame.link),
            forwarded_from: frame.and_then(|frame| frame.forwarded_from),
            peer: datagram.map(|datagram| datagram.peer),
            content: match what {
                What::RowSet { row } | What::RowGone { row } => Some(trace.row(*row)),
                _ => None,
            },
            bytes: data.map(hex),
        })
    }))
}

fn to_json(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("plain data with string keys")
}

/// A 64-bit hash of everything in the trace: equal traces have equal hashes on
/// every machine, so a browser's run can be compared with a server's.
pub fn hash(trace: &Trace) -> u64 {
    let mut hasher = Fnv(0xcbf2_9ce4_8422_2325);
    trace.hash(&mut hasher);
    hasher.finish()
}

/// FNV-1a, with every number in little-endian and every length and enum tag in
/// 64 bits, so that the width of a machine's words does not show.
struct Fnv(u64);

impl Hasher for Fnv {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    fn write_u16(&mut self, i: u16) {
        self.write(&i.to_le_bytes());
    }

    fn write_u32(&mut self, i: u32) {
        self.write(&i.to_le_bytes());
    }

    fn write_u64(&mut self, i: u64) {
        self.write(&i.to_le_bytes());
    }

    fn write_usize(&mut self, i: usize) {
        self.write_u64(i as u64);
    }

    fn write_isize(&mut self, i: isize) {
        self.write(&(i as i64).to_le_bytes());
    }
}

/// The trace as terse lines, one for each event, for golden files and debugging.
pub fn to_text(trace: &Trace) -> String {
    let mut out = String::new();
    for step in 0..trace.steps().len() {
        for (i, (_, event)) in trace.step_events(step).enumerate() {
            let number = if i == 0 { format!("{}", step + 1) } else { String::new() };
            let node = &trace.node(event.node).name;
            let time = event.time.to_string();
            let _ = write!(out, "{number:>4} {time:>12}  {node:<10} {}", line(trace, &event.what));
            if let Some(reason) = event.because {
                let _ = write!(out, "  [{}]", reason.rule().id());
            }
            if let (0, Some(cause)) = (i, event.cause) {
                let _ = write!(out, "  <- {}", trace.step_of(cause) + 1);
            }
            out.push('\n');
        }
    }
    out
}

fn line(trace: &Trace, what: &What) -> String {
    let socket = |id: SocketId| {
        let socket = trace.socket(id);
        match socket.remote {
            Some(remote) => format!("{}>{}", socket.local.port(), remote.port()),
            None => socket.local.port().to_string(),
        }
    };
    let frame = |id| {
        let note = if trace.frame(id).copy_of.is_some() { " (copy)" } else { "" };
        match trace.segment(id) {
            Some(tcp) => {
                let mut text = tcp.header.flags.to_string();
                let _ = write!(text, " seq {} ack {}", tcp.header.seq, tcp.header.ack);
                if tcp.payload_len > 0 {
                    let _ = write!(text, " len {}", tcp.payload_len);
                }
                text + note
            }
            None => format!("{} bytes{note}", trace.frame(id).original_len),
        }
    };
    match *what {
        What::FrameSent { frame: f } => format!("sends    {}", frame(f)),
        What::FrameArrived { frame: f } => format!("receives {}", frame(f)),
        What::FrameLost { frame: f } => format!("lost     {}", frame(f)),
        What::FrameAltered { frame: f, how } => format!("altered  {} {how:?}", frame(f)),
        What::FrameDiscarded { frame: f } => format!("discards {}", frame(f)),
        What::Flagged { frame: f, anomaly } => format!("flagged  {} {anomaly:?}", frame(f)),
        What::SocketOpened { socket: s } => format!("socket   {} opened", socket(s)),
        What::SocketDeleted { socket: s } => format!("socket   {} deleted", socket(s)),
        What::StateChanged { socket: s, from, to } => {
            format!("state    {} {from} -> {to}", socket(s))
        }
        What::VariableSet { socket: s, variable, value } => {
            format!("set      {} {variable} = {value}", socket(s))
        }
        What::TimerSet { socket: s, timer, due } => {
            format!("timer    {} {timer:?} due {due}", socket(s))
        }
        What::TimerStopped { socket: s, timer } => {
            format!("timer    {} {timer:?} stopped", socket(s))
        }
        What::TimerFired { socket: s, timer } => format!("timer    {} {timer:?} fired", socket(s)),
        What::Noted { .. } => "note".to_owned(),
        What::CallMade { task, call, .. } => {
            format!("call     {} {}", trace.task(task).name, call_text(trace, call))
        }
        What::CallBlocked { task, .. } => format!("blocks   {}", trace.task(task).name),
        What::CallResumed { task, .. } => format!("resumes  {}", trace.task(task).name),
        What::CallReturned { task, result } => {
            let result = match result {
                CallResult::Received { data } => {
                    format!("received {:?}", String::from_utf8_lossy(trace.bytes(data)))
                }
                CallResult::ReceivedFrom { datagram, cut } => {
                    let Datagram { peer, data } = *trace.datagram(datagram);
                    let text = data_text(trace.bytes(data));
                    format!("received {text} from {peer} cut {cut}")
                }
                CallResult::Echoed { datagram, kind, code, ttl, seq: _, after } => {
                    let ip = trace.datagram(datagram).peer.ip();
                    format!("{kind:?} {code} from {ip} ttl {ttl} after {after}")
                }
                CallResult::Accepted { socket: s } => format!("accepted {}", socket(s)),
                CallResult::Opened { fd } => format!("descriptor {}", fd.0),
                CallResult::Ready { fds } => format!("ready {}", fds_text(fds)),
                other => format!("{other:?}"),
            };
            format!("returns  {} {result}", trace.task(task).name)
        }
        What::TaskEnded { task, code } => match trace.task(task) {
            Task { kind: TaskKind::Program, name, .. } => format!("ended    {name}"),
            Task { name, .. } => format!("ended    {name} with {code}"),
        },
        What::RowSet { row } => row_text(trace, row, true),
        What::RowGone { row } => row_text(trace, row, false),
        What::QueueSet { socket: s, queue, len, limit } => {
            format!("queue    {} {queue:?} {len} of {limit}", socket(s))
        }
        What::LinkChanged { link, up } => {
            let [a, b] = trace.link(link).nodes().map(|node| &trace.node(node).name);
            format!("link     {a}-{b} {}", if up { "mended" } else { "cut" })
        }
        What::PowerChanged { on } => format!("power    {}", if on { "on" } else { "off" }),
        What::Intervened { what: Intervention::Run { task } } => {
            format!("what if  run {}", trace.task(task).name)
        }
        What::Intervened { what } => format!("what if  {what:?}"),
    }
}

fn row_text(trace: &Trace, row: RowId, there: bool) -> String {
    let text = match *trace.row(row) {
        Row::Arp { ip, mac, .. } => format!("arp      {ip} is at {mac}"),
        Row::Mac { mac, port } => format!("mac      {mac} is behind port {port}"),
        Row::Address { port, ip, prefix } => format!("address  {ip}/{prefix} on port {port}"),
        Row::Route { network, prefix, gateway, port, metric } => {
            let via = gateway.map(|gateway| format!(" via {gateway}")).unwrap_or_default();
            format!("route    {network}/{prefix}{via} on port {port} metric {metric}")
        }
        Row::SpanningTree { port, state, role } => {
            format!("stp      port {port} is {role:?}, {state:?}")
        }
        Row::Nat { kind, inside, outside, .. } => {
            format!("nat      {kind:?} {inside} is {outside}")
        }
        Row::NameServer { place, ip } => format!("names    server {place} is {ip}"),
        Row::Dns { name, kind, data, until } => {
            let (name, data) = (trace.name(name), String::from_utf8_lossy(trace.bytes(data)));
            format!("dns      {name} {kind:?} [{data}] until {until}")
        }
        Row::Lease { ip, mac, state, until } => {
            format!("lease    {ip} {state:?} by {mac} until {until}")
        }
        Row::Group { port, group } => format!("group    {group} on port {port}"),
        Row::Members { port, group } => format!("members  of {group} on port {port}"),
    };
    if there { text } else { text + " no more" }
}

fn call_text(trace: &Trace, call: Call) -> String {
    match call {
        Call::Send { data } => {
            format!("send {:?}", String::from_utf8_lossy(trace.bytes(data)))
        }
        Call::SendTo { datagram, .. } => {
            let Datagram { peer, data } = *trace.datagram(datagram);
            format!("sendto {peer} {}", data_text(trace.bytes(data)))
        }
        Call::Echo { datagram, ttl } => {
            let Datagram { peer, data } = trace.datagram(datagram);
            format!("echo {} ttl {ttl} {} bytes", peer.ip(), data.len)
        }
        Call::Poll { fds, timeout } => format!("poll {} {timeout}", fds_text(fds)),
        Call::Socket { transport } => format!("socket {transport:?}"),
        other => format!("{other:?}"),
    }
}

/// Text in quotation marks, or how many bytes it is.
fn data_text(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) if !text.contains(|c: char| c.is_control() && !c.is_whitespace()) => {
            format!("{text:?}")
        }
        _ => format!("{} bytes", bytes.len()),
    }
}

fn fds_text(fds: FdSet) -> String {
    let fds: Vec<String> = fds.iter().map(|fd| fd.0.to_string()).collect();
    format!("[{}]", fds.join(" "))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    })
}

#[cfg(test)]
mod tests;
