//! The page "How this is proved". Its numbers are in a file that the results were written to, fetched
//! when the page is opened; its words are in `wireglass_text::proof`.

mod results;

use super::header::Bar;
use crate::prefs::Prefs;
use results::{Item, Requirement, Results, fetch};
use wireglass_text::proof::{Evidence, Label, figure, label, status};
use wireglass_text::{Lang, Ui, ui};
use yew::platform::spawn_local;
use yew::prelude::*;

/// How far the results have come.
#[derive(Clone, PartialEq)]
enum Loading {
    Asked,
    Here(Results),
    Failed(String),
}

/// What [`Proof`] needs.
#[derive(Properties, PartialEq)]
pub(crate) struct ProofProps {
    pub(crate) prefs: Prefs,
}

/// The page.
#[component]
pub(crate) fn Proof(props: &ProofProps) -> Html {
    let prefs = &props.prefs;
    let lang = prefs.lang;
    let loading = use_state(|| Loading::Asked);
    let tries = use_state(|| 0_u32);
    {
        let loading = loading.setter();
        use_effect_with(*tries, move |_| {
            loading.set(Loading::Asked);
            spawn_local(async move {
                loading.set(fetch().await.map_or_else(Loading::Failed, Loading::Here));
            });
        });
    }
    let again = {
        let tries = tries.clone();
        Callback::from(move |_: MouseEvent| tries.set(*tries + 1))
    };
    let crumbs = html! {
        <nav class="crumbs" aria-label={ui(lang, Ui::WhereYouAre)}>
            <a href="#/">{ ui(lang, Ui::Home) }</a>
            <span aria-hidden="true">{ "/" }</span>
            <b aria-current="page">{ label(lang, Label::Title) }</b>
        </nav>
    };
    let body = match &*loading {
        Loading::Asked => html! {},
        Loading::Here(results) => html! { <div key="results">{ shown(lang, results) }</div> },
        Loading::Failed(reason) => html! {
            <div key="failed" class="proof-failed" role="alert">
                <h2>{ label(lang, Label::Failed) }</h2>
                <p>{ label(lang, Label::FailedHint) }</p>
                <p class="reason">{ reason.clone() }</p>
                <button type="button" class="ghost" onclick={again}>{ label(lang, Label::TryAgain) }</button>
            </div>
        },
    };
    let waiting = if *loading == Loading::Asked { label(lang, Label::Loading) } else { "" };
    html! {
        <div class="proof-page">
            <Bar prefs={prefs.clone()} {crumbs} />
            <main class="proof">
                <h1>{ label(lang, Label::Title) }</h1>
                <p class="claim">{ label(lang, Label::Claim) }</p>
                <p class="proof-lead">{ label(lang, Label::Lead) }{ " " }{ label(lang, Label::Caution) }</p>
                // Always there, so that what comes into it is announced.
                <p class="proof-status" role="status">{ waiting }</p>
                { body }
            </main>
        </div>
    }
}

fn shown(lang: Lang, results: &Results) -> Html {
    if results.evidence.is_empty() {
        return html! { <p>{ label(lang, Label::NoResults) }</p> };
    }
    let cards = results.evidence.iter().filter_map(|item| card(lang, item));
    html! {
        <>
            <ul class="evidence">{ for cards }</ul>
            if !results.groups.is_empty() {
                { requirements(lang, results) }
            }
        </>
    }
}

/// One piece of evidence. One that this page has no words for is left out.
fn card(lang: Lang, item: &Item) -> Option<Html> {
    let evidence = Evidence::from_id(&item.id)?;
    let counts = [
        (item.passed, Label::Passed, "good"),
        (item.failed, Label::Failures, "bad"),
        (item.skipped, Label::Skipped, "mild"),
    ];
    let counts = counts.into_iter().filter(|(count, word, _)| *count > 0 || *word == Label::Passed);
    let counts = counts.map(|(count, word, class)| {
        html! { <span key={class} class={class}><b>{ grouped(count) }</b>{ " " }{ label(lang, word) }</span> }
    });
    let figures = item.figures.iter().map(|(name, value)| {
        let value = value.parse().map_or_else(|_| value.clone(), grouped);
        html! { <div key={name.clone()}><dt>{ figure(lang, name).into_owned() }</dt><dd>{ value }</dd></div> }
    });
    let id = format!("evidence-{}", item.id);
    Some(html! {
        <li key={item.id.clone()} aria-labelledby={id.clone()}>
            <h2 {id}>{ evidence.title(lang) }</h2>
            <p class="counts">{ for counts }</p>
            <p>{ evidence.shows(lang) }</p>
            <p class="not"><b>{ label(lang, Label::ShowsNot) }</b>{ " " }{ evidence.shows_not(lang) }</p>
            if !item.figures.is_empty() {
                <dl>{ for figures }</dl>
            }
            <p class="command"><span>{ label(lang, Label::Command) }</span><code>{ item.command.clone() }</code></p>
        </li>
    })
}

/// The table of RFC 9293's requirements, group by group.
fn requirements(lang: Lang, results: &Results) -> Html {
    let groups = results.groups.iter().map(|group| {
        let all = group.requirements.len();
        let met = group.requirements.iter().filter(|one| one.status == "met").count();
        let rows = group.requirements.iter().map(|one| row(lang, one));
        html! {
            <details key={group.name.pick(lang).to_owned()}>
                <summary>
                    <span>{ group.name.pick(lang).to_owned() }</span>
                    <small>{ format!("{met} / {all} {}", label(lang, Label::Met)) }</small>
                </summary>
                <table>
                    <thead>
                        <tr>
                            <th scope="col">{ label(lang, Label::Requirement) }</th>
                            <th scope="col">{ label(lang, Label::Section) }</th>
                            <th scope="col">{ label(lang, Label::Status) }</th>
                        </tr>
                    </thead>
                    <tbody>{ for rows }</tbody>
                </table>
            </details>
        }
    });
    html! {
        <section class="requirements" aria-labelledby="requirements">
            <h2 id="requirements">{ label(lang, Label::Requirements) }</h2>
            { for groups }
        </section>
    }
}

fn row(lang: Lang, one: &Requirement) -> Html {
    let said =
        status(&one.status).map_or_else(|| one.status.clone(), |s| label(lang, s).to_owned());
    let why = one.why.as_ref().map(|why| html! { <p>{ why.pick(lang).to_owned() }</p> });
    let href = format!("https://www.rfc-editor.org/rfc/rfc9293#section-{}", one.section);
    html! {
        <tr key={one.id.clone()}>
            <th scope="row"><b>{ one.id.clone() }</b><small>{ one.level.clone() }</small><span>{ one.what.pick(lang).to_owned() }</span>{ why.unwrap_or_default() }</th>
            <td><a {href} target="_blank" rel="noreferrer">{ format!("§{}", one.section) }</a></td>
            <td><span class={classes!("status", one.status.clone())}>{ said }</span></td>
        </tr>
    }
}

/// `12,345`, with spaces that do not break.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + 4);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push('\u{202f}');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests;
