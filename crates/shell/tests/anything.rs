//! Whatever is typed, there is an answer, and soon.

use proptest::prelude::*;
use wireglass_shell::{Command, Context, Stream, Tool, complete, parse};

/// Words that mean something to some tool, and some that mean nothing to any.
const WORDS: [&str; 64] = [
    "-c",
    "-s",
    "-t",
    "-i",
    "-W",
    "-M",
    "-n",
    "-a",
    "-d",
    "-l",
    "-u",
    "-p",
    "-v",
    "-x",
    "-br",
    "--",
    "-",
    "addr",
    "route",
    "neigh",
    "add",
    "del",
    "via",
    "dev",
    "eth0",
    "lo",
    "default",
    "10.0.0.1",
    "10.0.0.0/24",
    "1.2.3",
    "0x7f.1",
    "255.255.255.0",
    "abc.com",
    "http://abc.com/",
    "tftp://h/f",
    "@10.0.0.1",
    "+short",
    "get",
    "put",
    "/dev/stdin",
    "<<<",
    "|",
    ";",
    "'",
    "\"",
    "\\",
    "$",
    "#",
    "\u{e9}",
    "\u{4e2d}",
    "\u{1f980}",
    "-1",
    "99999999999999999999",
    "0",
    "gw",
    "netmask",
    "-net",
    "lladdr",
    "02:00:00:00:00:01",
    "a..b",
    "-type=MX",
    "$'\\x",
    "%s%",
    "-m",
];

fn word() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => proptest::sample::select(&WORDS[..]).prop_map(str::to_owned),
        1 => proptest::collection::vec(any::<char>(), 0..12).prop_map(|c| c.into_iter().collect()),
        1 => (any::<u8>(), any::<u16>()).prop_map(|(c, n)| format!("-{}{n}", char::from(c))),
    ]
}

fn line() -> impl Strategy<Value = String> {
    let tool = proptest::sample::select(Tool::ALL).prop_map(|tool| tool.name().to_owned());
    let command = (tool, proptest::collection::vec(word(), 0..8))
        .prop_map(|(tool, words)| format!("{tool} {}", words.join(" ")));
    prop_oneof![4 => command, 1 => any::<String>()]
}

fn context() -> Context {
    Context { addresses: vec![[10, 0, 0, 1].into()], ..Context::new("PC A") }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4096))]

    #[test]
    fn every_line_has_an_answer(line in line()) {
        match parse(&line, &context()) {
            // What is run is the same whoever reads it again.
            Ok(Command::Run(run)) => {
                prop_assert_eq!(parse(&line, &context()), Ok(Command::Run(run)));
            }
            Ok(Command::Shell(_)) => {}
            Err(refusal) => {
                prop_assert!(refusal.status != 0);
                prop_assert!(refusal.lines.iter().any(|line| !line.text.is_empty()));
                prop_assert!(refusal.lines.iter().all(|line| line.stream == Stream::Err));
            }
        }
    }

    #[test]
    fn completion_offers_whole_words(line in line(), cursor in 0_usize..80) {
        for candidate in complete(&line, cursor, &context()) {
            prop_assert!(!candidate.is_empty() && !candidate.contains(' '));
        }
    }
}
