//! Streams of HTTP messages, read piece by piece.

use super::super::{Driver, Seen};
use wireglass_core::http::{Limits, Message, Page, Reader, answer};
use wireglass_core::rules::Rule;

pub(super) const DRIVERS: &[Driver] = &[
    Driver {
        name: "where an HTTP message ends",
        promises: &[
            Rule::HttpHead,
            Rule::HttpLength,
            Rule::HttpChunked,
            Rule::HttpUntilClose,
            Rule::HttpNoBody,
            Rule::HttpBody,
            Rule::HttpKeepAlive,
            Rule::HttpClose,
        ],
        run: |seen| {
            let mut plain = Vec::new();
            let page = Message::response(200, "text/plain", b"twelve bytes");
            page.emit(&mut plain);
            read(&plain, seen);
            for stream in [
                "HTTP/1.1 204 No Content\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
                "HTTP/1.0 200 OK\r\n\r\nuntil the end",
            ] {
                read(stream.as_bytes(), seen);
            }
        },
    },
    Driver {
        name: "streams that are no HTTP, or too much of it",
        promises: &[Rule::HttpBad, Rule::HttpCutOff, Rule::HttpTooLarge],
        run: |seen| {
            for stream in [
                "GET / HTTP/1.1\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nab",
                "HTTP/1.1 200 OK\r\nContent-Length: 999999999\r\n\r\n",
            ] {
                read(stream.as_bytes(), seen);
            }
        },
    },
    Driver {
        name: "pages and what else is asked of a server",
        promises: &[
            Rule::HttpFound,
            Rule::HttpNotFound,
            Rule::HttpMethodNotAllowed,
            Rule::HttpHostMissing,
        ],
        run: |seen| {
            let page = Page { kind: "text/plain", body: b"twelve bytes" };
            let mut nameless = Message::request("GET", "/", "host");
            nameless.headers.clear();
            let ask = |method, path| Message::request(method, path, "host");
            for request in [ask("GET", "/"), ask("GET", "/else"), ask("PUT", "/"), nameless] {
                let found = answer(&request, true, |path| (path == "/").then_some(page));
                seen.reason(&found.reason);
            }
        },
    },
];

/// Reads what a server sends, a few bytes at a time, until it closes.
fn read(stream: &[u8], seen: &mut Seen) {
    let mut reader = Reader::responses(Limits::default());
    reader.expect(b"GET");
    let (mut messages, mut log) = (Vec::new(), Vec::new());
    let read = stream
        .chunks(7)
        .try_for_each(|piece| reader.handle_bytes(piece, &mut messages, &mut log))
        .and_then(|()| reader.handle_close(&mut messages, &mut log));
    log.extend(read.err());
    log.extend(messages.iter().map(|message| message.keeps_open().1));
    seen.reasons(&log);
}
