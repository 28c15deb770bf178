//! Which field of a read object is which.

use std::collections::HashMap;

use super::matching::{Named, pairs, rename};
use crate::change::{FieldEntry, Here, Kept, NamedItem, Pair, Sink};
use crate::manifest::{Field, List, ReadObject, Slot, Text, name_path};
use crate::yaml::Document;

/// A list of fields in one version.
pub(super) struct Fields<'a> {
    list: Vec<(FieldEntry<'a>, usize)>,
    partial: bool,
}

impl<'a> Fields<'a> {
    /// The fields of `object` that can be read.
    pub(super) fn read(
        old: bool,
        document: &Document<'_>,
        object: &NamedItem<'_, ReadObject<'a>>,
        from: &'a ReadObject<'a>,
        sink: &mut Sink<'_>,
    ) -> Self {
        let mut fields = Fields {
            list: Vec::new(),
            partial: false,
        };
        let lists = [
            ("requiredFields", true, &from.required_fields),
            ("optionalFields", false, &from.optional_fields),
        ];
        for (key, required, slot) in lists {
            fields.add(old, document, object.here(), (key, required, slot), sink);
        }
        fields
    }

    fn add(
        &mut self,
        old: bool,
        document: &Document<'_>,
        object: Here<'_>,
        (key, required, slot): (&str, bool, &'a Slot<List<Field<'a>>>),
        sink: &mut Sink<'_>,
    ) {
        let Some(list) = sink.one(old, key, object, slot) else {
            self.partial = true;
            return;
        };
        let Some(list) = list else { return };
        if document.is_damaged(list.at.node) {
            self.partial = true;
            sink.gap(
                old,
                format!("{}.{key}", object.path),
                list.at,
                "part of it can't be read",
            );
        }
        for (i, field) in list.value.iter().enumerate() {
            let path = format!("{}.{key}[{i}]", object.path);
            let here = Here {
                path: &path,
                at: field.at,
            };
            let names = (
                sink.one(old, "fieldName", here, &field.field_name),
                sink.one(old, "mapToName", here, &field.map_to_name),
            );
            let (Some(name), Some(mapped)) = names else {
                self.partial = true;
                continue;
            };
            if name.is_some() || mapped.is_some() {
                let entry = FieldEntry {
                    field,
                    required,
                    field_name: name.map(Text::as_str),
                    map_to_name: mapped,
                };
                self.list.push((entry, i));
            }
        }
    }

    fn named<'e>(&'e self, object: &str) -> Named<'e, FieldEntry<'a>> {
        let mut times: HashMap<(&str, bool), u32> = HashMap::new();
        let entry = |(value, _): &'e (FieldEntry<'a>, usize)| {
            let name = value.field_name.or(value.map_to_name.map(Text::as_str))?;
            let key = if value.required {
                "requiredFields"
            } else {
                "optionalFields"
            };
            let times = times.entry((name, value.required)).or_default();
            *times += 1;
            let by_name = value
                .field
                .field_name
                .get()
                .filter(|_| value.field_name.is_some());
            Some(NamedItem {
                value,
                name,
                path: format!("{object}.{key}{}", name_path::item(name, *times)),
                at: value.field.at,
                name_at: by_name.or(value.map_to_name)?.at,
            })
        };
        Named {
            items: self.list.iter().filter_map(entry).collect(),
            partial: self.partial,
        }
    }
}

/// The fields of a read object in both versions.
pub(super) fn fields<'e, 'a>(
    object: &Kept<'_, ReadObject<'_>>,
    old: &'e Fields<'a>,
    new: &'e Fields<'a>,
) -> Vec<Pair<'e, FieldEntry<'a>>> {
    let name = |entry: &NamedItem<'_, FieldEntry<'_>>| match entry.value.field_name {
        Some(name) => format!("f{}", name.to_lowercase()),
        None => format!("m{}", entry.name),
    };
    // What stands in the same list under the same mapping, then what has one of the two, then the same field.
    let found = pairs(
        old.named(&object.old.path),
        new.named(&object.new.path),
        &[
            &|entry| {
                format!(
                    "{}\0{}\0{}",
                    name(entry),
                    entry.value.delivered(),
                    entry.value.required
                )
            },
            &|entry| format!("{}\0{}", name(entry), entry.value.delivered()),
            &|entry| format!("{}\0{}", name(entry), entry.value.required),
            &|entry| name(entry),
        ],
    );
    let mappings = |which: fn(&Pair<'e, FieldEntry<'a>>) -> Option<bool>| {
        found.iter().filter(|pair| which(pair) == Some(true)).count()
    };
    let alone = mappings(|pair| match pair {
        Pair::Removed(entry) => Some(entry.value.is_mapping()),
        _ => None,
    }) == 1
        && mappings(|pair| match pair {
            Pair::Added(entry) => Some(entry.value.is_mapping()),
            _ => None,
        }) == 1;
    rename(found, |old, new| same_mapping(old, new, alone))
}

/// How alike two mappings of different names that customers fill in are.
fn same_mapping(old: &FieldEntry<'_>, new: &FieldEntry<'_>, alone: bool) -> Option<u32> {
    if !old.is_mapping() || !new.is_mapping() {
        return None;
    }
    let same = |a: &Slot<Text<'_>>, b: &Slot<Text<'_>>| match (a.get(), b.get()) {
        (Some(a), Some(b)) => Some(a.value == b.value),
        (None, None) => None,
        _ => Some(false),
    };
    let (before, after) = (old.field, new.field);
    let told = [
        same(&before.map_to_display_name, &after.map_to_display_name),
        same(&before.prompt, &after.prompt),
    ];
    let alike = told.iter().filter(|&&same| same == Some(true)).count();
    let unlike = told.contains(&Some(false));
    match (alike, unlike) {
        (0, true) => None,
        // No words for people on either side: one went, one came.
        (0, false) => (alone && old.required == new.required).then_some(1),
        (alike, _) => Some(u32::try_from(alike).unwrap_or(1) * 10 + u32::from(old.required == new.required)),
    }
}
