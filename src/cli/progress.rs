//! `amplint progress FILE…`: how far backfills have come, for people.

use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;

use amplint::api::{self, Payload, Progress, time};
use amplint::escape::visible;
use amplint::source::Source;
use amplint::workspace::{Input, shown};
use amplint::{api::kind, parse};

use super::exit::Exit;
use super::output::{Console, width};
use super::run::read;
use amplint::report::table::Table;

/// Show how far backfills have come
///
/// Reads backfill progress and operation documents, as the API answers them: one, a list, or a page of results.
/// Rate and time left are worked out from the times in the documents. Nothing is fetched:
/// `curl … | amplint progress -`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Documents, or `-` for standard input
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
}

/// Runs the command.
///
/// # Errors
/// None; wrong usage is met before.
pub(super) fn run(args: &Args) -> Result<Exit, clap::Error> {
    let mut console = Console::plain();
    let mut rows = Vec::new();
    for path in &args.files {
        let (name, input) = match path.to_str() {
            Some("-") => ("<stdin>".to_owned(), Input::Stdin),
            _ => (shown(path), Input::File(path.clone())),
        };
        let source =
            read(&input).and_then(|bytes| Source::new(&*name, bytes).map_err(|error| error.to_string()));
        match source {
            Ok(source) => add(&source, &mut rows, &mut console),
            Err(why) => console.fault(&format!("`{}` can't be read: {why}", visible(&name))),
        }
    }
    if !rows.is_empty() {
        let bar = if io::stdout().is_terminal() {
            ['█', '░']
        } else {
            ['#', '.']
        };
        console.print(|out| table(&rows, bar, out));
    }
    Ok(console.exit())
}

/// Adds the rows of a file.
fn add(source: &Source, rows: &mut Vec<Progress>, console: &mut Console) {
    let name = visible(source.name());
    let document = parse::parse(source);
    let Some(items) = kind::payloads(&document, None) else {
        return console.fault(&format!("`{name}` holds no progress"));
    };
    let payloads = api::read(&document, &items);
    if !payloads.violations.is_empty() || !document.problems().is_empty() {
        console.note(&format!(
            "`{name}` is not as the API writes it; `amplint check` shows where"
        ));
    }
    for item in &payloads.items {
        match Progress::of(item) {
            Some(progress) => rows.push(progress),
            None if item.is("problem") => console.fault(&format!("`{name}` is a problem: {}", problem(item))),
            None => console.fault(&format!(
                "`{name}` holds {}, which has no progress of records",
                item.kind.words
            )),
        }
    }
}

/// What a problem says of itself.
fn problem(item: &Payload<'_>) -> String {
    let text = |key| item.object.text(key).map(|text| text.as_str().to_owned());
    let status = item.object.whole("status").map(|status| status.value.to_string());
    let head = [status, text("title")]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" ");
    let parts = [
        Some(head).filter(|head| !head.is_empty()),
        text("detail"),
        text("remedy"),
    ];
    let parts: Vec<_> = parts
        .iter()
        .flatten()
        .map(|part| part.trim_end_matches('.'))
        .collect();
    if parts.is_empty() {
        "it says nothing more".to_owned()
    } else {
        parts.join("; ")
    }
}

const HEADINGS: [&str; 7] = [
    "OBJECT",
    ">RECORDS",
    ">ESTIMATE",
    "PROGRESS",
    ">RATE",
    "LEFT",
    "STATUS",
];

fn table(rows: &[Progress], bar: [char; 2], out: &mut dyn Write) -> io::Result<()> {
    let mut table = Table::new(&HEADINGS);
    for row in rows {
        table.row(cells(row, bar));
    }
    table.write(width(), out)
}

fn cells(row: &Progress, bar: [char; 2]) -> [String; 7] {
    let or_dash = |text: Option<String>| text.unwrap_or_else(|| "-".to_owned());
    let objects = (!row.objects.is_empty()).then(|| visible(&row.objects.join(", ")).into_owned());
    [
        or_dash(objects),
        or_dash(row.processed.map(|count| count.to_string())),
        or_dash(row.estimated.map(|count| count.to_string())),
        or_dash(drawn(row, bar)),
        or_dash(row.rate().map(rate)),
        or_dash(row.left().map(|left| {
            if left > 0.0 {
                time::words(left)
            } else {
                "nothing".to_owned()
            }
        })),
        or_dash(row.status.as_ref().map(|status| visible(status).into_owned())),
    ]
}

/// A bar and the percentage; full only when all is done.
fn drawn(row: &Progress, [full, empty]: [char; 2]) -> Option<String> {
    const WIDTH: u32 = 20;
    let (filled, percent) = (row.part(WIDTH)?, row.part(100)?);
    let bar: String = (0..WIDTH)
        .map(|i| if i128::from(i) < filled { full } else { empty })
        .collect();
    Some(format!("{bar} {percent:>3}%"))
}

/// Records in the unit of time that gives a number people can picture.
fn rate(second: f64) -> String {
    let (number, unit) = match second {
        rate if rate >= 1.0 => (rate, "s"),
        rate if rate * 60.0 >= 1.0 => (rate * 60.0, "min"),
        rate => (rate * 3600.0, "h"),
    };
    if number >= 10.0 {
        format!("{number:.0}/{unit}")
    } else {
        format!("{number:.1}/{unit}")
    }
}
