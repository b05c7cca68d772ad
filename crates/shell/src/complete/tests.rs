use super::*;

fn context() -> Context {
    Context {
        host: "pc-a".to_owned(),
        interfaces: vec!["eth0".to_owned(), "eth1".to_owned()],
        addresses: vec![[10, 0, 0, 1].into(), [10, 0, 0, 2].into(), [192, 168, 0, 1].into()],
        names: vec!["abc.com".to_owned(), "ns.abc.com".to_owned()],
    }
}

#[test]
fn the_tab_key() {
    // A bar is where the cursor is.
    let table: &[(&str, &[&str])] = &[
        ("pi|", &["ping"]),
        ("p|ng", &["ping", "printf"]),
        ("ip|", &["ipconfig"]),
        ("if|", &["ifconfig"]),
        ("sudo ar|", &["arp"]),
        ("echo hi | n|", &["nc", "netstat", "nslookup"]),
        ("nosuch |", &[]),
        ("ping a|", &["abc.com"]),
        ("ping 10.|", &["10.0.0.1", "10.0.0.2"]),
        ("ping -c 1 1|", &["10.0.0.1", "10.0.0.2", "192.168.0.1"]),
        ("ping -|", &["-M", "-W", "-b", "-c", "-i", "-n", "-q", "-s", "-t"]),
        ("ping -M |", &["do", "dont", "want"]),
        ("ping -M d|", &["do", "dont"]),
        ("ip |", &["-4", "-br", "addr", "link", "neigh", "route"]),
        ("ip a|", &["addr"]),
        ("ip -br a|", &["addr"]),
        ("ip r |", &["add", "del", "get", "replace", "show"]),
        ("ip addr show |", &["eth0", "eth1"]),
        ("ip addr add 10.0.0.5/24 dev |", &["eth0", "eth1"]),
        ("ip route add default via 10|", &["10.0.0.1", "10.0.0.2"]),
        ("ip n flush |", &["all", "dev"]),
        ("dig @n|", &["@ns.abc.com"]),
        ("dig @10.0.0.1 abc.com M|", &["MX"]),
        ("dig abc.com +no|", &["+noall", "+norecurse", "+nostats"]),
        ("curl http://a|", &["http://abc.com/"]),
        ("curl ns|", &["ns.abc.com"]),
        ("tftp 10.0.0.1 -c |", &["get", "put"]),
        ("dhclient |", &["eth0", "eth1"]),
        ("ipconfig /r|", &["/release", "/renew"]),
        ("netstat -t|", &["-tulpn"]),
        ("man tr|", &["traceroute"]),
        ("clear |", &[]),
        ("echo 'a|", &[]),
        ("ping é|", &[]),
    ];
    for (line, expected) in table {
        let cursor = line.find('|').filter(|at| line.rfind('|') == Some(*at));
        // A line with a pipe in it ends with the cursor.
        let (line, cursor) = match cursor {
            Some(at) => (line.replace('|', ""), at),
            None => (line.trim_end_matches('|').to_owned(), line.len() - 1),
        };
        assert_eq!(complete(&line, cursor, &context()), *expected, "{line}");
    }
}

#[test]
fn a_cursor_anywhere_is_a_cursor() {
    let line = "ping é中";
    for cursor in 0..20 {
        complete(line, cursor, &context());
    }
}
