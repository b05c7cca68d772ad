//! `dig`, `nslookup` and `host` (BIND 9).

use super::{Call, Parsed, run, target};
use crate::command::{DigView, Refusal, Tool, View, domain};
use crate::options::{Item, Options};
use std::net::Ipv4Addr;
use wireglass_core::wire::dns::{Name, NameError, RecordType};
use wireglass_sim::app::{App, Lookup, Target};

const DIG_USAGE: &str = "Usage:  dig [@global-server] [domain] [q-type] [q-class] {q-opt}\n\
\x20           {global-d-opt} host [@local-server] {local-d-opt}\n\
\x20           [ host [@local-server] {local-d-opt} [...]]";
const HOST_USAGE: &str = "Usage: host [-r] [-t type] hostname [server]\n\
\x20      -r disables recursive processing\n\
\x20      -t specifies the query type";

/// The types by the names that are typed.
const TYPES: [(&str, RecordType); 12] = [
    ("A", RecordType::A),
    ("NS", RecordType::Ns),
    ("CNAME", RecordType::Cname),
    ("SOA", RecordType::Soa),
    ("PTR", RecordType::Ptr),
    ("MX", RecordType::Mx),
    ("TXT", RecordType::Txt),
    ("AAAA", RecordType::Aaaa),
    ("SRV", RecordType::Srv),
    ("OPT", RecordType::Opt),
    ("HTTPS", RecordType::Https),
    ("ANY", RecordType::Any),
];

/// The type of this name; `TYPE65` works for any (RFC 3597 §5).
fn record_type(word: &str) -> Option<RecordType> {
    let word = word.to_ascii_uppercase();
    let named = TYPES.iter().find(|(name, _)| *name == word).map(|(_, kind)| *kind);
    named.or_else(|| Some(word.strip_prefix("TYPE")?.parse::<u16>().ok()?.into()))
}

/// The name of a type, as these tools print it.
pub(crate) fn type_name(kind: RecordType) -> String {
    let known = TYPES.iter().find(|(_, other)| *other == kind);
    known.map_or_else(|| format!("TYPE{}", kind.number()), |(name, _)| (*name).to_owned())
}

/// The name under which an address's names are (RFC 1035 §3.5).
fn reverse(ip: Ipv4Addr) -> Option<Name> {
    let [a, b, c, d] = ip.octets();
    domain(&format!("{d}.{c}.{b}.{a}.in-addr.arpa"))
}

/// Words that `dig` takes behind a `+`, with `no` before them or without, which only say what is shown.
const DIG_SHOWS: [&str; 8] =
    ["short", "cmd", "comments", "question", "answer", "authority", "additional", "stats"];
/// Others of its words that change nothing here.
const DIG_PLAIN: [&str; 6] = ["all", "recurse", "rdflag", "edns", "search", "cookie"];
/// And what is not simulated.
const DIG_NOT_HERE: [&str; 30] = [
    "tcp",
    "vc",
    "trace",
    "dnssec",
    "multiline",
    "identify",
    "nssearch",
    "aaflag",
    "adflag",
    "cdflag",
    "besteffort",
    "bufsize",
    "tries",
    "retry",
    "time",
    "timeout",
    "ndots",
    "subnet",
    "nsid",
    "keepopen",
    "ignore",
    "fail",
    "qr",
    "rrcomments",
    "ttlid",
    "ttlunits",
    "class",
    "yaml",
    "https",
    "tls",
];

pub(super) fn dig(call: &Call<'_>) -> Parsed {
    let invalid = |word: &str| Refusal::wrong(1, format!("Invalid option: {word}\n{DIG_USAGE}"));
    let mut view = DigView {
        arguments: call.arguments.join(" "),
        at_server: None,
        short: false,
        command: true,
        comments: true,
        question: true,
        answer: true,
        authority: true,
        additional: true,
        stats: true,
    };
    let (mut server, mut name, mut kind) = (None, None, None);
    let mut recursion = true;
    let mut words = call.arguments.iter();
    while let Some(word) = words.next() {
        if let Some(at) = word.strip_prefix('@') {
            let Some(target) = target(at) else {
                let text = format!("dig: couldn't get address for '{at}': not found");
                return Err(Refusal::wrong(10, text));
            };
            view.at_server = Some(at.to_owned());
            server = Some(target);
        } else if let Some(option) = word.strip_prefix('+') {
            plus(option, &mut view, &mut recursion).map_err(|known| {
                if known { Refusal::not_simulated("dig", word) } else { invalid(word) }
            })?;
        } else if let Some(option) = word.strip_prefix('-').filter(|option| !option.is_empty()) {
            let letter = option.chars().next().unwrap_or('-');
            let inline = option.get(letter.len_utf8()..).unwrap_or_default();
            match letter {
                '4' if inline.is_empty() => continue,
                'x' | 't' | 'q' => {}
                'b' | 'c' | 'f' | 'i' | 'k' | 'm' | 'p' | 'r' | 'u' | 'v' | 'y' | '6' | 'h' => {
                    return Err(Refusal::not_simulated("dig", word));
                }
                _ => return Err(invalid(word)),
            }
            let value = if inline.is_empty() {
                words.next().map(String::as_str).ok_or_else(|| invalid(word))?
            } else {
                inline
            };
            match letter {
                'x' => {
                    let ip: Ipv4Addr = value
                        .parse()
                        .map_err(|_| Refusal::wrong(1, format!("Invalid IP address {value}")))?;
                    name = reverse(ip);
                    kind = Some(RecordType::Ptr);
                }
                't' => {
                    let Some(asked) = record_type(value) else {
                        return Err(Refusal::wrong(
                            1,
                            format!(";; Warning, ignoring invalid type {value}"),
                        ));
                    };
                    kind = Some(asked);
                }
                _ => name = Some(legal_name("dig", value, 10)?),
            }
        } else if word.eq_ignore_ascii_case("in") {
            // The class that all questions have.
        } else if let (Some(asked), None) = (record_type(word), kind) {
            kind = Some(asked);
        } else if name.is_some() {
            return Err(Refusal::not_simulated("dig", "more than one question"));
        } else {
            name = Some(legal_name("dig", word, 10)?);
        }
    }
    let kind = kind.unwrap_or(if name.is_some() { RecordType::A } else { RecordType::Ns });
    let name = name.unwrap_or_else(Name::root);
    Ok(run(Tool::Dig, App::Lookup(Lookup { name, kind, server, recursion }), View::Dig(view)))
}

/// What a word behind a `+` sets. An error says whether the real tool knows it.
fn plus(word: &str, view: &mut DigView, recursion: &mut bool) -> Result<(), bool> {
    let word = word.split('=').next().unwrap_or_default();
    let (name, on) = match word.strip_prefix("no") {
        Some(rest) => (rest, false),
        None => (word, true),
    };
    // As long as only one word begins so, its beginning will do.
    let all = DIG_SHOWS.iter().chain(&DIG_PLAIN).chain(&DIG_NOT_HERE).copied();
    let exact = all.clone().find(|known| *known == name);
    let begun: Vec<&str> = all.filter(|known| name.len() > 2 && known.starts_with(name)).collect();
    let known = match (exact, begun.as_slice()) {
        (Some(known), _) => known,
        (None, [one]) => *one,
        _ => return Err(false),
    };
    match known {
        "short" => view.short = on,
        "cmd" => view.command = on,
        "comments" => view.comments = on,
        "question" => view.question = on,
        "answer" => view.answer = on,
        "authority" => view.authority = on,
        "additional" => view.additional = on,
        "stats" => view.stats = on,
        "recurse" | "rdflag" => *recursion = on,
        "all" => {
            view.comments = on;
            view.question = on;
            view.answer = on;
            view.authority = on;
            view.additional = on;
            view.stats = on;
        }
        known if DIG_PLAIN.contains(&known) => {}
        _ if !on => {}
        _ => return Err(true),
    }
    Ok(())
}

fn legal_name(tool: &str, word: &str, status: u8) -> Result<Name, Refusal> {
    word.parse().map_err(|error: NameError| {
        let why = match error {
            NameError::EmptyLabel => "empty label",
            NameError::LabelTooLong => "label too long",
            NameError::TooLong => "ran out of space",
            NameError::BadEscape => "bad escape",
        };
        Refusal::wrong(status, format!("{tool}: '{word}' is not a legal name ({why})"))
    })
}

pub(super) fn nslookup(call: &Call<'_>) -> Parsed {
    let mut kind = None;
    let mut plain = Vec::new();
    for word in call.arguments {
        let Some(option) = word.strip_prefix('-').filter(|option| !option.is_empty()) else {
            plain.push(word.as_str());
            continue;
        };
        let (name, value) = option.split_once('=').unwrap_or((option, ""));
        match name {
            "type" | "query" | "querytype" | "q" | "ty" => {
                let Some(asked) = record_type(value) else {
                    return Err(Refusal::wrong(1, format!("unknown query type: {value}")));
                };
                kind = Some(asked);
            }
            "debug" | "d2" | "port" | "timeout" | "retry" | "domain" | "vc" | "norecurse"
            | "class" | "version" => return Err(Refusal::not_simulated("nslookup", word)),
            _ => return Err(Refusal::wrong(1, format!("*** Invalid option: {option}"))),
        }
    }
    let Some((word, rest)) = plain.split_first() else {
        return Err(Refusal::not_simulated("nslookup", "asking questions one after another"));
    };
    let server = server("nslookup", rest)?;
    let (name, kind) = question("nslookup", word, kind)?;
    let view = View::Nslookup { server: rest.first().map(ToString::to_string) };
    let lookup = Lookup { name, kind, server, recursion: true };
    Ok(run(Tool::Nslookup, App::Lookup(lookup), view))
}

pub(super) fn host(call: &Call<'_>) -> Parsed {
    let (mut kind, mut recursion) = (None, true);
    let mut plain = Vec::new();
    for item in Options::new(call.arguments, "r4", "t") {
        match item {
            Item::Flag('r') => recursion = false,
            Item::Flag(_) => {}
            Item::Value(_, word) => {
                let Some(asked) = record_type(word) else {
                    return Err(Refusal::wrong(2, format!("host: invalid type: {word}")));
                };
                kind = Some(asked);
            }
            Item::Plain(word) => plain.push(word),
            Item::Unknown(c) if "aACcdilmNpRsTUvVwW6".contains(c) => {
                return Err(Refusal::not_simulated("host", &format!("-{c}")));
            }
            Item::Unknown(c) => {
                let text = format!("host: invalid option -- '{c}'\n{HOST_USAGE}");
                return Err(Refusal::wrong(1, text));
            }
            Item::Missing(c) => {
                let text = format!("host: option requires an argument -- '{c}'\n{HOST_USAGE}");
                return Err(Refusal::wrong(1, text));
            }
        }
    }
    let Some((word, rest)) = plain.split_first() else {
        return Err(Refusal::wrong(1, HOST_USAGE));
    };
    let server = server("host", rest)?;
    let (name, kind) = question("host", word, kind)?;
    let view =
        View::Host { typed: (*word).to_owned(), server: rest.first().map(ToString::to_string) };
    let lookup = Lookup { name, kind, server, recursion };
    Ok(run(Tool::Host, App::Lookup(lookup), view))
}

/// The server that is named behind the name.
fn server(tool: &str, words: &[&str]) -> Result<Option<Target>, Refusal> {
    let Some(word) = words.first() else { return Ok(None) };
    if let Some(target) = target(word) {
        return Ok(Some(target));
    }
    Err(Refusal::wrong(1, format!("{tool}: couldn't get address for '{word}': not found")))
}

/// What a name or an address asks for: of an address, its name.
fn question(
    tool: &str,
    word: &str,
    kind: Option<RecordType>,
) -> Result<(Name, RecordType), Refusal> {
    match word.parse::<Ipv4Addr>().ok().and_then(reverse) {
        Some(name) => Ok((name, kind.unwrap_or(RecordType::Ptr))),
        None => Ok((legal_name(tool, word, 1)?, kind.unwrap_or(RecordType::A))),
    }
}
