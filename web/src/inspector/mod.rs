//! The right-hand column below the explanation: what the present step looks like from inside.
//!
//! | module      | tab                                                                    |
//! |-------------|------------------------------------------------------------------------|
//! | `machine`   | *State machine*: the eleven states and the path each side took         |
//! | `packet`    | *Packet*: fields, header grid and bytes, linked both ways              |
//! | `variables` | *Variables*: both endpoints', their sequence spaces, running timers    |
//! | `tables`    | *Tables*: sockets, ARP caches and programs, host by host               |
//! | `steps`     | *Steps*: the whole story, one line a step                              |
//!
//! Everything shown is a function of the [`View`]; what a panel keeps to
//! itself is only how it is looked at (which tab, which help is open).

mod machine;
mod packet;
mod parts;
mod space;
mod steps;
mod tables;
mod variables;

pub(crate) use parts::prose;

use crate::browser::focus;
use crate::state::{Action, View};
use machine::Machine;
use packet::Packet;
use parts::{consume, is_plain};
use steps::Steps;
use tables::Tables;
use variables::Variables;
use wireglass_text::panels::{Panel, panel};
use wireglass_text::{Lang, Ui, ui};
use yew::prelude::*;

/// What every panel needs.
#[derive(Clone, PartialEq, Properties)]
pub(crate) struct PanelProps {
    /// What to draw.
    pub(crate) view: View,
    /// Told what the person does.
    pub(crate) dispatch: Callback<Action>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Tab {
    #[default]
    Machine,
    Packet,
    Variables,
    Tables,
    Steps,
}

impl Tab {
    const ALL: [Self; 5] =
        [Self::Machine, Self::Packet, Self::Variables, Self::Tables, Self::Steps];

    const fn id(self) -> &'static str {
        match self {
            Self::Machine => "machine",
            Self::Packet => "packet",
            Self::Variables => "variables",
            Self::Tables => "tables",
            Self::Steps => "steps",
        }
    }

    const fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Machine => ui(lang, Ui::StateMachine),
            Self::Packet => ui(lang, Ui::Packet),
            Self::Variables => ui(lang, Ui::Variables),
            Self::Tables => ui(lang, Ui::Tables),
            Self::Steps => panel(lang, Panel::StepsTab),
        }
    }

    /// The tab `by` places to the right, around the end.
    fn beside(self, by: isize) -> Self {
        let count = Self::ALL.len().cast_signed();
        let here = Self::ALL.iter().position(|tab| *tab == self).unwrap_or_default();
        let place = (here.cast_signed() + by).rem_euclid(count);
        Self::ALL[place.unsigned_abs()]
    }

    fn tab_id(self) -> String {
        format!("tab-{}", self.id())
    }
}

/// The inspector: five tabs, of which one is shown.
#[component]
pub(crate) fn Inspector(props: &PanelProps) -> Html {
    let lang = props.view.lang;
    let tab = use_state_eq(Tab::default);
    let onkeydown = {
        let tab = tab.clone();
        Callback::from(move |event: KeyboardEvent| {
            if !is_plain(&event) {
                return;
            }
            let next = match event.key().as_str() {
                "ArrowRight" => tab.beside(1),
                "ArrowLeft" => tab.beside(-1),
                "Home" => Tab::Machine,
                "End" => Tab::Steps,
                _ => return,
            };
            consume(&event);
            tab.set(next);
            focus(&next.tab_id());
        })
    };
    let tabs = Tab::ALL.into_iter().map(|one| {
        let chosen = *tab == one;
        let onclick = {
            let tab = tab.setter();
            Callback::from(move |_: MouseEvent| tab.set(one))
        };
        html! {
            <button key={one.id()} id={one.tab_id()} type="button" role="tab"
                aria-selected={chosen.to_string()} aria-controls="inspector-panel"
                tabindex={if chosen { "0" } else { "-1" }} {onclick}>
                { one.name(lang) }
            </button>
        }
    });
    let props = props.clone();
    let shown = match *tab {
        Tab::Machine => html! { <Machine key="machine" ..props /> },
        Tab::Packet => html! { <Packet key="packet" ..props /> },
        Tab::Variables => html! { <Variables key="variables" ..props /> },
        Tab::Tables => html! { <Tables key="tables" ..props /> },
        Tab::Steps => html! { <Steps key="steps" ..props /> },
    };
    html! {
        <div class="inspector">
            <div class="tabs" role="tablist" aria-label={ui(lang, Ui::Inspector)} {onkeydown}>
                { for tabs }
            </div>
            <div class={classes!("tab-panel", format!("panel-{}", tab.id()))} id="inspector-panel" role="tabpanel"
                tabindex="0" aria-labelledby={tab.tab_id()}>
                { shown }
            </div>
        </div>
    }
}
