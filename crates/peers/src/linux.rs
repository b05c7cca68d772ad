//! Linux as the peer: the kernel's own TCP at the other end of a wire that is all ours.
//!
//! [`run`] goes through the cases. In each, our endpoint and ordinary sockets of the kernel
//! do something together; after each step the state of the kernel's socket is asked of the
//! kernel itself (`sock_diag`), inferred by our observer from the frames that passed, and
//! compared with what it should be.

mod cases;
mod diag;
mod drive;
mod kernel;
mod namespace;
pub mod networks;
mod offload;
mod rig;
mod view;
mod wire;

pub use cases::{CASES, Case};
pub use drive::{Driver, Passed};
pub use namespace::{Entered, enter};
pub use wire::Wire;

use rig::Rig;
use std::path::Path;

/// What came of a case that went well.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Bytes of text that the applications at both ends read.
    pub bytes: u64,
    /// Frames that passed the kernel's end of the wire.
    pub frames: u64,
    /// How often the kernel's word and the observer's were compared, and agreed.
    pub comparisons: u64,
}

/// Runs a case, in the namespace that this thread has [entered](enter). `number` tells it
/// from the others.
///
/// # Errors
/// What went wrong. The frames are in a file in `captures` then.
pub fn run(case: &Case, number: u16, captures: &Path) -> anyhow::Result<Outcome> {
    let mut rig = Rig::new(number, case.limit)?;
    let result = (case.run)(&mut rig);
    // Nothing of it should go on during the next.
    namespace::restore_options()?;
    if result.is_err() {
        let file = captures.join(format!("linux-{number}.pcapng"));
        std::fs::create_dir_all(captures)?;
        std::fs::write(file, rig.capture.file(case.name)?)?;
    }
    result?;
    let read = |application: &Option<crate::host::Progress>| {
        application.as_ref().map_or(0, |application| application.read)
    };
    Ok(Outcome {
        bytes: read(&rig.application) + read(&rig.kernel.application),
        frames: rig.capture.len() as u64,
        comparisons: rig.comparisons,
    })
}
