//! Names that elements carry, there and back.

use super::*;

#[test]
fn names_come_back() {
    for place in [Place::Byte(0), Place::Byte(1500), Place::Field(FieldRef { layer: 2, index: 11 })]
    {
        assert_eq!(Place::parse(&place.name()), Some(place));
    }
}

#[test]
fn other_names_are_nothing() {
    for name in ["", "byte-", "byte-x", "field-1", "field-1-", "frame-3", "field-1-2-3"] {
        assert_eq!(Place::parse(name), None, "{name}");
    }
}
