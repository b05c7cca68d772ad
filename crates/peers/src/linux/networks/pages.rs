//! Pages by HTTP: curl from our server, we from Python's, through routers and NAT.

use super::lab::Lab;
use super::topology::{self, KERNEL, SERVER, program_at};
use anyhow::{Context, Result, ensure};
use std::collections::BTreeMap;
use std::fs;
use std::net::{IpAddr, Ipv4Addr};
use wireglass_core::nat;
use wireglass_core::wire::ipv4;
use wireglass_core::wire::tcp::{self, Flags};
use wireglass_sim::app::{App, Fetch, HttpSite, Target};
use wireglass_sim::{ForwardSpec, Scenario};
use wireglass_trace::{CallResult, Row, What};

const HELLO: &str = "<!doctype html><title>Hello</title><p>Hello from inside.</p>";

fn big() -> Vec<u8> {
    (0..200_000_usize).map(|n| b'a' + u8::try_from(n * 7 % 26).unwrap_or(0)).collect()
}

fn site() -> App {
    let page = |kind: &str, bytes: &[u8]| (kind.to_owned(), bytes.to_vec());
    let pages = BTreeMap::from([
        ("/".to_owned(), page("text/html", HELLO.as_bytes())),
        ("/big.txt".to_owned(), page("text/plain", &big())),
        ("/empty.txt".to_owned(), page("text/plain", b"")),
    ]);
    App::HttpServer(HttpSite { port: 80, pages, keep_open: true })
}

/// A server behind two routers.
pub(super) fn far() -> Scenario {
    Scenario { programs: vec![program_at(0, 1, site().into())], ..topology::far() }
}

/// curl gets what is there, over one connection, and is told what is not.
fn curl(lab: &mut Lab, server: &str) -> Result<()> {
    let folder = lab.folder("curl")?;
    let url = |path: &str| format!("http://{server}{path}");
    let said = lab.run("curl", &["-sS", "-i", &url("/")])?;
    said.well()?.has("HTTP/1.1 200 OK")?.has("text/html")?.has(HELLO)?;
    let got = folder.join("got").display().to_string();
    lab.run("curl", &["-sS", "-o", &got, &url("/big.txt")])?.well()?;
    ensure!(fs::read(&got)? == big(), "it came otherwise");
    // Three pages, one connection: what was opened is told of each.
    let each = "%{response_code} %{size_download} %{num_connects}\n";
    let urls = [url("/"), url("/empty.txt"), url("/big.txt")];
    let mut arguments = vec!["-sS", "-w", each];
    for url in &urls {
        arguments.extend(["-o", "/dev/null", url.as_str()]);
    }
    let said = lab.run("curl", &arguments)?;
    let hello = HELLO.len();
    said.well()?.has(&format!("200 {hello} 1\n200 0 0\n200 200000 0\n"))?;
    let said = lab.run("curl", &["-sS", "-I", &url("/big.txt")])?;
    said.well()?.has("200 OK")?.has("ength: 200000")?;
    let said = lab.run("curl", &["-sS", "-i", &url("/nothing")])?;
    said.well()?.has("HTTP/1.1 404 Not Found")?;
    let said = lab.run("curl", &["-sS", "-0", &url("/")])?;
    said.well()?.has(HELLO)?;
    let said = lab.run("curl", &["-sS", "--max-time", "3", &format!("http://{server}:81/")])?;
    ensure!(!said.content, "nobody listens there");
    said.has("(7)")?;
    // Nothing else was reset.
    let resets = lab.passed(|frame| {
        segment(frame)
            .is_some_and(|segment| segment.flags.contains(Flags::RST) && segment.src_port != 81)
    });
    ensure!(resets == 0, "{resets} segments reset a connection");
    Ok(())
}

/// The header of a frame's segment.
fn segment(frame: &[u8]) -> Option<tcp::Header> {
    let (header, payload) = ipv4::Header::parse(frame.get(14..)?).ok()?;
    (header.protocol == ipv4::Protocol::Tcp)
        .then(|| tcp::Header::parse(payload).ok())?
        .map(|read| read.0)
}

pub(super) fn curl_far(lab: &mut Lab) -> Result<()> {
    curl(lab, "10.2.0.10")
}

/// A server on the Internet; the kernel is at home.
pub(super) fn home() -> Scenario {
    topology::home(Vec::new(), vec![program_at(0, 1, site().into())])
}

pub(super) fn curl_home(lab: &mut Lab) -> Result<()> {
    curl(lab, &SERVER.to_string())?;
    // The server has met nobody but the home router's outer address.
    let outer = Ipv4Addr::new(203, 0, 113, 2);
    let mapped = |row: &Row| {
        matches!(row, Row::Nat { kind: nat::Kind::Tcp, inside, outside, .. }
            if inside.ip() == KERNEL && outside.ip() == outer)
    };
    ensure!(lab.wrote(1, mapped), "nothing was translated");
    let trace = lab.driver.trace();
    let mut guests = trace.sockets().iter().filter_map(|socket| socket.remote);
    ensure!(guests.all(|guest| guest.ip() == outer), "a guest with another address");
    Ok(())
}

const PATHS: [&str; 3] = ["/hello.html", "/big.txt", "/nothing"];

/// Our curl behind our NAT; Python's server is the kernel's.
pub(super) fn guest() -> Scenario {
    let fetch = |keep_open| {
        App::Fetch(Fetch {
            host: Target::Ip(KERNEL),
            authority: "10.77.0.1:8000".to_owned(),
            port: 8_000,
            paths: PATHS.map(str::to_owned).to_vec(),
            method: "GET".to_owned(),
            body: Vec::new(),
            keep_open,
            timeout: None,
        })
    };
    topology::guest(
        Vec::new(),
        vec![program_at(0, 1, fetch(true).into()), program_at(0, 500, fetch(false).into())],
    )
}

/// What `python3 -m http.server --protocol HTTP/1.1` does, but for the name of its own address,
/// which it would wait for in vain: there is nobody to ask.
const PYTHON: &str = "
import http.server, os, socket, sys
socket.getfqdn = lambda name='': name
os.chdir(sys.argv[1])
handler = http.server.SimpleHTTPRequestHandler
handler.protocol_version = 'HTTP/1.1'
http.server.ThreadingHTTPServer(('10.77.0.1', 8000), handler).serve_forever()
";

pub(super) fn our_curl(lab: &mut Lab) -> Result<()> {
    let folder = lab.folder("python")?;
    fs::write(folder.join("hello.html"), HELLO)?;
    fs::write(folder.join("big.txt"), big())?;
    let folder = folder.display().to_string();
    let python = lab.start("python3", &["-u", "-c", PYTHON, &folder])?;
    lab.listening("tcp", 8_000)?;
    for task in 0..2 {
        lab.until_ended(task)?;
    }
    let log = lab.said(python)?;
    for (path, code) in PATHS.iter().zip([200, 200, 404]) {
        let line = format!("\"GET {path} HTTP/1.1\" {code}");
        ensure!(log.matches(&line).count() == 2, "`{line}` is not twice in {log}");
    }
    let read = read(lab);
    let times = |wanted: &[u8]| read.windows(wanted.len()).filter(|part| *part == wanted).count();
    ensure!(times(HELLO.as_bytes()) == 2, "a page came otherwise");
    ensure!(times(&big()) == 2, "the large page came otherwise");
    // Outside nobody has seen the address inside.
    let strangers = lab.passed(|frame| {
        let header = frame.get(14..).and_then(|packet| ipv4::Header::parse(packet).ok());
        header.is_some_and(|(header, _)| {
            [header.src, header.dst].iter().any(|ip| ip.octets()[0] == 192)
        })
    });
    ensure!(strangers == 0, "{strangers} frames bear an address from inside");
    Ok(())
}

/// Everything that our programs have read, in order.
fn read(lab: &Lab) -> Vec<u8> {
    let trace = lab.driver.trace();
    let mut all = Vec::new();
    for event in trace.events() {
        if let What::CallReturned { result: CallResult::Received { data }, .. } = event.what {
            all.extend_from_slice(trace.bytes(data));
        }
    }
    all
}

/// A server at home, behind a port of the home router.
pub(super) fn mapped() -> Scenario {
    let to = Ipv4Addr::new(192, 168, 1, 10);
    let forward = ForwardSpec { kind: nat::Kind::Tcp, port: 8_080, to, to_port: 80 };
    topology::guest(vec![forward], vec![program_at(0, 1, site().into())])
}

pub(super) fn curl_inside(lab: &mut Lab) -> Result<()> {
    lab.run("curl", &["-sS", "http://10.77.0.2:8080/"])?.well()?.has(HELLO)?;
    // What no port leads to cannot be called from outside.
    let said = lab.run("curl", &["-sS", "--max-time", "2", "http://10.77.0.2:80/"])?;
    ensure!(!said.content, "it was let in: {}", said.text);
    let trace = lab.driver.trace();
    let guest = trace.sockets().iter().find_map(|socket| socket.remote);
    let guest = guest.context("nobody came")?;
    ensure!(guest.ip() == IpAddr::V4(KERNEL), "the guest is {guest}");
    Ok(())
}
