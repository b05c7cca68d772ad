//! The one program with all targets in it; `WIREGLASS_FUZZ_TARGET` says which one runs.
#![no_main]

use libfuzzer_sys::fuzz_target;
use std::sync::OnceLock;
use wireglass_fuzz::{Target, target};

static TARGET: OnceLock<Target> = OnceLock::new();

fuzz_target!(|data: &[u8]| {
    let run = TARGET.get_or_init(|| {
        let name = std::env::var("WIREGLASS_FUZZ_TARGET").unwrap_or_default();
        target(&name).unwrap_or_else(|| panic!("WIREGLASS_FUZZ_TARGET names no target: {name:?}"))
    });
    run(data);
});
