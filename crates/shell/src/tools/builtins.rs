//! What the shell does by itself: `echo`, `help`, `man`, `history`, `hostname`.

use super::{Call, Parsed, run};
use crate::command::{Builtin, Command, Refusal, Stream, Tool, View, lines};
use crate::options::{Item, Options};
use crate::words::unescape;
use wireglass_sim::app::App;

/// Prints a text.
pub(super) fn say(text: &str) -> Command {
    let text = text.strip_suffix('\n').unwrap_or(text);
    Command::Shell(Builtin::Say(lines(text, Stream::Out)))
}

/// What `echo` prints.
pub(super) fn echo(arguments: &[String]) -> String {
    let (mut newline, mut escapes) = (true, false);
    let mut words = arguments;
    while let [first, rest @ ..] = words {
        let letters = first.strip_prefix('-').unwrap_or_default();
        if letters.is_empty() || !letters.chars().all(|c| "neE".contains(c)) {
            break;
        }
        for letter in letters.chars() {
            match letter {
                'n' => newline = false,
                'e' => escapes = true,
                _ => escapes = false,
            }
        }
        words = rest;
    }
    let mut text = words.join(" ");
    if escapes {
        text = unescape(&text);
    }
    if newline {
        text.push('\n');
    }
    text
}

/// What `printf` prints. Of conversions it knows `%s`, `%b`, `%d` and `%%`.
pub(super) fn printf(arguments: &[String]) -> Result<String, Refusal> {
    let Some((format, values)) = arguments.split_first() else {
        return Err(Refusal::wrong(2, "printf: usage: printf [-v var] format [arguments]"));
    };
    let format = unescape(format);
    let mut values = values.iter();
    let mut out = String::new();
    loop {
        let before = values.len();
        let mut chars = format.chars();
        while let Some(c) = chars.next() {
            if c != '%' {
                out.push(c);
                continue;
            }
            match chars.next() {
                Some('%') => out.push('%'),
                Some('s') => out.push_str(values.next().map_or("", String::as_str)),
                Some('b') => out.push_str(&unescape(values.next().map_or("", String::as_str))),
                Some('d') => {
                    let value = values.next().map_or("0", String::as_str);
                    if value.parse::<i64>().is_err() {
                        let text = format!("bash: printf: {value}: invalid number");
                        return Err(Refusal::wrong(1, text));
                    }
                    out.push_str(value);
                }
                Some(other) => {
                    return Err(Refusal::not_simulated("printf", &format!("%{other}")));
                }
                None => {
                    return Err(Refusal::wrong(1, "bash: printf: `%': missing format character"));
                }
            }
        }
        // The format is used again as long as it takes something.
        if values.len() == 0 || values.len() == before {
            return Ok(out);
        }
    }
}

/// `help`, `help TOOL`.
pub(super) fn help(call: &Call<'_>) -> Parsed {
    let Some(name) = call.arguments.first() else { return Ok(Command::Shell(Builtin::Help(None))) };
    match Tool::named(name) {
        Some(tool) => Ok(Command::Shell(Builtin::Help(Some(tool)))),
        None => Err(Refusal::wrong(
            1,
            format!(
                "bash: help: no help topics match `{name}'.  \
                 Try `help help' or `man -k {name}' or `info {name}'."
            ),
        )),
    }
}

/// `man TOOL`.
pub(super) fn man(call: &Call<'_>) -> Parsed {
    let Some(name) = call.arguments.iter().find(|word| word.parse::<u8>().is_err()) else {
        return Err(Refusal::wrong(
            1,
            "What manual page do you want?\nFor example, try 'man man'.",
        ));
    };
    match Tool::named(name) {
        Some(tool) => Ok(Command::Shell(Builtin::Manual(tool))),
        None => Err(Refusal::wrong(16, format!("No manual entry for {name}"))),
    }
}

/// `history`.
pub(super) fn history(call: &Call<'_>) -> Parsed {
    match call.arguments.first() {
        None => Ok(Command::Shell(Builtin::History)),
        Some(word) if word.parse::<u32>().is_ok() || word.starts_with('-') => {
            Err(Refusal::not_simulated("history", word))
        }
        Some(word) => {
            Err(Refusal::wrong(1, format!("bash: history: {word}: numeric argument required")))
        }
    }
}

/// `hostname`, `hostname -I`.
pub(super) fn hostname(call: &Call<'_>) -> Parsed {
    const USAGE: &str = "Usage: hostname [-I]";
    for item in Options::new(call.arguments, "Is", "") {
        match item {
            Item::Flag('I') => {
                return Ok(run(Tool::Hostname, App::Show, View::HostnameAddresses));
            }
            Item::Flag(_) => {}
            Item::Unknown(c @ ('a' | 'A' | 'b' | 'd' | 'f' | 'F' | 'i' | 'y')) => {
                return Err(Refusal::not_simulated("hostname", &format!("-{c}")));
            }
            Item::Plain(_) => return Err(Refusal::not_simulated("hostname", "another name")),
            Item::Unknown(c) | Item::Missing(c) | Item::Value(c, _) => {
                let text = format!("hostname: invalid option -- '{c}'\n{USAGE}");
                return Err(Refusal::wrong(255, text));
            }
        }
    }
    Ok(say(&call.context.host))
}
