//! Turns the built-in lessons from TOML into a compact form, so that the page
//! does not have to carry a TOML reader. A lesson that does not parse, or lacks
//! a language, does not compile.

#[allow(dead_code, unreachable_pub, unused_imports)] // the crate's own types, used here only to pass through
#[path = "src/format.rs"]
mod format;

use std::path::Path;
use std::{env, fs};

fn main() {
    println!("cargo::rerun-if-changed=lessons");
    println!("cargo::rerun-if-changed=src/format.rs");
    let out = env::var_os("OUT_DIR").expect("cargo sets OUT_DIR");
    for entry in fs::read_dir("lessons").expect("the folder of lessons") {
        let path = entry.expect("a readable folder").path();
        let text = fs::read_to_string(&path).expect("a readable lesson");
        let file: format::File = toml::from_str(&text)
            .unwrap_or_else(|error| panic!("lesson {}: {error}", path.display()));
        let bytes = postcard::to_allocvec(&file).expect("plain data");
        let name = path.file_stem().expect("a named file");
        fs::write(Path::new(&out).join(name).with_extension("lesson"), bytes).expect("writable");
    }
}
