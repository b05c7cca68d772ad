//! Rust source with its comments and the insides of its literals blanked out.

/// Returns `source` with every character of comments, and of string and character literals, replaced
/// by a space. Line breaks stay, so that line numbers hold.
///
/// Knows nested block comments, raw strings with any number of `#`, byte and C strings, and tells
/// a character literal from a lifetime.
pub(super) fn code_only(source: &str) -> String {
    let chars: Vec<char> = source.chars().collect();
    let mut out = String::with_capacity(source.len());
    let mut at = 0;
    while let Some(&c) = chars.get(at) {
        let next = chars.get(at + 1).copied();
        let end = match (c, next) {
            ('/', Some('/')) => line_comment(&chars, at),
            ('/', Some('*')) => block_comment(&chars, at),
            ('"', _) => string(&chars, at),
            ('r', Some('"' | '#')) if !follows_word(&chars, at) => raw_string(&chars, at),
            ('\'', _) => character(&chars, at),
            _ => at,
        };
        if end == at {
            out.push(c);
            at += 1;
        } else {
            let covered = chars.get(at..end).unwrap_or_default();
            out.extend(covered.iter().map(|c| if *c == '\n' { '\n' } else { ' ' }));
            at = end;
        }
    }
    out
}

/// Whether the character before `at` belongs to a word, a `b` or `c` prefix apart.
fn follows_word(chars: &[char], at: usize) -> bool {
    let word = |at: usize| chars.get(at).is_some_and(|c| c.is_alphanumeric() || *c == '_');
    let Some(before) = at.checked_sub(1) else { return false };
    let prefix = matches!(chars.get(before), Some('b' | 'c'));
    word(before) && !(prefix && before.checked_sub(1).is_none_or(|earlier| !word(earlier)))
}

fn line_comment(chars: &[char], start: usize) -> usize {
    (start..chars.len()).find(|at| chars[*at] == '\n').unwrap_or(chars.len())
}

fn block_comment(chars: &[char], start: usize) -> usize {
    let mut depth = 0_usize;
    let mut at = start;
    while at < chars.len() {
        match (chars[at], chars.get(at + 1)) {
            ('/', Some('*')) => {
                depth += 1;
                at += 2;
            }
            ('*', Some('/')) => {
                depth -= 1;
                at += 2;
                if depth == 0 {
                    return at;
                }
            }
            _ => at += 1,
        }
    }
    chars.len()
}

fn string(chars: &[char], start: usize) -> usize {
    let mut at = start + 1;
    while at < chars.len() {
        match chars[at] {
            '\\' => at += 2,
            '"' => return at + 1,
            _ => at += 1,
        }
    }
    chars.len()
}

/// From the `r`; returns `start` if it is no raw string after all (a raw identifier).
fn raw_string(chars: &[char], start: usize) -> usize {
    let hashes = chars.iter().skip(start + 1).take_while(|c| **c == '#').count();
    let open = start + 1 + hashes;
    if chars.get(open) != Some(&'"') {
        return start;
    }
    let closes = |at: usize| {
        chars[at] == '"'
            && chars.get(at + 1..=at + hashes).is_some_and(|tail| tail.iter().all(|c| *c == '#'))
    };
    (open + 1..chars.len()).find(|at| closes(*at)).map_or(chars.len(), |at| at + 1 + hashes)
}

/// From the `'`; returns `start` if it begins a lifetime.
fn character(chars: &[char], start: usize) -> usize {
    match (chars.get(start + 1), chars.get(start + 2)) {
        (Some('\\'), _) => {
            // After the escaped character itself: `'\''`, `'\u{1f600}'`.
            (start + 3..chars.len()).find(|at| chars[*at] == '\'').map_or(chars.len(), |at| at + 1)
        }
        (Some(_), Some('\'')) => start + 3,
        _ => start,
    }
}
