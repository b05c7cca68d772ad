//! HTTP/1.1 messages in a byte stream (RFC 9112).
//!
//! TCP delivers bytes, not messages. A [`Reader`] is given whatever has come and
//! says when a message is whole: the head ends with an empty line, the body after
//! as many bytes as the head says, after the last chunk, or when the connection is
//! closed. [`Message::emit`] writes one. What two readers could understand
//! differently is refused, as the difference is how requests are smuggled.

mod answer;
pub(crate) mod grammar;
mod reader;

pub use answer::{Answer, Page, answer, refuse};
pub use reader::{Limits, Reader};

use crate::rules::Reason;

/// The version of a message: 1.0 or 1.1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Version {
    /// HTTP/1.0: closes after each message unless asked to stay.
    Http10,
    /// HTTP/1.1: stays open unless asked to close.
    Http11,
}

impl Version {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Http10 => "HTTP/1.0",
            Self::Http11 => "HTTP/1.1",
        }
    }

    fn parse(text: &[u8]) -> Option<Self> {
        [Self::Http10, Self::Http11].into_iter().find(|v| v.as_str().as_bytes() == text)
    }
}

/// The first line.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Start {
    /// Of a request.
    Request {
        /// `GET`, `HEAD`, `POST`, …
        method: Vec<u8>,
        /// What is asked for, such as `/index.html`.
        target: Vec<u8>,
    },
    /// Of a response.
    Response {
        /// Such as 200 or 404.
        status: u16,
        /// The same in words; may be empty.
        phrase: Vec<u8>,
    },
}

/// A line of the head: a name, which is the same in upper and lower case, and a value.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Header {
    /// Its name.
    pub name: Vec<u8>,
    /// Its value, without spaces around it.
    pub value: Vec<u8>,
}

impl Header {
    /// A header from text.
    pub fn new(name: &str, value: &str) -> Self {
        Self { name: name.as_bytes().to_vec(), value: value.as_bytes().to_vec() }
    }
}

/// A message that is whole.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Message {
    /// The first line.
    pub start: Start,
    /// Its version.
    pub version: Version,
    /// The lines of the head, in order.
    pub headers: Vec<Header>,
    /// The body, its chunks put together.
    pub body: Vec<u8>,
}

impl Message {
    /// A request without a body.
    pub fn request(method: &str, target: &str, host: &str) -> Self {
        Self {
            start: Start::Request {
                method: method.as_bytes().to_vec(),
                target: target.as_bytes().to_vec(),
            },
            version: Version::Http11,
            headers: vec![Header::new("Host", host)],
            body: Vec::new(),
        }
    }

    /// A response that says how long its body is.
    pub fn response(status: u16, kind: &str, body: &[u8]) -> Self {
        Self {
            start: Start::Response { status, phrase: phrase(status).as_bytes().to_vec() },
            version: Version::Http11,
            headers: vec![
                Header::new("Content-Type", kind),
                Header::new("Content-Length", &body.len().to_string()),
            ],
            body: body.to_vec(),
        }
    }

    /// The value of the first header of a name.
    pub fn header(&self, name: &str) -> Option<&[u8]> {
        let named = |header: &&Header| header.name.eq_ignore_ascii_case(name.as_bytes());
        self.headers.iter().find(named).map(|header| header.value.as_slice())
    }

    /// The values of all headers of a name.
    fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a [u8]> {
        let named = |h: &&Header| h.name.eq_ignore_ascii_case(name.as_bytes());
        self.headers.iter().filter(named).map(|header| header.value.as_slice())
    }

    /// Whether a header that is a list has this word in it.
    fn lists(&self, name: &str, word: &str) -> bool {
        self.all(name)
            .flat_map(|value| value.split(|byte| *byte == b','))
            .any(|part| part.trim_ascii().eq_ignore_ascii_case(word.as_bytes()))
    }

    /// Whether the connection stays open after this message (RFC 9112 §9.3), and why.
    pub fn keeps_open(&self) -> (bool, Reason) {
        let stays = match self.version {
            _ if self.lists("Connection", "close") => false,
            Version::Http11 => true,
            Version::Http10 => self.lists("Connection", "keep-alive"),
        };
        (stays, if stays { Reason::HttpKeepAlive } else { Reason::HttpClose })
    }

    /// Appends the message to `out`: head and body as they are. A body in chunks is to be
    /// written by [`Message::emit_chunked`].
    pub fn emit(&self, out: &mut Vec<u8>) {
        self.emit_head(out);
        out.extend_from_slice(&self.body);
    }

    /// Appends the message to `out`, its body in chunks of at most `size` bytes. Its headers
    /// must not say a length.
    pub fn emit_chunked(&self, size: usize, out: &mut Vec<u8>) {
        let mut chunked = self.clone();
        chunked.headers.push(Header::new("Transfer-Encoding", "chunked"));
        chunked.emit_head(out);
        for chunk in self.body.chunks(size.max(1)) {
            out.extend_from_slice(format!("{:x}\r\n", chunk.len()).as_bytes());
            out.extend_from_slice(chunk);
            out.extend_from_slice(b"\r\n");
        }
        out.extend_from_slice(b"0\r\n\r\n");
    }

    fn emit_head(&self, out: &mut Vec<u8>) {
        let version = self.version.as_str().as_bytes();
        match &self.start {
            Start::Request { method, target } => {
                out.extend_from_slice(&[method, b" ".as_slice(), target, b" ", version].concat());
            }
            Start::Response { status, phrase } => {
                let status = status.to_string();
                let parts = [version, b" ", status.as_bytes(), b" ", phrase];
                out.extend_from_slice(&parts.concat());
            }
        }
        out.extend_from_slice(b"\r\n");
        for header in &self.headers {
            out.extend_from_slice(&[&header.name, b": ".as_slice(), &header.value].concat());
            out.extend_from_slice(b"\r\n");
        }
        out.extend_from_slice(b"\r\n");
    }
}

/// The usual words for a status (RFC 9110 §15); they mean nothing to a program.
pub const fn phrase(status: u16) -> &'static str {
    match status {
        200 => "OK",
        204 => "No Content",
        206 => "Partial Content",
        301 => "Moved Permanently",
        302 => "Found",
        304 => "Not Modified",
        400 => "Bad Request",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        413 => "Content Too Large",
        431 => "Request Header Fields Too Large",
        500 => "Internal Server Error",
        501 => "Not Implemented",
        505 => "HTTP Version Not Supported",
        _ => "",
    }
}

#[cfg(test)]
mod tests;
