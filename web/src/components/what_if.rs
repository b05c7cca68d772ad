//! "What if": everything that can be done to a frame on its way and to a host.

use super::dialog::Dialog;
use super::icons::{Icon, icon};
use crate::state::{Action, FieldRef, View};
use wasm_bindgen::JsCast as _;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use wireglass_core::time::Duration;
use wireglass_core::wire::LayerKind;
use wireglass_scene::layers::layer_short;
use wireglass_scene::{frame_role, role_class, sides};
use wireglass_text::{Lang, Ui, ui};
use wireglass_trace::{FrameId, Intervention, LinkId, NodeId, Socket, Trace, Transport};
use yew::prelude::*;

/// How much later a frame may be made to come, in milliseconds.
const DELAYS: [u64; 9] = [20, 50, 100, 200, 500, 1000, 3000, 10_000, 60_000];
/// The one to begin with: later than a lesson's retransmission would be sent.
const DELAY: u64 = 200;
/// How long after the first a copy may come.
const COPIES: [u64; 6] = [1, 10, 50, 200, 1000, 5000];
/// The one to begin with.
const COPY: u64 = 10;
/// The bits of a byte that may be flipped.
const FLIPS: [u8; 4] = [0x01, 0x10, 0x80, 0xff];

/// The names of a frame's flags, such as `SYN, ACK`.
pub(crate) fn frame_name(trace: &Trace, frame: FrameId) -> String {
    let names = trace.segment(frame).map(|segment| {
        let flags = segment.header.flags.to_string();
        if segment.payload_len > 0 { format!("{flags} + {} B", segment.payload_len) } else { flags }
    });
    names.unwrap_or_else(|| protocol_name(trace, frame))
}

/// The innermost protocol of a frame, by its usual short name.
fn protocol_name(trace: &Trace, frame: FrameId) -> String {
    let dissection = trace.dissect(frame);
    let named = |kind: &LayerKind| {
        !matches!(
            kind,
            LayerKind::Payload | LayerKind::Padding | LayerKind::Unknown | LayerKind::Fragment
        )
    };
    let innermost = dissection.layers.iter().map(|layer| layer.kind).rfind(named);
    // The names of protocols are the same in every language.
    layer_short(Lang::En, innermost.unwrap_or(LayerKind::Unknown)).to_owned()
}

/// A frame's name in its role's colour, and its way.
fn frame_heading(trace: &Trace, frame: FrameId) -> Html {
    let role = role_class(frame_role(trace, frame));
    let what = trace.frame(frame);
    html! {
        <>
            <span class={classes!("pill", role)}>{ frame_name(trace, frame) }</span>
            <span class="way">{ format!("{} → {}", trace.node(what.from).name, trace.node(what.to).name) }</span>
        </>
    }
}

/// What can be done to the chosen frame, at one click.
pub(crate) fn frame_bar(
    view: &View,
    frame: FrameId,
    on_more: &Callback<()>,
    dispatch: &Callback<Action>,
) -> Html {
    let lang = view.lang;
    let (by, after) = (Duration::from_millis(DELAY), Duration::from_millis(COPY));
    let offset = byte_to_damage(view, frame);
    let choices = [
        (Ui::DropIt, Intervention::Drop { frame }),
        (Ui::DelayIt, Intervention::Delay { frame, by }),
        (Ui::DuplicateIt, Intervention::Duplicate { frame, after }),
        (Ui::CorruptIt, Intervention::Corrupt { frame, offset, flip: FLIPS[0] }),
    ];
    let buttons = choices.into_iter().enumerate().map(|(index, (label, what))| {
        let onclick = dispatch.reform(move |_: MouseEvent| Action::Branch(what));
        html! { <button key={index} type="button" {onclick}>{ ui(lang, label) }</button> }
    });
    let more = on_more.reform(|_: MouseEvent| ());
    let clear = dispatch.reform(|_: MouseEvent| Action::SelectFrame(None));
    html! {
        <div key="bar" class="frame-bar" role="group" aria-label={ui(lang, Ui::WhatIfOnFrame)}>
            { frame_heading(&view.trace, frame) }
            <span class="ask">{ ui(lang, Ui::WhatIfIt) }</span>
            { for buttons }
            <button type="button" class="plain" onclick={more} aria-label={ui(lang, Ui::More)} title={ui(lang, Ui::More)}>{ "…" }</button>
            <button type="button" class="plain" onclick={clear} aria-label={ui(lang, Ui::Dismiss)}>{ icon(Icon::Close) }</button>
        </div>
    }
}

/// All of it, with its numbers.
pub(crate) fn what_if_dialog(
    view: &View,
    dispatch: &Callback<Action>,
    on_close: &Callback<()>,
) -> Html {
    let lang = view.lang;
    let dispatch = {
        let (dispatch, on_close) = (dispatch.clone(), on_close.clone());
        Callback::from(move |what| {
            on_close.emit(());
            dispatch.emit(Action::Branch(what));
        })
    };
    if view.trace.as_recording().is_none() {
        return html! {
            <Dialog key="what-if" {lang} id="what-if" title={ui(lang, Ui::WhatIf)} on_close={on_close.clone()} side=true>
                <p class="hint">{ ui(lang, Ui::NoWhatIfOnCapture) }</p>
            </Dialog>
        };
    }
    let hosts = sides(&view.trace);
    html! {
        <Dialog key="what-if" {lang} id="what-if" title={ui(lang, Ui::WhatIf)} on_close={on_close.clone()} side=true>
            if let Some(frame) = view.followed {
                <FrameForm key="frame" view={view.clone()} {frame} on_choose={dispatch.clone()} />
            } else {
                <p key="none" class="hint">{ ui(lang, Ui::SelectPacket) }</p>
            }
            { for hosts.into_iter().map(|node| host(view, node, &dispatch)) }
            if view.trace.links().len() > 1 {
                { links(view, &dispatch) }
            }
        </Dialog>
    }
}

#[derive(Properties, PartialEq)]
struct FrameFormProps {
    view: View,
    frame: FrameId,
    on_choose: Callback<Intervention>,
}

#[component]
fn FrameForm(props: &FrameFormProps) -> Html {
    let FrameFormProps { view, frame, on_choose } = props;
    let (lang, frame) = (view.lang, *frame);
    let delay = use_state(|| DELAY);
    let copy = use_state(|| COPY);
    let flip = use_state(|| FLIPS[0]);
    let offset = use_state(|| byte_to_damage(view, frame));
    let last = view.trace.frame_bytes(frame).len().saturating_sub(1);

    let choose = |what: Intervention| on_choose.reform(move |_: MouseEvent| what);
    let lost = choose(Intervention::Drop { frame });
    let later = choose(Intervention::Delay { frame, by: Duration::from_millis(*delay) });
    let twice = choose(Intervention::Duplicate { frame, after: Duration::from_millis(*copy) });
    let damaged = choose(Intervention::Corrupt { frame, offset: *offset, flip: *flip });
    let set_offset = {
        let offset = offset.setter();
        Callback::from(move |event: Event| {
            let input: HtmlInputElement = event.target_unchecked_into();
            let wanted: usize = input.value().trim().parse().unwrap_or(0);
            offset.set(u16::try_from(wanted.min(last)).unwrap_or(u16::MAX));
        })
    };
    let time = |millis: u64| Duration::from_millis(millis).to_string();
    html! {
        <section class="what-if">
            <h3>{ frame_heading(&view.trace, frame) }</h3>
            <p class="hint">{ ui(lang, Ui::WhatIfOnFrame) }</p>
            <div class="row"><button type="button" onclick={lost}>{ ui(lang, Ui::DropIt) }</button></div>
            <div class="row">
                <button type="button" onclick={later}>{ ui(lang, Ui::DelayIt) }</button>
                { choice(lang, Ui::DelayBy, "what-if-delay", &DELAYS, *delay, delay.setter(), time) }
            </div>
            <div class="row">
                <button type="button" onclick={twice}>{ ui(lang, Ui::DuplicateIt) }</button>
                { choice(lang, Ui::DuplicateAfter, "what-if-copy", &COPIES, *copy, copy.setter(), time) }
            </div>
            <div class="row">
                <button type="button" onclick={damaged}>{ ui(lang, Ui::CorruptIt) }</button>
                <label for="what-if-byte">{ ui(lang, Ui::CorruptByte) }</label>
                <input id="what-if-byte" type="number" min="0" max={last.to_string()}
                    value={offset.to_string()} onchange={set_offset} />
                { choice(lang, Ui::CorruptBits, "what-if-bits", &FLIPS, *flip, flip.setter(), |flip| format!("{flip:08b}")) }
            </div>
        </section>
    }
}

/// A choice out of a few values.
fn choice<T: Copy + PartialEq + 'static>(
    lang: Lang,
    label: Ui,
    id: &'static str,
    values: &'static [T],
    chosen: T,
    set: UseStateSetter<T>,
    name: impl Fn(T) -> String,
) -> Html {
    let onchange = Callback::from(move |event: Event| {
        let select = event.target().and_then(|target| target.dyn_into::<HtmlSelectElement>().ok());
        let index = select.and_then(|select| usize::try_from(select.selected_index()).ok());
        if let Some(value) = index.and_then(|index| values.get(index)) {
            set.set(*value);
        }
    });
    let options = values.iter().enumerate().map(|(index, value)| {
        html! { <option key={index} selected={*value == chosen}>{ name(*value) }</option> }
    });
    html! {
        <>
            <label for={id}>{ ui(lang, label) }</label>
            <select {id} {onchange}>{ for options }</select>
        </>
    }
}

fn host(view: &View, node: NodeId, on_choose: &Callback<Intervention>) -> Html {
    let lang = view.lang;
    let is_on = view.snapshot.node(node).on;
    // Only who has TCP can close something.
    let connects = |socket: &Socket| socket.node == node && socket.transport == Transport::Tcp;
    let connects = view.trace.sockets().iter().any(connects);
    let choices: &[(Ui, Intervention)] = match (is_on, connects) {
        (true, true) => &[
            (Ui::CloseIt, Intervention::Close { node }),
            (Ui::AbortIt, Intervention::Abort { node }),
            (Ui::PowerOffIt, Intervention::PowerOff { node }),
        ],
        (true, false) => &[(Ui::PowerOffIt, Intervention::PowerOff { node })],
        (false, _) => &[(Ui::PowerOnIt, Intervention::PowerOn { node })],
    };
    let buttons = choices.iter().enumerate().map(|(index, (label, what))| {
        let what = *what;
        let onclick = on_choose.reform(move |_: MouseEvent| what);
        html! { <button key={index} type="button" {onclick}>{ ui(lang, *label) }</button> }
    });
    html! {
        <section key={format!("host-{}", node.0)} class="what-if">
            <h3>{ &view.trace.node(node).name }</h3>
            <p class="hint">{ ui(lang, Ui::WhatIfOnHost) }</p>
            <div class="row">{ for buttons }</div>
        </section>
    }
}

/// Every link can be cut, and be whole again.
fn links(view: &View, on_choose: &Callback<Intervention>) -> Html {
    let lang = view.lang;
    let rows = (0..view.trace.links().len()).map(LinkId::from_index).map(|link| {
        let [a, b] = view.trace.link(link).nodes().map(|node| &view.trace.node(node).name);
        let (label, what) = if view.snapshot.is_up(link) {
            (Ui::CutIt, Intervention::CutLink { link })
        } else {
            (Ui::MendIt, Intervention::MendLink { link })
        };
        let onclick = on_choose.reform(move |_: MouseEvent| what);
        html! {
            <div key={link.0} class="row">
                <span class="way">{ format!("{a} – {b}") }</span>
                <button type="button" {onclick}>{ ui(lang, label) }</button>
            </div>
        }
    });
    html! {
        <section key="links" class="what-if">
            <h3>{ ui(lang, Ui::Links) }</h3>
            <p class="hint">{ ui(lang, Ui::WhatIfOnLink) }</p>
            { for rows }
        </section>
    }
}

/// The byte to damage, unless another is asked for: the chosen one, else the
/// first of the chosen field, else the last of the frame.
fn byte_to_damage(view: &View, frame: FrameId) -> u16 {
    let of_field = |FieldRef { layer, index }: FieldRef| {
        let dissection = view.trace.dissect(frame);
        let field = dissection.layers.get(layer)?.fields.get(index)?;
        Some(field.bits.start as usize / 8)
    };
    let chosen = view.selection.byte.or_else(|| view.selection.field.and_then(of_field));
    let last = view.trace.frame_bytes(frame).len().saturating_sub(1);
    u16::try_from(chosen.unwrap_or(last).min(last)).unwrap_or(u16::MAX)
}
