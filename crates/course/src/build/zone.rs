//! Records of a zone, a line each, much as in a master file (RFC 1035 §5).

use crate::error::{Problem, RecordProblem};
use crate::path::Path;
use crate::problems::Problems;
use wireglass_core::dns::Zone;
use wireglass_core::time::Duration;
use wireglass_core::wire::dns::{Data, Name, NameError, Record, Soa};

/// How long answers may be kept if nothing is said, in seconds.
pub(super) const USUAL_TTL: u32 = 3_600;
/// The longest TTL (RFC 2181 §8).
const LONGEST_TTL: u32 = i32::MAX as u32;
/// The most records of a zone.
const MOST_RECORDS: usize = 10_000;

/// A duration in whole seconds.
pub(super) fn seconds(duration: Duration) -> u32 {
    let seconds = duration.as_millis() / 1_000;
    u32::try_from(seconds).unwrap_or(u32::MAX).min(LONGEST_TTL)
}

/// A zone of these records, with an SOA record of its own.
pub(super) fn parse(
    origin: &Name,
    ttl: u32,
    records: &str,
    path: &Path,
    problems: &mut Problems,
) -> Option<Zone> {
    if !problems.few(path, records.lines().count(), MOST_RECORDS) {
        return None;
    }
    let mut read = Vec::new();
    for line in records.lines() {
        let bare = without_remark(line).trim();
        if bare.is_empty() {
            continue;
        }
        match record(bare, origin, ttl) {
            Ok(record) => read.push((bare, record)),
            Err(problem) => problems.tell(path, Problem::Record { line: bare.to_owned(), problem }),
        }
    }
    // The first name server of the zone itself is where it is kept.
    let primary = read.iter().find_map(|(_, record)| match &record.data {
        Data::Ns(server) if record.name == *origin => Some(server.clone()),
        _ => None,
    });
    let mailbox = std::iter::once(b"hostmaster".as_slice()).chain(origin.labels());
    let soa = Soa {
        primary: primary.unwrap_or_else(|| origin.clone()),
        mailbox: Name::from_labels(mailbox).unwrap_or_else(|_| origin.clone()),
        serial: 1,
        refresh: 7_200,
        retry: 900,
        expire: 1_209_600,
        minimum: ttl,
    };
    let soa = Record::new(origin.clone(), ttl, Data::Soa(Box::new(soa)));
    let mut zone = Zone::new(soa).ok()?;
    for (line, record) in read {
        if let Err(error) = zone.add(record) {
            let problem = RecordProblem::Zone(error);
            problems.tell(path, Problem::Record { line: line.to_owned(), problem });
        }
    }
    Some(zone)
}

/// A line up to the semicolon that begins a remark. In quotes it begins none.
fn without_remark(line: &str) -> &str {
    let mut quoted = false;
    let end = line.char_indices().find(|(_, c)| {
        quoted ^= *c == '"';
        *c == ';' && !quoted
    });
    end.map_or(line, |(at, _)| &line[..at])
}

/// `NAME [TTL] [IN] TYPE VALUE`.
fn record(line: &str, origin: &Name, usual: u32) -> Result<Record, RecordProblem> {
    let mut rest = line;
    let mut word = || {
        let text = rest.trim_start();
        let (word, after) = text.split_at(text.find(char::is_whitespace).unwrap_or(text.len()));
        rest = after;
        (!word.is_empty()).then_some(word)
    };
    let owner = name(word().ok_or(RecordProblem::TooShort)?, origin)?;
    let mut kind = word().ok_or(RecordProblem::TooShort)?;
    let mut ttl = usual;
    if let Ok(number) = kind.parse::<u32>() {
        ttl = number.min(LONGEST_TTL);
        kind = word().ok_or(RecordProblem::TooShort)?;
    }
    if kind.eq_ignore_ascii_case("IN") {
        kind = word().ok_or(RecordProblem::TooShort)?;
    }
    let kind = kind.to_ascii_uppercase();
    if kind == "TXT" {
        let text = rest.trim();
        let text = text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).unwrap_or(text);
        let bytes = text.as_bytes();
        // Longer texts are several of at most 255 bytes (RFC 1035 §3.3).
        return Ok(Record::new(
            owner,
            ttl,
            Data::Txt(bytes.chunks(255).map(<[u8]>::to_vec).collect()),
        ));
    }
    let value = word().ok_or(RecordProblem::TooShort)?;
    let data = match kind.as_str() {
        "A" => Data::A(value.parse().map_err(|_| RecordProblem::Value("10.0.2.80"))?),
        "AAAA" => Data::Aaaa(value.parse().map_err(|_| RecordProblem::Value("2001:db8::80"))?),
        "NS" => Data::Ns(name(value, origin)?),
        "CNAME" => Data::Cname(name(value, origin)?),
        "PTR" => Data::Ptr(name(value, origin)?),
        "MX" => {
            let preference = value.parse().map_err(|_| RecordProblem::Value("10 mail"))?;
            let exchange = word().ok_or(RecordProblem::Value("10 mail"))?;
            Data::Mx { preference, exchange: name(exchange, origin)? }
        }
        _ => return Err(RecordProblem::UnknownType),
    };
    match word() {
        None => Ok(Record::new(owner, ttl, data)),
        Some(_) => Err(RecordProblem::TooShort),
    }
}

/// `@` is the origin; a name without a dot at its end is below it.
fn name(text: &str, origin: &Name) -> Result<Name, RecordProblem> {
    if text == "@" {
        return Ok(origin.clone());
    }
    let read: Name = text.parse().map_err(RecordProblem::Name)?;
    if text.ends_with('.') {
        return Ok(read);
    }
    let labels: Vec<&[u8]> = read.labels().chain(origin.labels()).collect();
    Name::from_labels(labels).map_err(|_| RecordProblem::Name(NameError::TooLong))
}

#[cfg(test)]
mod tests;
