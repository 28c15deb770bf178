//! How all names of the catalogue answer to the words looked for.
use super::name::Name;
use super::query::{Answers, Query};
use super::word::letters;
use crate::catalog::blob;

/// What counts as an answer.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    /// What holds the word.
    Exact,
    /// That, and what is the word but for a typo.
    Typos,
    /// What is the word but for a typo: nothing holds it.
    OnlyTypos,
}

/// The answers of all names, by their numbers. Things share names (most fields are called like others), so each is
/// looked at once.
pub(super) struct Names {
    /// Which of the answers each name gives.
    of: Vec<u16>,
    /// The first is none at all.
    answers: Vec<Answers>,
}

impl Names {
    pub(super) fn new(query: &Query, look: Look) -> Self {
        let mut name = Name::new(look != Look::Exact);
        let mut answers = vec![Answers::NONE];
        let mut of = Vec::with_capacity(blob::all_names().len());
        for bytes in blob::all_names() {
            let found = if may_answer(query, bytes, look)
                && let Ok(text) = std::str::from_utf8(bytes)
            {
                query.answers(text, &mut name)
            } else {
                Answers::NONE
            };
            // There are fewer names than numbers of 16 bits.
            let number = if found.is_none() {
                0
            } else {
                u16::try_from(answers.len()).unwrap_or(0)
            };
            if number > 0 {
                answers.push(found);
            }
            of.push(number);
        }
        Self { of, answers }
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

/// Whether a name has the letters for any of the words, or for a typo of it the letters and the length: a cheap test
/// that spares most names the real one.
fn may_answer(query: &Query, name: &[u8], look: Look) -> bool {
    let all = letters(name);
    for word in query.all() {
        let lacks = (word.stem_letters & !all).count_ones() as usize;
        if lacks == 0 && look != Look::OnlyTypos {
            return true;
        }
        // A typo takes one letter away at the most.
        let most = word.typos();
        if look != Look::Exact && lacks <= most && name.len() + most >= word.plain.len() {
            let length = name.iter().filter(|byte| byte.is_ascii_alphanumeric()).count();
            if length.abs_diff(word.plain.len()) <= most {
                return true;
            }
        }
    }
    // Letters beyond ASCII may change when made small.
    !name.is_ascii() || query.all().iter().any(|word| word.other.is_some())
}
