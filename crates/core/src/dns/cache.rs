//! What has been heard, for as long as it may be believed (RFC 2181 §5, RFC 2308).

use crate::time::{Duration, Instant};
use crate::wire::dns::{Data, Name, Rcode, Record, RecordType};
use std::collections::{BTreeMap, BTreeSet};

/// The longest that anything is kept (RFC 8767 §4 recommends a limit; a week is common).
const MAX_TTL: u32 = 604_800;
/// The longest that it is kept that there is none (RFC 2308 §5).
const MAX_NEGATIVE_TTL: u32 = 10_800;

/// How much a record is to be believed (RFC 2181 §5.4.1): the later, the more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Credit {
    /// Said beside a referral.
    Referral,
    /// The answer to a question.
    Answer,
}

/// What is known of a name and type.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Known {
    /// These records.
    Records(Vec<Record>),
    /// There is none: [`Rcode::NameError`] if there is no such name at all. The SOA record
    /// says who says so.
    Nothing(Rcode, Vec<Record>),
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Entry {
    known: Known,
    credit: Credit,
    until: Instant,
}

/// Records that have been heard.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Cache {
    entries: BTreeMap<(Name, RecordType), Entry>,
    by_end: BTreeSet<(Instant, Name, RecordType)>,
    limit: u32,
}

impl Cache {
    /// An empty cache for at most `limit` sets of records.
    pub fn new(limit: u32) -> Self {
        Self { limit: limit.max(1), ..Self::default() }
    }

    /// Everything, with the moment until which it may be used.
    pub fn iter(&self) -> impl Iterator<Item = (&Name, RecordType, &Known, Instant)> {
        self.entries.iter().map(|((name, kind), e)| (name, *kind, &e.known, e.until))
    }

    /// What is known, its records with what is left of their time; and how long that is.
    pub fn look_up(
        &self,
        now: Instant,
        name: &Name,
        kind: RecordType,
    ) -> Option<(Known, Duration)> {
        let entry = self.entries.get(&(name.clone(), kind))?;
        // A time to live of zero: usable at the moment it is heard, and no longer.
        if entry.until < now {
            return None;
        }
        let left = entry.until.since(now);
        let secs = u32::try_from(left.as_secs()).unwrap_or(u32::MAX);
        let aged = |records: &[Record]| {
            records.iter().map(|record| Record { ttl: secs, ..record.clone() }).collect()
        };
        let known = match &entry.known {
            Known::Records(records) => Known::Records(aged(records)),
            Known::Nothing(rcode, soa) => Known::Nothing(*rcode, aged(soa)),
        };
        Some((known, left))
    }

    /// Keeps records of one name and type; says for how long, if they are kept.
    pub fn insert(
        &mut self,
        now: Instant,
        records: Vec<Record>,
        credit: Credit,
    ) -> Option<Duration> {
        let first = records.first()?;
        let (name, kind) = (first.name.clone(), first.data.kind());
        // They live as long as the shortest-lived of them (RFC 2181 §5.2).
        let secs = records.iter().map(|record| record.ttl).min()?.min(MAX_TTL);
        let better = self
            .entries
            .get(&(name.clone(), kind))
            .is_some_and(|entry| entry.until > now && entry.credit > credit);
        if better {
            return None;
        }
        Some(self.put(now, (name, kind), Known::Records(records), credit, secs))
    }

    /// Keeps that there is none, for as long as the zone's SOA record says (RFC 2308 §5);
    /// without one it is not kept.
    pub fn insert_nothing(
        &mut self,
        now: Instant,
        name: Name,
        kind: RecordType,
        rcode: Rcode,
        soa: Vec<Record>,
    ) -> Option<Duration> {
        let first = soa.first()?;
        let Data::Soa(data) = &first.data else { return None };
        let secs = data.minimum.min(first.ttl).min(MAX_NEGATIVE_TTL);
        Some(self.put(now, (name, kind), Known::Nothing(rcode, soa), Credit::Answer, secs))
    }

    fn put(
        &mut self,
        now: Instant,
        key: (Name, RecordType),
        known: Known,
        credit: Credit,
        secs: u32,
    ) -> Duration {
        self.remove(&key);
        while self.entries.len() >= self.limit as usize
            && let Some((_, name, kind)) = self.by_end.first().cloned()
        {
            self.remove(&(name, kind));
        }
        let ttl = Duration::from_secs(secs.into());
        let until = now + ttl;
        self.by_end.insert((until, key.0.clone(), key.1));
        self.entries.insert(key, Entry { known, credit, until });
        ttl
    }

    fn remove(&mut self, key: &(Name, RecordType)) {
        if let Some(entry) = self.entries.remove(key) {
            self.by_end.remove(&(entry.until, key.0.clone(), key.1));
        }
    }

    /// Forgets everything.
    pub fn clear(&mut self) {
        self.entries.clear();
        self.by_end.clear();
    }

    /// When the next entry is over.
    pub fn next_expiry(&self) -> Option<Instant> {
        self.by_end.first().map(|(until, ..)| *until)
    }

    /// Forgets one entry that is over; to be called until it says `None`.
    pub fn expire_one(&mut self, now: Instant) -> Option<(Name, RecordType)> {
        let (_, name, kind) = self.by_end.first().filter(|(until, ..)| *until <= now).cloned()?;
        let key = (name, kind);
        self.remove(&key);
        Some(key)
    }
}
