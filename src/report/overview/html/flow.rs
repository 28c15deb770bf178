//! Where records go, as a picture.

use std::collections::HashSet;

use serde::Serialize;

use super::super::words;
use super::drawing::Mark;
use crate::escape::visible;
use crate::overview::IntegrationView;
use crate::words::{count, shortened};

/// How many objects a drawing has.
const MOST_DRAWN: usize = 40;
/// How many characters of a name fit into a drawing.
const LONGEST_NAME: usize = 34;

/// Objects on the left, destinations on the right, lines between.
#[derive(Serialize)]
pub(super) struct Flow {
    label: String,
    height: usize,
    left: Vec<Mark>,
    right: Vec<Mark>,
    lines: Vec<Curve>,
    note: Option<String>,
}

#[derive(Serialize)]
struct Curve {
    class: &'static str,
    path: String,
}

/// The height of a row of names.
const ROW: usize = 22;

impl Flow {
    pub(super) fn new(it: &IntegrationView) -> Option<Self> {
        let mut links: Vec<(String, String, &'static str)> = Vec::new();
        let reads = it.read.iter().map(|it| (&it.object, &it.destination, "records"));
        let subscribes = it
            .subscribe
            .iter()
            .map(|it| (&it.object, &it.destination, "events"));
        for (object, destination, what) in reads.chain(subscribes) {
            if let Some(destination) = destination {
                links.push((
                    words::name(object.as_deref()),
                    visible(destination).into_owned(),
                    what,
                ));
            }
        }
        let mut objects: Vec<&str> = links.iter().map(|(object, ..)| object.as_str()).collect();
        let mut places: Vec<&str> = links.iter().map(|(_, place, _)| place.as_str()).collect();
        for names in [&mut objects, &mut places] {
            let mut seen = HashSet::new();
            names.retain(|name| seen.insert(*name));
        }
        if links.is_empty() {
            return None;
        }
        let left_out = objects.len().saturating_sub(MOST_DRAWN) + places.len().saturating_sub(MOST_DRAWN);
        let label = format!(
            "{} to {}",
            count(objects.len(), "object"),
            count(places.len(), "destination")
        );
        objects.truncate(MOST_DRAWN);
        places.truncate(MOST_DRAWN);
        let rows = objects.len().max(places.len());
        let y = |at: usize, count: usize| ROW / 2 + (rows * ROW - count * ROW) / 2 + at * ROW;
        let at = |names: &[&str], name: &str| names.iter().position(|it| *it == name);
        let mut lines = Vec::new();
        for (object, place, what) in &links {
            let (Some(from), Some(to)) = (at(&objects, object), at(&places, place)) else {
                continue;
            };
            // Two lines between the same names lie side by side.
            let shift = if *what == "events" { 3 } else { 0 };
            let (a, b) = (y(from, objects.len()) + shift, y(to, places.len()) + shift);
            lines.push(Curve {
                class: what,
                path: format!("M242 {a}C320 {a} 320 {b} 398 {b}"),
            });
        }
        let marks = |names: &[&str]| -> Vec<Mark> {
            names
                .iter()
                .enumerate()
                .map(|(i, name)| Mark {
                    x: 0,
                    y: y(i, names.len()) + 4,
                    name: shortened(name, LONGEST_NAME),
                })
                .collect()
        };
        let events = links.iter().any(|(_, _, what)| *what == "events");
        let mut notes = Vec::new();
        notes.extend(events.then(|| "Dashed: events.".to_owned()));
        notes.extend((left_out > 0).then(|| format!("{left_out} more are in the tables.")));
        Some(Self {
            label,
            height: rows * ROW,
            left: marks(&objects),
            right: marks(&places),
            lines,
            note: (!notes.is_empty()).then(|| notes.join(" ")),
        })
    }
}
