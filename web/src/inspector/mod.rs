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
//! Networks bring tabs of their own ([`crate::networks::Extras`]).
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
pub(crate) use tables::{sockets as host_sockets, tasks as host_tasks};

use crate::browser::focus;
use crate::networks::ExtrasRef;
use crate::state::{Action, View};
use machine::Machine;
use packet::Packet;
use parts::{consume, is_plain};
use steps::Steps;
use tables::Tables;
use variables::Variables;
use wireglass_text::network::{Net, net};
use wireglass_text::panels::{Panel, panel};
use wireglass_text::{Lang, Ui, ui};
use wireglass_trace::{FrameId, Socket, Trace, Transport};
use yew::prelude::*;

/// What every panel needs.
#[derive(Clone, PartialEq, Properties)]
pub(crate) struct PanelProps {
    /// What to draw.
    pub(crate) view: View,
    /// Told what the person does.
    pub(crate) dispatch: Callback<Action>,
}

/// What [`Inspector`] needs.
#[derive(Clone, PartialEq, Properties)]
pub(crate) struct InspectorProps {
    /// What to draw.
    pub(crate) view: View,
    /// Told what the person does.
    pub(crate) dispatch: Callback<Action>,
    /// What networks show besides.
    #[prop_or_default]
    pub(crate) extras: Option<ExtrasRef>,
    /// The packet whose way is followed.
    #[prop_or_default]
    pub(crate) follow: Option<FrameId>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tab {
    Machine,
    Packet,
    Variables,
    Tables,
    Steps,
    Hop,
    Stack,
}

impl Tab {
    const OF_A_CONNECTION: &[Self] =
        &[Self::Machine, Self::Packet, Self::Variables, Self::Tables, Self::Steps];
    const OF_A_NETWORK: &[Self] =
        &[Self::Hop, Self::Packet, Self::Stack, Self::Tables, Self::Steps];
    const OF_BOTH: &[Self] = &[
        Self::Hop,
        Self::Packet,
        Self::Stack,
        Self::Tables,
        Self::Machine,
        Self::Variables,
        Self::Steps,
    ];

    /// The tabs that have something to show.
    fn all(trace: &Trace, extras: bool) -> &'static [Self] {
        let is_tcp = |socket: &Socket| socket.transport == Transport::Tcp;
        match (extras, trace.sockets().iter().any(is_tcp)) {
            (false, _) => Self::OF_A_CONNECTION,
            (true, false) => Self::OF_A_NETWORK,
            (true, true) => Self::OF_BOTH,
        }
    }

    const fn id(self) -> &'static str {
        match self {
            Self::Machine => "machine",
            Self::Packet => "packet",
            Self::Variables => "variables",
            Self::Tables => "tables",
            Self::Steps => "steps",
            Self::Hop => "hop",
            Self::Stack => "stack",
        }
    }

    const fn name(self, lang: Lang, extras: bool) -> &'static str {
        match self {
            Self::Machine => ui(lang, Ui::StateMachine),
            Self::Packet if extras => net(lang, Net::FieldsTab),
            Self::Packet => ui(lang, Ui::Packet),
            Self::Variables => ui(lang, Ui::Variables),
            Self::Tables => ui(lang, Ui::Tables),
            Self::Steps => panel(lang, Panel::StepsTab),
            Self::Hop => net(lang, Net::HopTab),
            Self::Stack => net(lang, Net::StackTab),
        }
    }

    /// The tab `by` places to the right, around the end.
    fn beside(self, all: &[Self], by: isize) -> Self {
        let count = all.len().cast_signed();
        let here = all.iter().position(|tab| *tab == self).unwrap_or_default();
        let place = (here.cast_signed() + by).rem_euclid(count);
        all[place.unsigned_abs()]
    }

    fn tab_id(self) -> String {
        format!("tab-{}", self.id())
    }
}

/// The inspector: tabs, of which one is shown.
#[component]
pub(crate) fn Inspector(props: &InspectorProps) -> Html {
    let InspectorProps { view, dispatch, extras, follow } = props;
    let (lang, extras) = (view.lang, *extras);
    let all = Tab::all(&view.trace, extras.is_some());
    let asked = use_state_eq(|| None::<Tab>);
    // Another future may have other tabs.
    let tab = asked.filter(|tab| all.contains(tab)).unwrap_or(all[0]);
    let onkeydown = {
        let asked = asked.setter();
        Callback::from(move |event: KeyboardEvent| {
            if !is_plain(&event) {
                return;
            }
            let next = match event.key().as_str() {
                "ArrowRight" => tab.beside(all, 1),
                "ArrowLeft" => tab.beside(all, -1),
                "Home" => all[0],
                "End" => all[all.len() - 1],
                _ => return,
            };
            consume(&event);
            asked.set(Some(next));
            focus(&next.tab_id());
        })
    };
    let tabs = all.iter().map(|one| {
        let one = *one;
        let chosen = tab == one;
        let onclick = {
            let asked = asked.setter();
            Callback::from(move |_: MouseEvent| asked.set(Some(one)))
        };
        html! {
            <button key={one.id()} id={one.tab_id()} type="button" role="tab"
                aria-selected={chosen.to_string()} aria-controls="inspector-panel"
                tabindex={if chosen { "0" } else { "-1" }} {onclick}>
                { one.name(lang, extras.is_some()) }
            </button>
        }
    });
    let props = PanelProps { view: view.clone(), dispatch: dispatch.clone() };
    let shown = match (tab, extras) {
        (Tab::Machine, _) => html! { <Machine key="machine" ..props /> },
        (Tab::Packet, _) => html! { <Packet key="packet" ..props /> },
        (Tab::Variables, _) => html! { <Variables key="variables" ..props /> },
        (Tab::Tables, Some(extras)) => (extras.tables)(&props),
        (Tab::Hop, Some(extras)) => (extras.hop)(&props, *follow),
        (Tab::Stack, Some(extras)) => (extras.stack)(&props),
        (Tab::Tables, None) => html! { <Tables key="tables" ..props /> },
        (Tab::Steps | Tab::Hop | Tab::Stack, _) => html! { <Steps key="steps" ..props /> },
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
