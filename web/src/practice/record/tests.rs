use super::*;

#[test]
fn a_row_grows_and_breaks_and_its_longest_is_kept() {
    let mut record = Record::default();
    for right in [true, true, true, false, true] {
        record.count(Kind::Subnet, Level::Second, right);
    }
    let line = Line { streak: 1, best: 3, tried: 5, solved: 4 };
    assert_eq!(record.of(Kind::Subnet, Level::Second), line);
    assert_eq!(record.of(Kind::Subnet, Level::First), Line::default());
}

#[test]
fn what_is_kept_is_read_again() {
    let mut record = Record::default();
    for (number, kind) in Kind::ALL.into_iter().enumerate() {
        for level in Level::ALL {
            record.count(kind, level, number % 2 == 0);
        }
    }
    assert_eq!(Record::parse(&record.text()), record);
    assert_eq!(Record::parse(""), Record::default());
}

#[test]
fn damage_costs_what_is_damaged_and_no_more() {
    let whole = "subnet.2=1/2/4/3";
    let only = Record::parse(whole);
    for damage in [
        "subnet.1=1/2/3",
        "subnet.1=1/2/4/3/5",
        "subnet.1=2/1/4/3",
        "subnet.1=1/2/3/4",
        "subnet.1=-1/2/4/3",
        "subnet.1=1/2/99999999999/3",
        "subnet.4=1/2/4/3",
        "poems.1=1/2/4/3",
        "subnet=1/2/4/3",
        "{\"json\":true}",
        "=./",
        "\u{0}中",
    ] {
        assert_eq!(Record::parse(&format!("{damage} {whole}")), only, "{damage}");
    }
    let full = format!("vlsm.1=0/{0}/{0}/{0}", u32::MAX);
    let mut record = Record::parse(&full);
    record.count(Kind::Vlsm, Level::First, true);
    assert_eq!(record.of(Kind::Vlsm, Level::First).tried, u32::MAX);
}
