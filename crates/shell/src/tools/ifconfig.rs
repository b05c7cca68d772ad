//! `ifconfig` (net-tools) and `ipconfig` (Windows).

use super::{Call, Parsed, classful_prefix, prefix_of_mask, run};
use crate::command::{Refusal, Tool, View};
use crate::options::inet_aton;
use wireglass_sim::app::{App, Change, DhcpClient};

const HINT: &str = "ifconfig: `--help' gives usage information.";

pub(super) fn parse(call: &Call<'_>) -> Parsed {
    let mut words = call.arguments;
    while let [first, rest @ ..] = words {
        match first.as_str() {
            "-a" => {}
            "-s" | "-v" => return Err(Refusal::not_simulated("ifconfig", first)),
            option if option.starts_with('-') => {
                let text = format!("ifconfig: option `{option}' not recognised.\n{HINT}");
                return Err(Refusal::wrong(1, text));
            }
            _ => break,
        }
        words = rest;
    }
    let Some((interface, rest)) = words.split_first() else {
        return Ok(run(Tool::Ifconfig, App::Show, View::Ifconfig { interface: None }));
    };
    let known = interface == "lo" || call.context.has_interface(interface);
    if rest.is_empty() {
        if !known {
            let text =
                format!("{interface}: error fetching interface information: Device not found");
            return Err(Refusal::wrong(1, text));
        }
        let view = View::Ifconfig { interface: Some(interface.clone()) };
        return Ok(run(Tool::Ifconfig, App::Show, view));
    }
    configure(call, interface, rest)
}

fn configure(call: &Call<'_>, interface: &str, words: &[String]) -> Parsed {
    let mut address = None;
    let mut prefix = None;
    let mut words = words.iter();
    while let Some(word) = words.next() {
        match word.as_str() {
            "netmask" | "broadcast" => {
                let Some(value) = words.next() else {
                    return Err(Refusal::wrong(1, HINT));
                };
                if inet_aton(value).is_none() {
                    return Err(Refusal::wrong(1, format!("{value}: Unknown host")));
                }
                if word == "netmask" {
                    let Some(bits) = prefix_of_mask(value) else {
                        return Err(Refusal::wrong(255, "SIOCSIFNETMASK: Invalid argument"));
                    };
                    prefix = Some(bits);
                }
            }
            "up" => {}
            "down" | "arp" | "-arp" | "promisc" | "-promisc" | "allmulti" | "mtu" | "hw"
            | "multicast" | "add" | "del" | "pointopoint" | "metric" | "txqueuelen" => {
                return Err(Refusal::not_simulated("ifconfig", word));
            }
            _ => {
                let (ip, length) = word.split_once('/').unwrap_or((word, ""));
                let parsed = inet_aton(ip);
                let bits = length.parse::<u8>().ok().filter(|n| *n <= 32);
                let (Some(ip), true) = (parsed, length.is_empty() || bits.is_some()) else {
                    let text = format!("{word}: Unknown host\n{HINT}");
                    return Err(Refusal::wrong(1, text));
                };
                address = Some(ip);
                prefix = bits.or(prefix);
            }
        }
    }
    if !call.context.has_interface(interface) {
        let text = format!(
            "SIOCSIFADDR: No such device\n\
             {interface}: ERROR while getting interface flags: No such device"
        );
        return Err(Refusal::wrong(255, text));
    }
    let Some(address) = address else {
        return Err(Refusal::not_simulated("ifconfig", "a change without an address"));
    };
    let prefix = prefix.unwrap_or_else(|| classful_prefix(address));
    let change = Change::SetAddress { interface: interface.to_owned(), address, prefix };
    Ok(run(Tool::Ifconfig, App::Change(change), View::Change { tool: Tool::Ifconfig }))
}

pub(super) fn ipconfig(call: &Call<'_>) -> Parsed {
    const USAGE: &str = "\nError: unrecognized or incomplete command line.\n\n\
        USAGE:\n\
        \x20   ipconfig [/all | /renew [adapter] | /release [adapter]]\n";
    let words: Vec<String> =
        call.arguments.iter().map(|word| word.to_ascii_lowercase().replace('-', "/")).collect();
    let Some((option, rest)) = words.split_first() else {
        return Ok(run(Tool::Ipconfig, App::Show, View::Ipconfig { all: false }));
    };
    match (option.as_str(), rest) {
        ("/all", []) => Ok(run(Tool::Ipconfig, App::Show, View::Ipconfig { all: true })),
        ("/release" | "/renew", _) if rest.len() <= 1 => {
            let named = call.arguments.get(1);
            let interface = named.map_or_else(|| call.context.first_interface(), String::as_str);
            if !call.context.has_interface(interface) {
                let text = "The operation failed as no adapter is in the state permissible for\n\
                     this operation.";
                return Err(Refusal::wrong(1, text));
            }
            let release = option == "/release";
            let client = DhcpClient { interface: interface.to_owned(), release, stay: !release };
            Ok(run(Tool::Ipconfig, App::DhcpClient(client), View::IpconfigLease))
        }
        ("/flushdns" | "/displaydns" | "/registerdns" | "/allcompartments", _) => {
            Err(Refusal::not_simulated("ipconfig", option))
        }
        _ => Err(Refusal::wrong(1, USAGE)),
    }
}
