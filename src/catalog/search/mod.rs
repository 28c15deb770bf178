//! Looking for words in the names of all providers, modules, objects and fields.
//!
//! Case, separators and number do not matter, nor does a typo where nothing else is found.
mod likeness;
mod name;
mod names;
mod query;
mod word;

pub use self::likeness::Likeness;
use self::name::Name;
use self::names::Names;
pub use self::query::MAX_WORDS;
use self::query::{Answers, Query};
use super::facts::Capability;
use super::meant::all_other_names;
use super::module::Module;
use super::object::Object;
use super::provider::{Provider, providers};

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Match {
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
    pub item: Match,
    /// The name elsewhere by which a provider or module was found.
    pub other_name: Option<&'static str>,
}

impl Hit {
    /// The provider it belongs to. (`None` only if the tables were broken.)
    #[must_use]
    pub fn provider(&self) -> Option<Provider> {
        match &self.item {
            Match::Provider(provider) => Some(*provider),
            Match::Module(module) => module.provider(),
            Match::Object(object) => object.module().provider(),
            Match::Field(_, objects) => objects.first().and_then(|object| object.module().provider()),
        }
    }

    /// Providers come before modules, objects and fields of the same likeness, sandboxes after the real thing.
    fn order(&self) -> impl Ord {
        let kind = match self.item {
            Match::Provider(_) => 0,
            Match::Module(_) => 1,
            Match::Object(_) => 2,
            Match::Field(..) => 3,
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
pub fn search(words: &[&str], actions: &[Capability]) -> Vec<Hit> {
    let Some(query) = Query::new(words) else {
        return Vec::new();
    };
    let mut names = Names::new(&query);
    let mut hits = query.run(actions, &names, false);
    if hits.iter().all(|hit| hit.likeness > Likeness::Typo) && query.all().iter().any(|word| word.typos() > 0)
    {
        names.allow_typos(&query);
        hits = query.run(actions, &names, true);
    }
    hits.sort_by(|a, b| a.order().cmp(&b.order()));
    hits
}

/// How well something that is called `names`, and belongs to what is called `above`, answers to all of `words`.
#[must_use]
pub fn likeness(words: &[&str], names: &[&str], above: &[&str]) -> Option<Likeness> {
    let query = Query::new(words)?;
    let mut prepared = Name::new();
    let mut answers = |names: &[&str]| {
        names.iter().fold(Answers::NONE, |all, name| {
            let found = query.answers(name, &mut prepared);
            all.or(query.with_typos(&prepared, found))
        })
    };
    let above = answers(above);
    query.own(answers(names), above).map(|(own, _)| own)
}

impl Query {
    /// What answers.
    fn run(&self, actions: &[Capability], names: &Names, typos: bool) -> Vec<Hit> {
        let elsewhere = self.elsewhere(typos);
        let elsewhere = |provider: Provider, module: Option<&str>| {
            let is_meant = |it: &&Elsewhere| it.provider == provider.key() && it.module == module;
            let best = elsewhere
                .iter()
                .filter(is_meant)
                .min_by_key(|it| it.answers.best());
            best.map_or((Answers::NONE, None), |it| (it.answers, Some(it.name)))
        };
        let mut hits = Vec::new();
        for provider in providers() {
            let key = names.answers(provider.name_ids());
            let (other, other_name) = elsewhere(provider, None);
            let of_provider = key.or(other);
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
                    item: Match::Provider(provider),
                    other_name: other_name.filter(|_| self.own(key, Answers::NONE).is_none()),
                });
            }
            for module in modules.into_iter().filter(usable) {
                let mut above = of_provider;
                if !module.is_root() {
                    let id = names.answers(module.name_ids());
                    let (other, other_name) = elsewhere(provider, Some(module.id()));
                    let own = id.or(other);
                    if let Some((likeness, above)) = self.own(own, of_provider) {
                        hits.push(Hit {
                            likeness,
                            above,
                            item: Match::Module(module),
                            other_name: other_name.filter(|_| self.own(id, of_provider).is_none()),
                        });
                    }
                    above = own.or(of_provider);
                }
                self.objects(names, module, above, actions, &mut hits);
            }
        }
        hits
    }

    fn objects(
        &self,
        names: &Names,
        module: Module,
        above: Answers,
        actions: &[Capability],
        hits: &mut Vec<Hit>,
    ) {
        let mut fields: Vec<(&'static str, (Likeness, Likeness), Object)> = Vec::new();
        for object in module.objects() {
            let can = |&action: &Capability| action == Capability::Proxy || object.support(action).is_yes();
            if !actions.iter().all(can) {
                continue;
            }
            let own = names.answers(object.name_ids());
            if let Some(rank) = self.own(own, above) {
                let (likeness, above) = rank;
                hits.push(Hit {
                    likeness,
                    above,
                    item: Match::Object(object),
                    other_name: None,
                });
            }
            let above = above.or(own);
            for field in object
                .fields()
                .filter(|field| names.answers_at_all(field.name_id()))
            {
                if let Some(rank) = self.own(names.answers([field.name_id()]), above) {
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
                    item: Match::Field(name, same.iter().map(|&(_, _, object)| object).collect()),
                    other_name: None,
                });
            }
        }
    }

    /// The names elsewhere that answer, as a whole or but for a typo: one of their words alone means another thing.
    fn elsewhere(&self, typos: bool) -> Vec<Elsewhere> {
        let mut prepared = Name::new();
        let is_meant = |it: &Likeness| matches!(it, Likeness::Whole | Likeness::Typo);
        let mut found = Vec::new();
        for (name, provider, module) in all_other_names() {
            let mut answers = self.answers(name, &mut prepared);
            if typos {
                answers = self.with_typos(&prepared, answers);
            }
            for answer in &mut answers.words {
                *answer = answer.filter(is_meant);
            }
            if !answers.is_none() {
                found.push(Elsewhere {
                    name,
                    provider,
                    module,
                    answers,
                });
            }
        }
        found
    }
}

/// Whether a module, or its provider where the manifest passes requests through, can be used for `action`.
fn module_can(provider: Provider, module: Module, action: Capability) -> bool {
    let passes = action == Capability::Proxy && provider.support(action).is_yes();
    passes || module.support(action).is_yes()
}

/// How a name that a provider, or a module of it, has elsewhere answers.
struct Elsewhere {
    name: &'static str,
    provider: &'static str,
    module: Option<&'static str>,
    answers: Answers,
}

#[cfg(test)]
mod tests {
    use super::word::Word;
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
            Match::Provider(provider) => provider.key().to_owned(),
            Match::Module(it) => module(*it),
            Match::Object(object) => format!("{} {}", module(object.module()), object.name()),
            Match::Field(name, objects) => {
                format!("{} *{} .{name}", module(objects[0].module()), objects.len())
            }
        };
        hits.iter().map(shown).collect()
    }

    fn first(words: &[&str]) -> String {
        shown(&search(words, &[])).into_iter().next().unwrap_or_default()
    }

    fn likeness(name: &str, word: &str) -> Option<Likeness> {
        let mut prepared = Name::new();
        prepared.set(name);
        let word = Word::new(word);
        prepared.with_typo(&word, prepared.holds(&word))
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
            ("Café Orders", "orders", Some(Word)),
            ("Café Orders", "CAFÉ", Some(Word)),
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
        for typo in ["gohihglevel", "go highlevl", "GoHigLevel"] {
            assert_eq!(first(&[typo]), "highLevelStandard", "{typo}");
        }
        assert_eq!(first(&["pardott"]), "salesforce/account-engagement");
        assert_eq!(first(&["outlok"]), "microsoft");
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
        for hit in search(&["calls"], &[Capability::Subscribe]) {
            match hit.item {
                Match::Object(object) => {
                    assert!(object.support(Capability::Subscribe).is_yes(), "{object:?}");
                }
                Match::Field(_, objects) => {
                    assert!(
                        objects
                            .iter()
                            .all(|it| it.support(Capability::Subscribe).is_yes())
                    );
                }
                Match::Provider(_) | Match::Module(_) => {}
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
            let found = |hit: &Hit| hit.item == Match::Object(object) && hit.likeness == Likeness::Whole;
            assert!(hits.iter().any(found), "{object:?}");
            looked_for += 1;
        }
        assert!(looked_for > 15);
    }
}
