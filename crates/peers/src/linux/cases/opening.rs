//! How connections begin, or do not.

use super::super::kernel::Ended;
use super::super::rig::Rig;
use super::{close_in_order, config, connected, error};
use anyhow::{Result, ensure};
use wireglass_core::tcp::State::{
    CloseWait, Closed, Established, FinWait2, LastAck, Listen, SynReceived, SynSent, TimeWait,
};
use wireglass_core::tcp::{Call, ConnectionError};

/// Every state of an active open by us, each seen at the kernel's end too.
pub(super) fn we_connect(rig: &mut Rig) -> Result<()> {
    let port = rig.ports.1;
    rig.kernel.listen(port)?;
    rig.connect(config())?;
    rig.until("the kernel has answered", |rig| rig.us.state() != SynSent || rig.silent)?;
    rig.states(Established, Some(Established))?;
    close_in_order(rig)
}

/// Every state of an active open by the kernel: it waits in SYN-SENT while we say nothing.
pub(super) fn the_kernel_connects(rig: &mut Rig) -> Result<()> {
    let (ours, theirs) = rig.ports;
    rig.listen(config())?;
    rig.states(Listen, None)?;
    rig.silent = true;
    rig.kernel.connect(theirs, ours)?;
    rig.states(SynReceived, Some(SynSent))?;
    rig.speak()?;
    rig.states(Established, Some(Established))?;
    rig.kernel.shut_down()?;
    rig.states(CloseWait, Some(FinWait2))?;
    // Our FIN and its acknowledgement: LAST-ACK passes in between.
    rig.silent = true;
    rig.call(Call::ShutdownWrite)?;
    rig.states(LastAck, Some(FinWait2))?;
    rig.speak()?;
    rig.states(Closed, Some(TimeWait))
}

/// Both send a SYN before the other's has arrived.
pub(super) fn both_connect(rig: &mut Rig) -> Result<()> {
    let (ours, theirs) = rig.ports;
    rig.silent = true;
    rig.connect(config())?;
    rig.kernel.connect(theirs, ours)?;
    // The kernel's SYN is here; ours has not gone out yet.
    rig.until("the kernel's SYN is here", |rig| rig.us.state() == SynReceived)?;
    rig.states(SynReceived, Some(SynSent))?;
    rig.speak()?;
    rig.states(Established, Some(Established))?;
    close_in_order(rig)
}

/// Nobody listens at the kernel's port.
pub(super) fn the_kernel_refuses(rig: &mut Rig) -> Result<()> {
    rig.connect(config())?;
    rig.until("we are refused", |rig| rig.us.state() == Closed)?;
    ensure!(error(rig)? == Some(ConnectionError::Refused), "{:?}", error(rig)?);
    rig.states(Closed, None)
}

/// Nobody listens at ours.
pub(super) fn we_refuse(rig: &mut Rig) -> Result<()> {
    let (ours, theirs) = rig.ports;
    rig.kernel.connect(theirs, ours)?;
    rig.until("the kernel is refused", |rig| rig.kernel.ended.is_some())?;
    ensure!(rig.kernel.ended == Some(Ended::Refused), "{:?}", rig.kernel.ended);
    rig.states(Closed, None)?;
    // The port is as good as before.
    rig.kernel.close();
    rig.ports.1 += 1_000;
    rig.kernel.ended = None;
    connected(rig, config())
}
