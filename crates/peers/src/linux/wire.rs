//! Our end of a wire: frames in and out, by a packet socket.

use anyhow::{Context, Result};
use nix::errno::Errno;
use nix::ifaddrs::getifaddrs;
use nix::poll::{PollFd, PollFlags, PollTimeout, poll};
use nix::sys::socket::{
    AddressFamily, LinkAddr, MsgFlags, SockFlag, SockProtocol, SockType, bind, recvfrom, send,
    socket,
};
use std::os::fd::{AsFd as _, AsRawFd as _, OwnedFd};
use std::time::Duration;
use wireglass_core::addr::MacAddr;

/// `PACKET_OUTGOING` of packet(7): what we sent ourselves, shown to us again.
const OUTGOING: u8 = 4;

/// A packet socket on one interface.
#[derive(Debug)]
pub struct Wire {
    socket: OwnedFd,
    /// The address of the interface at the wire's other end.
    pub(super) kernels_mac: MacAddr,
}

impl Wire {
    /// Opens our end; `kernels` names the other.
    ///
    /// # Errors
    /// If there are no such interfaces, or packet sockets are not permitted.
    pub fn open(ours: &str, kernels: &str) -> Result<Self> {
        let link = |name: &str| -> Result<LinkAddr> {
            getifaddrs()?
                .filter(|interface| interface.interface_name == name)
                .find_map(|interface| interface.address?.as_link_addr().copied())
                .with_context(|| format!("no interface {name}"))
        };
        let flags = SockFlag::SOCK_NONBLOCK | SockFlag::SOCK_CLOEXEC;
        let socket = socket(AddressFamily::Packet, SockType::Raw, flags, SockProtocol::EthAll)
            .context("packet socket")?;
        bind(socket.as_raw_fd(), &link(ours)?).context("bind")?;
        let kernels_mac = MacAddr(link(kernels)?.addr().context("no address")?);
        Ok(Self { socket, kernels_mac })
    }

    /// The next frame that has arrived, if one has.
    ///
    /// # Errors
    /// If the interface is gone.
    pub fn receive(&self) -> Result<Option<Vec<u8>>> {
        let mut buffer = vec![0; 65_536];
        loop {
            match recvfrom::<LinkAddr>(self.socket.as_raw_fd(), &mut buffer) {
                Ok((_, Some(from))) if from.pkttype() == OUTGOING => {}
                Ok((len, _)) => return Ok(Some(buffer.get(..len).unwrap_or(&[]).to_vec())),
                Err(Errno::EAGAIN) => return Ok(None),
                Err(Errno::EINTR) => {}
                Err(error) => return Err(error).context("receiving a frame"),
            }
        }
    }

    /// Sends a frame.
    ///
    /// # Errors
    /// If it is longer than the interface takes, or that is down.
    pub fn send(&self, frame: &[u8]) -> Result<()> {
        send(self.socket.as_raw_fd(), frame, MsgFlags::empty()).context("sending a frame")?;
        Ok(())
    }

    /// Waits for a frame, no longer than this.
    pub(super) fn wait(&self, time: Duration) -> Result<()> {
        // Rounded up, so that a timer that is due in a part of a millisecond does not spin.
        wait([self], time + Duration::from_micros(999))
    }
}

/// Waits for a frame on any of these, no longer than this; of a part of a millisecond, not at all.
pub(super) fn wait<'a>(wires: impl IntoIterator<Item = &'a Wire>, time: Duration) -> Result<()> {
    let fd = |wire: &'a Wire| PollFd::new(wire.socket.as_fd(), PollFlags::POLLIN);
    let mut all: Vec<PollFd<'_>> = wires.into_iter().map(fd).collect();
    match poll(&mut all, PollTimeout::try_from(time)?) {
        Ok(_) | Err(Errno::EINTR) => Ok(()),
        Err(error) => Err(error).context("waiting for a frame"),
    }
}
