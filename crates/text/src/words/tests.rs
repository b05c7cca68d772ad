use super::*;

#[test]
fn nouns_follow_their_number() {
    assert_eq!(bytes(Lang::En, 1), "1 byte");
    assert_eq!(bytes(Lang::En, 0), "0 bytes");
    assert_eq!(bytes(Lang::Zh, 1), "1 字节");
    assert_eq!(times(Lang::En, 1), "1 time");
}

#[test]
fn sizes_are_rounded_down_to_a_tenth() {
    assert_eq!(size(0), "0 B");
    assert_eq!(size(1023), "1023 B");
    assert_eq!(size(1536), "1.5 KiB");
    assert_eq!(size(2 << 30), "2.0 GiB");
    assert_eq!(size(u64::MAX), "17179869183.9 GiB");
}

#[test]
fn rates_have_no_superfluous_zeros() {
    assert_eq!(percent(0), "0%");
    assert_eq!(percent(25_000), "2.5%");
    assert_eq!(percent(1), "0.0001%");
    assert_eq!(percent(1_000_000), "100%");
}

#[test]
fn an_excerpt_is_one_short_line_of_text() {
    assert_eq!(excerpt_raw(b"GET / HTTP/1.1\r\nHost: a\r\n").as_deref(), Some("GET / HTTP/1.1…"));
    assert_eq!(excerpt_raw(b"hello\n").as_deref(), Some("hello"));
    assert_eq!(excerpt_raw(&[0, 1, 2]), None);
    assert_eq!(excerpt_raw(&[0xff, 0xfe]), None);
    assert_eq!(excerpt_raw(b""), None);
    assert_eq!(excerpt_raw("你好".as_bytes().get(..5).unwrap()).as_deref(), Some("你"));
    assert_eq!(excerpt(b"a`b*").as_deref(), Some("a\\`b\\*"));
    assert_eq!(excerpt_raw("é".repeat(100).as_bytes()).map(|text| text.chars().count()), Some(25));
}

#[test]
fn capitals_are_of_any_alphabet() {
    assert_eq!(capital("this side"), "This side");
    assert_eq!(capital("élan"), "Élan");
    assert_eq!(capital(""), "");
    assert_eq!(capital("本端"), "本端");
}
