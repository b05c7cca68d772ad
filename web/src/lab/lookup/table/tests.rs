use super::*;
use wireglass_core::addr::parse::ParseErrorKind;

fn read(line: &str) -> Result<(String, String, u32), Wrong> {
    row(line).map(|entry| (entry.network.to_string(), entry.next, entry.metric))
}

#[test]
fn rows_in_the_forms_that_people_type() {
    let table = [
        ("10.0.0.0/8 R1", "10.0.0.0/8", "R1", 0),
        ("default R2", "0.0.0.0/0", "R2", 0),
        ("10.1.0.0 255.255.0.0 R3", "10.1.0.0/16", "R3", 0),
        ("10.1.0.0/255.255.0.0 via 10.9.9.9 metric 20", "10.1.0.0/16", "10.9.9.9", 20),
        ("  192.168.7.7   dev  eth0 5 ", "192.168.7.7/32", "eth0", 5),
        ("172.16.0.0/12 10.0.0.1", "172.16.0.0/12", "10.0.0.1", 0),
        ("10.2.3.4 10.0.0.1", "10.2.3.4/32", "10.0.0.1", 0),
    ];
    for (line, network, next, metric) in table {
        assert_eq!(read(line), Ok((network.to_owned(), next.to_owned(), metric)), "{line}");
    }
}

#[test]
fn what_is_wrong_is_pointed_at() {
    let host_bits = RowError::HostBits(row("10.1.0.0/16 x").expect("a row").network);
    let table = [
        ("10.0.0.0/8", RowError::NoNextHop, 10..10),
        ("10.0.0.0/8 R1 metric x", RowError::Metric, 21..22),
        (" 10.1.2.3/16 R1", host_bits, 1..12),
    ];
    for (line, kind, at) in table {
        assert_eq!(row(line), Err(Wrong { kind, at }), "{line}");
    }
    let wrong = row("  10.0.0.256/8 R1").expect_err("256");
    assert!(
        matches!(wrong.kind, RowError::Address(ParseErrorKind::OctetTooLarge { .. })),
        "{wrong:?}"
    );
    assert_eq!(wrong.at, 9..12);
}

#[test]
fn lines_are_counted_as_they_stand() {
    let found: Vec<_> = rows("# a table\n\n10.0.0.0/8 R1 # one\nx y\n").collect();
    let numbers: Vec<_> = found.iter().map(|(number, _, row)| (*number, row.is_ok())).collect();
    assert_eq!(numbers, [(3, true), (4, false)]);
}
