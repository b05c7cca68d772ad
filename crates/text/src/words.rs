//! Small words: numbers with their nouns, sizes, data as text.

use crate::Lang;
use crate::markup::Esc;

/// `1 byte`, `5 bytes`; `5 字节`.
pub(crate) fn bytes(lang: Lang, n: u64) -> String {
    number(lang, n, "byte", "bytes", "字节")
}

/// [`bytes`] for any unsigned integer up to 64 bits.
pub(crate) fn of_bytes(lang: Lang, n: impl Into<u64>) -> String {
    bytes(lang, n.into())
}

/// `1 time`, `3 times`; `3 次`.
pub(crate) fn times(lang: Lang, n: u64) -> String {
    number(lang, n, "time", "times", "次")
}

/// A number with its noun. Chinese needs no plural; its noun includes the measure word.
pub(crate) fn number(lang: Lang, n: u64, one: &str, many: &str, zh: &str) -> String {
    match lang {
        Lang::En => format!("{n} {}", if n == 1 { one } else { many }),
        Lang::Zh => format!("{n} {zh}"),
    }
}

/// A file's size with a binary unit, one digit after the point: `2.0 GiB`.
pub(crate) fn size(bytes: u64) -> String {
    const UNITS: [(u64, &str); 3] = [(1 << 30, "GiB"), (1 << 20, "MiB"), (1 << 10, "KiB")];
    match UNITS.into_iter().find(|(unit, _)| bytes >= *unit) {
        Some((unit, name)) => {
            format!("{}.{} {name}", bytes / unit, bytes % unit * 10 / unit)
        }
        None => format!("{bytes} B"),
    }
}

/// The beginning of some bytes as text on one line, for a quotation; `None` if
/// they do not look like text. Escaped for markup.
pub(crate) fn excerpt(data: &[u8]) -> Option<String> {
    excerpt_raw(data).map(|text| Esc(&text).to_string())
}

/// The same, not escaped.
pub(crate) fn excerpt_raw(data: &[u8]) -> Option<String> {
    const LONGEST: usize = 24;
    // A character cut in two at the end of a segment does not make it binary.
    let text = match std::str::from_utf8(data) {
        Ok(text) => text,
        Err(e) if e.error_len().is_none() => {
            std::str::from_utf8(data.get(..e.valid_up_to())?).ok()?
        }
        Err(_) => return None,
    };
    let text = text.trim();
    let line = text.lines().next()?.trim_end();
    if line.chars().any(|c| c.is_control() && c != '\t') {
        return None;
    }
    let mut shown: String = line.chars().take(LONGEST).collect();
    if shown.len() < text.len() {
        shown.push('…');
    }
    Some(shown)
}

/// A parts-per-million rate as a percentage without superfluous zeros: `2.5%`.
pub(crate) fn percent(ppm: u32) -> String {
    let (whole, rest) = (ppm / 10_000, ppm % 10_000);
    if rest == 0 {
        return format!("{whole}%");
    }
    format!("{whole}.{}%", format!("{rest:04}").trim_end_matches('0'))
}

/// The sentence with its first letter in upper case.
pub(crate) fn capital(text: &str) -> String {
    let mut chars = text.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests;
