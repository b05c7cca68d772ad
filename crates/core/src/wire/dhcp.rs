//! DHCP messages for Ethernet (RFC 2131; options RFC 2132, RFC 3396, RFC 3397).

mod option;

pub use option::{DhcpOption, OptionKind, OptionValue};

use super::cursor::Cursor;
use super::numbered::numbered;
use super::{
    Field, FieldName, HardwareType, LayerKind, Malformed, MalformedKind, Meaning, array, be16,
    be32, byte, clip,
};
use crate::addr::MacAddr;
use serde::Serialize;
use std::net::Ipv4Addr;

/// Bytes before the options, the cookie included.
pub const FIXED_LEN: usize = 240;
/// The least bytes a message has: BOOTP's 300 (RFC 1542 §2.1), which relays still ask for.
pub const MIN_LEN: usize = 300;
/// The port servers listen on.
pub const SERVER_PORT: u16 = 67;
/// The port clients listen on.
pub const CLIENT_PORT: u16 = 68;
/// What says that options follow (RFC 2131 §3).
pub const COOKIE: u32 = 0x6382_5363;

/// Where the server's name is, and the boot file's: options may stand there too.
const SERVER_NAME: std::ops::Range<usize> = 44..108;
const BOOT_FILE: std::ops::Range<usize> = 108..236;

numbered! {
    /// Who sends a message.
    Operation: u8 {
        /// A client.
        Request = 1,
        /// A server.
        Reply = 2,
    }
}

numbered! {
    /// What a message wants (RFC 2132 §9.6).
    MessageType: u8 {
        /// Is there a server?
        Discover = 1,
        /// You could have this.
        Offer = 2,
        /// I would like this; or, may I keep it?
        Request = 3,
        /// Somebody has this address already.
        Decline = 4,
        /// It is yours.
        Ack = 5,
        /// No: begin again.
        Nak = 6,
        /// I do not need it any more.
        Release = 7,
        /// I have an address; what else should I know?
        Inform = 8,
    }
}

/// A message.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Message {
    /// Who sends it.
    pub operation: Operation,
    /// Relays crossed.
    pub hops: u8,
    /// Chosen by the client; the answer carries it too.
    pub transaction: u32,
    /// Since the client began, in seconds.
    pub seconds: u16,
    /// Please answer by broadcast: the client cannot take unicast yet.
    pub broadcast: bool,
    /// `ciaddr`: the address the client has, and can be reached at.
    pub client_ip: Ipv4Addr,
    /// `yiaddr`: the address the client gets.
    pub your_ip: Ipv4Addr,
    /// `siaddr`: the server to boot from next.
    pub server_ip: Ipv4Addr,
    /// `giaddr`: the relay's address.
    pub relay_ip: Ipv4Addr,
    /// `chaddr`: the client's MAC address.
    pub client_mac: MacAddr,
    /// The options, in order. Of each kind there is one.
    pub options: Vec<DhcpOption>,
}

impl Message {
    /// A client's message of a type, without an address and without further options.
    pub fn request(kind: MessageType, transaction: u32, client_mac: MacAddr) -> Self {
        Self {
            operation: Operation::Request,
            hops: 0,
            transaction,
            seconds: 0,
            broadcast: false,
            client_ip: Ipv4Addr::UNSPECIFIED,
            your_ip: Ipv4Addr::UNSPECIFIED,
            server_ip: Ipv4Addr::UNSPECIFIED,
            relay_ip: Ipv4Addr::UNSPECIFIED,
            client_mac,
            options: vec![DhcpOption::message(kind)],
        }
    }

    /// A server's message of a type, in answer to `request` (RFC 2131 §4.3.1, table 3).
    pub fn reply(kind: MessageType, request: &Self) -> Self {
        Self {
            operation: Operation::Reply,
            broadcast: request.broadcast,
            relay_ip: request.relay_ip,
            ..Self::request(kind, request.transaction, request.client_mac)
        }
    }

    /// What the message wants; none in BOOTP.
    pub fn kind(&self) -> Option<MessageType> {
        match self.option(OptionKind::MessageType) {
            Some(OptionValue::Message(kind)) => Some(*kind),
            _ => None,
        }
    }

    /// An option's value.
    pub fn option(&self, kind: OptionKind) -> Option<&OptionValue> {
        self.options.iter().find(|option| option.kind == kind).map(|option| &option.value)
    }

    /// The first address in an option of addresses.
    pub fn address(&self, kind: OptionKind) -> Option<Ipv4Addr> {
        match self.option(kind) {
            Some(OptionValue::Addresses(all)) => all.first().copied(),
            _ => None,
        }
    }

    /// The number in an option of one.
    pub fn number(&self, kind: OptionKind) -> Option<u32> {
        match self.option(kind) {
            Some(OptionValue::Number(number)) => Some(*number),
            _ => None,
        }
    }

    /// Appends the message to `out`, padded to [`MIN_LEN`] bytes.
    pub fn emit(&self, out: &mut Vec<u8>) {
        let start = out.len();
        let ethernet = u8::try_from(HardwareType::Ethernet.number()).unwrap_or(1);
        out.extend_from_slice(&[self.operation.number(), ethernet, 6, self.hops]);
        out.extend_from_slice(&self.transaction.to_be_bytes());
        out.extend_from_slice(&self.seconds.to_be_bytes());
        out.extend_from_slice(&(u16::from(self.broadcast) << 15).to_be_bytes());
        for ip in [self.client_ip, self.your_ip, self.server_ip, self.relay_ip] {
            out.extend_from_slice(&ip.octets());
        }
        out.extend_from_slice(&self.client_mac.0);
        out.resize(start + BOOT_FILE.end, 0);
        out.extend_from_slice(&COOKIE.to_be_bytes());
        for option in &self.options {
            option.emit(out);
        }
        out.push(OptionKind::End.number());
        out.resize(out.len().max(start + MIN_LEN), 0);
    }

    /// Reads a message. Options that stand in the fields for the server's name and the boot file
    /// count too (RFC 2131 §4.1), and parts of one option are put together (RFC 3396).
    ///
    /// # Errors
    /// [`Malformed`] if it breaks off, is not for Ethernet, or an option's length does not fit.
    pub fn parse(bytes: &[u8]) -> Result<Self, Malformed> {
        let fault = |at, what| Malformed { layer: LayerKind::Dhcp, at, what };
        if bytes.len() < FIXED_LEN {
            return Err(Malformed::too_short(LayerKind::Dhcp, FIXED_LEN, bytes.len()));
        }
        if byte(bytes, 2) != 6 {
            let what = MalformedKind::LengthMismatch { claimed: byte(bytes, 2).into(), need: 6 };
            return Err(fault(2, what));
        }
        if be32(bytes, 236) != COOKIE {
            return Err(fault(236, MalformedKind::BadNumber(be32(bytes, 236))));
        }
        let ip = |at| Ipv4Addr::from(array::<4>(bytes, at).unwrap_or_default());
        Ok(Self {
            operation: byte(bytes, 0).into(),
            hops: byte(bytes, 3),
            transaction: be32(bytes, 4),
            seconds: be16(bytes, 8),
            broadcast: be16(bytes, 10) & 0x8000 != 0,
            client_ip: ip(12),
            your_ip: ip(16),
            server_ip: ip(20),
            relay_ip: ip(24),
            client_mac: MacAddr(array(bytes, 28).unwrap_or_default()),
            options: options(bytes)?,
        })
    }
}

/// All options of a message, wherever they stand.
fn options(bytes: &[u8]) -> Result<Vec<DhcpOption>, Malformed> {
    let mut parts = option::Parts::default();
    parts.read(bytes, FIXED_LEN..bytes.len())?;
    let overload = parts.take_overload();
    if overload & 1 != 0 {
        parts.read(bytes, BOOT_FILE)?;
    }
    if overload & 2 != 0 {
        parts.read(bytes, SERVER_NAME)?;
    }
    parts.finish()
}

/// The message's fields. `base` is its place in the frame, in bytes.
pub fn fields(message: &[u8], base: usize) -> Vec<Field> {
    let mut cursor = Cursor::new(message, base);
    let _ = read(&mut cursor, message);
    cursor.finish()
}

fn read(cursor: &mut Cursor<'_>, message: &[u8]) -> Option<()> {
    let operation = cursor.number8(FieldName::DhcpOperation)?;
    cursor.means(Meaning::DhcpOperation(operation.into()));
    let hardware = cursor.number8(FieldName::DhcpHardwareType)?;
    cursor.means(Meaning::Hardware(u16::from(hardware).into()));
    let length = usize::from(cursor.number8(FieldName::DhcpHardwareLength)?);
    cursor.number(FieldName::DhcpHops, 8)?;
    cursor.hex(FieldName::DhcpTransaction, 32)?;
    let seconds = cursor.number16(FieldName::DhcpSeconds)?;
    cursor.means(Meaning::Seconds(seconds.into()));
    cursor.flag(FieldName::DhcpBroadcast)?;
    cursor.hex(FieldName::DhcpReserved, 15)?;
    for name in [
        FieldName::DhcpClientIp,
        FieldName::DhcpYourIp,
        FieldName::DhcpServerIp,
        FieldName::DhcpRelayIp,
    ] {
        cursor.ipv4(name)?;
    }
    if length != 6 {
        return None;
    }
    cursor.mac(FieldName::DhcpClientMac)?;
    cursor.bytes(FieldName::DhcpClientPadding, 10)?;
    cursor.text(FieldName::DhcpServerName, SERVER_NAME.len())?;
    cursor.text(FieldName::DhcpBootFile, BOOT_FILE.len())?;
    let cookie = cursor.hex(FieldName::DhcpCookie, 32)?;
    if cookie != u64::from(COOKIE) {
        return None;
    }
    option::fields(cursor, clip(message, FIXED_LEN, message.len()))
}

#[cfg(test)]
mod tests;
