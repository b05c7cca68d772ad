//! Our networks with real machines at the door: the kernel with its own ARP, ICMP and UDP, and
//! the programs everybody uses.
//!
//! A case is a network of ours, and what somebody outside does with it. Every frame that
//! passes the door is kept, and tshark has nothing to complain of in any of them.

mod addresses;
mod cases;
mod datagrams;
mod files;
mod groups;
mod kernel;
mod lab;
mod pages;
mod ping;
mod topology;
mod tshark;

pub use cases::{CASES, Case};
pub use lab::missing;

use super::namespace;
use anyhow::{Context, Result, ensure};
use lab::Lab;
use std::path::Path;

/// What came of a case that went well.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Frames that passed the door, both ways.
    pub frames: u64,
    /// Steps of the simulated network.
    pub steps: u64,
    /// Whether tshark was there to judge the frames.
    pub judged: bool,
}

/// Makes the namespace that this thread has [entered](super::enter) fit for these cases.
///
/// # Errors
/// If a setting cannot be made.
pub fn prepare() -> Result<()> {
    namespace::ip(&["link", "set", "lo", "up"])?;
    // It forwards, so that our hosts can meet a router that is not ours.
    namespace::set_ipv4("ip_forward", "1")?;
    namespace::set_ipv4("conf/all/send_redirects", "0")?;
    namespace::set_ipv4(&format!("conf/{}/send_redirects", namespace::KERNELS_END), "0")?;
    // An error for each packet that asks for one, not one in a second.
    namespace::set_ipv4("icmp_ratelimit", "0")?;
    namespace::set_ipv4("icmp_echo_ignore_broadcasts", "0")
}

/// Runs a case and leaves its frames in `folder`.
///
/// # Errors
/// What went wrong.
pub fn run(case: &Case, folder: &Path) -> Result<Outcome> {
    std::fs::create_dir_all(folder)?;
    namespace::restore_addresses()?;
    for arguments in case.outside {
        namespace::ip(arguments)?;
    }
    let mut lab = Lab::new(&(case.network)(), case.limit, folder)?;
    let result = (case.run)(&mut lab);
    lab.stop();
    let file = folder.join(format!("{}.pcapng", case.id()));
    std::fs::write(&file, lab.capture(case.name)?).context("writing the frames")?;
    result?;
    let judged = tshark::available();
    if judged {
        let complaints = tshark::complaints(&file, case.odd)?;
        ensure!(complaints.is_empty(), "tshark: {}", complaints.join("; "));
    }
    Ok(Outcome {
        frames: lab.driver.passed().len() as u64,
        steps: lab.driver.trace().steps().len() as u64,
        judged,
    })
}
