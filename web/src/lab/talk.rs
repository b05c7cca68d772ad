use super::page::TabProps;
use yew::prelude::*;

#[component]
pub(super) fn Talk(props: &TabProps) -> Html {
    let _ = props;
    html! { <p>{ "…" }</p> }
}
