//! DHCP against dhcproto and smoltcp.

use crate::wire::dhcp::{DhcpOption, Message, MessageType, OptionKind, OptionValue};
use crate::wire::testing::{damage, damaged, dhcp_message};
use dhcproto::v4::{self, DhcpOption as Theirs, OptionCode, UnknownOption};
use dhcproto::{Decodable as _, Decoder, Encodable as _};
use proptest::prelude::*;

fn option(ours: &DhcpOption) -> Theirs {
    use OptionKind as K;
    use OptionValue as V;
    let string = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    match (ours.kind, &ours.value) {
        (K::SubnetMask, V::Addresses(all)) => Theirs::SubnetMask(all[0]),
        (K::RequestedAddress, V::Addresses(all)) => Theirs::RequestedIpAddress(all[0]),
        (K::ServerId, V::Addresses(all)) => Theirs::ServerIdentifier(all[0]),
        (K::Router, V::Addresses(all)) => Theirs::Router(all.clone()),
        (K::DomainServer, V::Addresses(all)) => Theirs::DomainNameServer(all.clone()),
        (K::NtpServer, V::Addresses(all)) => Theirs::NtpServers(all.clone()),
        (K::HostName, V::Text(text)) => Theirs::Hostname(string(text)),
        (K::DomainName, V::Text(text)) => Theirs::DomainName(string(text)),
        (K::Message, V::Text(text)) => Theirs::Message(string(text)),
        (K::BootFileName, V::Text(text)) => Theirs::BootfileName(text.clone()),
        (K::LeaseTime, V::Number(time)) => Theirs::AddressLeaseTime(*time),
        (K::RenewalTime, V::Number(time)) => Theirs::Renewal(*time),
        (K::RebindingTime, V::Number(time)) => Theirs::Rebinding(*time),
        (K::MaxMessageSize, V::Number(size)) => {
            Theirs::MaxMessageSize(u16::try_from(*size).unwrap())
        }
        (K::MessageType, V::Message(kind)) => Theirs::MessageType(kind.number().into()),
        (K::ParameterList, V::Kinds(kinds)) => {
            let codes = kinds.iter().map(|kind| OptionCode::from(kind.number()));
            Theirs::ParameterRequestList(codes.collect())
        }
        (K::ClientId, V::Bytes(bytes)) => Theirs::ClientIdentifier(bytes.clone()),
        (kind, V::Bytes(bytes)) => {
            Theirs::Unknown(UnknownOption::new(kind.number().into(), bytes.clone()))
        }
        other => unreachable!("the generator makes no {other:?}"),
    }
}

/// The same message as theirs.
fn message(ours: &Message) -> v4::Message {
    let Message { client_ip, your_ip, server_ip, relay_ip, client_mac, .. } = *ours;
    let mut theirs = v4::Message::new_with_id(
        ours.transaction,
        client_ip,
        your_ip,
        server_ip,
        relay_ip,
        &client_mac.0,
    );
    let flags = v4::Flags::new(u16::from(ours.broadcast) << 15);
    theirs
        .set_opcode(ours.operation.number().into())
        .set_hops(ours.hops)
        .set_secs(ours.seconds)
        .set_flags(flags)
        .set_opts(ours.options.iter().map(option).collect());
    theirs
}

/// Messages whose options both know the form of. dhcproto keeps options by their number, so
/// the order is that; it does not write one without contents, nor an end behind no options.
fn common() -> impl Strategy<Value = Message> {
    dhcp_message().prop_map(|mut message| {
        let fits =
            |option: &DhcpOption| option.kind != OptionKind::ClasslessRoutes && length(option) > 0;
        message.options.retain(fits);
        if message.options.is_empty() {
            message.options.push(DhcpOption::message(MessageType::Discover));
        }
        message.options.sort_by_key(|option| option.kind.number());
        message
    })
}

/// Bytes of an option's contents.
fn length(option: &DhcpOption) -> usize {
    match &option.value {
        OptionValue::Addresses(all) => all.len() * 4,
        OptionValue::Number(_) => 4,
        OptionValue::Text(bytes) | OptionValue::Bytes(bytes) => bytes.len(),
        OptionValue::Message(_) => 1,
        OptionValue::Kinds(kinds) => kinds.len(),
    }
}

/// What dhcproto reads of them: only the last part of an option that comes in several, against
/// RFC 3396 §7. It also takes any cookie and any length of a hardware address, stops at the first
/// option that it cannot read and calls the rest of the message well, panics at some lengths, and
/// reads no options in the fields of names (option overload): none of that is compared.
fn short() -> impl Strategy<Value = Message> {
    common().prop_map(|mut message| {
        message.options.retain(|option| length(option) <= 255);
        message
    })
}

proptest! {
    #[test]
    fn dhcproto_reads_ours(ours in short()) {
        let mut bytes = Vec::new();
        ours.emit(&mut bytes);
        let theirs = v4::Message::decode(&mut Decoder::new(&bytes)).unwrap();
        prop_assert_eq!(theirs, message(&ours));
    }

    #[test]
    fn we_read_dhcprotos(ours in common()) {
        let bytes = message(&ours).to_vec().unwrap();
        prop_assert_eq!(Message::parse(&bytes), Ok(ours));
    }

    /// Before the options, both read the same of a damaged message that we take for one.
    #[test]
    fn both_read_the_same_of_damaged_ones(ours in short(), damage in damage(0..240)) {
        let mut bytes = Vec::new();
        ours.emit(&mut bytes);
        let bytes = damaged(&bytes, &damage);
        let theirs = v4::Message::decode(&mut Decoder::new(&bytes));
        let Ok(read) = Message::parse(&bytes) else { return Ok(()) };
        let theirs = theirs.expect("what we read, it reads");
        prop_assert_eq!(u8::from(theirs.opcode()), read.operation.number());
        prop_assert_eq!((theirs.hops(), theirs.xid()), (read.hops, read.transaction));
        prop_assert_eq!((theirs.secs(), theirs.flags().broadcast()), (read.seconds, read.broadcast));
        prop_assert_eq!((theirs.ciaddr(), theirs.yiaddr()), (read.client_ip, read.your_ip));
        prop_assert_eq!((theirs.siaddr(), theirs.giaddr()), (read.server_ip, read.relay_ip));
        prop_assert_eq!(theirs.chaddr(), &read.client_mac.0[..]);
    }
}
