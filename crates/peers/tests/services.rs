//! The names of ports against tables that others keep: the system's own `/etc/services` (Debian's
//! package netbase) and IANA's whole registry as Wireshark carries it. What is missing is said and
//! passed over, but not in the CI.

use std::collections::{BTreeMap, BTreeSet};
use wireglass_core::addr::ports::NAMED;

const TABLES: [&str; 2] = ["/etc/services", "/usr/share/wireshark/services"];

#[test]
fn the_names_of_ports_are_those_that_are_registered() {
    let tables: Vec<String> =
        TABLES.iter().filter_map(|path| std::fs::read_to_string(path).ok()).collect();
    if tables.len() < TABLES.len() {
        assert!(std::env::var_os("CI").is_none(), "the CI must have {TABLES:?}");
        eprintln!("passed over: {TABLES:?} are not both here");
        return;
    }
    let mut known: BTreeMap<u16, BTreeSet<&str>> = BTreeMap::new();
    for line in tables.iter().flat_map(|table| table.lines()) {
        let line = line.split('#').next().unwrap_or_default();
        let mut words = line.split_whitespace();
        let (Some(name), Some(port)) = (words.next(), words.next()) else { continue };
        let port = port.split('/').next().and_then(|port| port.parse().ok());
        if let Some(port) = port {
            known.entry(port).or_default().extend(std::iter::once(name).chain(words));
        }
    }
    for row in NAMED {
        let names = known.get(&row.port);
        assert!(
            names.is_some_and(|names| names.contains(row.name)),
            "{} is not {} but {names:?}",
            row.port,
            row.name
        );
    }
}
