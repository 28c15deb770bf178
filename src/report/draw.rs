//! How a snippet is drawn: a handler for miette's diagnostics that takes every line's number from its source.
//!
//! miette's own handler numbers lines consecutively, and so can't leave out any.

use std::fmt;

use miette::{Diagnostic, GraphicalTheme, LabeledSpan, ReportHandler, Severity, SourceCode, SourceSpan};
use unicode_width::UnicodeWidthChar;

/// As many columns are between tab stops.
const TAB: usize = 4;

/// Draws the labels of a diagnostic under the lines of its source, in the look of a theme.
///
/// The source gives one line for each place that is asked for, with the line's own number; a line without number is a
/// gap. One of the labels may go over several lines.
pub(super) struct Drawer {
    pub(super) theme: GraphicalTheme,
    pub(super) color: bool,
}

/// A line that is shown.
struct Row {
    /// From 1; none for a gap.
    number: Option<usize>,
    text: String,
    /// Where it begins and ends among all that is shown.
    start: usize,
    end: usize,
}

impl ReportHandler for Drawer {
    fn debug(&self, diagnostic: &dyn Diagnostic, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (Some(source), Some(labels)) = (diagnostic.source_code(), diagnostic.labels()) else {
            return Ok(());
        };
        let mut labels: Vec<LabeledSpan> = labels.collect();
        labels.sort_by_key(LabeledSpan::offset);
        let rows = rows(source);
        let drawing = Drawing {
            drawer: self,
            severity: diagnostic.severity().unwrap_or_default(),
            width: width(&rows),
            long: labels.iter().find(|label| is_long(label, &rows)),
        };
        drawing.header(source, &labels, f)?;
        for row in &rows {
            drawing.row(row, &labels, f)?;
        }
        let characters = &self.theme.characters;
        let end = characters.hbar.to_string().repeat(4);
        writeln!(f, "{:1$}{2}{end}", "", drawing.width + 1, characters.lbot)
    }
}

/// The lines of `source` as it gives them, from the first to the last.
fn rows(source: &dyn SourceCode) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut at = 0;
    while let Ok(line) = source.read_span(&SourceSpan::from(at), 0, 0) {
        let start = line.span().offset();
        let end = start + line.data().len();
        rows.push(Row {
            number: (line.line_count() > 0).then(|| line.line() + 1),
            text: String::from_utf8_lossy(line.data()).into_owned(),
            start,
            end,
        });
        at = end + 1;
    }
    rows
}

/// How much room the numbers need.
fn width(rows: &[Row]) -> usize {
    let last = rows.iter().filter_map(|row| row.number).max();
    last.unwrap_or_default().to_string().len()
}

fn end(label: &LabeledSpan) -> usize {
    label.offset() + label.len()
}

/// Whether a label is in one line, the line's break included.
fn holds(row: &Row, label: &LabeledSpan) -> bool {
    row.start <= label.offset() && label.offset() <= row.end && end(label) <= row.end + 1
}

/// Whether a label goes over several lines.
fn is_long(label: &LabeledSpan, rows: &[Row]) -> bool {
    !rows.iter().any(|row| holds(row, label))
}

/// One drawing.
struct Drawing<'d> {
    drawer: &'d Drawer,
    severity: Severity,
    width: usize,
    /// The label over several lines.
    long: Option<&'d LabeledSpan>,
}

impl Drawing<'_> {
    fn header(
        &self,
        source: &dyn SourceCode,
        labels: &[LabeledSpan],
        f: &mut fmt::Formatter<'_>,
    ) -> fmt::Result {
        let theme = &self.drawer.theme;
        let primary = labels.iter().find(|label| label.primary()).or(labels.first());
        let place = primary.and_then(|label| source.read_span(label.inner(), 0, 0).ok());
        let place = place.map_or_else(String::new, |place| {
            let name = place.name().unwrap_or_default();
            format!("{name}:{}:{}", place.line() + 1, place.column() + 1)
        });
        let corner = format!("{}{}", theme.characters.ltop, theme.characters.hbar);
        writeln!(
            f,
            "{:1$}{corner}[{2}]",
            "",
            self.width + 1,
            theme.styles.link.style(place)
        )
    }

    fn row(&self, row: &Row, labels: &[LabeledSpan], f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let theme = &self.drawer.theme;
        let number = match row.number {
            Some(number) => number.to_string(),
            None => "⋮".to_owned(),
        };
        let number = theme.styles.linum.style(format!("{number:>0$}", self.width));
        let text: String = pieces(&row.text).map(|(piece, _)| piece).collect();
        let line = format!(
            "{number} {} {}{text}",
            theme.characters.vbar,
            self.beside(row, true)
        );
        writeln!(f, "{}", line.trim_end())?;
        let here: Vec<&LabeledSpan> = labels.iter().filter(|label| holds(row, label)).collect();
        if !here.is_empty() {
            self.underline(row, &here, f)?;
        }
        match self.long {
            Some(long) if is_last(row, long) => self.end_of_long(long, f),
            _ => Ok(()),
        }
    }

    /// What stands between number and text: the line along the long label.
    fn beside(&self, row: &Row, is_text: bool) -> String {
        let Some(long) = self.long else {
            return String::new();
        };
        let c = &self.drawer.theme.characters;
        let is_first = row.start <= long.offset() && long.offset() <= row.end;
        let along = match (is_text, is_first, is_last(row, long)) {
            _ if row.end < long.offset() || end(long) < row.start => return " ".repeat(4),
            (true, true, _) => format!("{}{}{}", c.ltop, c.hbar, c.rarrow),
            (true, _, true) if long.label().is_some() => format!("{}{}{}", c.lcross, c.hbar, c.rarrow),
            (true, _, true) => format!("{}{}{}", c.lbot, c.hbar, c.rarrow),
            (false, _, true) if long.label().is_none() => return " ".repeat(4),
            _ => return format!("{}   ", self.paint(long, &c.vbar.to_string())),
        };
        format!("{} ", self.paint(long, &along))
    }

    /// A line without number.
    fn unnumbered(&self, rest: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bar = self.drawer.theme.characters.vbar_break;
        let line = format!("{:1$} {bar} {rest}", "", self.width);
        writeln!(f, "{}", line.trim_end())
    }

    /// The labels of a line, which don't overlap: underlined, and their words below, the last first.
    fn underline(&self, row: &Row, labels: &[&LabeledSpan], f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let c = &self.drawer.theme.characters;
        let beside = self.beside(row, false);
        let mut line = beside.clone();
        let mut done = 0;
        let mut middles = Vec::new();
        for label in labels {
            let start = column(row, label.offset()).max(done);
            let end = if label.is_empty() {
                start + 1
            } else {
                column(row, end(label)).max(start + 1)
            };
            let middle = usize::midpoint(start, end);
            let mark = match label.label() {
                _ if label.is_empty() => c.uarrow,
                Some(_) => c.underbar,
                None => c.underline,
            };
            let side = |columns: usize| c.underline.to_string().repeat(columns);
            let marks = format!("{}{mark}{}", side(middle - start), side(end - middle - 1));
            line.push_str(&" ".repeat(start - done));
            line.push_str(&self.paint(label, &marks));
            middles.push(middle);
            done = end;
        }
        self.unnumbered(&line, f)?;
        for (i, label) in labels.iter().enumerate().rev() {
            let words: Vec<&str> = label
                .label()
                .map_or_else(Vec::new, |words| words.split('\n').collect());
            for (n, part) in words.iter().enumerate() {
                let mut line = beside.clone();
                let mut done = 0;
                for (other, &middle) in labels.iter().zip(&middles).take(i) {
                    line.push_str(&" ".repeat(middle - done));
                    line.push_str(&self.paint(other, &c.vbar.to_string()));
                    done = middle + 1;
                }
                line.push_str(&" ".repeat(middles.get(i).map_or(0, |middle| middle - done)));
                let part = match (n, words.len()) {
                    (_, 1) => format!("{}{}{} {part}", c.lbot, c.hbar, c.hbar),
                    (0, _) => format!("{}{}{} {part}", c.lbot, c.hbar, c.rcross),
                    _ => format!("  {} {part}", c.vbar),
                };
                line.push_str(&self.paint(label, &part));
                self.unnumbered(&line, f)?;
            }
        }
        Ok(())
    }

    /// The words of the long label.
    fn end_of_long(&self, long: &LabeledSpan, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let c = &self.drawer.theme.characters;
        let words: Vec<&str> = long
            .label()
            .map_or_else(Vec::new, |words| words.split('\n').collect());
        for (n, part) in words.iter().enumerate() {
            let bars = |count: usize| c.hbar.to_string().repeat(count);
            let part = match (n, words.len()) {
                (_, 1) => format!("{}{} {part}", c.lbot, bars(4)),
                (0, _) => format!("{}{}{} {part}", c.lbot, bars(2), c.rcross),
                _ => format!("   {} {part}", c.vbar),
            };
            self.unnumbered(&self.paint(long, &part), f)?;
        }
        Ok(())
    }

    /// `text` in the colour of a label.
    fn paint(&self, label: &LabeledSpan, text: &str) -> String {
        let styles = &self.drawer.theme.styles;
        let own = match self.severity {
            Severity::Error => styles.error,
            Severity::Warning => styles.warning,
            Severity::Advice => styles.advice,
        };
        let style = match (self.drawer.color, label.primary()) {
            (true, true) => own.bold(),
            (true, false) => styles.help.bright_blue(),
            (false, _) => own,
        };
        style.style(text).to_string()
    }
}

/// The characters of a line as they are shown, tabs as spaces, each with how many columns it takes.
fn pieces(text: &str) -> impl Iterator<Item = (String, usize)> {
    text.chars().scan(0, |column, c| {
        let (piece, width) = if c == '\t' {
            let width = TAB - *column % TAB;
            (" ".repeat(width), width)
        } else {
            (c.to_string(), c.width().unwrap_or(0))
        };
        *column += width;
        Some((piece, width))
    })
}

/// The column of the place `at` of all that is shown, in `row`.
fn column(row: &Row, at: usize) -> usize {
    let before = row.text.get(..at.saturating_sub(row.start)).unwrap_or(&row.text);
    pieces(before).map(|(_, width)| width).sum()
}

/// Whether the long label ends in `row`.
fn is_last(row: &Row, long: &LabeledSpan) -> bool {
    row.start <= end(long) && end(long) <= row.end
}
