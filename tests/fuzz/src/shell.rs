//! Lines of a terminal.

use wireglass_shell::{Command, Context, complete, parse};

pub(crate) fn line(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let context = Context {
        addresses: vec![[10, 0, 0, 1].into()],
        names: vec!["abc.com".to_owned()],
        ..Context::new("PC A")
    };
    match parse(&text, &context) {
        Ok(Command::Run(run)) => {
            assert_eq!(parse(&text, &context), Ok(Command::Run(run)), "read twice, the same");
        }
        Ok(Command::Shell(_)) => {}
        Err(refusal) => {
            assert_ne!(refusal.status, 0);
            assert!(refusal.lines.iter().any(|line| !line.text.is_empty()), "it says nothing");
        }
    }
    for cursor in [0, text.len() / 2, text.len()] {
        for word in complete(&text, cursor, &context) {
            assert!(!word.is_empty() && !word.contains(' '), "{word:?} is no word");
        }
    }
}
