//! Did you mean …? Of some names, the one that is much like what was written.

/// The name nearest to `written`, if it is near: a third of its characters may be otherwise,
/// and upper and lower case are the same.
pub(crate) fn nearest<T: AsRef<str>>(
    written: &str,
    names: impl IntoIterator<Item = T>,
) -> Option<T> {
    // What is longer than any name is no slip of the finger.
    const LONGEST: usize = 64;
    let fold = |text: &str| -> Vec<char> { text.trim().to_lowercase().chars().collect() };
    let wanted = fold(written);
    if wanted.is_empty() || wanted.len() > LONGEST {
        return None;
    }
    let near = names.into_iter().filter_map(|name| {
        let folded = fold(name.as_ref());
        let far = distance(&wanted, &folded);
        let most = wanted.len().max(folded.len()).div_ceil(3).min(3);
        (far <= most && far < wanted.len().min(folded.len())).then_some((far, name))
    });
    near.min_by_key(|(far, _)| *far).map(|(_, name)| name)
}

/// How many characters must be put in, taken out, changed, or swapped with their neighbour.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut rows: Vec<Vec<usize>> = vec![(0..=b.len()).collect()];
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let above = &rows[i - 1];
            let changed = above[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut least = changed.min(above[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                least = least.min(rows[i - 2][j - 2] + 1);
            }
            row.push(least);
        }
        rows.push(row);
    }
    rows[a.len()][b.len()]
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_slip_of_the_finger_is_understood_and_another_word_is_not() {
        let names = ["PC A", "PC B", "Switch", "Router", "gateway"];
        let cases = [
            ("PC C", Some("PC A")),
            ("pc b", Some("PC B")),
            ("Swicth", Some("Switch")),
            ("Ruoter", Some("Router")),
            ("gatway", Some("gateway")),
            ("Server", None),
            ("", None),
            ("X", None),
        ];
        for (written, meant) in cases {
            assert_eq!(nearest(written, names), meant, "{written}");
        }
        assert_eq!(nearest(&"x".repeat(10_000), names), None);
    }
}
