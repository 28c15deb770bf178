//! Near misses: is one name a typo of the hand away from another?

/// Whether `a` and `b` are different names one typo apart: one letter missing, added, replaced or two
/// neighbours swapped; or alike but for case, `-`, `_` and spaces.
#[must_use]
pub fn one_typo(a: &str, b: &str) -> bool {
    a != b && a.len().abs_diff(b.len()) <= 4 && (one_edit(a, b) || squash(a).eq(squash(b)))
}

/// Whether one letter is missing, added, replaced or swapped with its neighbour. Most names differ early, so
/// this is much quicker than their distance.
fn one_edit(a: &str, b: &str) -> bool {
    let alike = |pairs: &mut dyn Iterator<Item = (char, char)>| -> usize {
        pairs.take_while(|(a, b)| a == b).map(|(c, _)| c.len_utf8()).sum()
    };
    let start = alike(&mut a.chars().zip(b.chars()));
    let (a, b) = (&a[start..], &b[start..]);
    let end = alike(&mut a.chars().rev().zip(b.chars().rev()));
    let (mut a, mut b) = (a[..a.len() - end].chars(), b[..b.len() - end].chars());
    match ([a.next(), a.next(), a.next()], [b.next(), b.next(), b.next()]) {
        ([_, None, _], [_, None, _]) => true,
        ([Some(a), Some(b), None], [Some(c), Some(d), None]) => a == d && b == c,
        _ => false,
    }
}

/// The name in `known` that `name` is most likely meant for: one typo away, or two in a name of seven
/// letters and more. The first of equally near ones.
#[must_use]
pub fn nearest<'k>(name: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let mut best: Option<(usize, &str)> = None;
    for candidate in known {
        let distance = if one_typo(name, candidate) {
            1
        } else if name.chars().count().min(candidate.chars().count()) >= 7
            && name.len().abs_diff(candidate.len()) <= 2
            && !has_other_letters(name, candidate)
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

/// Whether more letters differ than two typos can change, wherever they stand.
fn has_other_letters(a: &str, b: &str) -> bool {
    if !a.is_ascii() || !b.is_ascii() {
        return false;
    }
    let mut counts = [0_i32; 32];
    a.bytes().for_each(|byte| counts[usize::from(byte & 31)] += 1);
    b.bytes().for_each(|byte| counts[usize::from(byte & 31)] -= 1);
    counts.iter().map(|count| count.unsigned_abs()).sum::<u32>() > 4
}

fn squash(name: &str) -> impl Iterator<Item = char> {
    name.chars()
        .filter(|c| !matches!(c, '-' | '_' | ' '))
        .flat_map(char::to_lowercase)
}

/// The one name of a schedule's words that is a single typo away: a letter wrong, missing, doubled or swapped with the next, and
/// the first letter right; in long names two typos. None when two different names are equally near.
#[must_use]
pub fn nearest_word(word: &str, names: impl Iterator<Item = &'static str>) -> Option<&'static str> {
    // Longer words cost time and are near nothing.
    if word.len() > 12 {
        return None;
    }
    let mut best: Option<(usize, &'static str)> = None;
    let mut tie = false;
    for name in names {
        let typos = strsim::damerau_levenshtein(word, name);
        if typos > if name.len() > 4 { 2 } else { 1 } || word.get(..1) != name.get(..1) {
            continue;
        }
        match best {
            Some((fewest, _)) if typos > fewest => {}
            Some((fewest, other)) if typos == fewest => tie |= other.get(..3) != name.get(..3),
            _ => (best, tie) = (Some((typos, name)), false),
        }
    }
    best.filter(|_| !tie).map(|(_, name)| name)
}
