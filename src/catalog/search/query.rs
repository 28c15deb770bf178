//! The words looked for, and how things answer to them.
use super::likeness::{Likeness, better};
use super::name::Name;
use super::word::Word;

/// More words than these are not looked for.
pub const MAX_WORDS: usize = 8;

/// The words looked for.
pub(super) struct Query {
    /// The words; then, if they are several, all of them as one name.
    all: Vec<Word>,
    /// How many words there are.
    count: usize,
}

impl Query {
    /// Nothing for no word.
    pub(super) fn new(words: &[&str]) -> Option<Self> {
        let all = words.iter().flat_map(|text| text.split_whitespace());
        let mut all: Vec<Word> = all
            .map(Word::new)
            .filter(|word| !word.plain.is_empty())
            .take(MAX_WORDS)
            .collect();
        let count = all.len();
        if count > 1 {
            let joined: String = all.iter().map(|word| word.plain.as_str()).collect();
            all.push(Word::new(&joined));
        }
        (count > 0).then_some(Self { all, count })
    }

    /// The words, and all of them as one.
    pub(super) fn all(&self) -> &[Word] {
        &self.all
    }

    /// How a name, which `name` takes in, answers to each word without a typo.
    pub(super) fn answers(&self, text: &str, name: &mut Name) -> Answers {
        name.set(text);
        let mut answers = Answers::NONE;
        for (answer, word) in answers.words.iter_mut().zip(self.all.iter().take(self.count)) {
            *answer = name.holds(word);
        }
        if let Some(joined) = self.all.get(self.count) {
            answers.joined = name.holds(joined).filter(|it| *it == Likeness::Whole);
        }
        answers
    }

    /// How it answers if typos count, and otherwise as `answers` says.
    pub(super) fn with_typos(&self, name: &Name, mut answers: Answers) -> Answers {
        for (answer, word) in answers.words.iter_mut().zip(self.all.iter().take(self.count)) {
            *answer = name.with_typo(word, *answer);
        }
        if let Some(joined) = self.all.get(self.count) {
            answers.joined = name.with_typo(joined, answers.joined);
        }
        answers
    }

    /// How well something is found that answers so itself, with all above it answering as `above` does: by its own
    /// names, and by theirs. One word at least must be its own.
    pub(super) fn own(&self, own: Answers, above: Answers) -> Option<(Likeness, Likeness)> {
        if let Some(joined) = own.joined {
            return Some((joined, Likeness::Whole));
        }
        let mut worst = (None, Likeness::Whole);
        for (own, above) in own.words.into_iter().zip(above.words).take(self.count) {
            match (own, above) {
                (Some(own), above) if above.is_none_or(|above| own <= above) => {
                    worst.0 = worst.0.max(Some(own));
                }
                (_, Some(above)) => worst.1 = worst.1.max(above),
                _ => return None,
            }
        }
        worst.0.map(|own| (own, worst.1))
    }
}

/// How something answers to each word, and to all as one name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Answers {
    pub(super) words: [Option<Likeness>; MAX_WORDS],
    pub(super) joined: Option<Likeness>,
}

impl Answers {
    /// To nothing.
    pub(super) const NONE: Self = Self {
        words: [None; MAX_WORDS],
        joined: None,
    };

    /// Whether it answers to nothing.
    pub(super) fn is_none(&self) -> bool {
        *self == Self::NONE
    }

    /// The best of all.
    pub(super) fn best(&self) -> Option<Likeness> {
        self.words.iter().chain([&self.joined]).flatten().min().copied()
    }

    /// The better of both for each word.
    pub(super) fn or(self, other: Self) -> Self {
        if other.is_none() {
            return self;
        }
        Self {
            words: std::array::from_fn(|i| better(self.words[i], other.words[i])),
            joined: better(self.joined, other.joined),
        }
    }
}
