//! Reading a script. The grammar, as far as it goes:
//!
//! ```text
//! script   = { "--" name [ "=" value ] } { event }
//! event    = [ time ] ( packet | call | "`" command "`" | "%{" code "}%" )
//! time     = [ "+" ] seconds [ "~" [ "+" ] seconds ] | "*"        ; "..." seconds behind it
//! packet   = ( "<" | ">" ) [ "(" ip ")" | "[" ip "]" ] [ "(" a ">" b ")" ] ( segment | icmp ) [ "/udp(" a ">" b ")" ]
//! ip       = { "ttl" n | "hlim" n | "tos" n | "dscp" n | [ "ecn" ] field } with "," between them
//! call     = name "(" values ")" [ "=" result [ errno ] [ "(" note ")" ] ]
//! ```
//!
//! `conditions` cuts out what `#ifdef` hides, `cursor` steps through characters
//! and comments, `packet` and `call` read one kind of event each.

mod call;
mod conditions;
mod cursor;
mod packet;

use crate::error::{ParseError, Problem};
use crate::script::{Event, HeaderOption, Script, Time, What};
use cursor::Cursor;

type Result<T> = std::result::Result<T, ParseError>;

impl Script {
    /// Reads a script in which the names `defined` count as defined for `#ifdef`.
    ///
    /// # Errors
    /// [`ParseError`] at the first place that cannot be understood.
    pub fn parse(text: &str, defined: &[&str]) -> Result<Self> {
        let text = conditions::apply(text, defined)?;
        let mut cursor = Cursor::new(&text);
        let mut script = Self::default();
        cursor.skip_blank()?;
        while cursor.eat("--") {
            script.options.push(header_option(&mut cursor)?);
            cursor.skip_blank()?;
        }
        while !cursor.at_end() {
            script.events.push(event(&mut cursor)?);
            cursor.skip_blank()?;
        }
        Ok(script)
    }
}

fn header_option(cursor: &mut Cursor<'_>) -> Result<HeaderOption> {
    let line = cursor.line();
    let name = cursor.word().ok_or_else(|| cursor.error(Problem::Expected("an option's name")))?;
    let value = if cursor.eat("=") { cursor.rest_of_line() } else { String::new() };
    Ok(HeaderOption { line, name, value })
}

fn event(cursor: &mut Cursor<'_>) -> Result<Event> {
    let (time, until) = time(cursor)?;
    cursor.skip_blank()?;
    let line = cursor.line();
    let what = match cursor.peek() {
        Some('<' | '>') => What::Packet(packet::packet(cursor)?),
        Some('`') => What::Command(cursor.delimited("`", "`", "a command")?),
        Some('%') => What::Code(cursor.delimited("%{", "}%", "a piece of code")?),
        Some(c) if c.is_ascii_alphabetic() || c == '_' => What::Call(call::call(cursor)?),
        _ => return Err(cursor.error(Problem::Expected("a packet, a system call or a command"))),
    };
    Ok(Event { line, time, until, what })
}

/// A time and, behind `...`, until when a call may block. Commands before and
/// behind a script may have none: they happen at once.
fn time(cursor: &mut Cursor<'_>) -> Result<(Time, Option<i64>)> {
    if cursor.eat("*") {
        return Ok((Time::Any, None));
    }
    let relative = cursor.eat("+");
    if relative {
        cursor.skip_blank()?;
    } else if cursor.peek() == Some('`') {
        return Ok((Time::Relative(0), None));
    }
    let start = cursor.microseconds()?;
    if cursor.eat("~") {
        cursor.eat("+");
        let end = cursor.microseconds()?;
        let range = if relative { Time::RelativeRange } else { Time::AbsoluteRange };
        return Ok((range(start, end), None));
    }
    let time = if relative { Time::Relative(start) } else { Time::Absolute(start) };
    let until = if cursor.eat("...") {
        cursor.eat("+");
        Some(cursor.microseconds()?)
    } else {
        None
    };
    Ok((time, until))
}

#[cfg(test)]
mod tests;
