//! A shared trace, and quick snapshots of it.

use std::cell::RefCell;
use std::ops::Deref;
use std::rc::Rc;
use wireglass_sim::Recording;
use wireglass_trace::{Snapshot, Trace};

/// A snapshot is kept every so many steps, and seeking begins at the nearest one before.
const EVERY: usize = 512;

/// A trace that many share. Equal means the very same trace.
#[derive(Clone)]
pub(crate) struct TraceRef(Rc<Inner>);

struct Inner {
    owner: Owner,
    /// Snapshots at `EVERY`, twice `EVERY`, …, as far as anyone has asked.
    kept: RefCell<Vec<Snapshot>>,
}

enum Owner {
    Recording(Box<Recording>),
    Trace(Rc<Trace>),
}

impl TraceRef {
    /// The trace of a simulated run.
    pub(crate) fn recording(recording: Recording) -> Self {
        Self::new(Owner::Recording(Box::new(recording)))
    }

    /// A trace that was made once and for all.
    pub(crate) fn fixed(trace: Rc<Trace>) -> Self {
        Self::new(Owner::Trace(trace))
    }

    fn new(owner: Owner) -> Self {
        Self(Rc::new(Inner { owner, kept: RefCell::default() }))
    }

    /// The run it belongs to, where what-ifs can be asked.
    pub(crate) fn as_recording(&self) -> Option<&Recording> {
        match &self.0.owner {
            Owner::Recording(recording) => Some(recording),
            Owner::Trace(_) => None,
        }
    }

    /// The last position.
    pub(crate) fn last(&self) -> usize {
        self.steps().len()
    }

    /// What was true at a position.
    pub(crate) fn snapshot(&self, position: usize) -> Snapshot {
        let position = position.min(self.last());
        let wanted = position / EVERY;
        let mut kept = self.0.kept.borrow_mut();
        while kept.len() < wanted {
            let mut next = kept.last().cloned().unwrap_or_else(|| Snapshot::start(self));
            next.advance(self, (kept.len() + 1) * EVERY);
            kept.push(next);
        }
        let before = wanted.checked_sub(1).and_then(|index| kept.get(index));
        let mut snapshot = before.cloned().unwrap_or_else(|| Snapshot::start(self));
        snapshot.advance(self, position);
        snapshot
    }
}

impl Deref for TraceRef {
    type Target = Trace;

    fn deref(&self) -> &Trace {
        match &self.0.owner {
            Owner::Recording(recording) => recording.trace(),
            Owner::Trace(trace) => trace,
        }
    }
}

impl PartialEq for TraceRef {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}
