//! Can two hosts talk directly? What each of them calculates, and what comes of it.

use super::page::TabProps;
use super::parts::{bit_row, complaint, line};
use super::sheet::{Copy, Sheet};
use super::state::{Action, Field, Lab};
use crate::inspector::prose;
use crate::route::Route;
use std::net::Ipv4Addr;
use wireglass_core::addr::Network;
use wireglass_core::addr::parse::{ParseError, Typed as Typed4, parse};
use wireglass_core::addr::talk::{Host, Side, Verdict, talk};
use wireglass_course::sandbox::pair;
use wireglass_text::Lang;
use wireglass_text::addr::{decision, not_a_host, parse_error, verdict};
use wireglass_text::lab::{Lab as Word, lab as word, optional};
use yew::prelude::*;

/// One host's fields, and what is read in them.
struct Typed {
    fields: [Field; 2],
    heading: Word,
    host: Result<Host, [Option<ParseError>; 2]>,
}

impl Typed {
    fn read(lab: &Lab, heading: Word, fields: [Field; 2]) -> Self {
        let address = parse(lab.text(fields[0])).map(Typed4::interface);
        let host = match (address, gateway(lab.text(fields[1]))) {
            (Ok(interface), Ok(gateway)) => Ok(Host { interface, gateway }),
            (address, gateway) => Err([address.err(), gateway.err()]),
        };
        Self { fields, heading, host }
    }
}

fn gateway(text: &str) -> Result<Option<Ipv4Addr>, ParseError> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    parse(text).map(|typed| Some(typed.address))
}

/// The tab.
#[component]
pub(super) fn Talk(props: &TabProps) -> Html {
    let TabProps { lab, prefs, dispatch } = props;
    let lang = prefs.lang;
    let hosts = [
        Typed::read(lab, Word::HostA, [Field::HostA, Field::GatewayA]),
        Typed::read(lab, Word::HostB, [Field::HostB, Field::GatewayB]),
    ];
    let both = match [&hosts[0].host, &hosts[1].host] {
        [Ok(a), Ok(b)] => Some([*a, *b]),
        _ => None,
    };
    let told = both.map(|both| (both, talk(both)));
    let names = [Word::HostA, Word::HostB].map(|name| word(lang, name));
    let cards = hosts.iter().enumerate().map(|(index, typed)| {
        let side = told.as_ref().map(|(_, told)| told.sides[index]);
        card(lab, lang, typed, side, index, names, dispatch)
    });
    let verdict = told.map(|(both, told)| {
        let class = match told.verdict {
            Verdict::Direct => "good",
            Verdict::Routed | Verdict::Lopsided { other_sends: true, .. } => "mild",
            _ => "bad",
        };
        let said = verdict(lang, told.verdict, names);
        let mut sheet = Sheet::new(["", word(lang, Word::HostA), word(lang, Word::HostB)]);
        let mut add = |name: &str, cells: [String; 2]| {
            sheet.rows.push([name.to_owned()].into_iter().chain(cells).collect());
        };
        add(word(lang, Word::AddressAndMask), both.map(|host| host.interface.to_string()));
        let gateway =
            |host: Host| host.gateway.map(|gateway| gateway.to_string()).unwrap_or_default();
        add(word(lang, Word::Gateway), both.map(gateway));
        add(word(lang, Word::OwnNetwork), told.sides.map(|side| side.own.to_string()));
        add(word(lang, Word::OtherNetwork), told.sides.map(|side| side.other.to_string()));
        let decided = |index: usize| {
            decision(lang, &told.sides[index], names[index], names[1 - index]).plain()
        };
        add(word(lang, Word::Outcome), [decided(0), decided(1)]);
        sheet.rows.push(vec![word(lang, Word::Verdict).to_owned(), said.plain()]);
        html! {
            <>
                <div class={classes!("verdict", class)} role="status">
                    <h2 class="sr-only">{ word(lang, Word::Verdict) }</h2>
                    { prose(&said) }
                </div>
                if let Some(href) = try_it(both, names) {
                    <p class="of-simulator"><a class="ghost" {href}>{ word(lang, Word::Simulate) }</a></p>
                }
                <Copy {lang} {sheet} lab={lab.clone()} />
            </>
        }
    });
    html! {
        <>
            <div key="ask" class="ask-row"><p class="lab-lead">{ word(lang, Word::TalkLead) }</p></div>
            <div key="hosts" class="lab-halves">{ for cards }</div>
            { verdict.unwrap_or_else(|| html! { <wbr hidden=true /> }) }
        </>
    }
}

/// The same situation in the sandbox, where it can be run.
fn try_it(hosts: [Host; 2], names: [&str; 2]) -> Option<String> {
    pair(hosts, names).pack().ok().map(|packed| Route::Sandbox(Some(packed)).href())
}

fn card(
    lab: &Lab,
    lang: Lang,
    typed: &Typed,
    side: Option<Side>,
    index: usize,
    names: [&str; 2],
    dispatch: &Callback<Action>,
) -> Html {
    let labels = [word(lang, Word::AddressAndMask).to_owned(), optional(lang, Word::Gateway)];
    let fields = typed.fields.iter().zip(labels).enumerate().map(|(at, (&field, label))| {
        let text = lab.text(field);
        let error = typed.host.as_ref().err().and_then(|errors| errors[at].as_ref());
        let wrong = error.map(|error| {
            let id = format!("{}-wrong", field.name());
            complaint(&id, text, &error.at, &parse_error(lang, &error.kind))
        });
        line(
            field.name(),
            &label,
            text,
            wrong,
            &dispatch.reform(move |text| Action::Type(field, text)),
        )
    });
    let reckoned = side.map(|side| {
        let first = first_difference(side.own, side.other);
        let network = |name: Word, network: Network, wrong: Option<u8>| {
            html! {
                <>
                    <dt>{ word(lang, name) }</dt>
                    <dd>
                        <code>{ network.to_string() }</code>{ " " }
                        { bit_row(network.address().to_bits(), 32, network.prefix_len(), wrong) }
                    </dd>
                </>
            }
        };
        let unfit = side.not_a_host.map(|why| {
            html! { <p class="complaint">{ prose(&not_a_host(lang, why, names[index])) }</p> }
        });
        let same = if first.is_none() { Word::Equal } else { Word::Different };
        html! {
            <>
                <dl class="reckoned">
                    { network(Word::OwnNetwork, side.own, None) }
                    { network(Word::OtherNetwork, side.other, first) }
                </dl>
                { unfit.unwrap_or_default() }
                <p class="decision"><b>{ word(lang, same) }</b>{ " · " }{ prose(&decision(lang, &side, names[index], names[1 - index])) }</p>
            </>
        }
    });
    html! {
        <section key={index} class="host-card" aria-label={word(lang, typed.heading)}>
            <h2>{ word(lang, typed.heading) }</h2>
            { for fields }
            { reckoned.unwrap_or_else(|| html! { <wbr hidden=true /> }) }
        </section>
    }
}

/// The place of the first bit in which two networks of one size differ.
fn first_difference(a: Network, b: Network) -> Option<u8> {
    (a != b).then(|| a.common(b).prefix_len())
}
