//! `ping` (iputils).

use super::{Call, Parsed, run, target};
use crate::command::{Command, Refusal, Tool, View};
use crate::options::{Item, Options, integer, seconds};
use wireglass_core::time::Duration;
use wireglass_sim::app::{App, Ping};

/// Letters of options that the real tool has and this one has not.
const NOT_HERE: &str = "aABCDdeEfFhIlLmNOpQRSTUVw6";

const USAGE: &str = "\n\
Usage\n\
\x20 ping [options] <destination>\n\
\n\
Options:\n\
\x20 <destination>      dns name or ip address\n\
\x20 -b                 allow pinging broadcast\n\
\x20 -c <count>         stop after <count> replies\n\
\x20 -i <interval>      seconds between sending each packet\n\
\x20 -M <pmtud opt>     define mtu discovery, can be one of <do|dont|want>\n\
\x20 -n                 no dns name resolution\n\
\x20 -q                 quiet output\n\
\x20 -s <size>          use <size> as number of data bytes to be sent\n\
\x20 -t <ttl>           define time to live\n\
\x20 -W <timeout>       time to wait for response\n\
\n\
For more details see ping(8).";

/// The largest a datagram can be made, in bytes of data; more than 65,507 fails when it is sent.
const LARGEST: i64 = 65_535;

pub(super) fn parse(call: &Call<'_>) -> Parsed {
    let wrong = |status, text: String| Err(Refusal::wrong(status, text));
    let mut destination = None;
    let mut quiet = false;
    // Filled in when the destination is known.
    let mut ping = Ping {
        to: wireglass_sim::app::Target::Ip(std::net::Ipv4Addr::UNSPECIFIED),
        count: None,
        size: 56,
        ttl: 64,
        interval: Duration::from_secs(1),
        timeout: Duration::from_secs(10),
        dont_fragment: false,
        broadcast: false,
    };
    for item in Options::new(call.arguments, "bnqv4", "cistWM") {
        match item {
            Item::Flag('b') => ping.broadcast = true,
            Item::Flag('q') => quiet = true,
            Item::Flag(_) => {}
            Item::Value('c', text) => {
                let count = ranged(text, 1, i64::MAX)?;
                ping.count = Some(u32::try_from(count).unwrap_or(u32::MAX));
            }
            Item::Value('s', text) => {
                let size = ranged(text, 0, i64::from(i32::MAX))?;
                if size > LARGEST {
                    return Err(Refusal::not_simulated("ping", &format!("a size of {size} bytes")));
                }
                ping.size = u16::try_from(size).unwrap_or(u16::MAX);
            }
            Item::Value('t', text) => {
                let ttl = ranged(text, 0, 255)?;
                ping.ttl = u8::try_from(ttl).unwrap_or(u8::MAX);
                if ttl == 0 {
                    return wrong(
                        2,
                        "ping: cannot set unicast time-to-live: Invalid argument".to_owned(),
                    );
                }
            }
            Item::Value('i', text) => {
                if text.starts_with('-') && seconds(&text[1..]).is_some() {
                    return wrong(2, format!("ping: bad timing interval: {text}"));
                }
                ping.interval = number_of_seconds(text)?;
                if ping.interval < Duration::from_millis(2) {
                    return wrong(
                        2,
                        "ping: cannot flood, minimal interval for user must be >= 2 ms, \
                         use -i 0.002 (or higher)"
                            .to_owned(),
                    );
                }
            }
            Item::Value('W', text) => {
                if text.starts_with('-') && seconds(&text[1..]).is_some() {
                    return wrong(2, format!("ping: bad linger time: {text}"));
                }
                ping.timeout = number_of_seconds(text)?;
            }
            Item::Value(_, text) => match text {
                "do" => ping.dont_fragment = true,
                "dont" | "want" => ping.dont_fragment = false,
                _ => return wrong(2, format!("ping: invalid -M argument: {text}")),
            },
            Item::Plain(word) if destination.is_none() => destination = Some(word),
            Item::Plain(_) => return Err(Refusal::not_simulated("ping", "a source route")),
            Item::Unknown(c) if NOT_HERE.contains(c) => {
                return Err(Refusal::not_simulated("ping", &format!("-{c}")));
            }
            Item::Unknown(c) => return wrong(2, format!("ping: invalid option -- '{c}'\n{USAGE}")),
            Item::Missing(c) => {
                return wrong(2, format!("ping: option requires an argument -- '{c}'\n{USAGE}"));
            }
        }
    }
    let Some(word) = destination else {
        return wrong(1, "ping: usage error: Destination address required".to_owned());
    };
    let Some(to) = target(word) else {
        return wrong(2, format!("ping: {word}: Name or service not known"));
    };
    let view = View::Ping { typed: word.to_owned(), quiet };
    Ok::<Command, Refusal>(run(Tool::Ping, App::Ping(Ping { to, ..ping }), view))
}

/// A whole number within bounds.
fn ranged(text: &str, least: i64, most: i64) -> Result<i64, Refusal> {
    let Some(value) = integer(text) else {
        return Err(Refusal::wrong(1, format!("ping: invalid argument: '{text}'")));
    };
    if !(least..=most).contains(&value) {
        let text =
            format!("ping: invalid argument: '{text}': out of range: {least} <= value <= {most}");
        return Err(Refusal::wrong(1, text));
    }
    Ok(value)
}

fn number_of_seconds(text: &str) -> Result<Duration, Refusal> {
    seconds(text)
        .ok_or_else(|| Refusal::wrong(1, format!("ping: option argument contains garbage: {text}")))
}
