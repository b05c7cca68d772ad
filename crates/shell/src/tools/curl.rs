//! `curl`: `http://` and `tftp://`.

use super::{Call, Parsed, run, target};
use crate::command::{CurlView, Refusal, Tool, View};
use crate::options::seconds;
use wireglass_core::tftp;
use wireglass_core::time::Duration;
use wireglass_sim::app::{App, Fetch, TftpCopy};

const TRY: &str = "curl: try 'curl --help' or 'curl --manual' for more information";

/// Options by their letter and their word, and whether they take an argument. Words that have no
/// letter have one of [`ONLY_WORDS`] to be told apart by.
const OPTIONS: [(char, &str, bool); 16] = [
    ('v', "verbose", false),
    ('i', "include", false),
    ('I', "head", false),
    ('s', "silent", false),
    ('S', "show-error", false),
    ('4', "ipv4", false),
    ('X', "request", true),
    ('d', "data", true),
    ('m', "max-time", true),
    ('d', "data-ascii", true),
    ('d', "data-raw", true),
    ('B', "tftp-blksize", true),
    ('N', "tftp-no-options", false),
    ('1', "http1.1", false),
    ('U', "url", true),
    ('s', "no-progress-meter", false),
];
/// As letters these are other options.
const ONLY_WORDS: &str = "BNU1";
/// Options of the real tool that this one has not: letters that stand alone, letters with an
/// argument, and words.
const NOT_HERE: &str = "aABcCDeEfFgGHhjJkKlLMnNoOpPqQrRtTuUVwxyYzZ026#:";
const NOT_HERE_LONG: [&str; 24] = [
    "header",
    "output",
    "remote-name",
    "location",
    "insecure",
    "user",
    "user-agent",
    "referer",
    "cookie",
    "cookie-jar",
    "form",
    "fail",
    "get",
    "proxy",
    "resolve",
    "connect-timeout",
    "retry",
    "http1.0",
    "http2",
    "http3",
    "limit-rate",
    "upload-file",
    "range",
    "help",
];

/// A URL taken apart (RFC 3986).
#[derive(Clone, Debug, PartialEq, Eq)]
struct Url {
    scheme: String,
    host: String,
    /// As written, with a port if there is one.
    authority: String,
    port: Option<u16>,
    /// From the slash on, with the query, without the fragment.
    path: String,
}

/// What the options set.
#[allow(clippy::struct_excessive_bools, reason = "each is an option of the tool")]
#[derive(Default)]
struct Asked {
    verbose: bool,
    include: bool,
    head: bool,
    silent: bool,
    show_error: bool,
    method: Option<String>,
    data: Vec<String>,
    timeout: Option<Duration>,
    block: Option<u16>,
    no_options: bool,
    urls: Vec<String>,
}

pub(super) fn parse(call: &Call<'_>) -> Parsed {
    let asked = options(call)?;
    if asked.urls.is_empty() {
        return Err(Refusal::wrong(2, TRY));
    }
    if asked.head && !asked.data.is_empty() {
        return Err(Refusal::wrong(
            2,
            "Warning: You can only select one HTTP request method! You asked for both POST\n\
             Warning: (-d, --data) and HEAD (-I, --head).",
        ));
    }
    let urls: Vec<Url> = asked.urls.iter().map(|url| url_of(url)).collect::<Result<_, _>>()?;
    let Some(first) = urls.first() else { return Err(Refusal::wrong(2, TRY)) };
    let Some(host) = target(&first.host) else {
        return Err(Refusal::wrong(6, format!("curl: (6) Could not resolve host: {}", first.host)));
    };
    let same =
        urls.iter().all(|url| url.authority == first.authority && url.scheme == first.scheme);
    if !same {
        return Err(Refusal::not_simulated("curl", "asking more than one server"));
    }
    let view = View::Curl(CurlView {
        verbose: asked.verbose,
        include: asked.include || asked.head,
        silent: asked.silent && !asked.show_error,
        host: first.host.clone(),
    });
    if first.scheme == "tftp" {
        if urls.len() > 1 || first.port.is_some_and(|port| port != 69) {
            return Err(Refusal::not_simulated("curl", "more than one file, or another port,"));
        }
        let block = if asked.no_options { None } else { Some(asked.block.unwrap_or(512)) };
        let copy = TftpCopy {
            server: host,
            file: first.path.trim_start_matches('/').to_owned(),
            put: None,
            config: tftp::Config { block, ..tftp::Config::default() },
            text: false,
        };
        return Ok(run(Tool::Curl, App::TftpCopy(copy), view));
    }
    let method = asked.method.unwrap_or_else(|| {
        let method = if asked.head {
            "HEAD"
        } else if asked.data.is_empty() {
            "GET"
        } else {
            "POST"
        };
        method.to_owned()
    });
    let fetch = Fetch {
        host,
        authority: first.authority.clone(),
        port: first.port.unwrap_or(80),
        paths: urls.iter().map(|url| url.path.clone()).collect(),
        method,
        body: asked.data.join("&").into_bytes(),
        keep_open: true,
        timeout: asked.timeout,
    };
    Ok(run(Tool::Curl, App::Fetch(fetch), view))
}

fn options(call: &Call<'_>) -> Result<Asked, Refusal> {
    let mut asked = Asked::default();
    let mut words = call.arguments.iter();
    while let Some(word) = words.next() {
        if let Some(long) = word.strip_prefix("--").filter(|long| !long.is_empty()) {
            let known = OPTIONS.iter().find(|(_, name, _)| *name == long);
            let Some((letter, _, valued)) = known else {
                if NOT_HERE_LONG.contains(&long) {
                    return Err(Refusal::not_simulated("curl", word));
                }
                return Err(option_error(word, "is unknown"));
            };
            let value = if *valued {
                words.next().ok_or_else(|| option_error(word, "requires parameter"))?
            } else {
                ""
            };
            set(call, &mut asked, *letter, word, value)?;
            continue;
        }
        let Some(letters) = word.strip_prefix('-').filter(|rest| !rest.is_empty()) else {
            asked.urls.push(word.clone());
            continue;
        };
        let mut rest = letters;
        while let Some(letter) = rest.chars().next() {
            rest = rest.get(letter.len_utf8()..).unwrap_or_default();
            let shown = format!("-{letter}");
            let short = OPTIONS.iter().find(|(known, ..)| *known == letter);
            match short.filter(|_| !ONLY_WORDS.contains(letter)) {
                Some((_, _, true)) => {
                    let value = if rest.is_empty() {
                        words.next().ok_or_else(|| option_error(&shown, "requires parameter"))?
                    } else {
                        std::mem::take(&mut rest)
                    };
                    set(call, &mut asked, letter, &shown, value)?;
                }
                Some(_) => set(call, &mut asked, letter, &shown, "")?,
                None if NOT_HERE.contains(letter) => {
                    return Err(Refusal::not_simulated("curl", &shown));
                }
                None => return Err(option_error(word, "is unknown")),
            }
        }
    }
    Ok(asked)
}

fn set(
    call: &Call<'_>,
    asked: &mut Asked,
    letter: char,
    shown: &str,
    value: &str,
) -> Result<(), Refusal> {
    let number = || option_error(shown, "expected a proper numerical parameter");
    match letter {
        'v' => asked.verbose = true,
        'i' => asked.include = true,
        'I' => asked.head = true,
        's' => asked.silent = true,
        'S' => asked.show_error = true,
        'N' => asked.no_options = true,
        'X' => asked.method = Some(value.to_owned()),
        'm' => {
            let time = seconds(value).ok_or_else(number)?;
            // No time at all means any time.
            asked.timeout = (time > Duration::ZERO).then_some(time);
        }
        'B' => {
            let block = value.parse::<u16>().map_err(|_| number())?;
            if !(8..=65_464).contains(&block) {
                let text = "curl: (43) A libcurl function was given a bad argument";
                return Err(Refusal::wrong(43, text));
            }
            asked.block = Some(block);
        }
        'd' if value == "@-" && call.stdin.is_some() => {
            let bytes = call.stdin.clone().unwrap_or_default();
            let text = String::from_utf8_lossy(&bytes);
            asked.data.push(text.replace(['\r', '\n'], ""));
        }
        'd' if value.starts_with('@') && shown != "--data-raw" => {
            return Err(Refusal::not_simulated("curl", "data from a file"));
        }
        'd' => asked.data.push(value.to_owned()),
        'U' => asked.urls.push(value.to_owned()),
        _ => {}
    }
    Ok(())
}

fn option_error(option: &str, what: &str) -> Refusal {
    Refusal::wrong(2, format!("curl: option {option}: {what}\n{TRY}"))
}

fn url_of(text: &str) -> Result<Url, Refusal> {
    let bad = || Refusal::wrong(3, "curl: (3) URL using bad/illegal format or missing URL");
    let (scheme, rest) = match text.split_once("://") {
        Some((scheme, rest)) => (scheme.to_ascii_lowercase(), rest),
        None => ("http".to_owned(), text),
    };
    if !matches!(scheme.as_str(), "http" | "tftp") {
        // As a curl answers that was built without it: here is no TLS and no FTP.
        let text = format!("curl: (1) Protocol \"{scheme}\" not supported or disabled in libcurl");
        return Err(Refusal::wrong(1, text));
    }
    if text.chars().any(|c| c.is_whitespace() || c.is_control()) {
        return Err(bad());
    }
    let rest = rest.split('#').next().unwrap_or_default();
    let end = rest.find(['/', '?']).unwrap_or(rest.len());
    let (authority, path) = rest.split_at(end);
    if authority.contains('@') {
        return Err(Refusal::not_simulated("curl", "a user in a URL"));
    }
    if authority.starts_with('[') {
        return Err(Refusal::not_simulated("curl", "an IPv6 address"));
    }
    let (host, port) = match authority.split_once(':') {
        Some((host, "")) => (host, None),
        Some((host, port)) => (host, Some(port.parse::<u16>().map_err(|_| bad())?)),
        None => (authority, None),
    };
    if host.is_empty() || port == Some(0) || host.contains(':') {
        return Err(bad());
    }
    let path = if path.starts_with('/') { path.to_owned() } else { format!("/{path}") };
    // The port that a scheme has anyway is not sent.
    let usual = if scheme == "http" { 80 } else { 69 };
    let authority = match port {
        Some(port) if port != usual => format!("{host}:{port}"),
        _ => host.to_owned(),
    };
    Ok(Url { scheme, host: host.to_owned(), authority, port, path })
}
