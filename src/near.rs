//! Near misses: is one name a slip of the hand away from another?

/// Whether `a` and `b` are different names one slip apart: one letter missing, added, replaced or two
/// neighbours swapped; or alike but for case, `-`, `_` and blanks.
#[must_use]
pub fn one_slip(a: &str, b: &str) -> bool {
    if a == b {
        return false;
    }
    let close = a.len().abs_diff(b.len()) <= 4;
    close && (strsim::osa_distance(a, b) == 1 || squash(a) == squash(b))
}

/// The name in `known` that `name` is most likely meant for: one slip away, or two in a name of seven
/// letters and more. The first of equally near ones.
#[must_use]
pub fn nearest<'k>(name: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let mut best: Option<(usize, &str)> = None;
    for candidate in known {
        let distance = if one_slip(name, candidate) {
            1
        } else if name.chars().count().min(candidate.chars().count()) >= 7
            && name.len().abs_diff(candidate.len()) <= 2
            && strsim::osa_distance(&name.to_lowercase(), &candidate.to_lowercase()) <= 2
        {
            2
        } else {
            continue;
        };
        if best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, name)| name)
}

fn squash(name: &str) -> String {
    name.chars()
        .filter(|c| !matches!(c, '-' | '_' | ' '))
        .flat_map(char::to_lowercase)
        .collect()
}
