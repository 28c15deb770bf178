//! Writes the embedded tables from the data.
use std::collections::{BTreeMap, HashMap};

use super::data::{Data, Module, NoMetadataRow, Object};
use super::inputs::Revision;
use super::layout::{self, EVENTS_KNOWN, backfill, fact, module, object, provider, verdict};
use super::pretty::folded;
use super::verdicts::Verdict;
use crate::Result;

/// The words of the data for a kind of thing, by their number in the tables.
const ACTIONS: &[&str] = &["read", "write", "subscribe", "proxy"];
const FACTS: &[&str] = &["read", "write", "subscribe", "incremental"];
const FLAGS: &[&str] = &["sandbox", "demo", "test", "developer", "legacy", "experimental"];
const EVENTS: &[&str] = &["create", "update", "delete", "associationChange"];
const LEVELS: &[&str] = &["info", "warn", "error"];
const ENFORCEMENT: &[&str] = &["none", "live", "schema", "code"];
const CASES: &[&str] = &["sensitive", "insensitive", "firstLetter"];
const WATCH_ALL: &[&str] = &["free", "required", "refused"];
const KINDS: &[&str] = &[
    "any", "str", "obj", "bool", "int", "float", "enum", "enums", "ref", "time", "date",
];

/// The blob of the data.
///
/// # Errors
/// What the tables can't hold, or what the data gets wrong beyond the reach of its schema.
pub fn blob(data: &Data, sources: &[(&str, Revision)]) -> Result<Vec<u8>> {
    let mut writer = Writer::new(data);
    let mut keys: Vec<&String> = data.providers.keys().collect();
    keys.sort_by(|a, b| folded(a, b));
    // All keys first, so that a look-up by key stays within a few lines of memory.
    for key in &keys {
        writer.names.id(key);
    }
    for key in keys {
        writer.provider(key);
    }
    for (what, it) in sources {
        let row = [what, it.revision.as_str(), it.date.as_str()].map(|name| writer.names.id(name));
        writer.sources.push(row);
    }
    writer.finish()
}

#[derive(Default)]
struct Names {
    text: Vec<u8>,
    starts: Vec<u32>,
    ids: HashMap<String, u16>,
    /// Whether there were more than fit.
    full: bool,
}

impl Names {
    /// The number of a name, a new one if it is new.
    fn id(&mut self, name: &str) -> u16 {
        if let Some(&id) = self.ids.get(name) {
            return id;
        }
        let (Ok(id), Ok(start)) = (u16::try_from(self.starts.len()), u32::try_from(self.text.len())) else {
            self.full = true;
            return 0;
        };
        self.starts.push(start);
        self.text.extend(name.bytes());
        self.ids.insert(name.to_owned(), id);
        id
    }
}

type Entries = Vec<[u16; layout::ENTRY_WORDS]>;

struct Writer<'a> {
    data: &'a Data,
    names: Names,
    lists: Vec<Entries>,
    list_ids: BTreeMap<Entries, u16>,
    providers: Vec<[u16; provider::WORDS]>,
    modules: Vec<[u16; module::WORDS]>,
    objects: Vec<[u16; object::WORDS]>,
    /// Where the objects of a module already lie, by the provider that owns them.
    shared: HashMap<(String, String), (u16, u16)>,
    backfills: Vec<[u16; backfill::WORDS]>,
    sources: Vec<[u16; layout::SOURCE_WORDS]>,
}

impl<'a> Writer<'a> {
    fn new(data: &'a Data) -> Self {
        let mut writer = Self {
            data,
            names: Names::default(),
            lists: Vec::new(),
            list_ids: BTreeMap::new(),
            providers: Vec::new(),
            modules: Vec::new(),
            objects: Vec::new(),
            shared: HashMap::new(),
            backfills: Vec::new(),
            sources: Vec::new(),
        };
        assert_eq!(writer.names.id(""), 0);
        assert_eq!(writer.list(Vec::new()), 0);
        writer
    }

    fn provider(&mut self, key: &str) {
        let it = &self.data.providers[key];
        let mut row = [0; provider::WORDS];
        row[provider::KEY] = self.names.id(key);
        row[provider::DISPLAY] = self.names.id(&it.display_name);
        row[provider::DEFAULT_MODULE] = it.default_module.as_ref().map_or(0, |id| self.names.id(id));
        row[provider::FLAGS] = bits(FLAGS, &it.flags);
        if self
            .data
            .limits
            .association_change
            .iter()
            .any(|provider| provider == key)
        {
            row[provider::TRAITS] |= provider::TRAIT_ASSOCIATIONS;
        }
        if it.no_connector {
            row[provider::TRAITS] |= provider::TRAIT_NO_CONNECTOR;
        }
        row[provider::MODULES] = count(self.modules.len());
        row[provider::MODULE_COUNT] = count(1 + it.modules.len());
        self.module(key, "root", &it.display_name, &it.actions, &it.doubtful, &[]);
        for (id, module) in &it.modules {
            self.module(
                key,
                id,
                &module.display_name,
                &module.actions,
                &module.doubtful,
                &module.flags,
            );
        }
        self.providers.push(row);
    }

    fn module(
        &mut self,
        key: &str,
        id: &str,
        display: &str,
        actions: &[String],
        doubtful: &[String],
        flags: &[String],
    ) {
        let data = self.data;
        let mut row = [0; module::WORDS];
        row[module::ID] = self.names.id(id);
        row[module::DISPLAY] = self.names.id(display);
        row[module::PROVIDER] = count(self.providers.len());
        for (i, action) in ACTIONS.iter().enumerate() {
            let is = |list: &[String]| list.iter().any(|it| it == action);
            row[module::ACTIONS] |=
                fact_bits(Some(is(actions)), false, is(doubtful)) << (i * usize::from(fact::BITS));
        }
        row[module::FLAGS] = bits(FLAGS, flags);
        if let Some(facts) = data.module(key, id) {
            self.objects_of(key, id, facts, &mut row);
        } else {
            row[module::TRAITS] |= module::TRAIT_OPEN;
        }
        self.limits(key, id, &mut row);
        self.modules.push(row);
    }

    fn objects_of(&mut self, key: &str, id: &str, facts: &Module, row: &mut [u16; module::WORDS]) {
        let mut traits = module::TRAIT_KNOWN;
        let mut set = |condition: bool, bit: u16| traits |= if condition { bit } else { 0 };
        set(facts.open, module::TRAIT_OPEN);
        set(facts.own_spelling, module::TRAIT_OWN_SPELLING);
        set(facts.either_number, module::TRAIT_EITHER_NUMBER);
        set(facts.strict_fields, module::TRAIT_STRICT_FIELDS);
        set(has_no_spaces(facts), module::TRAIT_NO_SPACES);
        set(
            facts.objects.values().any(|it| it.name_inferred),
            module::TRAIT_INFERRED_NAMES,
        );
        if let Some(subscribe) = &facts.subscribe {
            set(true, module::TRAIT_SUBSCRIBES);
            set(subscribe.closed, module::TRAIT_SUBSCRIBE_CLOSED);
            set(subscribe.other_events_closed, module::TRAIT_OTHER_EVENTS_CLOSED);
            set(subscribe.manual_setup, module::TRAIT_MANUAL_SETUP);
            row[module::LEVELS] |= number(LEVELS, &subscribe.level) << module::LEVEL_SUBSCRIBE;
            row[module::EVENTS] = events(subscribe.events.as_deref());
            row[module::OTHER_EVENTS] = self.names_list(&subscribe.other_events);
        }
        row[module::TRAITS] |= traits;
        let case = facts.name_case.as_deref().unwrap_or("sensitive");
        row[module::NAMING] = number(ENFORCEMENT, &facts.enforcement.read)
            | number(ENFORCEMENT, &facts.enforcement.write) << 2
            | number(CASES, case) << 4
            | verdict_bits([facts.unlisted.read, facts.unlisted.write]) << 6;
        row[module::PREFIXES] = self.names_list(&facts.open_prefixes);
        row[module::CUSTOM_FIELDS] = self.names_list(&facts.custom_fields);
        row[module::LOOKUP_FORM] = facts.lookup_form.as_ref().map_or(0, |form| self.names.id(form));
        row[module::RESERVED_PREFIX] = facts.reserved_prefix.as_ref().map_or(0, |it| self.names.id(it));

        let owner = self.data.providers[key].objects_of.as_deref().unwrap_or(key);
        let place = (owner.to_owned(), id.to_owned());
        let (start, length) = match self.shared.get(&place) {
            Some(&range) => range,
            None => {
                let start = count(self.objects.len());
                let mut names: Vec<&String> = facts.objects.keys().collect();
                names.sort_by(|a, b| folded(a, b));
                // Names in one go, for the same reason as the keys.
                for name in &names {
                    self.names.id(name);
                }
                for name in names {
                    let mut row = self.object(name, &facts.objects[name]);
                    let rows = &self.data.limits.no_metadata;
                    let here = |it: &&NoMetadataRow| it.provider == owner && it.module == id;
                    if rows.iter().filter(here).any(|it| it.objects.contains(name)) {
                        row[object::TRAITS] |= object::TRAIT_NO_METADATA;
                    }
                    self.objects.push(row);
                }
                let range = (start, count(self.objects.len()) - start);
                self.shared.insert(place, range);
                range
            }
        };
        row[module::OBJECTS] = start;
        row[module::OBJECT_COUNT] = length;
    }

    fn object(&mut self, name: &str, it: &Object) -> [u16; object::WORDS] {
        let mut row = [0; object::WORDS];
        row[object::NAME] = self.names.id(name);
        row[object::DISPLAY] = it.display_name.as_ref().map_or(0, |name| self.names.id(name));
        let answers = [it.read, it.write, it.subscribe, it.incremental];
        for (i, (word, answer)) in FACTS.iter().zip(answers).enumerate() {
            let is = |list: &[String]| list.iter().any(|it| it == word);
            row[object::FACTS] |=
                fact_bits(answer, is(&it.inferred), is(&it.conflict)) << (i * usize::from(fact::BITS));
        }
        let writes = |mode: &str| {
            it.write_modes
                .as_ref()
                .is_none_or(|modes| modes.iter().any(|it| it == mode))
        };
        for (condition, bit) in [
            (it.fields.is_some(), object::TRAIT_FIELDS),
            (it.fields_open, object::TRAIT_FIELDS_OPEN),
            (it.fields_complete, object::TRAIT_FIELDS_COMPLETE),
            (it.name_inferred, object::TRAIT_NAME_INFERRED),
            (it.partial, object::TRAIT_PARTIAL),
            (writes("create"), object::TRAIT_CREATES),
            (writes("update"), object::TRAIT_UPDATES),
        ] {
            row[object::TRAITS] |= if condition { bit } else { 0 };
        }
        row[object::TRAITS] |= verdict_bits([it.verdicts.read, it.verdicts.write]) << object::VERDICTS;
        row[object::EVENTS] = events(it.events.as_deref());
        row[object::ALIAS_OF] = it.alias_of.as_ref().map_or(0, |name| self.names.id(name));
        row[object::SUBSCRIBE_VIA] = it.subscribe_via.as_ref().map_or(0, |name| self.names.id(name));
        let mut fields: Vec<_> = it.fields.iter().flatten().collect();
        fields.sort_by(|(a, _), (b, _)| folded(a, b));
        let fields = fields
            .into_iter()
            .map(|(name, kind)| {
                let rare = [&it.feature_only, &it.since_api, &it.unconfirmed];
                let rare = rare.iter().any(|list| list.contains(name));
                let flags = if rare { layout::FIELD_RARE } else { 0 };
                [self.names.id(name), number(KINDS, kind) | flags]
            })
            .collect();
        row[object::FIELDS] = self.list(fields);
        let mut labels: Vec<(&String, &String)> =
            it.labels.iter().map(|(field, label)| (label, field)).collect();
        labels.sort_by(|(a, _), (b, _)| folded(a, b));
        let labels = labels
            .into_iter()
            .map(|(label, field)| [self.names.id(label), self.names.id(field)])
            .collect();
        row[object::LABELS] = self.list(labels);
        row[object::SEEN] = self.names_list(&it.seen);
        row[object::OTHER_EVENTS] = self.names_list(&it.other_events);
        row
    }

    fn limits(&mut self, key: &str, id: &str, row: &mut [u16; module::WORDS]) {
        let limits = &self.data.limits;
        let here = |provider: &str, module: &str| provider == key && module == id;
        if limits
            .lower_case_fields
            .iter()
            .any(|it| here(&it.provider, &it.module))
        {
            row[module::TRAITS] |= module::TRAIT_LOWER_CASE;
        }
        for it in limits.fields.iter().filter(|it| here(&it.provider, &it.module)) {
            row[module::MAX_FIELDS] = it.max;
            row[module::LEVELS] |= number(LEVELS, &it.level) << module::LEVEL_FIELDS;
            row[module::LEVELS] |= number(LEVELS, &it.auto_level) << module::LEVEL_AUTO_FIELDS;
        }
        for it in limits
            .subscribe
            .iter()
            .filter(|it| here(&it.provider, &it.module))
        {
            row[module::MAX_OBJECTS] = it.max_objects.unwrap_or(0);
            row[module::MAX_WATCH] = it.max_watch_fields.unwrap_or(0);
            for (condition, bit) in [
                (it.other_events_ignored, module::TRAIT_OTHER_EVENTS_IGNORED),
                (it.watch_list.is_some(), module::TRAIT_NO_WATCH_LIST),
                (it.custom_unwatched, module::TRAIT_CUSTOM_UNWATCHED),
            ] {
                row[module::TRAITS] |= if condition { bit } else { 0 };
            }
            row[module::WATCHABLE] = self.names_list(&it.watchable);
            row[module::WATCH_ALL] = number(WATCH_ALL, it.watch_all.as_deref().unwrap_or("free"));
            row[module::LEVELS] |= number(LEVELS, &it.level) << module::LEVEL_SUBSCRIBE_LIMITS;
        }
        for it in limits
            .reserved_mappings
            .iter()
            .filter(|it| here(&it.provider, &it.module))
        {
            row[module::RESERVED] = self.names_list(&it.names);
            row[module::LEVELS] |= number(LEVELS, &it.level) << module::LEVEL_RESERVED;
        }
        let unreadable = limits
            .unreadable
            .iter()
            .filter(|it| here(&it.provider, &it.module));
        let unreadable = unreadable
            .map(|it| [self.names.id(&it.object), self.names.id(&it.needs)])
            .collect();
        row[module::UNREADABLE] = self.list(unreadable);
        for it in limits.records.iter().filter(|it| here(&it.provider, &it.module)) {
            row[module::MAX_RECORDS] = it.max;
        }
        row[module::BACKFILLS] = count(self.backfills.len());
        for it in limits.backfill.iter().filter(|it| here(&it.provider, &it.module)) {
            let mut limit = [0; backfill::WORDS];
            limit[backfill::LEVEL] = number(LEVELS, &it.level);
            limit[backfill::MAX_DAYS] = it.max_days.unwrap_or(0);
            limit[backfill::RECOMMENDED_DAYS] = it.recommended_days.unwrap_or(0);
            limit[backfill::DEFAULT_DAYS] = it.default_days.unwrap_or(0);
            if it.days == Some(false) {
                limit[backfill::TRAITS] |= backfill::TRAIT_NO_DAYS;
            }
            if it.full_history == Some(false) {
                limit[backfill::TRAITS] |= backfill::TRAIT_NO_FULL_HISTORY;
            }
            match &it.objects {
                None => self.backfills.push(limit),
                Some(objects) => {
                    for object in objects {
                        limit[backfill::OBJECT] = self.names.id(object);
                        self.backfills.push(limit);
                    }
                }
            }
        }
        row[module::BACKFILL_COUNT] = count(self.backfills.len()) - row[module::BACKFILLS];
    }

    fn names_list(&mut self, names: &[String]) -> u16 {
        let entries = names.iter().map(|name| [self.names.id(name), 0]).collect();
        self.list(entries)
    }

    fn list(&mut self, entries: Entries) -> u16 {
        if let Some(&id) = self.list_ids.get(&entries) {
            return id;
        }
        let id = count(self.lists.len());
        self.lists.push(entries.clone());
        self.list_ids.insert(entries, id);
        id
    }

    /// Whether all rows and names have numbers that fit the words of the tables.
    fn fits(&self) -> Result {
        let tables = [
            ("providers", self.providers.len()),
            ("modules", self.modules.len()),
            ("objects", self.objects.len()),
            ("backfill limits", self.backfills.len()),
            ("lists of fields and names", self.lists.len()),
        ];
        if self.names.full {
            return Err(format!(
                "more names than 16 bits can number ({}): the tables need wider words",
                usize::from(u16::MAX) + 1
            ));
        }
        match tables.iter().find(|(_, rows)| *rows >= usize::from(u16::MAX)) {
            Some((what, rows)) => Err(format!(
                "{rows} {what}, more than 16 bits can number: the tables need wider words"
            )),
            None => Ok(()),
        }
    }

    fn finish(mut self) -> Result<Vec<u8>> {
        self.fits()?;
        self.names.starts.push(wide_count(self.names.text.len()));
        let mut list_starts = vec![0];
        let mut end = 0;
        for list in &self.lists {
            end += wide_count(list.len());
            list_starts.push(end);
        }
        let wide = |numbers: &[u32]| {
            numbers
                .iter()
                .flat_map(|number| number.to_le_bytes())
                .collect::<Vec<u8>>()
        };
        let mut tables: [Vec<u8>; 9] = Default::default();
        tables[layout::NAMES] = wide(&self.names.starts);
        tables[layout::TEXT] = self.names.text;
        tables[layout::LISTS] = wide(&list_starts);
        tables[layout::ENTRIES] = words(&self.lists.concat());
        tables[layout::PROVIDERS] = words(&self.providers);
        tables[layout::MODULES] = words(&self.modules);
        tables[layout::OBJECTS] = words(&self.objects);
        tables[layout::BACKFILLS] = words(&self.backfills);
        tables[layout::SOURCES] = words(&self.sources);

        let mut blob = layout::MAGIC.to_vec();
        let mut start = blob.len() + 8 * tables.len();
        for table in &tables {
            blob.extend(wide(&[start, table.len()].map(wide_count)));
            start += table.len();
        }
        blob.extend(tables.concat());
        Ok(blob)
    }
}

fn words<const WORDS: usize>(rows: &[[u16; WORDS]]) -> Vec<u8> {
    rows.iter()
        .flatten()
        .flat_map(|word| word.to_le_bytes())
        .collect()
}

/// A count in a word. One that doesn't fit is reported in the end, by [`Writer::fits`].
fn count(number: usize) -> u16 {
    u16::try_from(number).unwrap_or(u16::MAX)
}

fn wide_count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// The number of a word; the schema has made sure that it is one of them.
fn number(words: &[&str], word: &str) -> u16 {
    count(words.iter().position(|it| *it == word).unwrap_or(0))
}

fn bits(words: &[&str], set: &[String]) -> u16 {
    set.iter().fold(0, |bits, word| bits | 1 << number(words, word))
}

fn events(events: Option<&[String]>) -> u16 {
    events.map_or(0, |events| EVENTS_KNOWN | bits(EVENTS, events))
}

/// Whether so many fields are known, none with a space in its name, that there are none.
fn has_no_spaces(facts: &Module) -> bool {
    let fields = || facts.objects.values().flat_map(|it| it.fields.iter().flatten());
    fields().count() >= 50 && fields().all(|(name, _)| !name.contains(' '))
}

fn fact_bits(answer: Option<bool>, inferred: bool, conflict: bool) -> u16 {
    let answer = match answer {
        None => 0,
        Some(true) => fact::YES,
        Some(false) => fact::NO,
    };
    let doubts = if inferred { fact::INFERRED } else { 0 } | if conflict { fact::CONFLICT } else { 0 };
    (answer & fact::ANSWER) | doubts
}

fn verdict_bits(verdicts: [Option<Verdict>; 2]) -> u16 {
    let number = |verdict| match verdict {
        None => 0,
        Some(Verdict::Sent) => verdict::SENT,
        Some(Verdict::Refused | Verdict::NoConnector) => verdict::REFUSED,
        Some(Verdict::Untested) => verdict::UNTESTED,
    };
    let [read, write] = verdicts.map(number);
    read | write << verdict::BITS
}
