//! One page that needs nothing else: no request, no script to be read. What stands in it is escaped by the template
//! library.

use std::io::{self, Write};

use minijinja::value::{Serde, Value};
use minijinja::{AutoEscape, Environment, context};
use serde::Serialize;

use super::words;
use crate::check::Checked;
use crate::diagnostic::Diagnostic;
use crate::escape::visible;
use crate::overview::{Destination, FileView, IntegrationView, Overview, Week};
use crate::report::page;
use crate::source::{Source, Span};

/// The name of the template, whose ending turns escaping on.
const PAGE_NAME: &str = "page.html";
const PAGE: &str = include_str!("page.html");
const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");
/// What may run and apply: only what stands in the page, told by its hash.
const POLICY: &str = include_str!("policy.txt");

/// How many findings of a file are shown in their lines.
const MOST_FINDINGS: usize = 100;
/// How many objects a drawing has.
const MOST_DRAWN: usize = 40;
/// How many characters of a source line are shown.
const LONGEST_LINE: usize = 160;
/// How many characters of a name fit into a drawing.
const LONGEST_NAME: usize = 34;

/// Writes it.
///
/// # Errors
/// Those of `out`, and what the template library says, which is a fault of ours.
pub fn write(overview: &Overview, checked: &[Checked], out: &mut dyn Write) -> io::Result<()> {
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment
        .add_template(PAGE_NAME, PAGE)
        .map_err(io::Error::other)?;
    let template = environment.get_template(PAGE_NAME).map_err(io::Error::other)?;
    let mut ids = 0;
    let files: Vec<File> = overview
        .files
        .iter()
        .zip(checked)
        .map(|(file, checked)| File::new(file, checked, &mut ids))
        .collect();
    let week = overview.week();
    let several = overview.totals.integrations > 1 && week.total() > 0.0;
    let context = context! {
        policy => POLICY.trim_end(),
        style => Value::from_safe_string(STYLE.to_owned()),
        script => Value::from_safe_string(SCRIPT.to_owned()),
        version => env!("CARGO_PKG_VERSION"),
        totals => words::totals(&overview.totals),
        tiles => Value::from(Serde(tiles(overview))),
        all => Value::from(Serde(several.then(|| Heat::new(&week)))),
        files => Value::from(Serde(files)),
        destinations => Value::from(Serde(overview.destinations.iter().map(Receiver::new).collect::<Vec<_>>())),
    };
    let text = template.render(context).map_err(io::Error::other)?;
    out.write_all(text.as_bytes())?;
    writeln!(out)
}

#[derive(Serialize)]
struct Tile {
    name: &'static str,
    value: String,
    class: Option<&'static str>,
}

fn tiles(overview: &Overview) -> Vec<Tile> {
    let totals = &overview.totals;
    let tile = |name, value: usize| Tile {
        name,
        value: value.to_string(),
        class: None,
    };
    let found = |name, class, value: usize| Tile {
        class: (value > 0).then_some(class),
        ..tile(name, value)
    };
    vec![
        tile("manifests", totals.files),
        tile("integrations", totals.integrations),
        tile("providers", totals.providers),
        tile("objects read", totals.objects.read),
        tile("written", totals.objects.write),
        tile("subscribed to", totals.objects.subscribe),
        Tile {
            name: "reads a day and customer",
            value: words::runs(totals.reads_a_day),
            class: None,
        },
        tile("destinations", overview.destinations.len()),
        found("errors", "error", totals.findings.errors),
        found("warnings", "warning", totals.findings.warnings),
    ]
}

#[derive(Serialize)]
struct File {
    name: String,
    integrations: Vec<Part>,
    dropped: Vec<Told>,
    counts: String,
    findings: Vec<Line>,
    more: Option<String>,
}

#[derive(Serialize)]
struct Told {
    line: u32,
    message: String,
}

impl File {
    fn new(file: &FileView, checked: &Checked, ids: &mut usize) -> Self {
        let standing: Vec<&Diagnostic> = checked
            .findings
            .iter()
            .filter(|finding| !finding.suppressed)
            .collect();
        let shown = &standing[..standing.len().min(MOST_FINDINGS)];
        let more = standing.len() - shown.len() + checked.omitted.total();
        let dropped = file.dropped.iter().map(|dropped| Told {
            line: dropped.line,
            message: visible(&dropped.message).into_owned(),
        });
        Self {
            name: visible(&file.file).into_owned(),
            integrations: file
                .integrations
                .iter()
                .map(|integration| {
                    *ids += 1;
                    Part::new(integration, *ids)
                })
                .collect(),
            dropped: dropped.collect(),
            counts: words::findings(file.findings),
            findings: lines(&checked.source, shown),
            more: (more > 0).then(|| {
                format!(
                    "{} more; `amplint check` lists them.",
                    words::count(more, "finding")
                )
            }),
        }
    }
}

/// An integration.
#[derive(Serialize)]
struct Part {
    id: String,
    name: String,
    provider: String,
    display: Option<String>,
    line: u32,
    actions: String,
    reads_a_day: String,
    tables: Vec<Table>,
    heat: Option<Heat>,
    flow: Option<Flow>,
    find: String,
}

#[derive(Serialize)]
struct Table {
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

impl Part {
    fn new(it: &IntegrationView, id: usize) -> Self {
        let name = words::name(it.name.as_deref());
        let provider = words::provider(it);
        let display = it
            .display_name
            .as_deref()
            .or(it.provider_name)
            .map(|text| visible(text).into_owned());
        let tables = tables(it, &name);
        let rows = tables
            .iter()
            .flat_map(|table| &table.rows)
            .map(|row| row.find.as_str());
        let find = [name.as_str(), &provider, display.as_deref().unwrap_or_default()]
            .into_iter()
            .chain(rows)
            .collect::<Vec<_>>()
            .join(" ");
        Self {
            id: format!("i{id}"),
            heat: (it.week.total() > 0.0).then(|| Heat::new(&it.week)),
            flow: Flow::new(it),
            line: it.line,
            actions: words::actions(it),
            reads_a_day: words::reads(it.reads_a_day),
            name,
            provider,
            display,
            tables,
            find,
        }
    }
}

fn tables(it: &IntegrationView, name: &str) -> Vec<Table> {
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

/// A week as a picture: a field for each hour of each weekday, a bar for each minute of the hour.
#[derive(Serialize)]
struct Heat {
    label: String,
    words: String,
    days: Vec<Mark>,
    hours: Vec<Mark>,
    cells: Vec<Cells>,
    minutes: String,
    minutes_label: String,
    marks: Vec<Mark>,
}

#[derive(Serialize)]
struct Mark {
    x: usize,
    y: usize,
    name: String,
}

#[derive(Serialize)]
struct Cells {
    level: usize,
    path: String,
}

const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
/// Where the fields begin, and how wide and high each is with the space after it.
const LEFT: usize = 32;
const TOP: usize = 16;
const WIDE: usize = 16;
const HIGH: usize = 12;

impl Heat {
    fn new(week: &Week) -> Self {
        let peak = week.peak();
        let level = |number: f64| match number / peak {
            share if share <= 0.0 || share.is_nan() => 0,
            share if share <= 0.2 => 1,
            share if share <= 0.4 => 2,
            share if share <= 0.6 => 3,
            share if share <= 0.8 => 4,
            _ => 5,
        };
        let mut paths: [String; 6] = std::array::from_fn(|_| String::new());
        for (y, day) in week.hours.iter().enumerate() {
            for (x, &number) in day.iter().enumerate() {
                let (left, top) = (LEFT + x * WIDE, TOP + y * HIGH);
                let (wide, high) = (WIDE - 1, HIGH - 1);
                if let Some(path) = paths.get_mut(level(number)) {
                    path.push_str(&format!("M{left} {top}h{wide}v{high}h-{wide}z"));
                }
            }
        }
        let busiest = busiest(week);
        let most = week.minutes.iter().copied().fold(0.0, f64::max);
        let mut minutes = String::new();
        for (minute, &number) in week
            .minutes
            .iter()
            .enumerate()
            .filter(|(_, number)| **number > 0.0)
        {
            let height = (number / most * 40.0).max(1.0);
            let x = 35.0 + f64::from(u32::try_from(minute).unwrap_or(0)) * 6.4;
            minutes.push_str(&format!("M{x:.1} 44v-{height:.1}"));
        }
        #[expect(clippy::float_cmp, reason = "it is one of them")]
        let minute = week
            .minutes
            .iter()
            .position(|&number| number == most)
            .unwrap_or(0);
        let total = words::runs(week.total());
        let share = (most / week.total() * 100.0).round();
        let cells = paths.into_iter().enumerate().filter(|(_, path)| !path.is_empty());
        Self {
            label: format!("{total} reads a week by weekday and hour; most {busiest}"),
            words: format!(
                "{total} reads a week; most {busiest}, {} in that hour; {share}% at minute {minute} of the hour.",
                words::runs(peak)
            ),
            days: (0..7)
                .map(|i| Mark {
                    x: 0,
                    y: TOP + i * HIGH + 9,
                    name: DAYS[i].to_owned(),
                })
                .collect(),
            hours: [0, 6, 12, 18]
                .map(|hour: usize| Mark {
                    x: LEFT + hour * WIDE,
                    y: 0,
                    name: format!("{hour:02}:00"),
                })
                .into(),
            cells: cells.map(|(level, path)| Cells { level, path }).collect(),
            minutes,
            minutes_label: format!("Reads by minute of the hour; {share}% at minute {minute}"),
            marks: [0, 15, 30, 45]
                .map(|minute: usize| Mark {
                    x: LEFT + minute * 64 / 10,
                    y: 0,
                    name: format!(":{minute:02}"),
                })
                .into(),
        }
    }
}

/// The hour with the most reads, in words.
fn busiest(week: &Week) -> String {
    let peak = week.peak();
    let at = |hour: usize| {
        week.hours
            .iter()
            .filter(|day| day.get(hour).is_some_and(|&it| it >= peak - 1e-9))
            .count()
    };
    let days = (0..24).map(at).max().unwrap_or(0);
    let hour = (0..24).find(|&hour| at(hour) == days).unwrap_or(0);
    let hours = (0..24).filter(|&hour| at(hour) == days).count();
    if days == 7 && hours == 24 {
        return "in every hour alike".to_owned();
    }
    let day = week
        .hours
        .iter()
        .position(|day| day.get(hour).is_some_and(|&it| it >= peak - 1e-9));
    let on = match days {
        7 => "every day".to_owned(),
        _ => format!("on {}", DAYS[day.unwrap_or(0)]),
    };
    format!("{on} at {hour:02}:00")
}

/// Objects on the left, destinations on the right, lines between.
#[derive(Serialize)]
struct Flow {
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
    fn new(it: &IntegrationView) -> Option<Self> {
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
            let mut seen = std::collections::HashSet::new();
            names.retain(|name| seen.insert(*name));
        }
        if links.is_empty() {
            return None;
        }
        let left_out = objects.len().saturating_sub(MOST_DRAWN) + places.len().saturating_sub(MOST_DRAWN);
        let label = format!(
            "{} to {}",
            words::count(objects.len(), "object"),
            words::count(places.len(), "destination")
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
                    name: cut(name, LONGEST_NAME),
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

/// The first characters of a text.
fn cut(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        None => text.to_owned(),
        Some(_) => {
            let end = text.char_indices().nth(most - 1).map_or(0, |(at, _)| at);
            format!("{}…", &text[..end])
        }
    }
}

#[derive(Serialize)]
struct Receiver {
    name: String,
    receives: String,
    find: String,
}

impl Receiver {
    fn new(it: &Destination) -> Self {
        let receives = it.receives.iter().map(|it| {
            let object = it
                .object
                .as_deref()
                .map_or_else(|| "the schema".to_owned(), |name| visible(name).into_owned());
            let events = if it.what == "events" { " (events)" } else { "" };
            format!("{}: {object}{events}", words::name(it.integration.as_deref()))
        });
        let receives = receives.collect::<Vec<_>>().join(", ");
        let name = visible(&it.name).into_owned();
        Self {
            find: format!("{name} {receives}"),
            name,
            receives,
        }
    }
}

/// A source line, what of it is marked, and what is found there.
#[derive(Serialize)]
struct Line {
    /// Lines before it are left out.
    gap: bool,
    number: u32,
    before: String,
    marked: String,
    after: String,
    findings: Vec<Found>,
}

#[derive(Serialize)]
struct Found {
    level: &'static str,
    rule: &'static str,
    message: String,
    help: Option<String>,
    url: Option<String>,
}

/// The lines of findings, each with those around it.
fn lines(source: &Source, findings: &[&Diagnostic]) -> Vec<Line> {
    let mut wanted = std::collections::BTreeMap::<u32, Vec<&Diagnostic>>::new();
    let last = source.line_count();
    for finding in findings {
        let line = source.line_of(finding.span.start);
        wanted.entry(line).or_default().push(finding);
        for around in [line.saturating_sub(1).max(1), (line + 1).min(last.max(1))] {
            wanted.entry(around).or_default();
        }
    }
    let mut before = 0;
    let mut lines = Vec::new();
    for (number, found) in wanted {
        let span = source.line_span(number);
        let marked = found.first().map(|finding| finding.span);
        let (head, middle, tail) = split(source, span, marked);
        lines.push(Line {
            gap: before > 0 && number > before + 1,
            number,
            before: cut(&visible(head), LONGEST_LINE),
            marked: cut(&visible(middle), LONGEST_LINE),
            after: cut(&visible(tail), LONGEST_LINE),
            findings: found.iter().map(|finding| Found::new(finding)).collect(),
        });
        before = number;
    }
    lines
}

/// A line before, in and after what is marked of it.
fn split(source: &Source, line: Span, marked: Option<Span>) -> (&str, &str, &str) {
    let text = source.slice(line).trim_end_matches(['\n', '\r']);
    let Some(marked) = marked else {
        return (text, "", "");
    };
    let at = |offset: u32| (offset.saturating_sub(line.start) as usize).min(text.len());
    let (start, end) = (at(marked.start), at(marked.end));
    match (
        text.get(..start),
        text.get(start..end.max(start)),
        text.get(end.max(start)..),
    ) {
        (Some(before), Some(marked), Some(after)) => (before, marked, after),
        _ => (text, "", ""),
    }
}

impl Found {
    fn new(finding: &Diagnostic) -> Self {
        Self {
            level: finding.level.name(),
            rule: finding.rule,
            message: visible(&finding.message).into_owned(),
            help: finding.help.as_deref().map(|help| visible(help).into_owned()),
            url: page(finding.rule),
        }
    }
}
