use super::*;
use crate::http::{Limits, Reader};
use crate::rules::Rule;

/// What a server with one page, `/a`, answers; it is read as a client would.
fn ask(request: &str, keep_open: bool) -> (Answer, Message) {
    let (mut requests, mut log) = (Vec::new(), Vec::new());
    let mut reader = Reader::requests(Limits::default());
    reader.handle_bytes(request.as_bytes(), &mut requests, &mut log).unwrap();
    let page = Page { kind: "text/html", body: b"<p>Hello" };
    let answer = answer(&requests[0], keep_open, |path| (path == "/a").then_some(page));
    let mut stream = Vec::new();
    answer.response.emit(&mut stream);
    let mut reader = Reader::responses(Limits::default());
    reader.expect(request.split(' ').next().unwrap().as_bytes());
    let mut responses = Vec::new();
    reader.handle_bytes(&stream, &mut responses, &mut log).unwrap();
    assert_eq!(responses.len(), 1, "{request}");
    let response = responses.remove(0);
    assert_eq!(response.keeps_open().0, answer.stays, "{request}");
    (answer, response)
}

#[test]
fn requests_and_their_answers() {
    let cases = [
        ("GET /a HTTP/1.1\r\nHost: x\r\n\r\n", 200, Rule::HttpFound, 8, true),
        ("GET /a?b=c HTTP/1.1\r\nHost: x\r\n\r\n", 200, Rule::HttpFound, 8, true),
        ("GET http://x/a HTTP/1.1\r\nHost: x\r\n\r\n", 200, Rule::HttpFound, 8, true),
        ("GET http://x HTTP/1.1\r\nHost: x\r\n\r\n", 404, Rule::HttpNotFound, 14, true),
        ("HEAD /a HTTP/1.1\r\nHost: x\r\n\r\n", 200, Rule::HttpFound, 0, true),
        ("GET /b HTTP/1.1\r\nHost: x\r\n\r\n", 404, Rule::HttpNotFound, 14, true),
        ("GET /%ff HTTP/1.1\r\nHost: x\r\n\r\n", 404, Rule::HttpNotFound, 14, true),
        ("DELETE /a HTTP/1.1\r\nHost: x\r\n\r\n", 405, Rule::HttpMethodNotAllowed, 23, true),
        ("GET /a HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", 200, Rule::HttpFound, 8, false),
        ("GET /a HTTP/1.1\r\n\r\n", 400, Rule::HttpHostMissing, 16, false),
        ("GET /a HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n", 400, Rule::HttpHostMissing, 16, false),
        ("GET /a HTTP/1.0\r\n\r\n", 200, Rule::HttpFound, 8, false),
        ("GET /a HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", 200, Rule::HttpFound, 8, true),
    ];
    for (request, status, rule, bytes, stays) in cases {
        let (answer, response) = ask(request, true);
        let Start::Response { status: got, .. } = response.start else { panic!("{request}") };
        let outcome = (got, answer.reason.rule(), response.body.len(), answer.stays);
        assert_eq!(outcome, (status, rule, bytes, stays), "{request}");
        assert!(!ask(request, false).0.stays, "{request}");
    }
}

#[test]
fn a_head_tells_the_length_of_what_it_does_not_send() {
    let (_, response) = ask("HEAD /a HTTP/1.1\r\nHost: x\r\n\r\n", true);
    assert_eq!(response.header("Content-Length"), Some(&b"8"[..]));
}

#[test]
fn what_cannot_be_read_is_refused() {
    for (reason, status) in
        [(Reason::HttpBad { at: 7 }, 400), (Reason::HttpTooLarge { limit: 9 }, 413)]
    {
        let answer = refuse(reason);
        assert!(!answer.stays && !answer.response.keeps_open().0);
        assert!(matches!(answer.response.start, Start::Response { status: s, .. } if s == status));
    }
}
