//! Tabs for spaces.

use super::super::super::lines::{Line, indent_unit};
use super::super::super::patch::Patch;
use super::super::cause::Cause;
use super::super::proposal::{Proposal, cost};
use super::super::site::Site;
use super::depth::{fitting, has_sibling, open_column};
use crate::source::{Cut, Span, index};

/// A tab in the indentation, or before a value.
pub(super) fn propose(site: &Site<'_>, found: &mut Vec<Proposal>) {
    found.extend(tabs(site.text, site.line));
}

/// Tabs for spaces: a level each, or as wide as editors show them.
pub(super) fn tabs(text: &str, line: Line<'_>) -> Vec<Proposal> {
    let indent_has_tab = |line: &Line<'_>| {
        let indent = text.cut(line.margin()..line.content_start());
        !line.content.is_empty() && indent.contains('\t')
    };
    // The parser sometimes stops at the end of what stands before.
    let first = [Some(line), line.after_content(text)]
        .into_iter()
        .flatten()
        .find(indent_has_tab);
    let Some(first) = first else {
        return Vec::new();
    };
    let tab = first.start + index(text.cut(first.start..).find('\t').unwrap_or(0));
    let run = text.cut(tab..).bytes().take_while(|&b| b == b'\t').count();
    let indents: Vec<Span> = std::iter::successors(Some(first), |line| line.after(text))
        .filter(indent_has_tab)
        .map(|line| Span::new(line.margin(), line.content_start()))
        .collect();
    let cause = Cause::TabIndent {
        lines: index(indents.len()),
    };
    let mut widths = vec![indent_unit(text), "    ".to_owned(), "        ".to_owned()];
    // A tab before or after the spaces that would be enough.
    widths.extend(text.cut(indents[0]).contains(' ').then(String::new));
    let fixed = |width: String| {
        let mut found = Proposal::new(cause.clone(), Span::new(tab, tab + index(run))).cost(cost::PLAIN);
        for &span in &indents {
            found.patches.push(Patch {
                span,
                with: text.cut(span).replace('\t', &width),
            });
        }
        if indents.len() == 1 {
            return found;
        }
        found.again(move |text, line| {
            let span = Span::new(line.margin(), line.content_start());
            let written = text.cut(span);
            (!line.content.is_empty() && written.contains('\t')).then(|| Patch {
                span,
                with: written.replace('\t', &width),
            })
        })
    };
    let mut found: Vec<Proposal> = widths.into_iter().map(fixed).collect();
    // One line alone: where what stands around it suggests.
    if let [indent] = indents[..] {
        let unit = index(indent_unit(text).len());
        let mut columns = fitting(text, first, unit);
        columns.sort_by_key(|&(column, _)| std::cmp::Reverse(column));
        let open = open_column(text, first, &columns);
        let aligned = columns.into_iter().map(|(column, _)| {
            let spaces = " ".repeat(column as usize);
            let sibling = has_sibling(text, first, column, first.end);
            let outer = open.is_some_and(|open| column < open);
            Proposal {
                untidy: i32::from(!sibling) + if outer { 2 } else { 0 } - 1,
                ..Proposal::new(cause.clone(), Span::new(tab, tab + index(run))).cost(cost::PLAIN)
            }
            .patch(indent, spaces)
        });
        found.splice(0..0, aligned);
    }
    found
}
