//! A place in a text, and the small pieces every rule of the grammar is made of.

use crate::error::{ParseError, Problem};

/// The rest of the text, and where it begins.
#[derive(Clone, Debug)]
pub(super) struct Cursor<'a> {
    rest: &'a str,
    line: u32,
    column: u32,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { rest: text, line: 1, column: 1 }
    }

    pub(super) fn line(&self) -> u32 {
        self.line
    }

    pub(super) fn at_end(&self) -> bool {
        self.rest.is_empty()
    }

    pub(super) fn error(&self, what: Problem) -> ParseError {
        ParseError { line: self.line, column: self.column, what }
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.rest.chars().next()
    }

    /// Steps over so many bytes, which end at a character's end.
    fn advance(&mut self, bytes: usize) -> &'a str {
        let (taken, rest) = self.rest.split_at_checked(bytes).unwrap_or((self.rest, ""));
        for c in taken.chars() {
            if c == '\n' {
                self.line += 1;
                self.column = 1;
            } else {
                self.column += 1;
            }
        }
        self.rest = rest;
        taken
    }

    fn take_while(&mut self, accept: impl Fn(char) -> bool) -> &'a str {
        let end = self.rest.find(|c| !accept(c)).unwrap_or(self.rest.len());
        self.advance(end)
    }

    /// Steps over spaces, ends of lines and comments.
    pub(super) fn skip_blank(&mut self) -> Result<(), ParseError> {
        loop {
            self.take_while(char::is_whitespace);
            if self.rest.starts_with("//") || self.rest.starts_with('#') {
                self.take_while(|c| c != '\n');
            } else if self.rest.starts_with("/*") {
                let Some(end) = self.rest.find("*/") else {
                    return Err(self.error(Problem::Unfinished("a comment")));
                };
                self.advance(end + 2);
            } else {
                return Ok(());
            }
        }
    }

    /// Steps over `token` and the spaces of its line, if it comes next.
    pub(super) fn eat(&mut self, token: &str) -> bool {
        if !self.rest.starts_with(token) {
            return false;
        }
        self.advance(token.len());
        self.take_while(|c| c == ' ' || c == '\t');
        true
    }

    /// Steps over blanks and then `token`, which has to come.
    pub(super) fn expect(&mut self, token: &'static str) -> Result<(), ParseError> {
        let before = self.clone();
        self.skip_blank()?;
        // Where it should have stood, not where the next line begins.
        if self.eat(token) { Ok(()) } else { Err(before.error(Problem::Expected(token))) }
    }

    /// A word of letters, digits, `_` and inner `-`, if one comes next.
    pub(super) fn word(&mut self) -> Option<String> {
        if !self.peek().is_some_and(|c| c.is_ascii_alphabetic() || c == '_') {
            return None;
        }
        let word = self.take_while(|c| c.is_ascii_alphanumeric() || c == '_');
        Some(word.to_owned())
    }

    /// Whether this word comes next, whole; if so it is stepped over.
    pub(super) fn eat_word(&mut self, word: &str) -> Result<bool, ParseError> {
        self.skip_blank()?;
        let whole = self
            .rest
            .strip_prefix(word)
            .is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_'));
        if whole {
            self.advance(word.len());
        }
        Ok(whole)
    }

    /// The characters up to a blank or the end of the line, comments cut off.
    pub(super) fn rest_of_line(&mut self) -> String {
        self.take_while(|c| !c.is_whitespace()).to_owned()
    }

    /// The characters that `accept` takes, and no blanks before them.
    pub(super) fn run(&mut self, accept: impl Fn(char) -> bool) -> &'a str {
        self.take_while(accept)
    }

    /// What stands between `open`, which comes next, and `close`.
    pub(super) fn delimited(
        &mut self,
        open: &'static str,
        close: &str,
        what: &'static str,
    ) -> Result<String, ParseError> {
        if !self.rest.starts_with(open) {
            return Err(self.error(Problem::Expected(open)));
        }
        let start = self.clone();
        self.advance(open.len());
        let Some(end) = self.rest.find(close) else {
            return Err(start.error(Problem::Unfinished(what)));
        };
        let inside = self.advance(end).to_owned();
        self.advance(close.len());
        Ok(inside)
    }

    /// A whole number, decimal or `0x…`, at most `max`.
    pub(super) fn number(&mut self, what: &'static str, max: u64) -> Result<u64, ParseError> {
        self.skip_blank()?;
        let start = self.clone();
        let (digits, radix) = if self.rest.starts_with("0x") || self.rest.starts_with("0X") {
            self.advance(2);
            (self.take_while(|c| c.is_ascii_hexdigit()), 16)
        } else {
            (self.take_while(|c| c.is_ascii_digit()), 10)
        };
        if digits.is_empty() {
            return Err(start.error(Problem::Expected(what)));
        }
        match u64::from_str_radix(digits, radix) {
            Ok(number) if number <= max => Ok(number),
            _ => Err(start.error(Problem::OutOfRange { what, max })),
        }
    }

    /// A number of 32 bits.
    pub(super) fn number32(&mut self, what: &'static str) -> Result<u32, ParseError> {
        self.number(what, u32::MAX.into()).map(|number| u32::try_from(number).unwrap_or(u32::MAX))
    }

    /// A number of 16 bits.
    pub(super) fn number16(&mut self, what: &'static str) -> Result<u16, ParseError> {
        self.number(what, u16::MAX.into()).map(|number| u16::try_from(number).unwrap_or(u16::MAX))
    }

    /// A number of 8 bits.
    pub(super) fn number8(&mut self, what: &'static str) -> Result<u8, ParseError> {
        self.number(what, u8::MAX.into()).map(|number| u8::try_from(number).unwrap_or(u8::MAX))
    }

    /// A time in seconds with up to six decimals, as microseconds.
    pub(super) fn microseconds(&mut self) -> Result<i64, ParseError> {
        /// More than a script could mean: ten years.
        const MAX_SECONDS: u64 = 315_360_000;
        let start = self.clone();
        let whole = self.take_while(|c| c.is_ascii_digit());
        let mut decimals = "";
        // `0.1...0.3`: three dots are not a decimal point.
        if self.rest.starts_with('.') && !self.rest.starts_with("...") {
            self.advance(1);
            decimals = self.take_while(|c| c.is_ascii_digit());
        }
        if whole.is_empty() && decimals.is_empty() {
            return Err(start.error(Problem::Expected("a time in seconds")));
        }
        let too_long = || start.error(Problem::OutOfRange { what: "a time", max: MAX_SECONDS });
        let seconds = if whole.is_empty() { 0 } else { whole.parse().map_err(|_| too_long())? };
        if seconds > MAX_SECONDS {
            return Err(too_long());
        }
        let mut micros = 0_i64;
        let mut place = 100_000;
        for digit in decimals.bytes().take(6) {
            micros += i64::from(digit - b'0') * place;
            place /= 10;
        }
        self.take_while(|c| c == ' ' || c == '\t');
        Ok(i64::try_from(seconds).unwrap_or(0) * 1_000_000 + micros)
    }
}
