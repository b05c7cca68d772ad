//! What a server knows at first hand (RFC 1034 §4.3.2).

use crate::rules::Reason;
use crate::wire::dns::{Class, Data, Message, Name, Opcode, Question, Rcode, Record, RecordType};
use std::collections::BTreeMap;

/// A part of the tree of names, from its origin down to where it is given to others.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Zone {
    origin: Name,
    records: BTreeMap<Name, Vec<Record>>,
}

/// Why a record cannot be in a zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ZoneError {
    /// Its name is not below the zone's origin.
    OutOfZone,
    /// An alias stands alone: there is another record of that name (RFC 1034 §3.6.2).
    AliasNotAlone,
    /// A zone has one SOA, at its origin.
    MisplacedSoa,
}

/// How many aliases an answer follows inside its zones.
const MAX_ALIASES: usize = 8;

impl Zone {
    /// A zone with its SOA record and nothing else.
    ///
    /// # Errors
    /// [`ZoneError::MisplacedSoa`] if `soa` is none.
    pub fn new(soa: Record) -> Result<Self, ZoneError> {
        if soa.data.kind() != RecordType::Soa {
            return Err(ZoneError::MisplacedSoa);
        }
        let origin = soa.name.clone();
        Ok(Self { records: BTreeMap::from([(origin.clone(), vec![soa])]), origin })
    }

    /// Where it begins.
    pub fn origin(&self) -> &Name {
        &self.origin
    }

    /// Every record, by name.
    pub fn iter(&self) -> impl Iterator<Item = &Record> {
        self.records.values().flatten()
    }

    /// Adds a record. Addresses of name servers below a cut (glue) belong here too.
    ///
    /// # Errors
    /// [`ZoneError`] if it cannot be here.
    pub fn add(&mut self, record: Record) -> Result<(), ZoneError> {
        if !record.name.is_within(&self.origin) {
            return Err(ZoneError::OutOfZone);
        }
        let kind = record.data.kind();
        if kind == RecordType::Soa {
            return Err(ZoneError::MisplacedSoa);
        }
        let here = self.records.entry(record.name.clone()).or_default();
        let alias = |record: &Record| record.data.kind() == RecordType::Cname;
        if here.iter().any(alias) || alias(&record) && !here.is_empty() {
            return Err(ZoneError::AliasNotAlone);
        }
        if !here.contains(&record) {
            here.push(record);
        }
        Ok(())
    }

    fn at(&self, name: &Name) -> &[Record] {
        self.records.get(name).map_or(&[], Vec::as_slice)
    }

    fn of_kind(&self, name: &Name, kind: RecordType) -> Vec<Record> {
        let fits = |record: &&Record| kind == RecordType::Any || record.data.kind() == kind;
        self.at(name).iter().filter(fits).cloned().collect()
    }

    fn soa(&self) -> Vec<Record> {
        self.of_kind(&self.origin, RecordType::Soa)
    }

    /// The cut nearest to the origin on the way to `name`: from there on it is others'.
    fn cut(&self, name: &Name) -> Option<Vec<Record>> {
        let mut cut = None;
        let mut at = Some(name.clone());
        while let Some(name) = at.filter(|name| *name != self.origin) {
            let servers = self.of_kind(&name, RecordType::Ns);
            if !servers.is_empty() {
                cut = Some(servers);
            }
            at = name.parent();
        }
        cut
    }

    /// Whether there is the name, or one below it.
    fn exists(&self, name: &Name) -> bool {
        self.records.keys().any(|known| known.is_within(name))
    }

    /// The records for any name below the nearest name that exists (RFC 4592 §3.3.1).
    fn wildcard(&self, name: &Name) -> Option<Name> {
        let mut encloser = name.parent()?;
        while !self.exists(&encloser) {
            encloser = encloser.parent()?;
        }
        if !encloser.is_within(&self.origin) {
            return None;
        }
        let labels = std::iter::once(b"*".as_slice()).chain(encloser.labels());
        Name::from_labels(labels).ok().filter(|star| self.records.contains_key(star))
    }
}

/// A server of zones.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Authority {
    zones: BTreeMap<Name, Zone>,
}

impl Authority {
    /// A server of these zones.
    pub fn new(zones: impl IntoIterator<Item = Zone>) -> Self {
        Self { zones: zones.into_iter().map(|zone| (zone.origin.clone(), zone)).collect() }
    }

    /// Its zones, by origin.
    pub fn zones(&self) -> impl Iterator<Item = &Zone> {
        self.zones.values()
    }

    /// The zone nearest to a name.
    fn zone_of(&self, name: &Name) -> Option<&Zone> {
        let mut at = Some(name.clone());
        while let Some(name) = at {
            if let Some(zone) = self.zones.get(&name) {
                return Some(zone);
            }
            at = name.parent();
        }
        None
    }

    /// The answer to a question, and why it is so; `None` if the message is no question.
    pub fn answer(&self, query: &Message) -> Option<(Message, Vec<Reason>)> {
        if query.response {
            return None;
        }
        let bad = |rcode| Some((Message::answer_to(query, rcode), vec![Reason::DnsBadQuestion]));
        if query.opcode != Opcode::Query {
            return bad(Rcode::NotImplemented);
        }
        let [question] = query.questions.as_slice() else { return bad(Rcode::FormatError) };
        if !matches!(question.class, Class::Internet | Class::Any) {
            return bad(Rcode::Refused);
        }
        let mut answer = Message::answer_to(query, Rcode::NoError);
        let mut reasons = Vec::new();
        self.find(question, &mut answer, &mut reasons);
        Some((answer, reasons))
    }

    fn find(&self, question: &Question, answer: &mut Message, reasons: &mut Vec<Reason>) {
        let mut name = question.name.clone();
        for aliases in 0..=MAX_ALIASES {
            let Some(zone) = self.zone_of(&name) else {
                // An alias may lead out of all zones: whoever asks goes on from there.
                if aliases == 0 {
                    answer.rcode = Rcode::Refused;
                    reasons.push(Reason::DnsNotMyZone);
                }
                return;
            };
            if let Some(servers) = zone.cut(&name) {
                reasons.push(Reason::DnsReferral { servers: count(servers.len()) });
                answer.additionals = self.addresses(&servers);
                answer.authorities = servers;
                return;
            }
            answer.authoritative |= aliases == 0;
            let mut here = name.clone();
            if !zone.exists(&name) {
                let Some(star) = zone.wildcard(&name) else {
                    answer.rcode = Rcode::NameError;
                    answer.authorities = zone.soa();
                    return reasons.push(Reason::DnsNameError);
                };
                reasons.push(Reason::DnsWildcard);
                here = star;
            }
            let named = |record: Record| Record { name: name.clone(), ..record };
            let found: Vec<Record> =
                zone.of_kind(&here, question.kind).into_iter().map(named).collect();
            if !found.is_empty() {
                let records = count(answer.answers.len() + found.len());
                reasons.push(Reason::DnsAuthoritative { records });
                answer.additionals = self.addresses(&found);
                return answer.answers.extend(found);
            }
            let alias = zone.of_kind(&here, RecordType::Cname).into_iter().next().map(named);
            let Some(alias) = alias else {
                answer.authorities = zone.soa();
                return reasons.push(Reason::DnsNoData);
            };
            let so_far = u8::try_from(aliases + 1).unwrap_or(u8::MAX);
            if let Data::Cname(real) = &alias.data {
                name = real.clone();
            }
            let seen = answer.answers.contains(&alias);
            if seen || aliases == MAX_ALIASES {
                return reasons.push(Reason::DnsAliasLoop { count: so_far });
            }
            answer.answers.push(alias);
            reasons.push(Reason::DnsAlias { count: so_far });
        }
    }

    /// The addresses, as far as they are known here, of hosts that records name.
    fn addresses(&self, records: &[Record]) -> Vec<Record> {
        let mut all = Vec::new();
        for record in records {
            let (Data::Ns(host) | Data::Mx { exchange: host, .. }) = &record.data else { continue };
            if let Some(zone) = self.zone_of(host) {
                let is_address =
                    |r: &&Record| matches!(r.data.kind(), RecordType::A | RecordType::Aaaa);
                all.extend(zone.at(host).iter().filter(is_address).cloned());
            }
        }
        all
    }
}

fn count(len: usize) -> u16 {
    u16::try_from(len).unwrap_or(u16::MAX)
}
