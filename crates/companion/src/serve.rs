//! `wireglass serve`: the page, over HTTP, to this machine only.
//!
//! Two things keep others out. The listener is bound to 127.0.0.1, so no other machine reaches it.
//! And every request must name us in its `Host` header: a web page elsewhere that points its own
//! domain at 127.0.0.1 (DNS rebinding) sends its own name there, and gets nothing.

use crate::assets::{Asset, Assets, AssetsError};
use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::Response;
use std::borrow::Cow;
use std::io::Write as _;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::{fmt, io};
use tokio::net::TcpListener;

/// One policy for every place the page is served from: xtask writes it into the page as well.
const CONTENT_SECURITY_POLICY: &str = include_str!("../../../web/csp.txt").trim_ascii();

/// What `wireglass serve` was asked to do.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct Options {
    /// Port on 127.0.0.1; 0 lets the system choose one
    #[arg(long, default_value_t = 7878)]
    port: u16,
    /// Serve the page from this directory instead of the one built in
    #[arg(long, value_name = "DIR")]
    dir: Option<PathBuf>,
    /// Open the page in the browser
    #[arg(long)]
    open: bool,
}

/// Why the page is not served.
#[derive(Debug)]
pub(crate) enum Error {
    Assets(AssetsError),
    PortInUse { port: u16 },
    Bind { port: u16, source: io::Error },
    Runtime(io::Error),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Assets(error) => error.fmt(f),
            Self::PortInUse { port } => write!(
                f,
                "port {port} is already in use: stop the program that holds it, or choose another \
                 with `--port`"
            ),
            Self::Bind { port, source } => {
                write!(f, "cannot listen on 127.0.0.1:{port} ({source}): choose another `--port`")
            }
            Self::Runtime(source) => write!(f, "the server stopped: {source}"),
        }
    }
}

impl std::error::Error for Error {}

/// Serves until Ctrl-C (or SIGTERM). Prints the address on standard output once it answers.
pub(crate) fn run(options: &Options) -> Result<(), Error> {
    let assets = Assets::choose(options.dir.as_deref()).map_err(Error::Assets)?;
    // One thread is plenty for one person's browser.
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(Error::Runtime)?;
    runtime.block_on(serve(options, assets))
}

async fn serve(options: &Options, assets: Assets) -> Result<(), Error> {
    let port = options.port;
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await.map_err(|source| {
        match source.kind() {
            io::ErrorKind::AddrInUse => Error::PortInUse { port },
            _ => Error::Bind { port, source },
        }
    })?;
    let address = listener.local_addr().map_err(Error::Runtime)?;
    let url = format!("http://{address}/");
    announce(&url);
    if options.open && !open_browser(&url) {
        eprintln!("No browser could be opened; open {url} yourself.");
    }
    axum::serve(listener, router(assets, address))
        .with_graceful_shutdown(stopped())
        .await
        .map_err(Error::Runtime)
}

fn announce(url: &str) {
    let mut out = io::stdout().lock();
    // Nobody may be listening to standard output any more; serving goes on all the same.
    let _ = writeln!(out, "Wireglass is at {url} (Ctrl-C stops it)").and_then(|()| out.flush());
}

/// Resolves when the person (or the system) asks the program to stop.
async fn stopped() {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = interrupt => {}
                _ = terminate.recv() => {}
            }
            return;
        }
    }
    // Without a handler there is only the default: the signal ends the process.
    if interrupt.await.is_err() {
        std::future::pending::<()>().await;
    }
}

/// Asks the desktop to open `url`; false if there is nothing to ask.
fn open_browser(url: &str) -> bool {
    let program = if cfg!(target_os = "macos") {
        "open"
    } else if cfg!(windows) {
        "explorer"
    } else {
        "xdg-open"
    };
    Command::new(program)
        .arg(url)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .is_ok()
}

struct Site {
    assets: Assets,
    address: SocketAddr,
}

fn router(assets: Assets, address: SocketAddr) -> Router {
    Router::new().fallback(answer).with_state(Arc::new(Site { assets, address }))
}

async fn answer(State(site): State<Arc<Site>>, request: Request) -> Response {
    let mut response = if !is_for_us(request.headers(), site.address) {
        text(StatusCode::FORBIDDEN, "This server answers to 127.0.0.1 and localhost only.\n")
    } else if !matches!(*request.method(), Method::GET | Method::HEAD) {
        let mut response = text(StatusCode::METHOD_NOT_ALLOWED, "Only GET and HEAD.\n");
        response.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
        response
    } else if let Some(asset) = site.assets.get(request.uri().path()) {
        if is_fresh(request.headers(), &asset.etag) {
            tagged(Response::new(Body::empty()), StatusCode::NOT_MODIFIED, &asset)
        } else {
            file(StatusCode::OK, asset)
        }
    } else {
        match site.assets.get("/404.html") {
            Some(asset) => file(StatusCode::NOT_FOUND, asset),
            None => text(StatusCode::NOT_FOUND, "There is no such page.\n"),
        }
    };
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
    ] {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

/// Whether the request names this server: `127.0.0.1` or `localhost`, with our port.
fn is_for_us(headers: &HeaderMap, address: SocketAddr) -> bool {
    let Some(host) = headers.get(header::HOST).and_then(|host| host.to_str().ok()) else {
        return false;
    };
    let (name, port) = match host.rsplit_once(':') {
        Some((name, port)) => (name, port.parse().ok()),
        None => (host, Some(80)), // RFC 9110 §4.2.1: the default port may be left out.
    };
    port == Some(address.port()) && (name == "127.0.0.1" || name.eq_ignore_ascii_case("localhost"))
}

/// Whether the reader already has this version (`If-None-Match`, RFC 9110 §13.1.2).
fn is_fresh(headers: &HeaderMap, etag: &str) -> bool {
    headers
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(str::trim)
        .any(|tag| tag == "*" || tag.strip_prefix("W/").unwrap_or(tag) == etag)
}

fn file(status: StatusCode, mut asset: Asset) -> Response {
    let bytes = match std::mem::replace(&mut asset.bytes, Cow::Borrowed(&[])) {
        Cow::Borrowed(bytes) => Bytes::from_static(bytes),
        Cow::Owned(bytes) => Bytes::from(bytes),
    };
    let mut response = tagged(Response::new(Body::from(bytes)), status, &asset);
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(asset.mime));
    response
}

/// Adds the status and what a cache needs. `no-cache` means "ask first": on this machine asking is
/// free, and a rebuilt page is never hidden by an old one.
fn tagged(mut response: Response, status: StatusCode, asset: &Asset) -> Response {
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    if status != StatusCode::NOT_FOUND
        && let Ok(etag) = HeaderValue::from_str(&asset.etag)
    {
        headers.insert(header::ETAG, etag);
    }
    response
}

fn text(status: StatusCode, words: &'static str) -> Response {
    let mut response = Response::new(Body::from(words));
    *response.status_mut() = status;
    response
        .headers_mut()
        .insert(header::CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    response
}
