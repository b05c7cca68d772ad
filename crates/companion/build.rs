//! With the feature `embed-page`, lists every file of the built page as `include_bytes!`, each with
//! its entity tag. Without it, writes nothing. A dozen files need no crate for this.

#[path = "src/assets/etag.rs"]
mod etag;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=src/assets/etag.rs");
    println!("cargo::rerun-if-env-changed=WIREGLASS_DIST");
    if env::var_os("CARGO_FEATURE_EMBED_PAGE").is_none() {
        return;
    }
    let dist = env::var_os("WIREGLASS_DIST").map_or_else(
        || PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default()).join("../../dist"),
        PathBuf::from,
    );
    println!("cargo::rerun-if-changed={}", dist.display());
    let mut files = Vec::new();
    if let Err(error) = collect(&dist, &mut files) {
        println!(
            "cargo::error=the page to embed is not at {}: {error}; run `cargo xtask build`",
            dist.display()
        );
        return;
    }
    files.sort();

    let mut table = String::from("&[\n");
    for file in files {
        let Ok(relative) = file.strip_prefix(&dist) else { continue };
        let name: Vec<_> = relative.iter().map(|part| part.to_string_lossy()).collect();
        let name = name.join("/");
        match (fs::canonicalize(&file), fs::read(&file)) {
            (Ok(path), Ok(bytes)) => {
                let path = path.to_string_lossy();
                // Writing to a String cannot fail.
                let _ = writeln!(
                    table,
                    "    Embedded {{ path: {name:?}, bytes: include_bytes!({path:?}), etag: {:?} }},",
                    etag::of(&bytes)
                );
            }
            (Err(error), _) | (_, Err(error)) => {
                println!("cargo::error={}: {error}", file.display());
            }
        }
    }
    table.push_str("]\n");
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default()).join("page.rs");
    if let Err(error) = fs::write(&out, table) {
        println!("cargo::error={}: {error}", out.display());
    }
}

fn collect(directory: &Path, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in fs::read_dir(directory)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}
