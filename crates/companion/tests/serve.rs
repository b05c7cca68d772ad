//! `wireglass serve`, over a real socket.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Output, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;
use std::{env, fs, process};

/// A directory with a small page in it; removed at the end.
struct Page(PathBuf);

impl Page {
    fn new() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let page =
            Self(env::temp_dir().join(format!("wireglass-serve-{}-{number}", process::id())));
        fs::create_dir_all(page.0.join("site/icons")).unwrap();
        for (name, contents) in [
            ("secret.txt", "secret"),
            ("site/index.html", "<!doctype html><title>index</title>"),
            ("site/404.html", "<!doctype html><title>404</title>"),
            ("site/page_bg.wasm", "\0asm"),
            ("site/icons/mark.svg", "<svg/>"),
        ] {
            fs::write(page.0.join(name), contents).unwrap();
        }
        page
    }

    fn site(&self) -> PathBuf {
        self.0.join("site")
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

struct Server {
    child: Child,
    port: u16,
    page: Page,
}

impl Server {
    fn start() -> Self {
        let page = Page::new();
        let mut child = Command::new(env!("CARGO_BIN_EXE_wireglass"))
            .args(["serve", "--port", "0", "--dir"])
            .arg(page.site())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let port = line.split("http://127.0.0.1:").nth(1).and_then(|rest| rest.split('/').next());
        let port =
            port.and_then(|port| port.parse().ok()).unwrap_or_else(|| panic!("no address: {line}"));
        Self { child, port, page }
    }

    /// Sends one request, word for word but for `PORT`, and returns the whole answer.
    fn ask(&self, request: &str) -> Answer {
        let request = request.replace("PORT", &self.port.to_string());
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        Answer::parse(&String::from_utf8(bytes).unwrap())
    }

    fn get(&self, path: &str) -> Answer {
        self.ask(&format!(
            "GET {path} HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nConnection: close\r\n\r\n"
        ))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

struct Answer {
    status: u16,
    headers: String,
    body: String,
}

impl Answer {
    fn parse(text: &str) -> Self {
        let (head, body) = text.split_once("\r\n\r\n").expect("an answer has a head");
        let (first, headers) = head.split_once("\r\n").unwrap_or((head, ""));
        let status = first.split(' ').nth(1).and_then(|code| code.parse().ok());
        Self {
            status: status.expect("a status"),
            headers: headers.to_owned(),
            body: body.to_owned(),
        }
    }

    fn header(&self, name: &str) -> Option<&str> {
        self.headers.lines().find_map(|line| {
            let (key, value) = line.split_once(": ")?;
            key.eq_ignore_ascii_case(name).then_some(value)
        })
    }
}

fn refused(arguments: &[&str]) -> (Output, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_wireglass"))
        .args(arguments)
        .current_dir(env::temp_dir())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    (output, said)
}

#[test]
fn files_come_with_their_types() {
    let server = Server::start();
    for (path, mime, body) in [
        ("/", "text/html; charset=utf-8", "<!doctype html><title>index</title>"),
        ("/index.html?v=1", "text/html; charset=utf-8", "<!doctype html><title>index</title>"),
        ("/page_bg.wasm", "application/wasm", "\0asm"),
        ("/icons/mark.svg", "image/svg+xml", "<svg/>"),
    ] {
        let answer = server.get(path);
        assert_eq!((answer.status, answer.body.as_str()), (200, body), "{path}");
        assert_eq!(answer.header("content-type"), Some(mime), "{path}");
        assert_eq!(answer.header("cache-control"), Some("no-cache"), "{path}");
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"), "{path}");
        let policy = answer.header("content-security-policy").unwrap();
        assert!(policy.contains("script-src 'self' 'wasm-unsafe-eval';"), "{policy}");
    }
}

#[test]
fn a_cache_is_told_when_nothing_changed() {
    let server = Server::start();
    let tag = server.get("/").header("etag").unwrap().to_owned();
    let again = |tags: &str| {
        server.ask(&format!(
            "GET / HTTP/1.1\r\nHost: localhost:PORT\r\nIf-None-Match: {tags}\r\nConnection: close\r\n\r\n"
        ))
    };
    for tags in [tag.clone(), format!("\"other\", W/{tag}"), "*".to_owned()] {
        let answer = again(&tags);
        assert_eq!((answer.status, answer.body.as_str()), (304, ""), "{tags}");
        assert_eq!(answer.header("etag"), Some(tag.as_str()));
    }
    assert_eq!(again("\"other\"").status, 200);
}

#[test]
fn head_is_get_without_a_body() {
    let server = Server::start();
    let answer = server.ask("HEAD / HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nConnection: close\r\n\r\n");
    assert_eq!((answer.status, answer.body.as_str()), (200, ""));
    assert_eq!(answer.header("content-length"), Some("35"));
}

#[test]
fn other_methods_are_refused() {
    let server = Server::start();
    let answer = server.ask(
        "POST / HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
    );
    assert_eq!((answer.status, answer.header("allow")), (405, Some("GET, HEAD")));
}

#[test]
fn what_is_not_there_is_a_page_that_says_so() {
    let server = Server::start();
    let answer = server.get("/no/such/page");
    assert_eq!((answer.status, answer.body.as_str()), (404, "<!doctype html><title>404</title>"));
    assert_eq!(answer.header("etag"), None);
}

#[test]
fn nothing_outside_the_directory_can_be_read() {
    let server = Server::start();
    for path in
        ["/../secret.txt", "/%2e%2e/secret.txt", "/icons/..%2f..%2fsecret.txt", "//secret.txt"]
    {
        let answer = server.get(path);
        assert!(answer.status == 404 || answer.status == 400, "{path}: {}", answer.status);
        assert!(!answer.body.contains("secret"), "{path}");
    }
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_out_leads_nowhere() {
    let server = Server::start();
    let site = server.page.site();
    std::os::unix::fs::symlink("../secret.txt", site.join("link.txt")).unwrap();
    assert_eq!(server.get("/link.txt").status, 404);
}

#[test]
fn a_host_that_is_not_ours_gets_nothing() {
    let server = Server::start();
    let host = |host: &str| {
        server.ask(&format!("GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n")).status
    };
    for ours in ["127.0.0.1:PORT", "localhost:PORT", "LOCALHOST:PORT"] {
        assert_eq!(host(ours), 200, "{ours}");
    }
    for other in [
        "rebound.example:PORT",
        "rebound.example",
        "127.0.0.1",
        "localhost:1",
        "127.0.0.1.example:PORT",
        "",
    ] {
        assert_eq!(host(other), 403, "{other}");
    }
    assert_eq!(server.ask("GET / HTTP/1.0\r\n\r\n").status, 403, "no Host at all");
}

#[test]
fn a_port_in_use_is_told_in_one_sentence() {
    let held = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = held.local_addr().unwrap().port().to_string();
    let page = Page::new();
    let (output, said) =
        refused(&["serve", "--port", &port, "--dir", page.site().to_str().unwrap()]);
    assert!(!output.status.success());
    assert_eq!(said.lines().count(), 1, "{said}");
    assert!(
        said.contains(&format!("port {port} is already in use")) && said.contains("--port"),
        "{said}"
    );
}

#[test]
fn a_directory_without_a_page_is_told_in_one_sentence() {
    let (output, said) = refused(&["serve", "--port", "0", "--dir", "no/such/directory"]);
    assert!(!output.status.success());
    assert!(
        said.starts_with("wireglass: cannot serve the directory no/such/directory: "),
        "{said}"
    );
    let page = Page::new();
    let (output, said) = refused(&["serve", "--port", "0", "--dir", page.0.to_str().unwrap()]);
    assert!(!output.status.success());
    assert!(said.contains("there is no index.html"), "{said}");
}

#[cfg(unix)]
#[test]
fn an_interrupt_ends_it_well() {
    let mut server = Server::start();
    assert_eq!(server.get("/").status, 200);
    let pid = server.child.id().to_string();
    assert!(Command::new("kill").args(["-INT", &pid]).status().unwrap().success());
    assert!(server.child.wait().unwrap().success());
}
