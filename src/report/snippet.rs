//! The few lines of a file that a finding shows, drawn by miette.
//!
//! miette is given a small text of its own: only the lines needed, hidden characters escaped, long lines cut.
//! It takes their numbers for consecutive, so the true ones are written in afterwards.

use std::collections::BTreeMap;
use std::fmt;
use std::io::{self, Write};

use miette::{
    GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, MietteSpanContents, SourceCode,
    SourceSpan, SpanContents, ThemeCharacters, ThemeStyles,
};

use super::excerpt::Excerpt;
use super::words::clamped;
use crate::diagnostic::{Diagnostic, Level};
use crate::escape::{visible, visible_lines};
use crate::source::{Position, Source, Span};

/// A finding over more lines than this is shown without its middle.
const MOST_LINES: u32 = 6;

/// Draws snippets.
pub(super) struct Artist {
    color: bool,
    styles: ThemeStyles,
}

impl Artist {
    pub(super) fn new(color: bool) -> Self {
        let styles = if color {
            ThemeStyles::ansi()
        } else {
            ThemeStyles::none()
        };
        Self { color, styles }
    }

    /// Writes the lines that `finding` speaks of, its places underlined and labelled; those in other files after
    /// its own.
    pub(super) fn draw(&self, source: &Source, finding: &Diagnostic, out: &mut dyn Write) -> io::Result<()> {
        self.snippet(&Snippet::new(source, &marks(source, finding)), finding.level, out)?;
        let mut others: Vec<(&Source, Vec<Mark>)> = Vec::new();
        for label in &finding.labels {
            let Some(source) = label.source.as_deref() else {
                continue;
            };
            let mark = Mark::new(source, label.span, Some(&label.message), false);
            match others.iter_mut().find(|(other, _)| std::ptr::eq(*other, source)) {
                Some((_, marks)) => marks.push(mark),
                None => others.push((source, vec![mark])),
            }
        }
        for (source, marks) in others {
            self.snippet(&Snippet::new(source, &marks), finding.level, out)?;
        }
        Ok(())
    }

    fn snippet(&self, snippet: &Snippet, level: Level, out: &mut dyn Write) -> io::Result<()> {
        let mut styles = self.styles.clone();
        let own = match level {
            Level::Error => styles.error,
            Level::Warning => styles.warning,
            Level::Info => styles.advice,
        };
        let (own, other) = if self.color {
            (own.bold(), styles.help.bright_blue())
        } else {
            (own, own)
        };
        styles.highlights = snippet
            .places
            .iter()
            .map(|place| if place.own { own } else { other })
            .collect();
        let theme = GraphicalTheme {
            characters: ThemeCharacters::unicode(),
            styles,
        };
        let mut drawn = String::new();
        GraphicalReportHandler::new_themed(theme)
            .with_wrap_lines(false)
            .render_report(&mut drawn, snippet)
            .map_err(io::Error::other)?;
        let mut numbers = snippet.numbers.iter();
        // The first line is for the message, which is written elsewhere.
        for line in drawn.lines().skip(1) {
            let line = line.strip_prefix(' ').unwrap_or(line).trim_end();
            match split_number(line) {
                Some((style, width, rest)) => {
                    let number = numbers.next().copied().flatten();
                    let number = number.map_or_else(|| "⋮".to_owned(), |number| number.to_string());
                    writeln!(out, "{style}{number:>width$}{rest}")?;
                }
                None => writeln!(out, "{line}")?,
            }
        }
        Ok(())
    }
}

/// What comes before the line number that `line` begins with, the number's width, and what comes after it.
fn split_number(line: &str) -> Option<(&str, usize, &str)> {
    let style = if line.starts_with('\u{1b}') {
        line.find('m')? + 1
    } else {
        0
    };
    let (style, line) = line.split_at(style);
    let spaces = line.len() - line.trim_start_matches(' ').len();
    let digits = line[spaces..].bytes().take_while(u8::is_ascii_digit).count();
    (digits > 0).then(|| (style, spaces + digits, &line[spaces + digits..]))
}

/// A place in the shown text.
#[derive(Debug)]
struct Place {
    start: usize,
    end: usize,
    message: Option<String>,
    /// It is the finding's own, not a label's.
    own: bool,
}

/// The lines of a finding.
#[derive(Debug)]
struct Snippet {
    name: String,
    position: Position,
    text: String,
    /// The true number of each line of the text; none for a gap.
    numbers: Vec<Option<u32>>,
    /// In the order of their starts.
    places: Vec<Place>,
}

/// A place in the file that is to be shown.
struct Mark {
    span: Span,
    first: u32,
    last: u32,
    message: Option<String>,
    own: bool,
}

impl Mark {
    fn new(source: &Source, span: Span, message: Option<&str>, own: bool) -> Self {
        let span = clamped(source, span);
        let first = source.line_of(span.start);
        let mut last = if span.is_empty() {
            first
        } else {
            source.line_of(span.end - 1)
        };
        if !own {
            last = first;
        }
        // Line breaks are not shown.
        let start = span
            .start
            .clamp(source.line_span(first).start, source.line_span(first).end);
        let end = span.end.min(source.line_span(last).end);
        let message = message.map(|message| visible_lines(message).trim_end_matches('\n').to_owned());
        Self {
            span: Span::new(start, end),
            first,
            last,
            message,
            own,
        }
    }

    /// Whether it can be underlined in one line together with `next`, which does not start before it.
    fn leaves_room(&self, next: &Mark) -> bool {
        self.span.end.max(self.span.start + 1) <= next.span.start
    }
}

/// The places of a finding in its own file, its own first, those on the same characters joined.
fn marks(source: &Source, finding: &Diagnostic) -> Vec<Mark> {
    let mut marks = vec![Mark::new(source, finding.span, finding.label.as_deref(), true)];
    for label in finding.labels.iter().filter(|label| label.source.is_none()) {
        let new = Mark::new(source, label.span, Some(&label.message), false);
        match marks.iter_mut().find(|mark| mark.span == new.span) {
            Some(Mark {
                message: Some(message),
                ..
            }) => {
                message.push('\n');
                message.push_str(new.message.as_deref().unwrap_or_default());
            }
            Some(mark) => mark.message = new.message,
            None => marks.push(new),
        }
    }
    marks
}

/// What is shown, in order: lines and, for each time a line is shown, the marks underlined there.
///
/// Marks that overlap can't be underlined in one go; their line is shown once more.
fn rows<'m>(source: &Source, marks: &'m [Mark], own: &Mark) -> BTreeMap<u32, Vec<Vec<&'m Mark>>> {
    let mut rows: BTreeMap<u32, Vec<Vec<&Mark>>> = BTreeMap::new();
    let long = own.last - own.first >= MOST_LINES;
    let middle = if long {
        own.first + MOST_LINES / 2..own.last
    } else {
        own.last..own.last
    };
    let context = own.first.saturating_sub(1);
    let alone = marks.iter().all(|mark| mark.first == own.first);
    if alone && context > 0 && !source.line_text(context).trim().is_empty() {
        rows.insert(context, vec![Vec::new()]);
    }
    for line in (own.first..middle.start).chain(middle.end..=own.last) {
        rows.insert(line, vec![Vec::new()]);
    }
    let mut single: Vec<&Mark> = marks.iter().filter(|mark| mark.first == mark.last).collect();
    single.sort_by_key(|mark| mark.span);
    for mark in single {
        let rows = rows.entry(mark.first).or_default();
        match rows
            .iter_mut()
            .find(|row| row.last().is_none_or(|last| last.leaves_room(mark)))
        {
            Some(row) => row.push(mark),
            None => rows.push(vec![mark]),
        }
    }
    rows
}

impl Snippet {
    /// The first of `marks` is what it is about.
    fn new(source: &Source, marks: &[Mark]) -> Self {
        let own = &marks[0];
        let mut snippet = Self {
            name: visible(source.name()).into_owned(),
            position: source.position(own.span.start),
            text: String::new(),
            numbers: Vec::new(),
            places: Vec::new(),
        };
        let mut ends = (None, 0);
        for (line, rows) in rows(source, marks, own) {
            let before = snippet.numbers.last().copied().flatten();
            if before.is_some_and(|before| own.first <= before && line <= own.last && before + 1 < line) {
                snippet.text.push('\n');
                snippet.numbers.push(None);
            }
            for row in rows {
                let excerpt = snippet.row(source, line, &row, own);
                if line == own.first {
                    ends.0.get_or_insert(excerpt.find(own.span.start));
                }
                if line == own.last {
                    ends.1 = excerpt.find(own.span.end);
                }
            }
        }
        if let (Some(start), end) = ends
            && own.first < own.last
        {
            snippet.places.push(Place {
                start,
                end,
                message: own.message.clone(),
                own: true,
            });
        }
        snippet.places.sort_by_key(|place| place.start);
        snippet
    }

    /// Adds a line and the places in it.
    fn row(&mut self, source: &Source, line: u32, row: &[&Mark], own: &Mark) -> Excerpt {
        let mut wanted: Vec<Span> = row.iter().map(|mark| mark.span).collect();
        if own.first < own.last {
            wanted.extend((line == own.first).then(|| Span::at(own.span.start)));
            wanted.extend((line == own.last).then(|| Span::at(own.span.end)));
        }
        let excerpt = Excerpt::new(source, line, &wanted, &mut self.text);
        for mark in row {
            let (start, end) = (excerpt.find(mark.span.start), excerpt.find(mark.span.end));
            self.places.push(Place {
                start,
                end,
                message: mark.message.clone(),
                own: mark.own,
            });
        }
        self.text.push('\n');
        self.numbers.push(Some(line));
        excerpt
    }
}

impl SourceCode for Snippet {
    /// All lines belong together, however few of them miette asks for. Asked for none around a span, it wants to
    /// know where the finding is.
    fn read_span<'a>(
        &'a self,
        _: &SourceSpan,
        around: usize,
        _: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let (data, line, column) = if around == 0 {
            (
                "",
                self.position.line as usize - 1,
                self.position.column as usize - 1,
            )
        } else {
            // Ends with the true number of the last line, so that there is room for it.
            let last = self
                .numbers
                .iter()
                .flatten()
                .max()
                .map_or(0, |&number| number as usize);
            (self.text.as_str(), last.saturating_sub(self.numbers.len()), 0)
        };
        let name = self.name.clone();
        let span = (0, data.len()).into();
        let contents =
            MietteSpanContents::new_named(name, data.as_bytes(), span, line, column, self.numbers.len());
        Ok(Box::new(contents))
    }
}

impl miette::Diagnostic for Snippet {
    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.places.iter().map(|place| {
            let span = (place.start, place.end - place.start);
            if place.own {
                LabeledSpan::new_primary_with_span(place.message.clone(), span)
            } else {
                LabeledSpan::new_with_span(place.message.clone(), span)
            }
        })))
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(self)
    }
}

impl fmt::Display for Snippet {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        Ok(())
    }
}

impl std::error::Error for Snippet {}
