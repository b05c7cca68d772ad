//! Bytes both ways at once, over a good wire and a bad one, with each option and without.

use super::super::namespace::set_ipv4;
use super::super::rig::{BAD, Rig};
use super::{applications, called, config, connected, everything_read, until_closed};
use crate::host::Closes;
use anyhow::{Result, ensure};
use wireglass_core::tcp::State::{Closed, TimeWait};
use wireglass_core::tcp::{Config, Variable};

const MIB: u64 = 1 << 20;

/// Both write, and close when they have; streams and states are looked at afterwards.
fn transfer(rig: &mut Rig, bytes: u64) -> Result<()> {
    applications(rig, [bytes; 2], [Closes::WhenWritten, Closes::AfterPeer]);
    everything_read(rig)?;
    // A copy of our last acknowledgement that comes late is answered with a reset, which ends
    // our TIME-WAIT (RFC 1337): so it may be over already.
    rig.until("we have both closed", |rig| matches!(rig.us.state(), TimeWait | Closed))?;
    rig.until("the kernel has closed", |rig| rig.kernels_state().is_ok_and(|is| is.is_none()))?;
    rig.kernel_is(None)?;
    until_closed(rig)
}

pub(super) fn clean(rig: &mut Rig) -> Result<()> {
    connected(rig, Config { msl: super::std_duration(500), ..config() })?;
    transfer(rig, MIB)
}

pub(super) fn bad(rig: &mut Rig) -> Result<()> {
    rig.faults(BAD, 0x1ead);
    // Long enough that the last acknowledgement is repeated where it is lost.
    called(rig, lasting())?;
    transfer(rig, MIB)
}

fn lasting() -> Config {
    Config { msl: super::std_duration(1_000), ..config() }
}

/// Which options both ends are willing to use.
#[derive(Clone, Copy, Debug, Default)]
struct Willing {
    window_scale: bool,
    timestamps: bool,
    sack: bool,
}

fn with(rig: &mut Rig, willing: Willing, we_call: bool) -> Result<()> {
    let Willing { window_scale, timestamps, sack } = willing;
    for (name, on) in
        [("tcp_window_scaling", window_scale), ("tcp_timestamps", timestamps), ("tcp_sack", sack)]
    {
        set_ipv4(name, if on { "1" } else { "0" })?;
    }
    rig.faults(BAD, 0x0b71);
    // We offer everything where the kernel is not willing, and the other way round.
    let offer = Config { window_scale: Some(7), timestamps: true, sack: true, ..lasting() };
    if we_call {
        connected(rig, offer)?;
    } else {
        called(rig, offer)?;
    }
    let endpoint = rig.endpoint()?;
    let shift = endpoint.variable(Variable::RcvWindShift).unwrap_or(0);
    ensure!((shift > 0) == window_scale, "shift {shift}");
    let stamped = endpoint.variable(Variable::TsRecent).is_some();
    ensure!(stamped == timestamps, "timestamps: {stamped}");
    transfer(rig, 128 << 10)
}

pub(super) fn without_options(rig: &mut Rig) -> Result<()> {
    with(rig, Willing::default(), true)
}

pub(super) fn window_scale_only(rig: &mut Rig) -> Result<()> {
    with(rig, Willing { window_scale: true, ..Willing::default() }, false)
}

pub(super) fn timestamps_only(rig: &mut Rig) -> Result<()> {
    with(rig, Willing { timestamps: true, ..Willing::default() }, true)
}

pub(super) fn sack_only(rig: &mut Rig) -> Result<()> {
    with(rig, Willing { sack: true, ..Willing::default() }, false)
}
