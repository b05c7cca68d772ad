//! `cargo xtask serve`.

use crate::build::{self, Mode};
use crate::workspace::Workspace;
use anyhow::{Context, Result, bail};
use std::io::ErrorKind;
use std::net::{Ipv4Addr, TcpListener};
use std::process::Command;

/// Builds, then becomes `wireglass serve`.
pub(crate) fn serve(workspace: &Workspace, port: u16, open: bool) -> Result<()> {
    // Better to hear this now than after minutes of compiling.
    match TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
        Err(error) if error.kind() == ErrorKind::AddrInUse => bail!(
            "port {port} is already in use: stop the program that holds it, or choose another with \
             `--port`"
        ),
        Err(error) => bail!("cannot listen on 127.0.0.1:{port} ({error}): choose another `--port`"),
        Ok(probe) => drop(probe),
    }
    let program = build::build(workspace, Mode::Release)?;
    let mut command = Command::new(&program);
    command.arg("serve").arg("--port").arg(port.to_string());
    if open {
        command.arg("--open");
    }
    hand_over(&mut command).with_context(|| format!("cannot start {}", program.display()))
}

/// Replaces this process, so that Ctrl-C reaches the server and nobody else.
#[cfg(unix)]
fn hand_over(command: &mut Command) -> Result<()> {
    use std::os::unix::process::CommandExt as _;
    Err(command.exec().into())
}

#[cfg(not(unix))]
fn hand_over(command: &mut Command) -> Result<()> {
    crate::run::run(command)
}
