//! In what two names differ.

/// What may stand between the words of a name in a catalogue.
pub(super) const SEPARATORS: &[u8] = b"_- ./";
/// What may stand between the words of a key.
pub(super) const KEY_SEPARATORS: &[u8] = b"-_ ";

/// Whether `a` and `b` are different names one typo apart: one letter missing, added, replaced or two
/// neighbours swapped; or alike but for case, `-`, `_` and spaces.
#[must_use]
pub fn one_typo(a: &str, b: &str) -> bool {
    let alike = || plain(a, KEY_SEPARATORS).eq(plain(b, KEY_SEPARATORS));
    a != b && a.len().abs_diff(b.len()) <= 4 && (one_edit(a, b) || alike())
}

/// Whether one letter is missing, added, replaced or swapped with its neighbour. Most names differ early, so
/// this is much quicker than their distance.
pub(crate) fn one_edit(a: &str, b: &str) -> bool {
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

/// How many typos lie between two names, if at most so many. Each name is given with the set of its letters.
pub(crate) fn typos(a: (&str, u64), b: (&str, u64), most: usize) -> Option<usize> {
    // Two cheap tests spare most names the real one: a typo changes the length by one at most, and the set of
    // letters by two.
    let far = a.0.len().abs_diff(b.0.len()) > most || (a.1 ^ b.1).count_ones() as usize > most * 2;
    if most == 0 || far {
        return None;
    }
    Some(strsim::osa_distance(a.0, b.0)).filter(|&distance| distance <= most)
}

/// The set of letters, whatever their case, digits and separators, folded onto 64 bits. What is not ASCII is left out.
pub(crate) fn letters(text: &str) -> u64 {
    letters_of(text.as_bytes())
}

/// The same of bytes.
pub(super) fn letters_of(bytes: &[u8]) -> u64 {
    /// The bit of each byte.
    const BITS: [u64; 256] = {
        let mut bits = [0; 256];
        let mut byte = 0_u8;
        while byte.is_ascii() {
            bits[byte as usize] = 1 << ((byte & 31) | if byte < 64 { 32 } else { 0 });
            byte += 1;
        }
        bits
    };
    let mut set = 0;
    for &byte in bytes {
        set |= BITS[usize::from(byte)];
    }
    set
}

/// The same of bytes, without what may stand between words.
pub(crate) fn letters_and_digits(bytes: &[u8]) -> u64 {
    const LETTERS: u64 = ((1 << 26) - 1) << 1;
    const DIGITS: u64 = ((1 << 10) - 1) << 48;
    letters_of(bytes) & (LETTERS | DIGITS)
}

/// A name without `separators` and in lower case.
pub(crate) fn plain<'a>(name: &'a str, separators: &'a [u8]) -> impl Iterator<Item = u8> + 'a {
    name.bytes()
        .filter(move |byte| !separators.contains(byte))
        .map(|byte| byte.to_ascii_lowercase())
}

/// Whether `many` is a plural of `one`.
pub(crate) fn is_plural(one: &[u8], many: &[u8]) -> bool {
    let Some((&last, stem)) = one.split_last() else {
        return false;
    };
    many.strip_prefix(one)
        .is_some_and(|rest| rest == b"s" || rest == b"es")
        || (last == b'y' && many.strip_prefix(stem) == Some(b"ies"))
        || one
            .strip_suffix(b"person")
            .is_some_and(|stem| many.strip_prefix(stem) == Some(b"people"))
}

/// Whether one of two names is the plural of the other.
pub(crate) fn differ_in_number(a: &str, b: &str) -> bool {
    is_plural(a.as_bytes(), b.as_bytes()) || is_plural(b.as_bytes(), a.as_bytes())
}

/// Whether two names are the same but for what stands between their words, and for case.
pub(crate) fn differ_in_separators(a: &str, b: &str) -> bool {
    plain(a, SEPARATORS).eq(plain(b, SEPARATORS))
}

/// Whether two names differ by one typo inside a word of four letters and more: a letter too many, missing,
/// wrong or swapped with its neighbour, but neither the first of the name nor the last of the word, where
/// words of a language differ (`sent_at`, `send_at`). Case does not count, and digits are no letters.
pub(crate) fn differ_inside_a_word(a: &str, b: &str) -> bool {
    let (x, y) = (a.as_bytes(), b.as_bytes());
    if x.len().abs_diff(y.len()) > 1 {
        return false;
    }
    let same = |(left, right): &(&u8, &u8)| left.eq_ignore_ascii_case(right);
    let head = x.iter().zip(y).take_while(same).count();
    let most = x.len().min(y.len()) - head;
    let tail = x
        .iter()
        .rev()
        .zip(y.iter().rev())
        .take(most)
        .take_while(same)
        .count();
    let middle = |bytes: &'_ [u8]| head..bytes.len() - tail;
    let typo = match (&x[middle(x)], &y[middle(y)]) {
        ([one], [other]) => one.is_ascii_alphabetic() && other.is_ascii_alphabetic(),
        ([one], []) | ([], [one]) => one.is_ascii_alphabetic(),
        ([one, two], [other, last]) => one.eq_ignore_ascii_case(last) && two.eq_ignore_ascii_case(other),
        _ => false,
    };
    typo && head > 0
        && [x, y]
            .into_iter()
            .all(|name| is_inside_a_word(name, middle(name)))
}

/// Whether a text that is one typo from a name is so by one that hardly makes another word of it: two
/// letters swapped, one too many or too few of a double one, or any one typo in a long name. (`contracts` is one
/// letter from `contacts`, and a thing of its own.)
pub(crate) fn is_clear_typo(text: &str, name: &str) -> bool {
    let (x, y) = (text.to_ascii_lowercase(), name.to_ascii_lowercase());
    let distance = strsim::osa_distance(&x, &y);
    let single = |text: &str| {
        let mut letters: Vec<char> = text.chars().collect();
        letters.dedup();
        letters
    };
    let swapped = || x.len() == y.len() && strsim::levenshtein(&x, &y) > 1;
    distance == 1 && (x.len().min(y.len()) >= 10 || single(&x) == single(&y) || swapped())
}

/// Whether bytes stand inside a word of four letters and more, and not at its end.
fn is_inside_a_word(name: &[u8], at: std::ops::Range<usize>) -> bool {
    let begins_word = |i: usize| {
        let previous = i.checked_sub(1).and_then(|i| name.get(i));
        name.get(i).is_some_and(u8::is_ascii_uppercase) && previous.is_some_and(u8::is_ascii_lowercase)
    };
    let in_word = |i: usize| name.get(i).is_some_and(u8::is_ascii_alphabetic);
    let end = (at.end..name.len())
        .find(|&i| !in_word(i) || begins_word(i))
        .unwrap_or(name.len().max(at.end));
    let start = (0..at.start).rev().find(|&i| !in_word(i)).map_or(0, |i| i + 1);
    let start = (start..at.start).rev().find(|&i| begins_word(i)).unwrap_or(start);
    at.end < end && end - start >= 4
}

/// Whether two different names are the same but for digits.
pub(crate) fn differ_in_digits(a: &str, b: &str) -> bool {
    let without = |text: &str| text.chars().filter(|c| !c.is_ascii_digit()).collect::<String>();
    without(a) == without(b)
}

/// Whether two short names differ in their first letter alone.
pub(crate) fn other_word(a: &str, b: &str) -> bool {
    let rest = |text: &str| text.chars().skip(1).collect::<String>();
    a.len() < 7 && a.len() == b.len() && rest(a) == rest(b)
}
