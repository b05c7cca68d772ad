//! The grammar of each tool: from words to what the simulator runs.

mod arp;
mod builtins;
mod curl;
mod dhclient;
mod dns;
mod ifconfig;
mod ip;
mod nc;
mod ping;
mod route;
mod sockets;
mod tftp;
mod traceroute;

pub(crate) use dns::type_name;

use crate::command::{Builtin, Command, Refusal, Run, Tool, View, domain};
use crate::context::Context;
use crate::options::inet_aton;
use crate::words::{Token, Unread, split};
use std::net::Ipv4Addr;
use wireglass_core::addr::MacAddr;
use wireglass_core::addr::mac;
use wireglass_sim::app::{App, Target};

/// What a tool is called with.
pub(crate) struct Call<'a> {
    /// The words behind its name.
    pub(crate) arguments: &'a [String],
    /// What is written to its standard input.
    pub(crate) stdin: Option<Vec<u8>>,
    pub(crate) context: &'a Context,
}

type Parsed = Result<Command, Refusal>;

/// The most bytes of a line that are looked at: what is typed or pasted, not a file.
const LONGEST: usize = 4096;

/// Reads a command line as the shell and the tool would.
///
/// # Errors
/// A [`Refusal`]: what is answered instead, and with which exit status. The line is wrong, or it
/// is right and not simulated.
pub fn parse(line: &str, context: &Context) -> Result<Command, Refusal> {
    if line.len() > LONGEST {
        return Err(Refusal::wrong(126, "bash: Argument list too long"));
    }
    let tokens = split(line).map_err(|unread| unreadable(line, unread))?;
    let tokens: Vec<Token> = tokens.into_iter().map(|placed| placed.token).collect();
    let (words, stdin) = arrange(&tokens)?;
    // Whoever types at the simulated host may do everything.
    let words = match words.as_slice() {
        [first, rest @ ..] if first == "sudo" && !rest.is_empty() => rest,
        words => words,
    };
    let Some((name, arguments)) = words.split_first() else {
        return Ok(Command::Shell(Builtin::Nothing));
    };
    let call = Call { arguments, stdin, context };
    let Some(tool) = Tool::named(name) else { return Err(unknown_command(name)) };
    dispatch(tool, &call)
}

fn dispatch(tool: Tool, call: &Call<'_>) -> Parsed {
    match tool {
        Tool::Arp => arp::parse(call),
        Tool::Clear => Ok(Command::Shell(Builtin::Clear)),
        Tool::Curl => curl::parse(call),
        Tool::Dhclient => dhclient::parse(call),
        Tool::Dig => dns::dig(call),
        Tool::Echo => Ok(builtins::say(&builtins::echo(call.arguments))),
        Tool::Help => builtins::help(call),
        Tool::History => builtins::history(call),
        Tool::Host => dns::host(call),
        Tool::Hostname => builtins::hostname(call),
        Tool::Ifconfig => ifconfig::parse(call),
        Tool::Ip => ip::parse(call),
        Tool::Ipconfig => ifconfig::ipconfig(call),
        Tool::Man => builtins::man(call),
        Tool::Nc => nc::parse(call),
        Tool::Netstat => sockets::netstat(call),
        Tool::Nslookup => dns::nslookup(call),
        Tool::Ping => ping::parse(call),
        Tool::Printf => builtins::printf(call.arguments).map(|text| builtins::say(&text)),
        Tool::Route => route::parse(call),
        Tool::Ss => sockets::ss(call),
        Tool::Tftp => tftp::parse(call),
        Tool::Traceroute => traceroute::parse(call),
    }
}

fn unreadable(line: &str, unread: Unread) -> Refusal {
    match unread {
        Unread::Quote(quote) => Refusal::wrong(
            2,
            format!(
                "bash: unexpected EOF while looking for matching `{quote}'\n\
                 bash: syntax error: unexpected end of file"
            ),
        ),
        Unread::Expansion(what) => {
            let kind = if what == "`" || line.contains("$(") {
                "the output of another command"
            } else {
                "a variable"
            };
            Refusal::not_simulated("bash", kind)
        }
    }
}

fn unknown_command(name: &str) -> Refusal {
    if name.starts_with('!') {
        return Refusal::not_simulated("bash", "calling back an earlier line with `!'");
    }
    if name.contains('/') {
        return Refusal::wrong(127, format!("bash: {name}: No such file or directory"));
    }
    Refusal::wrong(127, format!("bash: {name}: command not found"))
}

fn syntax(token: &str) -> Refusal {
    Refusal::wrong(2, format!("bash: syntax error near unexpected token `{token}'"))
}

/// The words of the one command that a line has, and what is written to its standard input: by
/// `<<<`, or by `echo` or `printf` in front of a `|`.
fn arrange(tokens: &[Token]) -> Result<(Vec<String>, Option<Vec<u8>>), Refusal> {
    let mut commands: Vec<Vec<String>> = vec![Vec::new()];
    let mut stdin = None;
    let mut rest = tokens.iter();
    while let Some(token) = rest.next() {
        match token {
            Token::Word(word) => {
                if let Some(command) = commands.last_mut() {
                    command.push(word.clone());
                }
            }
            Token::Operator("<<<") => match rest.next() {
                Some(Token::Word(word)) => stdin = Some(format!("{word}\n").into_bytes()),
                Some(Token::Operator(next)) => return Err(syntax(next)),
                None => return Err(syntax("newline")),
            },
            Token::Operator("|") => {
                if commands.last().is_none_or(Vec::is_empty) {
                    return Err(syntax("|"));
                }
                commands.push(Vec::new());
            }
            Token::Operator(operator) => return Err(operator_refused(operator, &commands, rest)),
        }
    }
    let Some(last) = commands.pop() else { return Ok((Vec::new(), None)) };
    match commands.as_slice() {
        [] => Ok((last, stdin)),
        _ if last.is_empty() => {
            Err(Refusal::wrong(2, "bash: syntax error: unexpected end of file"))
        }
        [first] if stdin.is_none() => Ok((last, Some(written_by(first)?))),
        _ => Err(Refusal::not_simulated("bash", "a pipe of that kind")),
    }
}

fn operator_refused(
    operator: &str,
    commands: &[Vec<String>],
    mut rest: std::slice::Iter<'_, Token>,
) -> Refusal {
    let what = match operator {
        ")" | ";;" => return syntax(operator),
        "(" => "a subshell",
        "&" => "running in the background",
        ";" | "&&" | "||" => "more than one command on a line",
        _ => match rest.next() {
            Some(Token::Operator(next)) => return syntax(next),
            None => return syntax("newline"),
            Some(Token::Word(_)) => "redirection to or from a file",
        },
    };
    let begins = commands.last().is_none_or(Vec::is_empty);
    if begins && matches!(operator, "&" | ";" | "&&" | "||") {
        return syntax(operator);
    }
    Refusal::not_simulated("bash", what)
}

/// What the command in front of a pipe writes.
fn written_by(words: &[String]) -> Result<Vec<u8>, Refusal> {
    let Some((name, arguments)) = words.split_first() else { return Ok(Vec::new()) };
    match Tool::named(name) {
        Some(Tool::Echo) => Ok(builtins::echo(arguments).into_bytes()),
        Some(Tool::Printf) => builtins::printf(arguments).map(String::into_bytes),
        Some(_) => Err(Refusal::not_simulated("bash", "a pipe from anything but echo and printf")),
        None => Err(unknown_command(name)),
    }
}

/// A command that the host runs.
fn run(tool: Tool, app: App, view: View) -> Command {
    Command::Run(Run { tool, app, view })
}

/// Whom a word means: an address in any form that tools take, `localhost`, or a name. `None` if it
/// cannot be a name.
fn target(word: &str) -> Option<Target> {
    if let Some(ip) = inet_aton(word) {
        return Some(Target::Ip(ip));
    }
    if word == "localhost" {
        return Some(Target::Ip(Ipv4Addr::LOCALHOST));
    }
    let name = domain(word)?;
    (!name.is_root()).then_some(Target::Name(name))
}

/// A MAC address as these tools take it: six groups of one or two digits, with `:` or `-`.
fn mac_address(word: &str) -> Option<MacAddr> {
    let groups: Vec<&str> = word.split([':', '-']).collect();
    let short = groups.iter().all(|g| matches!(g.len(), 1 | 2));
    if groups.len() != 6 || !short {
        return None;
    }
    let padded: Vec<String> = groups.iter().map(|group| format!("{group:0>2}")).collect();
    mac::parse(&padded.join(":")).ok()
}

/// The prefix that a mask such as `255.255.255.0` stands for.
fn prefix_of_mask(word: &str) -> Option<u8> {
    let bits = u32::from(inet_aton(word)?);
    let ones = bits.leading_ones();
    (bits.checked_shl(ones).unwrap_or(0) == 0).then(|| u8::try_from(ones).unwrap_or(32))
}

/// The prefix that an address without a mask had while there were classes (RFC 791 §3.2), which the
/// old tools still go by.
fn classful_prefix(ip: Ipv4Addr) -> u8 {
    match ip.octets()[0] {
        0..=127 => 8,
        128..=191 => 16,
        192..=223 => 24,
        _ => 32,
    }
}

/// Whether bits beyond the prefix are set.
fn has_host_bits(ip: Ipv4Addr, prefix: u8) -> bool {
    u32::from(ip).checked_shl(prefix.into()).unwrap_or(0) != 0
}

#[cfg(test)]
mod tests;
