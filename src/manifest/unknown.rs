//! Telling what an unknown key is: old, misspelled, in the wrong place, or just unknown.

use super::keys::Shape;
use super::model::At;
use super::problem::{Home, ProblemKind};
use crate::near;

/// Keys of manifests before version 1.0 (seen in old guides), and the shapes where they stood.
const LEGACY: &[&str] = &[
    "api",
    "appName",
    "actions",
    "standardObjects",
    "customObjects",
    "event",
    "watchFields",
    "additionalFields",
    "fieldTypeChanged",
];

/// Names people give to a key from habit.
const HABITS: &[(Shape, &str, &str)] = &[
    (Shape::ReadObject, "name", "objectName"),
    (Shape::ReadObject, "object", "objectName"),
    (Shape::ReadObject, "cron", "schedule"),
    (Shape::WriteObject, "name", "objectName"),
    (Shape::WriteObject, "object", "objectName"),
    (Shape::SubscribeObject, "name", "objectName"),
    (Shape::SubscribeObject, "object", "objectName"),
    (Shape::Field, "name", "fieldName"),
    (Shape::Field, "field", "fieldName"),
];

/// What the key `name` is in a mapping of shape `shape` from which the known keys in `missing` are missing.
/// `outer` are the enclosing mappings, outermost first, each with the place below it that leads here.
pub(super) fn classify(
    name: &str,
    shape: Shape,
    missing: &[&'static str],
    outer: &[(Shape, At)],
) -> ProblemKind {
    if LEGACY.contains(&name) || (shape == Shape::Manifest && name == "destinations") {
        return ProblemKind::Legacy { shape };
    }
    let habit = HABITS
        .iter()
        .find(|(here, habit, known)| *here == shape && *habit == name && missing.contains(known));
    if let Some(&(_, _, known)) = habit {
        return ProblemKind::Misspelled {
            known: vec![known],
            shape,
        };
    }
    let slips: Vec<&'static str> = missing
        .iter()
        .copied()
        .filter(|known| near::one_slip(name, known))
        .collect();
    let elsewhere = Shape::ALL
        .iter()
        .find_map(|shape| shape.keys().iter().find(|key| key.name == name));
    match (slips.is_empty(), elsewhere) {
        (true, Some(key)) => ProblemKind::Misplaced {
            key: key.name,
            shape,
            home: home(name, shape, outer),
        },
        (false, _) => ProblemKind::Misspelled { known: slips, shape },
        (true, None) => {
            let here = shape.keys().iter().map(|key| key.name);
            let near = near::nearest(name, here).or_else(|| {
                let all = Shape::ALL.iter().flat_map(|shape| shape.keys());
                near::nearest(name, all.map(|key| key.name))
            });
            ProblemKind::Unknown { shape, near }
        }
    }
}

/// Where `name`, which is known somewhere, belongs when it is found in `shape`.
fn home(name: &str, shape: Shape, outer: &[(Shape, At)]) -> Home {
    if let Some(&(shape, beside)) = outer.iter().rev().find(|(shape, _)| shape.has(name)) {
        return Home::Outer { shape, beside };
    }
    for &(key, below) in shape.below() {
        if below.has(name) {
            return Home::Inner {
                shape: below,
                route: [Some(key), None],
            };
        }
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
