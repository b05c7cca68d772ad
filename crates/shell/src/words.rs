//! How a shell takes a line apart: quotes, backslashes, comments, and what stands between commands.

/// A piece of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Token {
    /// A word, without its quotes.
    Word(String),
    /// `|`, `;`, `&&`, `<<<`…
    Operator(&'static str),
}

/// Why a line is not taken apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unread {
    /// A quote that is not closed.
    Quote(char),
    /// Something a shell would replace by something else, which is not simulated.
    Expansion(&'static str),
}

/// Operators, the longer ones before those they begin with.
const OPERATORS: [&str; 14] =
    ["<<<", "&>>", "&&", "||", ";;", ">>", "<<", "&>", "|", ";", "&", "<", ">", "("];

/// Where a word of a line lies, in bytes, and what it says. For completion: an unclosed quote is
/// taken as closed by the end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Placed {
    pub(crate) start: usize,
    pub(crate) token: Token,
}

/// Takes a line apart (POSIX.1-2024, Shell Command Language §2.2 and §2.3).
pub(crate) fn split(line: &str) -> Result<Vec<Placed>, Unread> {
    let (tokens, unread) = scan(line);
    unread.map_or(Ok(tokens), Err)
}

/// As far as it can be taken apart, and what stopped it.
pub(crate) fn scan(line: &str) -> (Vec<Placed>, Option<Unread>) {
    let mut tokens = Vec::new();
    let mut rest = line;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace());
        if rest.is_empty() || rest.starts_with('#') {
            return (tokens, None);
        }
        let start = line.len() - rest.len();
        if rest.starts_with(')') {
            tokens.push(Placed { start, token: Token::Operator(")") });
            rest = rest.get(1..).unwrap_or_default();
            continue;
        }
        if let Some(operator) = OPERATORS.iter().find(|operator| rest.starts_with(**operator)) {
            tokens.push(Placed { start, token: Token::Operator(operator) });
            rest = rest.get(operator.len()..).unwrap_or_default();
            continue;
        }
        let (word, after, unread) = word(rest);
        tokens.push(Placed { start, token: Token::Word(word) });
        if unread.is_some() {
            return (tokens, unread);
        }
        rest = after;
    }
}

/// The word that `text` begins with, and what follows it.
fn word(text: &str) -> (String, &str, Option<Unread>) {
    let mut word = String::new();
    let mut chars = text.char_indices();
    while let Some((at, c)) = chars.next() {
        let rest = text.get(at + c.len_utf8()..).unwrap_or_default();
        match c {
            '\'' => {
                let Some(end) = rest.find('\'') else {
                    word.push_str(rest);
                    return (word, "", Some(Unread::Quote('\'')));
                };
                word.push_str(rest.get(..end).unwrap_or_default());
                skip_to(&mut chars, at + 1 + end);
            }
            '"' => match double_quoted(rest, &mut word) {
                Ok(used) => skip_to(&mut chars, at + used),
                Err(unread) => return (word, "", Some(unread)),
            },
            '\\' => {
                if let Some((_, escaped)) = chars.next() {
                    word.push(escaped);
                }
            }
            '$' if rest.starts_with('\'') => match ansi_quoted(rest, &mut word) {
                Ok(used) => skip_to(&mut chars, at + used),
                Err(unread) => return (word, "", Some(unread)),
            },
            '$' if expands(rest) => return (word, "", Some(Unread::Expansion("$"))),
            '`' => return (word, "", Some(Unread::Expansion("`"))),
            ' ' | '\t' | '\n' | '\r' | '\x0c' | '|' | '&' | ';' | '<' | '>' | '(' | ')' => {
                return (word, text.get(at..).unwrap_or_default(), None);
            }
            c => word.push(c),
        }
    }
    (word, "", None)
}

/// Goes on behind the byte at `last`.
fn skip_to(chars: &mut std::str::CharIndices<'_>, last: usize) {
    while chars.offset() <= last && chars.next().is_some() {}
}

/// Whether what follows a dollar sign makes a shell replace it.
fn expands(rest: &str) -> bool {
    rest.starts_with(|c: char| c.is_ascii_alphanumeric() || "_{(?$#@*!".contains(c))
}

/// What stands between double quotes; returns the place of the closing one.
fn double_quoted(text: &str, word: &mut String) -> Result<usize, Unread> {
    let mut chars = text.char_indices();
    while let Some((at, c)) = chars.next() {
        let rest = text.get(at + c.len_utf8()..).unwrap_or_default();
        match c {
            '"' => return Ok(at + 1),
            '\\' if rest.starts_with(['"', '\\', '$', '`']) => {
                word.extend(chars.next().map(|(_, c)| c));
            }
            '$' if expands(rest) => return Err(Unread::Expansion("$")),
            '`' => return Err(Unread::Expansion("`")),
            c => word.push(c),
        }
    }
    Err(Unread::Quote('"'))
}

/// What stands in `$'…'`, from the quote on; returns how many bytes it takes.
fn ansi_quoted(text: &str, word: &mut String) -> Result<usize, Unread> {
    let mut chars = text.char_indices().skip(1);
    let mut raw = String::new();
    while let Some((at, c)) = chars.next() {
        match c {
            '\'' => {
                word.push_str(&unescape(&raw));
                return Ok(at + 1);
            }
            '\\' => {
                raw.push(c);
                raw.extend(chars.next().map(|(_, c)| c));
            }
            c => raw.push(c),
        }
    }
    Err(Unread::Quote('\''))
}

/// Replaces the escapes that `echo -e`, `printf` and `$'…'` know: `\n`, `\r`, `\t`, `\\`, `\0`, `\xHH`…
pub(crate) fn unescape(text: &str) -> String {
    let mut out = String::new();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        match chars.next() {
            Some('n') => out.push('\n'),
            Some('r') => out.push('\r'),
            Some('t') => out.push('\t'),
            Some('a') => out.push('\x07'),
            Some('0') => out.push('\0'),
            Some(c @ ('\\' | '\'' | '"')) => out.push(c),
            Some('x') => {
                let mut code = None;
                for _ in 0..2 {
                    let Some(digit) = chars.peek().and_then(|c| c.to_digit(16)) else { break };
                    code = Some(code.unwrap_or(0) * 16 + digit);
                    chars.next();
                }
                // Beyond ASCII a byte would be no text: as the character of that number.
                match code.and_then(char::from_u32) {
                    Some(c) => out.push(c),
                    None => out.push_str("\\x"),
                }
            }
            Some(other) => {
                out.push('\\');
                out.push(other);
            }
            None => out.push('\\'),
        }
    }
    out
}

#[cfg(test)]
mod tests;
