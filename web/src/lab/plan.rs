use super::page::TabProps;
use yew::prelude::*;

#[component]
pub(super) fn Plan(props: &TabProps) -> Html {
    let _ = props;
    html! { <p>{ "…" }</p> }
}
