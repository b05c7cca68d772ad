//! What is neither data nor the end of it.

use super::super::rig::Rig;
use super::{called, close_in_order, config, connected};
use anyhow::{Result, bail, ensure};
use std::time::Duration;
use wireglass_core::tcp::State::Established;
use wireglass_core::tcp::{Call, CallOk, Config, KeepAlive};

/// Whether urgent data waits to be read.
fn is_urgent(rig: &mut Rig) -> Result<bool> {
    match rig.call(Call::Status)? {
        CallOk::Status(status) => Ok(status.urgent),
        other => bail!("{other:?}"),
    }
}

/// The urgent byte comes with the others, and its pointer is noticed.
pub(super) fn urgent(rig: &mut Rig) -> Result<()> {
    called(rig, config())?;
    ensure!(!is_urgent(rig)?, "urgent before anything was sent");
    rig.kernel.write(b"in ord")?;
    rig.kernel.urgent(b'e')?;
    rig.kernel.write(b"r")?;
    rig.until("all of it is here", |rig| rig.endpoint().is_ok_and(|tcp| tcp.readable() == 8))?;
    ensure!(is_urgent(rig)?, "the urgent pointer was not noticed");
    let read = rig.call(Call::Receive { max: 100 })?;
    ensure!(read == CallOk::Received(b"in order".to_vec()), "{read:?}");
    ensure!(!is_urgent(rig)?, "still urgent after everything was read");
    rig.states(Established, Some(Established))?;
    close_in_order(rig)
}

/// The kernel probes an idle connection: each probe is answered, and it stays.
pub(super) fn the_kernel_asks(rig: &mut Rig) -> Result<()> {
    connected(rig, config())?;
    rig.kernel.keep_alive()?;
    let before = rig.capture.len();
    // It would give up after two probes without an answer.
    rig.pass(Duration::from_millis(4_500))?;
    let passed = rig.capture.len() - before;
    ensure!(passed >= 6 && passed.is_multiple_of(2), "{passed} segments of probes and answers");
    rig.states(Established, Some(Established))?;
    close_in_order(rig)
}

/// We probe it, with the same outcome.
pub(super) fn we_ask(rig: &mut Rig) -> Result<()> {
    let second = super::std_duration(1_000);
    let keep_alive = KeepAlive { idle: second, interval: second, probes: 2 };
    called(rig, Config { keep_alive: Some(keep_alive), ..config() })?;
    let before = rig.capture.len();
    rig.pass(Duration::from_millis(4_500))?;
    let passed = rig.capture.len() - before;
    ensure!(passed >= 6 && passed.is_multiple_of(2), "{passed} segments of probes and answers");
    rig.states(Established, Some(Established))?;
    close_in_order(rig)
}
