//! DNS against hickory-proto.

use crate::wire::dns::{Data, Message, Name, Record, Soa};
use crate::wire::testing::{damage, damaged, dns_message};
use hickory_proto::op::{self, MessageType, Query};
use hickory_proto::rr::{self, RData, rdata};
use proptest::prelude::*;

fn name(ours: &Name) -> rr::Name {
    // Only a name that is said to be absolute is one for hickory.
    let mut theirs = rr::Name::from_labels(ours.labels()).unwrap();
    theirs.set_fqdn(true);
    theirs
}

fn record(ours: &Record) -> rr::Record {
    let signed = |number: u32| number.cast_signed();
    let data = match &ours.data {
        Data::A(ip) => RData::A(rdata::A(*ip)),
        Data::Aaaa(ip) => RData::AAAA(rdata::AAAA(*ip)),
        Data::Ns(host) => RData::NS(rdata::NS(name(host))),
        Data::Cname(other) => RData::CNAME(rdata::CNAME(name(other))),
        Data::Ptr(host) => RData::PTR(rdata::PTR(name(host))),
        Data::Mx { preference, exchange } => RData::MX(rdata::MX::new(*preference, name(exchange))),
        Data::Soa(soa) => {
            let Soa { primary, mailbox, serial, refresh, retry, expire, minimum } = &**soa;
            RData::SOA(rdata::SOA::new(
                name(primary),
                name(mailbox),
                *serial,
                signed(*refresh),
                signed(*retry),
                signed(*expire),
                *minimum,
            ))
        }
        Data::Txt(texts) => {
            RData::TXT(rdata::TXT::from_bytes(texts.iter().map(Vec::as_slice).collect()))
        }
        Data::Other { kind, .. } => unreachable!("the generator makes no {kind:?}"),
    };
    let mut theirs = rr::Record::from_rdata(name(&ours.name), ours.ttl, data);
    theirs.dns_class = ours.class.number().into();
    theirs
}

/// The same message as theirs.
fn message(ours: &Message) -> op::Message {
    let kind = if ours.response { MessageType::Response } else { MessageType::Query };
    let mut theirs = op::Message::new(ours.id, kind, op::OpCode::from_u8(ours.opcode.number()));
    theirs.metadata.authoritative = ours.authoritative;
    theirs.metadata.truncation = ours.truncated;
    theirs.metadata.recursion_desired = ours.recursion_desired;
    theirs.metadata.recursion_available = ours.recursion_available;
    theirs.metadata.authentic_data = ours.authenticated;
    theirs.metadata.checking_disabled = ours.checking_disabled;
    theirs.metadata.response_code = u16::from(ours.rcode.number()).into();
    theirs.queries = ours
        .questions
        .iter()
        .map(|question| {
            let kind = question.kind.number().into();
            let mut query = Query::query(name(&question.name), kind);
            query.set_query_class(question.class.number().into());
            query
        })
        .collect();
    theirs.answers = ours.answers.iter().map(record).collect();
    theirs.authorities = ours.authorities.iter().map(record).collect();
    theirs.additionals = ours.additionals.iter().map(record).collect();
    theirs
}

/// Why hickory and we may differ on whether a damaged message can be read at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reason {
    /// It leaves alone what follows the last record; for us the message does not make sense.
    BehindTheEnd,
    /// Types that it takes apart and we keep as bytes (or the reverse), records that it lets
    /// stand in certain sections only, and records without data, which it knows of updates
    /// alone (RFC 2136).
    ContentsOfATypeOrPlace,
}

fn excuse(bytes: &[u8], ours: bool) -> Option<Reason> {
    if !ours {
        // It read less than there is: what it read, written anew, is ours to read too.
        let theirs = op::Message::from_vec(bytes).ok()?;
        let again = theirs.to_vec().ok()?;
        return Message::parse(&again).is_ok().then_some(Reason::BehindTheEnd);
    }
    let message = Message::parse(bytes).ok()?;
    let mut records =
        message.answers.iter().chain(&message.authorities).chain(&message.additionals);
    let odd = |record: &Record| match &record.data {
        Data::Other { .. } => true,
        Data::Txt(texts) => texts.is_empty(),
        _ => false,
    };
    records.any(odd).then_some(Reason::ContentsOfATypeOrPlace)
}

proptest! {
    #[test]
    fn hickory_reads_ours(ours in dns_message()) {
        let mut bytes = Vec::new();
        ours.emit(&mut bytes);
        prop_assert_eq!(op::Message::from_vec(&bytes).unwrap(), message(&ours));
    }

    #[test]
    fn we_read_hickorys(ours in dns_message()) {
        let bytes = message(&ours).to_vec().unwrap();
        prop_assert_eq!(Message::parse(&bytes), Ok(ours));
    }

    /// A damaged message both read, or neither does, or it is known why; and what both read is
    /// the same.
    #[test]
    fn both_read_the_same_of_damaged_ones(ours in dns_message(), damage in damage(0..400)) {
        let mut bytes = Vec::new();
        ours.emit(&mut bytes);
        let bytes = damaged(&bytes, &damage);
        match (Message::parse(&bytes), op::Message::from_vec(&bytes)) {
            (Err(_), Err(_)) => {}
            (Ok(read), Ok(theirs)) => {
                if excuse(&bytes, true).is_none() {
                    prop_assert_eq!(theirs, message(&read));
                }
            }
            (ours, theirs) => {
                let reason = excuse(&bytes, ours.is_ok());
                prop_assert!(reason.is_some(), "{ours:?}\n{:?}\n{bytes:02x?}", theirs.err());
            }
        }
    }
}
