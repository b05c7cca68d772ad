//! `curl` over HTTP.

use super::Page;
use super::log::{Log, Made};
use crate::command::CurlView;
use wireglass_core::http::{Limits, Message, Reader, Start, Version};
use wireglass_core::time::Instant;
use wireglass_sim::app::Fetch;
use wireglass_trace::{Call, CallResult, EventId, Transport};

/// What comes on the present connection.
struct Responses {
    reader: Reader,
    /// Bytes since the last whole response.
    pending: Vec<u8>,
}

pub(super) fn curl(log: &Log<'_>, page: &mut Page, fetch: &Fetch, view: &CurlView) {
    let mut printer = Printer { log, page, fetch, view, connections: 0, bytes: 0 };
    let mut responses = None;
    for made in &log.calls {
        if made.transport != Some(Transport::Tcp) {
            continue;
        }
        match made.call {
            Call::Connect { .. } => {
                responses = Some(Responses {
                    reader: Reader::responses(Limits::default()),
                    pending: Vec::new(),
                });
                printer.connect(made);
            }
            Call::Send { data } => {
                if let Some(responses) = &mut responses {
                    printer.request(made.event, log.trace.bytes(data), responses);
                }
            }
            Call::Receive { .. } => {
                if let Some(responses) = &mut responses {
                    printer.receive(made, responses);
                }
            }
            Call::Close => printer.verbose(
                made.event,
                format!("* Closing connection {}", printer.connections.max(1) - 1),
            ),
            _ => {}
        }
    }
    printer.end(&responses.map(|responses| responses.pending).unwrap_or_default());
}

struct Printer<'a, 'b> {
    log: &'a Log<'b>,
    page: &'a mut Page,
    fetch: &'a Fetch,
    view: &'a CurlView,
    connections: u32,
    /// Bytes of bodies that have come.
    bytes: usize,
}

impl Printer<'_, '_> {
    fn verbose(&mut self, event: EventId, text: impl Into<String>) {
        if self.view.verbose {
            self.page.err(event, text.into());
        }
    }

    fn connect(&mut self, made: &Made) {
        let Some(socket) = made.socket else { return };
        let peer = self.log.trace.socket(socket).remote;
        let (host, port) = (self.view.host.clone(), self.fetch.port);
        let ip = peer.map_or_else(|| host.clone(), |peer| peer.ip().to_string());
        self.verbose(made.event, format!("*   Trying {ip}:{port}..."));
        match made.result {
            Some((CallResult::Done, event)) => {
                let number = self.connections;
                self.connections += 1;
                self.verbose(
                    event,
                    format!("* Connected to {host} ({ip}) port {port} (#{number})"),
                );
            }
            Some((CallResult::Failed { error }, event)) => {
                let why = super::ping::errno_text(error);
                self.verbose(event, format!("* connect to {ip} port {port} failed: {why}"));
            }
            _ => {}
        }
    }

    fn request(&mut self, event: EventId, bytes: &[u8], responses: &mut Responses) {
        // What does not begin with a method goes on with a request that was not taken whole.
        if !bytes.starts_with(self.fetch.method.as_bytes()) {
            return;
        }
        responses.reader.expect(self.fetch.method.as_bytes());
        let head = bytes.windows(4).position(|four| four == b"\r\n\r\n").unwrap_or(bytes.len());
        let text = String::from_utf8_lossy(bytes.get(..head).unwrap_or_default()).into_owned();
        for line in text.split("\r\n") {
            self.verbose(event, format!("> {line}"));
        }
        self.verbose(event, ">");
    }

    fn receive(&mut self, made: &Made, responses: &mut Responses) {
        let mut messages = Vec::new();
        let mut notes = Vec::new();
        let event = match made.result {
            Some((CallResult::Received { data }, event)) => {
                let bytes = self.log.trace.bytes(data);
                responses.pending.extend_from_slice(bytes);
                // What cannot be read shows when the command ends.
                let _ = responses.reader.handle_bytes(bytes, &mut messages, &mut notes);
                event
            }
            Some((CallResult::EndOfStream, event)) => {
                let _ = responses.reader.handle_close(&mut messages, &mut notes);
                event
            }
            _ => return,
        };
        for message in messages {
            responses.pending.clear();
            self.response(event, &message);
        }
    }

    fn response(&mut self, event: EventId, message: &Message) {
        let Start::Response { status, phrase } = &message.start else { return };
        let version = match message.version {
            Version::Http10 => "HTTP/1.0",
            Version::Http11 => "HTTP/1.1",
        };
        let first = format!("{version} {status} {}", String::from_utf8_lossy(phrase));
        let mut head = vec![first.trim_end().to_owned()];
        head.extend(message.headers.iter().map(|header| {
            let name = String::from_utf8_lossy(&header.name);
            format!("{name}: {}", String::from_utf8_lossy(&header.value))
        }));
        for line in &head {
            self.verbose(event, format!("< {line}"));
        }
        self.verbose(event, "<");
        if self.view.include {
            for line in &head {
                self.page.out(event, line.clone());
            }
            self.page.out(event, "");
        }
        self.bytes += message.body.len();
        self.page.bytes(event, &message.body);
    }

    /// What did not come whole, and how it ended.
    fn end(&mut self, pending: &[u8]) {
        let Some((code, end)) = self.log.ended else { return };
        if self.log.interrupted.is_some() {
            return self.page.out(end, "^C");
        }
        let body = pending.windows(4).position(|four| four == b"\r\n\r\n").map(|at| at + 4);
        let partial = body.and_then(|at| pending.get(at..)).unwrap_or_default().to_vec();
        if code != 0 {
            self.bytes += partial.len();
            self.page.bytes(end, &partial);
        }
        let Some(text) = self.trouble(code, end) else { return };
        self.verbose(end, format!("* {text}"));
        if !self.view.silent {
            self.page.err(end, format!("curl: ({code}) {text}"));
        }
    }

    fn trouble(&self, code: u8, end: EventId) -> Option<String> {
        let host = &self.view.host;
        let since = |at: Instant| self.log.time(end).since(at).as_millis();
        let begun = self.log.started.map_or(Instant::ZERO, |event| self.log.time(event));
        let millis = since(begun);
        Some(match code {
            0 => return None,
            6 => format!("Could not resolve host: {host}"),
            7 => format!(
                "Failed to connect to {host} port {} after {millis} ms: Couldn't connect to server",
                self.fetch.port
            ),
            8 => "Weird server reply".to_owned(),
            18 => "transfer closed with outstanding read data remaining".to_owned(),
            28 if self.connections == 0 => {
                format!("Connection timed out after {millis} milliseconds")
            }
            28 => format!(
                "Operation timed out after {millis} milliseconds with {} bytes received",
                self.bytes
            ),
            52 => "Empty reply from server".to_owned(),
            55 => "Send failure: Broken pipe".to_owned(),
            56 => "Recv failure: Connection reset by peer".to_owned(),
            _ => format!("Error {code}"),
        })
    }
}
