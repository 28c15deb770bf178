//! What an integration does, as tables.

use serde::Serialize;

use super::super::words;
use crate::escape::visible;
use crate::overview::IntegrationView;

#[derive(Serialize)]
pub(super) struct Table {
    label: String,
    heads: Vec<Head>,
    rows: Vec<Row>,
}

#[derive(Serialize)]
struct Head {
    name: &'static str,
    right: bool,
}

#[derive(Serialize)]
struct Row {
    cells: Vec<String>,
    find: String,
}

impl Table {
    /// What its rows are found by.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.rows.iter().map(|row| row.find.as_str())
    }

    fn new(label: String, heads: &[&'static str]) -> Self {
        let head = |name: &&'static str| Head {
            name: name.trim_start_matches('>'),
            right: name.starts_with('>'),
        };
        Self {
            label,
            heads: heads.iter().map(head).collect(),
            rows: Vec::new(),
        }
    }

    fn row(&mut self, cells: Vec<String>) {
        let find = cells
            .iter()
            .take(2)
            .map(String::as_str)
            .collect::<Vec<_>>()
            .join(" ");
        self.rows.push(Row { cells, find });
    }
}

pub(super) fn tables(it: &IntegrationView, name: &str) -> Vec<Table> {
    let mut tables = Vec::new();
    if !it.read.is_empty() {
        let mut table = Table::new(
            format!("What {name} reads"),
            &[
                "read",
                "destination",
                "when (UTC)",
                ">a day",
                ">smallest gap",
                "backfill",
                "fields",
                "delivery",
            ],
        );
        for object in &it.read {
            let mut cells = words::read_cells(object).to_vec();
            cells.push(
                object
                    .delivery
                    .as_deref()
                    .map_or_else(|| "auto".to_owned(), |it| visible(it).into_owned()),
            );
            table.row(cells);
        }
        tables.push(table);
    }
    if !it.subscribe.is_empty() || it.watch_schema.is_some() {
        let mut table = Table::new(
            format!("What {name} subscribes to"),
            &["subscribe", "destination", "events"],
        );
        for object in &it.subscribe {
            table.row(vec![
                words::name(object.object.as_deref()),
                words::name(object.destination.as_deref()),
                visible(&object.events.join(", ")).into_owned(),
            ]);
        }
        if let Some(watch) = &it.watch_schema {
            table.row(vec![
                "the schema".to_owned(),
                words::name(watch.destination.as_deref()),
                match &watch.schedule {
                    Some(schedule) => format!("looked for {}", words::schedule(Some(schedule))),
                    None => "looked for once a day".to_owned(),
                },
            ]);
        }
        tables.push(table);
    }
    if !it.write.is_empty() {
        let mut table = Table::new(format!("What {name} writes"), &["write", "mapping"]);
        for object in &it.write {
            let mapping = if object.inherits_mapping {
                "of the read object"
            } else {
                "none"
            };
            table.row(vec![words::name(object.object.as_deref()), mapping.to_owned()]);
        }
        tables.push(table);
    }
    tables
}
