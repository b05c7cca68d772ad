//! DHCP options (RFC 2132): which there are, and what form each has.

use super::MessageType;
use crate::wire::cursor::Cursor;
use crate::wire::numbered::numbered;
use crate::wire::{
    FieldName, LayerKind, Malformed, MalformedKind, Meaning, be16, be32, byte, clip,
};
use serde::Serialize;
use std::net::Ipv4Addr;
use std::ops::Range;

numbered! {
    /// What an option is about (IANA, *BOOTP and DHCP parameters*).
    OptionKind: u8 {
        /// A byte that only aligns the next option.
        Pad = 0,
        /// The network's mask.
        SubnetMask = 1,
        /// Seconds east of Greenwich (deprecated).
        TimeOffset = 2,
        /// The default gateways.
        Router = 3,
        /// Time servers (RFC 868).
        TimeServer = 4,
        /// The name servers.
        DomainServer = 6,
        /// Log servers.
        LogServer = 7,
        /// The client's name.
        HostName = 12,
        /// The domain in which names without a dot are looked for.
        DomainName = 15,
        /// The largest packet of the link.
        InterfaceMtu = 26,
        /// The network's broadcast address.
        BroadcastAddress = 28,
        /// Static routes by class (obsolete).
        StaticRoute = 33,
        /// Time servers of NTP.
        NtpServer = 42,
        /// What only one vendor understands.
        VendorSpecific = 43,
        /// Name servers of `NetBIOS`.
        NetbiosServer = 44,
        /// How `NetBIOS` names are looked for.
        NetbiosNodeType = 46,
        /// Where `NetBIOS` names count.
        NetbiosScope = 47,
        /// The address the client would like.
        RequestedAddress = 50,
        /// How long the address may be used.
        LeaseTime = 51,
        /// Options stand in other fields too.
        Overload = 52,
        /// What the message wants.
        MessageType = 53,
        /// Which server is meant.
        ServerId = 54,
        /// Which options the client would like to have.
        ParameterList = 55,
        /// Why not.
        Message = 56,
        /// The largest message its sender takes.
        MaxMessageSize = 57,
        /// T1: when to ask the same server for more time.
        RenewalTime = 58,
        /// T2: when to ask any server.
        RebindingTime = 59,
        /// The vendor of the client.
        VendorClass = 60,
        /// What tells this client from all others.
        ClientId = 61,
        /// The name of the server to boot from.
        TftpServerName = 66,
        /// The file to boot.
        BootFileName = 67,
        /// The client's full name (RFC 4702).
        ClientFqdn = 81,
        /// What a relay added (RFC 3046).
        RelayInformation = 82,
        /// Domains to look in (RFC 3397).
        DomainSearch = 119,
        /// Static routes with masks (RFC 3442).
        ClasslessRoutes = 121,
        /// The end of the options.
        End = 255,
    }
}

/// What an option says.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub enum OptionValue {
    /// One address or more; one only where the kind is of one.
    Addresses(Vec<Ipv4Addr>),
    /// A number: of 8, 16 or 32 bits, as the kind has it. Times are in seconds.
    Number(u32),
    /// A text, without a zero at its end.
    Text(Vec<u8>),
    /// What a message wants.
    Message(MessageType),
    /// Kinds of options.
    Kinds(Vec<OptionKind>),
    /// Of any other form.
    Bytes(Vec<u8>),
}

/// An option.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct DhcpOption {
    /// What it is about; neither `Pad` nor `End`.
    pub kind: OptionKind,
    /// What it says, in the form of its kind.
    pub value: OptionValue,
}

/// The form of an option's contents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Address,
    Addresses,
    /// Bytes of a number, and whether it is a time in seconds.
    Number(u32, bool),
    Text,
    Message,
    Kinds,
    Bytes,
}

impl OptionKind {
    const fn form(self) -> Form {
        match self {
            Self::SubnetMask | Self::BroadcastAddress | Self::RequestedAddress | Self::ServerId => {
                Form::Address
            }
            Self::Router
            | Self::TimeServer
            | Self::DomainServer
            | Self::LogServer
            | Self::NtpServer
            | Self::NetbiosServer => Form::Addresses,
            Self::LeaseTime | Self::RenewalTime | Self::RebindingTime => Form::Number(4, true),
            Self::InterfaceMtu | Self::MaxMessageSize => Form::Number(2, false),
            Self::Overload | Self::NetbiosNodeType => Form::Number(1, false),
            Self::HostName
            | Self::DomainName
            | Self::Message
            | Self::VendorClass
            | Self::TftpServerName
            | Self::BootFileName => Form::Text,
            Self::MessageType => Form::Message,
            Self::ParameterList => Form::Kinds,
            _ => Form::Bytes,
        }
    }
}

impl Form {
    /// Whether contents of this form may have this length in bytes.
    const fn allows(self, length: usize) -> bool {
        match self {
            Self::Address => length == 4,
            Self::Addresses => length > 0 && length.is_multiple_of(4),
            Self::Number(bytes, _) => length == bytes as usize,
            Self::Message => length == 1,
            Self::Text | Self::Kinds => length > 0,
            Self::Bytes => true,
        }
    }
}

impl DhcpOption {
    /// What the message wants.
    pub const fn message(kind: MessageType) -> Self {
        Self { kind: OptionKind::MessageType, value: OptionValue::Message(kind) }
    }

    /// An option of one address.
    pub fn address(kind: OptionKind, address: Ipv4Addr) -> Self {
        Self { kind, value: OptionValue::Addresses(vec![address]) }
    }

    /// An option of a number.
    pub const fn number(kind: OptionKind, number: u32) -> Self {
        Self { kind, value: OptionValue::Number(number) }
    }

    /// An option of text.
    pub fn text(kind: OptionKind, text: &str) -> Self {
        Self { kind, value: OptionValue::Text(text.as_bytes().to_vec()) }
    }

    /// Appends the option. More than 255 bytes go into several of the same kind (RFC 3396 §5);
    /// an option without contents, which most kinds forbid, is one of length zero.
    pub(super) fn emit(&self, out: &mut Vec<u8>) {
        let contents = match &self.value {
            OptionValue::Addresses(all) => all.iter().flat_map(Ipv4Addr::octets).collect(),
            OptionValue::Number(number) => {
                let bytes = match self.kind.form() {
                    Form::Number(bytes, _) => bytes,
                    _ => 4,
                };
                number.to_be_bytes().get(4 - bytes as usize..).unwrap_or(&[]).to_vec()
            }
            OptionValue::Text(bytes) | OptionValue::Bytes(bytes) => bytes.clone(),
            OptionValue::Message(kind) => vec![kind.number()],
            OptionValue::Kinds(kinds) => kinds.iter().map(|kind| kind.number()).collect(),
        };
        let mut chunks = contents.chunks(u8::MAX.into());
        let first = chunks.next().unwrap_or(&[]);
        for chunk in std::iter::once(first).chain(chunks) {
            out.push(self.kind.number());
            out.push(u8::try_from(chunk.len()).unwrap_or(u8::MAX));
            out.extend_from_slice(chunk);
        }
    }

    /// An option of its kind's form. Where the length does not fit the form, what is wrong.
    fn of(kind: OptionKind, contents: Vec<u8>) -> Result<Self, MalformedKind> {
        let form = kind.form();
        if !form.allows(contents.len()) {
            let len = u8::try_from(contents.len()).unwrap_or(u8::MAX);
            return Err(MalformedKind::BadOption { kind: kind.number(), len });
        }
        let value = match form {
            Form::Address | Form::Addresses => {
                let (all, _) = contents.as_chunks::<4>();
                OptionValue::Addresses(all.iter().map(|octets| (*octets).into()).collect())
            }
            Form::Number(1, _) => OptionValue::Number(byte(&contents, 0).into()),
            Form::Number(2, _) => OptionValue::Number(be16(&contents, 0).into()),
            Form::Number(..) => OptionValue::Number(be32(&contents, 0)),
            Form::Text => {
                let zeros = contents.iter().rev().take_while(|byte| **byte == 0).count();
                OptionValue::Text(clip(&contents, 0, contents.len() - zeros).to_vec())
            }
            Form::Message => OptionValue::Message(byte(&contents, 0).into()),
            Form::Kinds => {
                OptionValue::Kinds(contents.iter().map(|&number| number.into()).collect())
            }
            Form::Bytes => OptionValue::Bytes(contents),
        };
        Ok(Self { kind, value })
    }
}

/// Options while they are read: the parts of one kind are put together.
#[derive(Default)]
pub(super) struct Parts(Vec<(OptionKind, usize, Vec<u8>)>);

impl Parts {
    /// Reads the options in a part of a message, up to their end.
    pub(super) fn read(&mut self, message: &[u8], part: Range<usize>) -> Result<(), Malformed> {
        let bytes = clip(message, 0, part.end);
        let mut at = part.start;
        while let Some(&number) = bytes.get(at) {
            let kind = OptionKind::from(number);
            match kind {
                OptionKind::Pad => at += 1,
                OptionKind::End => break,
                kind => {
                    let bad = |len| Malformed {
                        layer: LayerKind::Dhcp,
                        at,
                        what: MalformedKind::BadOption { kind: number, len },
                    };
                    let &len = bytes.get(at + 1).ok_or(bad(0))?;
                    let end = at + 2 + usize::from(len);
                    let contents = bytes.get(at + 2..end).ok_or(bad(len))?;
                    match self.0.iter_mut().find(|(known, ..)| *known == kind) {
                        Some((.., all)) => all.extend_from_slice(contents),
                        None => self.0.push((kind, at, contents.to_vec())),
                    }
                    at = end;
                }
            }
        }
        Ok(())
    }

    /// Which other fields hold options: 1 the boot file, 2 the server's name. It says how the
    /// message is written, not what, and is left out of the options.
    pub(super) fn take_overload(&mut self) -> u8 {
        let place = self.0.iter().position(|(kind, ..)| *kind == OptionKind::Overload);
        place.map_or(0, |place| byte(&self.0.remove(place).2, 0))
    }

    /// The options.
    pub(super) fn finish(self) -> Result<Vec<DhcpOption>, Malformed> {
        let layer = LayerKind::Dhcp;
        self.0
            .into_iter()
            .map(|(kind, at, contents)| {
                DhcpOption::of(kind, contents).map_err(|what| Malformed { layer, at, what })
            })
            .collect()
    }
}

/// The fields of the options, up to the end of the message.
pub(super) fn fields(cursor: &mut Cursor<'_>, options: &[u8]) -> Option<()> {
    let start = cursor.offset();
    while cursor.left() > 0 {
        let at = cursor.offset() - start;
        let kind = OptionKind::from(byte(options, at));
        match kind {
            OptionKind::Pad => {
                cursor.number(FieldName::DhcpOptionPad, 8)?;
            }
            OptionKind::End => {
                cursor.number(FieldName::DhcpOptionEnd, 8)?;
                cursor.rest(FieldName::DhcpPadding);
            }
            kind => {
                let contents = clip(options, at + 2, at + 2 + usize::from(byte(options, at + 1)));
                let whole =
                    options.len() > at + 1 && contents.len() == usize::from(byte(options, at + 1));
                cursor.number(FieldName::DhcpOptionKind, 8)?;
                cursor.means(Meaning::DhcpOption(kind));
                cursor.number(FieldName::DhcpOptionLength, 8)?;
                if !whole {
                    return None;
                }
                read(cursor, kind, contents)?;
            }
        }
    }
    Some(())
}

/// The contents of an option, all of which are there.
fn read(cursor: &mut Cursor<'_>, kind: OptionKind, contents: &[u8]) -> Option<()> {
    let form = kind.form();
    if !form.allows(contents.len()) {
        return cursor.bytes(FieldName::DhcpOptionData, contents.len());
    }
    match form {
        Form::Address | Form::Addresses => {
            for _ in contents.as_chunks::<4>().0 {
                cursor.ipv4(FieldName::DhcpOptionAddress)?;
                if kind == OptionKind::SubnetMask {
                    cursor.plain();
                }
            }
        }
        Form::Number(bytes, time) => {
            let number = cursor.number(FieldName::DhcpOptionNumber, bytes * 8)?;
            if time {
                cursor.means(Meaning::Seconds(u32::try_from(number).unwrap_or(0)));
            }
        }
        Form::Text => cursor.text(FieldName::DhcpOptionText, contents.len())?,
        Form::Message => {
            let number = cursor.number8(FieldName::DhcpMessageType)?;
            cursor.means(Meaning::DhcpMessage(number.into()));
        }
        Form::Kinds => {
            for _ in contents {
                let number = cursor.number8(FieldName::DhcpOptionRequested)?;
                cursor.means(Meaning::DhcpOption(number.into()));
            }
        }
        Form::Bytes => cursor.bytes(FieldName::DhcpOptionData, contents.len())?,
    }
    Some(())
}
