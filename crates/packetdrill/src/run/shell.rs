//! The few shell commands a script may contain.
//!
//! | command                                  | what it does here                          |
//! |------------------------------------------|--------------------------------------------|
//! | `sysctl -w name=value`                   | sets [`super::settings`]                   |
//! | `sockstat [-46l] [-P tcp] [-p port] -s`  | lists the sockets, half-open ones included |
//! | `… \| grep [-c] [-q] [-v] word`          | picks lines, as grep does; none is failure |
//! | `tcpdrop -s STATE`                       | aborts every connection in that state      |
//! | `true`, `sleep n`                        | nothing                                    |
//!
//! Anything else makes the script count as not supported: nothing is passed over.

use super::failure::Mismatch;
use super::host::{Host, Kind};
use wireglass_core::tcp::{Call, Endpoint, Log, State};
use wireglass_core::time::Instant;

impl Host {
    /// Runs a command; that it succeeds is part of the script.
    pub(super) fn command(&mut self, now: Instant, command: &str) -> Result<(), Mismatch> {
        let unknown = || Mismatch::unsupported(format!("the command `{}`", command.trim()));
        if command.contains(['&', ';', '$', '<', '>', '\'', '"', '\\', '(']) {
            return Err(unknown());
        }
        let mut stages = command.split('|');
        let first: Vec<&str> = stages.next().unwrap_or_default().split_whitespace().collect();
        let mut lines = match first.as_slice() {
            ["sysctl", rest @ ..] => {
                for argument in rest.iter().filter(|argument| !argument.starts_with('-')) {
                    let (name, value) = argument.split_once('=').ok_or_else(unknown)?;
                    self.settings.set(name, value)?;
                }
                Vec::new()
            }
            ["sockstat", rest @ ..] => self.sockstat(rest).ok_or_else(unknown)?,
            ["tcpdrop", "-s", state] => {
                self.tcpdrop(now, state)?;
                Vec::new()
            }
            ["true"] | ["sleep", _] => Vec::new(),
            _ => return Err(unknown()),
        };
        let mut last = None;
        for stage in stages {
            let words: Vec<&str> = stage.split_whitespace().collect();
            lines = grep(&words, &lines).ok_or_else(unknown)?;
            last = Some(stage.trim());
        }
        match last {
            // grep fails when it finds nothing; `-c` still prints its count.
            Some(stage) if lines.is_empty() => {
                let listed = self.sockstat(&["-s"]).unwrap_or_default();
                let states: Vec<_> =
                    listed.iter().filter_map(|line| line.split_whitespace().last()).collect();
                Err(Mismatch::differs(
                    format!("`{}`", command.trim()),
                    format!("`{stage}` to find something"),
                    format!("nothing; the sockets are in [{}]", states.join(" ")),
                ))
            }
            _ => Ok(()),
        }
    }

    /// The sockets as sockstat(1) lists them, one a line, the state last.
    fn sockstat(&self, arguments: &[&str]) -> Option<Vec<String>> {
        let mut port = None;
        let mut rest = arguments.iter();
        while let Some(argument) = rest.next() {
            match *argument {
                "-4" | "-6" | "-46" | "-s" | "-l" | "-c" | "-n" => {}
                "-P" => {
                    rest.next().filter(|protocol| **protocol == "tcp")?;
                }
                "-p" => port = Some(rest.next()?.parse::<u16>().ok()?),
                _ => return None,
            }
        }
        let mut lines = Vec::new();
        let mut add = |owner: Option<i64>, endpoint: &Endpoint| {
            let (local, remote) = (endpoint.local(), endpoint.remote());
            let ports = [Some(local.port()), remote.map(|remote| remote.port())];
            if port.is_some_and(|port| !ports.contains(&Some(port))) {
                return;
            }
            let remote = remote.map_or_else(|| "*:*".to_owned(), |remote| remote.to_string());
            let state = name(endpoint.state());
            // A socket that no process has open is listed without one.
            lines.push(match owner {
                Some(fd) => format!("root packetdril 1 {fd} tcp4 {local} {remote} {state}"),
                None => format!("? ? ? ? tcp4 {local} {remote} {state}"),
            });
        };
        for (fd, socket) in &self.sockets {
            match &socket.kind {
                Kind::Listening(listener) => {
                    add(Some(*fd), listener.endpoint());
                    for child in listener.half_open().chain(listener.waiting()) {
                        add(None, child);
                    }
                }
                Kind::Connected(_) => {}
                Kind::Fresh => {
                    if let Some(local) = socket.local {
                        add(Some(*fd), &Endpoint::new(socket.config.clone(), local));
                    }
                }
            }
        }
        for connection in self.connections.values() {
            add(connection.owner, &connection.endpoint);
        }
        Some(lines)
    }

    /// tcpdrop(8): every connection in this state is aborted.
    fn tcpdrop(&mut self, now: Instant, state: &str) -> Result<(), Mismatch> {
        if !State::ALL.iter().any(|known| name(*known) == state) {
            return Err(Mismatch::unsupported(format!("the state {state}")));
        }
        let mut notes = Vec::new();
        for connection in self.connections.values_mut() {
            if name(connection.endpoint.state()) == state {
                let mut log = Log::new();
                // It is in a state that can be left.
                let _ = connection.endpoint.handle_call(now, Call::Abort, &mut log);
                notes.append(&mut log.0);
            }
        }
        self.note(&notes);
        self.flush(now);
        Ok(())
    }
}

/// What grep picks: lines that contain a word. With `-c` it prints how many.
fn grep(words: &[&str], lines: &[String]) -> Option<Vec<String>> {
    let (command, rest) = words.split_first()?;
    let (word, switches) = rest.split_last()?;
    if *command != "grep" || word.starts_with('-') {
        return None;
    }
    // Only plain words: what grep would read as a pattern is not understood here.
    if word.contains(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != '-') {
        return None;
    }
    let (mut count, mut invert) = (false, false);
    for switch in switches {
        match *switch {
            "-c" => count = true,
            "-v" => invert = true,
            "-q" | "-E" | "-F" => {}
            _ => return None,
        }
    }
    let picked: Vec<_> =
        lines.iter().filter(|line| line.contains(word) != invert).cloned().collect();
    Some(if count { vec![picked.len().to_string()] } else { picked })
}

/// A state as FreeBSD's tools write it.
pub(super) fn name(state: State) -> &'static str {
    match state {
        State::Closed => "CLOSED",
        State::Listen => "LISTEN",
        State::SynSent => "SYN_SENT",
        State::SynReceived => "SYN_RCVD",
        State::Established => "ESTABLISHED",
        State::FinWait1 => "FIN_WAIT_1",
        State::FinWait2 => "FIN_WAIT_2",
        State::CloseWait => "CLOSE_WAIT",
        State::Closing => "CLOSING",
        State::LastAck => "LAST_ACK",
        State::TimeWait => "TIME_WAIT",
    }
}
