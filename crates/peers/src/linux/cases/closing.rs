//! How connections end in order.

use super::super::rig::Rig;
use super::{
    applications, called, close_in_order, config, connected, everything_read, until_closed,
    we_shut_down,
};
use crate::host::Closes;
use anyhow::{Result, ensure};
use wireglass_core::tcp::State::{
    CloseWait, Closed, Closing, Established, FinWait1, FinWait2, LastAck, TimeWait,
};
use wireglass_core::tcp::{Call, Config};

/// Bytes that go the other way when one is closed.
const REST: u64 = 100_000;

/// We have no more to send; the kernel has.
pub(super) fn our_half(rig: &mut Rig) -> Result<()> {
    connected(rig, config())?;
    we_shut_down(rig)?;
    rig.states(FinWait2, Some(CloseWait))?;
    applications(rig, [0, REST], [Closes::Never, Closes::WhenWritten]);
    everything_read(rig)?;
    rig.states(TimeWait, None)?;
    until_closed(rig)
}

/// The kernel has no more to send; we have.
pub(super) fn the_kernels_half(rig: &mut Rig) -> Result<()> {
    called(rig, config())?;
    rig.kernel.shut_down()?;
    rig.states(CloseWait, Some(FinWait2))?;
    applications(rig, [REST, 0], [Closes::WhenWritten, Closes::Never]);
    everything_read(rig)?;
    rig.states(Closed, Some(TimeWait))
}

/// Both FINs are out before either has arrived.
pub(super) fn both(rig: &mut Rig) -> Result<()> {
    connected(rig, config())?;
    rig.silent = true;
    we_shut_down(rig)?;
    rig.states(FinWait1, Some(Established))?;
    rig.kernel.shut_down()?;
    rig.until("the kernel's FIN is here", |rig| rig.us.state() == Closing)?;
    rig.states(Closing, Some(FinWait1))?;
    // Our FIN alone: the acknowledgement of theirs is lost, so they are in CLOSING too.
    rig.speak_once()?;
    rig.states(TimeWait, Some(Closing))?;
    // They send theirs again, and are answered.
    rig.forget();
    rig.until("the kernel's FIN came again", |rig| rig.us.state() == TimeWait)?;
    rig.pass(std::time::Duration::from_millis(400))?;
    rig.states(TimeWait, Some(TimeWait))?;
    until_closed(rig)
}

/// In TIME-WAIT we acknowledge the kernel's FIN as often as it comes.
pub(super) fn last_ack_lost(rig: &mut Rig) -> Result<()> {
    connected(rig, Config { msl: super::std_duration(1_000), ..config() })?;
    we_shut_down(rig)?;
    rig.states(FinWait2, Some(CloseWait))?;
    rig.silent = true;
    rig.kernel.shut_down()?;
    rig.states(TimeWait, Some(LastAck))?;
    rig.forget();
    rig.until("the kernel is answered", |rig| rig.capture.len() >= 8)?;
    rig.states(TimeWait, None)?;
    ensure!(rig.call(Call::Status).is_ok(), "the endpoint is still there");
    until_closed(rig)?;
    // And once more from the beginning, to see that nothing was left behind.
    rig.ports = (rig.ports.0 + 2_000, rig.ports.1 + 2_000);
    rig.kernel.close();
    connected(rig, config())?;
    close_in_order(rig)
}
