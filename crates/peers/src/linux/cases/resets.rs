//! Connections that end at once.

use super::super::kernel::Ended;
use super::super::rig::Rig;
use super::{called, config, connected, error};
use anyhow::{Result, ensure};
use wireglass_core::tcp::State::{Closed, Established};
use wireglass_core::tcp::{Call, ConnectionError};

fn we_were_reset(rig: &mut Rig) -> Result<()> {
    rig.until("we are reset", |rig| rig.us.state() == Closed)?;
    ensure!(error(rig)? == Some(ConnectionError::Reset), "{:?}", error(rig)?);
    rig.states(Closed, None)
}

fn the_kernel_was_reset(rig: &mut Rig) -> Result<()> {
    rig.until("the kernel is reset", |rig| rig.kernel.ended.is_some())?;
    ensure!(rig.kernel.ended == Some(Ended::Reset), "{:?}", rig.kernel.ended);
    rig.states(Closed, None)
}

pub(super) fn the_kernel_resets(rig: &mut Rig) -> Result<()> {
    connected(rig, config())?;
    rig.kernel.reset()?;
    we_were_reset(rig)
}

pub(super) fn the_kernel_leaves_data(rig: &mut Rig) -> Result<()> {
    called(rig, config())?;
    rig.call(Call::Send { data: b"never read", push: true })?;
    rig.states(Established, Some(Established))?;
    rig.kernel.close();
    we_were_reset(rig)
}

pub(super) fn we_reset(rig: &mut Rig) -> Result<()> {
    called(rig, config())?;
    rig.call(Call::Abort)?;
    the_kernel_was_reset(rig)
}

pub(super) fn we_leave_data(rig: &mut Rig) -> Result<()> {
    connected(rig, config())?;
    rig.kernel.write(b"never read")?;
    rig.until("it is here", |rig| rig.endpoint().is_ok_and(|tcp| tcp.readable() > 0))?;
    rig.states(Established, Some(Established))?;
    rig.call(Call::Close)?;
    the_kernel_was_reset(rig)
}
