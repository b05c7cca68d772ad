//! The list of rules, gathered from the chapters below. Chapters and their
//! rules follow the order in which a connection meets them.
//!
//! Each chapter is a macro that knows its own entries only. `gather` calls one
//! after the other; each puts its entries behind those it is handed and passes
//! everything on, so that in the end [`rule_book`] sees one flat list, and
//! [`Rule`] and [`Reason`] stay one enum each. A new rule is one entry in one
//! chapter; a new chapter is a file and its name below.

mod acknowledgement;
mod addresses;
mod answering;
mod arp;
mod arrival;
mod bridging;
mod calls;
mod congestion;
mod dhcp;
mod dns;
mod ecn;
mod forwarding;
mod fragments;
mod habits;
mod http;
mod icmp;
mod idle;
mod igmp;
mod inference;
mod links;
mod listening;
mod medium;
mod nat;
mod opening;
mod options;
mod recovery;
mod redirect;
mod rip;
mod sending;
mod sockets;
mod text;
mod tftp;
mod timing;

use super::{Source, rule_book};
use crate::addr::MacAddr;
use crate::seq::Seq;
use crate::tcp::State;
use crate::time::Duration;
use acknowledgement::acknowledgement;
use addresses::addresses;
use answering::answering;
use arp::arp;
use arrival::arrival;
use bridging::bridging;
use calls::calls;
use congestion::congestion;
use dhcp::dhcp;
use dns::dns;
use ecn::ecn;
use forwarding::forwarding;
use fragments::fragments;
use habits::habits;
use http::http;
use icmp::icmp;
use idle::idle;
use igmp::igmp;
use inference::inference;
use links::links;
use listening::listening;
use medium::medium;
use nat::nat;
use opening::opening;
use options::options;
use recovery::recovery;
use redirect::redirect;
use rip::rip;
use sending::sending;
use serde::Serialize;
use sockets::sockets;
use std::net::Ipv4Addr;
use text::text;
use tftp::tftp;
use timing::timing;

const fn rfc(number: u16, section: &'static str) -> Source {
    Source::Rfc { number, section }
}

const fn posix(function: &'static str) -> Source {
    Source::Posix { function }
}

const fn ieee_802_3(clause: &'static str) -> Source {
    Source::Ieee { standard: "802.3", clause }
}

const fn ieee_802_1d(clause: &'static str) -> Source {
    Source::Ieee { standard: "802.1D-1998", clause }
}

/// `gather! { [chapters to come] entries so far }`
macro_rules! gather {
    ([] $($entries:tt)*) => { rule_book! { $($entries)* } };
    ([$chapter:ident $($chapters:ident)*] $($entries:tt)*) => {
        $chapter! { gather [$($chapters)*] $($entries)* }
    };
}

gather! {
    [
        calls addresses sending timing recovery congestion ecn answering opening listening options
        arrival acknowledgement text idle icmp habits arp links medium bridging forwarding fragments nat
        dhcp dns tftp http rip igmp redirect sockets inference
    ]
}
