//! What counts as a near miss of a sort of names, and which of several misses is the nearest.

use super::pair::{
    KEY_SEPARATORS, SEPARATORS, differ_in_digits, is_plural, letters, letters_of, one_edit, other_word,
    plain, typos,
};

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
    /// Typos: letters too many, missing, wrong or swapped.
    Typo,
}

/// In what way a name is missed, and by how much (of its sort): the nearest first.
pub type Miss = (Nearness, usize);

/// What counts as a near miss of names of a sort. A near miss must be one at sight.
#[derive(Clone, Copy, Debug)]
pub struct Policy {
    /// What may stand between the words of a name, and doesn't count.
    separators: &'static [u8],
    /// Whether singular and plural are near.
    numbers: bool,
    /// Whether names may be paths, and those that end in the same part are near.
    paths: bool,
    /// How many typos are near, by the characters of the text and of the name.
    typos: fn(usize, usize) -> usize,
    /// Whether a single typo must leave the case of all other letters alone.
    keeps_case: bool,
    /// Whether names that differ in digits alone (`address1`, `address2`), or short ones in the first letter alone,
    /// are different things.
    tells_apart: bool,
    /// Whether the first letter must be right, and two names that are equally near and begin otherwise are no answer.
    is_sure: bool,
    /// In longer texts (in bytes) nobody looks for a typo, and the distance would get slow to compute.
    longest: usize,
}

/// What stands between the parts of a path.
const PATH_SEPARATORS: [u8; 2] = *b"./";
/// A near miss, unless it is one of paths, has at most so many letters that the name has not, or the other way
/// round: two typos, or a plural (`person`, `people`).
const MOST_OTHERS: u32 = 4;

impl Policy {
    /// Keys, rules, words of a list: one typo anywhere, two in names of seven letters and more.
    pub const KEYS: Self = Self {
        separators: KEY_SEPARATORS,
        numbers: false,
        paths: false,
        typos: |text, name| if text.min(name) < 7 { 1 } else { 2 },
        keeps_case: true,
        tells_apart: false,
        is_sure: false,
        longest: 128,
    };

    /// The words of schedules, which are short: the first letter is right, and there is no other word as near.
    pub const SCHEDULES: Self = Self {
        separators: b"",
        typos: |_, name| if name > 4 { 2 } else { 1 },
        keeps_case: false,
        is_sure: true,
        longest: 12,
        ..Self::KEYS
    };

    /// Names of a catalogue with thousands of them: providers, modules, fields.
    pub const NAMES: Self = Self {
        separators: SEPARATORS,
        numbers: true,
        typos: |text, name| by_length(text.min(name)),
        keeps_case: false,
        tells_apart: true,
        ..Self::KEYS
    };

    /// Objects of a catalogue, whose names may be paths.
    pub const OBJECTS: Self = Self {
        paths: true,
        ..Self::NAMES
    };

    /// The nearest of `names`, the first of equally near ones; `None` if the text is one of them.
    #[must_use]
    pub fn nearest<'k>(self, text: &str, names: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
        let names = names.into_iter().map(|name| (name, ()));
        self.nearest_of(text, names).map(|(_, name, ())| name)
    }

    /// The same with what each name is of.
    #[must_use]
    pub fn nearest_of<'k, T>(
        self,
        text: &str,
        names: impl IntoIterator<Item = (&'k str, T)>,
    ) -> Option<(Miss, &'k str, T)> {
        let mut text = Text::new(text, self)?;
        let mut best: Option<(Miss, &'k str, T)> = None;
        let mut is_tie = false;
        for (name, item) in names {
            if name == text.text {
                return None;
            }
            let Some(miss) = text.miss(name) else { continue };
            match &best {
                Some((least, ..)) if miss > *least => {}
                Some((least, other, _)) if miss == *least => is_tie |= other.get(..3) != name.get(..3),
                _ => (best, is_tie) = (Some((miss, name, item)), false),
            }
        }
        best.filter(|_| !(self.is_sure && is_tie))
    }

    /// All that are near, the nearest first, in the order of their names; none if the text is one of `names`.
    #[must_use]
    pub fn near<'k, T>(
        self,
        text: &str,
        names: impl IntoIterator<Item = (&'k str, T)>,
    ) -> Vec<(Miss, &'k str, T)> {
        let Some(mut text) = Text::new(text, self) else {
            return Vec::new();
        };
        let mut found = Vec::new();
        for (name, item) in names {
            if name == text.text {
                return Vec::new();
            }
            if let Some(miss) = text.miss(name) {
                found.push((miss, name, item));
            }
        }
        found.sort_by_key(|&(miss, name, _)| (miss, name));
        found
    }

    /// In what way `text` misses `name`, if narrowly.
    #[must_use]
    pub fn miss(self, text: &str, name: &str) -> Option<Miss> {
        Text::new(text, self)?.miss(name).filter(|_| text != name)
    }

    /// How many bytes the last part of a path has in plain form.
    fn last_part(self, name: &str) -> usize {
        let last = name.rsplit(is_path_separator).next().unwrap_or_default();
        plain(last, self.separators).count()
    }
}

/// How many typos a name of a catalogue bears: in short ones another letter is another name.
fn by_length(length: usize) -> usize {
    match length {
        0..4 => 0,
        4..9 => 1,
        _ => 2,
    }
}

/// A text prepared for comparison with many names.
#[expect(clippy::struct_field_names, reason = "the text itself")]
struct Text<'a> {
    text: &'a str,
    policy: Policy,
    folded: String,
    length: usize,
    letters: u64,
    /// The letters that don't count, and those that are between the parts of a path.
    separators: u64,
    path_separators: u64,
    plain: Vec<u8>,
    /// How many bytes of the plain form belong to the last part of the path.
    last: usize,
    /// Reused for the plain form of each name.
    buffer: Vec<u8>,
}

impl<'a> Text<'a> {
    /// `None` for one that is too long to be near anything.
    fn new(text: &'a str, policy: Policy) -> Option<Self> {
        (text.len() <= policy.longest).then(|| Self {
            text,
            policy,
            folded: text.to_ascii_lowercase(),
            length: text.chars().count(),
            letters: letters(text),
            separators: letters_of(policy.separators),
            path_separators: if policy.paths {
                letters_of(&PATH_SEPARATORS)
            } else {
                0
            },
            plain: plain(text, policy.separators).collect(),
            last: policy.last_part(text),
            buffer: Vec::new(),
        })
    }

    fn miss(&mut self, name: &str) -> Option<Miss> {
        let policy = self.policy;
        let letters = letters(name);
        let others = (letters ^ self.letters) & !self.separators;
        let paths = (letters | self.letters) & self.path_separators != 0;
        if others.count_ones() > MOST_OTHERS && !paths {
            return None;
        }
        if policy.is_sure && name.as_bytes().first() != self.text.as_bytes().first() {
            return None;
        }
        if name.eq_ignore_ascii_case(self.text) {
            return Some((Nearness::Case, 0));
        }
        self.buffer.clear();
        self.buffer.extend(plain(name, policy.separators));
        if !self.plain.is_empty() {
            if self.buffer == self.plain {
                return Some((Nearness::Separator, 0));
            }
            if policy.numbers
                && (is_plural(&self.plain, &self.buffer) || is_plural(&self.buffer, &self.plain))
            {
                return Some((Nearness::Plural, 0));
            }
        }
        if policy.paths && self.shares_last_part(name) {
            return Some((Nearness::Segment, name.split(is_path_separator).count()));
        }
        self.typos(name, letters).map(|count| (Nearness::Typo, count))
    }

    /// Whether the text and a name, whose plain form is in the buffer, end in the same part, one of them being
    /// a path.
    fn shares_last_part(&self, name: &str) -> bool {
        if !name.contains(is_path_separator) && !self.text.contains(is_path_separator) {
            return false;
        }
        let last = self.policy.last_part(name);
        let (a, b) = (tail(&self.plain, self.last), tail(&self.buffer, last));
        // Shorter parts (`v1`, `id`) say nothing.
        a.len().min(b.len()) > 2 && (a == b || is_plural(a, b) || is_plural(b, a))
    }

    /// How many typos lie between the text and a name, if they are few enough.
    fn typos(&self, name: &str, letters: u64) -> Option<usize> {
        let policy = self.policy;
        let most = (policy.typos)(self.length, name.chars().count());
        let mut count = None;
        if policy.keeps_case {
            if one_edit(self.text, name) {
                return Some(1);
            }
            if most < 2 {
                return None;
            }
            count = Some(2);
        }
        let folded = name.to_ascii_lowercase();
        let found = typos((&self.folded, self.letters), (&folded, letters), most)?;
        let apart = policy.tells_apart
            && (differ_in_digits(&self.folded, &folded) || other_word(&self.folded, &folded));
        (!apart).then(|| count.unwrap_or(found))
    }
}

fn is_path_separator(c: char) -> bool {
    u8::try_from(c).is_ok_and(|byte| PATH_SEPARATORS.contains(&byte))
}

/// The last `count` bytes.
fn tail(bytes: &[u8], count: usize) -> &[u8] {
    bytes.get(bytes.len().saturating_sub(count)..).unwrap_or_default()
}
