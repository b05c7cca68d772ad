//! The cases, one function for each.

mod closing;
mod opening;
mod resets;
mod signals;
mod transfer;
mod windows;

use super::rig::Rig;
use crate::host::{Closes, Progress, Reads};
use crate::stream::Stream;
use anyhow::{Result, ensure};
use std::time::Duration;
use wireglass_core::tcp::State::{
    self, CloseWait, Closed, Established, FinWait2, Listen, TimeWait,
};
use wireglass_core::tcp::{Call, Config, Profile};

/// A thing that our endpoint and the kernel do together.
#[derive(Clone, Copy, Debug)]
pub struct Case {
    /// What.
    pub name: &'static str,
    /// How long it may take.
    pub limit: Duration,
    pub(super) run: fn(&mut Rig) -> Result<()>,
}

const fn case(name: &'static str, seconds: u64, run: fn(&mut Rig) -> Result<()>) -> Case {
    Case { name, limit: Duration::from_secs(seconds), run }
}

/// All of them.
pub const CASES: &[Case] = &[
    case("we connect; we close first", 5, opening::we_connect),
    case("the kernel connects; it closes first", 5, opening::the_kernel_connects),
    case("both connect at once", 5, opening::both_connect),
    case("the kernel refuses", 5, opening::the_kernel_refuses),
    case("we refuse", 5, opening::we_refuse),
    case("1 MiB each way", 10, transfer::clean),
    case("1 MiB each way, 5 % lost, doubled and held back", 30, transfer::bad),
    case("128 KiB each way with no option but the MSS, 5 % lost", 20, transfer::without_options),
    case("128 KiB each way with window scale only, 5 % lost", 20, transfer::window_scale_only),
    case("128 KiB each way with timestamps only, 5 % lost", 20, transfer::timestamps_only),
    case("128 KiB each way with SACK only, 5 % lost", 20, transfer::sack_only),
    case("we close half, the kernel goes on", 5, closing::our_half),
    case("the kernel closes half, we go on", 5, closing::the_kernels_half),
    case("both close at once", 5, closing::both),
    case("our last acknowledgement is lost", 5, closing::last_ack_lost),
    case("the kernel resets", 5, resets::the_kernel_resets),
    case("the kernel closes with data unread", 5, resets::the_kernel_leaves_data),
    case("we reset", 5, resets::we_reset),
    case("we close with data unread", 5, resets::we_leave_data),
    case("the kernel does not read for a while", 10, windows::the_kernels),
    case("we do not read for a while", 10, windows::ours),
    case("the kernel sends an urgent byte", 5, signals::urgent),
    case("the kernel asks whether we are there", 8, signals::the_kernel_asks),
    case("we ask whether the kernel is there", 8, signals::we_ask),
];

/// Linux' own defaults, but with a TIME-WAIT that ends while somebody looks.
fn config() -> Config {
    Config { msl: std_duration(500), ..Profile::Linux.config() }
}

const fn std_duration(millis: u64) -> wireglass_core::time::Duration {
    wireglass_core::time::Duration::from_millis(millis)
}

/// An application at our end and one at the kernel's, each writing so much and reading
/// everything at once.
fn applications(rig: &mut Rig, bytes: [u64; 2], closes: [Closes; 2]) {
    let streams = [Stream::new(0x5757), Stream::new(0xa3a3)];
    let reads = Reads { chunk: 65_536, pause: wireglass_core::time::Duration::ZERO };
    let make = |us: usize, them: usize| {
        Progress::new(streams[us], bytes[us], streams[them], closes[us], reads)
    };
    rig.application = Some(make(0, 1));
    rig.kernel.application = Some(make(1, 0));
}

/// We have connected to the kernel, and both are ESTABLISHED.
fn connected(rig: &mut Rig, config: Config) -> Result<()> {
    let port = rig.ports.1;
    rig.kernel.listen(port)?;
    rig.connect(config)?;
    rig.until("the kernel accepts", |rig| rig.kernel.connected())?;
    rig.states(Established, Some(Established))
}

/// The kernel has connected to us, and both are ESTABLISHED.
fn called(rig: &mut Rig, config: Config) -> Result<()> {
    let (ours, theirs) = rig.ports;
    rig.listen(config)?;
    rig.states(Listen, None)?;
    rig.kernel.connect(theirs, ours)?;
    rig.until("we are called", |rig| rig.us.state() == Established)?;
    rig.states(Established, Some(Established))
}

/// Whatever both applications had to write has been read, to the end of the stream.
fn everything_read(rig: &mut Rig) -> Result<()> {
    rig.until("both streams are read to their ends", |rig| {
        let ours = rig.application.as_ref().is_none_or(|application| application.finished);
        ours && rig.kernel.done()
    })?;
    check_streams(rig)
}

/// What was read is what was written.
fn check_streams(rig: &Rig) -> Result<()> {
    let (Some(ours), Some(theirs)) = (&rig.application, &rig.kernel.application) else {
        return Ok(());
    };
    for (name, reader, writer) in [("we", ours, theirs), ("the kernel", theirs, ours)] {
        ensure!(reader.first_wrong.is_none(), "{name} read a wrong byte: {:?}", reader.first_wrong);
        let (read, written) = (reader.read, writer.to_write);
        ensure!(read == written, "{name} read {read} bytes of {written}");
    }
    Ok(())
}

/// We send no more.
fn we_shut_down(rig: &mut Rig) -> Result<()> {
    rig.call(Call::ShutdownWrite)?;
    Ok(())
}

/// Both are open, we close first, the kernel after us.
fn close_in_order(rig: &mut Rig) -> Result<()> {
    we_shut_down(rig)?;
    rig.states(FinWait2, Some(CloseWait))?;
    rig.kernel.close();
    rig.states(TimeWait, None)?;
    until_closed(rig)
}

/// Our TIME-WAIT ends.
fn until_closed(rig: &mut Rig) -> Result<()> {
    rig.until("our TIME-WAIT ends", |rig| rig.us.state() == Closed)
}

/// What our endpoint says of its end.
fn error(rig: &Rig) -> Result<Option<wireglass_core::tcp::ConnectionError>> {
    Ok(rig.endpoint()?.error())
}

/// Fails, unless we are in `state` all the time while this much passes.
fn stays(rig: &mut Rig, state: State, time: Duration) -> Result<()> {
    rig.pass(time)?;
    let now = rig.us.state();
    ensure!(now == state, "{now} where {state} should still be");
    Ok(())
}
