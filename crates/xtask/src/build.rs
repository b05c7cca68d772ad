//! `cargo xtask build`: wasm, glue, `dist/`, and the program with the page in it.
//!
//! Each step looks at what it would change and leaves the rest alone, so that a build with nothing to
//! do takes as long as cargo needs to find that out.

mod html;
mod page;

use crate::run::{self, step};
use crate::tools;
use crate::workspace::Workspace;
use anyhow::{Context, Result};
use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash as _, Hasher as _};
use std::path::{Path, PathBuf};
use wasm_bindgen_cli_support::Bindgen;

/// The package of the page, and the stem of the player's glue and wasm.
pub(crate) const WEB: &str = "wireglass-web";

/// The page's programs: the player, the same for networks, and the labs.
const PROGRAMS: [&str; 3] = [WEB, "wireglass-networks", "wireglass-labs"];

/// How to compile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    Release,
    Debug,
}

impl Mode {
    pub(crate) const fn new(debug: bool) -> Self {
        if debug { Self::Debug } else { Self::Release }
    }

    /// Cargo's profile for the page, and the directory it writes to.
    const fn web(self) -> (&'static str, &'static str) {
        match self {
            Self::Release => ("web", "web"),
            Self::Debug => ("dev", "debug"),
        }
    }

    const fn native(self) -> (&'static str, &'static str) {
        match self {
            Self::Release => ("release", "release"),
            Self::Debug => ("dev", "debug"),
        }
    }
}

/// Builds everything; returns the program's path.
pub(crate) fn build(workspace: &Workspace, mode: Mode) -> Result<PathBuf> {
    tools::wasm_target(workspace)?;

    step("Compiling the page to WebAssembly");
    let (profile, directory) = mode.web();
    run::run(workspace.cargo().args([
        "build",
        "--locked",
        "--package",
        WEB,
        "--target",
        "wasm32-unknown-unknown",
        "--profile",
        profile,
    ]))?;
    let compiled = workspace.target.join("wasm32-unknown-unknown").join(directory);
    let glues = PROGRAMS
        .iter()
        .map(|name| glue(workspace, name, &compiled.join(format!("{name}.wasm")), mode))
        .collect::<Result<Vec<_>>>()?;

    step("Writing the page to dist/");
    let sizes = page::write(workspace, &glues)?;
    eprintln!("    {sizes}");

    step("Compiling the program");
    let (profile, directory) = mode.native();
    run::run(workspace.cargo().args([
        "build",
        "--locked",
        "--package",
        "wireglass-companion",
        "--features",
        "embed-page",
        "--profile",
        profile,
    ]))?;
    let program =
        workspace.target.join(directory).join(format!("wireglass{}", std::env::consts::EXE_SUFFIX));
    eprintln!("    {}", program.display());
    Ok(program)
}

/// Runs wasm-bindgen over the compiled module unless that was done before; returns the directory.
fn glue(workspace: &Workspace, name: &str, wasm: &Path, mode: Mode) -> Result<PathBuf> {
    let bytes = fs::read(wasm).with_context(|| format!("cannot read {}", wasm.display()))?;
    let version = workspace.locked_version("wasm-bindgen-cli-support")?;
    let stamp = format!("{version} {:?} {}", mode, digest(&bytes));
    let directory = workspace.scratch().join("glue").join(name);
    let stamp_file = directory.join("stamp");
    if fs::read_to_string(&stamp_file).is_ok_and(|old| old == stamp) {
        return Ok(directory);
    }

    step(&format!("Writing the glue of {name} (wasm-bindgen)"));
    // Begin clean: snippets of an older build must not stay.
    if directory.exists() {
        fs::remove_dir_all(&directory)
            .with_context(|| format!("cannot empty {}", directory.display()))?;
    }
    Bindgen::new()
        .input_bytes(name, bytes)
        .web(true)
        .and_then(|bindgen| {
            bindgen
                .typescript(false)
                .keep_debug(mode == Mode::Debug)
                .remove_name_section(mode == Mode::Release)
                .remove_producers_section(true)
                .generate(&directory)
        })
        .context("wasm-bindgen could not write the glue")?;
    fs::write(&stamp_file, stamp)
        .with_context(|| format!("cannot write {}", stamp_file.display()))?;
    Ok(directory)
}

/// A short name for some contents: sixteen hexadecimal digits. It is compared with what the same
/// toolchain computed before, and shows up in URLs to make them new; it defends against nobody.
pub(crate) fn digest(bytes: &[u8]) -> String {
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}
