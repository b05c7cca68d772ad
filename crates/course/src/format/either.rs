//! What may be written in more than one way.

use super::Link;
use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{Error, MapAccess, SeqAccess, Unexpected, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use std::fmt;

/// A host's first initial sequence number, or the word for how it is chosen: as text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FirstIsn(pub String);

impl<'de> Deserialize<'de> for FirstIsn {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct NumberOrWord;

        impl Visitor<'_> for NumberOrWord {
            type Value = FirstIsn;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a number from 0 to 4294967295, \"random\" or \"rfc6528\"")
            }

            fn visit_i64<E: Error>(self, number: i64) -> Result<FirstIsn, E> {
                let number = u32::try_from(number);
                let wrong = |_| E::invalid_value(Unexpected::Other("another number"), &self);
                number.map(|number| FirstIsn(number.to_string())).map_err(wrong)
            }

            fn visit_str<E: Error>(self, word: &str) -> Result<FirstIsn, E> {
                Ok(FirstIsn(word.to_owned()))
            }
        }

        if deserializer.is_human_readable() {
            deserializer.deserialize_any(NumberOrWord)
        } else {
            String::deserialize(deserializer).map(FirstIsn)
        }
    }
}

/// What is in a file or on a page: a text, or so many bytes of the alphabet, again and again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum Content {
    /// This text.
    Text(String),
    /// So many bytes.
    Bytes(u32),
}

/// The same, as the build script packs it.
#[derive(Deserialize)]
enum Packed {
    Text(String),
    Bytes(u32),
}

impl<'de> Deserialize<'de> for Content {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct TextOrLength;

        impl Visitor<'_> for TextOrLength {
            type Value = Content;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text, or a number of bytes")
            }

            fn visit_i64<E: Error>(self, number: i64) -> Result<Content, E> {
                let wrong = |_| E::invalid_value(Unexpected::Signed(number), &self);
                u32::try_from(number).map(Content::Bytes).map_err(wrong)
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Content, E> {
                Ok(Content::Text(text.to_owned()))
            }
        }

        if deserializer.is_human_readable() {
            deserializer.deserialize_any(TextOrLength)
        } else {
            Ok(match Packed::deserialize(deserializer)? {
                Packed::Text(text) => Self::Text(text),
                Packed::Bytes(length) => Self::Bytes(length),
            })
        }
    }
}

/// Links: `[[link]]` as often as there are some, or one `[link]`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Links(pub Vec<Link>);

impl<'de> Deserialize<'de> for Links {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct OneOrMore;

        impl<'de> Visitor<'de> for OneOrMore {
            type Value = Links;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("[[link]]")
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Links, A::Error> {
                Link::deserialize(MapAccessDeserializer::new(map)).map(|link| Links(vec![link]))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<Links, A::Error> {
                Vec::deserialize(SeqAccessDeserializer::new(seq)).map(Links)
            }
        }

        if deserializer.is_human_readable() {
            deserializer.deserialize_any(OneOrMore)
        } else {
            Vec::deserialize(deserializer).map(Links)
        }
    }
}

#[cfg(feature = "schema")]
mod schema {
    use super::{Content, FirstIsn, Link, Links};
    use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
    use std::borrow::Cow;

    impl JsonSchema for FirstIsn {
        fn schema_name() -> Cow<'static, str> {
            "FirstIsn".into()
        }

        fn json_schema(_: &mut SchemaGenerator) -> Schema {
            json_schema!({
                "description": "A first initial sequence number, or how it is chosen.",
                "anyOf": [
                    { "type": "integer", "minimum": 0, "maximum": u32::MAX },
                    { "enum": ["random", "rfc6528"] },
                ],
            })
        }
    }

    impl JsonSchema for Content {
        fn schema_name() -> Cow<'static, str> {
            "Content".into()
        }

        fn json_schema(_: &mut SchemaGenerator) -> Schema {
            json_schema!({
                "description": "A text, or so many bytes of the alphabet, again and again.",
                "anyOf": [
                    { "type": "string" },
                    { "type": "integer", "minimum": 0, "maximum": u32::MAX },
                ],
            })
        }
    }

    impl JsonSchema for Links {
        fn schema_name() -> Cow<'static, str> {
            "Links".into()
        }

        fn json_schema(generator: &mut SchemaGenerator) -> Schema {
            let one = generator.subschema_for::<Link>();
            json_schema!({ "anyOf": [one, { "type": "array", "items": one }] })
        }
    }
}
