//! Back and forth between documents.

use super::{Document, Edit, Refused};
use std::rc::Rc;

/// How far back one can go.
const MOST: usize = 200;

/// What makes several edits one: typing in one field, dragging one node. Another number, or none,
/// begins anew.
pub type Burst = Option<u64>;

/// A document, what it was, and what it would be again.
#[derive(Clone, Debug, Default)]
pub struct History {
    past: Vec<Rc<Document>>,
    present: Rc<Document>,
    future: Vec<Rc<Document>>,
    burst: Burst,
}

impl History {
    /// It begins with this.
    pub fn new(document: Document) -> Self {
        Self { present: Rc::new(document), ..Self::default() }
    }

    /// The document as it is.
    pub fn present(&self) -> &Rc<Document> {
        &self.present
    }

    /// Makes a change. What could have been done again cannot any more.
    ///
    /// # Errors
    /// [`Refused`] if it cannot be; nothing has changed then.
    pub fn apply(&mut self, edit: Edit, burst: Burst) -> Result<(), Refused> {
        let next = self.present.apply(edit)?;
        if next == *self.present {
            return Ok(());
        }
        let goes_on = burst.is_some() && burst == self.burst && !self.past.is_empty();
        let before = std::mem::replace(&mut self.present, Rc::new(next));
        if !goes_on {
            self.past.push(before);
            if self.past.len() > MOST {
                self.past.remove(0);
            }
        }
        self.future.clear();
        self.burst = burst;
        Ok(())
    }

    /// Whether there is something to undo.
    pub fn can_undo(&self) -> bool {
        !self.past.is_empty()
    }

    /// Whether there is something to do again.
    pub fn can_redo(&self) -> bool {
        !self.future.is_empty()
    }

    /// Goes back by one change; `false` if there is none.
    pub fn undo(&mut self) -> bool {
        let Some(before) = self.past.pop() else { return false };
        self.future.push(std::mem::replace(&mut self.present, before));
        self.burst = None;
        true
    }

    /// Takes the last undoing back; `false` if there is none.
    pub fn redo(&mut self) -> bool {
        let Some(after) = self.future.pop() else { return false };
        self.past.push(std::mem::replace(&mut self.present, after));
        self.burst = None;
        true
    }
}
