use super::*;

#[test]
fn guesses_what_a_file_is_instead() {
    let cases: [(&[u8], LooksLike); 14] = [
        (b"\x1f\x8b\x08\x00", LooksLike::Gzip),
        (b"\x28\xb5\x2f\xfd\x04", LooksLike::Zstd),
        (b"PK\x03\x04rest", LooksLike::Zip),
        (b"\x7fELF\x02", LooksLike::Elf),
        (b"\x89PNG\r\n\x1a\n", LooksLike::Png),
        (b"\n<!DOCTYPE HTML><title>Log in</title>", LooksLike::Html),
        (b"<html lang=en>", LooksLike::Html),
        (b"\xef\xbb\xbf<?xml version='1.0'?>", LooksLike::Xml),
        (b"[{\"_index\": 1}]", LooksLike::Json),
        (b"12:00:00 IP a > b: Flags [S]\n", LooksLike::Text),
        ("抓包".as_bytes(), LooksLike::Text),
        (b"\0\0\0\0", LooksLike::Unknown),
        (b"\xff\xfe\xfd", LooksLike::Unknown),
        (b"snoop\0\0\0\0\0\0\x02", LooksLike::Snoop),
    ];
    for (bytes, expected) in cases {
        assert_eq!(LooksLike::guess(bytes), expected, "{bytes:?}");
    }
}

#[test]
fn a_character_on_the_edge_of_what_is_looked_at_is_still_text() {
    let mut text = "x".repeat(511);
    text.push('包');
    assert_eq!(LooksLike::guess(text.as_bytes()), LooksLike::Text);
}

#[test]
fn a_problem_is_flat_in_json() {
    let what = ProblemKind::CutOff { part: Part::PacketData, missing: 7 };
    let json = serde_json::to_string(&Problem { at: 24, packet: 3, what }).unwrap();
    let expected = r#"{"at":24,"packet":3,"problem":"cut-off","part":"packet-data","missing":7}"#;
    assert_eq!(json, expected);
}
