//! `wireglass inspect`: what a capture reveals.

use super::{Error, language, parse_lang, print, read_file};
use serde::Serialize;
use std::fmt::Write as _;
use std::path::PathBuf;
use wireglass_capture::observer::{Conversation, conversations};
use wireglass_capture::{Capture, check_size};
use wireglass_core::tcp::State;
use wireglass_core::time::Duration;
use wireglass_text::{Lang, terminal};
use wireglass_trace::Anomaly;

/// What `wireglass inspect` was asked to do.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct Options {
    /// A pcap or pcapng file
    capture: PathBuf,
    /// As JSON, for programs
    #[arg(long)]
    json: bool,
    /// `en` or `zh`
    #[arg(long, value_parser = parse_lang)]
    lang: Option<Lang>,
}

#[derive(Serialize)]
struct Report {
    packets: usize,
    conversations: Vec<Entry>,
    problems: Vec<String>,
}

#[derive(Serialize)]
struct Entry {
    protocol: &'static str,
    endpoints: [String; 2],
    packets: usize,
    bytes: u64,
    duration_ns: u64,
    began_midway: bool,
    /// The last state each endpoint must have been in; null where nothing proves one.
    states: [Option<State>; 2],
    visited: [Vec<State>; 2],
    unusual: Vec<Unusual>,
}

#[derive(Serialize)]
struct Unusual {
    /// Counted from 1 over the whole capture, as Wireshark counts.
    packet: u32,
    what: Anomaly,
}

impl From<&Conversation> for Entry {
    fn from(from: &Conversation) -> Self {
        let unusual = from.anomalies.iter();
        Self {
            protocol: "tcp",
            endpoints: from.endpoints.map(|end| end.to_string()),
            packets: from.packets.len(),
            bytes: from.bytes,
            duration_ns: from.last_ns.saturating_sub(from.first_ns),
            began_midway: from.began_midway,
            states: from.states,
            visited: from.visited.clone(),
            unusual: unusual
                .map(|it| Unusual { packet: it.packet + 1, what: it.anomaly })
                .collect(),
        }
    }
}

/// Reads the capture and reports on standard output. What is wrong with the
/// file goes to standard error; what could be read is reported all the same.
pub(crate) fn run(options: &Options) -> Result<(), Error> {
    let lang = language(options.lang);
    let refuse = |error| Error::Refused(wireglass_text::capture_error(lang, &error));
    let metadata = std::fs::metadata(&options.capture)
        .map_err(|source| Error::Read { path: options.capture.clone(), source })?;
    check_size(metadata.len(), wireglass_capture::MAX_BYTES).map_err(refuse)?;
    let bytes = read_file(&options.capture)?;
    let capture = wireglass_capture::read(&bytes).map_err(refuse)?;
    let found = conversations(&capture, &bytes);
    let problems: Vec<String> = capture
        .problems
        .iter()
        .map(|problem| wireglass_text::capture_problem(lang, problem).plain())
        .collect();
    for problem in &problems {
        eprintln!("wireglass: {problem}");
    }
    if options.json {
        let conversations = found.iter().map(Entry::from).collect();
        let report = Report { packets: capture.packets.len(), conversations, problems };
        return print(&(serde_json::to_string_pretty(&report).expect("plain data") + "\n"));
    }
    print(&tell(lang, &capture, &found))
}

fn tell(lang: Lang, capture: &Capture, found: &[Conversation]) -> String {
    let mut out = String::new();
    let of_tcp: usize = found.iter().map(|conversation| conversation.packets.len()).sum();
    let others = capture.packets.len() - of_tcp;
    let packets = capture.packets.len();
    let _ = writeln!(out, "{}", terminal::packets(lang, packets, others));
    for (index, conversation) in found.iter().enumerate() {
        let [a, b] = conversation.endpoints;
        let (packets, bytes) = (conversation.packets.len(), conversation.bytes);
        let duration = Duration::from_nanos(conversation.last_ns - conversation.first_ns);
        let _ = writeln!(out, "\n{}. {a} <-> {b}", index + 1);
        let _ = writeln!(out, "   {}", terminal::traffic(lang, packets, bytes, duration));
        if conversation.began_midway {
            let _ = writeln!(
                out,
                "   {}",
                wireglass_text::ui(lang, wireglass_text::Ui::BeginsMidwayHelp)
            );
        }
        for (end, visited) in conversation.endpoints.iter().zip(&conversation.visited) {
            let path: Vec<_> = visited.iter().map(|state| state.name()).collect();
            let path = if path.is_empty() { "?".to_owned() } else { path.join(" → ") };
            let _ = writeln!(out, "   {end}: {path}");
        }
        for unusual in &conversation.anomalies {
            let name = wireglass_text::anomaly_name(lang, unusual.anomaly);
            let _ = writeln!(out, "   #{}: {name}", unusual.packet + 1);
        }
    }
    out
}
