//! A word that is looked for.
use memchr::memmem::Finder;

use crate::catalog::meant::squash;
use crate::suggest::letters_and_digits as letters;

/// A word that is looked for.
pub(super) struct Word {
    /// Letters and digits, in small letters.
    pub(super) plain: String,
    /// The part that is the same in the singular and the plural.
    pub(super) stem: Finder<'static>,
    /// The same of `people` for `person`, and the reverse.
    pub(super) other: Option<Vec<u8>>,
    /// Its letters, and those of its stem.
    pub(super) letters: u64,
    pub(super) stem_letters: u64,
}

impl Word {
    pub(super) fn new(text: &str) -> Self {
        let plain = squash(text);
        let stem = &plain.as_bytes()[..stem(plain.as_bytes())];
        let other = match plain.as_str() {
            "people" => Some(b"person".to_vec()),
            "person" | "persons" => Some(b"people".to_vec()),
            _ => None,
        };
        Self {
            letters: letters(plain.as_bytes()),
            stem_letters: letters(stem),
            stem: Finder::new(stem).into_owned(),
            other,
            plain,
        }
    }

    /// How many typos it may hold.
    pub(super) fn typos(&self) -> usize {
        match self.plain.len() {
            0..4 => 0,
            4..9 => 1,
            _ => 2,
        }
    }
}

/// How much longer a plural can be than the stem: `ies`.
pub(super) const LONGEST_ENDING: usize = 3;

/// How long the part of a word (in small letters) is that is the same in its singular and plural. Words that are
/// not of the language lose an ending now and then, too, which does no harm: the other side loses the same.
pub(super) fn stem(word: &[u8]) -> usize {
    let length = word.len();
    let cut = |ending: &[u8]| word.ends_with(ending);
    let vowel = |at: usize| word.get(at).is_some_and(|byte| b"aeiou".contains(byte));
    let less = match () {
        () if length <= 3 => 0,
        () if cut(b"ies") => 3,
        () if cut(b"ie") => 2,
        () if cut(b"y") && !vowel(length - 2) => 1,
        () if cut(b"ss") || cut(b"us") || cut(b"is") => 0,
        () if [b"sses".as_slice(), b"shes", b"ches"].iter().any(|it| cut(it)) || cut(b"xes") => 2,
        () if cut(b"es") => 2,
        () if cut(b"s") || cut(b"e") => 1,
        () => 0,
    };
    length - less
}
