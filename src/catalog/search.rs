//! Looking for words in the names of all providers, modules, objects and fields.
//!
//! Case, separators and number do not matter, nor does a typo where nothing else is found.
use memchr::memmem::Finder;

use super::facts::Action;
use super::meant::{other_names_of, squash};
use super::module::Module;
use super::object::Object;
use super::provider::{Provider, providers};
use crate::suggest::typos;

/// How well a name answers to a word; the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Likeness {
    /// It is the word, perhaps in another case, number or with other separators.
    Whole,
    /// The word is one of its words.
    Word,
    /// It begins with the word.
    Beginning,
    /// One of its words begins with the word.
    WordBeginning,
    /// It is the word but for a typo.
    Typo,
    /// The word stands somewhere inside it.
    Inside,
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// A provider.
    Provider(Provider),
    /// A module that is not a root.
    Module(Module),
    /// An object.
    Object(Object),
    /// A field of some objects of a module: the name as the first of them has it, and the objects.
    Field(&'static str, Vec<Object>),
}

/// Something that answers to all words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// How well its own names do.
    pub likeness: Likeness,
    /// How well the names of what it belongs to do, where some words are meant for them.
    above: Likeness,
    /// What it is.
    pub item: Item,
    /// The name elsewhere by which a provider or module was found.
    pub other_name: Option<&'static str>,
}

impl Hit {
    /// The provider it belongs to. (`None` only if the tables were broken.)
    #[must_use]
    pub fn provider(&self) -> Option<Provider> {
        match &self.item {
            Item::Provider(provider) => Some(*provider),
            Item::Module(module) => module.provider(),
            Item::Object(object) => object.module().provider(),
            Item::Field(_, objects) => objects.first().and_then(|object| object.module().provider()),
        }
    }

    /// Providers come before modules, objects and fields of the same likeness, sandboxes after the real thing.
    fn order(&self) -> impl Ord {
        let kind = match self.item {
            Item::Provider(_) => 0,
            Item::Module(_) => 1,
            Item::Object(_) => 2,
            Item::Field(..) => 3,
        };
        let special = self
            .provider()
            .is_some_and(|provider| !provider.flags().is_empty());
        (self.likeness, self.above, kind, special)
    }
}

/// Everything that answers to all of `words` and can be used for all of `actions`, best first. An object may answer
/// to some of the words by the names of its provider and module, a field by those of its object, too; several words
/// may also be those of one name (`line items`). Nothing answers to no word.
#[must_use]
pub fn search(words: &[&str], actions: &[Action]) -> Vec<Hit> {
    let Some(query) = Query::new(words) else {
        return Vec::new();
    };
    let mut hits = query.run(actions, Name::new(false));
    let bears = |word: &Word| word.typos() > 0;
    if hits.iter().all(|hit| hit.likeness > Likeness::Typo)
        && query.words.iter().chain(&query.joined).any(bears)
    {
        let mut name = Name::new(true);
        // What holds the only word has been looked for in vain.
        name.only_typos = hits.is_empty() && query.joined.is_none();
        hits = query.run(actions, name);
    }
    hits.sort_by(|a, b| a.order().cmp(&b.order()));
    hits
}

/// How well something that is called `names`, and belongs to what is called `above`, answers to all of `words`.
#[must_use]
pub fn likeness(words: &[&str], names: &[&str], above: &[&str]) -> Option<Likeness> {
    let query = Query::new(words)?;
    let mut name = Name::new(true);
    let above = query.answers(&mut name, above);
    let own = query.answers(&mut name, names);
    query.own(own, above).map(|(own, _)| own)
}

/// More words than these are not looked for.
pub const MAX_WORDS: usize = 8;

/// The words looked for.
struct Query {
    words: Vec<Word>,
    /// All of them as one name, if there are several.
    joined: Option<Word>,
}

impl Query {
    fn new(words: &[&str]) -> Option<Self> {
        let all = words.iter().flat_map(|text| text.split_whitespace());
        let words: Vec<Word> = all
            .map(Word::new)
            .filter(|word| !word.plain.is_empty())
            .take(MAX_WORDS)
            .collect();
        let plain: String = words.iter().map(|word| word.plain.as_str()).collect();
        let joined = (words.len() > 1).then(|| Word::new(&plain));
        (!words.is_empty()).then_some(Self { words, joined })
    }

    /// What answers; `name` is where names are prepared.
    fn run(&self, actions: &[Action], mut name: Name) -> Vec<Hit> {
        let mut hits = Vec::new();
        for provider in providers() {
            let key = self.answers(&mut name, &[provider.key(), provider.display_name()]);
            let (elsewhere, other_name) = self.elsewhere(provider, None);
            let of_provider = key.or(elsewhere);
            let modules: Vec<Module> = provider.modules().chain([provider.root()]).collect();
            let usable = |module: &Module| {
                actions
                    .iter()
                    .all(|&action| module_can(provider, *module, action))
            };
            if modules.iter().any(usable)
                && let Some((likeness, above)) = self.own(of_provider, Answers::NONE)
            {
                hits.push(Hit {
                    likeness,
                    above,
                    item: Item::Provider(provider),
                    other_name: other_name.filter(|_| self.own(key, Answers::NONE).is_none()),
                });
            }
            for module in modules.into_iter().filter(usable) {
                let mut above = of_provider;
                if !module.is_root() {
                    let id = self.answers(&mut name, &[module.id(), module.display_name()]);
                    let (elsewhere, other_name) = self.elsewhere(provider, Some(module));
                    let own = id.or(elsewhere);
                    if let Some((likeness, above)) = self.own(own, of_provider) {
                        hits.push(Hit {
                            likeness,
                            above,
                            item: Item::Module(module),
                            other_name: other_name.filter(|_| self.own(id, of_provider).is_none()),
                        });
                    }
                    above = own.or(of_provider);
                }
                self.objects(&mut name, module, above, actions, &mut hits);
            }
        }
        hits
    }

    fn objects(
        &self,
        name: &mut Name,
        module: Module,
        above: Answers,
        actions: &[Action],
        hits: &mut Vec<Hit>,
    ) {
        let mut fields: Vec<(&'static str, (Likeness, Likeness), Object)> = Vec::new();
        for object in module.objects() {
            let can = |&action: &Action| action == Action::Proxy || object.support(action).is_yes();
            if !actions.iter().all(can) {
                continue;
            }
            let own = self.answers(name, &[object.name(), object.display_name()]);
            if let Some(rank) = self.own(own, above) {
                let (likeness, above) = rank;
                hits.push(Hit {
                    likeness,
                    above,
                    item: Item::Object(object),
                    other_name: None,
                });
            }
            let above = own.or(above);
            for field in object.fields() {
                // Most fields are called like others, and what doesn't answer is looked at once.
                if name.is_known_not_to_answer(field.name_id()) {
                    continue;
                }
                let own = self.answers(name, &[field.name()]);
                if own.is_none() {
                    name.does_not_answer(field.name_id());
                    continue;
                }
                if let Some(rank) = self.own(own, above) {
                    fields.push((field.name(), rank, object));
                }
            }
        }
        // Stable, so that objects stay in their order.
        fields.sort_by_key(|(name, ..)| name.to_ascii_lowercase());
        for same in fields.chunk_by(|(a, ..), (b, ..)| a.eq_ignore_ascii_case(b)) {
            let rank = same.iter().map(|&(_, rank, _)| rank).min();
            if let (Some((likeness, above)), Some((name, ..))) = (rank, same.first()) {
                hits.push(Hit {
                    likeness,
                    above,
                    item: Item::Field(name, same.iter().map(|&(_, _, object)| object).collect()),
                    other_name: None,
                });
            }
        }
    }

    /// How a thing with these names answers to each word.
    fn answers(&self, name: &mut Name, all: &[&str]) -> Answers {
        let mut answers = Answers::NONE;
        for (i, text) in all.iter().enumerate() {
            if i > 0 && all.first() == Some(text) {
                continue;
            }
            if !self.may_answer(text, name) {
                continue;
            }
            name.set(text);
            for (answer, word) in answers.words.iter_mut().zip(&self.words) {
                *answer = better(*answer, name.likeness(word));
            }
            if let Some(joined) = &self.joined {
                let whole = name
                    .likeness(joined)
                    .filter(|it| matches!(it, Likeness::Whole | Likeness::Typo));
                answers.joined = better(answers.joined, whole);
            }
        }
        answers
    }

    /// Whether a name has the letters for any of the words, or for a typo of it the letters and the length: a cheap
    /// test that spares most names the real one.
    fn may_answer(&self, text: &str, name: &Name) -> bool {
        let all = letters(text.as_bytes());
        let length = || text.bytes().filter(u8::is_ascii_alphanumeric).count();
        self.words.iter().chain(&self.joined).any(|word| {
            // Letters beyond ASCII may change when made small.
            if word.other.is_some() || !text.is_ascii() {
                return true;
            }
            let lacks = (word.stem_letters & !all).count_ones() as usize;
            if lacks == 0 && !name.only_typos {
                return true;
            }
            // A typo takes one letter away at the most.
            let most = word.typos();
            name.typos && lacks <= most && length().abs_diff(word.plain.len()) <= most
        })
    }

    /// How a provider (or a module of it) answers by the names it has elsewhere, and the one by which it does.
    fn elsewhere(&self, provider: Provider, module: Option<Module>) -> (Answers, Option<&'static str>) {
        let mut answers = Answers::NONE;
        let mut by = None;
        for (name, id) in other_names_of(provider.key()) {
            if id != module.map(Module::id) {
                continue;
            }
            for (answer, word) in answers.words.iter_mut().zip(&self.words) {
                if word.plain == name {
                    *answer = Some(Likeness::Whole);
                    by = Some(name);
                }
            }
            if self.joined.as_ref().is_some_and(|joined| joined.plain == name) {
                answers.joined = Some(Likeness::Whole);
                by = Some(name);
            }
        }
        (answers, by)
    }

    /// How well something is found that answers so itself, with all above it answering as `above` does: by its own
    /// names, and by theirs. One word at least must be its own.
    fn own(&self, own: Answers, above: Answers) -> Option<(Likeness, Likeness)> {
        if let Some(joined) = own.joined {
            return Some((joined, Likeness::Whole));
        }
        let mut worst = (None, Likeness::Whole);
        for (own, above) in own.words.into_iter().zip(above.words).take(self.words.len()) {
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

/// Whether a module, or its provider where the manifest passes requests through, can be used for `action`.
fn module_can(provider: Provider, module: Module, action: Action) -> bool {
    let passes = action == Action::Proxy && provider.support(action).is_yes();
    passes || module.support(action).is_yes()
}

fn better(a: Option<Likeness>, b: Option<Likeness>) -> Option<Likeness> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}

/// How something answers to each word, and to all as one name.
#[derive(Clone, Copy, Debug)]
struct Answers {
    words: [Option<Likeness>; MAX_WORDS],
    joined: Option<Likeness>,
}

impl Answers {
    const NONE: Self = Self {
        words: [None; MAX_WORDS],
        joined: None,
    };

    /// Whether it answers to nothing.
    fn is_none(&self) -> bool {
        self.joined.is_none() && self.words.iter().all(Option::is_none)
    }

    /// The better of both for each word.
    fn or(self, other: Self) -> Self {
        Self {
            words: std::array::from_fn(|i| better(self.words[i], other.words[i])),
            joined: better(self.joined, other.joined),
        }
    }
}

/// A word that is looked for.
struct Word {
    /// Letters and digits, in small letters.
    plain: String,
    /// The part that is the same in the singular and the plural.
    stem: Finder<'static>,
    /// The same of `people` for `person`, and the reverse.
    other: Option<Vec<u8>>,
    /// Its letters, and those of its stem.
    letters: u64,
    stem_letters: u64,
}

impl Word {
    fn new(text: &str) -> Self {
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
    fn typos(&self) -> usize {
        match self.plain.len() {
            0..4 => 0,
            4..9 => 1,
            _ => 2,
        }
    }
}

/// A name that is compared with words, prepared once for all of them.
struct Name {
    /// Typos count.
    typos: bool,
    /// Nothing else does.
    only_typos: bool,
    /// Letters and digits, in small letters.
    plain: String,
    /// Where a word begins in it; and its end.
    starts: Vec<bool>,
    letters: u64,
    /// Which names answer to nothing, by their numbers.
    silent: Vec<bool>,
}

impl Name {
    fn new(typos: bool) -> Self {
        Self {
            typos,
            only_typos: false,
            plain: String::new(),
            starts: Vec::new(),
            letters: 0,
            silent: Vec::new(),
        }
    }

    fn is_known_not_to_answer(&self, id: usize) -> bool {
        self.silent.get(id).copied().unwrap_or(false)
    }

    fn does_not_answer(&mut self, id: usize) {
        if self.silent.len() <= id {
            self.silent.resize((id + 1).next_power_of_two(), false);
        }
        if let Some(silent) = self.silent.get_mut(id) {
            *silent = true;
        }
    }

    fn set(&mut self, name: &str) {
        self.plain.clear();
        self.starts.clear();
        let mut before = b' ';
        let bytes = name.as_bytes();
        for (i, c) in name.char_indices() {
            if c.is_ascii_alphanumeric() {
                let byte = bytes[i];
                let next_small = bytes.get(i + 1).is_some_and(u8::is_ascii_lowercase);
                let starts = !before.is_ascii_alphanumeric()
                    || byte.is_ascii_uppercase() && (!before.is_ascii_uppercase() || next_small);
                self.starts.push(starts);
                self.plain.push(c.to_ascii_lowercase());
            } else if !c.is_ascii() && c.is_alphanumeric() {
                let length = self.plain.len();
                self.plain.extend(c.to_lowercase());
                let added = self.plain.len() - length;
                self.starts.extend(std::iter::repeat_n(false, added));
            }
            before = bytes[i];
        }
        self.starts.push(true);
        self.letters = letters(self.plain.as_bytes());
    }

    fn likeness(&self, word: &Word) -> Option<Likeness> {
        let found = self.holds(word);
        if self.typos && found.is_none_or(|it| it > Likeness::Typo) && self.is_typo(word) {
            return Some(Likeness::Typo);
        }
        found
    }

    fn holds(&self, word: &Word) -> Option<Likeness> {
        let plain = self.plain.as_bytes();
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
                (false, _) if raw.len() > 2 && (whole || rest.starts_with(raw)) => Likeness::Inside,
                _ => continue,
            };
            best = better(best, Some(likeness));
        }
        best
    }

    /// Whether it is the word but for a typo. A short word with another first letter is another word.
    fn is_typo(&self, word: &Word) -> bool {
        let most = word.typos();
        let (a, b) = (&self.plain, &word.plain);
        (a.len() >= 7 || a.bytes().next() == b.bytes().next())
            && typos((a, self.letters), (b, word.letters), most).is_some()
    }
}

/// How much longer a plural can be than the stem: `ies`.
const LONGEST_ENDING: usize = 3;

/// How long the part of a word (in small letters) is that is the same in its singular and plural. Words that are
/// not of the language lose an ending now and then, too, which does no harm: the other side loses the same.
fn stem(word: &[u8]) -> usize {
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

/// The set of bytes folded onto 64 bits, letters without regard to case.
fn letters(text: &[u8]) -> u64 {
    /// The bit of each byte.
    const BITS: [u64; 256] = {
        let mut bits = [0; 256];
        let mut byte = 0_u8;
        loop {
            bits[byte as usize] = 1 << (byte.to_ascii_lowercase() & 63);
            if byte == u8::MAX {
                break bits;
            }
            byte += 1;
        }
    };
    text.iter().fold(0, |set, &byte| set | BITS[usize::from(byte)])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(hits: &[Hit]) -> Vec<String> {
        let module = |module: Module| {
            let key = module.provider().map_or("", Provider::key);
            if module.is_root() {
                key.to_owned()
            } else {
                format!("{key}/{}", module.id())
            }
        };
        let shown = |hit: &Hit| match &hit.item {
            Item::Provider(provider) => provider.key().to_owned(),
            Item::Module(it) => module(*it),
            Item::Object(object) => format!("{} {}", module(object.module()), object.name()),
            Item::Field(name, objects) => {
                format!("{} *{} .{name}", module(objects[0].module()), objects.len())
            }
        };
        hits.iter().map(shown).collect()
    }

    fn first(words: &[&str]) -> String {
        shown(&search(words, &[])).into_iter().next().unwrap_or_default()
    }

    fn likeness(name: &str, word: &str) -> Option<Likeness> {
        let mut prepared = Name::new(true);
        prepared.set(name);
        prepared.likeness(&Word::new(word))
    }

    #[test]
    fn names_are_compared_by_their_words() {
        use Likeness::{Beginning, Inside, Typo, Whole, Word, WordBeginning};
        for (name, word, expected) in [
            ("tickets", "ticket", Some(Whole)),
            ("ticket", "Tickets", Some(Whole)),
            ("companies", "company", Some(Whole)),
            ("company", "companies", Some(Whole)),
            ("addresses", "address", Some(Whole)),
            ("statuses", "status", Some(Whole)),
            ("people", "person", Some(Whole)),
            ("line_items", "lineItem", Some(Whole)),
            ("lineItems", "line-item", Some(Whole)),
            ("SalesInvoiceLines", "invoices", Some(Word)),
            ("HTTPServer", "server", Some(Word)),
            ("ticket_forms", "tickets", Some(Word)),
            ("contactsList", "conta", Some(Beginning)),
            ("allContacts", "conta", Some(WordBeginning)),
            ("purchaseorders", "order", Some(Inside)),
            ("tickets", "tikcets", Some(Typo)),
            ("deals", "meals", None),
            ("contacts", "c", None),
            ("id", "id", Some(Whole)),
            ("video", "id", None),
            ("", "id", None),
        ] {
            assert_eq!(likeness(name, word), expected, "{word} in {name}");
        }
    }

    #[test]
    fn the_best_comes_first() {
        assert_eq!(first(&["hubspot"]), "hubspot");
        assert_eq!(first(&["pardot"]), "salesforce/account-engagement");
        assert_eq!(first(&["outlook"]), "microsoft");
        assert_eq!(first(&["gohighlevel"]), "highLevelStandard");
        assert_eq!(first(&["zendesk", "ticket"]), "zendeskSupport tickets");
        assert_eq!(first(&["TICKETS", "zendesk-support"]), "zendeskSupport tickets");
        assert_eq!(first(&["gong", "cals"]), "gong calls");
        assert!(
            search(&["tickets"], &[])
                .iter()
                .filter(|hit| hit.likeness == Likeness::Whole)
                .count()
                > 10
        );
        assert!(search(&[], &[]).is_empty());
        assert!(search(&["--", " "], &[]).is_empty());
        assert!(search(&["qqqqqqqqqqqq"], &[]).is_empty());
    }

    #[test]
    fn actions_narrow() {
        for hit in search(&["calls"], &[Action::Subscribe]) {
            match hit.item {
                Item::Object(object) => assert!(object.support(Action::Subscribe).is_yes(), "{object:?}"),
                Item::Field(_, objects) => {
                    assert!(objects.iter().all(|it| it.support(Action::Subscribe).is_yes()));
                }
                Item::Provider(_) | Item::Module(_) => {}
            }
        }
    }

    #[test]
    fn every_object_is_found_by_its_name() {
        // All of them would take long in a build that is not optimised.
        let modules = providers().flat_map(|provider| provider.modules().chain([provider.root()]));
        let mut looked_for = 0;
        for object in modules.flat_map(Module::objects).step_by(211) {
            let key = object.module().provider().map_or("", Provider::key);
            let hits = search(&[object.name(), key], &[]);
            let found = |hit: &Hit| hit.item == Item::Object(object) && hit.likeness == Likeness::Whole;
            assert!(hits.iter().any(found), "{object:?}");
            looked_for += 1;
        }
        assert!(looked_for > 15);
    }
}
