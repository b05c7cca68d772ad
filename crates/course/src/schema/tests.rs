use super::schema;

/// `cargo xtask schema` writes it anew.
#[test]
fn golden_the_schema_in_the_documentation_is_this_one() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/scenario.schema.json");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(path, schema()).expect("writable");
    }
    assert_eq!(std::fs::read_to_string(path).unwrap_or_default(), schema());
}
