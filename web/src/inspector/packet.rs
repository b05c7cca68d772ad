//! A frame as fields, as its RFCs draw it, and as bytes: three looks at the same bits.
//! What is pointed at or chosen in one lights up in all.

mod detail;
mod fields;
mod hex;
mod light;
mod pointer;
mod source;

use super::PanelProps;
use super::parts::{Choice, choice, prose};
use detail::Detail;
use fields::Layers;
use hex::Hex;
use light::Light;
use source::{Fate, Source};
use std::rc::Rc;
use wireglass_text::panels::{self, Panel, panel};
use wireglass_text::{Lang, Ui, malformed, ui};
use wireglass_trace::FrameId;
use yew::prelude::*;

/// What the parts of the panel need.
#[derive(Clone, PartialEq, Properties)]
struct LitProps {
    lang: Lang,
    relative: bool,
    source: Rc<Source>,
    light: Light,
}

/// The packet tab.
#[component]
pub(super) fn Packet(props: &PanelProps) -> Html {
    let (view, dispatch) = (&props.view, &props.dispatch);
    let lang = view.lang;
    // Which bytes of which frame were asked for; another frame begins anew.
    let asked = use_state_eq(|| None::<(FrameId, bool)>);
    let panel_ref = use_node_ref();
    let frame = source::shown_frame(view);
    let fate = frame.map(|frame| source::fate(view, frame));
    let arrived = match (*asked, frame) {
        (Some((asked, arrived)), Some(frame)) if asked == frame => arrived,
        _ => matches!(fate, Some(Fate::Arrived | Fate::Discarded)),
    };
    let source = use_memo((view.trace.clone(), frame, arrived), |(trace, frame, arrived)| {
        frame.map(|frame| Rc::new(Source::new(trace, frame, *arrived)))
    });
    let Some(source) = source.as_ref().clone() else {
        return html! { <p class="quiet">{ panel(lang, Panel::NoPacket) }</p> };
    };
    let light = Light::of(view, &source);
    let lit = LitProps { lang, relative: view.relative, source: source.clone(), light };
    let now = view.selection;
    let onclick = {
        let dispatch = dispatch.clone();
        Callback::from(move |event: MouseEvent| pointer::choose(&event, now, &dispatch))
    };
    let onfocusin = {
        let dispatch = dispatch.clone();
        Callback::from(move |event: FocusEvent| pointer::choose(&event, now, &dispatch))
    };
    html! {
        <div class="packet-panel" ref={panel_ref.clone()} {onclick} {onfocusin}
            onmouseover={pointer::on_over(view.hover, dispatch)}
            onmouseout={pointer::on_out(&panel_ref, dispatch)}>
            <div class="packet-tools">
                { caption(lang, &source, fate.unwrap_or(Fate::OnItsWay)) }
                <CopyBytes {lang} source={source.clone()} />
            </div>
            { which_bytes(lang, &source, &asked) }
            { troubles(lang, &source) }
            <Layers ..lit.clone() />
            <div class="packet-bytes">
                <Detail ..lit.clone() />
                <Hex ..lit />
            </div>
        </div>
    }
}

fn caption(lang: Lang, source: &Source, fate: Fate) -> Html {
    let fate = match fate {
        Fate::NotSent | Fate::Arrived => None,
        Fate::OnItsWay => Some(("way", Panel::OnItsWay)),
        Fate::Lost => Some(("lost", Panel::LostOnTheWay)),
        Fate::Discarded => Some(("lost", Panel::ThrownAway)),
    };
    html! {
        <p class="packet-caption">
            { prose(&panels::frame_caption(lang, source.number, &source.from, &source.to, source.sent)) }
            { for fate.map(|(class, word)| html! {
                <span class={classes!("fate", class)}>{ panel(lang, word) }</span>
            }) }
        </p>
    }
}

/// As sent or as arrived: a choice only where they differ.
fn which_bytes(
    lang: Lang,
    source: &Rc<Source>,
    asked: &UseStateHandle<Option<(FrameId, bool)>>,
) -> Html {
    if !source.differs() {
        return html! { <wbr hidden=true /> };
    }
    let options = [(false, Ui::AsSent), (true, Ui::AsReceived)].map(|(arrived, label)| Choice {
        label: html! { ui(lang, label) },
        chosen: source.arrived == arrived,
        choose: {
            let (asked, frame) = (asked.setter(), source.frame);
            Callback::from(move |_| asked.set(Some((frame, arrived))))
        },
    });
    choice(panel(lang, Panel::WhichBytes), options)
}

/// What is wrong with the frame as a whole.
fn troubles(lang: Lang, source: &Source) -> Html {
    let mut notes: Vec<Html> = Vec::new();
    if let Some(fault) = &source.dissection.malformed {
        notes.push(html! {
            <p class="trouble" key="malformed">
                <strong>{ panel(lang, Panel::Malformed) }</strong>
                { prose(&malformed(lang, fault)) }
            </p>
        });
    }
    if let Some((offset, from, to)) = source.first_change() {
        notes.push(html! {
            <p class="trouble" key="changed">{ prose(&panels::byte_changed(lang, offset, from, to)) }</p>
        });
    }
    let (have, original) = (source.bytes.len() as u64, source.original);
    if have < original {
        notes.push(html! {
            <p class="trouble mild" key="cut">{ prose(&panels::cut_by_capture(lang, have, original)) }</p>
        });
    }
    if notes.is_empty() {
        return html! { <wbr hidden=true /> };
    }
    html! { <div class="troubles">{ for notes }</div> }
}

#[derive(PartialEq, Properties)]
struct CopyProps {
    lang: Lang,
    source: Rc<Source>,
}

/// Copies the frame's bytes as hexadecimal digits.
#[component]
fn CopyBytes(props: &CopyProps) -> Html {
    let CopyProps { lang, source } = props;
    // Of which frame, and whether it worked.
    let copied = use_state_eq(|| None::<(FrameId, bool)>);
    let onclick = {
        let (copied, source) = (copied.setter(), source.clone());
        Callback::from(move |_: MouseEvent| {
            let (copied, frame) = (copied.clone(), source.frame);
            crate::browser::copy(&source.hex(), move |done| copied.set(Some((frame, done))));
        })
    };
    let told = copied
        .filter(|(frame, _)| *frame == source.frame)
        .map(|(_, done)| panel(*lang, if done { Panel::Copied } else { Panel::CopyRefused }));
    html! {
        <span class="copy">
            <span class="told" role="status">{ told.unwrap_or_default() }</span>
            <button type="button" {onclick}>{ panel(*lang, Panel::CopyBytes) }</button>
        </span>
    }
}
