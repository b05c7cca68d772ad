//! What is left out of the map and of the ladder.

use super::use_indexes;
use crate::state::{Action, Look, Network, TraceRef};
use wasm_bindgen::JsCast as _;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use wireglass_scene::Protocol;
use wireglass_text::Lang;
use wireglass_text::network::{Net, net};
use wireglass_trace::FrameId;
use yew::prelude::*;

/// What [`Filters`] needs.
#[derive(Properties, PartialEq)]
pub(crate) struct FiltersProps {
    pub(crate) trace: TraceRef,
    pub(crate) network: Network,
    /// The frame whose flow is "this flow".
    pub(crate) followed: Option<FrameId>,
    /// Whether the ladder folds switches away, where a ladder is shown.
    pub(crate) folds: Option<bool>,
    pub(crate) lang: Lang,
    pub(crate) dispatch: Callback<Action>,
}

/// The filters above the stage.
#[component]
pub(crate) fn Filters(props: &FiltersProps) -> Html {
    let FiltersProps { trace, network, followed, lang, dispatch, .. } = props;
    let lang = *lang;
    let spoken = use_indexes(trace).traffic.protocols();
    let followed = *followed;
    let flow = dispatch.reform(move |event: Event| {
        Action::Look(Look::Flow(followed.filter(|_| is_checked(&event))))
    });
    let macs = dispatch.reform(|event: Event| Action::Look(Look::Macs(is_checked(&event))));
    let only = {
        let spoken = spoken.clone();
        dispatch.reform(move |event: Event| {
            let select = event.target().and_then(|it| it.dyn_into::<HtmlSelectElement>().ok());
            let index = select.and_then(|select| usize::try_from(select.selected_index()).ok());
            // The first is "every protocol".
            let chosen = index.and_then(|index| spoken.get(index.checked_sub(1)?)).copied();
            Action::Look(Look::Only(chosen))
        })
    };
    let options = spoken.iter().filter(|protocol| **protocol != Protocol::Other).map(|protocol| {
        html! {
            <option key={protocol.name()} selected={network.only == Some(*protocol)}>{ protocol.name() }</option>
        }
    });
    let fold = dispatch.reform(|event: Event| Action::Look(Look::Fold(is_checked(&event))));
    let usable = network.flow.is_some() || followed.is_some();
    html! {
        <>
            if spoken.len() > 1 {
                <label key="only" class="check">
                    { net(lang, Net::OnlyProtocol) }
                    <select class="only" onchange={only}>
                        <option key="" selected={network.only.is_none()}>{ net(lang, Net::AnyProtocol) }</option>
                        { for options }
                    </select>
                </label>
            }
            <label key="flow" class="check">
                <input type="checkbox" checked={network.flow.is_some()} disabled={!usable} onchange={flow} />
                { net(lang, Net::OnlyThisFlow) }
            </label>
            if let Some(folds) = props.folds {
                <label key="fold" class="check">
                    <input type="checkbox" checked={folds} onchange={fold} />{ net(lang, Net::FoldDevices) }
                </label>
            }
            <label key="macs" class="check">
                <input type="checkbox" checked={network.macs} onchange={macs} />{ net(lang, Net::Macs) }
            </label>
        </>
    }
}

fn is_checked(event: &Event) -> bool {
    event.target_unchecked_into::<HtmlInputElement>().checked()
}
