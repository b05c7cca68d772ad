//! DNS messages (RFC 1035 §4; EDNS, RFC 6891).

mod name;
mod record;

pub use name::{MAX_LABEL, MAX_NAME, Name, NameError};
pub use record::{Class, Data, Record, RecordType, Soa};

use super::cursor::Cursor;
use super::numbered::numbered;
use super::{Field, FieldName, LayerKind, Malformed, MalformedKind, Meaning, be16, byte};
use name::Names;
use serde::Serialize;

/// Bytes of a header.
pub const HEADER_LEN: usize = 12;
/// The largest message over UDP unless its sender says otherwise, in bytes (RFC 1035 §4.2.1).
pub const MAX_UDP: usize = 512;
/// The port servers listen on.
pub const PORT: u16 = 53;

numbered! {
    /// What a message asks for. Only four bits are on the wire.
    Opcode: u8 {
        /// A question.
        Query = 0,
        /// Which name has this address? (obsolete, RFC 3425)
        InverseQuery = 1,
        /// How are you?
        Status = 2,
        /// A zone has changed (RFC 1996).
        Notify = 4,
        /// Change a zone (RFC 2136).
        Update = 5,
    }
}

numbered! {
    /// How a question was answered. Only four bits are in the header.
    Rcode: u8 {
        /// Without error; there may still be no record of that type.
        NoError = 0,
        /// The question cannot be understood.
        FormatError = 1,
        /// The server failed.
        ServerFailure = 2,
        /// There is no such name.
        NameError = 3,
        /// The server does not do that.
        NotImplemented = 4,
        /// The server does not want to.
        Refused = 5,
    }
}

/// What is asked: a name, and what of it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Question {
    /// About which name.
    pub name: Name,
    /// Which records.
    pub kind: RecordType,
    /// Of which class.
    pub class: Class,
}

impl Question {
    /// A question of the Internet's class.
    pub const fn new(name: Name, kind: RecordType) -> Self {
        Self { name, kind, class: Class::Internet }
    }
}

/// A message: a question, or the answer to one.
#[allow(clippy::struct_excessive_bools, reason = "each is a bit of the header")]
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Message {
    /// Chosen by who asks; the answer carries it too.
    pub id: u16,
    /// QR: an answer and not a question.
    pub response: bool,
    /// What is asked for.
    pub opcode: Opcode,
    /// AA: the server is one of those that know the name at first hand.
    pub authoritative: bool,
    /// TC: the answer did not fit.
    pub truncated: bool,
    /// RD: please ask others on my behalf.
    pub recursion_desired: bool,
    /// RA: the server asks others on behalf of its clients.
    pub recursion_available: bool,
    /// AD: the server checked all signatures.
    pub authenticated: bool,
    /// CD: please do not check signatures.
    pub checking_disabled: bool,
    /// How it went.
    pub rcode: Rcode,
    /// What is asked.
    pub questions: Vec<Question>,
    /// What answers it.
    pub answers: Vec<Record>,
    /// Who knows at first hand, or why there is no answer.
    pub authorities: Vec<Record>,
    /// What else may be of use: addresses of those servers, EDNS.
    pub additionals: Vec<Record>,
}

impl Message {
    /// A question.
    pub fn query(id: u16, question: Question, recursion_desired: bool) -> Self {
        Self {
            id,
            response: false,
            opcode: Opcode::Query,
            authoritative: false,
            truncated: false,
            recursion_desired,
            recursion_available: false,
            authenticated: false,
            checking_disabled: false,
            rcode: Rcode::NoError,
            questions: vec![question],
            answers: Vec::new(),
            authorities: Vec::new(),
            additionals: Vec::new(),
        }
    }

    /// An answer to `query`, still without records.
    pub fn answer_to(query: &Self, rcode: Rcode) -> Self {
        Self {
            response: true,
            opcode: query.opcode,
            recursion_desired: query.recursion_desired,
            checking_disabled: query.checking_disabled,
            rcode,
            questions: query.questions.clone(),
            ..Self {
                questions: Vec::new(),
                ..Self::query(query.id, Question::new(Name::root(), RecordType::A), false)
            }
        }
    }

    /// The largest message over UDP its sender takes, in bytes: at least 512.
    pub fn udp_size(&self) -> usize {
        let mut opt = self.additionals.iter().filter(|r| r.data.kind() == RecordType::Opt);
        opt.next().map_or(MAX_UDP, |record| usize::from(record.class.number()).max(MAX_UDP))
    }

    /// Appends the message to `out`. Names that stood before are pointed to. Of more than
    /// 65,535 records of a kind, the rest is left out.
    pub fn emit(&self, out: &mut Vec<u8>) {
        let bit = |set: bool, at: u32| u16::from(set) << at;
        let flags = bit(self.response, 15)
            | u16::from(self.opcode.number() & 15) << 11
            | bit(self.authoritative, 10)
            | bit(self.truncated, 9)
            | bit(self.recursion_desired, 8)
            | bit(self.recursion_available, 7)
            | bit(self.authenticated, 5)
            | bit(self.checking_disabled, 4)
            | u16::from(self.rcode.number() & 15);
        let mut names = Names::new(out.len());
        out.extend_from_slice(&self.id.to_be_bytes());
        out.extend_from_slice(&flags.to_be_bytes());
        let count = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
        let records = [&self.answers, &self.authorities, &self.additionals];
        out.extend_from_slice(&count(self.questions.len()).to_be_bytes());
        for section in records {
            out.extend_from_slice(&count(section.len()).to_be_bytes());
        }
        for question in self.questions.iter().take(u16::MAX.into()) {
            names.write(&question.name, out);
            out.extend_from_slice(&question.kind.number().to_be_bytes());
            out.extend_from_slice(&question.class.number().to_be_bytes());
        }
        for section in records {
            for record in section.iter().take(u16::MAX.into()) {
                record.emit(&mut names, out);
            }
        }
    }

    /// Appends the message to `out`, or, if it takes more than `limit` bytes, only its questions
    /// with TC set, so that who asked comes back over TCP (RFC 2181 §9).
    pub fn emit_within(&self, limit: usize, out: &mut Vec<u8>) {
        let start = out.len();
        self.emit(out);
        if out.len() - start > limit {
            out.truncate(start);
            let short = Self {
                truncated: true,
                answers: Vec::new(),
                authorities: Vec::new(),
                additionals: Vec::new(),
                ..self.clone()
            };
            short.emit(out);
        }
    }

    /// Reads a message.
    ///
    /// # Errors
    /// [`Malformed`] if it breaks off, a name does not make sense, a record's length does not fit
    /// its contents, or something follows the last record.
    pub fn parse(bytes: &[u8]) -> Result<Self, Malformed> {
        if bytes.len() < HEADER_LEN {
            return Err(Malformed::too_short(LayerKind::Dns, HEADER_LEN, bytes.len()));
        }
        let flags = be16(bytes, 2);
        let bit = |at: u32| flags >> at & 1 == 1;
        let four = |at: u32| u8::try_from(flags >> at & 15).unwrap_or(0);
        let mut at = HEADER_LEN;
        let mut questions = Vec::new();
        for _ in 0..be16(bytes, 4) {
            let (name, end) = Name::read(bytes, at)?;
            if bytes.len() < end + 4 {
                return Err(Malformed::too_short(LayerKind::Dns, end + 4, bytes.len()));
            }
            let (kind, class) = (be16(bytes, end).into(), be16(bytes, end + 2).into());
            questions.push(Question { name, kind, class });
            at = end + 4;
        }
        let mut section = |count| -> Result<Vec<Record>, Malformed> {
            let mut records = Vec::new();
            for _ in 0..count {
                let (record, end) = Record::read(bytes, at)?;
                records.push(record);
                at = end;
            }
            Ok(records)
        };
        let answers = section(be16(bytes, 6))?;
        let authorities = section(be16(bytes, 8))?;
        let additionals = section(be16(bytes, 10))?;
        if at < bytes.len() {
            let what = MalformedKind::LengthMismatch { claimed: at, need: bytes.len() };
            return Err(Malformed { layer: LayerKind::Dns, at, what });
        }
        Ok(Self {
            id: be16(bytes, 0),
            response: bit(15),
            opcode: four(11).into(),
            authoritative: bit(10),
            truncated: bit(9),
            recursion_desired: bit(8),
            recursion_available: bit(7),
            authenticated: bit(5),
            checking_disabled: bit(4),
            rcode: four(0).into(),
            questions,
            answers,
            authorities,
            additionals,
        })
    }
}

/// The message's fields. `base` is its place in the frame, in bytes.
pub fn fields(message: &[u8], base: usize) -> Vec<Field> {
    let mut cursor = Cursor::new(message, base);
    let _ = read(&mut cursor, message);
    cursor.finish()
}

fn read(cursor: &mut Cursor<'_>, message: &[u8]) -> Option<()> {
    cursor.hex(FieldName::DnsId, 16)?;
    let response = cursor.flag(FieldName::DnsIsResponse)?;
    let opcode = cursor.number(FieldName::DnsOpcode, 4)?;
    cursor.means(Meaning::DnsOpcode(u8::try_from(opcode).unwrap_or(0).into()));
    cursor.flag(FieldName::DnsAuthoritative)?;
    cursor.flag(FieldName::DnsTruncated)?;
    cursor.flag(FieldName::DnsRecursionDesired)?;
    cursor.flag(FieldName::DnsRecursionAvailable)?;
    cursor.flag(FieldName::DnsReserved)?;
    cursor.flag(FieldName::DnsAuthenticated)?;
    cursor.flag(FieldName::DnsCheckingDisabled)?;
    let rcode = cursor.number(FieldName::DnsResponseCode, 4)?;
    let rcode = Rcode::from(u8::try_from(rcode).unwrap_or(0));
    cursor.means(if response { Meaning::DnsResponse(rcode) } else { Meaning::NotInUse });
    let questions = cursor.number16(FieldName::DnsQuestionCount)?;
    let mut records = 0;
    for name in
        [FieldName::DnsAnswerCount, FieldName::DnsAuthorityCount, FieldName::DnsAdditionalCount]
    {
        records += u32::from(cursor.number16(name)?);
    }
    for _ in 0..questions {
        read_name(cursor, FieldName::DnsQueryName, message)?;
        read_type(cursor, FieldName::DnsQueryType)?;
        read_class(cursor, FieldName::DnsQueryClass)?;
    }
    for _ in 0..records {
        record::fields(cursor, message)?;
    }
    Some(())
}

/// A name as one field; where it ends in a pointer, that says where to.
fn read_name(cursor: &mut Cursor<'_>, field: FieldName, message: &[u8]) -> Option<()> {
    let start = cursor.offset();
    let (_, end) = Name::read(message, start).ok()?;
    cursor.domain(field, end - start)?;
    if end >= start + 2 && byte(message, end - 2) >= 0xc0 && name::ends_in_pointer(message, start) {
        cursor.means(Meaning::ContinuesAt(be16(message, end - 2) & 0x3fff));
    }
    Some(())
}

fn read_type(cursor: &mut Cursor<'_>, field: FieldName) -> Option<RecordType> {
    let kind = cursor.number16(field)?.into();
    cursor.means(Meaning::DnsType(kind));
    Some(kind)
}

fn read_class(cursor: &mut Cursor<'_>, field: FieldName) -> Option<()> {
    let class = cursor.hex16(field)?;
    cursor.means(Meaning::DnsClass(class.into()));
    Some(())
}

#[cfg(test)]
mod tests;
