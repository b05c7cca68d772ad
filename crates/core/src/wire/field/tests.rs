use super::*;
use std::collections::BTreeSet;

#[test]
fn ids_are_unique() {
    let fields: BTreeSet<_> = FieldName::ALL.iter().map(|name| name.id()).collect();
    assert_eq!(fields.len(), FieldName::ALL.len());
    let layers: BTreeSet<_> = LayerKind::ALL.iter().map(|kind| kind.id()).collect();
    assert_eq!(layers.len(), LayerKind::ALL.len());
}

#[test]
fn every_layer_has_a_field() {
    for kind in LayerKind::ALL {
        assert!(FieldName::ALL.iter().any(|name| name.layer() == *kind), "{kind:?}");
    }
}

#[test]
fn serializes_by_id() {
    let field = Field {
        name: FieldName::TcpFlagSyn,
        bits: 382..383,
        value: Value::Flag(true),
        meaning: None,
        verdict: None,
    };
    assert_eq!(
        serde_json::to_string(&field).unwrap(),
        r#"{"name":"tcp.flags.syn","bits":{"start":382,"end":383},"value":{"Flag":true},"meaning":null,"verdict":null}"#
    );
}
