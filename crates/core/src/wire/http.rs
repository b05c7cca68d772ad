//! HTTP/1.1 messages in a segment (RFC 9112).
//!
//! TCP carries a stream, so a segment need not begin or end where a message does. What is
//! taken apart here is a message that *begins* in it, as far as the segment goes: that its end
//! is not there is no fault. [`crate::http::Reader`] puts whole messages together.

use super::cursor::Cursor;
use super::{Field, FieldName, LayerKind, Malformed, MalformedKind, Meaning, Value, clip};
use crate::http::grammar::{chunk_size, decimal, parse_header, parse_start};
use crate::http::{Header, Start};
use serde::Serialize;

/// What the first digit of a status says (RFC 9110 §15).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub enum StatusClass {
    /// 1xx: the answer is still to come.
    Informational,
    /// 2xx: done.
    Success,
    /// 3xx: to be had elsewhere, or had already.
    Redirection,
    /// 4xx: the request is at fault.
    ClientError,
    /// 5xx: the server is at fault.
    ServerError,
}

impl StatusClass {
    /// Every class.
    pub const ALL: [Self; 5] = [
        Self::Informational,
        Self::Success,
        Self::Redirection,
        Self::ClientError,
        Self::ServerError,
    ];

    /// The class of a status; `None` if it has none.
    pub const fn of(status: u16) -> Option<Self> {
        match status {
            100..200 => Some(Self::Informational),
            200..300 => Some(Self::Success),
            300..400 => Some(Self::Redirection),
            400..500 => Some(Self::ClientError),
            500..600 => Some(Self::ServerError),
            _ => None,
        }
    }
}

/// A message that begins in a segment, as far as it is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Apart {
    /// The head, and what frames the chunks of a body in chunks. They cover `header` bytes.
    pub fields: Vec<Field>,
    /// Bytes that the fields cover.
    pub header: usize,
    /// Bytes of body that follow them and belong to this message, here or in later segments;
    /// `None` if it ends with the connection.
    pub body: Option<usize>,
    /// Where it stops making sense.
    pub fault: Option<Malformed>,
}

/// Whether a message begins here: its first line is whole, and is one.
pub fn begins(bytes: &[u8]) -> bool {
    line_len(bytes, 0).is_some_and(|len| parse_start(clip(bytes, 0, len - 2)).is_some())
}

/// Takes a message apart that [`begins`] at the first byte. `base` is its place in the frame,
/// in bytes.
pub fn take_apart(bytes: &[u8], base: usize) -> Apart {
    let mut walk = Walk { bytes, cursor: Cursor::new(bytes, base) };
    match walk.message() {
        Ok(Some(body)) => {
            let header = walk.cursor.offset();
            Apart { fields: walk.cursor.stop(), header, body: body.bytes(), fault: None }
        }
        // The segment ends before the head, or the last chunk, does.
        Ok(None) => {
            Apart { fields: walk.cursor.finish(), header: bytes.len(), body: Some(0), fault: None }
        }
        Err(at) => {
            let fault = Malformed { layer: LayerKind::Http, at, what: MalformedKind::BadLine };
            let fields = walk.cursor.finish();
            Apart { fields, header: bytes.len(), body: Some(0), fault: Some(fault) }
        }
    }
}

/// How long a body is (RFC 9112 §6.3).
#[derive(Clone, Copy)]
enum Body {
    Bytes(usize),
    UntilClose,
}

impl Body {
    const fn bytes(self) -> Option<usize> {
        match self {
            Self::Bytes(bytes) => Some(bytes),
            Self::UntilClose => None,
        }
    }
}

/// The length of the line at `at`, its end included, if it has one.
fn line_len(bytes: &[u8], at: usize) -> Option<usize> {
    bytes.get(at..)?.windows(2).position(|pair| pair == b"\r\n").map(|length| length + 2)
}

struct Walk<'a> {
    bytes: &'a [u8],
    cursor: Cursor<'a>,
}

/// `Ok(None)`: the bytes end here. `Err`: the line at this byte is not in its form.
type Step<T> = Result<Option<T>, usize>;

/// Takes what is there, or ends.
macro_rules! there {
    ($step:expr) => {
        match $step {
            Some(found) => found,
            None => return Ok(None),
        }
    };
}

impl<'a> Walk<'a> {
    /// The next line, without its end.
    fn line(&self) -> Option<&'a [u8]> {
        let at = self.cursor.offset();
        let length = line_len(self.bytes, at)?;
        Some(clip(self.bytes, at, at + length - 2))
    }

    fn message(&mut self) -> Step<Body> {
        let line = there!(self.line());
        let (start, _) = parse_start(line).ok_or(0_usize)?;
        there!(self.start_line(&start, line.len() + 2));
        let (mut length, mut coded, mut chunked) = (None, false, false);
        loop {
            let at = self.cursor.offset();
            let Some(header) = there!(self.header()?) else { break };
            let is = |name: &[u8]| header.name.eq_ignore_ascii_case(name);
            if is(b"Content-Length") {
                let bytes = decimal(&header.value).ok_or(at)?;
                // Two lengths: which of them is believed is how requests are smuggled.
                if coded || length.is_some_and(|other| other != bytes) {
                    return Err(at);
                }
                length = Some(bytes);
            } else if is(b"Transfer-Encoding") {
                if length.is_some() {
                    return Err(at);
                }
                let last = header.value.rsplit(|byte| *byte == b',').next().unwrap_or(&[]);
                coded = true;
                chunked = last.trim_ascii().eq_ignore_ascii_case(b"chunked");
            }
            there!(self.take_header());
        }
        let is_request = matches!(start, Start::Request { .. });
        let never = matches!(start, Start::Response { status: 100..200 | 204 | 304, .. });
        match length {
            _ if never => Ok(Some(Body::Bytes(0))),
            _ if chunked => self.chunks(),
            Some(bytes) => Ok(Some(Body::Bytes(bytes))),
            None if is_request => Ok(Some(Body::Bytes(0))),
            None => Ok(Some(Body::UntilClose)),
        }
    }

    /// `len` is the line's length with its end.
    fn start_line(&mut self, start: &Start, len: usize) -> Option<()> {
        const VERSION: usize = "HTTP/1.1".len();
        match start {
            Start::Request { method, target } => {
                self.cursor.text(FieldName::HttpMethod, method.len() + 1)?;
                self.cursor.text(FieldName::HttpTarget, target.len() + 1)?;
                self.cursor.text(FieldName::HttpVersion, VERSION + 2)
            }
            Start::Response { status, .. } => {
                self.cursor.text(FieldName::HttpVersion, VERSION + 1)?;
                // The space behind the digits may be missing, and the phrase with it.
                let digits = 4.min(len - VERSION - 3);
                self.cursor.bytes(FieldName::HttpStatus, digits)?;
                self.cursor.is(Value::Number((*status).into()));
                if let Some(class) = StatusClass::of(*status) {
                    self.cursor.means(Meaning::HttpStatus(class));
                }
                self.cursor.text(FieldName::HttpPhrase, len - VERSION - 1 - digits)
            }
        }
    }

    /// The header in the next line of a head or a trailer, not taken yet. The inner `None` is
    /// the empty line that ends it, which is.
    fn header(&mut self) -> Step<Option<Header>> {
        let line = there!(self.line());
        if line.is_empty() {
            there!(self.cursor.text(FieldName::HttpHeadEnd, 2));
            return Ok(Some(None));
        }
        let header = parse_header(line).ok_or(self.cursor.offset())?;
        Ok(Some(Some(header)))
    }

    /// Takes the next line as a header.
    fn take_header(&mut self) -> Option<()> {
        let line = self.line()?;
        self.cursor.text(FieldName::HttpHeader, line.len() + 2)
    }

    fn chunks(&mut self) -> Step<Body> {
        loop {
            let at = self.cursor.offset();
            let line = there!(self.line());
            // What follows a semicolon may be ignored (RFC 9112 §7.1.1).
            let size = line.split(|byte| *byte == b';').next().unwrap_or(&[]);
            let size = chunk_size(size.trim_ascii()).ok_or(at)?;
            there!(self.cursor.bytes(FieldName::HttpChunkSize, line.len() + 2));
            self.cursor.is(Value::Number(size as u64));
            if size == 0 {
                break;
            }
            let left = (self.cursor.left() / 8) as usize;
            there!(self.cursor.bytes(FieldName::HttpChunkData, size.min(left)));
            let at = self.cursor.offset();
            match self.bytes.get(at..) {
                Some([b'\r', b'\n', ..]) => {
                    there!(self.cursor.text(FieldName::HttpChunkEnd, 2));
                }
                None | Some([] | [b'\r']) => return Ok(None),
                Some(_) => return Err(at),
            }
        }
        while there!(self.header()?).is_some() {
            there!(self.take_header());
        }
        Ok(Some(Body::Bytes(0)))
    }
}

#[cfg(test)]
mod tests;
