//! System calls.

use super::Result;
use super::cursor::Cursor;
use crate::error::Problem;
use crate::script::{Call, Value};

/// Values may be put inside each other this deep.
const MAX_DEPTH: u8 = 8;

pub(super) fn call(cursor: &mut Cursor<'_>) -> Result<Call> {
    let name = cursor.word().ok_or_else(|| cursor.error(Problem::Expected("a system call")))?;
    cursor.expect("(")?;
    let args = list(cursor, ")", MAX_DEPTH)?;
    let (mut result, mut errno) = (None, None);
    cursor.skip_blank()?;
    if cursor.eat("=") {
        cursor.skip_blank()?;
        if !cursor.eat("?") {
            result = Some(integer(cursor)?);
        }
        // An error's name, and in brackets what it or the result means: words for the reader.
        errno = same_line_word(cursor);
        if cursor.peek() == Some('(') {
            cursor.delimited("(", ")", "a note")?;
        }
    }
    Ok(Call { name, args, result, errno })
}

/// A word on this line.
fn same_line_word(cursor: &mut Cursor<'_>) -> Option<String> {
    cursor.run(|c| c == ' ' || c == '\t');
    let word = cursor.word();
    cursor.run(|c| c == ' ' || c == '\t');
    word
}

fn integer(cursor: &mut Cursor<'_>) -> Result<i64> {
    let minus = cursor.eat("-");
    let number = cursor.number("a number", i64::MAX.cast_unsigned())?;
    let number = i64::try_from(number).unwrap_or(i64::MAX);
    Ok(if minus { -number } else { number })
}

/// Values with commas between them, up to `close`.
fn list(cursor: &mut Cursor<'_>, close: &'static str, depth: u8) -> Result<Vec<Value>> {
    let mut values = Vec::new();
    cursor.skip_blank()?;
    if cursor.eat(close) {
        return Ok(values);
    }
    loop {
        values.push(flags(cursor, depth)?);
        cursor.skip_blank()?;
        if !cursor.eat(",") {
            break;
        }
    }
    cursor.expect(close)?;
    Ok(values)
}

/// A value, or several with `|` between them.
fn flags(cursor: &mut Cursor<'_>, depth: u8) -> Result<Value> {
    let first = value(cursor, depth)?;
    cursor.skip_blank()?;
    if cursor.peek() != Some('|') {
        return Ok(first);
    }
    let mut all = vec![first];
    while cursor.eat("|") {
        all.push(value(cursor, depth)?);
        cursor.skip_blank()?;
    }
    Ok(Value::Flags(all))
}

fn value(cursor: &mut Cursor<'_>, depth: u8) -> Result<Value> {
    let Some(deeper) = depth.checked_sub(1) else {
        return Err(cursor.error(Problem::OutOfRange { what: "nesting", max: MAX_DEPTH.into() }));
    };
    cursor.skip_blank()?;
    if cursor.eat("...") {
        return Ok(Value::Ellipsis);
    }
    match cursor.peek() {
        Some('[') => {
            cursor.eat("[");
            Ok(Value::Array(list(cursor, "]", deeper)?))
        }
        Some('{') => {
            cursor.eat("{");
            Ok(Value::Struct(fields(cursor, deeper)?))
        }
        Some('"') => Ok(Value::Text(cursor.delimited("\"", "\"", "a string")?)),
        Some(c) if c.is_ascii_digit() || c == '-' => integer(cursor).map(Value::Int),
        _ => {
            let Some(word) = cursor.word() else {
                return Err(cursor.error(Problem::Expected("a value")));
            };
            if cursor.eat("(") {
                return Ok(Value::Function(word, list(cursor, ")", deeper)?));
            }
            Ok(Value::Symbol(word))
        }
    }
}

/// `name = value` or, as the C language has it, `.name = value`; `name(length) = value`
/// of message headers; values without a name, as of I/O vectors.
fn fields(cursor: &mut Cursor<'_>, depth: u8) -> Result<Vec<(String, Value)>> {
    let mut fields = Vec::new();
    cursor.skip_blank()?;
    while !cursor.eat("}") {
        let nameless = cursor.peek().is_some_and(|c| c.is_ascii_digit() || c == '[');
        if nameless || cursor.clone().eat("...") {
            fields.push((String::new(), flags(cursor, depth)?));
        } else {
            cursor.eat(".");
            let name = cursor.word().ok_or_else(|| cursor.error(Problem::Expected("a field")))?;
            if cursor.peek() == Some('(') {
                cursor.delimited("(", ")", "a length")?;
            }
            cursor.expect("=")?;
            fields.push((name, flags(cursor, depth)?));
        }
        cursor.skip_blank()?;
        if !cursor.eat(",") && cursor.peek() != Some('}') {
            return Err(cursor.error(Problem::Expected("}")));
        }
        cursor.skip_blank()?;
    }
    Ok(fields)
}
