//! The few lines of a file that a finding shows, as a diagnostic of miette.
//!
//! Its source is a small text of its own: only the lines needed, hidden characters escaped, long lines cut, each with
//! the number that it has in the file.

use std::collections::BTreeMap;
use std::fmt;
use std::io::{self, Write};

use miette::{
    GraphicalTheme, LabeledSpan, MietteError, MietteSpanContents, ReportHandler, Severity, SourceCode,
    SourceSpan, SpanContents,
};
use unicode_width::UnicodeWidthStr;

use super::draw::Drawer;
use super::excerpt::{Excerpt, MAX_WIDTH};
use super::input::Look;
use super::words::{clamped, wrapped};
use crate::diagnostic::{Diagnostic, Level};
use crate::escape::{visible, visible_lines};
use crate::source::{Source, Span};

/// A finding over more lines than this is shown without its middle.
const MOST_LINES: u32 = 6;

/// No line of a file is cut to less than this.
const LEAST: usize = 30;
/// The columns before a line of the file, without its number: ` │ `.
const GUTTER: usize = 3;
/// The columns between the middle of what is marked and its label: `╰── `.
const ELBOW: usize = 4;
/// A label needs no more columns than this on a line.
const LABEL: usize = 36;

/// Draws snippets.
pub(super) struct Artist {
    drawer: Drawer,
    width: Option<usize>,
}

impl Artist {
    pub(super) fn new(look: Look) -> Self {
        let Look { color, width, .. } = look;
        let theme = if color {
            GraphicalTheme::unicode()
        } else {
            GraphicalTheme::unicode_nocolor()
        };
        let drawer = Drawer { theme, color };
        Self { drawer, width }
    }

    /// Writes the lines that `finding` speaks of, its places underlined and labelled; those in other files after
    /// its own.
    pub(super) fn draw(&self, source: &Source, finding: &Diagnostic, out: &mut dyn Write) -> io::Result<()> {
        let own = Snippet::new(source, &marks(source, finding), finding.level, self.width);
        write!(out, "{}", Drawn(&self.drawer, &own))?;
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
            let other = Snippet::new(source, &marks, finding.level, self.width);
            write!(out, "{}", Drawn(&self.drawer, &other))?;
        }
        Ok(())
    }
}

/// A snippet and what draws it.
struct Drawn<'d>(&'d Drawer, &'d Snippet);

impl fmt::Display for Drawn<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.debug(self.1, f)
    }
}

/// A place in the shown text.
#[derive(Debug)]
struct Place {
    start: usize,
    end: usize,
    /// Where it begins in its line of the file, in columns from 1.
    column: u32,
    message: Option<String>,
    /// It is the finding's own, not a label's.
    own: bool,
}

/// The lines of a finding.
#[derive(Debug)]
struct Snippet {
    name: String,
    level: Level,
    text: String,
    /// Where each line of the text begins, and its number in the file; none for a gap.
    lines: Vec<(usize, Option<u32>)>,
    /// In the order of their starts.
    places: Vec<Place>,
    /// How many columns a line of the text may have.
    width: usize,
    /// Labels are to fit into them, too.
    fits: bool,
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
    fn new(source: &Source, marks: &[Mark], level: Level, width: Option<usize>) -> Self {
        let own = &marks[0];
        let last = marks.iter().map(|mark| mark.last).max().unwrap_or(own.last);
        let digits = last.checked_ilog10().unwrap_or(0) as usize + 1;
        let room = width.map(|width| width.saturating_sub(digits + GUTTER).max(LEAST));
        let mut snippet = Self {
            name: visible(source.name()).into_owned(),
            level,
            text: String::new(),
            lines: Vec::new(),
            places: Vec::new(),
            width: room.unwrap_or(MAX_WIDTH),
            fits: room.is_some(),
        };
        let mut ends = (None, 0);
        for (line, rows) in rows(source, marks, own) {
            let before = snippet.lines.last().and_then(|line| line.1);
            if before.is_some_and(|before| own.first <= before && line <= own.last && before + 1 < line) {
                snippet.lines.push((snippet.text.len(), None));
                snippet.text.push('\n');
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
                column: source.position(own.span.start).column,
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
        self.lines.push((self.text.len(), Some(line)));
        let words = row.iter().filter_map(|mark| mark.message.as_deref());
        let words = words.flat_map(str::lines).map(UnicodeWidthStr::width).max();
        let room = match words {
            Some(words) if self.fits => words.min(LABEL) + ELBOW,
            _ => 0,
        };
        let excerpt = Excerpt::new(source, line, &wanted, self.width, room, &mut self.text);
        for mark in row {
            let (start, end) = (excerpt.find(mark.span.start), excerpt.find(mark.span.end));
            let left = self
                .text
                .get(excerpt.start()..start)
                .map_or(0, UnicodeWidthStr::width);
            let room = self.width.saturating_sub(left + ELBOW).max(LABEL / 2);
            self.places.push(Place {
                start,
                end,
                column: source.position(mark.span.start).column,
                message: match mark.message.as_deref() {
                    Some(message) if self.fits => Some(wrapped(message, Some(room), 0, "")),
                    message => message.map(str::to_owned),
                },
                own: mark.own,
            });
        }
        self.text.push('\n');
        excerpt
    }
}

impl SourceCode for Snippet {
    /// The line that holds the start of `span`, with its own number; its count of lines is 0 where it stands for those
    /// that are left out.
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        _: usize,
        _: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let i = self.lines.partition_point(|&(start, _)| start <= span.offset());
        let rest = i.checked_sub(1).and_then(|i| self.lines.get(i));
        let line = rest.and_then(|&(start, number)| Some((start, number, self.text.get(start..)?)));
        let Some((start, number, rest)) = line.filter(|_| span.offset() < self.text.len()) else {
            return Err(MietteError::OutOfBounds);
        };
        let data = rest.split('\n').next().unwrap_or(rest);
        let line = number.map_or(0, |number| number as usize - 1);
        let place = self.places.iter().find(|place| place.start == span.offset());
        let column = place.map_or(0, |place| place.column as usize - 1);
        Ok(Box::new(MietteSpanContents::new_named(
            self.name.clone(),
            data.as_bytes(),
            (start, data.len()).into(),
            line,
            column,
            usize::from(number.is_some()),
        )))
    }
}

impl miette::Diagnostic for Snippet {
    fn severity(&self) -> Option<Severity> {
        Some(match self.level {
            Level::Error => Severity::Error,
            Level::Warning => Severity::Warning,
            Level::Info => Severity::Advice,
        })
    }

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
