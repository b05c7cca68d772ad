//! `wireglass addr`: what an address, a mask or a prefix is; plans; summaries.

mod lists;
mod one;

use super::{Error, language, parse_lang, print};
use std::ops::Range;
use wireglass_core::addr::parse::{ParseErrorKind, parse};
use wireglass_core::addr::{Interface, Network};
use wireglass_text::Lang;

/// What `wireglass addr` was asked to do.
#[derive(Clone, Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub(crate) struct Options {
    #[command(subcommand)]
    command: Option<Command>,
    /// An address, a mask or a prefix in any usual form, of IPv4 or IPv6: `192.168.1.10/24`,
    /// `10.0.0.1 255.0.0.0`, `/26`, `2001:db8::1/64`
    #[arg(required = true)]
    what: Vec<String>,
    #[command(flatten)]
    form: Form,
}

#[derive(Clone, Debug, clap::Subcommand)]
enum Command {
    /// Divide a network into the tightest blocks (VLSM)
    Plan(Plan),
    /// The fewest prefixes that hold the same addresses
    Aggregate(Aggregate),
}

#[derive(Clone, Debug, clap::Args)]
struct Plan {
    /// What to divide, such as `172.16.0.0/16`
    network: String,
    /// `1500`, `lab=60`, `link /31` (a size) or `old 172.16.4.0/24` (in use already)
    #[arg(required = true)]
    needs: Vec<String>,
    #[command(flatten)]
    form: Form,
}

#[derive(Clone, Debug, clap::Args)]
struct Aggregate {
    /// `10.0.0.0/24`, an address alone, or `-` for a list on standard input, one a line
    #[arg(required = true)]
    prefixes: Vec<String>,
    #[command(flatten)]
    form: Form,
}

/// How the answer is written.
#[derive(Clone, Copy, Debug, clap::Args)]
struct Form {
    /// As JSON, for programs
    #[arg(long)]
    json: bool,
    /// `en` or `zh`
    #[arg(long, value_parser = parse_lang)]
    lang: Option<Lang>,
}

/// Answers on standard output.
pub(crate) fn run(options: &Options) -> Result<(), Error> {
    let text = match &options.command {
        None => one::tell(&options.what.join(" "), options.form)?,
        Some(Command::Plan(plan)) => lists::plan(plan)?,
        Some(Command::Aggregate(aggregate)) => lists::aggregate(aggregate)?,
    };
    print(&text)
}

fn pointed(why: wireglass_text::Markup, text: &str, at: Range<usize>) -> Error {
    Error::Pointed { why, text: text.to_owned(), at }
}

/// The network that was typed. Host bits are left out, as a person may name a network by any of its
/// addresses.
fn network(lang: Lang, text: &str, mask_needed: bool) -> Result<Network, Error> {
    let refuse = |kind: &ParseErrorKind, at| {
        pointed(wireglass_text::addr::parse_error(lang, kind), text, at)
    };
    let typed = parse(text).map_err(|error| refuse(&error.kind, error.at))?;
    if mask_needed && typed.mask.is_none() {
        let end = text.chars().count();
        return Err(refuse(&ParseErrorKind::NoMask, end..end));
    }
    Ok(Interface::network(typed.interface()))
}

/// Eight binary digits for each octet, with dots.
fn binary(bits: u32) -> String {
    bits.to_be_bytes().map(|octet| format!("{octet:08b}")).join(".")
}

/// Lines of cells, each column as wide as its widest cell, which Chinese characters fill twice.
fn table<const N: usize>(rows: &[[String; N]]) -> String {
    let width = |text: &str| text.chars().map(wireglass_text::terminal::columns).sum::<usize>();
    let mut out = String::new();
    for row in rows {
        let mut line = String::new();
        for (column, cell) in row.iter().enumerate() {
            let widest = rows.iter().map(|row| width(&row[column])).max().unwrap_or_default();
            line.push_str(cell);
            line.push_str(&" ".repeat(widest - width(cell) + 2));
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}

fn json(report: &impl serde::Serialize) -> String {
    serde_json::to_string_pretty(report).expect("plain data") + "\n"
}
