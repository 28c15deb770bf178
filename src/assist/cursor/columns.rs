//! Columns: which are open above a line, and which is meant by one that begins in a wrong one.

use super::scan::Scan;
use super::token::Dash;
use crate::source::{Source, index};

/// The column in which the next line that is no comment begins, and whether it begins with a dash.
pub(super) fn next_line(source: &Source, number: u32) -> Option<(u32, bool)> {
    (number + 1..=source.line_count()).find_map(|number| {
        let line = source.line_text(number);
        let content = line.trim_start_matches([' ', '\t']);
        let dash = content == "-" || content.starts_with("- ");
        let empty = content.is_empty() || content.starts_with('#');
        (!empty).then(|| (index(line.len() - content.len()), dash))
    })
}

/// A column in which keys or dashes stand above a line.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Open {
    column: u32,
    dash: bool,
}

/// The columns that are open above line `number`, the innermost first, and the column of a key right above it that
/// has no value yet.
fn open_columns(source: &Source, number: u32) -> (Vec<Open>, Option<u32>) {
    let mut open: Vec<Open> = Vec::new();
    let mut header = None;
    let mut first = true;
    let mut limit = u32::MAX;
    for number in (1..number).rev() {
        let line = source.line_text(number);
        let content = line.trim_start_matches([' ', '\t']);
        if content.is_empty() || content.starts_with('#') || content.starts_with("---") {
            continue;
        }
        let scan = Scan::run(line, line.len(), Vec::new(), false);
        let has_key = scan.value || (scan.is_flow() && line.contains(':'));
        let key = if scan.is_flow() {
            line.find(|c: char| !matches!(c, ' ' | '\t' | '-')).unwrap_or(0)
        } else {
            scan.key
        };
        let mut here = Vec::new();
        if has_key {
            here.push(Open {
                column: index(key),
                dash: false,
            });
        }
        let mut dashes = 0;
        for (i, b) in line.bytes().enumerate() {
            match b {
                b'-' if dashes < scan.dashes => {
                    dashes += 1;
                    here.insert(
                        usize::from(has_key),
                        Open {
                            column: index(i),
                            dash: true,
                        },
                    );
                }
                b' ' | b'\t' => {}
                _ => break,
            }
        }
        if std::mem::take(&mut first) {
            let value = scan.value && scan.comment.unwrap_or(line.len()) >= scan.start;
            let empty = value && {
                let end = scan.comment.unwrap_or(line.len()).max(scan.start);
                let value = line[scan.start..end].trim();
                value.is_empty() || (value.starts_with('&') && !value.contains(' '))
            };
            let bare = !value && scan.dashes > 0 && {
                let rest = line[..scan.comment.unwrap_or(line.len())].trim_start_matches([' ', '\t', '-']);
                rest.trim().is_empty() || (rest.starts_with('&') && !rest.trim_end().contains(' '))
            };
            let dash = here.iter().rfind(|open| open.dash).map(|open| open.column);
            header = empty.then_some(index(scan.key)).or(dash.filter(|_| bare));
        }
        for entry in here {
            let beside = |last: &Open| last.dash && !entry.dash && last.column == entry.column;
            if entry.column < limit || open.last().is_some_and(beside) {
                open.push(entry);
                limit = entry.column;
            }
        }
        if limit == 0 && open.last().is_some_and(|last| !last.dash) {
            break;
        }
    }
    (open, header)
}

/// The columns, and whether with a dash, that are meant by one that begins in column `column` of line `number`.
pub(super) fn columns(source: &Source, number: u32, column: u32) -> Vec<(u32, Dash)> {
    let (open, header) = open_columns(source, number);
    let next = next_line(source, number);
    let is_open = |column: u32| open.iter().any(|open| open.column == column);
    if let Some(header) = header {
        // What stands below a key goes where the rest of it does.
        if let Some((below, dash)) = next.filter(|&(below, dash)| below > header || (dash && below == header))
        {
            return vec![(below, if dash { Dash::Missing } else { Dash::None })];
        }
        if column > header {
            return vec![(column, Dash::None)];
        }
    }
    let meant = match next {
        Some((below, _)) if below > column && is_open(below) => below,
        _ if is_open(column) => column,
        _ => open
            .iter()
            .map(|open| open.column)
            .find(|&open| open < column)
            .unwrap_or(column),
    };
    let mut found: Vec<(u32, Dash)> = open
        .iter()
        .filter(|open| open.column == meant)
        .map(|open| (meant, if open.dash { Dash::Missing } else { Dash::None }))
        .collect();
    if found.is_empty() {
        found.push((meant, Dash::None));
    }
    // Editors that don't indent leave the cursor in column 0 where the innermost mapping is to go on.
    if let (0, Some(inner)) = (meant, open.first()) {
        let below = (inner.column, if inner.dash { Dash::Missing } else { Dash::None });
        if !found.contains(&below) {
            found.push(below);
        }
    }
    found
}
