//! How all names of the catalogue answer to the words looked for.
use super::name::Name;
use super::query::{Answers, Query};
use crate::catalog::blob;
use crate::suggest::letters_and_digits as letters;

/// The answers of all names, by their numbers. Things share names (most fields are called like others), so each is
/// looked at once.
pub(super) struct Names {
    /// Which of the answers each name gives.
    of: Vec<u16>,
    /// The first is none at all.
    answers: Vec<Answers>,
}

impl Names {
    /// Without typos.
    pub(super) fn new(query: &Query) -> Self {
        let mut name = Name::new();
        let mut names = Self {
            of: Vec::with_capacity(blob::all_names().len()),
            answers: vec![Answers::NONE],
        };
        for bytes in blob::all_names() {
            let found = match std::str::from_utf8(bytes) {
                Ok(text) if may_hold(query, bytes) => query.answers(text, &mut name),
                _ => Answers::NONE,
            };
            let number = names.number(found).unwrap_or(0);
            names.of.push(number);
        }
        names
    }

    /// Lets typos count, too.
    pub(super) fn allow_typos(&mut self, query: &Query) {
        let mut name = Name::new();
        for (i, bytes) in blob::all_names().enumerate() {
            if !may_be_typo(query, bytes) {
                continue;
            }
            let Ok(text) = std::str::from_utf8(bytes) else {
                continue;
            };
            name.set(text);
            let found = query.with_typos(&name, self.answers([i]));
            if let (Some(number), Some(of)) = (self.number(found), self.of.get_mut(i)) {
                *of = number;
            }
        }
    }

    /// The number of answers, which are kept; none for too many. There are fewer names than numbers.
    fn number(&mut self, found: Answers) -> Option<u16> {
        if found.is_none() {
            return Some(0);
        }
        let number = u16::try_from(self.answers.len()).ok()?;
        self.answers.push(found);
        Some(number)
    }

    /// How a thing whose names have these numbers answers.
    pub(super) fn answers<const N: usize>(&self, names: [usize; N]) -> Answers {
        names
            .into_iter()
            .fold(Answers::NONE, |all, name| match self.of.get(name) {
                Some(&number) if number > 0 => self
                    .answers
                    .get(usize::from(number))
                    .map_or(all, |answers| all.or(*answers)),
                _ => all,
            })
    }

    /// Whether the name of this number answers at all.
    pub(super) fn answers_at_all(&self, name: usize) -> bool {
        self.of.get(name).is_some_and(|&number| number > 0)
    }
}

/// Whether a name has the letters for any of the words: a cheap test that spares most names the real one.
fn may_hold(query: &Query, name: &[u8]) -> bool {
    let all = letters(name);
    query
        .all()
        .iter()
        .any(|word| word.stem_letters & !all == 0 || word.other.is_some())
        || !name.is_ascii()
}

/// Whether a name has about the letters and length of any of the words. Letters beyond ASCII may change when made small.
fn may_be_typo(query: &Query, name: &[u8]) -> bool {
    let all = letters(name);
    let near = query.all().iter().any(|word| {
        let most = word.typos();
        if most == 0 || (word.letters ^ all).count_ones() as usize > 2 * most {
            return false;
        }
        let length = name.iter().filter(|byte| byte.is_ascii_alphanumeric()).count();
        length.abs_diff(word.plain.len()) <= most
    });
    near || !name.is_ascii()
}
