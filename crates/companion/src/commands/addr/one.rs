//! One address, mask or prefix.

use super::{Form, binary, json, language, pointed, table};
use crate::commands::Error;
use serde::Serialize;
use std::net::Ipv4Addr;
use wireglass_core::addr::mac::MacAddr;
use wireglass_core::addr::parse::{ParseErrorKind, parse, parse_mask};
use wireglass_core::addr::special;
use wireglass_core::addr::v6::{self, Network6};
use wireglass_core::addr::working::Quantity;
use wireglass_core::addr::{Class, Interface, Mask};
use wireglass_core::rules::Source;
use wireglass_text::addr as words;
use wireglass_text::{Lang, terminal};

/// What is known of an IPv4 address with its mask, or of a mask alone.
#[derive(Serialize)]
struct Report {
    address: Option<Ipv4Addr>,
    prefix_length: u8,
    mask: Ipv4Addr,
    wildcard: Ipv4Addr,
    network: Option<Ipv4Addr>,
    /// None for `/31` and `/32`.
    broadcast: Option<Ipv4Addr>,
    first: Option<Ipv4Addr>,
    last: Option<Ipv4Addr>,
    usable: u64,
    total: u64,
    host_part: Option<u32>,
    class: Option<char>,
    /// What is special about the address, the narrowest first, each with its RFC.
    kinds: Vec<String>,
    /// The address; of a mask alone, the mask.
    binary: String,
    binary_mask: String,
    binary_network: Option<String>,
}

/// What is known of an IPv6 address.
#[derive(Serialize)]
struct Report6 {
    address: String,
    full: String,
    prefix_length: u8,
    network: String,
    first: String,
    last: String,
    /// As text: it may exceed what a number of JSON holds exactly.
    total: String,
    kinds: Vec<String>,
    solicited_node: String,
    mac: Option<MacAddr>,
    embedded_ipv4: Option<Ipv4Addr>,
}

pub(super) fn tell(text: &str, form: Form) -> Result<String, Error> {
    let lang = language(form.lang);
    if text.trim_start().starts_with(['/', '\u{ff0f}']) {
        let (mask, _) = parse_mask(text)
            .map_err(|error| pointed(words::parse_error(lang, &error.kind), text, error.at))?;
        return Ok(of_mask(lang, mask, form.json));
    }
    let typed = match parse(text) {
        Ok(typed) => typed,
        Err(error) if error.kind == ParseErrorKind::Ipv6 => return of_v6(lang, text, form.json),
        Err(error) => {
            return Err(pointed(words::parse_error(lang, &error.kind), text, error.at));
        }
    };
    // No host has an address that begins with 255, so that it can only be meant as a mask;
    // but for all ones, which are the broadcast address.
    match Mask::from_bits(typed.address.to_bits()) {
        Ok(mask) if typed.mask.is_none() && (8..32).contains(&mask.prefix_len()) => {
            Ok(of_mask(lang, mask, form.json))
        }
        _ => Ok(of_interface(lang, typed.interface(), typed.mask.is_some(), form.json)),
    }
}

fn kind(lang: Lang, kind: special::Kind, source: Source) -> String {
    terminal::with_source(lang, words::kind_name(lang, kind), source)
}

fn of_interface(lang: Lang, interface: Interface, masked: bool, as_json: bool) -> String {
    let (address, mask, network) = (interface.address, interface.mask, interface.network());
    let kinds = |lang| special::of(address).map(move |block| kind(lang, block.kind, block.source));
    if as_json {
        return json(&Report {
            address: Some(address),
            prefix_length: mask.prefix_len(),
            mask: mask.as_addr(),
            wildcard: mask.wildcard_addr(),
            network: Some(network.address()),
            broadcast: network.broadcast(),
            first: Some(network.first()),
            last: Some(network.last()),
            usable: network.usable(),
            total: network.total(),
            host_part: Some(interface.host_part()),
            class: Some(Class::of(address).letter()),
            kinds: kinds(Lang::En).collect(),
            binary: binary(address.to_bits()),
            binary_mask: binary(mask.bits()),
            binary_network: Some(binary(network.address().to_bits())),
        });
    }
    let row = |what, value: Ipv4Addr| {
        [words::quantity(lang, what).to_owned(), value.to_string(), binary(value.to_bits())]
    };
    let mut rows = vec![row(Quantity::Address, address)];
    let [name, value, bits] = row(Quantity::Mask, mask.as_addr());
    rows.push([name, format!("{value} {mask}"), bits]);
    rows.push(row(Quantity::Wildcard, mask.wildcard_addr()));
    rows.push(row(Quantity::Network, network.address()));
    rows.push(row(Quantity::First, network.first()));
    rows.push(row(Quantity::Last, network.last()));
    if let Some(broadcast) = network.broadcast() {
        rows.push([
            terminal::broadcast(lang).to_owned(),
            broadcast.to_string(),
            binary(broadcast.to_bits()),
        ]);
    }
    let class = Class::of(address);
    let mut out = table(&rows);
    let mut line = |text: String| {
        out.push_str(&text);
        out.push('\n');
    };
    line(String::new());
    if !masked {
        line(terminal::no_mask(lang).plain());
    }
    let counting = wireglass_core::addr::working::working(interface).counting;
    line(words::counting(lang, &counting).plain());
    line(terminal::role(lang, words::role(lang, interface.role())).plain());
    line(terminal::class(lang, class).plain());
    for (block, name) in special::of(address).zip(kinds(lang)) {
        let help = words::kind_help(lang, block.kind);
        line(terminal::special(lang, &block.prefix.to_string(), &name, &help).plain());
    }
    out
}

fn of_mask(lang: Lang, mask: Mask, as_json: bool) -> String {
    if as_json {
        return json(&Report {
            address: None,
            prefix_length: mask.prefix_len(),
            mask: mask.as_addr(),
            wildcard: mask.wildcard_addr(),
            network: None,
            broadcast: None,
            first: None,
            last: None,
            usable: mask.usable(),
            total: mask.total(),
            host_part: None,
            class: None,
            kinds: Vec::new(),
            binary: binary(mask.bits()),
            binary_mask: binary(mask.bits()),
            binary_network: None,
        });
    }
    let row = |what, value: String, bits| [words::quantity(lang, what).to_owned(), value, bits];
    let rows = [
        row(Quantity::Mask, format!("{} {mask}", mask.as_addr()), binary(mask.bits())),
        row(Quantity::Wildcard, mask.wildcard_addr().to_string(), binary(mask.wildcard())),
    ];
    let any = Interface::new(Ipv4Addr::UNSPECIFIED, mask);
    let counting = wireglass_core::addr::working::working(any).counting;
    format!("{}\n{}\n", table(&rows), words::counting(lang, &counting).plain())
}

fn of_v6(lang: Lang, text: &str, as_json: bool) -> Result<String, Error> {
    let typed = v6::parse(text)
        .map_err(|error| pointed(words::parse_error6(lang, &error.kind), text, error.at))?;
    let (address, length) = (typed.address, typed.length.unwrap_or(128));
    let network = Network6::containing(address, length).expect("at most 128, as it was parsed");
    let kinds = |lang| special::of6(address).map(move |block| kind(lang, block.kind, block.source));
    let forms = v6::forms(address);
    // `::/0` has one more than the largest number.
    let total = network.total().map_or_else(
        || "340282366920938463463374607431768211456".to_owned(),
        |total| total.to_string(),
    );
    let report = Report6 {
        address: forms.short,
        full: forms.full,
        prefix_length: length,
        network: network.address().to_string(),
        first: network.address().to_string(),
        last: network.end().to_string(),
        total,
        kinds: kinds(Lang::En).collect(),
        solicited_node: v6::solicited_node(address).to_string(),
        mac: v6::mac_of(v6::interface_part(address)),
        embedded_ipv4: v6::embedded(address).map(|(_, address)| address),
    };
    if as_json {
        return Ok(json(&report));
    }
    let row = |name: &str, value: String| [name.to_owned(), value];
    let labels = terminal::labels6(lang);
    let mut rows = vec![
        row(labels.short, report.address),
        row(labels.full, report.full),
        row(labels.network, network.to_string()),
        row(labels.last, report.last),
        row(labels.total, report.total),
        row(labels.solicited_node, report.solicited_node),
    ];
    if let Some(mac) = report.mac {
        rows.push(row(labels.mac, mac.to_string()));
    }
    if let Some((how, inner)) = v6::embedded(address) {
        rows.push(row(words::embedding(lang, how), inner.to_string()));
    }
    let mut out = table(&rows);
    out.push('\n');
    for (block, name) in special::of6(address).zip(kinds(lang)) {
        let help = words::kind_help(lang, block.kind);
        out.push_str(&terminal::special(lang, &block.prefix.to_string(), &name, &help).plain());
        out.push('\n');
    }
    Ok(out)
}
