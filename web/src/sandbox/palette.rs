//! What can be added: a click puts it where there is room, a drag where one lets go.

use super::canvas::CARRIED;
use super::desk::Act;
use super::draw::drawn_as;
use crate::components::shapes::{Pick, plain};
use wireglass_course::sandbox::Kind;
use wireglass_scene::{Shape, at, topology};
use wireglass_text::Lang;
use wireglass_text::sandbox::{Sandbox as Word, kind_name, sandbox as word};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(super) struct PaletteProps {
    pub(super) lang: Lang,
    pub(super) dispatch: Callback<Act>,
}

#[component]
pub(super) fn Palette(props: &PaletteProps) -> Html {
    let lang = props.lang;
    let buttons = Kind::ALL.into_iter().enumerate().map(|(index, kind)| {
        let name = kind_name(lang, kind);
        let onclick =
            props.dispatch.reform(move |_: MouseEvent| Act::Add { kind, stem: name, place: None });
        let ondragstart = Callback::from(move |event: DragEvent| {
            if let Some(data) = event.data_transfer() {
                // Without it the drop does nothing: that is seen at once.
                let _ = data.set_data(CARRIED, &index.to_string());
            }
        });
        let icon = topology::icon(drawn_as(kind), at(32.0, 24.0));
        let parts = icon
            .iter()
            .enumerate()
            .map(|(index, shape): (usize, &Shape)| plain(index, shape, &Callback::<Pick>::noop()));
        html! {
            <button key={index} type="button" draggable="true" {onclick} {ondragstart}>
                <svg class="scene nd" viewBox="0 0 64 48" aria-hidden="true">{ for parts }</svg>
                <span>{ name }</span>
            </button>
        }
    });
    html! {
        <div class="palette" role="toolbar" aria-label={word(lang, Word::Palette)}>{ for buttons }</div>
    }
}
