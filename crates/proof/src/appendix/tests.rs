use super::{Status, Table, declares, tests};

#[test]
fn the_table_is_true() {
    let table = Table::load().unwrap();
    let problems: Vec<_> =
        table.problems().into_iter().map(|(id, what)| format!("{id} {what}")).collect();
    assert!(problems.is_empty(), "\n{}\n", problems.join("\n"));
}

#[test]
fn most_of_it_is_met() {
    let table = Table::load().unwrap();
    assert!(table.count(Status::Met) > 90);
}

#[test]
fn a_false_table_is_noticed() {
    let mut table = Table::load().unwrap();
    let requirements = &mut table.groups[0].requirements;
    requirements[0].code = vec!["core/src/tcp/transmit.rs::nothing_of_that_name".to_owned()];
    requirements[1].test = vec!["core/src/tcp/transmit.rs::new_text".to_owned()];
    requirements[2].test.clear();
    requirements[3].id = "MUST-61".to_owned();
    let problems = table.problems();
    for id in ["MAY-16", "SHLD-27", "MAY-15", "MUST-61", "MUST-60"] {
        assert!(problems.iter().any(|(of, _)| of == id), "{id}: {problems:?}");
    }
}

#[test]
fn declarations_are_told_from_mentions() {
    let source = "pub struct Cat;\n// fn dog()\npub(super) tail: u8,\nlet bird = fish();\nWing {\n";
    for item in ["Cat", "tail", "Wing"] {
        assert!(declares(source, item), "{item}");
    }
    for item in ["Ca", "dog", "bird", "fish"] {
        assert!(!declares(source, item), "{item}");
    }
    assert!(tests("#[test]\n// why\nfn meows() {", "meows"));
    assert!(!tests("fn meows() {", "meows"));
}
