//! `arp` (net-tools; `-g` as on Windows).

use super::{Call, Parsed, mac_address, run, target};
use crate::command::{ArpForm, Refusal, Tool, View};
use crate::options::{Item, Options};
use std::net::Ipv4Addr;
use wireglass_sim::app::{App, Change, Target};

/// Letters of options that the real tool has and this one has not.
const NOT_HERE: &str = "fDHtA";

const USAGE: &str = "Usage:\n\
\x20 arp [-vn]  [-i <if>] [-a] [<hostname>]                    <-Display ARP cache\n\
\x20 arp [-v]   [-i <if>] -d  <host>                          <-Delete ARP entry\n\
\x20 arp [-v]   [-i <if>] -s  <host> <hwaddr>                        <-Add entry\n\
\n\
\x20       -a                       display (all) hosts in alternative (BSD) style\n\
\x20       -e                       display (all) hosts in default (Linux) style\n\
\x20       -s, --set                set a new ARP entry\n\
\x20       -d, --delete             delete a specified entry\n\
\x20       -v, --verbose            be verbose\n\
\x20       -n, --numeric            don't resolve names\n\
\x20       -i, --device             specify network interface (e.g. eth0)";

pub(super) fn parse(call: &Call<'_>) -> Parsed {
    let mut form = ArpForm::Linux;
    let mut numeric = false;
    let mut what = 'a';
    let mut interface = None;
    let mut plain = Vec::new();
    let long = |word: &str| match word {
        "--set" => "-s".to_owned(),
        "--delete" => "-d".to_owned(),
        "--numeric" => "-n".to_owned(),
        "--verbose" => "-v".to_owned(),
        "--device" => "-i".to_owned(),
        "--all" => "-a".to_owned(),
        other => other.to_owned(),
    };
    let arguments: Vec<String> = call.arguments.iter().map(|word| long(word)).collect();
    for item in Options::new(&arguments, "adegnsv", "i") {
        match item {
            Item::Flag('a') => form = ArpForm::Bsd,
            Item::Flag('g') => form = ArpForm::Windows,
            Item::Flag('n') => numeric = true,
            Item::Flag(c @ ('d' | 's')) => what = c,
            Item::Flag(_) => {}
            Item::Value(_, name) => interface = Some(name.to_owned()),
            Item::Plain(word) => plain.push(word),
            Item::Unknown(c) if NOT_HERE.contains(c) => {
                return Err(Refusal::not_simulated("arp", &format!("-{c}")));
            }
            Item::Unknown(c) => {
                let text = format!("arp: invalid option -- '{c}'\n{USAGE}");
                return Err(Refusal::wrong(3, text));
            }
            Item::Missing(c) => {
                let text = format!("arp: option requires an argument -- '{c}'\n{USAGE}");
                return Err(Refusal::wrong(3, text));
            }
        }
    }
    if let Some(name) = interface.as_deref().filter(|name| !call.context.has_interface(name)) {
        let text = format!("arp: device '{name}' has HW address of no known type");
        return Err(Refusal::wrong(255, text));
    }
    let host = plain.first().copied();
    if what == 'a' {
        let only = host.map(address).transpose()?;
        return Ok(run(Tool::Arp, App::Show, View::Arp { form, numeric, only, interface }));
    }
    let Some(host) = host else { return Err(Refusal::wrong(255, "arp: need host name")) };
    let ip = address(host)?;
    let change = if what == 'd' {
        Change::ForgetNeighbour(ip)
    } else {
        let Some(word) = plain.get(1) else {
            return Err(Refusal::wrong(255, "arp: need hardware address"));
        };
        let Some(mac) = mac_address(word) else {
            return Err(Refusal::wrong(255, "arp: invalid hardware address"));
        };
        Change::SetNeighbour(ip, mac)
    };
    Ok(run(Tool::Arp, App::Change(change), View::Change { tool: Tool::Arp }))
}

/// A neighbour is meant by its address; names of neighbours are in no list that this tool reads.
fn address(word: &str) -> Result<Ipv4Addr, Refusal> {
    match target(word) {
        Some(Target::Ip(ip)) => Ok(ip),
        _ => Err(Refusal::wrong(255, format!("{word}: Unknown host"))),
    }
}
