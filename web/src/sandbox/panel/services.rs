//! What runs on a node: services, and commands that are typed at a time.

use super::field::{burst, check, id_of, line, lines, listed, some, table};
use crate::sandbox::canvas::DeskRef;
use crate::sandbox::desk::Act;
use crate::sandbox::findings::beside;
use std::collections::BTreeMap;
use wasm_bindgen::JsCast as _;
use web_sys::HtmlSelectElement;
use wireglass_course::format::{Content, Dhcp, Dns, Http, Program, Rarp, Resolver, Tftp};
use wireglass_course::sandbox::{Edit, Kind, Place as Where, Service, ServiceKind};
use wireglass_text::Lang;
use wireglass_text::sandbox::{Sandbox as Word, sandbox as word, service_name};
use yew::prelude::*;

pub(super) fn of(desk: &DeskRef, name: &str, lang: Lang, dispatch: &Callback<Act>) -> Html {
    let speaks = desk
        .document()
        .kind(name)
        .is_some_and(|kind| !matches!(kind, Kind::Hub | Kind::Switch | Kind::Modem));
    if !speaks {
        return html! {};
    }
    let file = desk.document().file();
    let here = |on: &str| desk.document().node_of(on) == name;
    let of = Of { desk, lang, dispatch };
    let mut all: Vec<Html> = Vec::new();
    for (at, one) in file.dhcp.iter().enumerate().filter(|(_, one)| here(&one.on)) {
        all.push(of.dhcp(at, one));
    }
    for (at, one) in file.dns.iter().enumerate().filter(|(_, one)| here(&one.on)) {
        all.push(of.dns(at, one));
    }
    for (at, one) in file.resolvers.iter().enumerate().filter(|(_, one)| here(&one.on)) {
        all.push(of.resolver(at, one));
    }
    for (at, one) in file.http.iter().enumerate().filter(|(_, one)| here(&one.on)) {
        all.push(of.http(at, one));
    }
    for (at, one) in file.tftp.iter().enumerate().filter(|(_, one)| here(&one.on)) {
        all.push(of.tftp(at, one));
    }
    for (at, one) in file.rarp.iter().enumerate().filter(|(_, one)| here(&one.on)) {
        all.push(of.rarp(at, one));
    }
    for (at, one) in file.programs.iter().enumerate().filter(|(_, one)| one.host == name) {
        all.push(of.program(at, one));
    }
    let add = {
        let node = name.to_owned();
        dispatch.reform(move |event: Event| {
            let select = event.target().and_then(|it| it.dyn_into::<HtmlSelectElement>().ok());
            let chosen = select.as_ref().map(HtmlSelectElement::value).unwrap_or_default();
            if let Some(select) = select {
                // It is a menu: nothing stays chosen.
                select.set_value("");
            }
            let kind = chosen.parse::<usize>().ok().and_then(|at| ServiceKind::ALL.get(at));
            match kind {
                Some(kind) => {
                    let with = Box::new(fresh(*kind, &node));
                    Act::Edit(Edit::PutService { at: None, with }, None)
                }
                None => Act::Dismiss,
            }
        })
    };
    let options = ServiceKind::ALL.iter().enumerate().map(|(at, kind)| {
        html! { <option key={at} value={at.to_string()}>{ service_name(lang, *kind) }</option> }
    });
    html! {
        <section class="of services" key={format!("services-{name}")}>
            <h3>{ word(lang, Word::Services) }</h3>
            { for all }
            <label class="field" key="add">
                <span>{ word(lang, Word::AddService) }</span>
                <select id="add-service" onchange={add}><option value="" selected=true>{ "…" }</option>{ for options }</select>
            </label>
        </section>
    }
}

/// What a new service begins with: something that works.
fn fresh(kind: ServiceKind, on: &str) -> Service {
    let on = on.to_owned();
    match kind {
        ServiceKind::Dhcp => Service::Dhcp(Dhcp { on, ..Dhcp::default() }),
        ServiceKind::Dns => Service::Dns(Dns {
            on,
            zone: "example.com".to_owned(),
            records: "www A 10.0.0.80".to_owned(),
            ..Dns::default()
        }),
        ServiceKind::Resolver => Service::Resolver(Resolver { on, ..Resolver::default() }),
        ServiceKind::Tftp => Service::Tftp(Tftp {
            on,
            files: BTreeMap::from([("hello.txt".to_owned(), Content::Text("Hello!".to_owned()))]),
            ..Tftp::default()
        }),
        ServiceKind::Http => Service::Http(Http {
            on,
            pages: BTreeMap::from([(
                "/".to_owned(),
                Content::Text("<h1>It works</h1>".to_owned()),
            )]),
            ..Http::default()
        }),
        ServiceKind::Rarp => Service::Rarp(Rarp { on, ..Rarp::default() }),
        ServiceKind::Program => Service::Program(Program {
            host: on,
            start: Some("1s".to_owned()),
            run: Some("ping -c 1 10.0.0.1".to_owned()),
            ..Program::default()
        }),
    }
}

/// `name = text` on each line; a number is so many bytes.
fn contents(text: &str) -> BTreeMap<String, Content> {
    pairs(text, '=')
        .map(|(name, value)| {
            let bytes = value.parse().map(Content::Bytes);
            (name, bytes.unwrap_or(Content::Text(value)))
        })
        .collect()
}

fn contents_text(contents: &BTreeMap<String, Content>) -> String {
    let line = |(name, content): (&String, &Content)| match content {
        Content::Text(text) => format!("{name} = {text}"),
        Content::Bytes(bytes) => format!("{name} = {bytes}"),
    };
    contents.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// A name, and behind the sign what belongs to it, on each line.
fn pairs(text: &str, sign: char) -> impl Iterator<Item = (String, String)> {
    text.lines().filter_map(move |line| {
        let (name, value) = line.trim().split_once(sign).unwrap_or((line.trim(), ""));
        (!name.is_empty()).then(|| (name.trim().to_owned(), value.trim().to_owned()))
    })
}

fn table_text(table: &BTreeMap<String, String>) -> String {
    table.iter().map(|(name, value)| format!("{name} {value}")).collect::<Vec<_>>().join("\n")
}

/// The last word of a line belongs to what stands before it: hosts' names have blanks.
fn hosts(text: &str) -> BTreeMap<String, String> {
    let line = |line: &str| {
        let (name, value) = line.trim().rsplit_once(char::is_whitespace)?;
        Some((name.trim().to_owned(), value.to_owned()))
    };
    text.lines().filter_map(line).collect()
}

struct Of<'a> {
    desk: &'a DeskRef,
    lang: Lang,
    dispatch: &'a Callback<Act>,
}

impl Of<'_> {
    fn word(&self, label: Word) -> &'static str {
        word(self.lang, label)
    }

    fn put<T: Clone + 'static, V: 'static>(
        &self,
        (id, at): (&str, usize),
        one: &T,
        wrap: fn(T) -> Service,
        change: fn(&mut T, V),
    ) -> Callback<V> {
        let (one, burst) = (one.clone(), burst(&format!("{id}-{at}")));
        self.dispatch.reform(move |value: V| {
            let mut with = one.clone();
            change(&mut with, value);
            Act::Edit(Edit::PutService { at: Some(at), with: Box::new(wrap(with)) }, Some(burst))
        })
    }

    fn card(&self, kind: ServiceKind, at: usize, body: Html) -> Html {
        let remove = self
            .dispatch
            .reform(move |_: MouseEvent| Act::Edit(Edit::RemoveService { at, kind }, None));
        let name = service_name(self.lang, kind);
        let label = format!("{}: {name}", self.word(Word::Remove));
        html! {
            <fieldset class="service" key={format!("{kind:?}-{at}")}>
                <legend>{ name }</legend>
                <button type="button" class="ghost square" onclick={remove} aria-label={label.clone()} title={label}>{ "×" }</button>
                { body }
            </fieldset>
        }
    }

    fn dhcp(&self, at: usize, one: &Dhcp) -> Html {
        let put = |id: &'static str, change: fn(&mut Dhcp, String)| {
            self.put((id, at), one, Service::Dhcp, change)
        };
        let place = Where::Dhcp(at);
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        let body = html! {
            <>
                { line(&id_of(&place), self.word(Word::Pool), "10.0.1.100 - 10.0.1.199", &one.pool, &put("pool", |one, text| one.pool = text)) }
                { beside(self.desk, &place, self.lang) }
                { line(&format!("dhcp-gateway-{at}"), self.word(Word::Gateway), "", &text(&one.gateway), &put("gateway", |one, text| one.gateway = some(&text))) }
                { line(&format!("dhcp-dns-{at}"), self.word(Word::NameServers), self.word(Word::Commas), &one.dns.join(","), &put("dns", |one, text| one.dns = listed(&text))) }
                { line(&format!("dhcp-domain-{at}"), self.word(Word::Domain), "", &text(&one.domain), &put("domain", |one, text| one.domain = some(&text))) }
                { line(&format!("dhcp-lease-{at}"), self.word(Word::Lease), "1d", &text(&one.lease), &put("lease", |one, text| one.lease = some(&text))) }
            </>
        };
        self.card(ServiceKind::Dhcp, at, body)
    }

    fn dns(&self, at: usize, one: &Dns) -> Html {
        let put = |id: &'static str, change: fn(&mut Dns, String)| {
            self.put((id, at), one, Service::Dns, change)
        };
        let body = html! {
            <>
                { line(&format!("dns-zone-{at}"), self.word(Word::Zone), "example.com", &one.zone, &put("zone", |one, text| one.zone = text)) }
                { lines(&format!("dns-records-{at}"), self.word(Word::Records), "www A 10.0.2.80", &one.records, &put("records", |one, text| one.records = text)) }
            </>
        };
        self.card(ServiceKind::Dns, at, body)
    }

    fn resolver(&self, at: usize, one: &Resolver) -> Html {
        let put =
            self.put(("roots", at), one, Service::Resolver, |one: &mut Resolver, text: String| {
                one.roots = hosts(&text);
            });
        let place = Where::Resolver(at);
        let body = html! {
            <>
                { table(&id_of(&place), self.word(Word::Roots), &table_text(&one.roots), &put) }
                { beside(self.desk, &place, self.lang) }
            </>
        };
        self.card(ServiceKind::Resolver, at, body)
    }

    fn http(&self, at: usize, one: &Http) -> Html {
        let pages = self.put(("pages", at), one, Service::Http, |one: &mut Http, text: String| {
            one.pages = contents(&text);
        });
        let port = self.put(("port", at), one, Service::Http, |one: &mut Http, text: String| {
            one.port = text.trim().parse().ok();
        });
        let number = one.port.map(|port| port.to_string()).unwrap_or_default();
        let body = html! {
            <>
                { table(&format!("http-pages-{at}"), self.word(Word::Pages), &contents_text(&one.pages), &pages) }
                { line(&format!("http-port-{at}"), self.word(Word::Port), "80", &number, &port) }
            </>
        };
        self.card(ServiceKind::Http, at, body)
    }

    fn tftp(&self, at: usize, one: &Tftp) -> Html {
        let files = self.put(("files", at), one, Service::Tftp, |one: &mut Tftp, text: String| {
            one.files = contents(&text);
        });
        let writable =
            self.put(("writable", at), one, Service::Tftp, |one: &mut Tftp, on| one.writable = on);
        let body = html! {
            <>
                { table(&format!("tftp-files-{at}"), self.word(Word::Files), &contents_text(&one.files), &files) }
                { check(&format!("tftp-writable-{at}"), self.word(Word::Writable), one.writable, &writable) }
            </>
        };
        self.card(ServiceKind::Tftp, at, body)
    }

    fn rarp(&self, at: usize, one: &Rarp) -> Html {
        let put = self.put(("table", at), one, Service::Rarp, |one: &mut Rarp, text: String| {
            one.table = hosts(&text);
        });
        let body = table(
            &format!("rarp-table-{at}"),
            self.word(Word::Table),
            &table_text(&one.table),
            &put,
        );
        self.card(ServiceKind::Rarp, at, body)
    }

    fn program(&self, at: usize, one: &Program) -> Html {
        let put = |id: &'static str, change: fn(&mut Program, String)| {
            self.put((id, at), one, Service::Program, change)
        };
        let run = one.run.clone().unwrap_or_else(|| one.calls.join("; "));
        let start = one.start.clone().unwrap_or_default();
        let body = html! {
            <>
                if one.calls.is_empty() {
                    { line(&format!("run-{at}"), self.word(Word::CommandLine), "ping -c 1 10.0.0.1", &run, &put("run", |one, text| one.run = some(&text))) }
                } else {
                    <p class="hint"><code>{ run }</code></p>
                }
                { line(&format!("start-{at}"), self.word(Word::Start), "0s", &start, &put("start", |one, text| one.start = some(&text))) }
            </>
        };
        self.card(ServiceKind::Program, at, body)
    }
}
