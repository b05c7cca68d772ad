//! Applications of one call: to look at the host's tables, and to change them.

use super::machine::{Machine, Moment, Next, Request, Returned};

/// Makes one call and ends.
#[derive(Clone, Debug)]
pub(crate) struct Once(Request);

impl Once {
    pub(crate) const fn new(request: Request) -> Self {
        Self(request)
    }
}

impl Machine for Once {
    fn next(&mut self, returned: Returned, _: &mut Moment<'_>) -> Next {
        match returned {
            Returned::Nothing => Next::Call(self.0.clone()),
            Returned::Failed(_) => Next::Exit(1),
            _ => Next::Exit(0),
        }
    }
}

/// Sets something up and stays: what it set up works until it is stopped.
#[derive(Clone, Debug)]
pub(crate) struct Service(Request);

impl Service {
    pub(crate) const fn new(request: Request) -> Self {
        Self(request)
    }
}

impl Machine for Service {
    fn next(&mut self, returned: Returned, _: &mut Moment<'_>) -> Next {
        match returned {
            Returned::Nothing => Next::Call(self.0.clone()),
            Returned::Failed(_) => Next::Exit(1),
            _ => Next::Rest,
        }
    }
}
