//! `traceroute` (Dmitry Butskoy's, as on most Linux systems).

use super::{Call, Parsed, run, target};
use crate::command::{Refusal, Tool, View};
use crate::options::{Item, Options, integer, seconds};
use wireglass_core::time::Duration;
use wireglass_sim::app::{App, Traceroute};

/// Letters of options that the real tool has and this one has not.
const NOT_HERE: &str = "6dFTAUDVeErgiNptlszPOM";

const USAGE: &str = "Usage:\n\
\x20 traceroute [ -4nI ] [ -f first_ttl ] [ -m max_ttl ] [ -w MAX,HERE,NEAR ] [ -q nqueries ] host\n\
Options:\n\
\x20 -4                          Use IPv4\n\
\x20 -f first_ttl  --first=first_ttl\n\
\x20                             Start from the first_ttl hop (instead from 1)\n\
\x20 -I  --icmp                  Use ICMP ECHO for tracerouting\n\
\x20 -m max_ttl  --max-hops=max_ttl\n\
\x20                             Set the max number of hops (max TTL to be\n\
\x20                             reached). Default is 30\n\
\x20 -n                          Do not resolve IP addresses to their domain names\n\
\x20 -q nqueries  --queries=nqueries\n\
\x20                             Set the number of probes per each hop. Default is 3\n\
\x20 -w MAX,HERE,NEAR  --wait=MAX,HERE,NEAR\n\
\x20                             Wait for a probe no more than MAX seconds. Default is 5";

pub(super) fn parse(call: &Call<'_>) -> Parsed {
    let wrong = |text: String| Err(Refusal::wrong(2, text));
    if call.arguments.is_empty() {
        return wrong(USAGE.to_owned());
    }
    let (mut first, mut max, mut probes) = (1, 30, 3);
    let mut timeout = Duration::from_secs(5);
    let mut icmp = false;
    let mut plain: Vec<(&str, usize)> = Vec::new();
    let mut options = Options::new(call.arguments, "nI4", "fmqw");
    while let Some(item) = options.next() {
        let argc = options.taken();
        let bad = |letter: char, text: &str| {
            Refusal::wrong(
                2,
                format!("Cannot handle `-{letter}' option with arg `{text}' (argc {argc})"),
            )
        };
        match item {
            Item::Flag('I') => icmp = true,
            // Names of routers are not looked up anyway.
            Item::Flag(_) => {}
            Item::Value('w', text) => {
                let longest = text.split(',').next().unwrap_or_default();
                timeout = seconds(longest).ok_or_else(|| bad('w', text))?;
            }
            Item::Value(letter, text) => {
                let value = integer(text).filter(|n| *n >= 0).ok_or_else(|| bad(letter, text))?;
                match letter {
                    'f' => first = value,
                    'm' => max = value,
                    _ => probes = value,
                }
            }
            Item::Plain(word) => plain.push((word, argc)),
            Item::Missing(c) => {
                let (what, argc) = (argument_name(c), argc);
                return wrong(format!(
                    "Option `-{c}' (argc {argc}) requires an argument: `-{c} {what}'"
                ));
            }
            Item::Unknown(c) if NOT_HERE.contains(c) => {
                return Err(Refusal::not_simulated("traceroute", &format!("-{c}")));
            }
            Item::Unknown(_) => {
                let word = argc.checked_sub(1).and_then(|at| call.arguments.get(at));
                let word = word.map_or("-", String::as_str);
                return wrong(format!("Bad option `{word}' (argc {argc})"));
            }
        }
    }
    let Some((word, argc)) = plain.first().copied() else {
        return wrong("Specify \"host\" missing argument.".to_owned());
    };
    let Some(to) = target(word) else {
        return wrong(format!(
            "{word}: Name or service not known\n\
             Cannot handle \"host\" cmdline arg `{word}' on position 1 (argc {argc})"
        ));
    };
    match plain.get(1..) {
        Some([(length, argc)]) if integer(length).is_none() => {
            return wrong(format!(
                "Cannot handle \"packetlen\" cmdline arg `{length}' on position 2 (argc {argc})"
            ));
        }
        Some([_]) => return Err(Refusal::not_simulated("traceroute", "another packet length")),
        Some([_, (extra, argc), ..]) => {
            return wrong(format!("Extra arg `{extra}' (position 3, argc {argc})"));
        }
        _ => {}
    }
    if first == 0 || first > max {
        return wrong("first hop out of range".to_owned());
    }
    if max > 255 {
        return wrong("max hops cannot be more than 255".to_owned());
    }
    if probes == 0 || probes > 10 {
        return wrong("no more than 10 probes per hop".to_owned());
    }
    let byte = |value: i64| u8::try_from(value).unwrap_or(u8::MAX);
    let app = Traceroute {
        to,
        first_ttl: byte(first),
        max_ttl: byte(max),
        probes: byte(probes),
        timeout,
        icmp,
    };
    let view = View::Traceroute { typed: word.to_owned() };
    Ok(run(Tool::Traceroute, App::Traceroute(app), view))
}

const fn argument_name(letter: char) -> &'static str {
    match letter {
        'f' => "first_ttl",
        'm' => "max_ttl",
        'q' => "nqueries",
        _ => "MAX,HERE,NEAR",
    }
}
