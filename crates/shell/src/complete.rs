//! What the Tab key adds.

use crate::command::Tool;
use crate::context::Context;
use crate::words::{Placed, Token, scan};

/// What may stand where the cursor is: whole words that begin as the word under the cursor does,
/// in order, without repetition. `cursor` counts bytes; one inside a character or beyond the end
/// means the character's beginning or the end.
///
/// The page puts in what all of them share, and shows them if that is nothing.
pub fn complete(line: &str, cursor: usize, context: &Context) -> Vec<String> {
    let cursor = (0..=cursor.min(line.len())).rev().find(|at| line.is_char_boundary(*at));
    let before = line.get(..cursor.unwrap_or(0)).unwrap_or_default();
    let (tokens, _) = scan(before);
    // What stands in front of a pipe or a `;` is another command.
    let mut words: Vec<&Placed> = Vec::new();
    for token in &tokens {
        match token.token {
            Token::Operator("<<<") | Token::Word(_) => words.push(token),
            Token::Operator(_) => words.clear(),
        }
    }
    let open = !before.ends_with([' ', '\t']);
    let word = match words.last() {
        Some(Placed { token: Token::Word(word), .. }) if open => {
            let word = word.clone();
            words.pop();
            word
        }
        _ => String::new(),
    };
    let texts: Vec<&str> = words
        .iter()
        .filter_map(|placed| match &placed.token {
            Token::Word(word) if word != "sudo" => Some(word.as_str()),
            _ => None,
        })
        .collect();
    let mut found: Vec<String> = candidates(&texts, &word, context)
        .into_iter()
        .filter(|candidate| candidate.starts_with(&word) && *candidate != word)
        .collect();
    found.sort();
    found.dedup();
    found
}

/// Everything that may stand behind `words`.
fn candidates(words: &[&str], word: &str, context: &Context) -> Vec<String> {
    let Some((name, rest)) = words.split_first() else {
        return Tool::ALL.iter().map(|tool| tool.name().to_owned()).collect();
    };
    let Some(tool) = Tool::named(name) else { return Vec::new() };
    let texts = |words: &[&str]| words.iter().map(ToString::to_string).collect::<Vec<_>>();
    let last = rest.last().copied().unwrap_or_default();
    match tool {
        Tool::Help | Tool::Man => return Tool::ALL.iter().map(|t| t.name().to_owned()).collect(),
        Tool::Ip => return of_ip(rest, context),
        Tool::Ping if last == "-M" => return texts(&["do", "dont", "want"]),
        Tool::Tftp if last == "-m" => return texts(&["ascii", "binary"]),
        Tool::Tftp if last == "-c" => return texts(&["get", "put"]),
        Tool::Curl if last == "-X" => return texts(&["GET", "HEAD", "POST", "PUT", "DELETE"]),
        Tool::Host if last == "-t" => return texts(&TYPES),
        _ => {}
    }
    if word.starts_with(['-', '/', '+']) {
        return texts(options(tool));
    }
    let mut all = match tool {
        Tool::Dhclient => context.interfaces.clone(),
        Tool::Ifconfig if rest.is_empty() => context.interfaces.clone(),
        Tool::Ifconfig => texts(&["netmask", "up"]),
        Tool::Ipconfig if rest.len() == 1 => context.interfaces.clone(),
        Tool::Arp if last == "-i" => context.interfaces.clone(),
        Tool::Route if rest.is_empty() => texts(&["add", "del", "print"]),
        Tool::Route => {
            [texts(&["default", "gw", "netmask", "metric", "dev"]), places(context)].concat()
        }
        Tool::Dig if word.starts_with('@') => {
            places(context).into_iter().map(|place| format!("@{place}")).collect()
        }
        Tool::Dig => [texts(&TYPES), places(context)].concat(),
        Tool::Curl => places(context)
            .into_iter()
            .flat_map(|place| [format!("http://{place}/"), place])
            .collect(),
        Tool::Ping
        | Tool::Traceroute
        | Tool::Arp
        | Tool::Nc
        | Tool::Tftp
        | Tool::Nslookup
        | Tool::Host => places(context),
        Tool::Clear
        | Tool::Echo
        | Tool::Help
        | Tool::History
        | Tool::Hostname
        | Tool::Ip
        | Tool::Ipconfig
        | Tool::Man
        | Tool::Netstat
        | Tool::Printf
        | Tool::Ss => Vec::new(),
    };
    // With nothing typed, options are not offered beside what is more likely meant.
    if all.is_empty() && word.is_empty() {
        all = texts(options(tool));
    }
    all
}

const TYPES: [&str; 8] = ["A", "AAAA", "CNAME", "MX", "NS", "PTR", "SOA", "TXT"];

fn places(context: &Context) -> Vec<String> {
    let addresses = context.addresses.iter().map(ToString::to_string);
    context.names.iter().cloned().chain(addresses).collect()
}

/// `ip` has words where other tools have options.
fn of_ip(rest: &[&str], context: &Context) -> Vec<String> {
    let texts = |words: &[&str]| words.iter().map(ToString::to_string).collect::<Vec<_>>();
    let words: Vec<&str> = rest.iter().copied().filter(|word| !word.starts_with('-')).collect();
    let object = words.first().copied().unwrap_or_default();
    match (words.as_slice(), object.chars().next()) {
        ([], _) => texts(&["addr", "link", "neigh", "route", "-4", "-br"]),
        ([.., "dev"], _) => context.interfaces.clone(),
        ([.., "via"], _) => context.addresses.iter().map(ToString::to_string).collect(),
        ([_], Some('a' | 'n')) => texts(&["add", "del", "flush", "replace", "show"]),
        ([_], Some('r')) => texts(&["add", "del", "get", "replace", "show"]),
        ([_], Some('l')) => texts(&["show"]),
        ([_, command], _) if command.starts_with('s') => context.interfaces.clone(),
        ([_, "flush"], Some('n')) => texts(&["all", "dev"]),
        (_, Some('r')) => [texts(&["default", "dev", "metric", "via"]), places(context)].concat(),
        (_, Some('n')) => [texts(&["dev", "lladdr"]), places(context)].concat(),
        _ => texts(&["dev"]),
    }
}

/// The options of a tool that are worth offering.
const fn options(tool: Tool) -> &'static [&'static str] {
    match tool {
        Tool::Arp => &["-a", "-d", "-g", "-i", "-n", "-s"],
        Tool::Curl => {
            &["-I", "-S", "-X", "-d", "-i", "-m", "-s", "-v", "--tftp-blksize", "--tftp-no-options"]
        }
        Tool::Dhclient => &["-1", "-r", "-v"],
        Tool::Dig => &["+answer", "+noall", "+norecurse", "+nostats", "+short", "-t", "-x"],
        Tool::Echo => &["-e", "-n"],
        Tool::Host => &["-r", "-t"],
        Tool::Hostname => &["-I"],
        Tool::Ifconfig => &["-a"],
        Tool::Ipconfig => &["/all", "/release", "/renew"],
        Tool::Nc => &["-N", "-b", "-l", "-n", "-p", "-u", "-v"],
        Tool::Netstat => &["-a", "-an", "-i", "-l", "-n", "-p", "-r", "-rn", "-t", "-tulpn", "-u"],
        Tool::Nslookup => &["-type=A", "-type=MX", "-type=NS", "-type=PTR", "-type=SOA"],
        Tool::Ping => &["-M", "-W", "-b", "-c", "-i", "-n", "-q", "-s", "-t"],
        Tool::Route => &["-n"],
        Tool::Ss => &["-H", "-a", "-l", "-n", "-p", "-t", "-tan", "-tulpn", "-u"],
        Tool::Tftp => &["-c", "-m", "-v"],
        Tool::Traceroute => &["-I", "-f", "-m", "-n", "-q", "-w"],
        Tool::Clear | Tool::Help | Tool::History | Tool::Ip | Tool::Man | Tool::Printf => &[],
    }
}

#[cfg(test)]
mod tests;
