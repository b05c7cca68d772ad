//! Writes `dist/` from `web/index.html`, the tags in it, and the glue.

use super::{digest, html};
use crate::workspace::Workspace;
use anyhow::{Context, Result, bail, ensure};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// The files of the page by their name in `dist/`, with `/` between the parts.
type Files = BTreeMap<String, Vec<u8>>;

/// Writes what changed, removes what is no longer part of the page, and says how big it is.
pub(super) fn write(workspace: &Workspace, glues: &[PathBuf]) -> Result<String> {
    let files = assemble(&workspace.root.join("web"), glues)?;
    let dist = workspace.dist();
    for (name, bytes) in &files {
        let path = dist.join(name);
        if fs::read(&path).is_ok_and(|old| old == *bytes) {
            continue;
        }
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)
                .with_context(|| format!("cannot create {}", parent.display()))?;
        }
        fs::write(&path, bytes).with_context(|| format!("cannot write {}", path.display()))?;
    }
    remove_others(&dist, "", &files)?;
    Ok(sizes(&files))
}

fn assemble(web: &Path, glues: &[PathBuf]) -> Result<Files> {
    let index = web.join("index.html");
    let source = read_text(&index)?;
    let policy = read_text(&web.join("csp.txt"))?;
    let mut files = Files::new();
    for glue in glues {
        add_directory(&mut files, glue, "")?;
        files.remove("stamp");
    }

    let html = html::rewrite(&source, |tag| {
        let rel = tag.get("rel").unwrap_or_default();
        let path = |attribute: &str| -> Result<PathBuf> {
            let relative = tag.get(attribute);
            let relative =
                relative.with_context(|| format!("<{}> needs `{attribute}`", tag.name))?;
            Ok(web.join(relative))
        };
        match (tag.name.as_str(), rel) {
            ("script", _) => {
                let path = path("src")?;
                let source = name_versions(&read_text(&path)?, &files);
                let url = versioned(&file_name(&path)?, source.as_bytes());
                add(&mut files, &file_name(&path)?, source.into_bytes())?;
                let kind = tag.get("type").map(|kind| format!(" type=\"{kind}\""));
                Ok(format!("<script{} src=\"{url}\"></script>", kind.unwrap_or_default()))
            }
            ("link", "css") => {
                let url = add_versioned(&mut files, &path("href")?)?;
                Ok(format!("<link rel=\"stylesheet\" href=\"{url}\">"))
            }
            // What cargo and wasm-bindgen made of it is among the files already.
            ("link", "rust") => Ok(String::new()),
            ("link", "copy-file") => {
                let path = path("href")?;
                add(&mut files, &file_name(&path)?, read(&path)?)?;
                Ok(String::new())
            }
            ("link", "copy-dir") => {
                let path = path("href")?;
                let name = file_name(&path)?;
                add_directory(&mut files, &path, &format!("{name}/"))?;
                Ok(String::new())
            }
            (name, rel) => bail!("<{name} rel=\"{rel}\"> is not known to xtask: see build/page.rs"),
        }
    })
    .with_context(|| format!("cannot use {}", index.display()))?;
    let html = with_policy(&html, policy.trim())?;
    files.insert("index.html".to_owned(), html.into_bytes());
    Ok(files)
}

/// Gives every file that a script names as `"./NAME"` its version.
fn name_versions(source: &str, files: &Files) -> String {
    files.iter().fold(source.to_owned(), |source, (name, bytes)| {
        source.replace(&format!("\"./{name}\""), &format!("\"./{}\"", versioned(name, bytes)))
    })
}

/// Puts the content security policy first in `<head>`: it must come before what it governs.
fn with_policy(html: &str, policy: &str) -> Result<String> {
    ensure!(
        !policy.contains(['"', '<', '\n']),
        "web/csp.txt must be one line without quotes or tags"
    );
    let (before, after) = html.split_once("<head>").context("web/index.html has no <head>")?;
    Ok(format!(
        "{before}<head>\n<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">{after}"
    ))
}

/// The name with its contents' digest, so that a cache never gives an old one for a new one.
fn versioned(name: &str, bytes: &[u8]) -> String {
    format!("{name}?v={}", &digest(bytes)[..8])
}

fn add_versioned(files: &mut Files, path: &Path) -> Result<String> {
    let (name, bytes) = (file_name(path)?, read(path)?);
    let url = versioned(&name, &bytes);
    add(files, &name, bytes)?;
    Ok(url)
}

fn add(files: &mut Files, name: &str, bytes: Vec<u8>) -> Result<()> {
    ensure!(
        files.insert(name.to_owned(), bytes).is_none(),
        "two files of the page are called {name}"
    );
    Ok(())
}

fn add_directory(files: &mut Files, directory: &Path, prefix: &str) -> Result<()> {
    let entries = fs::read_dir(directory)
        .with_context(|| format!("cannot read the directory {}", directory.display()))?;
    for entry in entries {
        let path = entry?.path();
        let name = format!("{prefix}{}", file_name(&path)?);
        if path.is_dir() {
            add_directory(files, &path, &format!("{name}/"))?;
        } else {
            add(files, &name, read(&path)?)?;
        }
    }
    Ok(())
}

fn remove_others(directory: &Path, prefix: &str, files: &Files) -> Result<()> {
    for entry in fs::read_dir(directory)? {
        let path = entry?.path();
        let name = format!("{prefix}{}", file_name(&path)?);
        let gone = if path.is_dir() {
            let inside = format!("{name}/");
            if files.keys().any(|file| file.starts_with(&inside)) {
                remove_others(&path, &inside, files)?;
                continue;
            }
            fs::remove_dir_all(&path)
        } else if files.contains_key(&name) {
            continue;
        } else {
            fs::remove_file(&path)
        };
        gone.with_context(|| format!("cannot remove {}", path.display()))?;
    }
    Ok(())
}

fn sizes(files: &Files) -> String {
    let mut text = String::new();
    let mut total = 0;
    for (name, bytes) in files {
        total += bytes.len();
        if name.contains("_bg.wasm") {
            // Writing to a String cannot fail.
            let _ = write!(text, "{name}: {}; ", kilobytes(bytes.len()));
        }
    }
    text + &format!("all {} files: {}", files.len(), kilobytes(total))
}

fn kilobytes(bytes: usize) -> String {
    format!("{} KB", bytes.div_ceil(1000))
}

fn file_name(path: &Path) -> Result<String> {
    let name = path.file_name().and_then(|name| name.to_str());
    Ok(name.with_context(|| format!("{} has no usable name", path.display()))?.to_owned())
}

fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("cannot read {}", path.display()))
}

fn read_text(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
}
