//! `tftp`, `curl` over TFTP, and `nc`.

use super::Page;
use super::log::{Log, Moved};
use super::ping::errno_text;
use crate::command::CurlView;
use std::net::SocketAddr;
use wireglass_core::addr::ports::named;
use wireglass_core::wire::dns;
use wireglass_core::wire::tftp::{ErrorCode, Packet};
use wireglass_sim::app::{Netcat, Target, TftpCopy};
use wireglass_trace::{Call, CallResult, Errno, EventId, Transport};

/// A transfer as its packets tell of it.
#[derive(Default)]
struct Copied {
    /// What came, or went and was acknowledged, in order.
    data: Vec<u8>,
    began: Option<EventId>,
    /// The packet that ended it.
    done: Option<EventId>,
    error: Option<(EventId, ErrorCode, String)>,
}

fn copied(log: &Log<'_>, copy: &TftpCopy) -> Copied {
    let mut copied = Copied::default();
    let mut next = 1_u16;
    for (event, moved) in log.datagrams() {
        let (peer, bytes, came) = match moved {
            Moved::Sent(to, bytes) => (to.peer, bytes, false),
            Moved::Received(from, bytes) => (from.peer, bytes, true),
        };
        if peer.port() == dns::PORT {
            continue;
        }
        match Packet::parse(bytes) {
            Ok(Packet::Read(_) | Packet::Write(_)) if !came => {
                copied.began.get_or_insert(event);
            }
            Ok(Packet::Data { block, data }) if came == copy.put.is_none() && block == next => {
                copied.data.extend_from_slice(&data);
                next = next.wrapping_add(1);
                copied.done = Some(event);
            }
            Ok(Packet::Ack { .. }) if came => copied.done = Some(event),
            Ok(Packet::Error { code, message }) if came => {
                let text = String::from_utf8_lossy(&message).into_owned();
                copied.error = Some((event, code, text));
            }
            _ => {}
        }
    }
    copied
}

pub(super) fn tftp(log: &Log<'_>, page: &mut Page, copy: &TftpCopy, get: bool, verbose: bool) {
    let copied = copied(log, copy);
    let mode = if copy.text { "netascii" } else { "octet" };
    let host = match &copy.server {
        Target::Ip(ip) => ip.to_string(),
        Target::Name(name) => name.to_string().trim_end_matches('.').to_owned(),
    };
    let file = &copy.file;
    if let Some(event) = copied.began.filter(|_| verbose) {
        page.out(event, format!("Connected to {host}, port 69"));
        page.out(
            event,
            if get {
                format!("getting from {host}:{file} to {file} [{mode}]")
            } else {
                format!("putting /dev/stdin to {host}:{file} [{mode}]")
            },
        );
    }
    if let Some((event, code, text)) = &copied.error {
        return page.out(*event, format!("Error code {}: {text}", code.number()));
    }
    let Some((code, end)) = log.ended else { return };
    if log.interrupted.is_some() {
        page.out(end, "^C");
    } else if code == 0 && verbose {
        let began = copied.began.map_or(log.time(end), |event| log.time(event));
        // It stays to repeat its last word if need be; that is no part of the transfer.
        let done = copied.done.map_or(log.time(end), |event| log.time(event));
        let time = done.since(began).as_millis().max(1);
        let (bytes, tenths) = (copied.data.len(), (time + 50) / 100);
        let rate = u64::try_from(bytes).unwrap_or(u64::MAX).saturating_mul(8000) / time;
        let way = if get { "Received" } else { "Sent" };
        page.out(
            end,
            format!(
                "{way} {bytes} bytes in {}.{} seconds [{rate} bit/s]",
                tenths / 10,
                tenths % 10
            ),
        );
    } else if code != 0 {
        page.out(
            end,
            if copied.began.is_some() {
                "Transfer timed out.".to_owned()
            } else if matches!(copy.server, Target::Name(_)) {
                format!("{host}: unknown host")
            } else {
                "tftp: sendto: Network is unreachable".to_owned()
            },
        );
    }
}

pub(super) fn curl(log: &Log<'_>, page: &mut Page, copy: &TftpCopy, view: &CurlView) {
    let copied = copied(log, copy);
    let Some((code, end)) = log.ended else { return };
    if log.interrupted.is_some() {
        return page.out(end, "^C");
    }
    if code == 0 {
        return page.bytes(copied.done.unwrap_or(end), &copied.data);
    }
    let (event, number, text) = match (&copied.error, copied.began) {
        (Some((event, ErrorCode::FileNotFound, text)), _) => (*event, 68, text.clone()),
        (Some((event, ErrorCode::AccessViolation, text)), _) => (*event, 69, text.clone()),
        (Some((event, _, text)), _) => (*event, 71, text.clone()),
        (None, Some(_)) => (end, 28, "Connection time-out".to_owned()),
        (None, None) => match &copy.server {
            Target::Name(_) => (end, 6, format!("Could not resolve host: {}", view.host)),
            Target::Ip(_) => (end, 7, "Couldn't connect to server".to_owned()),
        },
    };
    page.status = Some(number);
    if !view.silent {
        page.err(event, format!("curl: ({number}) {text}"));
    }
}

/// The name of a port in `nc`'s brackets.
fn service(port: u16, numeric: bool) -> &'static str {
    named(port).filter(|_| !numeric).map_or("*", |known| known.name)
}

pub(super) fn nc(
    log: &Log<'_>,
    page: &mut Page,
    args: &Netcat,
    (verbose, numeric): (bool, bool),
    typed: &str,
) {
    let protocol = if args.udp { "udp" } else { "tcp" };
    let mut met: Option<SocketAddr> = None;
    for made in &log.calls {
        let wanted = if args.udp { Transport::Udp } else { Transport::Tcp };
        // A question to a name server goes over a socket of its own.
        let ours = made.transport.is_none_or(|transport| transport == wanted);
        if !ours || is_question(log, made.call) {
            continue;
        }
        match (made.call, made.result) {
            (Call::Listen { .. } | Call::Bind { .. }, Some((CallResult::Done, event)))
                if args.listen
                    && verbose
                    && (args.udp || matches!(made.call, Call::Listen { .. })) =>
            {
                let what = if args.udp { "Bound" } else { "Listening" };
                page.err(event, format!("{what} on 0.0.0.0 {}", args.port));
            }
            (_, Some((CallResult::Accepted { socket }, event))) if verbose => {
                if let Some(peer) = log.trace.socket(socket).remote {
                    let (ip, port) = (peer.ip(), peer.port());
                    page.err(event, format!("Connection received on {ip} {port}"));
                }
            }
            (Call::Connect { port }, Some((CallResult::Done, event))) if verbose => {
                let service = service(port, numeric);
                let remote = made.socket.and_then(|socket| log.trace.socket(socket).remote);
                let shown = match (&args.to, remote) {
                    (Some(Target::Name(_)), Some(peer)) => format!("{typed} ({})", peer.ip()),
                    _ => typed.to_owned(),
                };
                page.err(
                    event,
                    format!("Connection to {shown} {port} port [{protocol}/{service}] succeeded!"),
                );
            }
            (Call::Connect { port }, Some((CallResult::Failed { error }, event))) if verbose => {
                page.err(
                    event,
                    format!(
                        "nc: connect to {typed} port {port} ({protocol}) failed: {}",
                        errno_text(error)
                    ),
                );
            }
            (Call::Bind { .. }, Some((CallResult::Failed { error }, event))) => {
                page.err(event, format!("nc: {}", errno_text(error)));
            }
            (
                Call::SendTo { .. } | Call::Send { .. },
                Some((CallResult::Failed { error }, event)),
            ) if matches!(error, Errno::Emsgsize | Errno::Eacces | Errno::Enetunreach) => {
                page.err(event, format!("nc: write failed: {}", errno_text(error)));
            }
            (_, Some((CallResult::Received { data }, event))) => {
                page.bytes(event, log.trace.bytes(data));
            }
            (_, Some((CallResult::ReceivedFrom { datagram, .. }, event))) => {
                let datagram = log.trace.datagram(datagram);
                if args.listen && verbose && met.is_none() {
                    let (ip, port) = (datagram.peer.ip(), datagram.peer.port());
                    page.err(event, format!("Connection received on {ip} {port}"));
                }
                met = Some(datagram.peer);
                if datagram.peer.port() != dns::PORT || args.port == dns::PORT {
                    page.bytes(event, log.trace.bytes(datagram.data));
                }
            }
            _ => {}
        }
    }
    let Some((code, end)) = log.ended else { return };
    if log.interrupted.is_some() {
        page.out(end, "^C");
    } else if code != 0 && log.only_asked_names() && matches!(args.to, Some(Target::Name(_))) {
        let (port, why) = (args.port, log.name_trouble());
        page.err(end, format!("nc: getaddrinfo for host \"{typed}\" port {port}: {why}"));
    }
}

fn is_question(log: &Log<'_>, call: Call) -> bool {
    match call {
        Call::SendTo { datagram, .. } => log.trace.datagram(datagram).peer.port() == dns::PORT,
        _ => false,
    }
}
