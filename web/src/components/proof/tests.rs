use super::grouped;

#[test]
fn numbers_are_written_in_threes() {
    assert_eq!(grouped(7), "7");
    assert_eq!(grouped(999), "999");
    assert_eq!(grouped(1_000), "1\u{202f}000");
    assert_eq!(grouped(12_345_678), "12\u{202f}345\u{202f}678");
}
