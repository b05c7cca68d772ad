//! The cases with Linux at the door, which need a process of one thread for their namespace.

#![cfg(target_os = "linux")]

use std::process::Command;

#[test]
fn linux_is_at_home_in_our_networks() {
    let output = Command::new(env!("CARGO_BIN_EXE_wireglass-peers"))
        .arg("networks")
        .output()
        .expect("it was built for this test");
    let said = String::from_utf8_lossy(&output.stdout);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}{errors}");
    println!("{said}");
}
