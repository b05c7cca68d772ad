use super::Sheet;

fn sheet() -> Sheet {
    let mut sheet = Sheet::new(["Subnet", "名称"]);
    sheet.rows.push(vec!["10.0.0.0/24".into(), "a|b, \"c\"".into()]);
    sheet.rows.push(vec!["10.0.1.0/24".into(), "=1+1".into()]);
    sheet
}

#[test]
fn columns_stand_under_each_other() {
    assert_eq!(sheet().text(), "Subnet       名称\n10.0.0.0/24  a|b, \"c\"\n10.0.1.0/24  =1+1\n");
    let chinese = Sheet::pairs([("网络", "10.0.0.0"), ("Net", "10.0.0.1")]);
    assert_eq!(chinese.text(), "网络  10.0.0.0\nNet   10.0.0.1\n");
}

#[test]
fn markdown_is_not_broken_by_what_is_in_it() {
    let expected = "| Subnet | 名称 |\n| --- | --- |\n| 10.0.0.0/24 | a\\|b, \"c\" |\n| 10.0.1.0/24 | =1+1 |\n";
    assert_eq!(sheet().markdown(), expected);
    let pairs = Sheet::pairs([("Network", "10.0.0.0")]);
    assert_eq!(pairs.markdown(), "|  |  |\n| --- | --- |\n| Network | 10.0.0.0 |\n");
}

#[test]
fn csv_is_quoted_and_never_a_formula() {
    let expected = "Subnet,名称\r\n10.0.0.0/24,\"a|b, \"\"c\"\"\"\r\n10.0.1.0/24,'=1+1\r\n";
    assert_eq!(sheet().csv(), expected);
}
