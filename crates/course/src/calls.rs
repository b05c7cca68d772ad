//! How system calls are written in a program.
//!
//! ```text
//! bind 5000            listen 80           accept
//! connect Server:80    send "GET /"        send 3000 bytes
//! recv                 recv 5              recv all
//! shutdown             close               close listener
//! abort                sleep 200ms         try connect Server:80
//! ```
//!
//! `recv` reads what is there (waiting for the first byte), `recv 5` exactly
//! five bytes, `recv all` until the other side closes. `try` goes on even if
//! the call fails.

use crate::error::CallProblem;
use crate::values;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use wireglass_sim::{Op, Which};

/// Most bytes a plain `recv` takes.
const RECEIVE_MAX: u32 = 65_536;
/// Most bytes `send N bytes` may ask for: enough for any lesson, and no browser chokes on it.
const SEND_MAX: u64 = 16 << 20;

/// Reads one call. `address_of` gives a host's address.
pub(crate) fn parse(
    text: &str,
    address_of: &dyn Fn(&str) -> Option<Ipv4Addr>,
) -> Result<Op, CallProblem> {
    let text = text.trim();
    let (name, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    let rest = rest.trim();
    match name {
        "try" if rest.is_empty() => Err(CallProblem::Missing("a call")),
        "try" => Ok(Op::Try(Box::new(parse(rest, address_of)?))),
        "bind" => Ok(Op::Bind(port(rest)?)),
        "listen" => Ok(Op::Listen(port(rest)?)),
        "accept" => alone(rest, Op::Accept),
        "connect" => connect(rest, address_of),
        "send" => send(rest),
        "recv" => match rest {
            "" => Ok(Op::Receive(RECEIVE_MAX)),
            "all" => Ok(Op::ReceiveAll),
            count => Ok(Op::ReceiveExactly(
                count.parse().map_err(|_| CallProblem::Expected("a number of bytes, or `all`"))?,
            )),
        },
        "shutdown" => alone(rest, Op::Shutdown),
        "close" if rest == "listener" => Ok(Op::Close(Which::Listener)),
        "close" => alone(rest, Op::Close(Which::Connection)),
        "abort" => alone(rest, Op::Abort),
        "sleep" if rest.is_empty() => Err(CallProblem::Missing("a duration")),
        "sleep" => values::duration(rest)
            .map(Op::Sleep)
            .map_err(|_| CallProblem::Expected("a duration such as `200ms`")),
        _ => Err(CallProblem::UnknownCall),
    }
}

fn alone(rest: &str, op: Op) -> Result<Op, CallProblem> {
    if rest.is_empty() { Ok(op) } else { Err(CallProblem::TooMuch) }
}

fn port(text: &str) -> Result<u16, CallProblem> {
    if text.is_empty() {
        return Err(CallProblem::Missing("a port"));
    }
    let port = text.parse::<u16>().ok().filter(|port| *port > 0);
    port.ok_or(CallProblem::Expected("a port from 1 to 65535"))
}

fn connect(text: &str, address_of: &dyn Fn(&str) -> Option<Ipv4Addr>) -> Result<Op, CallProblem> {
    if text.is_empty() {
        return Err(CallProblem::Missing("HOST:PORT"));
    }
    let (host, number) = text.rsplit_once(':').ok_or(CallProblem::Expected("HOST:PORT"))?;
    let address = address_of(host)
        .or_else(|| host.parse().ok())
        .ok_or(CallProblem::Expected("a host of this lesson, or an IPv4 address"))?;
    Ok(Op::Connect(SocketAddr::new(IpAddr::V4(address), port(number)?)))
}

fn send(text: &str) -> Result<Op, CallProblem> {
    if text.is_empty() {
        return Err(CallProblem::Missing("a text in quotes, or a number of bytes"));
    }
    if let Some(quoted) = text.strip_prefix('"') {
        let inner = quoted.strip_suffix('"').ok_or(CallProblem::Expected("a closing quote"))?;
        return Ok(Op::Send(unescape(inner)?));
    }
    let wanted = CallProblem::Expected("a text in quotes, or `N bytes`");
    let count = text.strip_suffix("bytes").ok_or(wanted)?.trim();
    let count = values::number(count, 1, SEND_MAX).map_err(|_| wanted)?;
    Ok(Op::Send(alphabet(usize::try_from(count).unwrap_or(0))))
}

/// The alphabet, again and again: one sees at once which bytes arrived.
pub(crate) fn alphabet(length: usize) -> Vec<u8> {
    (b'a'..=b'z').cycle().take(length).collect()
}

/// `\r`, `\n`, `\t`, `\"` and `\\`.
fn unescape(text: &str) -> Result<Vec<u8>, CallProblem> {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        out.push(match c {
            '\\' => match chars.next() {
                Some('r') => '\r',
                Some('n') => '\n',
                Some('t') => '\t',
                Some('"') => '"',
                Some('\\') => '\\',
                _ => return Err(CallProblem::Expected("one of \\r \\n \\t \\\" \\\\")),
            },
            '"' => return Err(CallProblem::TooMuch),
            c => c,
        });
    }
    Ok(out.into_bytes())
}

#[cfg(test)]
mod tests;
