use super::port_of;

#[test]
fn a_port_is_a_plain_number() {
    let table = [
        ("0", Some(0)),
        (" 443 ", Some(443)),
        ("65535", Some(65535)),
        ("６５５３５", Some(65535)),
        ("65536", None),
        ("-1", None),
        ("+80", None),
        ("", None),
        ("http", None),
    ];
    for (text, port) in table {
        assert_eq!(port_of(text), port, "{text:?}");
    }
}
