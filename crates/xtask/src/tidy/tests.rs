//! Each check meets a sample that must fail it, and one beside it that must not.

use super::*;
use serde_json::json;

#[track_caller]
fn fails(problems: &[Problem], part: &str) {
    assert!(problems.iter().any(|problem| problem.what.contains(part)), "{part}: {problems:?}");
}

#[track_caller]
fn passes(problems: &[Problem]) {
    assert!(problems.is_empty(), "{problems:?}");
}

#[test]
fn long_files() {
    fails(&text::check("web/src/a.rs", &"\n".repeat(801)), "801 lines");
    passes(&text::check("web/src/a.rs", &"\n".repeat(800)));
    passes(&text::check("tests/fixtures/a.txt", &"\n".repeat(5000)));
}

#[test]
fn unfinished_work() {
    for mark in [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("XX", "X"), concat!("HA", "CK")]
    {
        fails(&text::check("static/a.css", &format!("/* {mark}: later */")), mark);
    }
    passes(&text::check("a.rs", "const TODOS: u8 = 1; // not a HACKSAW"));
}

#[test]
fn paths_of_a_machine() {
    for path in [concat!("/wo", "rk/x"), concat!("/ro", "ot/x"), concat!("/ho", "me/ann/x")] {
        fails(&text::check("a.md", &format!("see {path}.")), "one machine");
    }
    passes(&text::check("a.md", "frame/work/x and ./root/x and web/home/x"));
}

#[test]
fn foreign_registries() {
    let npm = |host: &str| format!("      \"resolved\": \"https://{host}/a/-/a-1.0.0.tgz\",");
    fails(&text::check("tests/e2e/package-lock.json", &npm("mirror.example")), "mirror.example");
    passes(&text::check("tests/e2e/package-lock.json", &npm("registry.npmjs.org")));
    fails(
        &text::check("Cargo.lock", "source = \"registry+https://mirror.example/index\""),
        "mirror.example",
    );
    passes(&text::check(
        "Cargo.lock",
        "source = \"registry+https://github.com/rust-lang/crates.io-index\"",
    ));
}

#[test]
fn words_out_of_place() {
    for c in ['\u{4e2d}', '\u{3002}', '\u{ff08}'] {
        let line = format!("let word = \"{c}\";");
        fails(&text::check("crates/sim/src/a.rs", &line), "words a person reads");
        fails(&text::check("web/src/app.rs", &line), "words a person reads");
        for room in [
            "crates/text/src/zh.rs",
            "crates/sim/src/a/tests.rs",
            "web/src/i18n/zh.rs",
            "README.md",
            "web/index.html",
        ] {
            passes(&text::check(room, &line));
        }
    }
    passes(&text::check("crates/sim/src/a.rs", "// 2\u{b7}MSL \u{2192} \u{3bc}s"));
}

#[test]
fn the_outside_world_in_a_pure_room() {
    for line in [
        "use std::fs;",
        "use std::io::Read;",
        "std::env::var(\"A\");",
        "let t = std::time::Instant::now();",
        "use std::{thread, net::TcpStream};",
        "std::thread::spawn(f);",
        "use std::collections::HashMap;",
        "let s: HashSet<u8>;",
        "println!(\"x\");",
        "dbg!(x);",
    ] {
        fails(&rust::check("crates/core/src/a.rs", line), "pure room");
        passes(&rust::check("crates/core/src/a/tests.rs", line));
        passes(&rust::check("crates/companion/src/a.rs", line));
    }
    for line in [
        "// std::fs",
        "\"HashMap\"",
        "r#\"std::time\"#",
        "use crate::time::Instant;",
        "/* println!() */",
    ] {
        passes(&rust::check("crates/scene/src/a.rs", line));
    }
}

#[test]
fn floats_where_numbers_are_whole() {
    for line in ["x: f64,", "let x = 1.5;", "let x = 1_f32;", "a * 0.5"] {
        fails(&rust::check("crates/sim/src/a.rs", line), "a float");
        passes(&rust::check("crates/scene/src/a.rs", line));
        passes(&rust::check("crates/course/src/write.rs", line));
        fails(&rust::check("crates/course/src/other/write.rs", line), "a float");
    }
    for line in ["pair.0.1", "0..1", "1..=2", "\"1.5\"", "// 1.5", "list.0.len()", "x[1].y"] {
        passes(&rust::check("crates/sim/src/a.rs", line));
    }
}

#[test]
fn allows_without_a_reason() {
    fails(&rust::check("web/src/a.rs", "\n#[allow(dead_code)]\nfn f() {}"), "without a reason");
    fails(&rust::check("web/src/a.rs", "#![expect(dead_code)]"), "without a reason");
    for source in [
        "#[allow(dead_code, reason = \"x\")]",
        "#[allow(\n    dead_code,\n    reason = \"x\"\n)]",
        "#[allow(dead_code)] // because",
        "// because\n#[allow(dead_code)]",
        "let text = \"#[allow(dead_code)]\";",
    ] {
        passes(&rust::check("web/src/a.rs", source));
    }
}

#[test]
fn libraries_without_a_contract() {
    fails(&rust::check("crates/sim/src/lib.rs", "//! sim\n"), "contract");
    passes(&rust::check("crates/sim/src/lib.rs", &"//! A line.\n".repeat(10)));
}

#[test]
fn arrows_that_go_down() {
    let metadata = |name: &str, dependency: &str, kind: Option<&str>| {
        json!({"packages": [{"name": name, "dependencies": [
            {"name": dependency, "kind": kind, "path": "/x"},
            {"name": "serde", "kind": null},
        ]}]})
    };
    fails(
        &crates::check_arrows(&metadata("wireglass-core", "wireglass-trace", None)),
        "must not know trace",
    );
    fails(
        &crates::check_arrows(&metadata("wireglass-sim", "wireglass-text", Some("build"))),
        "must not know text",
    );
    fails(&crates::check_arrows(&metadata("wireglass-new", "wireglass-core", None)), "ARROWS");
    passes(&crates::check_arrows(&metadata("wireglass-trace", "wireglass-core", None)));
    passes(&crates::check_arrows(&metadata("wireglass-core", "wireglass-sim", Some("dev"))));
}

#[test]
fn unsafe_code_let_in() {
    fails(&crates::check_manifest("crates/sim/Cargo.toml", "[package]\nname = \"a\"\n"), "lints");
    fails(
        &crates::check_manifest("Cargo.toml", "[workspace.lints.rust]\nunsafe_code = \"deny\"\n"),
        "forbid",
    );
    passes(&crates::check_manifest("crates/sim/Cargo.toml", "[lints]\nworkspace = true\n"));
    passes(&crates::check_manifest(
        "Cargo.toml",
        "[workspace.lints.rust]\nunsafe_code = \"forbid\"\n",
    ));
}

#[test]
fn randomness_in_the_page() {
    let tree = |parent: &str, name: &str| {
        format!("0wireglass-web v0.1.0\n1{parent} v1.0.0\n2{name} v0.2.17\n1yew v0.23.0\n")
    };
    fails(&crates::check_wasm_tree(&tree("ours", "getrandom")), "getrandom, through ours");
    fails(&crates::check_wasm_tree(&tree("yew", "rand")), "rand, through yew");
    passes(&crates::check_wasm_tree(&tree("gloo-history", "getrandom")));
    passes(&crates::check_wasm_tree(&tree("ours", "getrandomly")));
}

#[test]
fn only_code_is_left() {
    for (source, code) in [
        ("a // b\nc", "a     \nc"),
        ("a /* b /* c */ d */ e", "a                   e"),
        ("f(\"a\\\"b\", c)", "f(      , c)"),
        ("r#\"a\"b\"# x", "         x"),
        ("br\"a\" x", "b     x"),
        ("'a' 'b: &'c d", "    'b: &'c d"),
        ("'\\'' '\\u{41}' x", "              x"),
        ("r#type x", "r#type x"),
    ] {
        assert_eq!(code::code_only(source), code, "{source}");
    }
}
