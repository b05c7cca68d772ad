//! What is lit up: bits that the pointer is on, and bits that are chosen.

use super::Source;
use crate::state::{FieldRef, View};
use std::ops::Range;
use wireglass_core::wire::{Dissection, Field};

/// The bits that are lit up, and the field they are spelled out for.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::inspector) struct Light {
    /// Under the pointer.
    pub(super) hover: Option<Range<u32>>,
    /// Chosen.
    pub(super) chosen: Option<Range<u32>>,
    /// The field to explain: that under the pointer, else the chosen one.
    pub(super) field: Option<FieldRef>,
}

/// How brightly something is lit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lit {
    No,
    Hover,
    Chosen,
}

impl Lit {
    pub(super) const fn class(self) -> &'static str {
        match self {
            Self::No => "",
            Self::Hover => "lit",
            Self::Chosen => "chosen",
        }
    }
}

impl Light {
    pub(super) fn of(view: &View, source: &Source) -> Self {
        let dissection = &source.dissection;
        let hover = view.hover.field.filter(|at| field(dissection, *at).is_some());
        let chosen = view.selection.field.filter(|at| field(dissection, *at).is_some());
        let in_frame = |byte: &usize| *byte < source.bytes.len();
        let hover_byte = view.hover.byte.filter(in_frame);
        let chosen_byte = view.selection.byte.filter(in_frame);
        let bits = |at: Option<FieldRef>, byte: Option<usize>| {
            let of_field = at.and_then(|at| field(dissection, at)).map(|field| field.bits.clone());
            of_field.or_else(|| byte.and_then(byte_bits))
        };
        let of_byte = |byte: Option<usize>| byte.and_then(|byte| field_at(dissection, byte));
        Self {
            hover: bits(hover, hover_byte),
            chosen: bits(chosen, chosen_byte),
            field: hover
                .or_else(|| of_byte(hover_byte))
                .or(chosen)
                .or_else(|| of_byte(chosen_byte)),
        }
    }

    /// How brightly some bits are lit.
    pub(super) fn on(&self, bits: &Range<u32>) -> Lit {
        let meets = |lit: &Option<Range<u32>>| {
            lit.as_ref().is_some_and(|lit| lit.start < bits.end && bits.start < lit.end)
        };
        if meets(&self.hover) {
            Lit::Hover
        } else if meets(&self.chosen) {
            Lit::Chosen
        } else {
            Lit::No
        }
    }

    /// How brightly a byte is lit.
    pub(super) fn on_byte(&self, offset: usize) -> Lit {
        byte_bits(offset).map_or(Lit::No, |bits| self.on(&bits))
    }
}

/// The bits of a byte.
fn byte_bits(offset: usize) -> Option<Range<u32>> {
    let first = u32::try_from(offset).ok()?.checked_mul(8)?;
    Some(first..first.checked_add(8)?)
}

/// The field at a place.
pub(super) fn field(dissection: &Dissection, at: FieldRef) -> Option<&Field> {
    dissection.layers.get(at.layer)?.fields.get(at.index)
}

/// The first field with bits in a byte.
pub(super) fn field_at(dissection: &Dissection, offset: usize) -> Option<FieldRef> {
    let bits = byte_bits(offset)?;
    dissection.layers.iter().enumerate().find_map(|(layer, part)| {
        let index = part
            .fields
            .iter()
            .position(|field| field.bits.start < bits.end && bits.start < field.bits.end)?;
        Some(FieldRef { layer, index })
    })
}

#[cfg(test)]
mod tests;
