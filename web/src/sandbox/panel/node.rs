//! The properties of a node.

use super::field::{burst, by_line, check, choice, id_of, line, lines, listed, some};
use crate::sandbox::canvas::DeskRef;
use crate::sandbox::desk::Act;
use crate::sandbox::findings::beside;
use wasm_bindgen::JsCast as _;
use web_sys::HtmlInputElement;
use wireglass_course::format::{HomeRouter, Host, Interface, Router, Switch};
use wireglass_course::sandbox::{Edit, Kind, Node, Place as Where};
use wireglass_text::Lang;
use wireglass_text::sandbox::{Sandbox as Word, kind_name, sandbox as word};
use yew::prelude::*;

pub(super) fn properties(desk: &DeskRef, name: &str, lang: Lang, dispatch: &Callback<Act>) -> Html {
    let Some(kind) = desk.document().kind(name) else { return html! {} };
    let file = desk.document().file();
    let rename = {
        let node = name.to_owned();
        dispatch.reform(move |event: Event| {
            let input = event.target().and_then(|it| it.dyn_into::<HtmlInputElement>().ok());
            let to = input.map(|input| input.value()).unwrap_or_default();
            Act::Edit(Edit::Rename { node: node.clone(), to }, None)
        })
    };
    let of = Of { desk, name, lang, dispatch };
    let body = match kind {
        Kind::Pc | Kind::Server => {
            file.hosts.iter().find(|one| one.name == name).map(|host| of.host(host))
        }
        Kind::Router => {
            file.routers.iter().find(|one| one.name == name).map(|router| of.router(router))
        }
        Kind::HomeRouter => {
            file.home_routers.iter().find(|one| one.name == name).map(|home| of.home(home))
        }
        Kind::Switch => {
            file.switches.iter().find(|one| one.name == name).map(|switch| of.switch(switch))
        }
        Kind::Hub | Kind::Modem => None,
    };
    let connect = dispatch.reform(|_: MouseEvent| Act::Connect(true));
    let remove = dispatch.reform(|_: MouseEvent| Act::Remove);
    html! {
        <section class="of" key={format!("node-{name}")}>
            <h2 id="of-node" tabindex="-1">{ name.to_owned() }{ " " }<small>{ kind_name(lang, kind) }</small></h2>
            { beside(desk, &Where::Node(name.to_owned()), lang) }
            <label class="field" key="name">
                <span>{ word(lang, Word::Name) }</span>
                <input id="of-name" value={name.to_owned()} onchange={rename} maxlength="40" autocomplete="off" />
            </label>
            { for body }
            <div class="of-row">
                <button type="button" class="ghost" onclick={connect} aria-pressed={desk.connecting.to_string()}>{ word(lang, Word::ConnectTo) }</button>
                <button type="button" class="ghost" onclick={remove}>{ word(lang, Word::Remove) }</button>
            </div>
            { others(&of) }
        </section>
    }
}

/// While a cable is being drawn: the nodes it may go to, for whoever has no pointer.
fn others(of: &Of<'_>) -> Html {
    let Of { desk, name, lang, dispatch } = *of;
    if !desk.connecting {
        return html! {};
    }
    let all = desk.document().nodes().filter(|(other, _)| *other != name).map(|(other, _)| {
        let to = other.to_owned();
        let onclick = dispatch.reform(move |_: MouseEvent| Act::ConnectTo(to.clone()));
        html! { <li key={other.to_owned()}><button type="button" class="ghost" {onclick}>{ other.to_owned() }</button></li> }
    });
    html! {
        <div class="others">
            <p class="hint" role="status">{ word(lang, Word::ConnectHint) }</p>
            <ul id="connect-to" aria-label={word(lang, Word::ConnectTo)}>{ for all }</ul>
        </div>
    }
}

#[derive(Clone, Copy)]
struct Of<'a> {
    desk: &'a DeskRef,
    name: &'a str,
    lang: Lang,
    dispatch: &'a Callback<Act>,
}

impl Of<'_> {
    /// What a field does: puts a changed copy of the node in its place.
    fn put<T: Clone + 'static, V: 'static>(
        &self,
        id: &str,
        node: &T,
        wrap: fn(T) -> Node,
        change: impl Fn(&mut T, V) + 'static,
    ) -> Callback<V> {
        let (node, name, burst) = (node.clone(), self.name.to_owned(), burst(id));
        self.dispatch.reform(move |value: V| {
            let mut with = node.clone();
            change(&mut with, value);
            Act::Edit(Edit::Put { node: name.clone(), with: Box::new(wrap(with)) }, Some(burst))
        })
    }

    fn word(&self, label: Word) -> &'static str {
        word(self.lang, label)
    }

    /// The address of an interface, with a free one to take.
    fn address(&self, index: usize, label: &str, value: &str, typed: &Callback<String>) -> Html {
        let place = Where::Address(self.name.to_owned(), index);
        let free = self.desk.document().free_address(self.name, index);
        let free = free.filter(|_| matches!(value.trim(), "" | "none"));
        let take = free.map(|free| {
            let onclick = {
                let free = free.clone();
                typed.reform(move |_: MouseEvent| free.clone())
            };
            html! { <button type="button" class="link" {onclick}>{ self.word(Word::SuggestAddress) }{ ": " }{ free }</button> }
        });
        html! {
            <>
                { line(&id_of(&place), label, self.word(Word::AddressHint), value, typed) }
                { for take }
                { beside(self.desk, &place, self.lang) }
            </>
        }
    }

    fn gateway(&self, value: Option<&String>, typed: &Callback<String>) -> Html {
        let place = Where::Gateway(self.name.to_owned());
        let value = value.map(String::as_str).unwrap_or_default();
        html! {
            <>
                { line(&id_of(&place), self.word(Word::Gateway), "", value, typed) }
                { beside(self.desk, &place, self.lang) }
            </>
        }
    }

    fn host(&self, host: &Host) -> Html {
        let put = |id: &'static str, change: fn(&mut Host, String)| {
            self.put(id, host, Node::Host, change)
        };
        let servers = (0..host.dns.len()).map(|index| {
            beside(self.desk, &Where::NameServer(self.name.to_owned(), index), self.lang)
        });
        html! {
            <>
                { self.address(0, self.word(Word::Address), &host.address, &put("address", |host, text| host.address = text)) }
                { self.gateway(host.gateway.as_ref(), &put("gateway", |host, text| host.gateway = some(&text))) }
                { line("of-dns", self.word(Word::NameServers), self.word(Word::Commas), &host.dns.join(","), &put("dns", |host, text| host.dns = listed(&text))) }
                { for servers }
                { line("of-mac", self.word(Word::Mac), self.word(Word::MacHint), host.mac.as_deref().unwrap_or_default(), &put("mac", |host, text| host.mac = some(&text))) }
            </>
        }
    }

    fn router(&self, router: &Router) -> Html {
        let interfaces = router.interfaces.iter().enumerate().map(|(index, one)| {
            let name = one.name.clone().unwrap_or_else(|| format!("eth{index}"));
            let typed = self.put(
                &format!("address-{index}"),
                router,
                Node::Router,
                move |router: &mut Router, text: String| router.interfaces[index].address = text,
            );
            let remove = self.put(
                "interfaces",
                router,
                Node::Router,
                move |router: &mut Router, _: MouseEvent| {
                    router.interfaces.remove(index);
                },
            );
            let label = format!("{name} · {}", self.word(Word::Remove));
            html! {
                <div class="of-interface" key={index}>
                    { self.address(index, &name, &one.address, &typed) }
                    <button type="button" class="ghost square" onclick={remove} aria-label={label.clone()} title={label}>{ "×" }</button>
                </div>
            }
        });
        let grow =
            self.put("interfaces", router, Node::Router, |router: &mut Router, _: MouseEvent| {
                let names: Vec<String> = (0..)
                    .zip(&router.interfaces)
                    .map(|(at, one): (usize, _)| one.name.clone().unwrap_or(format!("eth{at}")))
                    .collect();
                let mut fresh = (0..).map(|index: u32| format!("eth{index}"));
                let name = fresh.find(|name| !names.contains(name));
                router.interfaces.push(Interface { name, address: String::new() });
            });
        let put = |id: &'static str, change: fn(&mut Router, String)| {
            self.put(id, router, Node::Router, change)
        };
        let rip = self.put("rip", router, Node::Router, |router: &mut Router, on| router.rip = on);
        let names = router.interfaces.iter().enumerate().map(|(index, one)| {
            let name = one.name.clone().unwrap_or_else(|| format!("eth{index}"));
            (name.clone(), name)
        });
        let none = (String::new(), self.word(Word::NoNat).to_owned());
        let shared: Vec<_> = std::iter::once(none).chain(names).collect();
        let routes = (0..router.routes.len())
            .map(|index| beside(self.desk, &Where::Route(self.name.to_owned(), index), self.lang));
        html! {
            <>
                <h3>{ self.word(Word::Interfaces) }</h3>
                { for interfaces }
                <div class="of-row"><button type="button" class="ghost" onclick={grow}>{ self.word(Word::AddInterface) }</button></div>
                { lines("of-routes", self.word(Word::Routes), self.word(Word::RoutesHint), &router.routes.join("\n"), &put("routes", |router, text| router.routes = by_line(&text))) }
                { for routes }
                { check("of-rip", self.word(Word::Rip), router.rip, &rip) }
                { choice("of-nat", self.word(Word::Nat), &shared, router.nat.as_deref().unwrap_or_default(), &put("nat", |router, text| router.nat = some(&text))) }
                if router.nat.is_some() {
                    { lines("of-forwards", self.word(Word::Forwards), self.word(Word::ForwardsHint), &router.forwards.join("\n"), &put("forwards", |router, text| router.forwards = by_line(&text))) }
                }
            </>
        }
    }

    fn home(&self, home: &HomeRouter) -> Html {
        let put = |id: &'static str, change: fn(&mut HomeRouter, String)| {
            self.put(id, home, Node::HomeRouter, change)
        };
        html! {
            <>
                { self.address(0, self.word(Word::Inside), &home.inside, &put("inside", |home, text| home.inside = text)) }
                { self.address(1, self.word(Word::Outside), &home.outside, &put("outside", |home, text| home.outside = text)) }
                { self.gateway(home.gateway.as_ref(), &put("gateway", |home, text| home.gateway = some(&text))) }
                { lines("of-forwards", self.word(Word::Forwards), self.word(Word::ForwardsHint), &home.forwards.join("\n"), &put("forwards", |home, text| home.forwards = by_line(&text))) }
            </>
        }
    }

    fn switch(&self, switch: &Switch) -> Html {
        let put = |id: &'static str, change: fn(&mut Switch, String)| {
            self.put(id, switch, Node::Switch, change)
        };
        let tree = self.put("tree", switch, Node::Switch, |switch: &mut Switch, on| {
            switch.spanning_tree = on;
        });
        html! {
            <>
                { check("of-tree", self.word(Word::SpanningTree), switch.spanning_tree, &tree) }
                { line("of-ageing", self.word(Word::Ageing), "300s", switch.ageing.as_deref().unwrap_or_default(), &put("ageing", |switch, text| switch.ageing = some(&text))) }
            </>
        }
    }
}
