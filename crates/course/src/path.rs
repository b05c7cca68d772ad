//! Where something stands in a file: `link[2].ends[0]`.

use std::borrow::Cow;
use std::fmt;

/// A step into a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// To what stands at this key of a table.
    Key(Cow<'static, str>),
    /// To this element of a list, counted from 0.
    Index(usize),
}

/// The way from the beginning of a file to something in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Path(Vec<Step>);

impl Path {
    /// The way to a key at the top.
    pub(crate) fn of(key: &'static str) -> Self {
        Self::default().key(key)
    }

    /// One step on, to a key.
    #[must_use]
    pub(crate) fn key(&self, key: impl Into<Cow<'static, str>>) -> Self {
        self.with(Step::Key(key.into()))
    }

    /// One step on, to an element.
    #[must_use]
    pub(crate) fn index(&self, index: usize) -> Self {
        self.with(Step::Index(index))
    }

    fn with(&self, step: Step) -> Self {
        let mut steps = self.0.clone();
        steps.push(step);
        Self(steps)
    }

    /// Puts a step before all others.
    #[cfg(feature = "toml")]
    pub(crate) fn begin_with(&mut self, step: Step) {
        self.0.insert(0, step);
    }

    /// The steps.
    pub fn steps(&self) -> &[Step] {
        &self.0
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, step) in self.0.iter().enumerate() {
            match step {
                Step::Index(index) => write!(f, "[{index}]")?,
                Step::Key(key) => {
                    let dot = if index == 0 { "" } else { "." };
                    let bare = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
                    if !key.is_empty() && key.chars().all(bare) {
                        write!(f, "{dot}{key}")?;
                    } else {
                        write!(f, "{dot}{key:?}")?;
                    }
                }
            }
        }
        Ok(())
    }
}
