use super::*;
use crate::http::{Limits, Message, Reader};
use crate::wire::testing::{assert_fields_tile, assert_layers_tile, ipv4_packet};
use crate::wire::{Dissection, LinkType, Protocol, dissect, tcp};
use proptest::prelude::*;
use std::net::{IpAddr, Ipv4Addr};

use FieldName as F;

/// The payload in a segment from port 80.
fn in_segment(payload: &[u8]) -> (Vec<u8>, Dissection) {
    let (src, dst) = (IpAddr::from([192, 0, 2, 1]), Ipv4Addr::new(198, 51, 100, 2).into());
    let header = tcp::Header {
        src_port: 80,
        dst_port: 50_000,
        seq: crate::seq::Seq(1),
        ack: crate::seq::Seq(1),
        flags: tcp::Flags::ACK,
        window: 1000,
        urgent: 0,
        options: tcp::Options::default(),
    };
    let mut segment = Vec::new();
    header.emit(payload, src, dst, &mut segment);
    let packet = ipv4_packet(Protocol::Tcp, &segment);
    let dissection = dissect(&packet, LinkType::RawIp, packet.len());
    assert_layers_tile(&dissection.layers, packet.len());
    (packet, dissection)
}

/// What a segment's layers above TCP are, and what is in their fields.
fn shown(payload: &[u8]) -> Vec<(LayerKind, Vec<(FieldName, String)>)> {
    let (packet, dissection) = in_segment(payload);
    let above = dissection.layers.iter().skip(2);
    above
        .map(|layer| {
            let fields = layer.fields.iter().map(|field| {
                let value = match field.value {
                    Value::Number(number) => number.to_string(),
                    Value::Text => field.text(&packet).unwrap(),
                    _ => String::from_utf8_lossy(&packet[field.bytes()]).into_owned(),
                };
                (field.name, value)
            });
            (layer.kind, fields.collect())
        })
        .collect()
}

fn http(fields: &[(FieldName, &str)]) -> (LayerKind, Vec<(FieldName, String)>) {
    (LayerKind::Http, fields.iter().map(|(name, text)| (*name, (*text).to_owned())).collect())
}

fn data(text: &str) -> (LayerKind, Vec<(FieldName, String)>) {
    (LayerKind::Payload, vec![(F::Payload, text.to_owned())])
}

#[test]
fn messages_are_taken_apart() {
    let get = [(F::HttpMethod, "GET"), (F::HttpTarget, "/a"), (F::HttpVersion, "HTTP/1.1")];
    let with = |more: &[(FieldName, &str)]| http(&[&get[..], more].concat());
    let ok = [(F::HttpVersion, "HTTP/1.1"), (F::HttpStatus, "200"), (F::HttpPhrase, "OK")];
    let answer = |more: &[(FieldName, &str)]| http(&[&ok[..], more].concat());
    let host = (F::HttpHeader, "Host: abc.com");
    let end = (F::HttpHeadEnd, "");
    let cases: &[(&str, Vec<_>)] = &[
        ("GET /a HTTP/1.1\r\nHost: abc.com\r\n\r\n", vec![with(&[host, end])]),
        // Two requests, one behind the other.
        (
            "GET /a HTTP/1.1\r\n\r\nGET /a HTTP/1.1\r\nHost: abc.com\r\n\r\n",
            vec![with(&[end]), with(&[host, end])],
        ),
        // A body that goes on in the next segment.
        (
            "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhello",
            vec![answer(&[(F::HttpHeader, "Content-Length: 9"), end]), data("hello")],
        ),
        // What follows a body is no part of it.
        (
            "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nhi???",
            vec![answer(&[(F::HttpHeader, "content-length: 2"), end]), data("hi"), data("???")],
        ),
        // Without a length the body ends with the connection.
        (
            "HTTP/1.1 200 OK\r\n\r\nGET / HTTP/1.1\r\n",
            vec![answer(&[end]), data("GET / HTTP/1.1\r\n")],
        ),
        (
            "HTTP/1.1 304\r\n\r\n",
            vec![http(&[
                (F::HttpVersion, "HTTP/1.1"),
                (F::HttpStatus, "304"),
                (F::HttpPhrase, ""),
                end,
            ])],
        ),
        (
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4;x=1\r\nWiki\r\n00\r\nA: b\r\n\r\n",
            vec![answer(&[
                (F::HttpHeader, "Transfer-Encoding: chunked"),
                end,
                (F::HttpChunkSize, "4"),
                (F::HttpChunkData, "Wiki"),
                (F::HttpChunkEnd, ""),
                (F::HttpChunkSize, "0"),
                (F::HttpHeader, "A: b"),
                end,
            ])],
        ),
        // A chunk that goes on in the next segment.
        (
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\nff\r\nWiki",
            vec![answer(&[
                (F::HttpHeader, "Transfer-Encoding: gzip, chunked"),
                end,
                (F::HttpChunkSize, "255"),
                (F::HttpChunkData, "Wiki"),
            ])],
        ),
        // A head that goes on in the next segment.
        ("GET /a HTTP/1.1\r\nHos", vec![with(&[(F::Undecoded, "Hos")])]),
        // No message begins here.
        ("GET /a HTTP/1.", vec![data("GET /a HTTP/1.")]),
        ("GET /a\r\n", vec![data("GET /a\r\n")]),
        ("hello\r\n", vec![data("hello\r\n")]),
    ];
    for (payload, expected) in cases {
        assert_eq!(&shown(payload.as_bytes()), expected, "{payload:?}");
        assert_eq!(in_segment(payload.as_bytes()).1.malformed, None, "{payload:?}");
    }
}

#[test]
fn what_is_no_message_is_shown_up_to_where_it_breaks() {
    for (before, bad) in [
        ("GET / HTTP/1.1\r\n", "Host : x\r\n\r\n"),
        ("GET / HTTP/1.1\r\nA: b\r\n", "no colon\r\n\r\n"),
        ("HTTP/1.1 200 OK\r\n", "Content-Length: 1x\r\n\r\n"),
        ("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n", "Content-Length: 2\r\n\r\n"),
        ("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n", "Transfer-Encoding: chunked\r\n\r\n"),
        ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "xyz\r\n"),
        ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi", "hi\r\n"),
    ] {
        let (_, dissection) = in_segment([before, bad].concat().as_bytes());
        let at = 40 + before.len();
        let what = MalformedKind::BadLine;
        let fault = Malformed { layer: LayerKind::Http, at, what };
        assert_eq!(dissection.malformed, Some(fault), "{bad:?}");
        let last = dissection.layers.last().unwrap().fields.last().unwrap();
        assert_eq!((last.name, last.bytes().start), (F::Undecoded, at), "{bad:?}");
    }
}

fn message() -> impl Strategy<Value = Vec<u8>> {
    let body = prop::collection::vec(any::<u8>(), 0..40);
    (body, 1usize..20, 0..3).prop_map(|(body, size, kind)| {
        let mut out = Vec::new();
        match kind {
            0 => Message::request("GET", "/x", "abc.com").emit(&mut out),
            1 => Message::response(200, "text/plain", &body).emit(&mut out),
            _ => {
                let mut message = Message::response(200, "text/plain", &body);
                message.headers.pop();
                message.emit_chunked(size, &mut out);
            }
        }
        out
    })
}

proptest! {
    /// Cut where it may be, the fields cover what is there, and nothing is found wrong with it.
    #[test]
    fn whole_and_cut_messages(bytes in message(), cut: prop::sample::Index) {
        let cut = &bytes[..=cut.index(bytes.len())];
        if begins(cut) {
            let apart = take_apart(cut, 3);
            assert_fields_tile(&apart.fields, &(3..3 + apart.header));
            prop_assert_eq!(apart.fault, None);
        }
    }

    /// Where the reader of a stream finds the end of a message, so does this.
    #[test]
    fn the_reader_agrees(bytes in message()) {
        let apart = take_apart(&bytes, 0);
        prop_assert_eq!(apart.header + apart.body.unwrap(), bytes.len());
        let mut reader = if bytes.starts_with(b"HTTP") {
            Reader::responses(Limits::default())
        } else {
            Reader::requests(Limits::default())
        };
        let mut messages = Vec::new();
        reader.handle_bytes(&bytes, &mut messages, &mut Vec::new()).unwrap();
        prop_assert_eq!(messages.len(), 1);
    }

    #[test]
    fn anything(bytes in prop::collection::vec(any::<u8>(), 0..99), changed in message(), at: prop::sample::Index) {
        let mut changed = changed;
        let at = at.index(changed.len());
        changed[at] = bytes.first().copied().unwrap_or(0);
        for bytes in [bytes, changed] {
            in_segment(&bytes);
        }
    }
}
