//! A network of our own: one namespace with a veth pair, of which the kernel has one end
//! and we the other.
//!
//! The namespace has no name: it goes when its last process does, however that ends.

use super::offload;
use anyhow::{Context, Result, bail};
use nix::errno::Errno;
use nix::sched::{CloneFlags, unshare};
use nix::unistd::{getgid, getuid};
use std::fs;
use std::net::Ipv4Addr;
use std::process::Command;

/// The end the kernel has an address on.
pub(super) const KERNELS_END: &str = "kernel0";
/// Our end, which no kernel has an address on.
pub(super) const OUR_END: &str = "ours0";
/// The kernel's address.
pub(super) const KERNELS_ADDRESS: Ipv4Addr = Ipv4Addr::new(10, 77, 0, 1);
/// Ours.
pub(super) const OUR_ADDRESS: Ipv4Addr = Ipv4Addr::new(10, 77, 0, 2);

/// Whether this thread now lives in a namespace of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entered {
    /// It does.
    Yes,
    /// The system does not permit it.
    NotPermitted(Errno),
}

/// Takes this thread, and what it starts from now on, into a new network namespace, as
/// root or with a user namespace around it, and builds the network. Call it before the
/// process has a second thread.
///
/// # Errors
/// If a namespace could be entered, but the network not be built in it.
pub fn enter() -> Result<Entered> {
    if let Err(why) = unshare_network() {
        return Ok(Entered::NotPermitted(why));
    }
    build().context("building the network in its namespace")?;
    Ok(Entered::Yes)
}

fn unshare_network() -> Result<(), Errno> {
    match unshare(CloneFlags::CLONE_NEWNET) {
        Err(Errno::EPERM) => {}
        result => return result,
    }
    let (user, group) = (getuid(), getgid());
    unshare(CloneFlags::CLONE_NEWUSER | CloneFlags::CLONE_NEWNET)?;
    // Groups must be given up before their map may be written.
    let write = |file: &str, text: String| fs::write(file, text).map_err(|_| Errno::EPERM);
    write("/proc/self/setgroups", "deny".to_owned())?;
    write("/proc/self/uid_map", format!("0 {user} 1"))?;
    write("/proc/self/gid_map", format!("0 {group} 1"))
}

fn build() -> Result<()> {
    // Nothing but what the cases send: no router solicitations, no multicast.
    for which in ["all", "default"] {
        // A kernel without IPv6 has no such file.
        let _ = set("net/ipv6/conf", &format!("{which}/disable_ipv6"), "1");
    }
    ip(&["link", "add", KERNELS_END, "type", "veth", "peer", "name", OUR_END])?;
    ip(&["addr", "add", &format!("{KERNELS_ADDRESS}/24"), "dev", KERNELS_END])?;
    // Checksums are made before a packet enters the wire, and segments are segments: there
    // is no card that would do either.
    offload::turn_off(KERNELS_END)?;
    ip(&["link", "set", OUR_END, "up"])?;
    ip(&["link", "set", KERNELS_END, "up"])
}

/// Tells `ip` of iproute2 to do something.
///
/// # Errors
/// What it says.
pub(super) fn ip(arguments: &[&str]) -> Result<()> {
    let output = Command::new("ip").args(arguments).output().context("`ip` of iproute2")?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        bail!("`ip {}`: {}", arguments.join(" "), said.trim());
    }
    Ok(())
}

/// The kernel's end has its one address again, and nothing is known of neighbours or routes.
pub(super) fn restore_addresses() -> Result<()> {
    ip(&["addr", "flush", "dev", KERNELS_END])?;
    ip(&["addr", "add", &format!("{KERNELS_ADDRESS}/24"), "dev", KERNELS_END])?;
    ip(&["neigh", "flush", "dev", KERNELS_END])?;
    ip(&["route", "flush", "cache"])
}

/// Options that a case may have turned off are on again, as Linux has them.
pub(super) fn restore_options() -> Result<()> {
    for name in ["tcp_window_scaling", "tcp_timestamps", "tcp_sack"] {
        set_ipv4(name, "1")?;
    }
    Ok(())
}

/// Sets what sysctl calls `net.ipv4.NAME`, for this namespace.
///
/// # Errors
/// If there is no such setting, or it cannot be written.
pub(super) fn set_ipv4(name: &str, value: &str) -> Result<()> {
    set("net/ipv4", name, value)
}

fn set(directory: &str, name: &str, value: &str) -> Result<()> {
    let file = format!("/proc/sys/{directory}/{name}");
    fs::write(&file, value).context(file)
}
