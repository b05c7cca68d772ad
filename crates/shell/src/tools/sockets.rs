//! `netstat` (net-tools) and `ss` (iproute2).

use super::{Call, Parsed, run};
use crate::command::{Refusal, Sockets, Tool, View};
use crate::options::{Item, Options};
use wireglass_sim::app::App;

const NETSTAT_USAGE: &str = "usage: netstat [-n] [-r]                display routing table\n\
\x20      netstat [-a|-l] [-n] [-t] [-u] [-p]  display sockets\n\
\x20      netstat -i                       display interface table";
const SS_USAGE: &str = "Usage: ss [ OPTIONS ]\n\
\x20  -n, --numeric       don't resolve service names\n\
\x20  -a, --all           display all sockets\n\
\x20  -l, --listening     display listening sockets\n\
\x20  -p, --processes     show process using socket\n\
\x20  -4, --ipv4          display only IP version 4 sockets\n\
\x20  -t, --tcp           display only TCP sockets\n\
\x20  -u, --udp           display only UDP sockets\n\
\x20  -H, --no-header     Suppress header line";

/// Long options as letters.
fn shortened(arguments: &[String], table: &[(&str, &str)]) -> Vec<String> {
    let short = |word: &String| {
        let found = table.iter().find(|(long, _)| word == long);
        found.map_or_else(|| word.clone(), |(_, short)| (*short).to_owned())
    };
    arguments.iter().map(short).collect()
}

pub(super) fn netstat(call: &Call<'_>) -> Parsed {
    let long = [
        ("--all", "-a"),
        ("--numeric", "-n"),
        ("--tcp", "-t"),
        ("--udp", "-u"),
        ("--listening", "-l"),
        ("--programs", "-p"),
        ("--program", "-p"),
        ("--route", "-r"),
        ("--interfaces", "-i"),
        ("--wide", "-W"),
    ];
    let arguments = shortened(call.arguments, &long);
    let mut chosen = Vec::new();
    for item in Options::new(&arguments, "antulpri4WA", "") {
        match item {
            Item::Flag('A') => return Err(Refusal::not_simulated("netstat", "-A")),
            Item::Flag(c) => chosen.push(c),
            // The real tool does not look at them either.
            Item::Plain(_) => {}
            Item::Unknown(c) if "ceFgGmMNosSvVwxUCZ6".contains(c) => {
                return Err(Refusal::not_simulated("netstat", &format!("-{c}")));
            }
            Item::Unknown(c) | Item::Missing(c) | Item::Value(c, _) => {
                let text = format!("netstat: invalid option -- '{c}'\n{NETSTAT_USAGE}");
                return Err(Refusal::wrong(3, text));
            }
        }
    }
    let has = |c| chosen.contains(&c);
    if has('r') {
        let view = View::Route { numeric: has('n'), netstat: true };
        return Ok(run(Tool::Netstat, App::Show, view));
    }
    if has('i') {
        return Ok(run(Tool::Netstat, App::Show, View::NetstatInterfaces));
    }
    Ok(run(Tool::Netstat, App::Show, View::Netstat(sockets(&has))))
}

/// Which sockets the letters mean that both tools have in common.
fn sockets(has: &impl Fn(char) -> bool) -> Sockets {
    let both = !has('t') && !has('u');
    Sockets {
        tcp: has('t') || both,
        udp: has('u') || both,
        listening: has('a') || has('l'),
        others: has('a') || !has('l'),
        numeric: has('n'),
        programs: has('p'),
    }
}

pub(super) fn ss(call: &Call<'_>) -> Parsed {
    let long = [
        ("--all", "-a"),
        ("--numeric", "-n"),
        ("--tcp", "-t"),
        ("--udp", "-u"),
        ("--listening", "-l"),
        ("--processes", "-p"),
        ("--ipv4", "-4"),
        ("--no-header", "-H"),
    ];
    let arguments = shortened(call.arguments, &long);
    let mut chosen = Vec::new();
    for item in Options::new(&arguments, "antulp4H", "") {
        match item {
            Item::Flag(c) => chosen.push(c),
            Item::Plain(word) => {
                return Err(Refusal::not_simulated("ss", &format!("the filter `{word}'")));
            }
            Item::Unknown(c) if "hVroemiKsEZzNbdwWx6fAFDSMTQBO0".contains(c) => {
                return Err(Refusal::not_simulated("ss", &format!("-{c}")));
            }
            Item::Unknown(c) | Item::Missing(c) | Item::Value(c, _) => {
                let text = format!("ss: invalid option -- '{c}'\n{SS_USAGE}");
                return Err(Refusal::wrong(255, text));
            }
        }
    }
    let has = |c| chosen.contains(&c);
    Ok(run(Tool::Ss, App::Show, View::Ss { sockets: sockets(&has), header: !has('H') }))
}
