//! What is needed from outside: found, installed, or asked for in one sentence.

use crate::build::digest;
use crate::run::{self, step};
use crate::workspace::Workspace;
use anyhow::{Context, Result, bail};
use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The Trunk that `test --ci` checks with.
const TRUNK: &str = "0.21.14";

/// Makes sure that the standard library for `wasm32-unknown-unknown` is there.
pub(crate) fn wasm_target(workspace: &Workspace) -> Result<()> {
    const TARGET: &str = "wasm32-unknown-unknown";
    let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let library = run::output(workspace.command(rustc).args([
        "--print",
        "target-libdir",
        "--target",
        TARGET,
    ]))?;
    if Path::new(library.trim()).is_dir() {
        return Ok(());
    }
    step("Installing the WebAssembly target");
    if !exists(workspace, "rustup") {
        bail!(
            "Rust's target {TARGET} is missing and rustup is not there to add it: install Rust \
             through https://rustup.rs, or your system's package for that target"
        );
    }
    run::run(workspace.command("rustup").args(["target", "add", TARGET])).with_context(|| {
        format!("rustup could not add {TARGET}: check the network and run `cargo xtask` again")
    })
}

/// Makes sure that Node is there and new enough to run tests.
pub(crate) fn node(workspace: &Workspace) -> Result<()> {
    const ASK: &str = "install Node.js 20.10 or newer (https://nodejs.org)";
    if !exists(workspace, "node") {
        bail!("the browser tests need Node: {ASK}");
    }
    let version = run::output(workspace.command("node").arg("--version"))?;
    let mut parts = version.trim().trim_start_matches('v').split('.').map(str::parse::<u32>);
    match (parts.next(), parts.next()) {
        (Some(Ok(major)), Some(Ok(minor))) if (major, minor) >= (20, 10) => Ok(()),
        _ => bail!("Node {} is too old: {ASK}", version.trim()),
    }
}

/// Installs the browser tests' packages, exactly as locked, unless that was done before.
pub(crate) fn npm_packages(workspace: &Workspace) -> Result<()> {
    let directory = workspace.root.join("tests/e2e");
    let lock = directory.join("package-lock.json");
    let lock = fs::read(&lock).with_context(|| format!("cannot read {}", lock.display()))?;
    let stamp = directory.join("node_modules/.wireglass-stamp");
    let wanted = digest(&lock);
    if fs::read_to_string(&stamp).is_ok_and(|old| old == wanted) {
        return Ok(());
    }
    step("Installing the browser tests' packages (npm ci)");
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    run::run(
        workspace.command(npm).args(["ci", "--no-audit", "--no-fund"]).current_dir(&directory),
    )
    .context("`npm ci` in tests/e2e failed: check the network and run it again")?;
    fs::write(&stamp, wanted).with_context(|| format!("cannot write {}", stamp.display()))
}

/// Finds Chromium: `$CHROMIUM`, then the usual names, then Debian's package when we may install it.
pub(crate) fn chromium(workspace: &Workspace) -> Result<PathBuf> {
    if let Some(path) = env::var_os("CHROMIUM").map(PathBuf::from) {
        if path.is_file() {
            return Ok(path);
        }
        bail!("CHROMIUM names {}, which is not a file", path.display());
    }
    if let Some(path) = find_chromium() {
        return Ok(path);
    }
    if may_install(workspace) {
        apt_install(workspace, &["chromium", "fonts-noto-cjk"])?;
        if let Some(path) = find_chromium() {
            return Ok(path);
        }
    }
    bail!(
        "the browser tests need Chromium: run `sudo apt-get install chromium fonts-noto-cjk` (or your \
         system's like), or set CHROMIUM to the path of a Chrome or Chromium"
    )
}

/// Programs that ours are compared with, or talk to, each with its package in Debian: calculators of
/// addresses, and the guests of our networks. `.ci/run` has the same list.
const PEERS: [(&str, &str); 13] = [
    ("sipcalc", "sipcalc"),
    ("ipcalc", "ipcalc"),
    ("ip", "iproute2"),
    ("ping", "iputils-ping"),
    ("traceroute", "traceroute"),
    ("arp", "net-tools"),
    ("curl", "curl"),
    ("dig", "dnsutils"),
    ("dnsmasq", "dnsmasq-base"),
    ("tftp", "tftp-hpa"),
    ("in.tftpd", "tftpd-hpa"),
    ("udhcpc", "udhcpc"),
    ("python3", "python3"),
];

/// Installs those of them that are missing, when we may. Their tests say so and are passed over where
/// they stay missing.
pub(crate) fn peers(workspace: &Workspace) -> Result<()> {
    let there = |program: &str| {
        // Where only root looks by itself.
        let servers = ["/usr/sbin", "/sbin"].map(|folder| Path::new(folder).join(program));
        on_path(program).is_some() || servers.iter().any(|path| path.is_file())
    };
    let missing: Vec<_> =
        PEERS.iter().filter(|(program, _)| !there(program)).map(|(_, package)| *package).collect();
    if missing.is_empty() || !may_install(workspace) {
        return Ok(());
    }
    apt_install(workspace, &missing)
}

/// Whether packages can be installed: as root, where there is apt.
fn may_install(workspace: &Workspace) -> bool {
    let root = run::output(workspace.command("id").arg("-u")).is_ok_and(|id| id.trim() == "0");
    root && on_path("apt-get").is_some()
}

fn apt_install(workspace: &Workspace, packages: &[&str]) -> Result<()> {
    step(&format!("Installing {} (apt-get)", packages.join(", ")));
    let apt = |arguments: &[&str]| {
        run::run(
            workspace.command("apt-get").args(arguments).env("DEBIAN_FRONTEND", "noninteractive"),
        )
    };
    apt(&["update", "-q"])
        .and_then(|()| apt(&[&["install", "-qy", "--no-install-recommends"], packages].concat()))
        .with_context(|| {
            format!(
                "apt-get could not install {}: check the network and run it again",
                packages.join(", ")
            )
        })
}

fn find_chromium() -> Option<PathBuf> {
    let fixed = [
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
    ];
    ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
        .iter()
        .find_map(|name| on_path(name))
        .or_else(|| fixed.iter().map(PathBuf::from).find(|path| path.is_file()))
}

/// Installs Trunk and the `wasm-bindgen` that it calls, at the pinned versions, unless they are on
/// PATH already. Both are compiled quickly rather than well: they run once.
pub(crate) fn ci_tools(workspace: &Workspace) -> Result<()> {
    let bindgen = workspace.locked_version("wasm-bindgen-cli-support")?;
    cargo_install(
        workspace,
        "trunk",
        "trunk",
        TRUNK,
        &["--no-default-features", "--features", "rustls"],
    )?;
    cargo_install(workspace, "wasm-bindgen-cli", "wasm-bindgen", &bindgen, &[])
}

/// `PATH` with the tools of [`ci_tools`] first.
pub(crate) fn path_with_ci_tools(workspace: &Workspace) -> Result<OsString> {
    let old = env::var_os("PATH").unwrap_or_default();
    let paths = std::iter::once(tools_root(workspace).join("bin")).chain(env::split_paths(&old));
    env::join_paths(paths).context("PATH cannot be extended")
}

fn tools_root(workspace: &Workspace) -> PathBuf {
    workspace.scratch().join("tools")
}

fn cargo_install(
    workspace: &Workspace,
    package: &str,
    program: &str,
    version: &str,
    features: &[&str],
) -> Result<()> {
    let path = path_with_ci_tools(workspace)?;
    // `--version` prints the name and the version. The search runs along the extended PATH.
    let found = env::split_paths(&path).map(|directory| directory.join(program)).any(|program| {
        run::output(workspace.command(program).arg("--version"))
            .is_ok_and(|said| said.split_whitespace().any(|word| word == version))
    });
    if found {
        return Ok(());
    }
    step(&format!("Installing {package} {version} (cargo install)"));
    let install = |locked: &[&str]| {
        run::run(
            workspace
                .cargo()
                .args(["install", package, "--version", version, "--root"])
                .arg(tools_root(workspace))
                .args(features)
                .args(locked)
                .env("CARGO_TARGET_DIR", workspace.scratch().join("tools-build"))
                .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0")
                .env("CARGO_PROFILE_RELEASE_LTO", "off")
                .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16"),
        )
    };
    // A mirror that lags behind may lack a version the tool's own lock file names: then the nearest
    // that it has will do, the tool's own version being fixed.
    install(&["--locked"])
        .or_else(|_| install(&[]))
        .with_context(|| format!("cannot install {package} {version}: check the network"))
}

fn exists(workspace: &Workspace, program: &str) -> bool {
    let mut command: Command = workspace.command(program);
    run::output(command.arg("--version")).is_ok()
}

fn on_path(program: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path).map(|directory| directory.join(program)).find(|path| path.is_file())
}
