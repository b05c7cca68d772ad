//! Names by DNS: dig and nslookup ask our servers and our resolver, ours ask dnsmasq.

use super::lab::Lab;
use super::topology::{self, KERNEL, beside_with, device, host, program_at, router, scenario};
use anyhow::{Context, Result, ensure};
use std::net::{Ipv4Addr, Ipv6Addr};
use wireglass_core::dns::{ResolverConfig, Zone};
use wireglass_core::time::Duration;
use wireglass_core::wire::dns::{Data, Message, Name, Rcode, Record, RecordType, Soa};
use wireglass_sim::app::{App, Lookup, Ping, Target};
use wireglass_sim::{DeviceKind, HostSpec, LinkSpec, Run, Scenario, SwitchSpec};
use wireglass_trace::{CallResult, What};

const RESOLVER: Ipv4Addr = Ipv4Addr::new(10, 1, 0, 53);
const ROOT: Ipv4Addr = Ipv4Addr::new(10, 2, 0, 10);
const TLD: Ipv4Addr = Ipv4Addr::new(10, 2, 0, 11);
const AUTHORITY: Ipv4Addr = Ipv4Addr::new(10, 2, 0, 12);
const WWW: Ipv4Addr = Ipv4Addr::new(10, 2, 0, 80);
const WWW6: Ipv6Addr = Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 0x80);

fn name(text: &str) -> Name {
    text.parse().unwrap_or_else(|_| Name::root())
}

fn record(of: &str, data: Data) -> Record {
    Record::new(name(of), 300, data)
}

fn zone(origin: &str, records: Vec<Record>) -> Zone {
    let soa = Soa {
        primary: name("ns.abc.com."),
        mailbox: name("admin.abc.com."),
        serial: 1,
        refresh: 7_200,
        retry: 900,
        expire: 86_400,
        minimum: 60,
    };
    let mut zone = Zone::new(record(origin, Data::Soa(Box::new(soa)))).expect("an SOA makes one");
    for record in records {
        zone.add(record).expect("these are all of it");
    }
    zone
}

/// The tree: the root, a top-level domain, and who knows abc.com at first hand.
fn zones() -> [Vec<Zone>; 3] {
    let ns = |of: &str, server: &str| record(of, Data::Ns(name(server)));
    let a = |of: &str, ip| record(of, Data::A(ip));
    let root = zone(
        ".",
        vec![
            ns(".", "a.root."),
            a("a.root.", ROOT),
            ns("com.", "ns.nic.com."),
            a("ns.nic.com.", TLD),
            ns("10.in-addr.arpa.", "ns.abc.com."),
        ],
    );
    let com = zone(
        "com.",
        vec![
            ns("com.", "ns.nic.com."),
            a("ns.nic.com.", TLD),
            ns("abc.com.", "ns.abc.com."),
            a("ns.abc.com.", AUTHORITY),
        ],
    );
    let mail = Data::Mx { preference: 10, exchange: name("mail.abc.com.") };
    let abc = zone(
        "abc.com.",
        vec![
            ns("abc.com.", "ns.abc.com."),
            a("ns.abc.com.", AUTHORITY),
            a("www.abc.com.", WWW),
            record("www.abc.com.", Data::Aaaa(WWW6)),
            record("web.abc.com.", Data::Cname(name("www.abc.com."))),
            record("abc.com.", mail),
            a("mail.abc.com.", WWW),
            record("abc.com.", Data::Txt(vec![b"v=spf1 -all".to_vec()])),
        ],
    );
    let reverse = zone(
        "10.in-addr.arpa.",
        vec![
            ns("10.in-addr.arpa.", "ns.abc.com."),
            record("80.0.2.10.in-addr.arpa.", Data::Ptr(name("www.abc.com."))),
        ],
    );
    [vec![root], vec![com], vec![abc, reverse]]
}

fn resolver(roots: Vec<(Name, Ipv4Addr)>) -> App {
    App::DnsResolver(ResolverConfig::new(roots))
}

/// A resolver on one network, three name servers on another, a router between, the kernel at
/// its third side.
pub(super) fn tree() -> Scenario {
    let [root, com, abc] = zones().map(App::DnsServer);
    let (router_at, switch, outside) = (4, 5, 6);
    let gateway = Some(Ipv4Addr::new(10, 2, 0, 1));
    let mut servers = vec![host("Resolver", RESOLVER, Some(Ipv4Addr::new(10, 1, 0, 1)))];
    for (name, address) in [("Root", ROOT), ("com", TLD), ("abc.com", AUTHORITY)] {
        servers.push(host(name, address, gateway));
    }
    let mut links = vec![
        LinkSpec::joining((outside, 0), (router_at, 0)),
        LinkSpec::joining((router_at, 1), (0, 0)),
        LinkSpec::joining((router_at, 2), (switch, 0)),
    ];
    links.extend((1..=3).map(|n| LinkSpec::joining((switch, n), (usize::from(n), 0))));
    let apps = [resolver(vec![(name("a.root."), ROOT)]), root, com, abc];
    let programs = apps.into_iter().enumerate().map(|(at, app)| program_at(at, 1, app.into()));
    scenario(
        servers,
        vec![
            router("R", &[[10, 77, 0, 2], [10, 1, 0, 1], [10, 2, 0, 1]], &[]),
            device("Switch", DeviceKind::Switch(SwitchSpec::with_ports(4))),
            device("Outside", DeviceKind::Outside),
        ],
        links,
        programs.collect(),
    )
}

/// What dig says to a question, all of it.
fn dig(lab: &mut Lab, server: Ipv4Addr, question: &[&str]) -> Result<String> {
    let server = format!("@{server}");
    let said = lab.run("dig", &[&["+tries=1", "+time=5", &server], question].concat())?;
    said.well()?;
    // It has warnings for messages that are not as they should be.
    ensure!(!said.text.contains(";; Warning"), "{}", said.text);
    Ok(said.text)
}

/// Whether a line of a text has these words in it, in this order, with white space between.
fn line(text: &str, words: &str) -> bool {
    text.lines().any(|line| {
        let line: Vec<&str> = line.split_whitespace().collect();
        line.join(" ").contains(words)
    })
}

fn has(text: &str, all: &[&str]) -> Result<()> {
    for words in all {
        ensure!(line(text, words), "`{words}` is not in {text}");
    }
    Ok(())
}

pub(super) fn dig_servers(lab: &mut Lab) -> Result<()> {
    let said = dig(lab, AUTHORITY, &["+norecurse", "www.abc.com"])?;
    has(&said, &["flags: qr aa;", "status: NOERROR", "www.abc.com. 300 IN A 10.2.0.80"])?;
    let said = dig(lab, AUTHORITY, &["+norecurse", "web.abc.com", "AAAA"])?;
    has(&said, &["web.abc.com. 300 IN CNAME www.abc.com.", "IN AAAA 2001:db8::80"])?;
    let said = dig(lab, AUTHORITY, &["+norecurse", "nobody.abc.com"])?;
    has(&said, &["status: NXDOMAIN", "flags: qr aa;", "IN SOA ns.abc.com. admin.abc.com. 1 7200"])?;
    let said = dig(lab, AUTHORITY, &["+norecurse", "abc.com", "MX"])?;
    has(&said, &["abc.com. 300 IN MX 10 mail.abc.com.", "mail.abc.com. 300 IN A 10.2.0.80"])?;
    let said = dig(lab, ROOT, &["+norecurse", "www.abc.com"])?;
    has(&said, &["ANSWER: 0", "com. 300 IN NS ns.nic.com.", "ns.nic.com. 300 IN A 10.2.0.11"])?;
    ensure!(!said.contains(" aa"), "the root is not at home there: {said}");
    let said = dig(lab, TLD, &["+norecurse", "+noedns", "+nocookie", "www.abc.com"])?;
    has(&said, &["ANSWER: 0", "abc.com. 300 IN NS ns.abc.com.", "ns.abc.com. 300 IN A 10.2.0.12"])
}

pub(super) fn dig_resolver(lab: &mut Lab) -> Result<()> {
    let asked = |lab: &Lab| {
        let questions = lab.driver.trace().events().iter().filter(|event| {
            event.node.index() > 0
                && matches!(
                    event.what,
                    What::CallReturned { result: CallResult::ReceivedFrom { .. }, .. }
                )
        });
        questions.count()
    };
    let said = dig(lab, RESOLVER, &["www.abc.com"])?;
    has(&said, &["flags: qr rd ra;", "status: NOERROR", "www.abc.com. 300 IN A 10.2.0.80"])?;
    ensure!(asked(lab) == 3, "root, com and abc.com: {} questions", asked(lab));
    // Again, and some seconds later: it remembers, and for how long.
    let end = lab.driver.now() + Duration::from_millis(2_100);
    lab.until("two seconds", |lab| Ok(lab.driver.now() > end))?;
    let said = dig(lab, RESOLVER, &["www.abc.com"])?;
    ensure!(asked(lab) == 3, "it asked again");
    let ttl = said.lines().find_map(|line| {
        let mut words = line.split_whitespace();
        (words.next() == Some("www.abc.com.")).then(|| words.next()?.parse::<u32>().ok())?
    });
    ensure!((290..300).contains(&ttl.context("an answer")?), "the TTL does not fall: {said}");
    let said = dig(lab, RESOLVER, &["web.abc.com"])?;
    has(&said, &["web.abc.com. 300 IN CNAME www.abc.com.", "IN A 10.2.0.80"])?;
    let said = dig(lab, RESOLVER, &["www.abc.com", "AAAA"])?;
    has(&said, &["www.abc.com. 300 IN AAAA 2001:db8::80"])?;
    let said = dig(lab, RESOLVER, &["abc.com", "MX"])?;
    has(&said, &["abc.com. 300 IN MX 10 mail.abc.com."])?;
    let said = dig(lab, RESOLVER, &["abc.com", "TXT"])?;
    has(&said, &["abc.com. 300 IN TXT \"v=spf1 -all\""])?;
    let said = dig(lab, RESOLVER, &["abc.com", "NS"])?;
    has(&said, &["IN NS ns.abc.com."])?;
    let said = dig(lab, RESOLVER, &["-x", "10.2.0.80"])?;
    has(&said, &["80.0.2.10.in-addr.arpa. 300 IN PTR www.abc.com."])?;
    let said = dig(lab, RESOLVER, &["nobody.abc.com"])?;
    has(&said, &["status: NXDOMAIN", "IN SOA ns.abc.com."])?;
    let said = dig(lab, RESOLVER, &["nowhere.org"])?;
    has(&said, &["status: NXDOMAIN"])
}

pub(super) fn nslookup(lab: &mut Lab) -> Result<()> {
    let ask = |lab: &mut Lab, arguments: &[&str]| {
        let server = RESOLVER.to_string();
        lab.run("nslookup", &[arguments, &[server.as_str()]].concat())
    };
    let said = ask(lab, &["www.abc.com"])?;
    has(&said.well()?.text, &["Server: 10.1.0.53", "Name: www.abc.com", "Address: 10.2.0.80"])?;
    let said = ask(lab, &["-type=mx", "abc.com"])?;
    has(&said.well()?.text, &["abc.com mail exchanger = 10 mail.abc.com."])?;
    let said = ask(lab, &["10.2.0.80"])?;
    has(&said.well()?.text, &["80.0.2.10.in-addr.arpa name = www.abc.com."])?;
    let said = ask(lab, &["nobody.abc.com"])?;
    has(&said.text, &["can't find nobody.abc.com: NXDOMAIN"])
}

/// What we ask dnsmasq for, and the response code.
const QUESTIONS: [(&str, RecordType, Rcode); 6] = [
    ("www.abc.com.", RecordType::A, Rcode::NoError),
    ("web.abc.com.", RecordType::A, Rcode::NoError),
    ("www.abc.com.", RecordType::Aaaa, Rcode::NoError),
    ("abc.com.", RecordType::Mx, Rcode::NoError),
    ("80.0.77.10.in-addr.arpa.", RecordType::Ptr, Rcode::NoError),
    ("nobody.abc.com.", RecordType::A, Rcode::NameError),
];

/// Our host asks one thing after another, then pings by name.
pub(super) fn stub() -> Scenario {
    let lookup = |(at, (of, kind, _)): (u64, &(&str, RecordType, Rcode))| {
        let lookup = Lookup { name: name(of), kind: *kind, server: None, recursion: true };
        program_at(0, 1 + at * 100, App::Lookup(lookup).into())
    };
    let mut programs: Vec<_> = (0..).zip(&QUESTIONS).map(lookup).collect();
    let ping = Ping {
        to: Target::Name(name("gateway.abc.com.")),
        count: Some(2),
        size: 56,
        ttl: 64,
        interval: Duration::from_millis(100),
        timeout: Duration::from_secs(2),
        dont_fragment: false,
        broadcast: false,
    };
    programs.push(program_at(0, 1_000, App::Ping(ping).into()));
    let mut scenario = Scenario { programs, ..beside_with(Vec::new()) };
    scenario.hosts[0] = HostSpec { name_servers: vec![KERNEL], ..scenario.hosts[0].clone() };
    scenario
}

fn dnsmasq(lab: &mut Lab, more: &[&str]) -> Result<usize> {
    let common = [
        "--no-daemon",
        "--conf-file=/dev/null",
        "--user=root",
        "--pid-file=",
        "--log-facility=-",
        "--log-queries",
        "--no-resolv",
        "--no-hosts",
        "--interface=kernel0",
        "--bind-interfaces",
        "--host-record=www.abc.com,10.77.0.80,2001:db8::80,300",
        "--host-record=gateway.abc.com,10.77.0.1,300",
        "--cname=web.abc.com,www.abc.com,300",
        "--mx-host=abc.com,mail.abc.com,10",
    ];
    let running = lab.start("dnsmasq", &[&common, more].concat())?;
    lab.listening("udp", 53)?;
    Ok(running)
}

pub(super) fn our_stub(lab: &mut Lab) -> Result<()> {
    dnsmasq(lab, &["--local=/abc.com/"])?;
    for task in 0..QUESTIONS.len() {
        let code = lab.until_ended(task)?;
        ensure!(code == 0, "question {task} ended with {code}");
    }
    let trace = lab.driver.trace();
    let answers = trace.events().iter().filter_map(|event| match event.what {
        What::CallReturned { result: CallResult::ReceivedFrom { datagram, .. }, .. } => {
            Message::parse(trace.bytes(trace.datagram(datagram).data)).ok()
        }
        _ => None,
    });
    let answers: Vec<Message> = answers.collect();
    let mut said = Vec::new();
    for (of, kind, rcode) in QUESTIONS {
        let answer = answers
            .iter()
            .find(|answer| answer.questions[0].name == name(of) && answer.questions[0].kind == kind)
            .with_context(|| format!("no answer about {of}"))?;
        ensure!(answer.rcode == rcode, "{of}: {:?}", answer.rcode);
        said.extend(answer.answers.iter().map(|record| record.data.clone()));
    }
    let wanted = [
        Data::A(Ipv4Addr::new(10, 77, 0, 80)),
        Data::Cname(name("www.abc.com.")),
        Data::A(Ipv4Addr::new(10, 77, 0, 80)),
        Data::Aaaa(WWW6),
        Data::Mx { preference: 10, exchange: name("mail.abc.com.") },
        Data::Ptr(name("www.abc.com.")),
    ];
    ensure!(said == wanted, "{said:?}");
    let code = lab.until_ended(QUESTIONS.len())?;
    ensure!(code == 0, "ping by name ended with {code}");
    Ok(())
}

/// Our resolver takes dnsmasq for the root, which knows abc.com at first hand.
pub(super) fn resolver_beside() -> Scenario {
    let run = Run::from(resolver(vec![(name("ns.abc.com."), KERNEL)]));
    Scenario { programs: vec![program_at(0, 1, run)], ..topology::beside() }
}

pub(super) fn our_resolver(lab: &mut Lab) -> Result<()> {
    let zone = ["--auth-server=ns.abc.com,kernel0", "--auth-zone=abc.com,10.77.0.0/24"];
    dnsmasq(lab, &[&zone[..], &["--auth-ttl=300"]].concat())?;
    let ours = Ipv4Addr::new(10, 77, 0, 2);
    let said = dig(lab, ours, &["www.abc.com"])?;
    has(&said, &["flags: qr rd ra;", "status: NOERROR", "www.abc.com. 300 IN A 10.77.0.80"])?;
    let said = dig(lab, ours, &["web.abc.com"])?;
    has(&said, &["IN CNAME www.abc.com.", "IN A 10.77.0.80"])?;
    let said = dig(lab, ours, &["nobody.abc.com"])?;
    has(&said, &["status: NXDOMAIN"])
}
