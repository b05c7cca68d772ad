//! `dig`, `nslookup` and `host` (BIND 9).

use super::Page;
use super::log::{Log, Moved};
use crate::command::DigView;
use crate::tools::type_name;
use std::net::SocketAddr;
use wireglass_core::wire::dns::{
    self, Class, Data, Message, Name, Opcode, Rcode, Record, RecordType,
};
use wireglass_sim::app::Lookup;
use wireglass_trace::{Call, CallResult, Errno, EventId};

/// How a question went.
struct Asked<'a> {
    /// The server's answer: the event, from whom, and how many bytes.
    answer: Option<(EventId, SocketAddr, usize, Message)>,
    /// When the question was last sent, and its bytes.
    sent: Option<(EventId, &'a [u8])>,
    /// Complaints before it, each with its event.
    troubles: Vec<(EventId, String)>,
}

/// The server answers the question that was asked, and not one for its own address.
fn is_about(message: &Message, lookup: &Lookup) -> bool {
    let asked = message.questions.first();
    asked.is_some_and(|q| q.name == lookup.name && q.kind == lookup.kind)
}

fn asked<'a>(log: &Log<'a>, lookup: &Lookup) -> Asked<'a> {
    let mut asked = Asked { answer: None, sent: None, troubles: Vec::new() };
    for (event, moved) in log.datagrams() {
        match moved {
            Moved::Sent(to, bytes)
                if to.peer.port() == dns::PORT
                    && Message::parse(bytes).is_ok_and(|message| is_about(&message, lookup)) =>
            {
                asked.sent = Some((event, bytes));
            }
            Moved::Received(from, bytes) if from.peer.port() == dns::PORT => {
                let message = Message::parse(bytes).ok();
                if let Some(message) = message.filter(|m| m.response && is_about(m, lookup)) {
                    asked.answer = Some((event, from.peer, bytes.len(), message));
                }
            }
            _ => {}
        }
    }
    // Between a question and its answer: time-outs, and errors that came back.
    let mut to = None;
    for made in &log.calls {
        match (made.call, made.result) {
            (Call::SendTo { datagram, .. }, result) => {
                let peer = log.trace.datagram(datagram).peer;
                let bytes = log.trace.bytes(log.trace.datagram(datagram).data);
                let ours = Message::parse(bytes).is_ok_and(|m| is_about(&m, lookup));
                to = ours.then_some(peer);
                if let (Some(peer), Some((CallResult::Failed { error }, event))) = (to, result) {
                    let name = text(&lookup.name);
                    let why = lower(error);
                    let (ip, port) = (peer.ip(), peer.port());
                    asked.troubles.push((
                        event,
                        format!(";; UDP setup with {ip}#{port}({ip}) for {name} failed: {why}."),
                    ));
                }
            }
            (Call::Poll { .. }, Some((CallResult::Ready { fds }, event))) if fds.is_empty() => {
                if let Some(peer) = to {
                    asked.troubles.push((event, communications(peer, "timed out")));
                }
            }
            (Call::ReceiveFrom { .. }, Some((CallResult::Failed { error }, event))) => {
                if let Some(peer) = to {
                    asked.troubles.push((event, communications(peer, lower(error))));
                }
            }
            _ => {}
        }
    }
    asked
}

fn communications(peer: SocketAddr, why: &str) -> String {
    format!(";; communications error to {}#{}: {why}", peer.ip(), peer.port())
}

const fn lower(error: Errno) -> &'static str {
    match error {
        Errno::Econnrefused => "connection refused",
        Errno::Enetunreach => "network unreachable",
        Errno::Ehostunreach => "host unreachable",
        _ => "failure",
    }
}

/// A name without the dot at its end.
fn text(name: &Name) -> String {
    let text = name.to_string();
    if name.is_root() { text } else { text.trim_end_matches('.').to_owned() }
}

const fn rcode_name(rcode: Rcode) -> &'static str {
    match rcode {
        Rcode::NoError => "NOERROR",
        Rcode::FormatError => "FORMERR",
        Rcode::ServerFailure => "SERVFAIL",
        Rcode::NameError => "NXDOMAIN",
        Rcode::NotImplemented => "NOTIMP",
        Rcode::Refused => "REFUSED",
        Rcode::Other(_) => "RESERVED",
    }
}

/// What a record says, as a zone file has it (RFC 1035 §5.1).
fn data_text(data: &Data) -> String {
    match data {
        Data::A(ip) => ip.to_string(),
        Data::Aaaa(ip) => ip.to_string(),
        Data::Ns(name) | Data::Cname(name) | Data::Ptr(name) => name.to_string(),
        Data::Mx { preference, exchange } => format!("{preference} {exchange}"),
        Data::Soa(soa) => format!(
            "{} {} {} {} {} {} {}",
            soa.primary, soa.mailbox, soa.serial, soa.refresh, soa.retry, soa.expire, soa.minimum
        ),
        Data::Txt(texts) => {
            let quoted: Vec<String> = texts.iter().map(|text| quoted(text)).collect();
            quoted.join(" ")
        }
        Data::Other { bytes, .. } => {
            // RFC 3597 §5.
            let hex: Vec<String> = bytes.iter().map(|byte| format!("{byte:02X}")).collect();
            format!("\\# {} {}", bytes.len(), hex.concat()).trim_end().to_owned()
        }
    }
}

fn quoted(text: &[u8]) -> String {
    let shown = text.iter().map(|&byte| match byte {
        b'"' | b'\\' => format!("\\{}", char::from(byte)),
        0x20..=0x7e => char::from(byte).to_string(),
        _ => format!("\\{byte:03}"),
    });
    format!("\"{}\"", shown.collect::<Vec<_>>().concat())
}

/// Appends tabs up to a column, at least one space.
fn pad(line: &mut String, column: &mut usize, to: usize) {
    let to = to.max(*column + 1);
    let tabs = to / 8 - *column / 8;
    if tabs == 0 {
        line.push_str(&" ".repeat(to - *column));
    } else {
        line.push_str(&"\t".repeat(tabs));
        line.push_str(&" ".repeat(to % 8));
    }
    *column = to;
}

fn class_name(class: Class) -> String {
    match class {
        Class::Internet => "IN".to_owned(),
        Class::Chaos => "CH".to_owned(),
        Class::None => "NONE".to_owned(),
        Class::Any => "ANY".to_owned(),
        Class::Other(number) => format!("CLASS{number}"),
    }
}

/// A record in BIND's columns: at 24 the TTL, at 32 the class, at 40 the type, at 48 the data.
fn record_line(record: &Record) -> String {
    let mut line = String::new();
    let mut column = 0;
    let cells = [
        (record.name.to_string(), 24),
        (record.ttl.to_string(), 32),
        (class_name(record.class), 40),
        (type_name(record.data.kind()), 48),
    ];
    for (cell, next) in cells {
        column += cell.len();
        line.push_str(&cell);
        pad(&mut line, &mut column, next);
    }
    line + &data_text(&record.data)
}

fn question_line(name: &Name, class: Class, kind: RecordType) -> String {
    let mut line = name.to_string();
    let mut column = line.len();
    for (cell, to) in [(class_name(class), 32), (type_name(kind), 40)] {
        pad(&mut line, &mut column, to);
        column += cell.len();
        line.push_str(&cell);
    }
    format!(";{line}")
}

pub(super) fn dig(log: &Log<'_>, page: &mut Page, lookup: &Lookup, view: &DigView) {
    let asked = asked(log, lookup);
    for (event, trouble) in &asked.troubles {
        page.out(*event, trouble.clone());
    }
    let Some((event, from, size, message)) = &asked.answer else {
        let Some((_, end)) = log.ended else { return interrupted(log, page) };
        if log.interrupted.is_some() {
            return interrupted(log, page);
        }
        if let Some(server) = view.at_server.as_deref().filter(|_| asked.sent.is_none())
            && asked.troubles.is_empty()
        {
            let why = "not found";
            return page.err(end, format!("dig: couldn't get address for '{server}': {why}"));
        }
        banner(page, end, view);
        return page.out(end, ";; no servers could be reached");
    };
    if view.short {
        for record in &message.answers {
            page.out(*event, data_text(&record.data));
        }
        return;
    }
    banner(page, *event, view);
    message_text(page, *event, message, view);
    if view.stats {
        let sent = asked.sent.map_or(*event, |(sent, _)| sent);
        let time = log.time(*event).since(log.time(sent)).as_millis();
        let named = view.at_server.clone().unwrap_or_else(|| from.ip().to_string());
        page.out(*event, format!(";; Query time: {time} msec"));
        page.out(*event, format!(";; SERVER: {}#{}({named}) (UDP)", from.ip(), from.port()));
        page.out(*event, format!(";; MSG SIZE  rcvd: {size}"));
        page.out(*event, "");
    }
}

fn interrupted(log: &Log<'_>, page: &mut Page) {
    if let Some(event) = log.interrupted {
        page.out(event, "^C");
    }
}

fn banner(page: &mut Page, event: EventId, view: &DigView) {
    if !view.command || view.short {
        return;
    }
    page.out(event, "");
    page.out(event, format!("; <<>> DiG 9.18 <<>> {}", view.arguments).trim_end());
    if view.at_server.is_some() {
        page.out(event, "; (1 server found)");
    }
    page.out(event, ";; global options: +cmd");
}

/// The sections of a message, each as far as it is wanted.
fn message_text(page: &mut Page, event: EventId, message: &Message, view: &DigView) {
    let mut out = |text: String| page.out(event, text);
    let opt = message.additionals.iter().find(|record| record.data.kind() == RecordType::Opt);
    if view.comments {
        out(";; Got answer:".to_owned());
        head(&mut out, message);
        out(String::new());
    }
    if let Some(opt) = opt.filter(|_| view.comments) {
        out(";; OPT PSEUDOSECTION:".to_owned());
        let version = opt.ttl >> 16 & 0xff;
        let dnssec = if opt.ttl & 0x8000 != 0 { " do" } else { "" };
        let size = opt.class.number();
        out(format!("; EDNS: version: {version}, flags:{dnssec}; udp: {size}"));
    }
    if view.question && !message.questions.is_empty() {
        if view.comments {
            out(";; QUESTION SECTION:".to_owned());
        }
        for question in &message.questions {
            out(question_line(&question.name, question.class, question.kind));
        }
        out(String::new());
    }
    let additionals: Vec<Record> = message
        .additionals
        .iter()
        .filter(|record| record.data.kind() != RecordType::Opt)
        .cloned()
        .collect();
    for (wanted, title, records) in [
        (view.answer, "ANSWER", &message.answers),
        (view.authority, "AUTHORITY", &message.authorities),
        (view.additional, "ADDITIONAL", &additionals),
    ] {
        if !wanted || records.is_empty() {
            continue;
        }
        if view.comments {
            out(format!(";; {title} SECTION:"));
        }
        for record in records {
            out(record_line(record));
        }
        if view.comments {
            out(String::new());
        }
    }
}

fn head(out: &mut impl FnMut(String), message: &Message) {
    let opcode = match message.opcode {
        Opcode::Query => "QUERY",
        Opcode::InverseQuery => "IQUERY",
        Opcode::Status => "STATUS",
        Opcode::Notify => "NOTIFY",
        Opcode::Update => "UPDATE",
        Opcode::Other(_) => "RESERVED",
    };
    let (rcode, id) = (rcode_name(message.rcode), message.id);
    out(format!(";; ->>HEADER<<- opcode: {opcode}, status: {rcode}, id: {id}"));
    let flags = [
        (message.response, " qr"),
        (message.authoritative, " aa"),
        (message.truncated, " tc"),
        (message.recursion_desired, " rd"),
        (message.recursion_available, " ra"),
        (message.authenticated, " ad"),
        (message.checking_disabled, " cd"),
    ];
    let flags: String = flags.iter().filter(|(set, _)| *set).map(|(_, name)| *name).collect();
    out(format!(
        ";; flags:{flags}; QUERY: {}, ANSWER: {}, AUTHORITY: {}, ADDITIONAL: {}",
        message.questions.len(),
        message.answers.len(),
        message.authorities.len(),
        message.additionals.len()
    ));
    if message.recursion_desired && !message.recursion_available {
        out(";; WARNING: recursion requested but not available".to_owned());
    }
}

pub(super) fn nslookup(log: &Log<'_>, page: &mut Page, lookup: &Lookup, server: Option<&str>) {
    let asked = asked(log, lookup);
    for (event, trouble) in &asked.troubles {
        page.out(*event, trouble.clone());
    }
    let Some((event, from, _, message)) = &asked.answer else {
        return unanswered(log, page, "nslookup", server, &asked);
    };
    let event = *event;
    let name = text(&lookup.name);
    let found = !message.answers.is_empty();
    if lookup.kind != RecordType::Ptr || !found {
        page.out(
            event,
            format!("Server:\t\t{}", server.map_or(from.ip().to_string(), str::to_owned)),
        );
        page.out(event, format!("Address:\t{}#{}", from.ip(), from.port()));
        page.out(event, "");
    }
    if message.rcode != Rcode::NoError {
        page.status = Some(1);
        page.out(event, format!("** server can't find {name}: {}", rcode_name(message.rcode)));
        return page.out(event, "");
    }
    if !found {
        page.out(event, format!("*** Can't find {name}: No answer"));
        return page.out(event, "");
    }
    if !message.authoritative {
        page.out(event, "Non-authoritative answer:");
    }
    for record in &message.answers {
        let owner = text(&record.name);
        match &record.data {
            Data::A(ip) => {
                page.out(event, format!("Name:\t{owner}"));
                page.out(event, format!("Address: {ip}"));
            }
            Data::Aaaa(ip) => {
                page.out(event, format!("Name:\t{owner}"));
                page.out(event, format!("Address: {ip}"));
            }
            Data::Cname(to) => page.out(event, format!("{owner}\tcanonical name = {to}")),
            Data::Ptr(to) => page.out(event, format!("{owner}\tname = {to}")),
            Data::Ns(to) => page.out(event, format!("{owner}\tnameserver = {to}")),
            Data::Mx { .. } => {
                page.out(event, format!("{owner}\tmail exchanger = {}", data_text(&record.data)));
            }
            Data::Txt(_) => page.out(event, format!("{owner}\ttext = {}", data_text(&record.data))),
            Data::Soa(soa) => {
                page.out(event, owner);
                page.out(event, format!("\torigin = {}", text(&soa.primary)));
                page.out(event, format!("\tmail addr = {}", text(&soa.mailbox)));
                for (name, value) in [
                    ("serial", soa.serial),
                    ("refresh", soa.refresh),
                    ("retry", soa.retry),
                    ("expire", soa.expire),
                    ("minimum", soa.minimum),
                ] {
                    page.out(event, format!("\t{name} = {value}"));
                }
            }
            Data::Other { kind, .. } => {
                let data = data_text(&record.data);
                page.out(event, format!("{owner}\trdata_{} = {data}", kind.number()));
            }
        }
    }
    page.out(event, "");
}

/// Nobody answered, or nobody could be asked.
fn unanswered(log: &Log<'_>, page: &mut Page, tool: &str, server: Option<&str>, asked: &Asked<'_>) {
    page.status = Some(1);
    if log.interrupted.is_some() {
        return interrupted(log, page);
    }
    let Some((_, end)) = log.ended else { return };
    match server {
        Some(server) if asked.sent.is_none() && asked.troubles.is_empty() => {
            page.err(end, format!("{tool}: couldn't get address for '{server}': not found"));
        }
        _ => {
            page.out(end, ";; no servers could be reached");
            page.out(end, "");
        }
    }
}

pub(super) fn host(
    log: &Log<'_>,
    page: &mut Page,
    lookup: &Lookup,
    typed: &str,
    server: Option<&str>,
) {
    let asked = asked(log, lookup);
    for (event, trouble) in &asked.troubles {
        page.out(*event, trouble.clone());
    }
    let Some((event, from, _, message)) = &asked.answer else {
        return unanswered(log, page, "host", server, &asked);
    };
    let event = *event;
    if let Some(server) = server {
        page.out(event, "Using domain server:");
        page.out(event, format!("Name: {server}"));
        page.out(event, format!("Address: {}#{}", from.ip(), from.port()));
        page.out(event, "Aliases:");
        page.out(event, "");
    }
    if message.rcode != Rcode::NoError {
        let (number, name) = (message.rcode.number(), rcode_name(message.rcode));
        page.status = Some(1);
        return page.out(event, format!("Host {typed} not found: {number}({name})"));
    }
    if message.answers.is_empty() {
        let kind = type_name(lookup.kind);
        return page.out(event, format!("{} has no {kind} record", text(&lookup.name)));
    }
    for record in &message.answers {
        let (owner, data) = (text(&record.name), data_text(&record.data));
        page.out(
            event,
            match &record.data {
                Data::A(_) => format!("{owner} has address {data}"),
                Data::Aaaa(_) => format!("{owner} has IPv6 address {data}"),
                Data::Cname(_) => format!("{owner} is an alias for {data}"),
                Data::Ptr(_) => format!("{owner} domain name pointer {data}"),
                Data::Ns(_) => format!("{owner} name server {data}"),
                Data::Mx { .. } => format!("{owner} mail is handled by {data}"),
                Data::Txt(_) => format!("{owner} descriptive text {data}"),
                Data::Soa(_) => format!("{owner} has SOA record {data}"),
                Data::Other { kind, .. } => {
                    format!("{owner} has {} record {data}", type_name(*kind))
                }
            },
        );
    }
}
