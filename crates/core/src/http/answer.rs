//! What a server of pages answers (RFC 9110 §9, §15).

use super::{Header, Message, Start, Version};
use crate::rules::Reason;

/// A page, as a server has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Page<'a> {
    /// Its media type, such as `text/html`.
    pub kind: &'a str,
    /// Its bytes.
    pub body: &'a [u8],
}

/// What a request is answered with.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Answer {
    /// The response.
    pub response: Message,
    /// Whether the connection stays open after it.
    pub stays: bool,
    /// Why this response.
    pub reason: Reason,
}

/// Answers a request. `find` looks up a page by its path, without what follows a `?`;
/// `keep_open` says whether the server would keep the connection.
pub fn answer<'a>(
    request: &Message,
    keep_open: bool,
    find: impl FnOnce(&str) -> Option<Page<'a>>,
) -> Answer {
    let stays = keep_open && request.keeps_open().0;
    let (method, target) = match &request.start {
        Start::Request { method, target } => (method.as_slice(), target.as_slice()),
        Start::Response { .. } => return refuse(Reason::HttpBad { at: 0 }),
    };
    // RFC 9112 §3.2: of several hosts at one address, which one is meant?
    if request.version == Version::Http11 && request.all("Host").count() != 1 {
        return refuse(Reason::HttpHostMissing);
    }
    let (mut response, reason) = if matches!(method, b"GET" | b"HEAD") {
        match std::str::from_utf8(path(target)).ok().and_then(find) {
            Some(page) => {
                let bytes = u32::try_from(page.body.len()).unwrap_or(u32::MAX);
                (Message::response(200, page.kind, page.body), Reason::HttpFound { bytes })
            }
            None => (plain(404), Reason::HttpNotFound),
        }
    } else {
        let mut response = plain(405);
        response.headers.push(Header::new("Allow", "GET, HEAD"));
        (response, Reason::HttpMethodNotAllowed)
    };
    if !stays {
        response.headers.push(Header::new("Connection", "close"));
    } else if request.version == Version::Http10 {
        response.headers.push(Header::new("Connection", "keep-alive"));
    }
    if method == b"HEAD" {
        // The headers are those of the page, its length among them.
        response.body.clear();
    }
    Answer { response, stays, reason }
}

/// The last response on a connection whose stream cannot be read any further, or to a
/// request that must not be answered otherwise.
pub fn refuse(reason: Reason) -> Answer {
    let status = if matches!(reason, Reason::HttpTooLarge { .. }) { 413 } else { 400 };
    let mut response = plain(status);
    response.headers.push(Header::new("Connection", "close"));
    Answer { response, stays: false, reason }
}

/// A response that says in its body what its status says.
fn plain(status: u16) -> Message {
    let body = format!("{status} {}\n", super::phrase(status));
    Message::response(status, "text/plain", body.as_bytes())
}

/// The path of a target, which may name scheme and host before it (RFC 9112 §3.2).
fn path(target: &[u8]) -> &[u8] {
    let absolute = target.strip_prefix(b"http://").map(|rest| {
        let slash = rest.iter().position(|byte| *byte == b'/');
        slash.and_then(|slash| rest.get(slash..)).unwrap_or(b"/")
    });
    let target = absolute.unwrap_or(target);
    target.split(|byte| *byte == b'?').next().unwrap_or(target)
}

#[cfg(test)]
mod tests;
