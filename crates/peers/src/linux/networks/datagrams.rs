//! Datagrams between a socket of the kernel and ours.

use super::lab::Lab;
use super::topology::{KERNEL, beside_with};
use anyhow::{Context, Result, ensure};
use std::io::ErrorKind;
use std::net::{SocketAddr, UdpSocket};
use wireglass_core::wire::icmp;
use wireglass_sim::{Op, Scenario};
use wireglass_trace::CallResult;

/// Sizes on both sides of every edge: none, one, a whole frame, one byte more, the largest.
const SIZES: [u16; 6] = [0, 1, 1_472, 1_473, 9_000, 65_507];
const THEIR_PORT: u16 = 5_555;
const OUR_PORT: u16 = 5_556;

fn bytes(size: u16) -> Vec<u8> {
    (0..size).map(|n| n.to_le_bytes()[0] ^ n.to_le_bytes()[1]).collect()
}

/// Our host sends a datagram of each size, and after it waits for one.
pub(super) fn echo() -> Scenario {
    let kernel = SocketAddr::from((KERNEL, THEIR_PORT));
    let mut ops = vec![Op::BindDatagrams(OUR_PORT)];
    for size in SIZES {
        ops.extend([Op::SendTo(kernel, bytes(size)), Op::ReceiveFrom(u32::MAX)]);
    }
    beside_with(ops)
}

fn socket(port: u16) -> Result<UdpSocket> {
    let socket = UdpSocket::bind((KERNEL, port))?;
    socket.set_nonblocking(true)?;
    Ok(socket)
}

/// The kernel's socket gets each, and sends it back to where it came from.
pub(super) fn sizes(lab: &mut Lab) -> Result<()> {
    let socket = socket(THEIR_PORT)?;
    let mut buffer = vec![0; 65_536];
    for size in SIZES {
        let mut got = None;
        lab.until("our datagram comes", |_| match socket.recv_from(&mut buffer) {
            Ok((len, from)) => {
                got = Some((len, from));
                Ok(true)
            }
            Err(error) if error.kind() == ErrorKind::WouldBlock => Ok(false),
            Err(error) => Err(error.into()),
        })?;
        let (len, from) = got.context("it came")?;
        ensure!(buffer.get(..len) == Some(&bytes(size)[..]), "{size} bytes came otherwise");
        ensure!(from.port() == OUR_PORT, "from {from}");
        socket.send_to(&bytes(size), from)?;
    }
    let results = lab.until_returned(0, 1 + 2 * SIZES.len())?;
    for (size, result) in SIZES.iter().zip(results.iter().skip(2).step_by(2)) {
        let CallResult::ReceivedFrom { datagram, cut: 0 } = *result else {
            anyhow::bail!("{size} bytes: {result:?}");
        };
        let trace = lab.driver.trace();
        let read = trace.bytes(trace.datagram(datagram).data);
        ensure!(read == bytes(*size), "{size} bytes came otherwise");
    }
    Ok(())
}

/// Nobody listens on our side: the kernel's socket is told so.
pub(super) fn refused(lab: &mut Lab) -> Result<()> {
    let socket = socket(THEIR_PORT)?;
    socket.connect("10.77.0.2:9")?;
    socket.send(b"anybody there?")?;
    let mut buffer = [0; 16];
    lab.until("it is refused", |_| match socket.recv(&mut buffer) {
        Err(error) if error.kind() == ErrorKind::ConnectionRefused => Ok(true),
        Err(error) if error.kind() == ErrorKind::WouldBlock => Ok(false),
        other => anyhow::bail!("{other:?}"),
    })?;
    let refusals =
        lab.passed(|frame| super::kernel::message(frame) == Some((icmp::Kind::Unreachable, 3)));
    ensure!(refusals == 1, "{refusals} refusals");
    Ok(())
}
