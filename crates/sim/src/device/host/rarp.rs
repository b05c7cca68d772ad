//! RARP: `core::arp::rarp` on the wire (RFC 903).

use super::{Host, Ready};
use crate::network::Wires;
use crate::world::Ctx;
use std::collections::BTreeMap;
use std::net::Ipv4Addr;
use wireglass_core::addr::MacAddr;
use wireglass_core::arp::rarp::{Action, Client, Server};
use wireglass_core::rules::Reason;
use wireglass_core::time::{Duration, Instant};
use wireglass_core::wire::{EtherType, arp};
use wireglass_trace::{EventId, What};

/// How long an answer is waited for.
const RETRY: Duration = Duration::from_secs(2);
/// How often it is asked.
const TRIES: u8 = 4;

/// What a host does by RARP.
#[derive(Clone, Debug, Default)]
pub(super) struct Rarp {
    asking: Option<Asking>,
    /// Whose addresses it knows, if it tells them.
    table: Option<BTreeMap<MacAddr, Ipv4Addr>>,
}

/// A question for the own address.
#[derive(Clone, Debug)]
struct Asking {
    port: u16,
    client: Client,
    /// How it ended, and the event that ended it.
    outcome: Option<(Option<Ipv4Addr>, EventId)>,
}

impl Rarp {
    pub(super) fn next_timeout(&self) -> Option<Instant> {
        self.asking.as_ref().filter(|it| it.outcome.is_none())?.client.next_timeout()
    }
}

impl Host {
    /// Begins to ask on a link for the address of the interface; false if there is none.
    pub(crate) fn ask_rarp(&mut self, ctx: &mut Ctx<'_>, wires: &mut Wires, port: u16) -> bool {
        let Some(mac) = self.interfaces.get(usize::from(port)).map(|it| it.mac) else {
            return false;
        };
        let client = Client::new(ctx.now, mac, RETRY, TRIES);
        self.rarp.asking = Some(Asking { port, client, outcome: None });
        self.rarp_timeout(ctx, wires);
        true
    }

    /// Whether the asking is over.
    pub(crate) fn rarp_ready(&self) -> Ready {
        match &self.rarp.asking {
            Some(asking) => {
                let event = asking.outcome.map(|(_, event)| event);
                Ready::when(event.is_some(), event)
            }
            None => Ready::Since(None),
        }
    }

    /// What was told; nothing if nobody answered.
    pub(crate) fn take_rarp(&mut self) -> Option<Ipv4Addr> {
        self.rarp.asking.take()?.outcome?.0
    }

    /// Answers from now on, by this table.
    pub(crate) fn serve_rarp(&mut self, table: &BTreeMap<MacAddr, Ipv4Addr>) {
        self.rarp.table = Some(table.clone());
    }

    /// RFC 903, II.
    pub(super) fn rarp_packet(
        &mut self,
        ctx: &mut Ctx<'_>,
        wires: &mut Wires,
        port: u16,
        bytes: &[u8],
    ) -> Result<(), Reason> {
        let packet = arp::Packet::parse(bytes).map_err(|_| Reason::PacketMalformed)?;
        let mut actions = Vec::new();
        let asks = self.rarp.asking.as_mut().filter(|asking| asking.port == port);
        let interface = self.interfaces.get(usize::from(port));
        if let (arp::Operation::ReverseReply, Some(asking)) = (packet.operation, asks) {
            asking.client.handle_packet(&packet, &mut actions);
        } else if let (arp::Operation::ReverseRequest, Some(table), Some(interface)) =
            (packet.operation, &self.rarp.table, interface)
            && let Some(ip) = interface.address
        {
            Server::new(interface.mac, ip, table.clone()).handle_packet(&packet, &mut actions);
        } else {
            return Err(Reason::RarpNotHere);
        }
        self.rarp_actions(ctx, wires, port, actions);
        Ok(())
    }

    pub(super) fn rarp_timeout(&mut self, ctx: &mut Ctx<'_>, wires: &mut Wires) {
        let Some(asking) = &mut self.rarp.asking else { return };
        let (port, mut actions) = (asking.port, Vec::new());
        asking.client.handle_timeout(ctx.now, &mut actions);
        self.rarp_actions(ctx, wires, port, actions);
    }

    fn rarp_actions(
        &mut self,
        ctx: &mut Ctx<'_>,
        wires: &mut Wires,
        port: u16,
        actions: Vec<Action>,
    ) {
        for action in actions {
            let (told, reason) = match action {
                Action::Send { packet, to, reason } => {
                    let to = (port, to, EtherType::Rarp);
                    self.send_resolution(ctx, wires, to, &packet, reason);
                    continue;
                }
                Action::Applied(reason) => {
                    ctx.note(self.common.node, reason);
                    continue;
                }
                Action::Learnt { ip, reason, .. } => (Some(ip), reason),
                Action::Failed { reason } => (None, reason),
            };
            let what = What::Noted { socket: None };
            let event = ctx.push(self.common.node, what, Some(reason), None);
            if let Some(asking) = &mut self.rarp.asking {
                asking.outcome = Some((told, event));
            }
        }
    }
}
