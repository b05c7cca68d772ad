//! What the kernel says of its own sockets (`sock_diag`, as `ss` asks it).

use anyhow::{Context, Result, bail};
use netlink_packet_core::{
    NLM_F_DUMP, NLM_F_REQUEST, NetlinkHeader, NetlinkMessage, NetlinkPayload,
};
use netlink_packet_sock_diag::SockDiagMessage;
use netlink_packet_sock_diag::constants::{
    AF_INET, IPPROTO_TCP, TCP_CLOSE, TCP_CLOSE_WAIT, TCP_CLOSING, TCP_ESTABLISHED, TCP_FIN_WAIT1,
    TCP_FIN_WAIT2, TCP_LAST_ACK, TCP_LISTEN, TCP_SYN_RECV, TCP_SYN_SENT, TCP_TIME_WAIT,
};
use netlink_packet_sock_diag::inet::{ExtensionFlags, InetRequest, SocketId, StateFlags};
use netlink_sys::protocols::NETLINK_SOCK_DIAG;
use netlink_sys::{Socket, SocketAddr as NetlinkAddr};
use std::net::SocketAddr;
use wireglass_core::tcp::State;

/// The state the kernel's socket between these two is in; `None` if it has none.
pub(super) fn state(local: SocketAddr, remote: SocketAddr) -> Result<Option<State>> {
    let mut socket = Socket::new(NETLINK_SOCK_DIAG).context("sock_diag")?;
    socket.bind_auto()?;
    socket.connect(&NetlinkAddr::new(0, 0))?;
    let mut header = NetlinkHeader::default();
    header.flags = NLM_F_REQUEST | NLM_F_DUMP;
    let request = InetRequest {
        family: AF_INET,
        protocol: IPPROTO_TCP,
        extensions: ExtensionFlags::empty(),
        states: StateFlags::all(),
        socket_id: SocketId::new_v4(),
    };
    let mut message = NetlinkMessage::new(header, SockDiagMessage::InetRequest(request).into());
    message.finalize();
    let mut bytes = vec![0; message.buffer_len()];
    message.serialize(&mut bytes);
    socket.send(&bytes, 0)?;
    let mut found = None;
    loop {
        let (reply, _) = socket.recv_from_full()?;
        let mut rest = &reply[..];
        while !rest.is_empty() {
            let message = NetlinkMessage::<SockDiagMessage>::deserialize(rest)
                .context("an answer of sock_diag")?;
            match message.payload {
                NetlinkPayload::InnerMessage(SockDiagMessage::InetResponse(response)) => {
                    let id = &response.header.socket_id;
                    let source = SocketAddr::new(id.source_address, id.source_port);
                    let destination = SocketAddr::new(id.destination_address, id.destination_port);
                    if (source, destination) == (local, remote) {
                        found = name(response.header.state);
                    }
                }
                NetlinkPayload::Done(_) => return Ok(found),
                NetlinkPayload::Error(error) => bail!("sock_diag: {error:?}"),
                _ => {}
            }
            let len = usize::try_from(message.header.length)?.next_multiple_of(4).max(16);
            rest = rest.get(len..).unwrap_or(&[]);
        }
    }
}

/// The RFC's name of the kernel's number.
const fn name(state: u8) -> Option<State> {
    Some(match state {
        TCP_ESTABLISHED => State::Established,
        TCP_SYN_SENT => State::SynSent,
        // Linux keeps requests in a state of their own inside, and shows them as this.
        TCP_SYN_RECV => State::SynReceived,
        TCP_FIN_WAIT1 => State::FinWait1,
        TCP_FIN_WAIT2 => State::FinWait2,
        TCP_TIME_WAIT => State::TimeWait,
        TCP_CLOSE => State::Closed,
        TCP_CLOSE_WAIT => State::CloseWait,
        TCP_LAST_ACK => State::LastAck,
        TCP_LISTEN => State::Listen,
        TCP_CLOSING => State::Closing,
        _ => return None,
    })
}
