use super::*;
use crate::wire::testing::{
    DNS_ANSWER, DNS_QUERY, assert_fields_tile, assert_layers_tile, dns_message, hex,
};
use crate::wire::{LinkType, dissect};
use proptest::prelude::*;
use std::net::Ipv4Addr;

fn name(text: &str) -> Name {
    text.parse().unwrap()
}

fn emitted(message: &Message) -> Vec<u8> {
    let mut bytes = Vec::new();
    message.emit(&mut bytes);
    bytes
}

#[test]
fn reads_a_query_and_its_answer() {
    let question = Question::new(name("www.nostarch.com"), RecordType::A);
    let query = Message::query(0x8b34, question, true);
    assert_eq!(Message::parse(&hex(DNS_QUERY)[28..]), Ok(query.clone()));
    assert_eq!(emitted(&query), hex(DNS_QUERY)[28..]);
    let mut answer = Message::answer_to(&query, Rcode::NoError);
    answer.recursion_available = true;
    let address = Data::A(Ipv4Addr::new(72, 32, 92, 4));
    answer.answers.push(Record::new(name("www.nostarch.com"), 3600, address));
    assert_eq!(Message::parse(&hex(DNS_ANSWER)[28..]), Ok(answer.clone()));
    assert_eq!(emitted(&answer), hex(DNS_ANSWER)[28..]);
}

#[test]
fn fields_of_an_answer() {
    let packet = hex(DNS_ANSWER);
    let dissection = dissect(&packet, LinkType::RawIp, packet.len());
    assert_layers_tile(&dissection.layers, packet.len());
    assert!(dissection.is_sound(), "{:?}", dissection.malformed);
    let field = |name| dissection.field(name).unwrap();
    let query = field(FieldName::DnsQueryName);
    assert_eq!(
        (query.bytes(), query.text(&packet).unwrap().as_str()),
        (40..58, "www.nostarch.com.")
    );
    let owner = field(FieldName::DnsName);
    assert_eq!(
        (owner.bytes(), owner.text(&packet).unwrap().as_str()),
        (62..64, "www.nostarch.com.")
    );
    assert_eq!(owner.meaning, Some(Meaning::ContinuesAt(12)));
    assert_eq!(field(FieldName::DnsTtl).meaning, Some(Meaning::Seconds(3600)));
    assert_eq!(
        field(FieldName::DnsResponseCode).meaning,
        Some(Meaning::DnsResponse(Rcode::NoError))
    );
    assert_eq!(field(FieldName::DnsA).bytes(), 74..78);
}

/// A zone's records, all types, with EDNS; and names that point to each other.
fn everything() -> Message {
    let zone = name("example.com");
    let www = name("www.example.com");
    let mut message = Message::query(7, Question::new(zone.clone(), RecordType::Any), false);
    message.response = true;
    message.authoritative = true;
    let soa = Soa {
        primary: name("ns1.example.com"),
        mailbox: name("host.example.com"),
        serial: 2024,
        refresh: 7200,
        retry: 3600,
        expire: 1_209_600,
        minimum: 300,
    };
    for data in [
        Data::A(Ipv4Addr::new(192, 0, 2, 1)),
        Data::Aaaa("2001:db8::1".parse().unwrap()),
        Data::Ns(name("ns1.example.com")),
        Data::Cname(www.clone()),
        Data::Ptr(www.clone()),
        Data::Mx { preference: 10, exchange: name("mail.example.com") },
        Data::Soa(Box::new(soa)),
        Data::Txt(vec![b"v=spf1".to_vec(), Vec::new(), vec![b'x'; 255]]),
        Data::Other { kind: RecordType::Srv, bytes: vec![1, 2, 3] },
        Data::Other { kind: RecordType::Other(999), bytes: vec![] },
    ] {
        message.answers.push(Record::new(zone.clone(), 60, data));
    }
    message.authorities.push(Record::new(name("com"), 60, Data::Ns(name("a.example.com"))));
    message.additionals.push(Record::opt(1232));
    message
}

#[test]
fn every_type() {
    let message = everything();
    let bytes = emitted(&message);
    assert_eq!(Message::parse(&bytes), Ok(message.clone()));
    assert_eq!(message.udp_size(), 1232);
    let all = fields(&bytes, 0);
    assert_fields_tile(&all, &(0..bytes.len()));
    for name in FieldName::ALL.iter().filter(|name| name.layer() == LayerKind::Dns) {
        assert!(all.iter().any(|field| field.name == *name), "{name:?}");
    }
    assert!(!all.iter().any(|field| field.name == FieldName::Undecoded));
    let whole = all.iter().filter(|f| f.name == FieldName::DnsTextLength).count();
    assert_eq!(whole, 3);
}

#[test]
fn what_does_not_fit_comes_back_truncated() {
    let message = everything();
    let mut bytes = vec![0xff; 3];
    message.emit_within(100, &mut bytes);
    let short = Message::parse(&bytes[3..]).unwrap();
    assert!(short.truncated && short.answers.is_empty() && short.questions == message.questions);
    let mut bytes = Vec::new();
    message.emit_within(4096, &mut bytes);
    assert_eq!(Message::parse(&bytes), Ok(message));
}

#[test]
fn messages_that_break() {
    use MalformedKind as K;
    let header = "0001 8180 0000 0001 0000 0000";
    for (record, at, what) in [
        ("", 12, K::TooShort { need: 13, have: 12 }),
        ("00 0001", 15, K::TooShort { need: 23, have: 15 }),
        ("00 0001 0001 00000000 0003 010203", 21, K::LengthMismatch { claimed: 3, need: 4 }),
        ("00 0001 0001 00000000 0004 010203", 21, K::LengthBeyondEnd { claimed: 4, have: 3 }),
        ("00 0005 0001 00000000 0002 c017", 23, K::BadName),
        ("00 0005 0001 00000000 0003 016100 61", 26, K::LengthMismatch { claimed: 26, need: 27 }),
        ("00 0010 0001 00000000 0002 0561", 21, K::LengthMismatch { claimed: 2, need: 6 }),
        ("00 000f 0001 00000000 0001 00", 24, K::TooShort { need: 26, have: 24 }),
        ("c00c 0001 0001 00000000 0000", 12, K::BadName),
    ] {
        let bytes = hex(&format!("{header} {record}"));
        let fault = Malformed { layer: LayerKind::Dns, at, what };
        assert_eq!(Message::parse(&bytes), Err(fault), "{record}");
        assert_fields_tile(&fields(&bytes, 3), &(3..3 + bytes.len()));
    }
    // A header that promises 65,535 questions, and brings none.
    assert!(Message::parse(&hex("0001 0000 ffff ffff ffff ffff")).is_err());
}

proptest! {
    #[test]
    fn round_trip(message in dns_message(), before in 0usize..5) {
        let mut bytes = vec![0xc0; before];
        message.emit(&mut bytes);
        let bytes = &bytes[before..];
        prop_assert_eq!(Message::parse(bytes), Ok(message));
        assert_fields_tile(&fields(bytes, 0), &(0..bytes.len()));
        prop_assert!(fields(bytes, 0).iter().all(|field| field.name != FieldName::Undecoded));
        for cut in 0..bytes.len() {
            prop_assert!(Message::parse(&bytes[..cut]).is_err());
            assert_fields_tile(&fields(&bytes[..cut], 1), &(1..1 + cut));
        }
    }

    #[test]
    fn any_change(message in dns_message(), changes: Vec<(prop::sample::Index, u8)>) {
        let mut bytes = emitted(&message);
        for (at, value) in changes {
            let at = at.index(bytes.len());
            bytes[at] = value;
        }
        let fields = fields(&bytes, 0);
        assert_fields_tile(&fields, &(0..bytes.len()));
        for field in &fields {
            let _ = field.text(&bytes);
        }
        if let Ok(message) = Message::parse(&bytes) {
            prop_assert_eq!(Message::parse(&emitted(&message)), Ok(message));
        }
    }

    #[test]
    fn any_bytes(bytes: Vec<u8>) {
        let _ = Message::parse(&bytes);
        assert_fields_tile(&fields(&bytes, 0), &(0..bytes.len()));
    }
}

#[test]
fn data_is_written_as_in_a_zone_file() {
    let name = |text: &str| text.parse::<Name>().expect("a name");
    let cases = [
        (Data::A([192, 0, 2, 1].into()), "192.0.2.1"),
        (Data::Aaaa(std::net::Ipv6Addr::LOCALHOST), "::1"),
        (Data::Cname(name("abc.com")), "abc.com."),
        (Data::Mx { preference: 10, exchange: name("mail.abc.com") }, "10 mail.abc.com."),
        (Data::Txt(vec![b"a \"b\"".to_vec(), vec![0]]), r#""a \"b\"" "\x00""#),
        (Data::Other { kind: RecordType::Srv, bytes: vec![1, 0xab] }, r"\# 2 01ab"),
    ];
    for (data, text) in cases {
        assert_eq!(data.to_string(), text);
    }
}
