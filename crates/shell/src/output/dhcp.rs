//! `dhclient` (ISC), and what `ipconfig` makes of the same.

use super::Page;
use super::addresses;
use super::form::{HostNow, mac_text};
use super::log::{Log, Moved};
use std::net::{IpAddr, Ipv4Addr};
use wireglass_core::wire::dhcp::{Message, MessageType, OptionKind};
use wireglass_sim::app::DhcpClient;
use wireglass_trace::{Call, CallResult, EventId, Snapshot, Table};

/// The ports of DHCP's server and client.
const SERVER: u16 = 67;
/// If the server does not say when to renew: after half the time (RFC 2131 §4.4.5).
const HALF: u32 = 2;

/// How far it got.
struct Leased {
    /// The address, the seconds until it is renewed, and the event that shows it is set.
    bound: Option<(Ipv4Addr, u32, EventId)>,
}

fn leased(log: &Log<'_>) -> Leased {
    let ack = log.datagrams().find_map(|(event, moved)| match moved {
        Moved::Received(_, bytes) => {
            let message = Message::parse(bytes).ok()?;
            (message.kind() == Some(MessageType::Ack)).then_some((event, message))
        }
        Moved::Sent(..) => None,
    });
    let Some((acked, message)) = ack else { return Leased { bound: None } };
    let set = log.calls.iter().find_map(|made| match (made.call, made.result) {
        (Call::Change { table: Table::Addresses }, Some((CallResult::Done, event)))
            if event > acked =>
        {
            Some(event)
        }
        _ => None,
    });
    // All that the lease says is set when it begins to wait again.
    let set = set.and_then(|set| {
        let waits =
            |made: &&super::log::Made| matches!(made.call, Call::Poll { .. }) && made.event > set;
        log.calls.iter().find(waits).map(|made| made.event)
    });
    let lease = message.number(OptionKind::LeaseTime).unwrap_or(u32::MAX);
    let renewal = message.number(OptionKind::RenewalTime).unwrap_or(lease / HALF);
    Leased { bound: set.map(|event| (message.your_ip, renewal, event)) }
}

pub(super) fn dhclient(log: &Log<'_>, page: &mut Page, args: &DhcpClient, verbose: bool) {
    let interface = &args.interface;
    let node = log.trace.node(log.node);
    let mac = node.interfaces.iter().find(|own| own.name == *interface).and_then(|own| own.mac);
    let mac = mac.map_or_else(String::new, |mac| mac_text(mac, ":"));
    let leased = leased(log);
    let mut offers = 0;
    let mut busy = None;
    for made in &log.calls {
        match (made.call, made.result) {
            (Call::Bind { .. }, Some((CallResult::Failed { .. }, event))) if !args.release => {
                busy = Some(event);
            }
            (Call::Bind { .. }, Some((_, event))) if verbose => {
                page.err(event, format!("Listening on LPF/{interface}/{mac}"));
                page.err(event, format!("Sending on   LPF/{interface}/{mac}"));
                page.err(event, "Sending on   Socket/fallback");
            }
            _ => {}
        }
    }
    let mut lines = Vec::new();
    for (event, moved) in log.datagrams() {
        let (peer, bytes) = match moved {
            Moved::Sent(to, bytes) => (to.peer, bytes),
            Moved::Received(from, bytes) => (from.peer, bytes),
        };
        let Ok(message) = Message::parse(bytes) else { continue };
        if let Some(text) = message_text(&message, interface, peer.ip()) {
            lines.push((event, text));
        }
        offers += u32::from(message.kind() == Some(MessageType::Offer));
    }
    if let Some((ip, renewal, event)) = leased.bound {
        lines.push((event, format!("bound to {ip} -- renewal in {renewal} seconds.")));
        page.in_background = true;
    }
    lines.sort_by_key(|(event, _)| *event);
    if verbose {
        for (event, line) in lines {
            page.err(event, line);
        }
    }
    let Some((code, end)) = log.ended else { return };
    if log.interrupted.is_some() && leased.bound.is_none() {
        page.out(end, "^C");
    } else if let Some(event) = busy {
        page.err(event, "dhclient is already running - exiting.");
    } else if code != 0 && offers == 0 {
        page.err(end, "No DHCPOFFERS received.");
        page.err(end, "Unable to obtain a lease on first try.  Exiting.");
    } else if code != 0 {
        page.err(end, "Unable to obtain a lease on first try.  Exiting.");
    }
}

fn message_text(message: &Message, interface: &str, peer: IpAddr) -> Option<String> {
    let server = message.address(OptionKind::ServerId);
    let from = server.map_or(peer, IpAddr::V4);
    let wanted = message.address(OptionKind::RequestedAddress);
    let asked = wanted.unwrap_or(message.client_ip);
    let offered = message.your_ip;
    Some(match message.kind()? {
        MessageType::Discover => format!("DHCPDISCOVER on {interface} to {peer} port {SERVER}"),
        MessageType::Offer => format!("DHCPOFFER of {offered} from {from}"),
        MessageType::Request => {
            format!("DHCPREQUEST for {asked} on {interface} to {peer} port {SERVER}")
        }
        MessageType::Decline => {
            format!("DHCPDECLINE of {asked} on {interface} to {peer} port {SERVER}")
        }
        MessageType::Ack => format!("DHCPACK of {offered} from {from}"),
        MessageType::Nak => format!("DHCPNAK from {from}"),
        MessageType::Release => {
            format!("DHCPRELEASE of {asked} on {interface} to {peer} port {SERVER}")
        }
        _ => return None,
    })
}

/// Once it is over, the addresses that there are then.
pub(super) fn ipconfig(log: &Log<'_>, page: &mut Page, args: &DhcpClient) {
    let bound = leased(log).bound.map(|(.., event)| event);
    let done = match (args.release, log.ended) {
        (true, Some((0, end))) => Some(end),
        (true, _) => None,
        (false, _) => bound,
    };
    if let Some(event) = done {
        page.in_background = true;
        let position = log.trace.step_of(event) + 1;
        let now = Snapshot::at(log.trace, position.min(log.position));
        let host = HostNow { trace: log.trace, node: log.node, now: &now };
        for line in addresses::ipconfig(&host, false) {
            page.out(event, line);
        }
        return;
    }
    let Some((_, end)) = log.ended else { return };
    if log.interrupted.is_some() {
        return page.out(end, "^C");
    }
    let interface = &args.interface;
    page.out(end, "");
    if args.release {
        page.out(
            end,
            format!(
                "An error occurred while releasing interface {interface} : An address has not yet \
                 been associated with the network endpoint."
            ),
        );
    } else {
        page.out(
            end,
            format!(
                "An error occurred while renewing interface {interface} : unable to contact your \
                 DHCP server. Request has timed out."
            ),
        );
    }
}
