//! What is said about addresses: what is wrong with them, what they are, and why
//! a plan, a look-up or a conversation comes out as it does.

mod facts;
mod paths;
mod plan;
mod typed;
mod working;

pub use facts::{
    class_note, class_purpose, embedding, flags, kind_help, kind_name, port_kind_help,
    port_kind_name, reach, role, service, system_name,
};
pub use paths::{decision, not_a_host, outcome, verdict};
pub use plan::{
    classful_cost, merge, need_error, place_reason, plan_error, size_reason, without_units,
};
pub use typed::{mac_error, parse_error, parse_error6};
pub use working::{counting, operation, quantity};

use crate::Esc;
use wireglass_core::addr::plan::Need;

/// What a need is called in a sentence, escaped: its name, or its number in the list from 1.
fn need_name(needs: &[Need], index: usize) -> String {
    match needs.get(index) {
        Some(need) if !need.name.is_empty() => Esc(&need.name).to_string(),
        _ => format!("#{}", index + 1),
    }
}

#[cfg(test)]
mod tests;
