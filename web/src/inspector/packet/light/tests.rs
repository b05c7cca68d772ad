//! Bits light up wherever they are, and nowhere else.

use super::*;

#[test]
fn a_field_lights_the_bytes_it_touches() {
    // The flags' byte and the four bits before it.
    let light = Light { hover: Some(380..384), chosen: Some(304..336), ..Light::default() };
    assert_eq!(light.on_byte(46), Lit::No);
    assert_eq!(light.on_byte(47), Lit::Hover);
    assert_eq!(light.on_byte(48), Lit::No);
    for byte in 38..42 {
        assert_eq!(light.on_byte(byte), Lit::Chosen);
    }
}

#[test]
fn the_pointer_outshines_the_choice() {
    let light = Light { hover: Some(0..8), chosen: Some(0..16), ..Light::default() };
    assert_eq!(light.on(&(0..4)), Lit::Hover);
    assert_eq!(light.on(&(8..16)), Lit::Chosen);
    assert_eq!(light.on(&(16..17)), Lit::No);
}

#[test]
fn an_absurd_offset_is_dark() {
    let light = Light { hover: Some(0..u32::MAX), ..Light::default() };
    assert_eq!(light.on_byte(usize::MAX), Lit::No);
}
