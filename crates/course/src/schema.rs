//! The JSON Schema of lesson and scenario files, made from the types that read them.

use crate::format::File;

/// The schema as JSON, for editors that complete and check TOML.
pub fn schema() -> String {
    let mut schema = schemars::schema_for!(File);
    schema.insert("title".to_owned(), "A lesson or scenario of Wireglass".into());
    let text = serde_json::to_string_pretty(&schema).unwrap_or_default();
    text + "\n"
}

#[cfg(test)]
mod tests;
