//! Many scripts: how each went, and which were expected to fail.

use crate::error::ParseError;
use crate::run::{self, Mismatch, Passed};
use crate::script::Script;
use serde::Deserialize;
use std::fmt;
use std::path::Path;
use wireglass_core::tcp::Profile;

/// How a script went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// As it says.
    Passed(Passed),
    /// Otherwise.
    Failed(Trouble),
    /// It needs something that is not there.
    Skipped(Trouble),
}

/// Where and why a script did not pass.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// The line, counted from 1.
    pub line: u32,
    /// Why.
    pub what: Cause,
}

/// Why a script did not pass.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cause {
    /// It cannot be read.
    Text(ParseError),
    /// Something came out otherwise.
    Run(Mismatch),
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.what {
            Cause::Text(error) => write!(f, "{}: {error}", self.line),
            Cause::Run(what) => write!(f, "{}: {what}", self.line),
        }
    }
}

/// Whose defaults a script is for: `NAME.linux.pkt` and `NAME.freebsd.pkt` say so
/// themselves, others leave it to whoever runs them.
pub fn profile_for(path: &Path, otherwise: Profile) -> Profile {
    let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or("");
    match stem.rsplit_once('.') {
        Some((_, "rfc")) => Profile::Rfc,
        Some((_, "linux")) => Profile::Linux,
        Some((_, "freebsd")) => Profile::FreeBsd,
        _ => otherwise,
    }
}

/// Reads and runs one script.
pub fn judge(text: &str, profile: Profile) -> Verdict {
    let script = match Script::parse(text, run::defined_for(profile)) {
        Ok(script) => script,
        Err(error) => {
            return Verdict::Failed(Trouble { line: error.line, what: Cause::Text(error) });
        }
    };
    match run::run(&script, profile) {
        Ok(passed) => Verdict::Passed(passed),
        Err(failure) => {
            let unsupported = matches!(failure.what, Mismatch::Unsupported(_));
            let trouble = Trouble { line: failure.line, what: Cause::Run(failure.what) };
            if unsupported { Verdict::Skipped(trouble) } else { Verdict::Failed(trouble) }
        }
    }
}

/// The scripts that are known not to pass.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expected {
    /// Each with its reason.
    #[serde(default)]
    pub script: Vec<ExpectedScript>,
}

/// A script that is known not to pass.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExpectedScript {
    /// Its path below the directory of the scripts, with `/`.
    pub path: String,
    /// Why it does not pass, as an expert would put it.
    pub reason: String,
}

impl Expected {
    /// Reads the list.
    ///
    /// # Errors
    /// What is wrong with the TOML.
    pub fn parse(text: &str) -> Result<Self, toml::de::Error> {
        toml::from_str(text)
    }

    /// Whether this script is in the list.
    pub fn lists(&self, path: &str) -> bool {
        self.script.iter().any(|script| script.path == path)
    }
}
