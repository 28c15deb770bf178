//! "Did you mean": which known name a text that is none of them most likely means.
//!
//! A near miss must be one at sight. Names that differ in digits alone are as a rule different things
//! (`address1`, `address2`), and so are short words with another first letter; neither is near.
use std::borrow::Cow;

/// In what way a text misses a name; the nearest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Nearness {
    /// Only the case of letters differs.
    Case,
    /// Only separators differ (`line-items`, `line_items`, `lineItems`), and perhaps case.
    Separator,
    /// One is the plural of the other.
    Plural,
    /// It is the last part of a longer name, or has that in common with it (`sales/opportunities`).
    Segment,
    /// A typo: a letter too many, missing, wrong or swapped; two of them in long names.
    Typo,
}

/// A known name that a text misses narrowly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Near<T> {
    /// The name to write instead.
    pub name: Cow<'static, str>,
    /// What has that name; `None` where only a beginning is known (a misspelt open prefix).
    pub item: Option<T>,
    /// In what way the text misses it.
    pub nearness: Nearness,
}

/// In which ways names of a sort are missed.
#[derive(Clone, Copy)]
pub(super) struct Kinds {
    segments: bool,
}

impl Kinds {
    /// Plain names.
    pub(super) const NAMES: Self = Self { segments: false };
    /// Names that may be paths.
    pub(super) const OBJECTS: Self = Self { segments: true };
}

/// How many near names are worth naming.
const MOST: usize = 5;
/// Nobody mistypes a name longer than this (in bytes), and the distance would get slow to compute.
const LONGEST: usize = 128;
/// What may stand between the words of a name.
const SEPARATORS: [u8; 5] = *b"_- ./";
/// What stands between the parts of a path.
const PATH_SEPARATORS: [u8; 2] = *b"./";
/// A near miss, unless it is one of paths, has at most so many letters that the name has not, or the other way
/// round: two typos, or a plural (`person`, `people`).
const MOST_OTHERS: u32 = 4;

/// The nearest name, unless the text is one of the names.
pub(super) fn nearest<T: Copy>(
    text: &str,
    kinds: Kinds,
    names: impl Iterator<Item = (&'static str, T)>,
) -> Option<Near<T>> {
    near(text, kinds, names).into_iter().next()
}

/// The near names, the nearest first; none if the text is one of the names.
pub(super) fn near<T: Copy>(
    text: &str,
    kinds: Kinds,
    names: impl Iterator<Item = (&'static str, T)>,
) -> Vec<Near<T>> {
    let mut found: Vec<(Miss, &'static str, T)> = Vec::new();
    if text.len() > LONGEST {
        return Vec::new();
    }
    let mut text = Text::new(text);
    for (name, item) in names {
        if name == text.text {
            return Vec::new();
        }
        if let Some(miss) = text.miss(name, kinds) {
            found.push((miss, name, item));
        }
    }
    found.sort_by_key(|&(miss, name, _)| (miss, name));
    let near = |(miss, name, item): (Miss, _, _)| Near {
        name: Cow::Borrowed(name),
        item: Some(item),
        nearness: miss.0,
    };
    found.into_iter().take(MOST).map(near).collect()
}

/// The text with `prefix` in place of a narrow miss of it.
pub(super) fn prefix<T>(text: &str, prefix: &'static str) -> Option<Near<T>> {
    let separator = prefix.chars().next_back()?;
    let count = prefix.matches(separator).count();
    let (end, _) = text.match_indices(separator).nth(count.checked_sub(1)?)?;
    let (head, rest) = text.split_at_checked(end + separator.len_utf8())?;
    if rest.is_empty() || head == prefix || head.len() > LONGEST {
        return None;
    }
    let (nearness, _) = Text::new(head).miss(prefix, Kinds::NAMES)?;
    Some(Near {
        name: Cow::Owned(format!("{prefix}{rest}")),
        item: None,
        nearness,
    })
}

/// In what way a name is missed, and by how much.
type Miss = (Nearness, usize);

/// A text prepared for comparison with many names.
struct Text<'a> {
    text: &'a str,
    folded: String,
    letters: u64,
    plain: Vec<u8>,
    /// How many bytes of the plain form belong to the last part of the path.
    last: usize,
    typos: usize,
    /// Reused for the plain form of each name.
    buffer: Vec<u8>,
}

impl<'a> Text<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            text,
            folded: text.to_ascii_lowercase(),
            letters: letters(text),
            plain: plain(text.bytes()).collect(),
            last: last_part(text),
            typos: typos(text.chars().count()),
            buffer: Vec::new(),
        }
    }

    fn miss(&mut self, name: &'static str, kinds: Kinds) -> Option<Miss> {
        let letters = letters(name);
        let others = (letters ^ self.letters) & !letters_of(SEPARATORS);
        let paths = (letters | self.letters) & letters_of(PATH_SEPARATORS) != 0;
        if others.count_ones() > MOST_OTHERS && !(kinds.segments && paths) {
            return None;
        }
        if name.eq_ignore_ascii_case(self.text) {
            return Some((Nearness::Case, 0));
        }
        self.buffer.clear();
        self.buffer.extend(plain(name.bytes()));
        if !self.plain.is_empty() {
            if self.buffer == self.plain {
                return Some((Nearness::Separator, 0));
            }
            if is_plural(&self.plain, &self.buffer) || is_plural(&self.buffer, &self.plain) {
                return Some((Nearness::Plural, 0));
            }
        }
        if kinds.segments && self.shares_last_part(name) {
            return Some((Nearness::Segment, name.split(is_path_separator).count()));
        }
        self.typo(name, letters)
            .map(|distance| (Nearness::Typo, distance))
    }

    /// Whether the text and a name, whose plain form is in the buffer, end in the same part, one of them being
    /// a path.
    fn shares_last_part(&self, name: &str) -> bool {
        if !name.contains(is_path_separator) && !self.text.contains(is_path_separator) {
            return false;
        }
        let (a, b) = (tail(&self.plain, self.last), tail(&self.buffer, last_part(name)));
        // Shorter parts (`v1`, `id`) say nothing.
        a.len().min(b.len()) > 2 && (a == b || is_plural(a, b) || is_plural(b, a))
    }

    /// How many typos lie between the text and a name, if they are few enough.
    fn typo(&self, name: &str, letters: u64) -> Option<usize> {
        let limit = self.typos.min(typos(name.chars().count()));
        // Two cheap tests spare most names the real one: a typo changes the length by one at most, and the set
        // of letters by two.
        if limit == 0
            || name.len().abs_diff(self.text.len()) > limit
            || (letters ^ self.letters).count_ones() as usize > limit * 2
        {
            return None;
        }
        let name = name.to_ascii_lowercase();
        let distance = strsim::osa_distance(&self.folded, &name);
        let near =
            distance <= limit && !differ_in_digits(&self.folded, &name) && !other_word(&self.folded, &name);
        near.then_some(distance)
    }
}

/// How many typos a name of so many characters can bear.
fn typos(length: usize) -> usize {
    match length {
        0..4 => 0,
        4..9 => 1,
        _ => 2,
    }
}

/// The set of letters, whatever their case, digits and separators, folded onto 64 bits.
fn letters(text: &str) -> u64 {
    text.bytes().fold(0, |set, byte| set | letter(byte))
}

const fn letter(byte: u8) -> u64 {
    1 << ((byte & 31) | if byte < 64 { 32 } else { 0 })
}

const fn letters_of<const N: usize>(bytes: [u8; N]) -> u64 {
    let (mut set, mut i) = (0, 0);
    while i < N {
        set |= letter(bytes[i]);
        i += 1;
    }
    set
}

/// A name without its separators and in lower case.
fn plain(bytes: impl Iterator<Item = u8>) -> impl Iterator<Item = u8> {
    bytes
        .filter(|byte| !SEPARATORS.contains(byte))
        .map(|byte| byte.to_ascii_lowercase())
}

/// Whether `many` is a plural of `one`.
fn is_plural(one: &[u8], many: &[u8]) -> bool {
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
pub(super) fn differ_in_number(a: &str, b: &str) -> bool {
    is_plural(a.as_bytes(), b.as_bytes()) || is_plural(b.as_bytes(), a.as_bytes())
}

/// Whether two names are the same but for what stands between their words, and for case.
pub(super) fn differ_in_separators(a: &str, b: &str) -> bool {
    plain(a.bytes()).eq(plain(b.bytes()))
}

/// Whether two names differ by one typo inside a word of four letters and more: a letter too many, missing,
/// wrong or swapped with its neighbour, but neither the first of the name nor the last of the word, where
/// words of a language differ (`sent_at`, `send_at`). Case does not count, and digits are no letters.
pub(super) fn differ_inside_a_word(a: &str, b: &str) -> bool {
    let (x, y) = (a.as_bytes(), b.as_bytes());
    if x.len().abs_diff(y.len()) > 1 {
        return false;
    }
    let same = |(a, b): &(&u8, &u8)| a.eq_ignore_ascii_case(b);
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
        (&[p], &[q]) => p.is_ascii_alphabetic() && q.is_ascii_alphabetic(),
        (&[p], &[]) | (&[], &[p]) => p.is_ascii_alphabetic(),
        (&[p, q], &[r, s]) => p.eq_ignore_ascii_case(&s) && q.eq_ignore_ascii_case(&r),
        _ => false,
    };
    typo && head > 0
        && [x, y]
            .into_iter()
            .all(|name| is_inside_a_word(name, middle(name)))
}

/// Whether a text that is one typo from a name is so by a typo that hardly makes another word of it: two
/// letters swapped, one too many or too few of a double one, or any one typo in a long name. (`contracts` is one
/// letter from `contacts`, and a thing of its own.)
pub(super) fn is_clear_typo(text: &str, name: &str) -> bool {
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
    let end = (at.end..)
        .find(|&i| !in_word(i) || begins_word(i))
        .unwrap_or(at.end);
    let start = (0..at.start).rev().find(|&i| !in_word(i)).map_or(0, |i| i + 1);
    let start = (start..at.start).rev().find(|&i| begins_word(i)).unwrap_or(start);
    at.end < end && end - start >= 4
}

fn is_path_separator(c: char) -> bool {
    u8::try_from(c).is_ok_and(|byte| PATH_SEPARATORS.contains(&byte))
}

/// How many bytes the last part of a path has in plain form.
fn last_part(name: &str) -> usize {
    plain(name.rsplit(is_path_separator).next().unwrap_or_default().bytes()).count()
}

/// The last `count` bytes.
fn tail(bytes: &[u8], count: usize) -> &[u8] {
    bytes.get(bytes.len().saturating_sub(count)..).unwrap_or_default()
}

/// Whether two different names are the same but for digits.
fn differ_in_digits(a: &str, b: &str) -> bool {
    let without = |text: &str| text.chars().filter(|c| !c.is_ascii_digit()).collect::<String>();
    without(a) == without(b)
}

/// Whether two short names differ in their first letter alone.
fn other_word(a: &str, b: &str) -> bool {
    let rest = |text: &str| text.chars().skip(1).collect::<String>();
    a.len() < 7 && a.len() == b.len() && rest(a) == rest(b)
}
