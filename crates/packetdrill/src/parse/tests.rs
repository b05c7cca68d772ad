use super::*;
use crate::script::{Body, Direction, EcnField, Ip, Number, Options, Packet, TcpOption, Value};
use wireglass_core::wire::Ecn;
use wireglass_core::wire::tcp::Flags;

fn one(text: &str) -> Event {
    let script = Script::parse(text, &[]).unwrap();
    assert_eq!(script.events.len(), 1, "{text}");
    script.events.into_iter().next().unwrap()
}

fn fails_at(text: &str, line: u32, column: u32) {
    let error = Script::parse(text, &[]).unwrap_err();
    assert_eq!((error.line, error.column), (line, column), "{text}: {error}");
}

#[test]
fn header_lines_come_first() {
    let script =
        Script::parse("// words\n--mtu=1500\n--quiet\n 0.0 close(3) = 0//\n", &[]).unwrap();
    assert_eq!(script.option("mtu").unwrap().value, "1500");
    assert_eq!(script.option("quiet").unwrap().value, "");
    assert_eq!(script.events[0].line, 4);
}

#[test]
fn times_of_every_kind() {
    for (text, time) in [
        ("1.25 `x`", Time::Absolute(1_250_000)),
        ("+.1 `x`", Time::Relative(100_000)),
        ("+ 0.000001 `x`", Time::Relative(1)),
        ("0.1~0.3 `x`", Time::AbsoluteRange(100_000, 300_000)),
        ("+0.1~+0.3 `x`", Time::RelativeRange(100_000, 300_000)),
        ("* > R 0:0(0)", Time::Any),
        ("`no time`", Time::Relative(0)),
    ] {
        assert_eq!(one(text).time, time, "{text}");
    }
    let event = one("0.100...0.300 accept(3, ..., ...) = 4");
    assert_eq!((event.time, event.until), (Time::Absolute(100_000), Some(300_000)));
}

#[test]
fn a_segment_with_everything() {
    let text = "+0 > (ttl 4, tos 0xbb) (8080 > 50001) SEW. 1:11(10)! ack 7 win 100 urg 3 \
        <mss 1460,nop,wscale 6,sackOK,TS val 1 ecr 2,sack 1:2 4:6,eol>/udp(1 > 9811)";
    let What::Packet(Packet { direction, ip, ports, body: Body::Tcp(segment), udp }) =
        one(text).what
    else {
        panic!("not a segment");
    };
    assert_eq!(
        (direction, ports, udp),
        (Direction::Outbound, Some((8080, 50_001)), Some((1, 9811)))
    );
    let ce = Some(EcnField::Is(Ecn::CongestionExperienced));
    assert_eq!(ip, Ip { ttl: Some(4), dscp: Some(0x2e), ecn: ce });
    let flags = Flags::SYN | Flags::ECE | Flags::CWR | Flags::ACK;
    assert_eq!((segment.flags, segment.seq), (flags, Number::Relative(1)));
    assert_eq!((segment.len, segment.absolute), (10, true));
    assert_eq!((segment.ack, segment.window), (Some(Number::Relative(7)), Some(100)));
    assert_eq!(segment.urgent, Some(3));
    let wanted = vec![
        TcpOption::Mss(1460),
        TcpOption::Nop,
        TcpOption::WindowScale(6),
        TcpOption::SackPermitted,
        TcpOption::Timestamps { value: Some(1), echo: 2, absolute: false },
        TcpOption::Sack(vec![(1, 2), (4, 6)]),
        TcpOption::End,
    ];
    assert_eq!(segment.options, Options::These(wanted));
}

#[test]
fn what_stands_of_the_ip_header() {
    let ip = |text: &str| {
        let What::Packet(packet) = one(&format!("+0 > {text} . 1:1(0) ack 1")).what else {
            panic!("a packet");
        };
        packet.ip
    };
    let ecn = |field| Some(EcnField::Is(field));
    assert_eq!(ip("[ect0]"), Ip { ecn: ecn(Ecn::Capable0), ..Ip::default() });
    assert_eq!(ip("[noecn]"), Ip { ecn: ecn(Ecn::NotCapable), ..Ip::default() });
    assert_eq!(ip("(ect01)"), Ip { ecn: Some(EcnField::Capable), ..Ip::default() });
    let all = Ip { ttl: Some(9), dscp: Some(8), ecn: ecn(Ecn::Capable1) };
    assert_eq!(ip("(dscp 8, ecn ect1, hlim 9)"), all);
    fails_at("+0 > [cee] . 1:1(0)", 1, 7);
    fails_at("+0 > (dscp 64) . 1:1(0)", 1, 12);
}

#[test]
fn timestamps_of_any_value_and_of_another_clock() {
    let options = "<TS val ... ecr 7!>";
    let What::Packet(Packet { body: Body::Tcp(segment), .. }) =
        one(&format!("+0 > . 1:1(0) ack 1 {options}")).what
    else {
        panic!("a segment");
    };
    let stamp = TcpOption::Timestamps { value: None, echo: 7, absolute: true };
    assert_eq!(segment.options, Options::These(vec![stamp]));
}

#[test]
fn message_headers_and_vectors() {
    let text = "+0 recvmsg(4, {msg_name(...)=..., msg_iov(2)=[{..., 100}, {..., 50}], \
                msg_flags=0}, 0) = 150";
    let What::Call(call) = one(text).what else { panic!("a call") };
    let Value::Struct(fields) = &call.args[1] else { panic!("a message") };
    let names: Vec<_> = fields.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["msg_name", "msg_iov", "msg_flags"]);
    let vector = |len| {
        Value::Struct(vec![(String::new(), Value::Ellipsis), (String::new(), Value::Int(len))])
    };
    assert_eq!(fields[1].1, Value::Array(vec![vector(100), vector(50)]));
}

#[test]
fn wildcards() {
    let What::Packet(Packet { body: Body::Tcp(segment), .. }) =
        one("+0 > S. ...(0) ack * win * <...>").what
    else {
        panic!("not a segment");
    };
    assert_eq!((segment.seq, segment.ack), (Number::Any, Some(Number::Any)));
    assert_eq!((segment.window, segment.options), (None, Options::Any));
}

#[test]
fn icmp() {
    let What::Packet(Packet { body: Body::Icmp(icmp), .. }) =
        one("+0 < icmp unreachable frag_needed mtu 1400 [1:1461(1460)]").what
    else {
        panic!("not an ICMP message");
    };
    assert_eq!((icmp.kind.as_str(), icmp.code.as_deref()), ("unreachable", Some("frag_needed")));
    assert_eq!((icmp.mtu, icmp.about), (Some(1400), Some(1)));
}

#[test]
fn calls() {
    let What::Call(call) = one("+0 fcntl(3, F_GETFL) = 0x02 (flags O_RDWR)").what else {
        panic!("not a call");
    };
    assert_eq!((call.result, call.errno), (Some(2), None));
    let What::Call(call) = one("+0 connect(3, ..., ...) = -1 EINPROGRESS (In progress)").what
    else {
        panic!("not a call");
    };
    assert_eq!((call.result, call.errno.as_deref()), (Some(-1), Some("EINPROGRESS")));
    let What::Call(call) = one("+0 f([1], {.a = 1, b=2}, \"x, y\", A | B, g(7), -1, ...) = ?").what
    else {
        panic!("not a call");
    };
    assert_eq!(call.result, None);
    assert_eq!(call.args.len(), 7);
    assert_eq!(call.args[2], Value::Text("x, y".to_owned()));
    let both = vec![Value::Symbol("A".to_owned()), Value::Symbol("B".to_owned())];
    assert_eq!(call.args[3], Value::Flags(both));
}

#[test]
fn conditions_keep_line_numbers() {
    let text = "#ifdef FreeBSD\n+0 `a`\n#else\n+0 `b`\n#endif\n#ifndef FreeBSD\n+0 `c`\n#endif\n";
    let events = |defined: &[&str]| -> Vec<_> {
        let script = Script::parse(text, defined).unwrap();
        script.events.into_iter().map(|event| (event.line, event.what)).collect()
    };
    assert_eq!(events(&["FreeBSD"]), [(2, What::Command("a".to_owned()))]);
    assert_eq!(
        events(&[]),
        [(4, What::Command("b".to_owned())), (7, What::Command("c".to_owned()))]
    );
}

#[test]
fn faults_have_a_place() {
    fails_at("+0 < Q 0:0(0)", 1, 6);
    fails_at("+0 < S 0:5(4)", 1, 8);
    fails_at("\n+0 close(3 4)", 2, 12);
    fails_at("/* for ever", 1, 1);
    fails_at("+0 < S 0:0(0) <mss 70000>", 1, 20);
    fails_at("#ifdef A\n", 1, 1);
    fails_at("#endif\n", 1, 1);
    fails_at("< S 0:0(0)", 1, 1);
    fails_at("+0 `x", 1, 4);
    fails_at("+99999999999999999999 `x`", 1, 2);
}

#[test]
fn deep_nesting_is_refused() {
    let text = format!("+0 f({}1{}) = 0", "[".repeat(1_000), "]".repeat(1_000));
    assert!(Script::parse(&text, &[]).is_err());
}
