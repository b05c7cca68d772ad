//! From the tree to the file's types. What does not fit is a [`Mistake`]: a problem with
//! its path and its place, never a sentence.

use super::{Entry, Node, Value};
use crate::error::{Found, Problem, Wanted};
use crate::nearest::nearest;
use crate::path::{Path, Step};
use serde::de::value::StrDeserializer;
use serde::de::{
    DeserializeSeed, Deserializer, Error, Expected, IntoDeserializer, MapAccess, SeqAccess,
    Unexpected, Visitor,
};
use std::fmt;
use std::ops::Range;

/// What keeps a document from being a type.
#[derive(Debug)]
pub(crate) struct Mistake {
    pub(super) path: Path,
    pub(super) span: Option<Range<usize>>,
    pub(super) problem: Problem,
}

impl Mistake {
    fn new(problem: Problem) -> Self {
        Self { path: Path::default(), span: None, problem }
    }

    fn at(mut self, span: &Range<usize>) -> Self {
        self.span.get_or_insert_with(|| span.clone());
        self
    }

    fn below(mut self, step: Step) -> Self {
        self.path.begin_with(step);
        self
    }
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.problem)
    }
}

impl std::error::Error for Mistake {}

/// What the types that may be written in more than one way say they expect.
fn wanted(expected: &dyn Expected) -> Wanted {
    match expected.to_string().as_str() {
        "a text, or a number of bytes" => Wanted::Content,
        "[[link]]" => Wanted::Links,
        text if text.starts_with("a number from 0") => Wanted::FirstIsn,
        _ => Wanted::Table,
    }
}

impl Error for Mistake {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self::new(Problem::Syntax { message: message.to_string() })
    }

    fn invalid_type(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        let found = match found {
            Unexpected::Bool(_) => Found::Switch,
            Unexpected::Signed(number) => Found::Number(number),
            Unexpected::Float(_) => Found::Fraction,
            Unexpected::Seq => Found::List(0),
            Unexpected::Map => Found::Table,
            _ => Found::Text,
        };
        Self::new(Problem::WrongType { found, wanted: wanted(expected) })
    }

    fn invalid_value(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::invalid_type(found, expected)
    }

    fn unknown_field(key: &str, known: &'static [&'static str]) -> Self {
        let meant = nearest(key, known.iter().copied());
        Self::new(Problem::UnknownKey { key: key.to_owned(), meant, known })
    }

    fn missing_field(key: &'static str) -> Self {
        Self::new(Problem::MissingKey { key })
    }
}

impl Node {
    fn wrong<T>(&self, wanted: Wanted) -> Result<T, Mistake> {
        let found = self.found().unwrap_or(Found::Table);
        Err(Mistake::new(Problem::WrongType { found, wanted }).at(&self.span))
    }
}

/// Numbers: in a file all are alike, and each type takes what fits.
macro_rules! numbers {
    ($($method:ident, $visit:ident, $type:ty;)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mistake> {
            let min = i64::try_from(<$type>::MIN).unwrap_or(i64::MIN);
            let max = i64::try_from(<$type>::MAX).unwrap_or(i64::MAX);
            match self.value {
                Value::Number(number) => match <$type>::try_from(number) {
                    Ok(number) => visitor.$visit(number),
                    Err(_) => self.wrong(Wanted::Number { min, max }),
                },
                _ => self.wrong(Wanted::Number { min, max }),
            }
        }
    )*};
}

impl<'de> Deserializer<'de> for &'de Node {
    type Error = Mistake;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mistake> {
        let read = match &self.value {
            Value::Text(text) => visitor.visit_str(text),
            Value::Number(number) => visitor.visit_i64(*number),
            Value::Fraction => visitor.visit_f64(0.0),
            Value::Switch(on) => visitor.visit_bool(*on),
            Value::List(items) => visitor.visit_seq(Items::of(items)),
            Value::Table(entries) => visitor.visit_map(Entries::of(entries)),
            Value::Time | Value::Gone => return self.wrong(Wanted::Text),
        };
        read.map_err(|mistake| mistake.at(&self.span))
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mistake> {
        match self.value {
            Value::Switch(on) => visitor.visit_bool(on),
            _ => self.wrong(Wanted::Switch),
        }
    }

    numbers! {
        deserialize_i8, visit_i8, i8;
        deserialize_i16, visit_i16, i16;
        deserialize_i32, visit_i32, i32;
        deserialize_i64, visit_i64, i64;
        deserialize_u8, visit_u8, u8;
        deserialize_u16, visit_u16, u16;
        deserialize_u32, visit_u32, u32;
        deserialize_u64, visit_u64, u64;
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mistake> {
        match &self.value {
            Value::Text(text) => visitor.visit_str(text),
            _ => self.wrong(Wanted::Text),
        }
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mistake> {
        self.deserialize_str(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mistake> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Mistake> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mistake> {
        match &self.value {
            Value::List(items) => visitor.visit_seq(Items::of(items)),
            _ => self.wrong(Wanted::List),
        }
    }

    fn deserialize_tuple<V: Visitor<'de>>(
        self,
        length: usize,
        visitor: V,
    ) -> Result<V::Value, Mistake> {
        match &self.value {
            Value::List(items) if items.len() == length => visitor.visit_seq(Items::of(items)),
            _ => self.wrong(Wanted::Numbers(length)),
        }
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mistake> {
        match &self.value {
            Value::Table(entries) => {
                let read = visitor.visit_map(Entries::of(entries));
                read.map_err(|mistake| mistake.at(&self.span))
            }
            _ => self.wrong(Wanted::Table),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Mistake> {
        self.deserialize_map(visitor)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mistake> {
        visitor.visit_unit()
    }

    serde::forward_to_deserialize_any! {
        i128 u128 f32 f64 char bytes byte_buf unit unit_struct tuple_struct enum identifier
    }
}

struct Items<'de> {
    items: std::iter::Enumerate<std::slice::Iter<'de, Node>>,
}

impl<'de> Items<'de> {
    fn of(items: &'de [Node]) -> Self {
        Self { items: items.iter().enumerate() }
    }
}

impl<'de> SeqAccess<'de> for Items<'de> {
    type Error = Mistake;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Mistake> {
        let next = self.items.find(|(_, item)| !matches!(item.value, Value::Gone));
        let Some((index, item)) = next else { return Ok(None) };
        let read = seed.deserialize(item).map(Some);
        read.map_err(|mistake| mistake.below(Step::Index(index)))
    }
}

struct Entries<'de> {
    entries: std::slice::Iter<'de, Entry>,
    value: Option<&'de Entry>,
}

impl<'de> Entries<'de> {
    fn of(entries: &'de [Entry]) -> Self {
        Self { entries: entries.iter(), value: None }
    }
}

impl<'de> MapAccess<'de> for Entries<'de> {
    type Error = Mistake;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Mistake> {
        self.value = self.entries.next();
        let Some(entry) = self.value else { return Ok(None) };
        let key: StrDeserializer<'_, Mistake> = entry.key.as_str().into_deserializer();
        seed.deserialize(key).map(Some).map_err(|mistake| mistake.at(&entry.span))
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Mistake> {
        let Some(entry) = self.value.take() else {
            return Err(Mistake::custom("a value without a key"));
        };
        let read = seed.deserialize(&entry.node);
        read.map_err(|mistake| mistake.below(Step::Key(entry.key.clone().into())))
    }
}
