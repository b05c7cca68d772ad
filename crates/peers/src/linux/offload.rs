//! Turning off what an interface promises to do for the kernel: checksums, and with them
//! segmentation. `ethtool -K DEV tx off` by the kernel's own message (generic netlink,
//! documented in the kernel's `networking/ethtool-netlink`).

use anyhow::{Context, Result, bail};
use netlink_packet_core::{NLM_F_ACK, NLM_F_REQUEST};
use netlink_sys::protocols::NETLINK_GENERIC;
use netlink_sys::{Socket, SocketAddr};

const NLMSG_ERROR: u16 = 2;
/// The family that tells of the others, and its question and attributes.
const GENL_ID_CTRL: u16 = 16;
const CTRL_CMD_GETFAMILY: u8 = 3;
const CTRL_ATTR_FAMILY_ID: u16 = 1;
const CTRL_ATTR_FAMILY_NAME: u16 = 2;
/// `ETHTOOL_MSG_FEATURES_SET` and the attributes it takes.
const FEATURES_SET: u8 = 12;
const FEATURES_HEADER: u16 = 1;
const FEATURES_WANTED: u16 = 3;
const HEADER_DEV_NAME: u16 = 2;
const BITSET_BITS: u16 = 3;
const BITSET_BIT: u16 = 1;
const BIT_NAME: u16 = 2;
const NESTED: u16 = 1 << 15;

/// What makes a veth leave checksums to a card that is not there. Segmentation offload
/// needs it, and goes with it.
const FEATURE: &str = "tx-checksum-ip-generic";

/// Has the kernel itself do all the work for packets that leave by `device`.
///
/// # Errors
/// If the kernel does not do as asked.
pub(super) fn turn_off(device: &str) -> Result<()> {
    let mut socket = Socket::new(NETLINK_GENERIC).context("netlink")?;
    socket.bind_auto()?;
    socket.connect(&SocketAddr::new(0, 0))?;
    let family = ethtool_family(&socket)?;
    let bit = attribute(BITSET_BIT | NESTED, &text(BIT_NAME, FEATURE));
    let wanted = attribute(BITSET_BITS | NESTED, &bit);
    let mut body = attribute(FEATURES_HEADER | NESTED, &text(HEADER_DEV_NAME, device));
    body.extend(attribute(FEATURES_WANTED | NESTED, &wanted));
    ask(&socket, family, FEATURES_SET, NLM_F_ACK, &body)
        .with_context(|| format!("turning {FEATURE} of {device} off"))?;
    Ok(())
}

fn ethtool_family(socket: &Socket) -> Result<u16> {
    let body = text(CTRL_ATTR_FAMILY_NAME, "ethtool");
    let reply = ask(socket, GENL_ID_CTRL, CTRL_CMD_GETFAMILY, 0, &body).context("ethtool")?;
    // Behind the generic header, attributes one after another.
    let mut rest = reply.get(4..).unwrap_or(&[]);
    while let Some((len, kind)) = pair(rest) {
        if kind == CTRL_ATTR_FAMILY_ID
            && let Some((id, _)) = rest.get(4..8).and_then(pair)
        {
            return Ok(id);
        }
        rest = rest.get(usize::from(len.max(4)).next_multiple_of(4)..).unwrap_or(&[]);
    }
    bail!("the kernel has no ethtool netlink")
}

/// Two 16-bit numbers at the start.
fn pair(bytes: &[u8]) -> Option<(u16, u16)> {
    let [a, b, c, d] = *bytes.first_chunk()?;
    Some((u16::from_ne_bytes([a, b]), u16::from_ne_bytes([c, d])))
}

fn attribute(kind: u16, value: &[u8]) -> Vec<u8> {
    // Names and a handful of nested attributes: far below 64 KiB.
    let len = u16::try_from(value.len() + 4).unwrap_or(u16::MAX);
    let mut out = Vec::from(len.to_ne_bytes());
    out.extend(kind.to_ne_bytes());
    out.extend(value);
    out.resize(out.len().next_multiple_of(4), 0);
    out
}

fn text(kind: u16, value: &str) -> Vec<u8> {
    attribute(kind, format!("{value}\0").as_bytes())
}

/// Sends a question and returns the answer without its netlink header; nothing, if the
/// answer is that it was done.
fn ask(socket: &Socket, family: u16, command: u8, flags: u16, body: &[u8]) -> Result<Vec<u8>> {
    let len = u32::try_from(16 + 4 + body.len())?;
    let mut message = Vec::from(len.to_ne_bytes());
    message.extend(family.to_ne_bytes());
    message.extend((NLM_F_REQUEST | flags).to_ne_bytes());
    message.extend([0; 8]);
    // The generic header: command, version, two bytes of nothing.
    message.extend([command, 1, 0, 0]);
    message.extend(body);
    socket.send(&message, 0)?;
    let (reply, _) = socket.recv_from_full()?;
    let kind = reply.get(4..8).and_then(pair).map(|(kind, _)| kind);
    if kind == Some(NLMSG_ERROR) {
        let code = reply.get(16..20).and_then(|code| code.first_chunk()).copied();
        return match code.map(i32::from_ne_bytes) {
            Some(0) => Ok(Vec::new()),
            Some(code) => Err(std::io::Error::from_raw_os_error(-code).into()),
            None => bail!("an answer that breaks off"),
        };
    }
    Ok(reply.get(16..).unwrap_or(&[]).to_vec())
}
