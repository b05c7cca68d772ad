use super::page::TabProps;
use yew::prelude::*;

#[component]
pub(super) fn V6(props: &TabProps) -> Html {
    let _ = props;
    html! { <p>{ "…" }</p> }
}
