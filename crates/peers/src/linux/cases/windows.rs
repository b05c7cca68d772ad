//! A reader that rests until the window is closed, and reads again.

use super::super::rig::Rig;
use super::{applications, called, config, connected, everything_read, stays, until_closed};
use crate::host::Closes;
use anyhow::{Context, Result, ensure};
use std::time::Duration;
use wireglass_core::tcp::State::{Closed, Established, TimeWait};
use wireglass_core::tcp::{Config, Timer, Variable};
use wireglass_core::time::Instant;

/// More than any buffer here holds.
const MUCH: u64 = 300_000;
/// Long enough for a few probes.
const REST: Duration = Duration::from_millis(1_500);

fn never() -> Instant {
    Instant::from_nanos(u64::MAX)
}

/// The kernel's application does not read: we probe its window until it does.
pub(super) fn the_kernels(rig: &mut Rig) -> Result<()> {
    rig.kernel.small_buffer(8_000);
    connected(rig, config())?;
    applications(rig, [MUCH, 0], [Closes::WhenWritten, Closes::AfterPeer]);
    rest(rig, true)?;
    rig.until("its window is closed", |rig| {
        rig.endpoint().is_ok_and(|tcp| tcp.variable(Variable::SndWnd) == Some(0))
    })?;
    rig.until("we wait to probe it", |rig| {
        rig.endpoint().is_ok_and(|tcp| tcp.timer(Timer::Persist).is_some())
    })?;
    stays(rig, Established, REST)?;
    rig.states(Established, Some(Established))?;
    rest(rig, false)?;
    everything_read(rig)?;
    rig.states(TimeWait, None)?;
    until_closed(rig)
}

/// Ours does not: the kernel probes our window until it does.
pub(super) fn ours(rig: &mut Rig) -> Result<()> {
    called(rig, Config { receive_buffer: 8_000, window_scale: Some(0), ..config() })?;
    applications(rig, [0, MUCH], [Closes::AfterPeer, Closes::WhenWritten]);
    let application = rig.application.as_mut().context("there is one")?;
    application.rests_until = never();
    rig.until("our window is closed", |rig| {
        rig.endpoint().is_ok_and(|tcp| tcp.variable(Variable::RcvWnd) == Some(0))
    })?;
    rig.states(Established, Some(Established))?;
    let before = rig.capture.len();
    stays(rig, Established, REST)?;
    ensure!(rig.capture.len() > before, "the kernel does not probe our window");
    rig.application.as_mut().context("there is one")?.rests_until = Instant::ZERO;
    everything_read(rig)?;
    rig.states(Closed, Some(TimeWait))
}

fn rest(rig: &mut Rig, rest: bool) -> Result<()> {
    let application = rig.kernel.application.as_mut().context("there is one")?;
    application.rests_until = if rest { never() } else { Instant::ZERO };
    Ok(())
}
