//! Where things are.

use crate::run;
use anyhow::{Context, Result, ensure};
use serde_json::Value;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

/// The repository and cargo's target directory.
#[derive(Clone, Debug)]
pub(crate) struct Workspace {
    pub(crate) root: PathBuf,
    pub(crate) target: PathBuf,
    /// What `cargo metadata --no-deps` said.
    pub(crate) metadata: Value,
}

impl Workspace {
    /// Asks cargo, so that `CARGO_TARGET_DIR` and configuration files count.
    pub(crate) fn find() -> Result<Self> {
        // `cargo run` says where the package is now; the compiled-in path may be an older place.
        let package = env::var_os("CARGO_MANIFEST_DIR")
            .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        let root = package
            .ancestors()
            .nth(2)
            .map(Path::to_owned)
            .context("xtask must lie two directories below the repository's root")?;
        let output =
            run::output(cargo(&root).args(["metadata", "--no-deps", "--format-version", "1"]))?;
        let metadata: Value =
            serde_json::from_str(&output).context("cannot read what `cargo metadata` says")?;
        let target = metadata["target_directory"].as_str().map(PathBuf::from);
        let target = target.context("`cargo metadata` names no target directory")?;
        Ok(Self { root, target, metadata })
    }

    /// A `cargo` command that runs at the root.
    pub(crate) fn cargo(&self) -> Command {
        cargo(&self.root)
    }

    /// Any other program, at the root.
    pub(crate) fn command(&self, program: impl Into<OsString>) -> Command {
        let mut command = Command::new(program.into());
        command.current_dir(&self.root);
        command
    }

    /// xtask's own corner of the target directory.
    pub(crate) fn scratch(&self) -> PathBuf {
        self.target.join("xtask")
    }

    /// The built page.
    pub(crate) fn dist(&self) -> PathBuf {
        self.root.join("dist")
    }

    /// The version of a package in `Cargo.lock`.
    pub(crate) fn locked_version(&self, package: &str) -> Result<String> {
        let path = self.root.join("Cargo.lock");
        let lock =
            fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        let name = format!("name = \"{package}\"");
        let versions: Vec<_> = lock
            .split("[[package]]")
            .filter(|entry| entry.lines().any(|line| line == name))
            .filter_map(|entry| entry.lines().find_map(|line| line.strip_prefix("version = \"")))
            .map(|version| version.trim_end_matches('"').to_owned())
            .collect();
        ensure!(
            versions.len() == 1,
            "Cargo.lock must hold one version of {package}, not {versions:?}"
        );
        Ok(versions.into_iter().next().unwrap_or_default())
    }
}

fn cargo(root: &Path) -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root);
    // What `cargo run` tells xtask about itself is not for the cargo that xtask runs: build scripts
    // that watch these variables would run again each time.
    for (name, _) in env::vars_os() {
        let name = name.to_string_lossy();
        if name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_") {
            command.env_remove(&*name);
        }
    }
    command
}
