//! The small part of Trunk's language that `web/index.html` uses: the tags marked `data-trunk`.

#[cfg(test)]
mod tests;

use anyhow::{Result, bail};

/// A start tag that carries `data-trunk`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Tag {
    pub(crate) name: String,
    pub(crate) attributes: Vec<(String, String)>,
}

impl Tag {
    /// The value of an attribute; empty for one without a value.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

/// Copies `html`, with each `data-trunk` tag (and a script's end tag) replaced by what `replace`
/// makes of it. Comments are dropped: they speak to whoever edits the source.
pub(crate) fn rewrite(
    html: &str,
    mut replace: impl FnMut(&Tag) -> Result<String>,
) -> Result<String> {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let (text, tail) = rest.split_at(at);
        out.push_str(text);
        if let Some(comment) = tail.strip_prefix("<!--") {
            let Some(end) = comment.find("-->") else { bail!("a comment is not closed") };
            rest = &comment[end + 3..];
            continue;
        }
        let Some(end) = tail_of_tag(tail) else {
            bail!("a tag is not closed: {}", first_line(tail))
        };
        let (source, after) = tail.split_at(end);
        rest = after;
        match parse(source) {
            Some(tag) if tag.get("data-trunk").is_some() => {
                out.push_str(&replace(&tag)?);
                if tag.name == "script" {
                    let Some(end) = rest.find("</script>") else { bail!("a script is not closed") };
                    rest = &rest[end + "</script>".len()..];
                }
            }
            _ => out.push_str(source),
        }
    }
    out.push_str(rest);
    Ok(out)
}

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or_default()
}

/// The length of the tag that `text` begins with, up to its `>`, minding quotes.
fn tail_of_tag(text: &str) -> Option<usize> {
    let mut quote = None;
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (None, '>') => return Some(at + 1),
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if open == c => quote = None,
            _ => {}
        }
    }
    None
}

/// A start tag; `None` for end tags and declarations.
fn parse(source: &str) -> Option<Tag> {
    let inner = source.strip_prefix('<')?.strip_suffix('>')?.trim_end_matches('/').trim();
    if inner.starts_with(['/', '!']) {
        return None;
    }
    let (name, mut rest) = inner.split_once(char::is_whitespace).unwrap_or((inner, ""));
    let mut attributes = Vec::new();
    loop {
        rest = rest.trim_start();
        if rest.is_empty() {
            break;
        }
        let end = rest.find(|c: char| c == '=' || c.is_whitespace()).unwrap_or(rest.len());
        let (key, tail) = rest.split_at(end);
        let tail = tail.trim_start();
        let (value, tail) = match tail.strip_prefix('=').map(str::trim_start) {
            None => ("", tail),
            Some(value) => match value.chars().next() {
                Some(quote @ ('"' | '\'')) => value[1..].split_once(quote)?,
                _ => value.split_at(value.find(char::is_whitespace).unwrap_or(value.len())),
            },
        };
        attributes.push((key.to_ascii_lowercase(), value.to_owned()));
        rest = tail;
    }
    Some(Tag { name: name.to_ascii_lowercase(), attributes })
}
