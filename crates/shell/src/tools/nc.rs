//! `nc` (OpenBSD's).

use super::{Call, Parsed, run, target};
use crate::command::{Refusal, Tool, View};
use crate::options::{Item, Options, inet_aton};
use wireglass_sim::app::{App, Netcat};

const USAGE: &str = "usage: nc [-4blNnuv] [-p source_port] [destination] [port]";

pub(super) fn parse(call: &Call<'_>) -> Parsed {
    let wrong = |text: String| Err(Refusal::wrong(1, text));
    let (mut udp, mut listen, mut broadcast, mut verbose, mut numeric) =
        (false, false, false, false, false);
    let mut source = None;
    let mut plain = Vec::new();
    for item in Options::new(call.arguments, "4blNnuv", "pq") {
        match item {
            Item::Flag('u') => udp = true,
            Item::Flag('l') => listen = true,
            Item::Flag('b') => broadcast = true,
            Item::Flag('v') => verbose = true,
            Item::Flag('n') => numeric = true,
            // It closes its side at the end of what it has to send, as with `-N`.
            Item::Flag(_) => {}
            Item::Value('p', word) => source = Some(word),
            Item::Value(_, word) => {
                if word.parse::<i32>().is_err() {
                    return wrong(format!("nc: quit timer invalid: {word}"));
                }
            }
            Item::Plain(word) => plain.push(word),
            Item::Unknown(c) if "6CDdFhIikMmOPrSsTtUVWwXxZz".contains(c) => {
                return Err(Refusal::not_simulated("nc", &format!("-{c}")));
            }
            Item::Unknown(c) => return wrong(format!("nc: invalid option -- '{c}'\n{USAGE}")),
            Item::Missing(c) => {
                return wrong(format!("nc: option requires an argument -- '{c}'\n{USAGE}"));
            }
        }
    }
    let (host, port_word) = match (listen, plain.as_slice()) {
        (false, [_]) => return wrong("nc: missing port number".to_owned()),
        (true, []) => match source {
            Some(port) => (None, port),
            None => return wrong("nc: missing port number".to_owned()),
        },
        (true, [port]) => (None, *port),
        (true, [_, _]) => {
            return Err(Refusal::not_simulated("nc", "listening at one of several addresses"));
        }
        (false, [host, port]) => (Some(*host), *port),
        _ => return wrong(USAGE.to_owned()),
    };
    let port = port_number(port_word)?;
    if !listen && source.is_some() {
        return Err(Refusal::not_simulated("nc", "-p without -l"));
    }
    let to = match host {
        None => None,
        Some(host) => match target(host).filter(|_| !numeric || inet_aton(host).is_some()) {
            Some(to) => Some(to),
            None => {
                return wrong(format!(
                    "nc: getaddrinfo for host \"{host}\" port {port_word}: Name or service not known"
                ));
            }
        },
    };
    let send = call.stdin.iter().filter(|bytes| !bytes.is_empty()).cloned().collect();
    let netcat = Netcat { udp, listen, to, port, send, broadcast };
    let view = View::Netcat { verbose, numeric, typed: host.unwrap_or_default().to_owned() };
    Ok(run(Tool::Nc, App::Netcat(netcat), view))
}

fn port_number(word: &str) -> Result<u16, Refusal> {
    let services = [("http", 80), ("domain", 53), ("tftp", 69), ("telnet", 23), ("smtp", 25)];
    if let Some((_, port)) = services.iter().find(|(name, _)| *name == word) {
        return Ok(*port);
    }
    if word.contains('-') && word.split('-').all(|part| part.parse::<u16>().is_ok()) {
        return Err(Refusal::not_simulated("nc", "a range of ports"));
    }
    match word.parse::<u64>() {
        Ok(number @ 1..=65_535) => Ok(u16::try_from(number).unwrap_or(u16::MAX)),
        Ok(0) => Err(Refusal::wrong(1, format!("nc: port number too small: {word}"))),
        Ok(_) => Err(Refusal::wrong(1, format!("nc: port number too large: {word}"))),
        Err(_) => Err(Refusal::wrong(1, format!("nc: port number invalid: {word}"))),
    }
}
