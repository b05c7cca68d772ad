//! The one way fields are read: a cursor over bits that only moves forwards,
//! so that fields cannot overlap or leave a gap.

use super::{AddressScope, Field, FieldName, MacKind, Meaning, Value, Verdict, array};
use crate::addr::MacAddr;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Reads fields off a header. Each method returns `None`, and takes nothing,
/// when the header has too few bits left; [`Cursor::finish`] makes one field of
/// what remains.
pub(crate) struct Cursor<'a> {
    bytes: &'a [u8],
    /// The header's place in the frame, in bits.
    base: u32,
    /// The next bit to read, from the start of `bytes`.
    at: u32,
    fields: Vec<Field>,
}

impl<'a> Cursor<'a> {
    /// A cursor over a header that begins `base` bytes into the frame.
    pub(crate) fn new(bytes: &'a [u8], base: usize) -> Self {
        Self { bytes, base: bits(base), at: 0, fields: Vec::new() }
    }

    /// Bits not read yet.
    pub(crate) fn left(&self) -> u32 {
        bits(self.bytes.len()).saturating_sub(self.at)
    }

    fn push(&mut self, name: FieldName, width: u32, value: Value) {
        let start = self.base.saturating_add(self.at);
        self.at += width;
        let end = self.base.saturating_add(self.at);
        self.fields.push(Field { name, bits: start..end, value, meaning: None, verdict: None });
    }

    /// The next `width` bits (at most 57) as a number.
    fn peek(&self, width: u32) -> Option<u64> {
        if width > self.left() {
            return None;
        }
        let (first, skip) = ((self.at / 8) as usize, self.at % 8);
        let end = (self.at + width).div_ceil(8) as usize;
        let word = self.bytes.get(first..end)?;
        let number = word.iter().fold(0, |sum: u64, &byte| sum << 8 | u64::from(byte));
        let unused = bits(word.len()) - skip - width;
        Some(number >> unused & ((1 << width) - 1))
    }

    /// A number written in decimal.
    pub(crate) fn number(&mut self, name: FieldName, width: u32) -> Option<u64> {
        let value = self.peek(width)?;
        self.push(name, width, Value::Number(value));
        Some(value)
    }

    /// A number written in hexadecimal.
    pub(crate) fn hex(&mut self, name: FieldName, width: u32) -> Option<u64> {
        let value = self.peek(width)?;
        let digits = u8::try_from(width.div_ceil(4)).unwrap_or(u8::MAX);
        self.push(name, width, Value::Hex { value, digits });
        Some(value)
    }

    /// Sixteen bits in hexadecimal, as most type numbers are.
    pub(crate) fn hex16(&mut self, name: FieldName) -> Option<u16> {
        self.hex(name, 16).and_then(|n| u16::try_from(n).ok())
    }

    /// Eight bits in decimal.
    pub(crate) fn number8(&mut self, name: FieldName) -> Option<u8> {
        self.number(name, 8).and_then(|n| u8::try_from(n).ok())
    }

    /// Sixteen bits in decimal.
    pub(crate) fn number16(&mut self, name: FieldName) -> Option<u16> {
        self.number(name, 16).and_then(|n| u16::try_from(n).ok())
    }

    /// A single bit.
    pub(crate) fn flag(&mut self, name: FieldName) -> Option<bool> {
        let value = self.peek(1)? == 1;
        self.push(name, 1, Value::Flag(value));
        Some(value)
    }

    /// A MAC address, with its kind as meaning. Byte-aligned.
    pub(crate) fn mac(&mut self, name: FieldName) -> Option<MacAddr> {
        let mac = MacAddr(array(self.bytes, (self.at / 8) as usize)?);
        self.push(name, 48, Value::Mac(mac));
        if let Some(kind) = MacKind::of(mac) {
            self.means(Meaning::Mac(kind));
        }
        Some(mac)
    }

    /// An IPv4 address, with its scope as meaning. Byte-aligned.
    pub(crate) fn ipv4(&mut self, name: FieldName) -> Option<Ipv4Addr> {
        let ip = Ipv4Addr::from(array::<4>(self.bytes, (self.at / 8) as usize)?);
        self.ip(name, 32, IpAddr::V4(ip));
        Some(ip)
    }

    /// An IPv6 address, with its scope as meaning. Byte-aligned.
    pub(crate) fn ipv6(&mut self, name: FieldName) -> Option<Ipv6Addr> {
        let ip = Ipv6Addr::from(array::<16>(self.bytes, (self.at / 8) as usize)?);
        self.ip(name, 128, IpAddr::V6(ip));
        Some(ip)
    }

    fn ip(&mut self, name: FieldName, width: u32, ip: IpAddr) {
        self.push(name, width, Value::Ip(ip));
        if let Some(scope) = AddressScope::of(ip) {
            self.means(Meaning::Scope(scope));
        }
    }

    /// `count` bytes as they are; nothing if `count` is zero.
    pub(crate) fn bytes(&mut self, name: FieldName, count: usize) -> Option<()> {
        let width = bits(count);
        if width > self.left() {
            return None;
        }
        if width > 0 {
            self.push(name, width, Value::Bytes);
        }
        Some(())
    }

    /// `count` bytes of text; nothing if `count` is zero.
    pub(crate) fn text(&mut self, name: FieldName, count: usize) -> Option<()> {
        self.bytes(name, count)?;
        if count > 0 {
            self.is(Value::Text);
        }
        Some(())
    }

    /// A domain name that takes `count` bytes here, in a message that is the whole header.
    pub(crate) fn domain(&mut self, name: FieldName, count: usize) -> Option<()> {
        self.bytes(name, count)?;
        self.is(Value::Domain { message: self.base / 8 });
        Some(())
    }

    /// Bytes read so far.
    pub(crate) fn offset(&self) -> usize {
        (self.at / 8) as usize
    }

    /// All that is left as bytes; nothing if nothing is left.
    pub(crate) fn rest(&mut self, name: FieldName) {
        let width = self.left();
        if width > 0 {
            self.push(name, width, Value::Bytes);
        }
    }

    /// Says what the field just read stands for.
    pub(crate) fn means(&mut self, meaning: Meaning) {
        if let Some(field) = self.fields.last_mut() {
            field.meaning = Some(meaning);
        }
    }

    /// Takes back what the field just read stands for: a mask is not an address with a scope.
    pub(crate) fn plain(&mut self) {
        if let Some(field) = self.fields.last_mut() {
            field.meaning = None;
        }
    }

    /// Says what the field just read holds, where its bytes are in another order.
    pub(crate) fn is(&mut self, value: Value) {
        if let Some(field) = self.fields.last_mut() {
            field.value = value;
        }
    }

    /// Says whether the field just read is right.
    pub(crate) fn judge(&mut self, verdict: Verdict) {
        if let Some(field) = self.fields.last_mut() {
            field.verdict = Some(verdict);
        }
    }

    /// The fields read so far; what follows them is not the header's.
    pub(crate) fn stop(self) -> Vec<Field> {
        self.fields
    }

    /// The fields, the rest of the header as one of them.
    pub(crate) fn finish(mut self) -> Vec<Field> {
        self.rest(FieldName::Undecoded);
        self.fields
    }
}

/// A number of bytes in bits. [`super::dissect`] looks at no frame long enough to saturate.
fn bits(bytes: usize) -> u32 {
    u32::try_from(bytes).unwrap_or(u32::MAX).saturating_mul(8)
}

#[cfg(test)]
mod tests;
