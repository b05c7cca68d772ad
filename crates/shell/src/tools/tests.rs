use super::*;
use crate::command::{ArpForm, Sockets, Stream};
use wireglass_core::addr::MacAddr;
use wireglass_core::time::Duration;
use wireglass_core::wire::dns::RecordType;
use wireglass_sim::app::{Change, DhcpClient, Fetch, Lookup, Netcat, Ping, TftpCopy, Traceroute};

fn context() -> Context {
    let interfaces = vec!["eth0".to_owned(), "eth1".to_owned()];
    Context { host: "pc-a".to_owned(), interfaces, ..Context::default() }
}

#[track_caller]
fn app(line: &str) -> App {
    match parse(line, &context()) {
        Ok(Command::Run(run)) => run.app,
        other => panic!("{line}: {other:?}"),
    }
}

#[track_caller]
fn view(line: &str) -> View {
    match parse(line, &context()) {
        Ok(Command::Run(run)) => run.view,
        other => panic!("{line}: {other:?}"),
    }
}

fn ip(text: &str) -> Target {
    Target::Ip(text.parse().expect("an address"))
}

fn name(text: &str) -> Target {
    Target::Name(text.parse().expect("a name"))
}

fn ping() -> Ping {
    Ping {
        to: ip("10.0.0.2"),
        count: None,
        size: 56,
        ttl: 64,
        interval: Duration::from_secs(1),
        timeout: Duration::from_secs(10),
        dont_fragment: false,
        broadcast: false,
    }
}

#[test]
fn ping_lines() {
    let table = [
        ("ping 10.0.0.2", ping()),
        ("ping -c 3 10.0.0.2", Ping { count: Some(3), ..ping() }),
        ("ping 10.0.0.2 -c3", Ping { count: Some(3), ..ping() }),
        ("ping -qc1 10.2", Ping { count: Some(1), to: ip("10.0.0.2"), ..ping() }),
        ("sudo ping -n 10.0.0.2", ping()),
        (
            "ping -i 0.2 -W.5 10.0.0.2",
            Ping {
                interval: Duration::from_millis(200),
                timeout: Duration::from_millis(500),
                ..ping()
            },
        ),
        ("ping -M do -s 1472 10.0.0.2", Ping { dont_fragment: true, size: 1472, ..ping() }),
        ("ping -M want -t 1 10.0.0.2", Ping { ttl: 1, ..ping() }),
        ("ping -s 65507 10.0.0.2", Ping { size: 65_507, ..ping() }),
        ("ping -s 65508 10.0.0.2", Ping { size: 65_508, ..ping() }),
        ("ping -b 10.0.0.255", Ping { broadcast: true, to: ip("10.0.0.255"), ..ping() }),
        ("ping abc.com", Ping { to: name("abc.com"), ..ping() }),
        ("ping 300.1.1.1", Ping { to: name("300.1.1.1"), ..ping() }),
        ("ping localhost", Ping { to: ip("127.0.0.1"), ..ping() }),
        ("ping -- 10.0.0.2 # a comment", ping()),
    ];
    for (line, expected) in table {
        assert_eq!(app(line), App::Ping(expected), "{line}");
    }
}

#[test]
fn traceroute_lines() {
    let usual = || Traceroute {
        to: ip("10.0.0.2"),
        first_ttl: 1,
        max_ttl: 30,
        probes: 3,
        timeout: Duration::from_secs(5),
        icmp: false,
    };
    let table = [
        ("traceroute 10.0.0.2", usual()),
        ("traceroute -n 10.0.0.2", usual()),
        (
            "traceroute -I -q1 -m 5 10.0.0.2",
            Traceroute { icmp: true, probes: 1, max_ttl: 5, ..usual() },
        ),
        (
            "traceroute -f 3 -w 1.5,3,10 10.0.0.2",
            Traceroute { first_ttl: 3, timeout: Duration::from_millis(1500), ..usual() },
        ),
        ("traceroute abc.com", Traceroute { to: name("abc.com"), ..usual() }),
    ];
    for (line, expected) in table {
        assert_eq!(app(line), App::Traceroute(expected), "{line}");
    }
}

#[test]
fn lines_that_show_a_table() {
    let sockets = |letters: &str| {
        let has = |c| letters.contains(c);
        Sockets {
            tcp: has('t'),
            udp: has('u'),
            listening: has('l'),
            others: has('o'),
            numeric: has('n'),
            programs: has('p'),
        }
    };
    let arp = |form, numeric, only: Option<&str>, interface: Option<&str>| View::Arp {
        form,
        numeric,
        only: only.and_then(|only| only.parse().ok()),
        interface: interface.map(str::to_owned),
    };
    let eth1 = || Some("eth1".to_owned());
    let table = [
        ("arp", arp(ArpForm::Linux, false, None, None)),
        ("arp -n", arp(ArpForm::Linux, true, None, None)),
        ("arp -a", arp(ArpForm::Bsd, false, None, None)),
        ("arp -an -i eth1", arp(ArpForm::Bsd, true, None, Some("eth1"))),
        ("arp -a 10.0.0.2", arp(ArpForm::Bsd, false, Some("10.0.0.2"), None)),
        ("arp -g", arp(ArpForm::Windows, false, None, None)),
        ("ip a", View::IpAddress { brief: false, four: false, interface: None }),
        ("ip addr", View::IpAddress { brief: false, four: false, interface: None }),
        ("ip address show", View::IpAddress { brief: false, four: false, interface: None }),
        ("ip -br -4 a s eth1", View::IpAddress { brief: true, four: true, interface: eth1() }),
        ("ip a ls dev eth1", View::IpAddress { brief: false, four: false, interface: eth1() }),
        ("ip a eth1", View::IpAddress { brief: false, four: false, interface: eth1() }),
        ("ip l", View::IpLink { brief: false, interface: None }),
        ("ip -brief link show eth1", View::IpLink { brief: true, interface: eth1() }),
        ("ip r", View::IpRoute { interface: None, default_only: false }),
        ("ip ro sh dev eth1", View::IpRoute { interface: eth1(), default_only: false }),
        ("ip route show default", View::IpRoute { interface: None, default_only: true }),
        ("ip route get 10.0.0.2", View::IpRouteGet([10, 0, 0, 2].into())),
        ("ip n", View::IpNeighbour { brief: false, interface: None }),
        ("ip neighbor list", View::IpNeighbour { brief: false, interface: None }),
        ("ifconfig", View::Ifconfig { interface: None }),
        ("ifconfig -a", View::Ifconfig { interface: None }),
        ("ifconfig eth1", View::Ifconfig { interface: eth1() }),
        ("ipconfig", View::Ipconfig { all: false }),
        ("ipconfig /ALL", View::Ipconfig { all: true }),
        ("ipconfig -all", View::Ipconfig { all: true }),
        ("route", View::Route { numeric: false, netstat: false }),
        ("route -n", View::Route { numeric: true, netstat: false }),
        ("route print", View::RoutePrint),
        ("netstat -rn", View::Route { numeric: true, netstat: true }),
        ("netstat -i", View::NetstatInterfaces),
        ("netstat", View::Netstat(sockets("tuo"))),
        ("netstat -an", View::Netstat(sockets("tulon"))),
        ("netstat -tulpn", View::Netstat(sockets("tulpn"))),
        ("netstat --tcp --listening", View::Netstat(sockets("tl"))),
        ("ss", View::Ss { sockets: sockets("tuo"), header: true }),
        ("ss -tan", View::Ss { sockets: sockets("tlon"), header: true }),
        ("ss -lntH", View::Ss { sockets: sockets("tln"), header: false }),
        ("hostname -I", View::HostnameAddresses),
    ];
    for (line, expected) in table {
        assert_eq!(app(line), App::Show, "{line}");
        assert_eq!(view(line), expected, "{line}");
    }
}

#[test]
fn lines_that_change_a_table() {
    let mac = MacAddr([2, 0, 0, 0, 0, 0x0f]);
    let address = |interface: &str, text: &str, prefix| Change::SetAddress {
        interface: interface.to_owned(),
        address: text.parse().expect("an address"),
        prefix,
    };
    let route = |network: &str, prefix, gateway: &str, metric| Change::SetRoute {
        network: network.parse().expect("an address"),
        prefix,
        gateway: gateway.parse().expect("an address"),
        metric,
    };
    let no_route = |network: &str, prefix| Change::DropRoute {
        network: network.parse().expect("an address"),
        prefix,
    };
    let drop = |interface: &str| Change::DropAddress { interface: interface.to_owned() };
    let table = [
        ("arp -d 10.0.0.2", Change::ForgetNeighbour([10, 0, 0, 2].into())),
        ("arp -s 10.0.0.2 02:00:00:00:00:0f", Change::SetNeighbour([10, 0, 0, 2].into(), mac)),
        ("arp --set 10.0.0.2 2-0-0-0-0-f", Change::SetNeighbour([10, 0, 0, 2].into(), mac)),
        ("ip n flush all", Change::ForgetNeighbours),
        ("ip neigh flush dev eth0", Change::ForgetNeighbours),
        ("ip n del 10.0.0.2 dev eth0", Change::ForgetNeighbour([10, 0, 0, 2].into())),
        (
            "ip neigh add 10.0.0.2 lladdr 02:00:00:00:00:0f dev eth0 nud permanent",
            Change::SetNeighbour([10, 0, 0, 2].into(), mac),
        ),
        ("ip addr add 10.0.0.5/24 dev eth1", address("eth1", "10.0.0.5", 24)),
        ("ip a a 10.0.0.5/24 brd + dev eth1", address("eth1", "10.0.0.5", 24)),
        ("ip a add dev eth0 local 10.0.0.5", address("eth0", "10.0.0.5", 32)),
        ("ip a del 10.0.0.5/24 dev eth0", drop("eth0")),
        ("ip addr flush eth1", drop("eth1")),
        ("ifconfig eth0 10.0.0.5/24", address("eth0", "10.0.0.5", 24)),
        ("ifconfig eth0 10.0.0.5 netmask 255.255.255.128 up", address("eth0", "10.0.0.5", 25)),
        ("ifconfig eth0 10.0.0.5", address("eth0", "10.0.0.5", 8)),
        ("ip r add default via 10.0.0.1", route("0.0.0.0", 0, "10.0.0.1", 0)),
        (
            "ip route add 10.1/16 via 10.0.0.1 dev eth0 metric 7",
            route("10.1.0.0", 16, "10.0.0.1", 7),
        ),
        ("ip route replace 10.1.0.0/16 via 10.0.0.1", route("10.1.0.0", 16, "10.0.0.1", 0)),
        ("ip route del default", no_route("0.0.0.0", 0)),
        ("ip ro de 10.1.0.0/16 via 10.0.0.1", no_route("10.1.0.0", 16)),
        ("route add default gw 10.0.0.1", route("0.0.0.0", 0, "10.0.0.1", 0)),
        (
            "route add -net 10.1.0.0 netmask 255.255.0.0 gw 10.0.0.1 metric 2 eth0",
            route("10.1.0.0", 16, "10.0.0.1", 2),
        ),
        ("route add -net 172.16.0.0 gw 10.0.0.1", route("172.16.0.0", 16, "10.0.0.1", 0)),
        ("route add -host 10.1.0.9 gw 10.0.0.1", route("10.1.0.9", 32, "10.0.0.1", 0)),
        ("route add 10.1.0.0 mask 255.255.0.0 10.0.0.1", route("10.1.0.0", 16, "10.0.0.1", 0)),
        ("route del -net 10.1.0.0/16", no_route("10.1.0.0", 16)),
        ("route delete default", no_route("0.0.0.0", 0)),
    ];
    for (line, expected) in table {
        assert_eq!(app(line), App::Change(expected), "{line}");
    }
}

#[test]
fn lines_that_ask_for_names() {
    let lookup = |name: &str, kind, server: Option<Target>, recursion| {
        App::Lookup(Lookup { name: name.parse().expect("a name"), kind, server, recursion })
    };
    let ns = || Some(ip("10.0.0.53"));
    let table = [
        ("dig abc.com", lookup("abc.com", RecordType::A, None, true)),
        ("dig @10.0.0.53 abc.com mx", lookup("abc.com", RecordType::Mx, ns(), true)),
        (
            "dig MX abc.com IN @ns.abc.com",
            lookup("abc.com", RecordType::Mx, Some(name("ns.abc.com")), true),
        ),
        ("dig -t aaaa abc.com +norec", lookup("abc.com", RecordType::Aaaa, None, false)),
        ("dig abc.com +norecurse +short", lookup("abc.com", RecordType::A, None, false)),
        ("dig -x 10.0.0.80", lookup("80.0.0.10.in-addr.arpa", RecordType::Ptr, None, true)),
        ("dig", lookup(".", RecordType::Ns, None, true)),
        ("dig abc.com TYPE257", lookup("abc.com", RecordType::Other(257), None, true)),
        ("nslookup abc.com", lookup("abc.com", RecordType::A, None, true)),
        ("nslookup -type=mx abc.com 10.0.0.53", lookup("abc.com", RecordType::Mx, ns(), true)),
        ("nslookup 10.0.0.80", lookup("80.0.0.10.in-addr.arpa", RecordType::Ptr, None, true)),
        ("host -t ns abc.com", lookup("abc.com", RecordType::Ns, None, true)),
        ("host -r abc.com 10.0.0.53", lookup("abc.com", RecordType::A, ns(), false)),
    ];
    for (line, expected) in table {
        assert_eq!(app(line), expected, "{line}");
    }
    let View::Dig(shown) = view("dig abc.com +noall +answer") else { panic!("not dig") };
    assert!(shown.answer && shown.command && !shown.question && !shown.stats && !shown.comments);
}

#[test]
fn lines_that_fetch() {
    let fetch = || Fetch {
        host: name("abc.com"),
        authority: "abc.com".to_owned(),
        port: 80,
        paths: vec!["/".to_owned()],
        method: "GET".to_owned(),
        body: Vec::new(),
        keep_open: true,
        timeout: None,
    };
    let paths = |paths: &[&str]| paths.iter().map(ToString::to_string).collect::<Vec<_>>();
    let table = [
        ("curl abc.com", fetch()),
        ("curl http://abc.com", fetch()),
        ("curl -v HTTP://abc.com:80/#top", fetch()),
        (
            "curl http://abc.com:8080/a?b=c",
            Fetch {
                port: 8080,
                authority: "abc.com:8080".to_owned(),
                paths: paths(&["/a?b=c"]),
                ..fetch()
            },
        ),
        ("curl abc.com?x", Fetch { paths: paths(&["/?x"]), ..fetch() }),
        ("curl -sI abc.com", Fetch { method: "HEAD".to_owned(), ..fetch() }),
        (
            "curl -XDELETE abc.com/x",
            Fetch { method: "DELETE".to_owned(), paths: paths(&["/x"]), ..fetch() },
        ),
        (
            "curl -d a=1 --data b=2 abc.com",
            Fetch { method: "POST".to_owned(), body: b"a=1&b=2".to_vec(), ..fetch() },
        ),
        (
            "echo hi | curl -d @- abc.com",
            Fetch { method: "POST".to_owned(), body: b"hi".to_vec(), ..fetch() },
        ),
        (
            "curl -m 2.5 abc.com/a abc.com/b",
            Fetch {
                timeout: Some(Duration::from_millis(2500)),
                paths: paths(&["/a", "/b"]),
                ..fetch()
            },
        ),
        (
            "curl 10.0.0.80",
            Fetch { host: ip("10.0.0.80"), authority: "10.0.0.80".to_owned(), ..fetch() },
        ),
    ];
    for (line, expected) in table {
        assert_eq!(app(line), App::Fetch(expected), "{line}");
    }
}

fn tftp_config(block: Option<u16>) -> wireglass_core::tftp::Config {
    wireglass_core::tftp::Config { block, ..wireglass_core::tftp::Config::default() }
}

#[test]
fn lines_that_copy_files() {
    let copy = || TftpCopy {
        server: ip("10.0.0.69"),
        file: "boot.img".to_owned(),
        put: None,
        config: tftp_config(None),
        text: true,
    };
    let table = [
        ("tftp 10.0.0.69 -c get boot.img", copy()),
        ("tftp -m binary 10.0.0.69 69 -c get boot.img here", TftpCopy { text: false, ..copy() }),
        (
            "tftp -m octet -v 10.0.0.69 -c put /dev/stdin boot.img <<< 'hi there'",
            TftpCopy { text: false, put: Some(b"hi there\n".to_vec()), ..copy() },
        ),
        (
            "printf 'a\\nb' | tftp 10.0.0.69 -c put /dev/stdin boot.img",
            TftpCopy { put: Some(b"a\nb".to_vec()), ..copy() },
        ),
        (
            "curl tftp://10.0.0.69/boot.img",
            TftpCopy { text: false, config: tftp_config(Some(512)), ..copy() },
        ),
        (
            "curl --tftp-blksize 1428 tftp://10.0.0.69/boot.img",
            TftpCopy { text: false, config: tftp_config(Some(1428)), ..copy() },
        ),
        ("curl --tftp-no-options tftp://10.0.0.69:69/boot.img", TftpCopy { text: false, ..copy() }),
    ];
    for (line, expected) in table {
        assert_eq!(app(line), App::TftpCopy(expected), "{line}");
    }
}

#[test]
fn lines_of_dhclient_and_nc() {
    let dhcp = |interface: &str, release| {
        App::DhcpClient(DhcpClient { interface: interface.to_owned(), release, stay: !release })
    };
    for (line, expected) in [
        ("dhclient", dhcp("eth0", false)),
        ("dhclient -v eth1", dhcp("eth1", false)),
        ("dhclient -r", dhcp("eth0", true)),
        ("ipconfig /release", dhcp("eth0", true)),
        ("ipconfig /renew eth1", dhcp("eth1", false)),
    ] {
        assert_eq!(app(line), expected, "{line}");
    }
    let call = || Netcat {
        udp: false,
        listen: false,
        to: Some(ip("10.0.0.2")),
        port: 9,
        send: Vec::new(),
        broadcast: false,
    };
    let sent = |text: &str| vec![text.as_bytes().to_vec()];
    for (line, expected) in [
        ("nc 10.0.0.2 9", call()),
        ("nc -vn 10.0.0.2 9", call()),
        ("nc 10.0.0.2 http", Netcat { port: 80, ..call() }),
        (
            "echo hi there | nc -u 10.0.0.2 9",
            Netcat { udp: true, send: sent("hi there\n"), ..call() },
        ),
        ("echo -n 'hi' | nc 10.0.0.2 9", Netcat { send: sent("hi"), ..call() }),
        ("nc 10.0.0.2 9 <<< hi", Netcat { send: sent("hi\n"), ..call() }),
        (
            "nc 10.0.0.2 9 <<<$'GET / HTTP/1.0\\r\\n\\r'",
            Netcat { send: sent("GET / HTTP/1.0\r\n\r\n"), ..call() },
        ),
        ("printf '%s-%s\\n' a b c | nc 10.0.0.2 9", Netcat { send: sent("a-b\nc-\n"), ..call() }),
        (
            "nc -ub 10.0.0.255 9 <<< x",
            Netcat {
                udp: true,
                broadcast: true,
                to: Some(ip("10.0.0.255")),
                send: sent("x\n"),
                ..call()
            },
        ),
        ("nc -l 9", Netcat { listen: true, to: None, ..call() }),
        ("nc -lup 9", Netcat { listen: true, udp: true, to: None, ..call() }),
    ] {
        assert_eq!(app(line), App::Netcat(expected), "{line}");
    }
}

#[test]
fn what_the_shell_does_itself() {
    let said = |line: &str| match parse(line, &context()) {
        Ok(Command::Shell(Builtin::Say(lines))) => {
            assert!(lines.iter().all(|line| line.stream == Stream::Out), "{line}");
            lines.iter().map(|line| line.text.clone()).collect::<Vec<_>>().join("\n")
        }
        other => panic!("{line}: {other:?}"),
    };
    for (line, expected) in [
        ("echo", ""),
        ("echo a   b 'c  d'", "a b c  d"),
        ("echo -e 'a\\tb\\nc'", "a\tb\nc"),
        ("echo 'a\\tb'", "a\\tb"),
        ("printf 'x%dy\\n' 4", "x4y"),
        ("hostname", "pc-a"),
    ] {
        assert_eq!(said(line), expected, "{line}");
    }
    for (line, expected) in [
        ("", Builtin::Nothing),
        ("  # nothing", Builtin::Nothing),
        ("clear", Builtin::Clear),
        ("history", Builtin::History),
        ("help", Builtin::Help(None)),
        ("help ping", Builtin::Help(Some(Tool::Ping))),
        ("man 8 arp", Builtin::Manual(Tool::Arp)),
    ] {
        assert_eq!(parse(line, &context()), Ok(Command::Shell(expected)), "{line}");
    }
}

/// `refusals.txt` says itself how it is written.
#[test]
fn refusals() {
    let file = include_str!("refusals.txt");
    let mut seen = 0;
    for block in file.split("\n\n$ ").skip(1) {
        let (line, expected) = block.trim_end().split_once('\n').unwrap_or((block, ""));
        let (status, expected) = expected.split_once('\n').unwrap_or((expected, ""));
        let status = status.trim_end_matches('=');
        match parse(line, &context()) {
            Err(refusal) => {
                let mark = if refusal.not_simulated { "!" } else { "" };
                assert_eq!(format!("[{}]{mark}", refusal.status), status, "{line}");
                let lines: Vec<&str> =
                    refusal.lines.iter().map(|line| line.text.as_str()).collect();
                // Usage texts may go on; they are checked up to where the block ends.
                let begins = lines.join("\n");
                match expected.strip_suffix("\n...") {
                    Some(expected) => assert!(begins.starts_with(expected), "{line}: {begins}"),
                    None => assert_eq!(begins, expected, "{line}"),
                }
            }
            other => panic!("{line}: {other:?}"),
        }
        seen += 1;
    }
    assert!(seen > 100, "{seen} lines are refused");
}
