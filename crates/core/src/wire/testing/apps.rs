//! Random messages of what UDP carries.

use super::mac;
use crate::wire::dhcp::{self, DhcpOption, OptionKind, OptionValue};
use crate::wire::dns::{self, Data, Name, Question, Record, Soa};
use crate::wire::tftp::{Packet, Request, TftpOption};
use proptest::collection::vec;
use proptest::prelude::*;
use std::net::Ipv4Addr;

/// Few labels, so that names share tails and point to each other.
pub(crate) fn name() -> impl Strategy<Value = Name> {
    vec(prop::sample::select(vec!["a", "www", "example", "com", "B", "x.y"]), 0..5)
        .prop_map(|labels| Name::from_labels(labels).unwrap())
}

fn data() -> impl Strategy<Value = Data> {
    prop_oneof![
        any::<Ipv4Addr>().prop_map(Data::A),
        any::<std::net::Ipv6Addr>().prop_map(Data::Aaaa),
        name().prop_map(Data::Ns),
        name().prop_map(Data::Cname),
        name().prop_map(Data::Ptr),
        (any::<u16>(), name()).prop_map(|(preference, exchange)| Data::Mx { preference, exchange }),
        (name(), name(), any::<[u32; 5]>()).prop_map(|(primary, mailbox, numbers)| {
            let [serial, refresh, retry, expire, minimum] = numbers;
            Data::Soa(Box::new(Soa { primary, mailbox, serial, refresh, retry, expire, minimum }))
        }),
        vec(vec(any::<u8>(), 0..9), 1..4).prop_map(Data::Txt),
    ]
}

pub(crate) fn record() -> impl Strategy<Value = Record> {
    (name(), any::<u32>(), data()).prop_map(|(name, ttl, data)| Record::new(name, ttl, data))
}

pub(crate) fn dns_message() -> impl Strategy<Value = dns::Message> {
    let question = (name(), any::<u16>()).prop_map(|(name, kind)| Question::new(name, kind.into()));
    let sections =
        (vec(question, 0..3), vec(record(), 0..5), vec(record(), 0..3), vec(record(), 0..3));
    (any::<u16>(), any::<[bool; 7]>(), 0u8..16, 0u8..16, sections).prop_map(
        |(id, [qr, aa, tc, rd, ra, ad, cd], opcode, rcode, sections)| dns::Message {
            id,
            response: qr,
            opcode: opcode.into(),
            authoritative: aa,
            truncated: tc,
            recursion_desired: rd,
            recursion_available: ra,
            authenticated: ad,
            checking_disabled: cd,
            rcode: rcode.into(),
            questions: sections.0,
            answers: sections.1,
            authorities: sections.2,
            additionals: sections.3,
        },
    )
}

fn dhcp_option() -> impl Strategy<Value = DhcpOption> {
    use OptionKind as K;
    let one = prop::sample::select(vec![K::SubnetMask, K::RequestedAddress, K::ServerId]);
    let many = prop::sample::select(vec![K::Router, K::DomainServer, K::NtpServer]);
    let text = prop::sample::select(vec![K::HostName, K::DomainName, K::Message, K::BootFileName]);
    let time = prop::sample::select(vec![K::LeaseTime, K::RenewalTime, K::RebindingTime]);
    let bytes = prop::sample::select(vec![K::ClientId, K::ClasslessRoutes, K::Other(224)]);
    let with = |kind, value| DhcpOption { kind, value };
    prop_oneof![
        (one, any::<Ipv4Addr>()).prop_map(|(kind, ip)| DhcpOption::address(kind, ip)),
        (many, vec(any::<Ipv4Addr>(), 1..70))
            .prop_map(move |(kind, all)| with(kind, OptionValue::Addresses(all))),
        (text, "[ -~]{1,300}").prop_map(|(kind, text)| DhcpOption::text(kind, &text)),
        (time, any::<u32>()).prop_map(|(kind, number)| DhcpOption::number(kind, number)),
        any::<u16>().prop_map(|size| DhcpOption::number(K::MaxMessageSize, size.into())),
        (bytes, vec(any::<u8>(), 0..600))
            .prop_map(move |(kind, bytes)| with(kind, OptionValue::Bytes(bytes))),
        any::<u8>().prop_map(|kind| DhcpOption::message(kind.into())),
        vec(any::<u8>(), 1..20).prop_map(move |kinds| {
            with(K::ParameterList, OptionValue::Kinds(kinds.into_iter().map(Into::into).collect()))
        }),
    ]
}

pub(crate) fn dhcp_message() -> impl Strategy<Value = dhcp::Message> {
    (any::<(u8, u8, u32, u16, bool)>(), any::<[Ipv4Addr; 4]>(), mac(), vec(dhcp_option(), 0..8))
        .prop_map(|((operation, hops, transaction, seconds, broadcast), ips, client_mac, all)| {
            let mut options: Vec<DhcpOption> = Vec::new();
            for option in all {
                if options.iter().all(|known| known.kind != option.kind) {
                    options.push(option);
                }
            }
            let [client_ip, your_ip, server_ip, relay_ip] = ips;
            dhcp::Message {
                operation: operation.into(),
                hops,
                transaction,
                seconds,
                broadcast,
                client_ip,
                your_ip,
                server_ip,
                relay_ip,
                client_mac,
                options,
            }
        })
}

pub(crate) fn tftp_packet() -> impl Strategy<Value = Packet> {
    let text = |least| vec(1u8.., least..20);
    let options = move || {
        let option = (text(1), text(0)).prop_map(|(name, value)| TftpOption { name, value });
        vec(option, 0..4)
    };
    let request = (text(1), text(1), options()).prop_map(|(file, mode, options)| Request {
        file,
        mode,
        options,
    });
    prop_oneof![
        request.clone().prop_map(Packet::Read),
        request.prop_map(Packet::Write),
        (any::<u16>(), vec(any::<u8>(), 0..64))
            .prop_map(|(block, data)| Packet::Data { block, data }),
        any::<u16>().prop_map(|block| Packet::Ack { block }),
        (any::<u16>(), text(0))
            .prop_map(|(code, message)| Packet::Error { code: code.into(), message }),
        options().prop_map(Packet::OptionAck),
    ]
}
