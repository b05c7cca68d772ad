//! `ip` (iproute2), with the abbreviations it takes: the beginning of a word, as long as nothing
//! that comes before it in its own list begins alike.

use super::{Call, Parsed, has_host_bits, mac_address, run};
use crate::command::{Builtin, Command, Refusal, Stream, Tool, View, lines};
use crate::context::Context;
use crate::options::inet_aton;
use std::net::Ipv4Addr;
use wireglass_sim::app::{App, Change};

const USAGE: &str = "Usage: ip [ OPTIONS ] OBJECT { COMMAND | help }\n\
where  OBJECT := { address | link | neighbor | neighbour | route }\n\
\x20      OPTIONS := { -4 | -br[ief] }";
const ADDRESS_USAGE: &str = "Usage: ip address {add|replace} IFADDR dev IFNAME\n\
\x20      ip address del IFADDR dev IFNAME\n\
\x20      ip address flush dev IFNAME\n\
\x20      ip address [ show [ dev IFNAME ] ]";
const ROUTE_USAGE: &str = "Usage: ip route { list | flush } SELECTOR\n\
\x20      ip route get ADDRESS\n\
\x20      ip route { add | del | change | replace } ROUTE\n\
ROUTE := PREFIX via ADDRESS [ dev STRING ] [ metric METRIC ]";
const NEIGHBOUR_USAGE: &str = "Usage: ip neigh { add | del | change | replace }\n\
\x20               ADDR [ lladdr LLADDR ] [ nud STATE ] dev DEV\n\
\x20      ip neigh { show | flush } [ dev DEV ]";
const LINK_USAGE: &str = "Usage: ip link [ show [ DEVICE ] ]";

/// The objects in `ip`'s own order, which decides what an abbreviation means.
const OBJECTS: [&str; 26] = [
    "address",
    "addrlabel",
    "maddress",
    "route",
    "rule",
    "neighbor",
    "neighbour",
    "link",
    "l2tp",
    "ntable",
    "ntbl",
    "tunnel",
    "tunl",
    "tuntap",
    "tap",
    "token",
    "tcpmetrics",
    "monitor",
    "xfrm",
    "mroute",
    "mrule",
    "netns",
    "netconf",
    "vrf",
    "nexthop",
    "help",
];

/// The one of `words` that `typed` abbreviates.
fn abbreviated(typed: &str, words: &[&'static str]) -> Option<&'static str> {
    words.iter().copied().find(|word| !typed.is_empty() && word.starts_with(typed))
}

fn wrong(status: u8, text: impl AsRef<str>) -> Refusal {
    Refusal::wrong(status, text)
}

fn help(text: &str) -> Command {
    Command::Shell(Builtin::Say(lines(text, Stream::Err)))
}

pub(super) fn parse(call: &Call<'_>) -> Parsed {
    let mut brief = false;
    let mut four = false;
    let mut words = call.arguments;
    while let [first, rest @ ..] = words {
        let Some(option) = first.strip_prefix('-') else { break };
        let option = option.strip_prefix('-').unwrap_or(option);
        match option {
            "4" => four = true,
            "c" | "color" => {}
            "h" | "help" | "he" | "hel" => return Ok(help(USAGE)),
            _ if option.len() > 1 && "brief".starts_with(option) => brief = true,
            "6" | "0" | "B" | "M" | "s" | "stats" | "statistics" | "d" | "details" | "r"
            | "resolve" | "o" | "oneline" | "j" | "json" | "p" | "pretty" | "f" | "family"
            | "n" | "netns" | "t" | "ts" | "a" | "all" | "b" | "batch" | "V" | "Version" => {
                return Err(Refusal::not_simulated("ip", first));
            }
            _ => {
                return Err(wrong(
                    255,
                    format!("Option \"{first}\" is unknown, try \"ip -help\"."),
                ));
            }
        }
        words = rest;
    }
    let Some((object, rest)) = words.split_first() else { return Err(wrong(255, USAGE)) };
    let line = Line { words: rest, context: call.context, brief, four };
    match abbreviated(object, &OBJECTS) {
        Some("address") => line.address(),
        Some("route") => line.route(),
        Some("neighbor" | "neighbour") => line.neighbour(),
        Some("link") => line.link(),
        Some("help") => Ok(help(USAGE)),
        Some(other) => Err(Refusal::not_simulated("ip", &format!("ip {other}"))),
        None => Err(wrong(1, format!("Object \"{object}\" is unknown, try \"ip help\"."))),
    }
}

/// What stands behind the object.
struct Line<'a> {
    words: &'a [String],
    context: &'a Context,
    brief: bool,
    four: bool,
}

fn change(change: Change) -> Command {
    run(Tool::Ip, App::Change(change), View::Change { tool: Tool::Ip })
}

fn incomplete() -> Refusal {
    wrong(255, "Command line is not complete. Try option \"help\"")
}

/// An address with its prefix, `default` or `any` too where networks are meant.
fn prefix(word: &str, network: bool) -> Result<(Ipv4Addr, u8), Refusal> {
    let bad = || wrong(1, format!("Error: any valid prefix is expected rather than \"{word}\"."));
    if network && matches!(word, "default" | "any" | "all") {
        return Ok((Ipv4Addr::UNSPECIFIED, 0));
    }
    let (ip, length) = word.split_once('/').unwrap_or((word, "32"));
    // Shorter forms are filled with zeros at the end here: `10/8` is 10.0.0.0/8.
    let dots = ip.matches('.').count();
    let whole = format!("{ip}{}", ".0".repeat(3_usize.saturating_sub(dots)));
    let ip = inet_aton(&whole).ok_or_else(bad)?;
    let length = length.parse::<u8>().ok().filter(|n| *n <= 32).ok_or_else(bad)?;
    Ok((ip, length))
}

fn address_of(word: &str) -> Result<Ipv4Addr, Refusal> {
    inet_aton(word)
        .filter(|_| word.matches('.').count() == 3)
        .ok_or_else(|| wrong(1, format!("Error: inet address is expected rather than \"{word}\".")))
}

impl<'a> Line<'a> {
    fn command(&self) -> (Option<&'a str>, &'a [String]) {
        match self.words.split_first() {
            Some((first, rest)) => (Some(first), rest),
            None => (None, &[]),
        }
    }

    /// The interface must exist to be changed.
    fn device(&self, name: &str) -> Result<String, Refusal> {
        if self.context.has_interface(name) {
            return Ok(name.to_owned());
        }
        Err(wrong(1, format!("Cannot find device \"{name}\"")))
    }

    /// What `show` may be asked for: an interface, with `dev` before it or without.
    fn shown(&self, rest: &[String]) -> Result<Option<String>, Refusal> {
        let mut shown = None;
        let mut words = rest.iter();
        while let Some(word) = words.next() {
            let name = match word.as_str() {
                "dev" => words.next().ok_or_else(incomplete)?,
                "up" => continue,
                "scope" | "to" | "label" | "type" | "master" | "dynamic" | "permanent" | "vrf" => {
                    return Err(Refusal::not_simulated("ip", word));
                }
                _ => word,
            };
            if name != "lo" && !self.context.has_interface(name) {
                return Err(wrong(1, format!("Device \"{name}\" does not exist.")));
            }
            shown = Some(name.clone());
        }
        Ok(shown)
    }

    fn address(&self) -> Parsed {
        const COMMANDS: [&str; 10] =
            ["add", "change", "replace", "delete", "show", "lst", "list", "flush", "save", "help"];
        let (command, rest) = self.command();
        let Some(command) = command else { return self.show_address(&[]) };
        match abbreviated(command, &COMMANDS) {
            Some("show" | "list" | "lst") => self.show_address(rest),
            Some("flush") if rest.is_empty() => Err(wrong(1, "Flush requires arguments.")),
            Some("flush") => match self.shown(rest)? {
                Some(interface) => {
                    let interface = self.device(&interface)?;
                    Ok(change(Change::DropAddress { interface }))
                }
                None => Err(wrong(1, "Flush requires arguments.")),
            },
            Some("help") => Ok(help(ADDRESS_USAGE)),
            Some("save") => Err(Refusal::not_simulated("ip", "ip address save")),
            Some(command) => self.change_address(command, rest),
            // An interface may stand where the command does.
            None if self.context.has_interface(command) || command == "dev" => {
                self.show_address(self.words)
            }
            None => Err(wrong(
                255,
                format!("Command \"{command}\" is unknown, try \"ip address help\"."),
            )),
        }
    }

    fn show_address(&self, rest: &[String]) -> Parsed {
        let interface = self.shown(rest)?;
        let view = View::IpAddress { brief: self.brief, four: self.four, interface };
        Ok(run(Tool::Ip, App::Show, view))
    }

    fn change_address(&self, command: &str, rest: &[String]) -> Parsed {
        let mut local = None;
        let mut device = None;
        let mut words = rest.iter();
        while let Some(word) = words.next() {
            match word.as_str() {
                "dev" => device = Some(words.next().ok_or_else(incomplete)?),
                "broadcast" | "brd" | "scope" | "label" | "valid_lft" | "preferred_lft" => {
                    words.next().ok_or_else(incomplete)?;
                }
                "peer" | "anycast" | "metric" | "proto" => {
                    return Err(Refusal::not_simulated("ip", word));
                }
                "local" => local = Some(prefix(words.next().ok_or_else(incomplete)?, false)?),
                word if local.is_none() => local = Some(prefix(word, false)?),
                word => {
                    return Err(wrong(
                        255,
                        format!(
                            "Error: either \"local\" is duplicate, or \"{word}\" is a garbage."
                        ),
                    ));
                }
            }
        }
        let Some(device) = device else {
            return Err(wrong(1, "Not enough information: \"dev\" argument is required."));
        };
        let interface = self.device(device)?;
        if command == "delete" {
            return Ok(change(Change::DropAddress { interface }));
        }
        let Some((address, prefix)) = local else { return Err(incomplete()) };
        Ok(change(Change::SetAddress { interface, address, prefix }))
    }

    fn route(&self) -> Parsed {
        const COMMANDS: [&str; 14] = [
            "list", "show", "lst", "get", "add", "change", "replace", "prepend", "append", "test",
            "delete", "flush", "save", "help",
        ];
        let (command, rest) = self.command();
        let Some(command) = command else { return self.show_routes(&[]) };
        match abbreviated(command, &COMMANDS) {
            Some("list" | "show" | "lst") => self.show_routes(rest),
            Some("get") => {
                let Some(word) = rest.first() else { return Err(wrong(255, ROUTE_USAGE)) };
                if rest.len() > 1 {
                    return Err(Refusal::not_simulated("ip", &format!("get {word} with more")));
                }
                let (ip, _) = prefix(word, false)?;
                Ok(run(Tool::Ip, App::Show, View::IpRouteGet(ip)))
            }
            Some("help") => Ok(help(ROUTE_USAGE)),
            Some("flush") if rest.is_empty() => {
                Err(wrong(1, "\"ip route flush\" requires arguments."))
            }
            Some(command @ ("flush" | "save" | "test" | "prepend" | "append")) => {
                Err(Refusal::not_simulated("ip", &format!("ip route {command}")))
            }
            Some(command) => self.change_route(command, rest),
            None => {
                Err(wrong(255, format!("Command \"{command}\" is unknown, try \"ip route help\".")))
            }
        }
    }

    fn show_routes(&self, rest: &[String]) -> Parsed {
        let (default_only, rest) = match rest {
            [first, rest @ ..] if first == "default" => (true, rest),
            rest => (false, rest),
        };
        if let Some(word) = rest.first().filter(|word| {
            word.starts_with(|c: char| c.is_ascii_digit())
                || ["table", "proto", "scope", "root", "match", "exact", "via", "type", "cache"]
                    .contains(&word.as_str())
        }) {
            return Err(Refusal::not_simulated("ip", &format!("selecting routes by {word}")));
        }
        let interface = self.shown(rest)?;
        Ok(run(Tool::Ip, App::Show, View::IpRoute { interface, default_only }))
    }

    fn change_route(&self, command: &str, rest: &[String]) -> Parsed {
        if rest.is_empty() {
            return Err(wrong(255, ROUTE_USAGE));
        }
        let mut network = None;
        let mut gateway = None;
        let mut metric = 0;
        let mut words = rest.iter();
        while let Some(word) = words.next() {
            match word.as_str() {
                "via" => {
                    let word = words.next().ok_or_else(incomplete)?;
                    gateway = Some(address_of(word)?);
                }
                "dev" => {
                    self.device(words.next().ok_or_else(incomplete)?)?;
                }
                "metric" | "priority" | "preference" => {
                    let word = words.next().ok_or_else(incomplete)?;
                    metric = word.parse().map_err(|_| {
                        wrong(
                            255,
                            format!(
                                "Error: argument \"{word}\" is wrong: \"metric\" value is invalid"
                            ),
                        )
                    })?;
                }
                "proto" | "protocol" | "scope" | "src" => {
                    words.next().ok_or_else(incomplete)?;
                }
                "to" | "unicast" => {}
                "blackhole" | "unreachable" | "prohibit" | "throw" | "table" | "mtu" | "onlink"
                | "nexthop" => return Err(Refusal::not_simulated("ip", word)),
                word if network.is_none() => network = Some(prefix(word, true)?),
                word => {
                    return Err(wrong(
                        255,
                        format!("Error: either \"to\" is duplicate, or \"{word}\" is a garbage."),
                    ));
                }
            }
        }
        let Some((network, prefix)) = network else { return Err(incomplete()) };
        if has_host_bits(network, prefix) {
            return Err(wrong(2, "Error: Invalid prefix for given prefix length."));
        }
        if command == "delete" {
            return Ok(change(Change::DropRoute { network, prefix }));
        }
        let Some(gateway) = gateway else {
            return Err(Refusal::not_simulated("ip", "a route without `via'"));
        };
        Ok(change(Change::SetRoute { network, prefix, gateway, metric }))
    }

    fn neighbour(&self) -> Parsed {
        const COMMANDS: [&str; 10] =
            ["add", "change", "replace", "delete", "get", "show", "lst", "list", "flush", "help"];
        let (command, rest) = self.command();
        let Some(command) = command else { return self.show_neighbours(&[]) };
        match abbreviated(command, &COMMANDS) {
            Some("show" | "list" | "lst") => self.show_neighbours(rest),
            Some("flush") if rest.is_empty() => Err(wrong(1, "Flush requires arguments.")),
            Some("flush") => {
                if rest != ["all"] {
                    self.shown(rest)?;
                }
                Ok(change(Change::ForgetNeighbours))
            }
            Some("get") => Err(Refusal::not_simulated("ip", "ip neigh get")),
            Some("help") => Ok(help(NEIGHBOUR_USAGE)),
            Some(command) => self.change_neighbour(command, rest),
            None => {
                Err(wrong(255, format!("Command \"{command}\" is unknown, try \"ip neigh help\".")))
            }
        }
    }

    fn show_neighbours(&self, rest: &[String]) -> Parsed {
        let interface = self.shown(rest)?;
        Ok(run(Tool::Ip, App::Show, View::IpNeighbour { brief: self.brief, interface }))
    }

    fn change_neighbour(&self, command: &str, rest: &[String]) -> Parsed {
        let mut ip = None;
        let mut mac = None;
        let mut device = None;
        let mut words = rest.iter();
        while let Some(word) = words.next() {
            match word.as_str() {
                "lladdr" => mac = Some(words.next().ok_or_else(incomplete)?),
                "dev" => device = Some(words.next().ok_or_else(incomplete)?),
                "nud" | "proto" => {
                    words.next().ok_or_else(incomplete)?;
                }
                "proxy" => return Err(Refusal::not_simulated("ip", word)),
                "to" => {}
                word => {
                    ip = Some(inet_aton(word).ok_or_else(|| {
                        let text =
                            format!("Error: any valid address is expected rather than \"{word}\".");
                        wrong(1, text)
                    })?);
                }
            }
        }
        let (Some(ip), Some(device)) = (ip, device) else {
            return Err(wrong(255, "Device and destination are required arguments."));
        };
        if command == "delete" {
            self.device(device)?;
            return Ok(change(Change::ForgetNeighbour(ip)));
        }
        let Some(mac) = mac else {
            return Err(Refusal::not_simulated("ip", "a neighbour without `lladdr'"));
        };
        let Some(mac) = mac_address(mac) else {
            return Err(wrong(1, format!("\"{mac}\" is invalid lladdr.")));
        };
        self.device(device)?;
        Ok(change(Change::SetNeighbour(ip, mac)))
    }

    fn link(&self) -> Parsed {
        const COMMANDS: [&str; 10] =
            ["add", "set", "replace", "change", "delete", "show", "list", "lst", "xstats", "help"];
        let (command, rest) = self.command();
        let show = |rest| {
            let interface = self.shown(rest)?;
            Ok(run(Tool::Ip, App::Show, View::IpLink { brief: self.brief, interface }))
        };
        let Some(command) = command else { return show(&[]) };
        match abbreviated(command, &COMMANDS) {
            Some("show" | "list" | "lst") => show(rest),
            Some("help") => Ok(help(LINK_USAGE)),
            Some("set") => {
                let name = rest.iter().find(|word| *word != "dev").ok_or_else(incomplete)?;
                self.device(name)?;
                Err(Refusal::not_simulated("ip", "ip link set"))
            }
            Some(command) => Err(Refusal::not_simulated("ip", &format!("ip link {command}"))),
            None => {
                Err(wrong(255, format!("Command \"{command}\" is unknown, try \"ip link help\".")))
            }
        }
    }
}
