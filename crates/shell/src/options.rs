//! How tools read their options: the rules of `getopt`, and numbers.

use std::net::Ipv4Addr;
use wireglass_core::time::Duration;

/// What comes next on a command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Item<'a> {
    /// An option without an argument.
    Flag(char),
    /// An option with its argument.
    Value(char, &'a str),
    /// Not an option.
    Plain(&'a str),
    /// No such option.
    Unknown(char),
    /// An option that wants an argument, at the end of the line.
    Missing(char),
}

/// Reads options as `getopt` does: single letters that may stand together (`-vn`), an argument in
/// the same word (`-c1`) or in the next; `--` ends them.
#[derive(Clone, Debug)]
pub(crate) struct Options<'a> {
    arguments: std::slice::Iter<'a, String>,
    /// What is left of a word of letters.
    letters: &'a str,
    flags: &'static str,
    valued: &'static str,
    ended: bool,
    /// How many words were taken.
    taken: usize,
}

impl<'a> Options<'a> {
    pub(crate) fn new(arguments: &'a [String], flags: &'static str, valued: &'static str) -> Self {
        Self { arguments: arguments.iter(), letters: "", flags, valued, ended: false, taken: 0 }
    }

    /// How many words have been looked at.
    pub(crate) const fn taken(&self) -> usize {
        self.taken
    }

    fn word(&mut self) -> Option<&'a str> {
        let word = self.arguments.next()?;
        self.taken += 1;
        Some(word)
    }
}

impl<'a> Iterator for Options<'a> {
    type Item = Item<'a>;

    fn next(&mut self) -> Option<Item<'a>> {
        if self.letters.is_empty() {
            let word = self.word()?;
            if self.ended {
                return Some(Item::Plain(word));
            }
            if word == "--" {
                self.ended = true;
                return self.next();
            }
            match word.strip_prefix('-') {
                Some(letters) if !letters.is_empty() => self.letters = letters,
                _ => return Some(Item::Plain(word)),
            }
        }
        let letter = self.letters.chars().next()?;
        self.letters = self.letters.get(letter.len_utf8()..).unwrap_or_default();
        if self.flags.contains(letter) {
            return Some(Item::Flag(letter));
        }
        if !self.valued.contains(letter) {
            return Some(Item::Unknown(letter));
        }
        let value = if self.letters.is_empty() {
            match self.word() {
                Some(word) => word,
                None => return Some(Item::Missing(letter)),
            }
        } else {
            std::mem::take(&mut self.letters)
        };
        Some(Item::Value(letter, value))
    }
}

/// A whole number, with a sign perhaps.
pub(crate) fn integer(text: &str) -> Option<i64> {
    text.parse().ok()
}

/// Seconds with a fraction, such as `0.2`; up to a day, to the nanosecond. More counts as a day.
pub(crate) fn seconds(text: &str) -> Option<Duration> {
    const DAY: u64 = 86_400;
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if !digits(whole) || !digits(fraction) || (whole.is_empty() && fraction.is_empty()) {
        return None;
    }
    let significant = whole.trim_start_matches('0');
    let whole: u64 = match significant.len() {
        0 => 0,
        1..=6 => significant.parse().ok()?,
        _ => DAY,
    };
    let nanos: u64 = format!("{:0<9}", fraction.get(..9).unwrap_or(fraction)).parse().ok()?;
    Some(Duration::from_nanos((whole * 1_000_000_000 + nanos).min(DAY * 1_000_000_000)))
}

/// An address as `inet_aton` reads it: one to four numbers, decimal, octal (`010`) or hexadecimal
/// (`0x0a`), the last of which fills what is left: `10.1` is 10.0.0.1.
pub(crate) fn inet_aton(text: &str) -> Option<Ipv4Addr> {
    let mut parts = Vec::new();
    for part in text.split('.') {
        if parts.len() == 4 || part.len() > 12 {
            return None;
        }
        let (digits, radix) = match part.strip_prefix("0x").or_else(|| part.strip_prefix("0X")) {
            Some(hex) => (hex, 16),
            None if part.len() > 1 && part.starts_with('0') => (part, 8),
            None => (part, 10),
        };
        if digits.starts_with('+') {
            return None;
        }
        parts.push(u32::from_str_radix(digits, radix).ok()?);
    }
    let (last, first) = parts.split_last()?;
    let mut value = 0;
    for (place, part) in first.iter().enumerate() {
        value |= u32::from(u8::try_from(*part).ok()?) << (24 - 8 * place);
    }
    let room = 32 - 8 * u32::try_from(first.len()).ok()?;
    if room < 32 && last >> room != 0 {
        return None;
    }
    Some(Ipv4Addr::from(value | last))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_read_as_getopt_reads_them() {
        let read = |line: &str| {
            let words: Vec<String> = line.split(' ').map(str::to_owned).collect();
            let items: Vec<String> = Options::new(&words, "vn", "ct")
                .map(|item| match item {
                    Item::Flag(c) => format!("{c}"),
                    Item::Value(c, value) => format!("{c}={value}"),
                    Item::Plain(word) => format!("[{word}]"),
                    Item::Unknown(c) => format!("?{c}"),
                    Item::Missing(c) => format!("{c}=?"),
                })
                .collect();
            items.join(" ")
        };
        for (line, expected) in [
            ("-vn host", "v n [host]"),
            ("-c1 -t 2 x", "c=1 t=2 [x]"),
            ("x -vc3", "[x] v c=3"),
            ("-c -v", "c=-v"),
            ("-z -vzn", "?z v ?z n"),
            ("-- -v", "[-v]"),
            ("- -c", "[-] c=?"),
            ("--foo", "?- ?f ?o ?o"),
        ] {
            assert_eq!(read(line), expected, "{line}");
        }
    }

    #[test]
    fn seconds_and_addresses() {
        for (text, nanos) in [
            ("1", Some(1_000_000_000)),
            ("0.2", Some(200_000_000)),
            (".5", Some(500_000_000)),
            ("3.", Some(3_000_000_000)),
            ("0.0000000019", Some(1)),
            ("99999999999999999999", Some(86_400_000_000_000)),
            ("", None),
            (".", None),
            ("-1", None),
            ("1e3", None),
            ("x", None),
        ] {
            assert_eq!(seconds(text).map(Duration::as_nanos), nanos, "{text}");
        }
        for (text, address) in [
            ("10.0.0.1", Some([10, 0, 0, 1])),
            ("1.2.3", Some([1, 2, 0, 3])),
            ("10.1", Some([10, 0, 0, 1])),
            ("3232235777", Some([192, 168, 1, 1])),
            ("0x0a.010.0.1", Some([10, 8, 0, 1])),
            ("10.0.0.256", None),
            ("300.1.1.1", None),
            ("1.2.3.4.5", None),
            ("10..1", None),
            ("", None),
            ("+1", None),
            ("09", None),
        ] {
            assert_eq!(inet_aton(text).map(|ip| ip.octets()), address, "{text}");
        }
    }
}
