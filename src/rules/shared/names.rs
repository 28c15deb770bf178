//! Names that are looked up, or met a second time: in time that does not grow with the square of a long list.

use std::cmp::Ordering;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::hash::{Hash, Hasher};

use crate::catalog::NameCase;
use crate::manifest::{Integration, ReadObject, Slot};
use crate::rule::{Context, nearest};

/// Up to so many names are compared one by one: that is faster than an index and allocates nothing.
const FEW: usize = 24;

/// Among more names than this a near miss is not looked for.
const MOST_NEAR: usize = 64;

/// A name that is the same in another case (of ASCII letters).
#[derive(Clone, Copy, Debug)]
pub struct Folded<'t>(pub &'t str);

impl PartialEq for Folded<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.0.eq_ignore_ascii_case(other.0)
    }
}

impl Eq for Folded<'_> {}

impl Hash for Folded<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        for chunk in self.0.as_bytes().chunks(16) {
            let mut lower = [0; 16];
            for (to, from) in lower.iter_mut().zip(chunk) {
                *to = from.to_ascii_lowercase();
            }
            state.write(&lower);
        }
    }
}

impl Ord for Folded<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        let folded = |b: u8| b.to_ascii_lowercase();
        self.0.bytes().map(folded).cmp(other.0.bytes().map(folded))
    }
}

impl PartialOrd for Folded<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Things by name, without regard to case; of two with one name the first.
#[derive(Debug)]
pub struct ByName<'t, T>(HashMap<Folded<'t>, T>);

impl<'t, T> ByName<'t, T> {
    /// With room for `count` names.
    #[must_use]
    pub fn with_capacity(count: usize) -> Self {
        Self(HashMap::with_capacity(count))
    }

    /// Adds `thing` unless there is one of that name; that one is returned.
    pub fn add(&mut self, name: &'t str, thing: T) -> Option<&T> {
        match self.0.entry(Folded(name)) {
            Entry::Occupied(first) => Some(first.into_mut()),
            Entry::Vacant(free) => {
                free.insert(thing);
                None
            }
        }
    }

    /// The thing of that name.
    #[must_use]
    pub fn get<'s>(&'s self, name: &'s str) -> Option<&'s T> {
        self.0.get(&Folded(name))
    }
}

/// Calls `found` with each item whose key an earlier one has, and the first of those.
pub fn repeats<K, T>(items: impl Iterator<Item = (K, T)> + Clone, mut found: impl FnMut(T, T))
where
    K: Copy + Eq + Hash,
    T: Copy,
{
    if items.clone().nth(FEW).is_none() {
        for (i, (key, item)) in items.clone().enumerate() {
            if let Some((_, first)) = items.clone().take(i).find(|&(earlier, _)| earlier == key) {
                found(item, first);
            }
        }
        return;
    }
    let mut seen = HashMap::new();
    for (key, item) in items {
        match seen.entry(key) {
            Entry::Occupied(first) => found(item, *first.get()),
            Entry::Vacant(place) => _ = place.insert(item),
        }
    }
}

/// Calls `each` with each item and the first of `others` that has its key.
pub fn look_up<K, T, U>(
    items: impl Iterator<Item = (K, T)> + Clone,
    others: impl Iterator<Item = (K, U)> + Clone,
    mut each: impl FnMut(T, Option<U>),
) where
    K: Copy + Eq + Hash,
    U: Copy,
{
    if items.clone().nth(FEW).is_none() {
        for (key, item) in items {
            let other = others.clone().find(|&(other, _)| other == key);
            each(item, other.map(|(_, other)| other));
        }
        return;
    }
    let mut known = HashMap::new();
    for (key, other) in others {
        known.entry(key).or_insert(other);
    }
    for (key, item) in items {
        each(item, known.get(&key).copied());
    }
}

/// The name in `known` that `name` is most likely meant for; `None` as well where so many are known that
/// looking would take long.
#[must_use]
pub fn nearest_of_few<'k>(name: &str, known: impl Iterator<Item = &'k str> + Clone) -> Option<&'k str> {
    if known.clone().nth(MOST_NEAR).is_some() {
        return None;
    }
    nearest(name, known)
}

/// The read objects of an integration, to be found by name.
#[derive(Debug)]
pub struct ReadObjects<'a> {
    /// In the order of their folded names where they are many, else in that of the file.
    objects: Vec<(Folded<'a>, &'a ReadObject<'a>)>,
    many: bool,
    case: NameCase,
    complete: bool,
}

impl<'a> ReadObjects<'a> {
    /// Those of `integration`.
    #[must_use]
    pub fn of(cx: &Context<'_>, integration: &'a Integration<'a>) -> Self {
        let named = |object: &'a ReadObject<'a>| Some((Folded(object.object_name.get()?.as_str()), object));
        let mut objects: Vec<_> = integration.read_objects().iter().filter_map(named).collect();
        let many = objects.len() > FEW;
        if many {
            objects.sort_by_key(|&(name, _)| name);
        }
        let complete = match integration.read.get().map(|read| &read.objects) {
            Some(Slot::Value(list)) => {
                !list.value.is_empty()
                    && objects.len() == cx.document.children(list.at.node).count()
                    && !cx.document.is_damaged(list.at.node)
            }
            _ => false,
        };
        // Where nothing is known of the provider, the names may mean the same.
        let case = cx
            .module(integration)
            .map_or(NameCase::Insensitive, |module| module.name_case());
        Self {
            objects,
            many,
            case,
            complete,
        }
    }

    /// Whether every object could be read, so that one that isn't found isn't there.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.complete
    }

    /// The object that `name` means to the provider.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<&'a ReadObject<'a>> {
        let same = self.alike(name);
        let exact = same.clone().find(|(known, _)| known.0 == name);
        exact
            .or_else(|| same.clone().find(|(known, _)| self.case.same(known.0, name)))
            .map(|&(_, object)| object)
    }

    /// An object whose name differs from `name` in nothing but case.
    #[must_use]
    pub fn like(&self, name: &str) -> Option<&'a ReadObject<'a>> {
        self.alike(name).next().map(|&(_, object)| object)
    }

    /// The name that `name` is most likely meant for.
    #[must_use]
    pub fn nearest(&self, name: &str) -> Option<&'a str> {
        nearest_of_few(name, self.objects.iter().map(|(known, _)| known.0))
    }

    fn alike<'s>(
        &'s self,
        name: &'s str,
    ) -> impl Iterator<Item = &'s (Folded<'a>, &'a ReadObject<'a>)> + Clone {
        let name = Folded(name);
        let start = if self.many {
            self.objects.partition_point(|&(known, _)| known < name)
        } else {
            0
        };
        let rest = self.objects.get(start..).unwrap_or_default();
        let many = self.many;
        rest.iter()
            .take_while(move |(known, _)| !many || *known == name)
            .filter(move |(known, _)| *known == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn repeated(names: &[&str]) -> Vec<(usize, usize)> {
        let mut found = Vec::new();
        repeats(
            names.iter().enumerate().map(|(i, name)| (Folded(name), i)),
            |later, first| found.push((later, first)),
        );
        found
    }

    #[test]
    fn few_and_many_are_the_same() {
        let mut names = vec!["b", "A", "c", "a", "B", "a"];
        assert_eq!(repeated(&names), [(3, 1), (4, 0), (5, 1)]);
        let others: Vec<String> = (0..100).map(|i| format!("other{i}")).collect();
        names.extend(others.iter().map(String::as_str));
        assert_eq!(repeated(&names), [(3, 1), (4, 0), (5, 1)]);
    }

    #[test]
    fn look_up_finds_the_first() {
        let others: Vec<String> = (0..200).map(|i| format!("Name{}", i % 100)).collect();
        for count in [3_usize, 60] {
            let items: Vec<String> = (0..count).map(|i| format!("name{}", i * 2)).collect();
            look_up(
                items
                    .iter()
                    .enumerate()
                    .map(|(i, name)| (Folded(name.as_str()), i)),
                others
                    .iter()
                    .enumerate()
                    .map(|(i, name)| (Folded(name.as_str()), i)),
                |item, other| {
                    assert_eq!(other, (item * 2 < 100).then_some(item * 2));
                },
            );
        }
    }
}
