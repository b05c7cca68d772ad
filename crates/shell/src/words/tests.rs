use super::*;

fn words(line: &str) -> Result<Vec<String>, Unread> {
    let show = |placed: Placed| match placed.token {
        Token::Word(word) => word,
        Token::Operator(operator) => format!("<{operator}>"),
    };
    split(line).map(|tokens| tokens.into_iter().map(show).collect())
}

#[test]
fn a_line_is_taken_apart_as_a_shell_does() {
    let table: &[(&str, &[&str])] = &[
        ("", &[]),
        ("   \t ", &[]),
        ("# only a comment", &[]),
        ("ping 10.0.0.2 # twice", &["ping", "10.0.0.2"]),
        ("ping a#b", &["ping", "a#b"]),
        ("  ping   -c  1 x ", &["ping", "-c", "1", "x"]),
        ("echo 'a  b' \"c  d\"", &["echo", "a  b", "c  d"]),
        ("echo a'b'\"c\"d", &["echo", "abcd"]),
        ("echo '' x", &["echo", "", "x"]),
        (r"echo a\ b \' \\", &["echo", "a b", "'", r"\"]),
        (r#"echo "a\"b\\c\d""#, &["echo", r#"a"b\c\d"#]),
        (r"echo '\n' $'a\r\n'", &["echo", r"\n", "a\r\n"]),
        ("echo $ 5$", &["echo", "$", "5$"]),
        ("echo é中🦀 'ü'x", &["echo", "é中🦀", "üx"]),
        ("a|b", &["a", "<|>", "b"]),
        ("nc -u h 9 <<<'hi'", &["nc", "-u", "h", "9", "<<<<>", "hi"]),
        ("a && b || c; d & e", &["a", "<&&>", "b", "<||>", "c", "<;>", "d", "<&>", "e"]),
        ("(a)", &["<(>", "a", "<)>"]),
        ("a \\", &["a", ""]),
    ];
    for (line, expected) in table {
        assert_eq!(words(line), Ok(to_strings(expected)), "{line}");
    }
}

fn to_strings(words: &[&str]) -> Vec<String> {
    words.iter().map(ToString::to_string).collect()
}

#[test]
fn what_cannot_be_taken_apart_says_why() {
    for (line, expected) in [
        ("echo 'a", Unread::Quote('\'')),
        ("echo \"a", Unread::Quote('"')),
        ("echo $'a", Unread::Quote('\'')),
        ("echo $HOME", Unread::Expansion("$")),
        ("echo \"$(date)\"", Unread::Expansion("$")),
        ("echo `date`", Unread::Expansion("`")),
    ] {
        assert_eq!(words(line), Err(expected), "{line}");
    }
}

#[test]
fn escapes() {
    for (text, expected) in [
        (r"a\nb", "a\nb"),
        (r"\x41\x4a", "AJ"),
        (r"\x", r"\x"),
        (r"\q", r"\q"),
        (r"\\n", r"\n"),
        ("end\\", "end\\"),
    ] {
        assert_eq!(unescape(text), expected, "{text}");
    }
}
