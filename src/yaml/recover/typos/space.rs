//! Spaces that YAML takes for letters, such as no-break ones, where only spaces can be meant, and byte-order marks before
//! them. They come with what is copied from web pages, or where files are joined.

use super::super::super::gap;
use super::super::super::lines::{Line, outside_block_texts};
use super::super::super::patch::Patch;
use super::super::cause::Cause;
use super::super::proposal::Proposal;
use crate::source::{Cut, Span, index};

/// Looks for them before a key or dash, and right after one; in a text that is YAML with them `is_whole`. All are one
/// mistake.
pub(in super::super) fn find(text: &str, is_whole: bool) -> Option<Proposal> {
    if text.is_ascii() || !text.cut(gap::bom(text)..).contains(is_foreign) {
        return None;
    }
    let mut patches: Vec<Patch> = Vec::new();
    let mut first = None;
    let mut lines = 0;
    for line in outside_block_texts(text, Line::at(text, 0)) {
        let runs = runs(text, line);
        let Some(&(run, after_key)) = runs.first() else {
            continue;
        };
        // A text of several lines may begin a line as it likes.
        let fixed = fixed(text, line, &runs);
        let fixed = Line::at(&fixed, 0);
        let breaks = fixed.is_item() || fixed.pair().is_some() || (fixed.content.is_empty() && !is_whole);
        if breaks && !(is_whole && after_key) {
            first = first.or(Some(run));
        }
        lines += 1;
        patches.extend(runs.iter().map(|&(run, _)| Patch {
            span: run,
            with: ordinary(text, line, run),
        }));
    }
    let span: Span = first?;
    let space = text.cut(span).chars().find(|&c| is_foreign(c))?;
    Some(Proposal {
        patches,
        ..Proposal::new(Cause::ForeignSpace { space, lines }, span)
    })
}

fn is_foreign(c: char) -> bool {
    matches!(
        c,
        '\u{A0}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{3000}' | '\u{FEFF}'
    )
}

/// Where `line` begins, after the byte-order mark of the text.
fn begin(text: &str, line: Line<'_>) -> u32 {
    line.start.max(gap::bom(text))
}

/// The spaces of `line` with such among them: before its content, after each dash, and, as is told with them, after
/// its key.
fn runs(text: &str, line: Line<'_>) -> Vec<(Span, bool)> {
    let mut found = Vec::new();
    let mut at = begin(text, line);
    let mut after_key = false;
    loop {
        let rest = text.cut(at..line.end);
        let content = rest.trim_start_matches(|c| matches!(c, ' ' | '\t') || is_foreign(c));
        let spaces = rest.cut(..rest.len() - content.len());
        // After a key and an ordinary space they belong to the value.
        if spaces.contains(is_foreign) && !(after_key && spaces.starts_with([' ', '\t'])) {
            found.push((Span::new(at, at + index(spaces.len())), after_key));
        }
        if after_key || (spaces.is_empty() && at > begin(text, line)) {
            return found;
        }
        let word = content
            .find(|c: char| !c.is_ascii_alphanumeric() && c != '_')
            .unwrap_or(content.len());
        let mark = match content.as_bytes().get(word) {
            Some(b'-') if word == 0 => 1,
            Some(b':') if word > 0 => word + 1,
            _ => return found,
        };
        after_key = word > 0;
        at += index(spaces.len() + mark);
    }
}

/// `line` with ordinary spaces in the place of `runs`.
fn fixed(text: &str, line: Line<'_>, runs: &[(Span, bool)]) -> String {
    let mut fixed = String::new();
    let mut copied = begin(text, line);
    for &(run, _) in runs {
        fixed.push_str(text.cut(copied..run.start));
        fixed.push_str(&ordinary(text, line, run));
        copied = run.end;
    }
    fixed.push_str(text.cut(copied..line.end));
    fixed
}

/// Whether the one such space that `line` is indented with is one too many: without it the line is beside its neighbours.
fn is_too_many(text: &str, line: Line<'_>, run: Span) -> bool {
    let written = text.cut(run);
    let foreign = written.chars().filter(|&c| is_foreign(c)).count();
    let with = index(written.chars().count());
    if foreign != 1 || run.end == line.end {
        return false;
    }
    let rest = text.cut(run.end..line.end);
    let item = rest.starts_with("- ");
    let above = line.before(text);
    let near: Vec<Line<'_>> = above.into_iter().chain(line.after_content(text)).collect();
    let is_beside = |column: u32| {
        near.iter()
            .any(|near| near.columns().any(|beside| beside == (column, item)))
    };
    let under = above.filter(|above| matches!(above.pair(), Some((_, None))));
    let is_under = |column: u32| under.is_some_and(|above| column == above.inner_column() + 2);
    !is_beside(with) && !is_under(with) && is_beside(with - 1)
}

/// Ordinary spaces; in the indentation, as wide as these look.
fn ordinary(text: &str, line: Line<'_>, run: Span) -> String {
    let is_indent = run.start == begin(text, line);
    if is_indent && is_too_many(text, line, run) {
        return text.cut(run).chars().filter(|c| !is_foreign(*c)).collect();
    }
    let width = |c: char| match c {
        '\u{FEFF}' => 0,
        '\u{3000}' if is_indent => 2,
        _ => 1,
    };
    let space = |c: char| if c == '\t' { '\t' } else { ' ' };
    let spaces: String = text
        .cut(run)
        .chars()
        .flat_map(|c| std::iter::repeat_n(space(c), width(c)))
        .collect();
    if spaces.is_empty() && !is_indent {
        " ".to_owned()
    } else {
        spaces
    }
}
