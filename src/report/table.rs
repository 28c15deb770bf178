//! Tables for people: each column as wide as its widest cell, and all of it as wide as the terminal at the most.

use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

/// What stands between two columns.
const GAP: &str = "  ";
/// No column gets narrower than this by itself, in columns of the terminal.
const LEAST: usize = 6;

/// Rows of columns.
#[derive(Debug)]
pub struct Table {
    head: Vec<String>,
    /// Whether the texts of a column end at one line, as numbers do.
    right: Vec<bool>,
    /// What stands before each line.
    indent: usize,
    /// The rows, each with a cell a column.
    pub rows: Vec<Vec<String>>,
}

impl Table {
    /// One with these headings. A `>` before a heading is left out and sets its column to the right.
    #[must_use]
    pub fn new(head: &[&str]) -> Self {
        Self {
            head: head
                .iter()
                .map(|cell| cell.trim_start_matches('>').to_owned())
                .collect(),
            right: head.iter().map(|cell| cell.starts_with('>')).collect(),
            indent: 0,
            rows: Vec::new(),
        }
    }

    /// The same, with so many spaces before each line.
    #[must_use]
    pub fn indented(mut self, columns: usize) -> Self {
        self.indent = columns;
        self
    }

    /// Adds a row.
    pub fn row(&mut self, cells: impl IntoIterator<Item = impl Into<String>>) {
        self.rows.push(cells.into_iter().map(Into::into).collect());
    }

    /// Leaves out the columns that are empty in every row.
    #[must_use]
    pub fn without_empty_columns(mut self) -> Self {
        let used = |i: usize| {
            self.rows
                .iter()
                .any(|row| row.get(i).is_some_and(|cell| !cell.is_empty()))
        };
        let keep: Vec<bool> = (0..self.head.len()).map(used).collect();
        let kept = |i: &mut usize| {
            *i += 1;
            keep.get(*i - 1).copied().unwrap_or(true)
        };
        for row in self.rows.iter_mut().chain([&mut self.head]) {
            let mut i = 0;
            row.retain(|_| kept(&mut i));
        }
        let mut i = 0;
        self.right.retain(|_| kept(&mut i));
        self
    }

    /// Writes it, no wider than `width` columns if that can be done; without one, as wide as it gets.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn write(&self, width: Option<usize>, out: &mut dyn Write) -> io::Result<()> {
        let lines = || std::iter::once(&self.head).chain(&self.rows);
        let widest = |i: usize| {
            lines()
                .filter_map(|row| row.get(i))
                .map(|cell| cell.width())
                .max()
        };
        let mut widths: Vec<usize> = (0..self.head.len()).map(|i| widest(i).unwrap_or(0)).collect();
        if let Some(width) = width {
            let words = |i: usize| {
                let cells = lines().filter_map(move |row| row.get(i));
                let words = cells
                    .flat_map(|cell| cell.split(' '))
                    .map(unicode_width::UnicodeWidthStr::width);
                words.max().unwrap_or(0)
            };
            let longest: Vec<usize> = (0..self.head.len()).map(words).collect();
            shrink(&mut widths, &longest, width.saturating_sub(self.indent));
        }
        for row in lines() {
            let cells: Vec<Vec<&str>> = row
                .iter()
                .zip(&widths)
                .map(|(cell, &width)| wrapped(cell, width))
                .collect();
            let height = cells.iter().map(Vec::len).max().unwrap_or(1);
            for at in 0..height {
                let mut line = " ".repeat(self.indent);
                for (i, (cell, &width)) in cells.iter().zip(&widths).enumerate() {
                    let part = cell.get(at).copied().unwrap_or_default();
                    let pad = " ".repeat(width.saturating_sub(part.width()));
                    let right = self.right.get(i) == Some(&true);
                    let (before, after) = if right { (&*pad, "") } else { ("", &*pad) };
                    line.extend([before, part, after, GAP]);
                }
                writeln!(out, "{}", line.trim_end())?;
            }
        }
        Ok(())
    }
}

/// Takes from the widest columns until all of them fit: spaces first, then names, of which `longest` says how long
/// they are in each column.
fn shrink(widths: &mut [usize], longest: &[usize], most: usize) {
    let gaps = GAP.len() * widths.len().saturating_sub(1);
    for least in [longest, &vec![0; longest.len()]] {
        while widths.iter().sum::<usize>() + gaps > most {
            let spare = widths.iter_mut().zip(least);
            let spare = spare.filter(|(width, least)| **width > LEAST.max(**least));
            match spare.max_by_key(|(width, _)| **width) {
                Some((widest, _)) => *widest -= 1,
                None => break,
            }
        }
    }
}

/// A text in lines of so many columns (1 at least), broken after spaces and what joins the parts of a name, else anywhere.
pub fn wrapped(text: &str, width: usize) -> Vec<&str> {
    let mut lines = Vec::new();
    let mut rest = text;
    while rest.width() > width.max(1) {
        let mut end = 0;
        let mut fits = 0;
        let mut used = 0;
        for (at, c) in rest.char_indices() {
            let mut bytes = [0; 4];
            used += c.encode_utf8(&mut bytes).width();
            // A space at the end of a line is not seen.
            if used > width && c != ' ' {
                break;
            }
            fits = at + c.len_utf8();
            if matches!(c, ' ' | ',' | '/' | '.' | '-' | '_') {
                end = fits;
            }
        }
        if end == 0 {
            end = fits.max(rest.chars().next().map_or(0, char::len_utf8));
        }
        let (line, after) = rest.split_at(end);
        lines.push(line.trim_end());
        rest = after.trim_start();
    }
    lines.push(rest);
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(table: &Table, width: Option<usize>) -> String {
        let mut out = Vec::new();
        table.write(width, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn columns_are_as_wide_as_they_must() {
        let mut table = Table::new(&["name", ">reads", "", "what"]);
        table.row(["contacts", "24", "", "a thing"]);
        table.row(["公司", "1440", "", ""]);
        let table = table.without_empty_columns();
        let expected = "name      reads  what\ncontacts     24  a thing\n公司       1440\n";
        assert_eq!(written(&table, None), expected);
    }

    #[test]
    fn a_table_fits_the_terminal() {
        let mut table = Table::new(&["name", "what"]);
        table.row([
            "a.long/name_of-something",
            "words that are wrapped, wherever there is a space",
        ]);
        table.row(["short", "averyveryverylongwordthathasnoplacetobreakitatall"]);
        for width in [20, 30, 60, 80] {
            let text = written(&table, Some(width));
            assert!(text.lines().all(|line| line.width() <= width), "{width}:\n{text}");
            let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count();
            assert_eq!(
                letters(&text),
                letters(&written(&table, None)),
                "{width}:\n{text}"
            );
        }
        // Narrower than anything can be: it still ends.
        written(&table, Some(0));
    }
}
