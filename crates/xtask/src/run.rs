//! Running other programs, with a sentence for each way it can fail.

use anyhow::{Context, Result, anyhow, bail};
use std::io::{self, BufRead as _, BufReader, Read, Write};
use std::process::{Command, ExitStatus, Stdio};
use std::thread;

/// Says what is being done; long steps show the tool's own progress below it.
pub(crate) fn step(what: &str) {
    eprintln!("\x1b[1m==>\x1b[0m {what}");
}

/// The command as a person would type it.
pub(crate) fn shown(command: &Command) -> String {
    let program = command.get_program();
    let name = std::path::Path::new(program).file_name().unwrap_or(program);
    std::iter::once(name)
        .chain(command.get_args())
        .map(std::ffi::OsStr::to_string_lossy)
        .collect::<Vec<_>>()
        .join(" ")
}

fn not_started(command: &Command, error: io::Error) -> anyhow::Error {
    if error.kind() == io::ErrorKind::NotFound {
        anyhow!("`{}` is not installed, or not on PATH", command.get_program().to_string_lossy())
    } else {
        anyhow!(error).context(format!("cannot start `{}`", shown(command)))
    }
}

fn check(command: &Command, status: ExitStatus) -> Result<()> {
    if !status.success() {
        bail!("`{}` failed ({status}); what it said is above", shown(command));
    }
    Ok(())
}

/// Runs to the end, its output going straight to the terminal.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    command.stdin(Stdio::null());
    let status = command.status().map_err(|error| not_started(command, error))?;
    check(command, status)
}

/// Runs quietly and returns standard output; on failure the error carries standard error.
pub(crate) fn output(command: &mut Command) -> Result<String> {
    command.stdin(Stdio::null());
    let output = command.output().map_err(|error| not_started(command, error))?;
    if !output.status.success() {
        bail!("`{}` failed: {}", shown(command), String::from_utf8_lossy(&output.stderr).trim());
    }
    String::from_utf8(output.stdout)
        .with_context(|| format!("`{}` printed what is not UTF-8", shown(command)))
}

/// Runs to the end, its output going to the terminal *and* into the string, line by line.
/// The string is returned whether or not the program succeeded.
pub(crate) fn tee(command: &mut Command) -> (String, Result<()>) {
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = match command.spawn() {
        Ok(child) => child,
        Err(error) => return (String::new(), Err(not_started(command, error))),
    };
    let (out, err) = (child.stdout.take(), child.stderr.take());
    let errors = thread::spawn(move || copy(err, &mut io::stderr()));
    let mut said = copy(out, &mut io::stdout());
    // A reader that panicked has already said so; what it read is lost, the status is not.
    said.push_str(&errors.join().unwrap_or_default());
    let result = child
        .wait()
        .map_err(|error| not_started(command, error))
        .and_then(|status| check(command, status));
    (said, result)
}

fn copy(from: Option<impl Read>, to: &mut impl Write) -> String {
    let mut said = String::new();
    let Some(from) = from else { return said };
    let mut lines = BufReader::new(from);
    let mut line = Vec::new();
    while lines.read_until(b'\n', &mut line).is_ok_and(|length| length > 0) {
        // A closed terminal must not stop the run.
        let _ = to.write_all(&line).and_then(|()| to.flush());
        said.push_str(&String::from_utf8_lossy(&line));
        line.clear();
    }
    said
}
