use super::*;
use wireglass_core::time::Duration;

fn read(text: &str) -> Result<Op, CallProblem> {
    parse(text, &|name| (name == "Server").then_some(Ipv4Addr::new(10, 0, 0, 9)))
}

#[test]
fn every_call() {
    let server = SocketAddr::from(([10, 0, 0, 9], 80));
    for (text, op) in [
        ("bind 5000", Op::Bind(5000)),
        ("listen 80", Op::Listen(80)),
        ("accept", Op::Accept),
        ("connect Server:80", Op::Connect(server)),
        ("connect 10.0.0.9:80", Op::Connect(server)),
        (r#"send "a\r\n""#, Op::Send(b"a\r\n".to_vec())),
        ("send 3 bytes", Op::Send(b"abc".to_vec())),
        ("recv", Op::Receive(65_536)),
        ("recv 5", Op::ReceiveExactly(5)),
        ("recv all", Op::ReceiveAll),
        ("shutdown", Op::Shutdown),
        ("close", Op::Close(Which::Connection)),
        ("close listener", Op::Close(Which::Listener)),
        ("abort", Op::Abort),
        (" sleep  200ms ", Op::Sleep(Duration::from_millis(200))),
        ("try accept", Op::Try(Box::new(Op::Accept))),
    ] {
        assert_eq!(read(text), Ok(op), "{text}");
    }
}

#[test]
fn every_mistake_is_named() {
    for (text, problem) in [
        ("", CallProblem::UnknownCall),
        ("conect Server:80", CallProblem::UnknownCall),
        ("connect", CallProblem::Missing("HOST:PORT")),
        ("connect Server", CallProblem::Expected("HOST:PORT")),
        ("connect Nobody:80", CallProblem::Expected("a host of this lesson, or an IPv4 address")),
        ("listen 0", CallProblem::Expected("a port from 1 to 65535")),
        ("listen", CallProblem::Missing("a port")),
        ("accept now", CallProblem::TooMuch),
        (r#"send "abc"#, CallProblem::Expected("a closing quote")),
        (r#"send "a"b""#, CallProblem::TooMuch),
        ("send 3", CallProblem::Expected("a text in quotes, or `N bytes`")),
        ("sleep 5", CallProblem::Expected("a duration such as `200ms`")),
        ("try", CallProblem::Missing("a call")),
    ] {
        assert_eq!(read(text), Err(problem), "{text}");
    }
}
