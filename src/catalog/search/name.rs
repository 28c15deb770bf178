//! A name that is compared with words.
use super::likeness::{Likeness, better};
use super::word::{LONGEST_ENDING, Word, stem};
use crate::suggest::{letters_and_digits as letters, typos};

/// A name that is compared with words, prepared once for all of them.
pub(super) struct Name {
    /// Letters and digits, in small letters: text.
    plain: Vec<u8>,
    /// Where a word begins in it; and its end.
    starts: Vec<bool>,
    letters: u64,
}

impl Name {
    /// Room for a name.
    pub(super) fn new() -> Self {
        Self {
            plain: Vec::new(),
            starts: Vec::new(),
            letters: 0,
        }
    }

    /// Takes a name in.
    pub(super) fn set(&mut self, name: &str) {
        self.plain.clear();
        self.starts.clear();
        let bytes = name.as_bytes();
        // To add one byte after the other would cost more than all the rest.
        let ascii = bytes.iter().take_while(|byte| byte.is_ascii()).count();
        self.plain.resize(ascii, 0);
        self.starts.resize(ascii, false);
        let (mut length, mut before) = (0, b' ');
        for (i, &byte) in bytes.iter().enumerate().take(ascii) {
            if byte.is_ascii_alphanumeric()
                && let (Some(plain), Some(starts)) = (self.plain.get_mut(length), self.starts.get_mut(length))
            {
                *plain = byte.to_ascii_lowercase();
                *starts = !before.is_ascii_alphanumeric()
                    || byte.is_ascii_uppercase()
                        && (!before.is_ascii_uppercase()
                            || bytes.get(i + 1).is_some_and(u8::is_ascii_lowercase));
                length += 1;
            }
            before = byte;
        }
        self.plain.truncate(length);
        self.starts.truncate(length);
        // Few names have other letters, too.
        let mut before = char::from(before);
        for c in name.get(ascii..).unwrap_or_default().chars() {
            if c.is_alphanumeric() {
                self.starts.push(c.is_ascii() && !before.is_alphanumeric());
                for c in c.to_lowercase() {
                    self.plain
                        .extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
                }
                self.starts.resize(self.plain.len(), false);
            }
            before = c;
        }
        self.starts.push(true);
        self.letters = letters(&self.plain);
    }

    /// How it answers to a word if typos count, and otherwise as `found` says.
    pub(super) fn with_typo(&self, word: &Word, found: Option<Likeness>) -> Option<Likeness> {
        if found.is_none_or(|it| it > Likeness::Typo) && self.is_typo(word) {
            return Some(Likeness::Typo);
        }
        found
    }

    /// How it answers to a word, without a typo.
    pub(super) fn holds(&self, word: &Word) -> Option<Likeness> {
        let plain = self.plain.as_slice();
        if word.other.as_deref().is_some_and(|other| other == plain) {
            return Some(Likeness::Whole);
        }
        if self.letters & word.stem_letters != word.stem_letters {
            return None;
        }
        let mut best = None;
        let length = word.stem.needle().len();
        let raw = word.plain.as_bytes();
        for at in word.stem.find_iter(plain) {
            let begins = at == 0 || self.starts.get(at) == Some(&true);
            if !begins && raw.len() <= 2 {
                continue;
            }
            let rest = plain.get(at..).unwrap_or_default();
            // The word may have an ending here that it has not there.
            let ends = |&end: &usize| {
                self.starts.get(at + end) == Some(&true)
                    && rest.get(..end).is_some_and(|part| stem(part) == length)
            };
            let end = (length..=rest.len().min(length + LONGEST_ENDING)).find(ends);
            let whole = end.is_some_and(|end| end == rest.len());
            let likeness = match (begins, end) {
                (true, Some(_)) if at == 0 && whole => Likeness::Whole,
                (true, Some(_)) => Likeness::Word,
                (true, None) if raw.len() > 1 && rest.starts_with(raw) => {
                    if at == 0 {
                        Likeness::Beginning
                    } else {
                        Likeness::WordBeginning
                    }
                }
                (false, _) if whole || rest.starts_with(raw) => Likeness::Inside,
                _ => continue,
            };
            best = better(best, Some(likeness));
        }
        best
    }

    /// Whether it is the word but for a typo. A short word with another first letter is another word.
    fn is_typo(&self, word: &Word) -> bool {
        let most = word.typos();
        let a = std::str::from_utf8(&self.plain).unwrap_or_default();
        let b = &word.plain;
        (a.len() >= 7 || a.bytes().next() == b.bytes().next())
            && typos((a, self.letters), (b, word.letters), most).is_some()
    }
}
