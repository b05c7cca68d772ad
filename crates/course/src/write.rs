//! A file written as TOML, as an author would write it: what is as it is anyway is left out,
//! tables have headers, and what is small stands on one line.

use crate::format::File;
use serde::Serialize;
use serde::ser::{
    Error, Impossible, SerializeMap, SerializeSeq, SerializeStruct, SerializeTuple, Serializer,
};
use std::fmt::{self, Write as _};

/// What is to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Value {
    Nothing,
    /// `false`, where that is so if nothing is said.
    Off,
    Text(String),
    Plain(String),
    List(Vec<Value>),
    Table(Vec<(String, Value)>),
}

/// What no file has: numbers with fractions, bytes.
#[derive(Debug)]
struct Unwritable;

impl fmt::Display for Unwritable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a value of a file")
    }
}

impl std::error::Error for Unwritable {}

impl Error for Unwritable {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}

impl File {
    /// The file as TOML. What is read from it is the same file again.
    pub fn to_toml(&self) -> String {
        let mut out = String::new();
        // A file has nothing that cannot be written.
        if let Ok(Value::Table(entries)) = self.serialize(Tree) {
            table(&mut out, "", &entries);
        }
        out
    }
}

impl Value {
    /// Whether it is what stands there anyway: nothing, an empty list, `false`.
    fn is_empty(&self) -> bool {
        match self {
            Self::Nothing | Self::Off => true,
            Self::List(items) => items.is_empty(),
            Self::Table(entries) => entries.is_empty(),
            Self::Plain(_) | Self::Text(_) => false,
        }
    }

    /// Whether it needs a header: a table with tables or lists of tables in it, or at the top.
    fn is_section(&self, top: bool) -> bool {
        const SMALL: usize = 72;
        match self {
            Self::Table(_) => top || inline(self).len() > SMALL,
            Self::List(items) => {
                let tables = items.iter().all(|item| matches!(item, Self::Table(_)));
                tables && !items.is_empty() && (top || inline(self).len() > SMALL)
            }
            _ => false,
        }
    }
}

/// The entries of a table: first what stands on lines, then what has headers.
fn table(out: &mut String, path: &str, entries: &[(String, Value)]) {
    let top = path.is_empty();
    for (name, value) in entries.iter().filter(|(_, value)| !value.is_section(top)) {
        let _ = writeln!(out, "{} = {}", key(name), inline(value));
    }
    for (name, value) in entries.iter().filter(|(_, value)| value.is_section(top)) {
        let dot = if top { "" } else { "." };
        let path = format!("{path}{dot}{}", key(name));
        match value {
            Value::List(items) => {
                for item in items {
                    let Value::Table(entries) = item else { continue };
                    let _ = writeln!(out, "\n[[{path}]]");
                    table(out, &path, entries);
                }
            }
            Value::Table(entries) => {
                let _ = writeln!(out, "\n[{path}]");
                table(out, &path, entries);
            }
            _ => {}
        }
    }
}

fn key(name: &str) -> String {
    let bare = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    if !name.is_empty() && name.chars().all(bare) { name.to_owned() } else { text(name) }
}

fn inline(value: &Value) -> String {
    match value {
        Value::Nothing => String::new(),
        Value::Off => "false".to_owned(),
        Value::Plain(plain) => plain.clone(),
        Value::Text(content) => {
            let lines = content.contains('\n') && !content.contains("'''");
            let plain = |c: char| !c.is_control() || c == '\n';
            // Lines are easier to read as lines; quotes and backslashes stand for themselves.
            if lines && content.chars().all(plain) {
                format!("'''\n{content}'''")
            } else {
                text(content)
            }
        }
        Value::List(items) => {
            let items: Vec<String> = items.iter().map(inline).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Table(entries) => {
            let entry =
                |(name, value): &(String, Value)| format!("{} = {}", key(name), inline(value));
            let entries: Vec<String> = entries.iter().map(entry).collect();
            format!("{{ {} }}", entries.join(", "))
        }
    }
}

/// A basic string.
fn text(content: &str) -> String {
    let mut out = String::from("\"");
    for c in content.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// Makes a tree of whatever is in a file.
struct Tree;

struct Items(Vec<Value>);

#[derive(Default)]
struct Entries {
    entries: Vec<(String, Value)>,
    key: String,
}

impl Entries {
    fn put(&mut self, key: String, value: Value) {
        if !value.is_empty() {
            self.entries.push((key, value));
        }
    }
}

macro_rules! plain {
    ($($method:ident: $type:ty,)*) => {$(
        fn $method(self, value: $type) -> Result<Value, Unwritable> {
            Ok(Value::Plain(value.to_string()))
        }
    )*};
}

impl Serializer for Tree {
    type Ok = Value;
    type Error = Unwritable;
    type SerializeSeq = Items;
    type SerializeTuple = Items;
    type SerializeTupleStruct = Impossible<Value, Unwritable>;
    type SerializeTupleVariant = Impossible<Value, Unwritable>;
    type SerializeMap = Entries;
    type SerializeStruct = Entries;
    type SerializeStructVariant = Impossible<Value, Unwritable>;

    plain! {
        serialize_i8: i8,
        serialize_i16: i16,
        serialize_i32: i32,
        serialize_i64: i64,
        serialize_u8: u8,
        serialize_u16: u16,
        serialize_u32: u32,
        serialize_u64: u64,
    }

    fn serialize_bool(self, on: bool) -> Result<Value, Unwritable> {
        Ok(if on { Value::Plain("true".to_owned()) } else { Value::Off })
    }

    fn serialize_f32(self, _: f32) -> Result<Value, Unwritable> {
        Err(Unwritable)
    }

    fn serialize_f64(self, _: f64) -> Result<Value, Unwritable> {
        Err(Unwritable)
    }

    fn serialize_char(self, value: char) -> Result<Value, Unwritable> {
        Ok(Value::Text(value.to_string()))
    }

    fn serialize_str(self, value: &str) -> Result<Value, Unwritable> {
        Ok(Value::Text(value.to_owned()))
    }

    fn serialize_bytes(self, _: &[u8]) -> Result<Value, Unwritable> {
        Err(Unwritable)
    }

    fn serialize_none(self) -> Result<Value, Unwritable> {
        Ok(Value::Nothing)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<Value, Unwritable> {
        // Where something may be missing, `false` and an empty list say something.
        Ok(match value.serialize(Tree)? {
            Value::Off => Value::Plain("false".to_owned()),
            Value::List(items) if items.is_empty() => Value::Plain("[]".to_owned()),
            value => value,
        })
    }

    fn serialize_unit(self) -> Result<Value, Unwritable> {
        Ok(Value::Nothing)
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<Value, Unwritable> {
        Ok(Value::Nothing)
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<Value, Unwritable> {
        Ok(Value::Text(variant.to_owned()))
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        value: &T,
    ) -> Result<Value, Unwritable> {
        Ok(match value.serialize(Tree)? {
            // A number, or a word: as text it is a number only if it has nothing but digits.
            Value::Text(text) if name == "FirstIsn" && text.parse::<u32>().is_ok() => {
                Value::Plain(text)
            }
            value => value,
        })
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        value: &T,
    ) -> Result<Value, Unwritable> {
        // A text, or a number of bytes.
        value.serialize(Tree)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Items, Unwritable> {
        Ok(Items(Vec::new()))
    }

    fn serialize_tuple(self, _: usize) -> Result<Items, Unwritable> {
        Ok(Items(Vec::new()))
    }

    fn serialize_tuple_struct(
        self,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleStruct, Unwritable> {
        Err(Unwritable)
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, Unwritable> {
        Err(Unwritable)
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Entries, Unwritable> {
        Ok(Entries::default())
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Entries, Unwritable> {
        Ok(Entries::default())
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, Unwritable> {
        Err(Unwritable)
    }
}

impl SerializeSeq for Items {
    type Ok = Value;
    type Error = Unwritable;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unwritable> {
        self.0.push(value.serialize(Tree)?);
        Ok(())
    }

    fn end(self) -> Result<Value, Unwritable> {
        Ok(Value::List(self.0))
    }
}

impl SerializeTuple for Items {
    type Ok = Value;
    type Error = Unwritable;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unwritable> {
        SerializeSeq::serialize_element(self, value)
    }

    fn end(self) -> Result<Value, Unwritable> {
        SerializeSeq::end(self)
    }
}

impl SerializeMap for Entries {
    type Ok = Value;
    type Error = Unwritable;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Unwritable> {
        let Value::Text(key) = key.serialize(Tree)? else { return Err(Unwritable) };
        self.key = key;
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unwritable> {
        let value = value.serialize(Tree)?;
        let key = std::mem::take(&mut self.key);
        self.entries.push((key, value));
        Ok(())
    }

    fn end(self) -> Result<Value, Unwritable> {
        Ok(Value::Table(self.entries))
    }
}

impl SerializeStruct for Entries {
    type Ok = Value;
    type Error = Unwritable;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        key: &'static str,
        value: &T,
    ) -> Result<(), Unwritable> {
        let value = value.serialize(Tree)?;
        // The usual seed is nobody's choice.
        if key != "seed" || value != Value::Plain("0".to_owned()) {
            self.put(key.to_owned(), value);
        }
        Ok(())
    }

    fn end(self) -> Result<Value, Unwritable> {
        Ok(Value::Table(self.entries))
    }
}

#[cfg(test)]
mod tests;
