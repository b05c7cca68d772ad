//! `tftp` (tftp-hpa), one command behind `-c`.

use super::{Call, Parsed, run, target};
use crate::command::{Refusal, Tool, View};
use wireglass_core::tftp;
use wireglass_sim::app::{App, TftpCopy};

const USAGE: &str = "Usage: tftp [-4][-v][-m mode] host [port] -c command";

pub(super) fn parse(call: &Call<'_>) -> Parsed {
    let usage = || Refusal::wrong(64, USAGE);
    let (mut text, mut verbose) = (true, false);
    let mut plain: Vec<&str> = Vec::new();
    let mut words = call.arguments.iter();
    let mut command: Option<&[String]> = None;
    while let Some(word) = words.next() {
        match word.as_str() {
            "-c" => {
                command = Some(words.as_slice());
                break;
            }
            "-m" => text = mode(words.next().ok_or_else(usage)?)?,
            "-v" => verbose = true,
            "-4" => {}
            "-l" | "-6" | "-R" | "-V" => return Err(Refusal::not_simulated("tftp", word)),
            option if option.starts_with('-') && option.len() > 1 => return Err(usage()),
            word => plain.push(word),
        }
    }
    let Some(command) = command else {
        return Err(Refusal::not_simulated("tftp", "giving commands one after another"));
    };
    let Some(host) = plain.first() else {
        return Err(Refusal::wrong(64, "tftp: no host name given\n".to_owned() + USAGE));
    };
    let Some(server) = target(host) else {
        return Err(Refusal::wrong(68, format!("tftp: {host}: Name or service not known")));
    };
    match plain.get(1).map(|port| (port, port.parse::<u16>())) {
        None | Some((_, Ok(69))) => {}
        Some((port, Ok(1..))) => {
            return Err(Refusal::not_simulated("tftp", &format!("port {port}")));
        }
        Some((port, _)) => return Err(Refusal::wrong(64, format!("{port}: bad port number"))),
    }
    let Some((name, files)) = command.split_first() else { return Err(usage()) };
    let (file, put) = match name.as_str() {
        "get" => match files {
            [file] | [file, _] => (file.clone(), None),
            [] => return Err(Refusal::wrong(64, "usage: get file [localname]")),
            _ => return Err(Refusal::not_simulated("tftp", "more than one file")),
        },
        "put" => match files {
            [local, remote] if is_stdin(local) => {
                (remote.clone(), Some(call.stdin.clone().unwrap_or_default()))
            }
            [local] | [local, _] => {
                let text = format!("tftp: {local}: No such file or directory");
                return Err(Refusal::wrong(66, text));
            }
            [] => return Err(Refusal::wrong(64, "usage: put localname [file]")),
            _ => return Err(Refusal::not_simulated("tftp", "more than one file")),
        },
        "mode" | "binary" | "ascii" | "status" | "trace" | "verbose" | "quit" | "timeout"
        | "rexmt" | "connect" | "literal" | "help" | "?" => {
            return Err(Refusal::not_simulated("tftp", name));
        }
        other => return Err(Refusal::wrong(64, format!("tftp: invalid command: {other}"))),
    };
    let view = View::Tftp { get: put.is_none(), verbose };
    let copy = TftpCopy { server, file, put, config: tftp::Config::default(), text };
    Ok(run(Tool::Tftp, App::TftpCopy(copy), view))
}

/// The one file there is: what is written to the command.
fn is_stdin(file: &str) -> bool {
    file == "/dev/stdin"
}

/// Whether a mode is text.
fn mode(word: &str) -> Result<bool, Refusal> {
    match word {
        "ascii" | "netascii" => Ok(true),
        "binary" | "octet" | "image" => Ok(false),
        _ => Err(Refusal::wrong(64, format!("tftp: invalid mode: {word}"))),
    }
}
