//! Ports: their kinds and names, who may listen, and what systems hand out by themselves.

use super::page::TabProps;
use super::parts::{cite, line, picture, scroll, section};
use super::sheet::{Copy, Sheet};
use super::state::{Action, Field};
use crate::components::use_size;
use crate::inspector::prose;
use wireglass_core::addr::ports::{Kind, NAMED, Named, System, Transport, named};
use wireglass_core::rules::Source;
use wireglass_scene::addr::ports::{Names, ports};
use wireglass_text::addr::{port_kind_help, port_kind_name, system_name};
use wireglass_text::lab::{Lab as Word, lab as word};
use wireglass_text::{Lang, Markup};
use yew::prelude::*;

/// Where the three kinds are said.
const KINDS: Source = Source::Rfc { number: 6335, section: "6" };

/// The tab.
#[component]
pub(super) fn Ports(props: &TabProps) -> Html {
    let TabProps { lab, prefs, dispatch } = props;
    let lang = prefs.lang;
    let text = lab.text(Field::Port);
    let port = port_of(text);
    let wrong = port.is_none().then(|| {
        let why = Markup::plain_text(word(lang, Word::BadNumber));
        html! { <p id="port-wrong" class="complaint" role="alert">{ prose(&why) }</p> }
    });
    let frame = use_node_ref();
    let size = use_size(&frame);
    let width = size.map_or(1130.0, |(width, _)| width).clamp(360.0, 1130.0);
    let names = Names {
        kind: &|kind| port_kind_name(lang, kind).to_owned(),
        system: &|system| system_name(lang, system).to_owned(),
    };
    let drawing = ports(port, width, lang, &names);
    let typed = dispatch.reform(|text| Action::Type(Field::Port, text));
    let known = port.and_then(named);
    let chips = known.iter().map(
        |named| html! { <code key={named.name}>{ named.name }{ " " }{ transport(named) }</code> },
    );
    let kind = port.map(Kind::of).map(|kind| {
        html! { <p class="note-card">{ prose(&port_kind_help(lang, kind)) }{ " " }{ cite(lang, KINDS) }</p> }
    });
    let mut sheet =
        Sheet::new([Word::Port, Word::Transport, Word::Name].map(|name| word(lang, name)));
    sheet.rows.extend(NAMED.iter().map(|named| {
        vec![named.port.to_string(), transport(named).to_owned(), named.name.to_owned()]
    }));
    html! {
        <>
            <div key="ask" class="ask-row">
                { line("port", word(lang, Word::Port), text, wrong, &typed) }
                <div class="alts">
                    { for chips }
                    if known.is_none() && port.is_some() {
                        <span class="hint">{ word(lang, Word::NoName) }</span>
                    }
                </div>
            </div>
            <div key="picture" ref={frame}>{ picture(drawing.clone(), "strip") }</div>
            { kind.unwrap_or_default() }
            { section("systems", word(lang, Word::Ephemeral), systems(lang, port)) }
            { section("names", word(lang, Word::WellKnown), well_known(lang, port, dispatch)) }
            <Copy key="copy" {lang} {sheet} lab={lab.clone()} picture={Some(("ports", drawing, prefs.theme))} />
        </>
    }
}

/// A port as typed; full-width digits are digits too.
fn port_of(text: &str) -> Option<u16> {
    let half = |c: char| {
        let wide = u32::from(c).checked_sub(0xff10).and_then(|digit| char::from_digit(digit, 10));
        wide.unwrap_or(c)
    };
    let digits: String = text.trim().chars().map(half).collect();
    digits.parse().ok().filter(|_| digits.bytes().all(|byte| byte.is_ascii_digit()))
}

const fn transport(named: &Named) -> &'static str {
    match named.transport {
        Transport::Tcp => "TCP",
        Transport::Udp => "UDP",
        Transport::Both => "TCP, UDP",
    }
}

fn systems(lang: Lang, port: Option<u16>) -> Html {
    let rows = System::ALL.into_iter().map(|system| {
        let range = system.ephemeral();
        let inside = port.is_some_and(|port| range.contains(&port));
        let needs = port
            .and_then(|port| system.privileged(port))
            .map(|needs| word(lang, if needs { Word::PrivilegeNeeded } else { Word::NoPrivilege }));
        html! {
            <tr key={system_name(lang, system)} class={inside.then_some("win")}>
                <th scope="row">{ system_name(lang, system) }</th>
                <td class="net">{ format!("{}–{}", range.start(), range.end()) }</td>
                <td>{ needs.unwrap_or("–") }</td>
                <td>if let Some(setting) = system.setting() { <code>{ setting }</code> }</td>
            </tr>
        }
    });
    scroll(
        word(lang, Word::Ephemeral),
        html! {
            <table class="lab-table plain-table">
                <thead><tr>
                    <th scope="col">{ word(lang, Word::System) }</th>
                    <th scope="col">{ word(lang, Word::Ephemeral) }</th>
                    <th scope="col">{ word(lang, Word::Privilege) }</th>
                    <th scope="col">{ word(lang, Word::Setting) }</th>
                </tr></thead>
                <tbody>{ for rows }</tbody>
            </table>
        },
    )
}

fn well_known(lang: Lang, chosen: Option<u16>, dispatch: &Callback<Action>) -> Html {
    let all = NAMED.iter().map(|named| {
        let port = named.port;
        let onclick = dispatch.reform(move |_: MouseEvent| Action::Type(Field::Port, port.to_string()));
        let rfc = named.rfc.map_or_else(String::new, |rfc| format!("RFC {rfc}"));
        html! {
            <li key={format!("{port}{}", named.name)}>
                <button type="button" {onclick} title={rfc} aria-pressed={(chosen == Some(port)).to_string()}>
                    <b>{ port }</b>{ " " }{ named.name }{ " " }<small>{ transport(named) }</small>
                </button>
            </li>
        }
    });
    html! {
        <>
            <ul class="port-names">{ for all }</ul>
            <p class="hint">{ word(lang, Word::NamesSource) }</p>
        </>
    }
}

#[cfg(test)]
mod tests;
