use super::*;

#[test]
fn what_all_choices_share_is_put_in() {
    let found = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
    for (line, cursor, words, expected, place) in [
        ("pi", 2, found(&["ping"]), "ping ", 5),
        ("ping 10.0.", 10, found(&["10.0.1.10", "10.0.1.11"]), "ping 10.0.1.1", 13),
        ("ip ad show", 5, found(&["addr"]), "ip addr show", 7),
        ("ping", 4, found(&[]), "ping", 4),
        ("a", 1, found(&["arp", "curl"]), "a", 1),
        ("arp -", 5, found(&["-a", "-d"]), "arp -", 5),
    ] {
        assert_eq!(completed(line, cursor, &words), (expected.to_owned(), place), "{line}");
    }
}

#[test]
fn the_cursor_is_where_the_browser_says() {
    assert_eq!(bytes_of("ping", 2), 2);
    assert_eq!(bytes_of("中文 a", 2), 6);
    assert_eq!(bytes_of("😀a", 2), 4);
    assert_eq!(bytes_of("a", 9), 1);
}
