//! Which item of one list is which of the other.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};

use crate::catalog::{Module, Provider, provider};
use crate::change::{At, Kept, NamedItem, Pair, Side, Sides, Sink};
use crate::manifest::{Integration, ReadObject, Slot, SubscribeObject, Text, WriteObject, name_path};

/// The items of a list that have a name, in their order, and whether others may be there.
pub(super) struct Named<'a, T> {
    pub items: Vec<NamedItem<'a, T>>,
    /// Some could not be read.
    pub partial: bool,
}

/// What has a name.
pub(super) trait HasName {
    fn name(&self) -> &Slot<Text<'_>>;
    fn at(&self) -> At;
}

macro_rules! item {
    ($($type:ident $name:ident),*) => {
        $(impl HasName for $type<'_> {
            fn name(&self) -> &Slot<Text<'_>> {
                &self.$name
            }
            fn at(&self) -> At {
                self.at
            }
        })*
    };
}

item!(Integration name, ReadObject object_name, WriteObject object_name, SubscribeObject object_name);

/// The items of `list`, each with its name path: `prefix[name]`. Those without a readable name are noted.
pub(super) fn named<'a, T: HasName>(
    old: bool,
    prefix: &str,
    list: &'a [T],
    whole: bool,
    sink: &mut Sink<'_>,
) -> Named<'a, T> {
    let mut times: HashMap<&str, u32> = HashMap::new();
    let mut named = Named {
        items: Vec::with_capacity(list.len()),
        partial: !whole,
    };
    for (i, value) in list.iter().enumerate() {
        let Slot::Value(name) = value.name() else {
            named.partial = true;
            sink.gap(
                old,
                format!("{prefix}[{i}]"),
                value.at(),
                "it has no name that can be read",
            );
            continue;
        };
        let times = times.entry(name.as_str()).or_default();
        *times += 1;
        named.items.push(NamedItem {
            value,
            name: name.as_str(),
            path: format!("{prefix}{}", name_path::item(name.as_str(), *times)),
            at: value.at(),
            name_at: name.at,
        });
    }
    named
}

/// By what two items are one, surest first.
pub(super) type Identity<'k, T> = &'k dyn Fn(&NamedItem<'_, T>) -> String;

/// Finds what belongs together by each of `keys` in turn, and what is left, in the order of the new list; what is
/// gone comes last. What only one version has is left out where the other could not be read whole: it may be there.
pub(super) fn pairs<'a, T>(
    old: Named<'a, T>,
    new: Named<'a, T>,
    keys: &[Identity<'_, T>],
) -> Vec<Pair<'a, T>> {
    let mut partner: Vec<Option<usize>> = vec![None; new.items.len()];
    let mut taken = vec![false; old.items.len()];
    for key in keys {
        let mut free: HashMap<String, VecDeque<usize>> = HashMap::new();
        for (i, entry) in old.items.iter().enumerate().filter(|&(i, _)| !taken[i]) {
            free.entry(key(entry)).or_default().push_back(i);
        }
        if free.is_empty() {
            break;
        }
        for (j, entry) in new.items.iter().enumerate() {
            if partner[j].is_none()
                && let Some(i) = free.get_mut(&key(entry)).and_then(VecDeque::pop_front)
            {
                partner[j] = Some(i);
                taken[i] = true;
            }
        }
    }
    let mut olds: Vec<Option<NamedItem<'a, T>>> = old.items.into_iter().map(Some).collect();
    let mut pairs = Vec::with_capacity(partner.len());
    for (entry, partner) in new.items.into_iter().zip(partner) {
        match partner.and_then(|i| olds[i].take()) {
            Some(old) => pairs.push(Pair::Kept(Kept { old, new: entry })),
            None if old.partial => {}
            None => pairs.push(Pair::Added(entry)),
        }
    }
    if !new.partial {
        pairs.extend(olds.into_iter().flatten().map(Pair::Removed));
    }
    pairs
}

/// Makes one of what is gone and what is new where `score` says that they are the same under another name: the
/// higher the better, `None` for no. The best come first; of equally good ones neither, if that leaves a choice.
pub(super) fn rename<'a, T>(
    pairs: Vec<Pair<'a, T>>,
    score: impl Fn(&T, &T) -> Option<u32>,
) -> Vec<Pair<'a, T>> {
    /// More than these are not renamed one by one.
    const MOST: usize = 200;
    let of = |which: fn(&Pair<'a, T>) -> bool| -> Vec<usize> {
        let indexes = pairs.iter().enumerate().filter(|(_, pair)| which(pair));
        indexes.map(|(i, _)| i).collect()
    };
    let removed = of(|pair| matches!(pair, Pair::Removed(_)));
    let added = of(|pair| matches!(pair, Pair::Added(_)));
    if removed.is_empty() || added.is_empty() || removed.len().max(added.len()) > MOST {
        return pairs;
    }
    let mut scores: BTreeMap<(usize, usize), u32> = BTreeMap::new();
    for &i in &removed {
        for &j in &added {
            if let (Pair::Removed(old), Pair::Added(new)) = (&pairs[i], &pairs[j])
                && let Some(score) = score(old.value, new.value)
            {
                scores.insert((i, j), score);
            }
        }
    }
    let mut partner: HashMap<usize, usize> = HashMap::new();
    while let Some(&best) = scores.values().max() {
        // Only what is the single best of both: between equals nobody can tell.
        let top: Vec<(usize, usize)> = scores
            .iter()
            .filter(|&(_, &score)| score == best)
            .map(|(&pair, _)| pair)
            .collect();
        for &(i, j) in &top {
            let rivals = top.iter().filter(|&&(a, b)| a == i || b == j).count();
            if rivals == 1 {
                partner.insert(j, i);
            }
        }
        let (rows, columns): (BTreeSet<_>, BTreeSet<_>) = top.into_iter().unzip();
        scores.retain(|(i, j), _| !rows.contains(i) && !columns.contains(j));
    }
    let gone: HashSet<usize> = partner.values().copied().collect();
    let mut all: Vec<Option<Pair<'a, T>>> = pairs.into_iter().map(Some).collect();
    let mut done = Vec::with_capacity(all.len());
    for j in 0..all.len() {
        if gone.contains(&j) {
            continue;
        }
        let Some(pair) = all[j].take() else { continue };
        let old = partner.get(&j).and_then(|&i| all[i].take());
        done.push(match (old, pair) {
            (Some(Pair::Removed(old)), Pair::Added(new)) => Pair::Renamed(Kept { old, new }),
            (_, pair) => pair,
        });
    }
    done
}

/// The integrations of both versions.
pub(super) fn integrations<'a>(sides: &Sides<'a>, sink: &mut Sink<'_>) -> Vec<Pair<'a, Integration<'a>>> {
    let mut list = |old: bool, side: Option<Side<'a>>| match side {
        None => Named {
            items: Vec::new(),
            partial: false,
        },
        Some(side) => {
            let slot = &side.manifest.integrations;
            let whole = match slot.get() {
                Some(list) => !side.document.is_damaged(list.at.node),
                None => slot.is_missing(),
            };
            match (whole, side.manifest.at) {
                (false, Some(at)) => sink.gap(old, "integrations", at, "part of it can't be read"),
                (false, None) => sink.gap_of_file(old),
                (true, _) => {}
            }
            named(old, "integrations", side.manifest.integrations(), whole, sink)
        }
    };
    let (old, new) = (list(true, sides.old), list(false, sides.new));
    let pairs = pairs(old, new, &[&|entry| entry.name.to_owned()]);
    rename(pairs, |old, new| same_integration(old, new))
}

/// How alike two integrations of different names are; `None` for those that are two.
fn same_integration(old: &Integration<'_>, new: &Integration<'_>) -> Option<u32> {
    let same_provider = old.provider.get()?.value == new.provider.get()?.value;
    if !same_provider || module_name(old) != module_name(new) {
        return None;
    }
    let (before, after) = (objects(old), objects(new));
    let most = before.len().max(after.len());
    if most == 0 {
        // Nothing but a proxy.
        let same = old.proxy.get().is_some() && new.proxy.get().is_some();
        return same.then_some(100);
    }
    let shared = before.intersection(&after).count();
    share(shared, most)
}

/// A share of at least half, in thousandths.
fn share(shared: usize, most: usize) -> Option<u32> {
    let enough = shared * 2 >= most && shared > 0;
    enough.then(|| u32::try_from(shared * 1000 / most.max(1)).unwrap_or(1000))
}

fn objects(integration: &Integration<'_>) -> BTreeSet<(u8, String)> {
    let read = integration
        .read_objects()
        .iter()
        .map(|object| (0, &object.object_name));
    let write = integration
        .write_objects()
        .iter()
        .map(|object| (1, &object.object_name));
    let subscribe = integration
        .subscribe_objects()
        .iter()
        .map(|object| (2, &object.object_name));
    let all = read.chain(write).chain(subscribe);
    all.filter_map(|(action, name)| Some((action, name.get()?.as_str().to_lowercase())))
        .collect()
}

/// The catalogue's provider of an integration.
fn known_provider(integration: &Integration<'_>) -> Option<Provider> {
    provider(integration.provider.get()?.as_str())
}

/// The module that an integration uses: its own, else the provider's default one.
pub(super) fn module_name(integration: &Integration<'_>) -> Option<String> {
    match &integration.module {
        Slot::Value(module) if !module.as_str().is_empty() => Some(module.as_str().to_owned()),
        Slot::Unusable => None,
        _ => known_provider(integration).map(|provider| provider.default_module().id().to_owned()),
    }
}

fn module(integration: &Integration<'_>) -> Option<Module> {
    let name = integration
        .module
        .get()
        .map(Text::as_str)
        .filter(|name| !name.is_empty());
    known_provider(integration)?.resolve_module(name)
}

/// The name by which the catalogue knows an object of `module`, else itself, without regard to case.
fn catalogue_name(module: Option<Module>, name: &str) -> String {
    let known = module.and_then(|module| module.object(name));
    known.map_or(name, |object| object.name()).to_lowercase()
}

/// The objects of one action in both versions. `alike` scores a removed and an added one that may be one.
pub(super) fn objects_of<'a, T: HasName>(
    kept: &Kept<'a, Integration<'a>>,
    key: &str,
    lists: (&'a [T], &'a [T]),
    whole: (bool, bool),
    alike: impl Fn(&T, &T, bool) -> Option<u32>,
    sink: &mut Sink<'_>,
) -> Vec<Pair<'a, T>> {
    let old = named(true, &kept.old.key(key), lists.0, whole.0, sink);
    let new = named(false, &kept.new.key(key), lists.1, whole.1, sink);
    let module = module(kept.new.value).or_else(|| module(kept.old.value));
    let pairs = pairs(
        old,
        new,
        &[
            &|entry| entry.name.to_owned(),
            &|entry| entry.name.to_lowercase(),
            &|entry| catalogue_name(module, entry.name),
        ],
    );
    let count = |which: fn(&Pair<'a, T>) -> bool| pairs.iter().filter(|pair| which(pair)).count();
    let alone = count(|pair| matches!(pair, Pair::Removed(_))) == 1
        && count(|pair| matches!(pair, Pair::Added(_))) == 1;
    rename(pairs, |old, new| alike(old, new, alone))
}

/// How alike two read objects of different names are: by their fields.
pub(super) fn same_read(old: &ReadObject<'_>, new: &ReadObject<'_>, alone: bool) -> Option<u32> {
    let names = |object: &ReadObject<'_>| -> BTreeSet<(bool, String)> {
        let fields = object
            .fields()
            .filter_map(|field| match (&field.field_name, &field.map_to_name) {
                (Slot::Value(name), _) => Some((true, name.as_str().to_lowercase())),
                (_, Slot::Value(name)) => Some((false, name.as_str().to_owned())),
                _ => None,
            });
        fields.collect()
    };
    let (before, after) = (names(old), names(new));
    let most = before.len().max(after.len());
    if most == 0 {
        // Nothing to tell them by but that one went and one came, and that nothing else differs.
        let auto = old.optional_fields_auto.is_missing() == new.optional_fields_auto.is_missing();
        return (alone && auto && same_text(&old.destination, &new.destination)).then_some(1);
    }
    // Two of three is no chance: names that nearly every object has, such as `name`, are not enough.
    let shared = before.intersection(&after).count();
    let same = shared == most || (shared > 1 && shared * 3 >= most * 2);
    same.then(|| share(shared, most))?
}

/// How alike two write objects of different names are.
pub(super) fn same_write(old: &WriteObject<'_>, new: &WriteObject<'_>, alone: bool) -> Option<u32> {
    let flag = |slot: &Slot<crate::manifest::Spanned<bool>>| slot.get().is_some_and(|flag| flag.value);
    let same = flag(&old.inherit_mapping) == flag(&new.inherit_mapping)
        && flag(&old.allow_any_fields) == flag(&new.allow_any_fields);
    (alone && same).then_some(1)
}

/// How alike two subscribe objects of different names are.
pub(super) fn same_subscribe(
    old: &SubscribeObject<'_>,
    new: &SubscribeObject<'_>,
    alone: bool,
) -> Option<u32> {
    let events = |object: &SubscribeObject<'_>| -> Vec<&'static str> {
        object.standard_events().map(|(key, _)| key).collect()
    };
    let same = events(old) == events(new) && same_text(&old.destination, &new.destination);
    (alone && same).then_some(1)
}

fn same_text(old: &Slot<Text<'_>>, new: &Slot<Text<'_>>) -> bool {
    old.get().map(Text::as_str) == new.get().map(Text::as_str)
}
