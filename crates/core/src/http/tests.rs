use super::*;
use crate::rules::Rule;
use proptest::prelude::*;

/// All that a reader finds in a stream that comes in pieces of `size` bytes and then ends.
fn read(
    mut reader: Reader,
    stream: &[u8],
    size: usize,
) -> (Vec<Message>, Result<(), Rule>, Vec<Rule>) {
    let (mut messages, mut log) = (Vec::new(), Vec::new());
    let mut end = Ok(());
    for piece in stream.chunks(size.max(1)) {
        end = reader.handle_bytes(piece, &mut messages, &mut log);
        if end.is_err() {
            break;
        }
    }
    if end.is_ok() {
        end = reader.handle_close(&mut messages, &mut log);
    }
    let rules = log.iter().map(Reason::rule).collect();
    (messages, end.map_err(|reason| reason.rule()), rules)
}

fn requests() -> Reader {
    Reader::requests(Limits::default())
}

fn responses(methods: &[&str]) -> Reader {
    let mut reader = Reader::responses(Limits::default());
    for method in methods {
        reader.expect(method.as_bytes());
    }
    reader
}

#[test]
fn a_page_and_its_request() {
    let request = Message::request("GET", "/", "www.abc.com");
    let mut bytes = Vec::new();
    request.emit(&mut bytes);
    assert_eq!(bytes, b"GET / HTTP/1.1\r\nHost: www.abc.com\r\n\r\n");
    let (messages, end, _) = read(requests(), &bytes, 1);
    assert_eq!((messages, end), (vec![request.clone()], Ok(())));
    let page = Message::response(200, "text/html", b"<h1>Hello</h1>");
    bytes.clear();
    page.emit(&mut bytes);
    let (messages, end, rules) = read(responses(&["GET"]), &bytes, 7);
    assert_eq!((messages, end), (vec![page], Ok(())));
    assert_eq!(rules, [Rule::HttpHead, Rule::HttpLength, Rule::HttpBody]);
    assert_eq!(request.header("hOST"), Some(b"www.abc.com".as_slice()));
}

#[test]
fn where_a_response_ends() {
    // Asked for with; what comes; bodies that are found; how it ends.
    type Row = (&'static [&'static str], &'static str, &'static [&'static str], Result<(), Rule>);
    let table: [Row; 11] = [
        (&["GET"], "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc", &["abc"], Ok(())),
        (&["GET"], "HTTP/1.1 200 OK\r\nContent-Length: 3, 3\r\n\r\nabc", &[], Err(Rule::HttpBad)),
        (&["GET"], "HTTP/1.0 200 OK\r\n\r\nuntil the end", &["until the end"], Ok(())),
        (
            &["GET"],
            "HTTP/1.1 200\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\nabc\r\nA\r\n0123456789\r\n0\r\nT: x\r\n\r\n",
            &["abc0123456789"],
            Ok(()),
        ),
        (&["HEAD"], "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n", &[""], Ok(())),
        (&["GET"], "HTTP/1.1 304 Not Modified\r\nContent-Length: 3\r\n\r\n", &[""], Ok(())),
        (
            &["HEAD", "GET"],
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx",
            &["", "", "x"],
            Ok(()),
        ),
        (&["GET"], "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nab", &[], Err(Rule::HttpCutOff)),
        (&["GET"], "HTTP/1.1 200 OK\r\nContent-Le", &[], Err(Rule::HttpCutOff)),
        (&["GET"], "GET / HTTP/1.1\r\n\r\n", &[], Err(Rule::HttpBad)),
        (&["GET"], "", &[], Ok(())),
    ];
    for (methods, stream, bodies, end) in table {
        for size in [1, 2, 5, 1_000] {
            let (messages, got, _) = read(responses(methods), stream.as_bytes(), size);
            let found: Vec<_> =
                messages.iter().map(|m| String::from_utf8_lossy(&m.body).into_owned()).collect();
            assert_eq!(
                (found.as_slice(), got),
                (bodies.map_to_owned().as_slice(), end),
                "{stream:?} by {size}"
            );
        }
    }
}

/// So that a table may be written with plain text.
trait MapToOwned {
    fn map_to_owned(&self) -> Vec<String>;
}

impl MapToOwned for &[&str] {
    fn map_to_owned(&self) -> Vec<String> {
        self.iter().map(|text| (*text).to_owned()).collect()
    }
}

#[test]
fn what_is_refused() {
    for (stream, rule) in [
        ("GET /\r\n\r\n", Rule::HttpBad),
        ("GET / HTTP/2.0\r\n\r\n", Rule::HttpBad),
        ("G T / HTTP/1.1\r\n\r\n", Rule::HttpBad),
        ("GET /a b HTTP/1.1\r\n\r\n", Rule::HttpBad),
        ("GET / HTTP/1.1\r\nHost : x\r\n\r\n", Rule::HttpBad),
        ("GET / HTTP/1.1\r\n folded: x\r\n\r\n", Rule::HttpBad),
        ("GET / HTTP/1.1\r\nno colon\r\n\r\n", Rule::HttpBad),
        ("POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx", Rule::HttpBad),
        ("POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n", Rule::HttpBad),
        (
            "POST / HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
            Rule::HttpBad,
        ),
        ("POST / HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\n", Rule::HttpBad),
        ("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n", Rule::HttpBad),
        ("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nabc", Rule::HttpBad),
        ("POST / HTTP/1.1\r\nContent-Length: 99999999\r\n\r\n", Rule::HttpTooLarge),
    ] {
        for size in [1, 1_000] {
            assert_eq!(read(requests(), stream.as_bytes(), size).1, Err(rule), "{stream:?}");
        }
    }
    let long = [b"GET / HTTP/1.1\r\nX: ".as_slice(), &vec![b'x'; 20_000]].concat();
    assert_eq!(read(requests(), &long, 1_000).1, Err(Rule::HttpTooLarge));
}

#[test]
fn open_or_closed_afterwards() {
    for (version, connection, stays) in [
        (Version::Http11, None, true),
        (Version::Http11, Some("close"), false),
        (Version::Http11, Some("x, Close"), false),
        (Version::Http10, None, false),
        (Version::Http10, Some("Keep-Alive"), true),
    ] {
        let mut message = Message { version, ..Message::request("GET", "/", "x") };
        message.headers.extend(connection.map(|value| Header::new("Connection", value)));
        assert_eq!(message.keeps_open().0, stays, "{version:?} {connection:?}");
    }
}

fn message() -> impl Strategy<Value = Message> {
    let body = proptest::collection::vec(any::<u8>(), 0..300);
    (prop_oneof![Just(200u16), Just(404), Just(500)], body)
        .prop_map(|(status, body)| Message::response(status, "x/y", &body))
}

proptest! {
    #[test]
    fn however_the_stream_is_cut_the_messages_are_the_same(
        all in proptest::collection::vec((message(), proptest::option::of(1usize..100)), 1..6),
        size in 1usize..200,
    ) {
        let mut reader = Reader::responses(Limits::default());
        let mut stream = Vec::new();
        for (message, chunks) in &all {
            reader.expect(b"GET");
            match chunks {
                Some(size) => {
                    let mut open = message.clone();
                    open.headers.truncate(1);
                    open.emit_chunked(*size, &mut stream);
                }
                None => message.emit(&mut stream),
            }
        }
        let (found, end, _) = read(reader, &stream, size);
        prop_assert_eq!(end, Ok(()));
        let bodies = |messages: &[Message]| {
            messages.iter().map(|m| (m.start.clone(), m.body.clone())).collect::<Vec<_>>()
        };
        let sent: Vec<_> = all.into_iter().map(|(message, _)| message).collect();
        prop_assert_eq!(bodies(&found), bodies(&sent));
    }

    #[test]
    fn never_panics(
        stream in "[GETHP/1.0 \r\n:;,a-f0-9]{0,200}",
        size in 1usize..50,
        server in any::<bool>(),
    ) {
        let reader = if server { requests() } else { responses(&["GET"]) };
        let (messages, ..) = read(reader, stream.as_bytes(), size);
        prop_assert!(messages.len() <= stream.len());
    }
}
