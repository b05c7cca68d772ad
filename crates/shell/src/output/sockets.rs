//! Sockets: `netstat` and `ss`.

use super::form::HostNow;
use crate::command::Sockets;
use std::collections::BTreeMap;
use std::net::SocketAddr;
use wireglass_core::addr::ports::named;
use wireglass_core::tcp::{State, Variable};
use wireglass_trace::{CallResult, Queue, Socket, SocketId, SocketNow, TaskId, Transport, What};

/// A socket that is to be listed.
struct Listed<'a> {
    id: SocketId,
    socket: &'a Socket,
    now: &'a SocketNow,
}

impl Listed<'_> {
    fn is_tcp(&self) -> bool {
        self.socket.transport == Transport::Tcp
    }

    /// Whether it waits for whoever comes: a listener, or a socket of datagrams without a peer.
    fn waits(&self) -> bool {
        if self.is_tcp() { self.socket.listening } else { self.socket.remote.is_none() }
    }

    /// What waits to be read, and to be sent: bytes, or of a listener connections and how many may.
    fn queues(&self, limits: bool) -> (u64, u64) {
        let variable = |which| self.now.variable(which).map_or(0, |now| now.value);
        match self.socket.transport {
            Transport::Tcp if self.socket.listening => {
                let queue = self.now.queue(Queue::Accept);
                let limit = queue.map_or(0, |queue| u64::from(queue.limit));
                (queue.map_or(0, |queue| u64::from(queue.len)), if limits { limit } else { 0 })
            }
            Transport::Tcp => (variable(Variable::ReceiveQueue), variable(Variable::SendQueue)),
            _ => (self.now.queue(Queue::Datagrams).map_or(0, |queue| queue.len.into()), 0),
        }
    }
}

fn chosen<'a>(host: &HostNow<'a>, sockets: Sockets) -> Vec<Listed<'a>> {
    let mut listed: Vec<Listed<'a>> = host
        .now
        .open_sockets(host.trace)
        .filter(|(_, socket, _)| socket.node == host.node)
        .filter(|(_, socket, _)| match socket.transport {
            Transport::Tcp => sockets.tcp,
            Transport::Udp => sockets.udp,
            Transport::Icmp => false,
        })
        .map(|(id, socket, now)| Listed { id, socket, now })
        .filter(|listed| {
            // One that was never used is of no interest to these tools either.
            let used = !listed.is_tcp()
                || listed.socket.listening
                || listed.now.state.is_some_and(|state| state != State::Closed);
            used && if listed.waits() { sockets.listening } else { sockets.others }
        })
        .collect();
    listed.sort_by_key(|listed| (!listed.is_tcp(), !listed.waits(), listed.id));
    listed
}

/// Whose socket it is: the last task that used it, with its descriptor.
fn owners(host: &HostNow<'_>) -> BTreeMap<SocketId, (TaskId, u8)> {
    let mut owners = BTreeMap::new();
    let mut waiting: BTreeMap<TaskId, u8> = BTreeMap::new();
    let steps = host.trace.steps();
    let end =
        steps.get(host.now.position).map_or(host.trace.events().len(), |step| step.first.index());
    for event in host.trace.events().iter().take(end).filter(|event| event.node == host.node) {
        match event.what {
            What::CallMade { task, socket, fd, .. } => {
                let fd = fd.map_or(3, |fd| fd.0);
                waiting.insert(task, fd);
                if let Some(socket) = socket {
                    owners.insert(socket, (task, fd));
                }
            }
            // A socket comes into being with the first call that needs it.
            What::SocketOpened { socket } => {
                let cause = event.cause.map(|cause| host.trace.event(cause).what);
                if let Some(What::CallMade { task, fd, .. }) = cause {
                    owners.insert(socket, (task, fd.map_or(3, |fd| fd.0)));
                }
            }
            What::CallReturned { task, result: CallResult::Accepted { socket } } => {
                let fd = waiting.get(&task).map_or(4, |fd| fd.saturating_add(1));
                owners.insert(socket, (task, fd));
            }
            _ => {}
        }
    }
    owners
}

/// The number and name of a process: the task's place, and the first word of its line.
fn process(host: &HostNow<'_>, task: TaskId) -> (usize, String) {
    let name = &host.trace.task(task).name;
    let program = name.split_whitespace().find(|word| *word != "sudo").unwrap_or("-");
    (task.index() + 1, program.to_owned())
}

fn port_text(port: u16, numeric: bool) -> String {
    match (port, named(port)) {
        (0, _) => "*".to_owned(),
        (_, Some(known)) if !numeric => known.name.to_owned(),
        (port, _) => port.to_string(),
    }
}

fn end_text(end: Option<SocketAddr>, numeric: bool) -> (String, String) {
    match end {
        Some(end) => (end.ip().to_string(), port_text(end.port(), numeric)),
        None => ("0.0.0.0".to_owned(), "*".to_owned()),
    }
}

const fn netstat_state(state: State) -> &'static str {
    match state {
        State::Closed => "CLOSE",
        State::Listen => "LISTEN",
        State::SynSent => "SYN_SENT",
        State::SynReceived => "SYN_RECV",
        State::Established => "ESTABLISHED",
        State::FinWait1 => "FIN_WAIT1",
        State::FinWait2 => "FIN_WAIT2",
        State::CloseWait => "CLOSE_WAIT",
        State::Closing => "CLOSING",
        State::LastAck => "LAST_ACK",
        State::TimeWait => "TIME_WAIT",
    }
}

const fn ss_state(state: State) -> &'static str {
    match state {
        State::Closed => "UNCONN",
        State::Listen => "LISTEN",
        State::SynSent => "SYN-SENT",
        State::SynReceived => "SYN-RECV",
        State::Established => "ESTAB",
        State::FinWait1 => "FIN-WAIT-1",
        State::FinWait2 => "FIN-WAIT-2",
        State::CloseWait => "CLOSE-WAIT",
        State::Closing => "CLOSING",
        State::LastAck => "LAST-ACK",
        State::TimeWait => "TIME-WAIT",
    }
}

pub(super) fn netstat(host: &HostNow<'_>, sockets: Sockets) -> Vec<String> {
    let which = match (sockets.listening, sockets.others) {
        (true, true) => "servers and established",
        (true, false) => "only servers",
        _ => "w/o servers",
    };
    let mut head =
        "Proto Recv-Q Send-Q Local Address           Foreign Address         State".to_owned();
    if sockets.programs {
        head.push_str("       PID/Program name");
    }
    let mut lines = vec![format!("Active Internet connections ({which})"), head];
    let owners = if sockets.programs { owners(host) } else { BTreeMap::new() };
    for listed in chosen(host, sockets) {
        let (received, sent) = listed.queues(false);
        let text = |end| {
            let (ip, port) = end_text(end, sockets.numeric);
            format!("{ip}:{port}")
        };
        let state = match (listed.is_tcp(), listed.now.state) {
            (true, _) if listed.socket.listening => "LISTEN",
            (true, Some(state)) => netstat_state(state),
            (false, _) if listed.socket.remote.is_some() => "ESTABLISHED",
            _ => "",
        };
        let program = match owners.get(&listed.id) {
            // What waits out its time belongs to nobody any more.
            Some((task, _)) if listed.now.state != Some(State::TimeWait) => {
                let (pid, name) = process(host, *task);
                format!("{pid}/{name}")
            }
            _ => "-".to_owned(),
        };
        let line = format!(
            "{:<5} {received:>6} {sent:>6} {:<23} {:<23} {state:<11} {}",
            if listed.is_tcp() { "tcp" } else { "udp" },
            text(Some(listed.socket.local)),
            text(listed.socket.remote),
            if sockets.programs { program } else { String::new() }
        );
        lines.push(line.trim_end().to_owned());
    }
    lines
}

pub(super) fn ss(host: &HostNow<'_>, sockets: Sockets, header: bool) -> Vec<String> {
    let owners = if sockets.programs { owners(host) } else { BTreeMap::new() };
    let both = sockets.tcp && sockets.udp;
    let words = |words: [&str; 9]| words.map(str::to_owned);
    let mut rows = Vec::new();
    if header {
        let process = if sockets.programs { "Process" } else { "" };
        rows.push(words([
            "Netid",
            "State",
            "Recv-Q",
            "Send-Q",
            "Local Address",
            "Port",
            "Peer Address",
            "Port",
            process,
        ]));
    }
    for listed in chosen(host, sockets) {
        let (received, sent) = listed.queues(true);
        let state = match (listed.is_tcp(), listed.now.state) {
            (true, _) if listed.socket.listening => "LISTEN",
            (true, Some(state)) => ss_state(state),
            (false, _) if listed.socket.remote.is_some() => "ESTAB",
            _ => "UNCONN",
        };
        let (local, local_port) = end_text(Some(listed.socket.local), sockets.numeric);
        let (peer, peer_port) = end_text(listed.socket.remote, sockets.numeric);
        let process = match owners.get(&listed.id) {
            Some((task, fd)) if listed.now.state != Some(State::TimeWait) => {
                let (pid, name) = process(host, *task);
                format!("users:((\"{name}\",pid={pid},fd={fd}))")
            }
            _ => String::new(),
        };
        let netid = if listed.is_tcp() { "tcp" } else { "udp" };
        let [received, sent] = [received, sent].map(|number| number.to_string());
        rows.push([
            netid.to_owned(),
            state.to_owned(),
            received,
            sent,
            local,
            local_port,
            peer,
            peer_port,
            process,
        ]);
    }
    let width = |at: usize| rows.iter().map(|row| row[at].chars().count()).max().unwrap_or(0);
    let widths: [usize; 9] = std::array::from_fn(width);
    let line = |row: &[String; 9]| {
        let [netid, state, received, sent, local, local_port, peer, peer_port, process] = row;
        let left = |text: &str, at: usize| format!("{text:<width$}", width = widths[at]);
        let end = |ip: &str, port: &str, at: usize| {
            format!("{ip:>width$}:{}", left(port, at + 1), width = widths[at])
        };
        let cells = [
            left(netid, 0),
            left(state, 1),
            left(received, 2),
            left(sent, 3),
            end(local, local_port, 4),
            end(peer, peer_port, 6),
            process.clone(),
        ];
        let text = cells.get(usize::from(!both)..).unwrap_or_default().join(" ");
        text.trim_end().to_owned()
    };
    rows.iter().map(line).collect()
}
