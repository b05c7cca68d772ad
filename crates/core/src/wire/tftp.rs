//! TFTP packets (RFC 1350; options RFC 2347, 2348, 2349).

use super::cursor::Cursor;
use super::numbered::numbered;
use super::{Field, FieldName, LayerKind, Malformed, MalformedKind, Meaning, be16, clip};
use serde::Serialize;

/// The port a server takes requests on. Each transfer then has a port of its own.
pub const PORT: u16 = 69;
/// Bytes before the data of a block.
pub const DATA_HEADER_LEN: usize = 4;
/// Bytes of a block, unless the sides agree on others (RFC 2348). A shorter block is the last.
pub const BLOCK_LEN: usize = 512;

numbered! {
    /// What a packet is.
    Opcode: u16 {
        /// Send me this file.
        Read = 1,
        /// Take this file.
        Write = 2,
        /// A block of it.
        Data = 3,
        /// The block has arrived.
        Ack = 4,
        /// The transfer ends here.
        Error = 5,
        /// These options hold (RFC 2347).
        OptionAck = 6,
    }
}

numbered! {
    /// Why a transfer ends.
    ErrorCode: u16 {
        /// See the text.
        NotDefined = 0,
        /// No such file.
        FileNotFound = 1,
        /// Not allowed.
        AccessViolation = 2,
        /// The disk is full.
        DiskFull = 3,
        /// Not at this point, or not at all.
        IllegalOperation = 4,
        /// A packet from a port that is not this transfer's.
        UnknownTransfer = 5,
        /// The file is there already.
        FileExists = 6,
        /// No such user.
        NoSuchUser = 7,
        /// An option is not accepted (RFC 2347).
        OptionRefused = 8,
    }
}

/// An option: a name, which is the same in upper and lower case, and a value.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct TftpOption {
    /// `blksize`, `timeout`, `tsize`, …
    pub name: Vec<u8>,
    /// A number in decimal, for those.
    pub value: Vec<u8>,
}

/// A request for a file. Texts hold no zero byte.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Request {
    /// The file's name; not empty.
    pub file: Vec<u8>,
    /// `octet` or `netascii`, in upper or lower case; not empty.
    pub mode: Vec<u8>,
    /// Options its sender would like.
    pub options: Vec<TftpOption>,
}

/// A packet.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub enum Packet {
    /// Send me this file.
    Read(Request),
    /// Take this file.
    Write(Request),
    /// A block of it.
    Data {
        /// Its number, from 1.
        block: u16,
        /// What it holds.
        data: Vec<u8>,
    },
    /// The block has arrived.
    Ack {
        /// Its number; 0 says that writing may begin.
        block: u16,
    },
    /// The transfer ends here.
    Error {
        /// Why.
        code: ErrorCode,
        /// The same in words, without a zero byte.
        message: Vec<u8>,
    },
    /// These options hold.
    OptionAck(Vec<TftpOption>),
}

impl TftpOption {
    /// An option of a number.
    pub fn number(name: &str, value: u64) -> Self {
        Self { name: name.as_bytes().to_vec(), value: value.to_string().into_bytes() }
    }

    /// The number its value is, if it is one.
    pub fn as_number(&self) -> Option<u64> {
        std::str::from_utf8(&self.value).ok()?.parse().ok()
    }

    /// The option of a name among others.
    pub fn find<'a>(options: &'a [Self], name: &str) -> Option<&'a Self> {
        options.iter().find(|option| option.name.eq_ignore_ascii_case(name.as_bytes()))
    }
}

impl Packet {
    /// What the packet is.
    pub const fn opcode(&self) -> Opcode {
        match self {
            Self::Read(_) => Opcode::Read,
            Self::Write(_) => Opcode::Write,
            Self::Data { .. } => Opcode::Data,
            Self::Ack { .. } => Opcode::Ack,
            Self::Error { .. } => Opcode::Error,
            Self::OptionAck(_) => Opcode::OptionAck,
        }
    }

    /// Appends the packet to `out`.
    pub fn emit(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(&self.opcode().number().to_be_bytes());
        let text = |out: &mut Vec<u8>, text: &[u8]| {
            out.extend_from_slice(text);
            out.push(0);
        };
        match self {
            Self::Read(request) | Self::Write(request) => {
                text(out, &request.file);
                text(out, &request.mode);
                for option in &request.options {
                    text(out, &option.name);
                    text(out, &option.value);
                }
            }
            Self::Data { block, data } => {
                out.extend_from_slice(&block.to_be_bytes());
                out.extend_from_slice(data);
            }
            Self::Ack { block } => out.extend_from_slice(&block.to_be_bytes()),
            Self::Error { code, message } => {
                out.extend_from_slice(&code.number().to_be_bytes());
                text(out, message);
            }
            Self::OptionAck(options) => {
                for option in options {
                    text(out, &option.name);
                    text(out, &option.value);
                }
            }
        }
    }

    /// Reads a packet. What follows an acknowledgment or an error does not count.
    ///
    /// # Errors
    /// [`Malformed`] if it breaks off, is none of the six, or a text is not closed or is empty
    /// where it must not be.
    pub fn parse(bytes: &[u8]) -> Result<Self, Malformed> {
        let short = |need| Malformed::too_short(LayerKind::Tftp, need, bytes.len());
        if bytes.len() < 2 {
            return Err(short(2));
        }
        let opcode = Opcode::from(be16(bytes, 0));
        let mut texts = Texts { bytes, at: 2 };
        let fixed = |packet: fn(&[u8]) -> Self| {
            if bytes.len() < DATA_HEADER_LEN { Err(short(4)) } else { Ok(packet(bytes)) }
        };
        match opcode {
            Opcode::Read | Opcode::Write => {
                let request =
                    Request { file: texts.next()?, mode: texts.next()?, options: texts.options()? };
                Ok(match opcode {
                    Opcode::Read => Self::Read(request),
                    _ => Self::Write(request),
                })
            }
            Opcode::Data => fixed(|bytes| Self::Data {
                block: be16(bytes, 2),
                data: clip(bytes, DATA_HEADER_LEN, bytes.len()).to_vec(),
            }),
            Opcode::Ack => fixed(|bytes| Self::Ack { block: be16(bytes, 2) }),
            Opcode::Error => {
                let empty = fixed(|bytes| Self::Error {
                    code: be16(bytes, 2).into(),
                    message: Vec::new(),
                })?;
                let Self::Error { code, .. } = empty else { return Ok(empty) };
                texts.at = DATA_HEADER_LEN;
                Ok(Self::Error { code, message: texts.any()? })
            }
            Opcode::OptionAck => texts.options().map(Self::OptionAck),
            Opcode::Other(number) => {
                let what = MalformedKind::BadNumber(number.into());
                Err(Malformed { layer: LayerKind::Tftp, at: 0, what })
            }
        }
    }
}

/// Texts one behind the other, each closed by a zero byte.
struct Texts<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Texts<'_> {
    const fn bad(&self) -> Malformed {
        Malformed { layer: LayerKind::Tftp, at: self.at, what: MalformedKind::BadText }
    }

    fn any(&mut self) -> Result<Vec<u8>, Malformed> {
        let length = text_len(self.bytes, self.at).ok_or(self.bad())?;
        let text = clip(self.bytes, self.at, self.at + length - 1).to_vec();
        self.at += length;
        Ok(text)
    }

    fn next(&mut self) -> Result<Vec<u8>, Malformed> {
        let bad = self.bad();
        self.any().and_then(|text| if text.is_empty() { Err(bad) } else { Ok(text) })
    }

    fn options(&mut self) -> Result<Vec<TftpOption>, Malformed> {
        let mut options = Vec::new();
        while self.at < self.bytes.len() {
            options.push(TftpOption { name: self.next()?, value: self.any()? });
        }
        Ok(options)
    }
}

/// The length of the text at `at`, its zero included, if it is closed.
fn text_len(bytes: &[u8], at: usize) -> Option<usize> {
    bytes.get(at..)?.iter().position(|&byte| byte == 0).map(|length| length + 1)
}

/// Whether a datagram between two ports that say nothing can be taken for part of a transfer:
/// one of the four packets that follow a request, whole and strictly formed.
pub fn is_plausible(bytes: &[u8]) -> bool {
    match Packet::parse(bytes) {
        Ok(Packet::Data { block, .. }) => block > 0,
        Ok(Packet::Ack { .. }) => bytes.len() == DATA_HEADER_LEN,
        Ok(Packet::Error { code, message }) => {
            ErrorCode::NAMED.contains(&code)
                && message.iter().all(|byte| !byte.is_ascii_control())
                && bytes.len() == DATA_HEADER_LEN + message.len() + 1
        }
        Ok(Packet::OptionAck(options)) => {
            let printable = |text: &[u8]| text.iter().all(u8::is_ascii_graphic);
            let fine = |option: &TftpOption| printable(&option.name) && printable(&option.value);
            !options.is_empty() && options.iter().all(fine)
        }
        _ => false,
    }
}

/// How many of a packet's bytes are its header: all but the data of a block.
pub(crate) fn header_len(bytes: &[u8]) -> usize {
    match Opcode::from(be16(bytes, 0)) {
        Opcode::Data => DATA_HEADER_LEN.min(bytes.len()),
        _ => bytes.len(),
    }
}

/// The fields of a packet, or of the header of a block. `base` is its place in the frame, in
/// bytes.
pub fn fields(header: &[u8], base: usize) -> Vec<Field> {
    let mut cursor = Cursor::new(header, base);
    let _ = read(&mut cursor, header);
    cursor.finish()
}

fn read(cursor: &mut Cursor<'_>, header: &[u8]) -> Option<()> {
    let opcode = Opcode::from(cursor.number16(FieldName::TftpOpcode)?);
    cursor.means(Meaning::TftpOpcode(opcode));
    let text = |cursor: &mut Cursor<'_>, name| {
        let length = text_len(header, cursor.offset())?;
        cursor.text(name, length)
    };
    match opcode {
        Opcode::Read | Opcode::Write => {
            text(cursor, FieldName::TftpFile)?;
            text(cursor, FieldName::TftpMode)?;
        }
        Opcode::Data | Opcode::Ack => {
            cursor.number(FieldName::TftpBlock, 16)?;
            return Some(());
        }
        Opcode::Error => {
            let code = cursor.number16(FieldName::TftpErrorCode)?;
            cursor.means(Meaning::TftpError(code.into()));
            return text(cursor, FieldName::TftpErrorText);
        }
        Opcode::OptionAck => {}
        Opcode::Other(_) => return None,
    }
    while cursor.left() > 0 {
        text(cursor, FieldName::TftpOptionName)?;
        text(cursor, FieldName::TftpOptionValue)?;
    }
    Some(())
}

#[cfg(test)]
mod tests;
