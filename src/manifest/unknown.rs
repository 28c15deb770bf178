//! Telling what an unknown key is: old, misspelled, in the wrong place, or just unknown.

use super::at::At;
use super::keys::Shape;
use super::violation::{Home, ViolationKind};
use crate::suggest;

/// A key of manifests before version 1.0 (seen in old guides).
struct Legacy {
    name: &'static str,
    shapes: &'static [Shape],
    /// The key that means the same today.
    present: Option<&'static str>,
}

const LEGACY: &[Legacy] = &[
    Legacy {
        name: "appName",
        shapes: &[Shape::Manifest, Shape::Integration],
        present: None,
    },
    Legacy {
        name: "destinations",
        shapes: &[Shape::Manifest],
        present: None,
    },
    Legacy {
        name: "api",
        shapes: &[Shape::Integration],
        present: Some("provider"),
    },
    Legacy {
        name: "actions",
        shapes: &[Shape::Integration],
        present: None,
    },
    Legacy {
        name: "standardObjects",
        shapes: &[Shape::Read, Shape::Write, Shape::Subscribe],
        present: Some("objects"),
    },
    Legacy {
        name: "customObjects",
        shapes: &[Shape::Read, Shape::Write, Shape::Subscribe],
        present: Some("objects"),
    },
    Legacy {
        name: "additionalFields",
        shapes: &[Shape::ReadObject],
        present: Some("optionalFields"),
    },
    Legacy {
        name: "additionalFields",
        shapes: &[Shape::SubscribeObject],
        present: None,
    },
    Legacy {
        name: "event",
        shapes: &[Shape::Subscribe, Shape::SubscribeObject],
        present: None,
    },
    Legacy {
        name: "watchFields",
        shapes: &[Shape::UpdateEvent],
        present: Some("requiredWatchFields"),
    },
    Legacy {
        name: "watchFields",
        shapes: &[Shape::SubscribeObject],
        present: None,
    },
    Legacy {
        name: "fieldTypeChanged",
        shapes: &[Shape::AllObjects],
        present: Some("fieldChanged"),
    },
];

/// Names people give to a key from habit.
const HABITS: &[(Shape, &str, &str)] = &[
    (Shape::Manifest, "version", "specVersion"),
    (Shape::Manifest, "apiVersion", "specVersion"),
    (Shape::Manifest, "schemaVersion", "specVersion"),
    (Shape::ReadObject, "name", "objectName"),
    (Shape::ReadObject, "object", "objectName"),
    (Shape::ReadObject, "cron", "schedule"),
    (Shape::ReadObject, "displayName", "mapToDisplayName"),
    (Shape::WriteObject, "name", "objectName"),
    (Shape::WriteObject, "object", "objectName"),
    (Shape::WriteObject, "inheritFieldsAndMapping", "inheritMapping"),
    (Shape::SubscribeObject, "name", "objectName"),
    (Shape::SubscribeObject, "object", "objectName"),
    (
        Shape::SubscribeObject,
        "inheritMapping",
        "inheritFieldsAndMapping",
    ),
    (Shape::Field, "name", "fieldName"),
    (Shape::Field, "field", "fieldName"),
    (Shape::Field, "displayName", "mapToDisplayName"),
    (Shape::WatchSchema, "cron", "schedule"),
];

/// Shorter keys of other mappings are near too many names.
const LONG: usize = 5;

/// The mapping that has the key.
pub(super) struct Here<'a> {
    /// Its shape.
    pub shape: Shape,
    /// Its known keys that are not there.
    pub missing: Vec<&'static str>,
    /// Its known keys with nothing under them.
    pub empty: Vec<&'static str>,
    /// The enclosing mappings, outermost first, each with the place below it that leads here.
    pub outer: &'a [(Shape, At)],
}

/// What the key `name` is in the mapping `here`, if it is known at all, here, elsewhere or of old.
pub(super) fn classify(name: &str, here: &Here<'_>) -> Option<ViolationKind> {
    let (shape, missing) = (here.shape, &here.missing);
    if let Some(old) = LEGACY
        .iter()
        .find(|old| old.name == name && old.shapes.contains(&shape))
    {
        return Some(ViolationKind::Legacy {
            shape,
            present: old.present.filter(|present| missing.contains(present)),
        });
    }
    let habit = HABITS
        .iter()
        .find(|(here, habit, known)| *here == shape && *habit == name && missing.contains(known));
    if let Some(&(_, _, known)) = habit {
        return Some(ViolationKind::Misspelled {
            known: vec![known],
            sure: true,
            shape,
        });
    }
    known(name).map(|key| ViolationKind::Misplaced {
        key,
        shape,
        home: home(key, here),
    })
}

/// What the key `name`, which is known nowhere, is likely meant for in the mapping `here`.
pub(super) fn near(name: &str, here: &Here<'_>) -> ViolationKind {
    let (shape, missing) = (here.shape, &here.missing);
    let lower = name.to_lowercase();
    let one_typo =
        |known: &&str| suggest::one_typo(name, known) || suggest::one_typo(&lower, &known.to_lowercase());
    let mut typos: Vec<&'static str> = missing.iter().copied().filter(one_typo).collect();
    if !typos.is_empty() {
        let required = |key: &str| {
            shape
                .keys()
                .iter()
                .any(|known| known.name == key && known.required)
        };
        typos.sort_by_key(|key| !required(key));
        let sure = typos.len() == 1;
        return ViolationKind::Misspelled {
            known: typos,
            sure,
            shape,
        };
    }
    if let Some(known) = suggest::nearest(name, missing.iter().copied()) {
        return ViolationKind::Misspelled {
            known: vec![known],
            sure: false,
            shape,
        };
    }
    // Half a key, as it is while somebody types it.
    let half = |known: &&str| lower.len() >= 3 && known.to_lowercase().starts_with(&lower);
    let mut halves = missing.iter().copied().filter(half);
    if let (Some(known), None) = (halves.next(), halves.next()) {
        return ViolationKind::Misspelled {
            known: vec![known],
            sure: false,
            shape,
        };
    }
    let near = suggest::nearest(name, shape.keys().iter().map(|key| key.name)).or_else(|| {
        let all = Shape::ALL
            .iter()
            .flat_map(|shape| shape.keys())
            .map(|key| key.name);
        suggest::nearest(name, all.filter(|key| key.len() >= LONG))
    });
    let there = near.is_some_and(|near| shape.has(near) && !missing.contains(&near));
    ViolationKind::Unknown { shape, near, there }
}

/// Whether a mapping of this shape had the key in manifests of old.
pub(super) fn is_of_old(name: &str, shape: Shape) -> bool {
    LEGACY
        .iter()
        .any(|old| old.name == name && old.shapes.contains(&shape))
}

/// The key of this name, wherever it is known.
fn known(name: &str) -> Option<&'static str> {
    let mut keys = Shape::ALL
        .iter()
        .flat_map(|shape| shape.keys())
        .map(|key| key.name);
    keys.find(|key| key.eq_ignore_ascii_case(name))
}

/// Where `name`, which is known somewhere, belongs when it is found in the mapping `here`.
fn home(name: &str, here: &Here<'_>) -> Home {
    let Here {
        shape, outer, empty, ..
    } = here;
    // `backfill:` with nothing under it, and below that, not further in, its `defaultPeriod`.
    let inner = || shape.below().iter().filter(|(_, below)| below.has(name));
    if let Some(&(key, below)) = inner().find(|(key, _)| empty.contains(key)) {
        return Home::Inner {
            shape: below,
            route: [Some(key), None],
        };
    }
    if let Some(&(shape, beside)) = outer.iter().rev().find(|(shape, _)| shape.has(name)) {
        return Home::Outer { shape, beside };
    }
    // What makes a read object is meant for those, not for `watchSchema`, which has some of the same keys.
    let of_object = Shape::ReadObject.has(name) && name != "enabled";
    match shape {
        Shape::Manifest if of_object => {
            return Home::Elsewhere {
                shape: Shape::ReadObject,
            };
        }
        Shape::Integration if of_object => {
            return Home::Inner {
                shape: Shape::ReadObject,
                route: [Some("read"), Some("objects")],
            };
        }
        _ => {}
    }
    if let Some(&(key, below)) = inner().next() {
        return Home::Inner {
            shape: below,
            route: [Some(key), None],
        };
    }
    for &(key, below) in shape.below() {
        for &(next, deeper) in below.below() {
            if deeper.has(name) {
                return Home::Inner {
                    shape: deeper,
                    route: [Some(key), Some(next)],
                };
            }
        }
    }
    // A neighbour of the mapping, such as `delivery` beside `backfill`.
    for (shape, _) in outer.iter().rev() {
        if let Some(&(_, below)) = shape.below().iter().find(|(_, below)| below.has(name)) {
            return Home::Elsewhere { shape: below };
        }
    }
    let shape = Shape::ALL
        .iter()
        .copied()
        .find(|shape| shape.has(name))
        .unwrap_or(Shape::Manifest);
    Home::Elsewhere { shape }
}
