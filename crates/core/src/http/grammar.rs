//! The parts of a message's text (RFC 9112 §2 to §7): for the reader of a stream, and for
//! taking segments apart.

use super::{Header, Message, Start, Version};

/// The head of a message, without its empty line.
pub(crate) fn parse_head(head: &[u8]) -> Option<Message> {
    let mut lines = split_lines(head);
    let (start, version) = parse_start(lines.next()?)?;
    let headers = lines.map(parse_header).collect::<Option<Vec<_>>>()?;
    Some(Message { start, version, headers, body: Vec::new() })
}

/// The first line, without its end.
pub(crate) fn parse_start(first: &[u8]) -> Option<(Start, Version)> {
    let mut words = first.splitn(3, |byte| *byte == b' ');
    let (one, two, three) = (words.next()?, words.next()?, words.next());
    if one.starts_with(b"HTTP/") {
        let status = (two.len() == 3).then(|| decimal(two)).flatten()?;
        let status = u16::try_from(status).ok().filter(|status| *status >= 100)?;
        let phrase = three.unwrap_or_default().to_vec();
        Some((Start::Response { status, phrase }, Version::parse(one)?))
    } else {
        let plain = |text: &[u8]| !text.is_empty() && text.iter().all(u8::is_ascii_graphic);
        let fits = one.iter().all(|byte| is_token(*byte)) && plain(one) && plain(two);
        let version = Version::parse(three?).filter(|_| fits)?;
        Some((Start::Request { method: one.to_vec(), target: two.to_vec() }, version))
    }
}

fn split_lines(head: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut rest = Some(head);
    std::iter::from_fn(move || {
        let text = rest?;
        let end = find(text, b"\r\n");
        rest = end.and_then(|end| text.get(end + 2..));
        text.get(..end.unwrap_or(text.len()))
    })
}

/// `name: value`. A space before the colon or at the beginning is refused (RFC 9112 §5.1).
pub(crate) fn parse_header(line: &[u8]) -> Option<Header> {
    let colon = line.iter().position(|byte| *byte == b':')?;
    let (name, value) = (line.get(..colon)?, line.get(colon + 1..)?);
    let fits = !name.is_empty() && name.iter().all(|byte| is_token(*byte));
    let clean = !value.iter().any(|byte| matches!(byte, 0 | b'\r' | b'\n'));
    (fits && clean).then(|| Header { name: name.to_vec(), value: value.trim_ascii().to_vec() })
}

/// What names and methods are made of (RFC 9110 §5.6.2).
fn is_token(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte)
}

pub(crate) fn decimal(text: &[u8]) -> Option<usize> {
    let digits = !text.is_empty() && text.iter().all(u8::is_ascii_digit);
    digits.then(|| std::str::from_utf8(text).ok()?.parse().ok()).flatten()
}

pub(crate) fn chunk_size(text: &[u8]) -> Option<usize> {
    let digits = (1..=8).contains(&text.len()) && text.iter().all(u8::is_ascii_hexdigit);
    digits.then(|| usize::from_str_radix(std::str::from_utf8(text).ok()?, 16).ok()).flatten()
}

pub(crate) fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    bytes.windows(what.len()).position(|window| window == what)
}
