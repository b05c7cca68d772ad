//! `wireglass addr`, as a person or a script calls it.

use serde_json::{Value, json};
use std::io::Write as _;
use std::process::{Command, Output, Stdio};

fn command(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_wireglass"));
    command.arg("addr").args(args).env("LC_ALL", "C.UTF-8");
    command
}

fn addr(args: &[&str]) -> Output {
    command(args).output().expect("the program starts")
}

fn said(args: &[&str]) -> String {
    let output = addr(args);
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    assert!(output.stderr.is_empty());
    String::from_utf8(output.stdout).expect("UTF-8")
}

fn report(args: &[&str]) -> Value {
    serde_json::from_str(&said(args)).expect("one JSON object")
}

fn refusal(args: &[&str]) -> String {
    let output = addr(args);
    assert!(!output.status.success(), "{args:?} should fail");
    assert!(output.stdout.is_empty());
    String::from_utf8(output.stderr).expect("UTF-8")
}

#[test]
fn one_flat_object() {
    assert_eq!(
        report(&["192.168.155.77/24", "--json"]),
        json!({
            "address": "192.168.155.77",
            "prefix_length": 24,
            "mask": "255.255.255.0",
            "wildcard": "0.0.0.255",
            "network": "192.168.155.0",
            "broadcast": "192.168.155.255",
            "first": "192.168.155.1",
            "last": "192.168.155.254",
            "usable": 254,
            "total": 256,
            "host_part": 77,
            "class": "C",
            "kinds": ["private (RFC 1918 §3)"],
            "binary": "11000000.10101000.10011011.01001101",
            "binary_mask": "11111111.11111111.11111111.00000000",
            "binary_network": "11000000.10101000.10011011.00000000",
        })
    );
}

#[test]
fn every_form_and_the_edges() {
    for (args, network, broadcast, usable, total) in [
        (
            &["10.0.0.1", "255.0.0.0"][..],
            "10.0.0.0",
            Some("10.255.255.255"),
            16_777_214_u64,
            16_777_216_u64,
        ),
        (&["10.0.0.1 0.255.255.255"], "10.0.0.0", Some("10.255.255.255"), 16_777_214, 16_777_216),
        (&["１０．０．０．１／８"], "10.0.0.0", Some("10.255.255.255"), 16_777_214, 16_777_216),
        (&["1.2.3.4/0"], "0.0.0.0", Some("255.255.255.255"), 4_294_967_294, 4_294_967_296),
        (&["10.0.0.1/31"], "10.0.0.0", None, 2, 2),
        (&["10.0.0.1/32"], "10.0.0.1", None, 1, 1),
        (&["10.0.0.1"], "10.0.0.1", None, 1, 1),
    ] {
        let args: Vec<_> = args.iter().copied().chain(["--json"]).collect();
        let report = report(&args);
        assert_eq!(report["network"], network, "{args:?}");
        assert_eq!(report["broadcast"].as_str(), broadcast, "{args:?}");
        assert_eq!(report["usable"], usable, "{args:?}");
        assert_eq!(report["total"], total, "{args:?}");
    }
    let kinds = report(&["255.255.255.255", "--json"])["kinds"].clone();
    assert_eq!(kinds, json!(["limited broadcast (RFC 919 §7)", "reserved (RFC 1112 §4)"]));
}

#[test]
fn masks_alone() {
    for what in ["/26", "255.255.255.192", "/255.255.255.192", "／26"] {
        let report = report(&[what, "--json"]);
        assert_eq!(report["mask"], "255.255.255.192", "{what}");
        assert_eq!(report["usable"], 62, "{what}");
        assert_eq!(report["address"], Value::Null, "{what}");
    }
    assert!(said(&["/26"]).contains("0.0.0.63"));
}

#[test]
fn ipv6_too() {
    let report = report(&["2001:DB8:0:0:0216:3eff:fe12:3456/64", "--json"]);
    assert_eq!(report["address"], "2001:db8::216:3eff:fe12:3456");
    assert_eq!(report["network"], "2001:db8::");
    assert_eq!(report["total"], "18446744073709551616");
    assert_eq!(report["mac"], "00:16:3e:12:34:56");
    assert_eq!(report["solicited_node"], "ff02::1:ff12:3456");
    let nat64 = said(&["64:ff9b::192.0.2.33", "--lang", "zh"]);
    assert!(nat64.contains("192.0.2.33") && nat64.contains("RFC 6052"), "{nat64}");
    assert!(said(&["::/0"]).contains("340282366920938463463374607431768211456"));
}

#[test]
fn for_people() {
    let text = said(&["192.168.155.77/24"]);
    for part in
        ["192.168.155.255", "11111111.11111111.11111111.00000000", "254", "RFC 1918", "Class C"]
    {
        assert!(text.contains(part), "{part} in {text}");
    }
    let text = said(&["10.1.2.3", "--lang", "zh"]);
    assert!(text.contains("没有给出掩码") && text.contains("私有地址"), "{text}");
}

#[test]
fn mistakes_are_pointed_at() {
    for (what, shown, marks) in [
        ("256.1.1.1", "256.1.1.1", "^^^"),
        ("1.2.3", "1.2.3", "     ^"),
        ("010.0.0.1", "010.0.0.1", "^^^"),
        ("10.0.0.1/33", "10.0.0.1/33", "         ^^"),
        ("10.0.0.1 255.0.255.0", "10.0.0.1 255.0.255.0", "               ^^^"),
        // Wide characters fill two columns.
        ("１０．０．０．x", "１０．０．０．x", "              ^"),
        ("1.2.3.4\n1.2.3.4", "1.2.3.4 1.2.3.4", "       ^^^^^^^^"),
        ("", "", "^"),
        ("fe80::g", "fe80::g", "      ^"),
        ("/33", "/33", " ^^"),
    ] {
        let refusal = refusal(&[what]);
        let lines: Vec<_> = refusal.lines().collect();
        assert_eq!(lines.len(), 3, "{refusal}");
        assert!(lines[0].starts_with("wireglass: "), "{refusal}");
        assert_eq!(
            (lines[1], lines[2]),
            (format!("  {shown}").as_str(), format!("  {marks}").as_str())
        );
    }
    let long = refusal(&[&"1".repeat(100_000)]);
    assert!(long.lines().all(|line| line.chars().count() < 200), "cut to what a line holds");
    assert!(refusal(&["010.0.0.1"]).contains("octal"));
}

#[test]
fn plans() {
    let report =
        report(&["plan", "172.16.0.0/16", "60", "campus=1500", "2 routers, 12 hosts", "--json"]);
    let blocks = report["blocks"].as_array().expect("a list");
    let networks: Vec<_> = blocks.iter().map(|block| block["network"].as_str()).collect();
    let expected = ["172.16.0.0/21", "172.16.8.0/26", "172.16.8.64/28", "172.16.8.80/30"];
    assert_eq!(networks, expected.map(Some));
    assert_eq!(blocks[0]["name"], "campus");
    assert_eq!(blocks[2]["name"], "");
    assert_eq!(blocks[0]["waste"], 546);
    assert_eq!(report["taken"], 2132);
    assert_eq!(report["free"][0], "172.16.8.84/30");
    let text = said(&["plan", "172.16.0.0/16", "campus=1500"]);
    assert!(text.contains("255.255.0.0") && text.contains("64034"), "{text}");
    let refused = refusal(&["plan", "10.0.0.0/24", "200", "200"]);
    assert!(refused.contains("do not fit"), "{refused}");
    let refused = refusal(&["plan", "10.0.0.0/24", "60", "sixty"]);
    assert!(refused.ends_with("  sixty\n  ^^^^^\n"), "{refused}");
    let refused = refusal(&["plan", "10.0.0.0", "60"]);
    assert!(refused.ends_with("  10.0.0.0\n          ^\n"), "{refused}");
}

#[test]
fn summaries() {
    let prefixes = ["10.0.0.0/24", "10.0.1.0/24", "10.0.2.0/23", "10.0.8.0/24"];
    let args: Vec<_> = ["aggregate", "--json"].into_iter().chain(prefixes).collect();
    assert_eq!(
        report(&args),
        json!({ "networks": ["10.0.0.0/22", "10.0.8.0/24"], "cover": "10.0.0.0/20", "extra": 2816 })
    );
    let refused = refusal(&["aggregate", "10.0.0.0/24", "10.0.1.0/99"]);
    assert!(refused.ends_with("  10.0.1.0/99\n           ^^\n"), "{refused}");
}

fn through_stdin(args: &[&str], input: &str) -> Output {
    let mut child = command(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    child.stdin.take().expect("piped").write_all(input.as_bytes()).expect("it reads");
    child.wait_with_output().expect("it ends")
}

#[test]
fn a_thousand_lines() {
    let list: String = (0..1_024).fold("# all of it\n".to_owned(), |list, n| {
        list + &format!("10.{}.{}.0/24\n", n / 256, n % 256)
    });
    let output = through_stdin(&["aggregate", "-"], &list);
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    assert_eq!(text.lines().next(), Some("10.0.0.0/14"), "{text}");
    let damaged = list.replace("10.3.7.0/24", "10.3.7./24");
    let output = through_stdin(&["aggregate", "-"], &damaged);
    assert!(!output.status.success());
    let refused = String::from_utf8(output.stderr).expect("UTF-8");
    assert!(refused.starts_with("wireglass: Line 777: "), "{refused}");
    assert!(refused.ends_with("  10.3.7./24\n        ^\n"), "{refused}");
}
