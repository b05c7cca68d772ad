//! IPv6: how an address is written, what it is, its prefix, and what is made from a MAC address.

use super::page::TabProps;
use super::parts::{cite, complaint, line, scroll, section};
use super::sheet::{Copy, Sheet};
use super::state::{Action, Field};
use crate::inspector::prose;
use std::net::Ipv6Addr;
use wireglass_core::addr::v6::{
    Network6, embedded, forms, interface_id, link_local, low_bits, mac_of, multicast_mac, parse,
    reach, solicited_node,
};
use wireglass_core::addr::{mac, special};
use wireglass_text::Lang;
use wireglass_text::addr::{
    embedding, kind_help, kind_name, mac_error, parse_error6, reach as reach_name,
};
use wireglass_text::lab::{BESIDE, Lab as Word, lab as word};
use yew::prelude::*;

/// The most subnets that are listed.
const SUBNETS: u128 = 16;
/// The length that stands for a link: what a prefix without one is taken for.
const LINK: u8 = 64;

/// The tab.
#[component]
pub(super) fn V6(props: &TabProps) -> Html {
    let TabProps { lab, prefs, dispatch } = props;
    let lang = prefs.lang;
    let text = lab.text(Field::Address6);
    let read = parse(text);
    let wrong = read
        .as_ref()
        .err()
        .map(|error| complaint("a6-wrong", text, &error.at, &parse_error6(lang, &error.kind)));
    let read = read.ok().map(|typed| (typed.address, typed.length.unwrap_or(LINK)));
    let network = read.and_then(|(address, length)| Network6::containing(address, length));
    let typed = dispatch.reform(|text| Action::Type(Field::Address6, text));
    let short = read.map(|(address, _)| forms(address).short);
    let mut sheet = Sheet::default();
    let mut list = |rows: Vec<(&'static str, String)>| {
        sheet.rows.extend(rows.iter().map(|(name, value)| vec![(*name).to_owned(), value.clone()]));
        values(&rows)
    };
    let about = read.map(|(address, _)| {
        let written = list(written(lang, address));
        section(
            "forms",
            word(lang, Word::Forms),
            html! { <>{ written }{ kinds(lang, address) }</> },
        )
    });
    let prefix = network.map(|network| {
        let rows = list(prefix(lang, network));
        section(
            "prefix",
            word(lang, Word::Prefix),
            html! { <>{ rows }{ subnets(lang, network) }</> },
        )
    });
    let mac_text = lab.text(Field::Mac);
    let read_mac = mac::parse(mac_text);
    let wrong_mac = read_mac
        .as_ref()
        .err()
        .map(|error| complaint("mac-wrong", mac_text, &error.at, &mac_error(lang, &error.kind)));
    let derived = read_mac.ok().map(|mac| {
        let id = interface_id(mac);
        let local = link_local(mac);
        let mut rows = vec![
            (word(lang, Word::InterfaceId), groups(id)),
            (word(lang, Word::LinkLocal), local.to_string()),
        ];
        let within = network.and_then(|network| network.with_interface(id));
        rows.extend(within.map(|address| (word(lang, Word::InThePrefix), address.to_string())));
        let group = solicited_node(local);
        rows.push((word(lang, Word::SolicitedNode), group.to_string()));
        rows.extend(
            multicast_mac(group).map(|mac| (word(lang, Word::MulticastMac), mac.to_string())),
        );
        list(rows)
    });
    let typed_mac = dispatch.reform(|text| Action::Type(Field::Mac, text));
    html! {
        <>
            <div key="ask" class="ask-row wide">
                { line("a6", word(lang, Word::Address6), text, wrong, &typed) }
                <div class="alts">{ for short.map(|short| html! { <code key="short">{ short }</code> }) }</div>
            </div>
            { about.unwrap_or_default() }
            { prefix.unwrap_or_default() }
            { section("from-mac", word(lang, Word::FromMac), html! {
                <div class="lab-cols">
                    { line("mac", word(lang, Word::MacAddress), mac_text, wrong_mac, &typed_mac) }
                    <div>
                        { derived.unwrap_or_default() }
                        <p class="hint">{ word(lang, Word::MacHint) }</p>
                    </div>
                </div>
            }) }
            { beside(lang) }
            <Copy key="copy" {lang} {sheet} lab={lab.clone()} />
        </>
    }
}

/// Names and values.
fn values(rows: &[(&'static str, String)]) -> Html {
    let rows = rows.iter().map(|(name, value)| {
        html! { <><dt>{ *name }</dt><dd><code>{ value.clone() }</code></dd></> }
    });
    html! { <dl class="lab-dl">{ for rows }</dl> }
}

fn written(lang: Lang, address: Ipv6Addr) -> Vec<(&'static str, String)> {
    let forms = forms(address);
    let mut rows = vec![
        (word(lang, Word::FullForm), forms.full),
        (word(lang, Word::TrimmedForm), forms.trimmed),
        (word(lang, Word::ShortForm), forms.short),
    ];
    rows.extend(embedded(address).map(|(how, inner)| {
        (word(lang, Word::Embedded), format!("{inner} ({})", embedding(lang, how)))
    }));
    rows.extend(
        reach(address).map(|reach| (word(lang, Word::Reach), reach_name(lang, reach).to_owned())),
    );
    let made = mac_of(low_bits(address));
    rows.extend(made.map(|mac| (word(lang, Word::MadeFromMac), mac.to_string())));
    if !address.is_multicast() {
        rows.push((word(lang, Word::SolicitedNode), solicited_node(address).to_string()));
    } else if let Some(mac) = multicast_mac(address) {
        rows.push((word(lang, Word::MulticastMac), mac.to_string()));
    }
    rows
}

/// An interface identifier as four groups.
fn groups(id: u64) -> String {
    let bytes = id.to_be_bytes();
    let groups = bytes.as_chunks::<2>().0.iter().map(|pair| u16::from_be_bytes(*pair));
    groups.map(|group| format!("{group:04x}")).collect::<Vec<_>>().join(":")
}

fn kinds(lang: Lang, address: Ipv6Addr) -> Html {
    let blocks = special::of6(address).map(|block| {
        html! {
            <li key={block.prefix.to_string()}>
                <code>{ block.prefix.to_string() }</code>{ " " }<b>{ kind_name(lang, block.kind) }</b>{ " " }
                { prose(&kind_help(lang, block.kind)) }{ " " }{ cite(lang, block.source) }
            </li>
        }
    });
    let blocks: Vec<Html> = blocks.collect();
    if blocks.is_empty() {
        return html! { <wbr hidden=true /> };
    }
    html! { <ul class="note-card specials" aria-label={word(lang, Word::KindAndScope)}>{ for blocks }</ul> }
}

fn prefix(lang: Lang, network: Network6) -> Vec<(&'static str, String)> {
    let bits = 128 - network.prefix_len();
    let total = network.total().filter(|_| bits <= 64).map(|total| format!(" = {total}"));
    vec![
        (word(lang, Word::Network), network.to_string()),
        (word(lang, Word::FirstAddress), network.address().to_string()),
        (word(lang, Word::LastAddress), network.end().to_string()),
        (word(lang, Word::Addresses), format!("2^{bits}{}", total.unwrap_or_default())),
    ]
}

/// The networks that one more hexadecimal digit tells apart.
fn subnets(lang: Lang, network: Network6) -> Html {
    let Some(length) = network.nibble() else { return html! { <wbr hidden=true /> } };
    let count = network.count(length).unwrap_or(0);
    let rows = (0..count.min(SUBNETS)).filter_map(|index| network.nth(length, index)).map(|subnet| {
        // The digit that tells them apart is the last that the prefix reaches.
        let full = forms(subnet.address()).full;
        let digit = usize::from(length / 4 - 1);
        let at = digit + digit / 4;
        let part = |from: usize, to: usize| full.get(from..to).unwrap_or_default().to_owned();
        html! {
            <tr key={subnet.to_string()}>
                <td class="net">{ part(0, at) }<mark>{ part(at, at + 1) }</mark>{ part(at + 1, full.len()) }</td>
                <td class="net">{ subnet.to_string() }</td>
            </tr>
        }
    });
    html! {
        <>
            <h3>{ word(lang, Word::Subnets) }{ format!(": {count} × /{length}") }</h3>
            { scroll(word(lang, Word::Subnets), html! { <table class="lab-table"><tbody>{ for rows }</tbody></table> }) }
        </>
    }
}

/// IPv6 beside IPv4.
fn beside(lang: Lang) -> Html {
    let rows = BESIDE.iter().enumerate().map(|(index, row)| {
        let [topic, four, six] = row.pick(lang);
        html! { <tr key={index}><th scope="row">{ topic }</th><td>{ four }</td><td>{ six }</td></tr> }
    });
    let body = html! {
        <table class="lab-table plain-table">
            <thead><tr><td></td><th scope="col">{ "IPv4" }</th><th scope="col">{ "IPv6" }</th></tr></thead>
            <tbody>{ for rows }</tbody>
        </table>
    };
    section("beside", word(lang, Word::BesideIpv4), scroll(word(lang, Word::BesideIpv4), body))
}
