//! `dhclient` (ISC).

use super::{Call, Parsed, run};
use crate::command::{Refusal, Tool, View};
use wireglass_sim::app::{App, DhcpClient};

const USAGE: &str = "Usage: dhclient [-4] [-v] [-1] [-r] [interface]";

pub(super) fn parse(call: &Call<'_>) -> Parsed {
    let (mut release, mut verbose) = (false, false);
    let mut interfaces: Vec<&str> = Vec::new();
    for word in call.arguments {
        match word.as_str() {
            "-r" => release = true,
            "-v" => verbose = true,
            "-q" => verbose = false,
            // It gives up in the end either way, and is in the foreground until it has an address.
            "-1" | "-4" | "-nw" | "-w" => {}
            "-6" | "-x" | "-d" | "-n" | "-p" | "-s" | "-cf" | "-lf" | "-pf" | "-sf" | "-e"
            | "-g" | "-I" | "-F" | "-V" | "-T" | "-P" | "-N" | "-S" | "-i" | "-timeout"
            | "--version" | "--help" => return Err(Refusal::not_simulated("dhclient", word)),
            option if option.starts_with('-') => {
                let text = format!("Unknown command: {option}\n{USAGE}");
                return Err(Refusal::wrong(1, text));
            }
            name => interfaces.push(name),
        }
    }
    if interfaces.len() > 1 {
        return Err(Refusal::not_simulated("dhclient", "more than one interface"));
    }
    let interface = interfaces.first().copied().unwrap_or(call.context.first_interface());
    if !call.context.has_interface(interface) {
        let text = format!(
            "Cannot find device \"{interface}\"\n\
             Error getting hardware address for \"{interface}\": No such device"
        );
        return Err(Refusal::wrong(1, text));
    }
    let client = DhcpClient { interface: interface.to_owned(), release, stay: !release };
    Ok(run(Tool::Dhclient, App::DhcpClient(client), View::Dhclient { verbose }))
}
