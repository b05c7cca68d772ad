//! `route` (net-tools; `route print` as on Windows).

use super::{Call, Parsed, classful_prefix, has_host_bits, prefix_of_mask, run};
use crate::command::{Refusal, Tool, View};
use crate::options::inet_aton;
use std::net::Ipv4Addr;
use wireglass_sim::app::{App, Change};

const USAGE: &str = "Usage: route [-n]                             List kernel routing tables\n\
\x20      route {add|del} ...                    Modify routing table\n\
\n\
\x20       -n, --numeric            don't resolve names";
const CHANGE_USAGE: &str = "Usage: inet_route del {-host|-net} Target[/prefix] [gw Gw] [metric M] [[dev] If]\n\
\x20      inet_route add {-host|-net} Target[/prefix] [gw Gw] [metric M]\n\
\x20                             [netmask N] [[dev] If]";

pub(super) fn parse(call: &Call<'_>) -> Parsed {
    let mut numeric = false;
    let mut words = call.arguments;
    while let [first, rest @ ..] = words {
        match first.as_str() {
            "-n" | "--numeric" => numeric = true,
            "-v" | "--verbose" | "-4" => {}
            "-e" | "-ee" | "-F" | "-C" | "-A" | "-6" | "-V" => {
                return Err(Refusal::not_simulated("route", first));
            }
            option if option.starts_with('-') => {
                let letter = option.chars().nth(1).unwrap_or('-');
                let text = format!("route: invalid option -- '{letter}'\n{USAGE}");
                return Err(Refusal::wrong(3, text));
            }
            _ => break,
        }
        words = rest;
    }
    let Some((command, rest)) = words.split_first() else {
        return Ok(run(Tool::Route, App::Show, View::Route { numeric, netstat: false }));
    };
    match command.to_ascii_lowercase().as_str() {
        "print" => Ok(run(Tool::Route, App::Show, View::RoutePrint)),
        "add" => change(call, rest, true),
        "del" | "delete" => change(call, rest, false),
        "flush" => Err(Refusal::not_simulated("route", "flush")),
        _ => Err(Refusal::wrong(3, USAGE)),
    }
}

fn change(call: &Call<'_>, words: &[String], add: bool) -> Parsed {
    let unknown = |word: &str| Refusal::wrong(6, format!("{word}: Unknown host"));
    let usage = || Refusal::wrong(3, CHANGE_USAGE);
    let mut words = words.iter();
    let mut next = words.next().ok_or_else(usage)?;
    let mut host = false;
    if next == "-net" || next == "-host" {
        host = next == "-host";
        next = words.next().ok_or_else(usage)?;
    }
    let (target, length) = match next.split_once('/') {
        Some((target, length)) => {
            (target, Some(length.parse::<u8>().ok().filter(|n| *n <= 32).ok_or_else(usage)?))
        }
        None => (next.as_str(), None),
    };
    let (network, mut prefix) = if target == "default" {
        (Ipv4Addr::UNSPECIFIED, Some(0))
    } else {
        let ip = inet_aton(target).ok_or_else(|| unknown(target))?;
        let whole = host || (length.is_none() && call_is_host(ip));
        (ip, length.or(whole.then_some(32)))
    };
    let mut gateway = None;
    let mut metric = 0;
    while let Some(word) = words.next() {
        let mut value = || words.next().ok_or_else(usage);
        match word.as_str() {
            "gw" | "gateway" => {
                let word = value()?;
                gateway = Some(inet_aton(word).ok_or_else(|| unknown(word))?);
            }
            "netmask" | "mask" => {
                let word = value()?;
                let bits = prefix_of_mask(word)
                    .ok_or_else(|| Refusal::wrong(3, format!("route: bogus netmask {word}")))?;
                prefix = Some(bits);
            }
            "metric" => metric = value()?.parse().map_err(|_| usage())?,
            "dev" => device(call, value()?)?,
            "reject" | "mss" | "window" | "irtt" | "mod" | "dyn" | "reinstate" => {
                return Err(Refusal::not_simulated("route", word));
            }
            // As Windows has it: `route add 10.0.0.0 mask 255.0.0.0 10.0.0.1`.
            word if gateway.is_none() && inet_aton(word).is_some() => gateway = inet_aton(word),
            word => device(call, word)?,
        }
    }
    let prefix = prefix.unwrap_or_else(|| classful_prefix(network));
    if has_host_bits(network, prefix) {
        let text = format!("route: netmask doesn't match route address\n{CHANGE_USAGE}");
        return Err(Refusal::wrong(3, text));
    }
    let change = match (add, gateway) {
        (false, _) => Change::DropRoute { network, prefix },
        (true, Some(gateway)) => Change::SetRoute { network, prefix, gateway, metric },
        (true, None) => return Err(Refusal::wrong(7, "SIOCADDRT: No such device")),
    };
    Ok(run(Tool::Route, App::Change(change), View::Change { tool: Tool::Route }))
}

/// Without `-net` or `-host`, an address with bits beyond its class's network is a host's.
fn call_is_host(ip: Ipv4Addr) -> bool {
    has_host_bits(ip, classful_prefix(ip))
}

fn device(call: &Call<'_>, name: &str) -> Result<(), Refusal> {
    if call.context.has_interface(name) {
        return Ok(());
    }
    Err(Refusal::wrong(7, "SIOCADDRT: No such device"))
}
