//! What fixes change, as a unified diff that `git apply` and `patch -p1` take.

use std::fmt::Write as _;
use std::ops::Range;

use amplint::escape::visible;
use amplint::fix::Edit;
use similar::{Algorithm, DiffTag, capture_diff_slices};

/// How many unchanged lines stand around a change.
const CONTEXT: usize = 3;

/// Changes of more lines than this are not looked at for lines that stay.
const MAX_COMPARED: usize = 2000;

/// How it is shown.
#[derive(Clone, Copy, Debug)]
pub(super) struct DiffStyle {
    /// In colours.
    pub color: bool,
    /// Hidden characters as escapes, which no tool applies any more.
    pub escaped: bool,
}

/// Lines that are replaced by others.
struct Change<'t> {
    old: Range<usize>,
    new: Vec<&'t str>,
}

/// A diff of `name`, which held `before`, to which `edits` are done, which are in order and apart. Empty when
/// there are none.
pub(super) fn unified(name: &str, before: &str, edits: &[Edit], look: DiffStyle) -> String {
    let lines: Vec<&str> = before.split_inclusive('\n').collect();
    let regions = regions(before, &lines, edits);
    let mut changes = Vec::new();
    for (at, text) in &regions {
        let new: Vec<&str> = text.split_inclusive('\n').collect();
        changes.extend(changed(&lines[at.clone()], &new, at.start));
    }
    let mut out = Output {
        text: String::new(),
        look,
    };
    if changes.is_empty() {
        return out.text;
    }
    out.line("1", &format!("--- {}\n", quoted("a", name)));
    out.line("1", &format!("+++ {}\n", quoted("b", name)));
    let mut grown = 0;
    let mut rest = changes.as_slice();
    while let Some(last) = rest.first() {
        let mut many = 1;
        let mut end = last.old.end;
        while let Some(next) = rest.get(many).filter(|next| next.old.start <= end + 2 * CONTEXT) {
            end = next.old.end;
            many += 1;
        }
        let (hunk, others) = rest.split_at(many);
        out.hunk(&lines, hunk, &mut grown);
        rest = others;
    }
    out.text
}

/// The lines that edits touch, and what they become.
fn regions(before: &str, lines: &[&str], edits: &[Edit]) -> Vec<(Range<usize>, String)> {
    let starts: Vec<usize> = lines
        .iter()
        .scan(0, |at, line| {
            *at += line.len();
            Some(*at - line.len())
        })
        .collect();
    let start = |line: usize| starts.get(line).copied().unwrap_or(before.len());
    let line_of = |offset: u32| {
        let after = starts.partition_point(|&start| start <= offset as usize);
        after.saturating_sub(1)
    };
    let mut regions: Vec<(Range<usize>, String)> = Vec::new();
    // Up to where the last region has been written.
    let mut copied = 0;
    for edit in edits {
        let first = line_of(edit.span.start);
        let end = (line_of(edit.span.end) + 1).min(lines.len());
        match regions.last_mut() {
            Some((at, _)) if first < at.end => at.end = at.end.max(end),
            _ => {
                if let Some((at, text)) = regions.last_mut() {
                    text.push_str(&before[copied..start(at.end)]);
                }
                regions.push((first..end, String::new()));
                copied = start(first);
            }
        }
        if let Some((_, text)) = regions.last_mut() {
            text.push_str(&before[copied..edit.span.start as usize]);
            text.push_str(&edit.text);
            copied = edit.span.end as usize;
        }
    }
    if let Some((at, text)) = regions.last_mut() {
        text.push_str(&before[copied..start(at.end)]);
    }
    regions
}

/// The changes between some lines, of which the first is line `from`.
fn changed<'t>(old: &[&'t str], new: &[&'t str], from: usize) -> Vec<Change<'t>> {
    if old.len() + new.len() > MAX_COMPARED {
        let same = |(a, b): &(&&str, &&str)| a == b;
        let head = old.iter().zip(new).take_while(same).count();
        let rests = old[head..].iter().rev().zip(new[head..].iter().rev());
        let tail = rests.take_while(same).count();
        return vec![Change {
            old: from + head..from + old.len() - tail,
            new: new[head..new.len() - tail].to_vec(),
        }];
    }
    capture_diff_slices(Algorithm::Myers, old, new)
        .into_iter()
        .filter(|op| op.tag() != DiffTag::Equal)
        .map(|op| Change {
            old: from + op.old_range().start..from + op.old_range().end,
            new: new[op.new_range()].to_vec(),
        })
        .collect()
}

struct Output {
    text: String,
    look: DiffStyle,
}

impl Output {
    /// Writes changes that stand close together. So far the file has `grown` by that many lines.
    fn hunk(&mut self, lines: &[&str], changes: &[Change<'_>], grown: &mut isize) {
        let (Some(first), Some(last)) = (changes.first(), changes.last()) else {
            return;
        };
        let start = first.old.start.saturating_sub(CONTEXT);
        let end = (last.old.end + CONTEXT).min(lines.len());
        let more: isize = changes
            .iter()
            .map(|change| change.new.len().cast_signed() - change.old.len().cast_signed())
            .sum();
        let new_start = start.saturating_add_signed(*grown);
        let new_count = (end - start).saturating_add_signed(more);
        let head = format!(
            "@@ -{} +{} @@\n",
            range(start, end - start),
            range(new_start, new_count)
        );
        self.line("36", &head);
        let mut at = start;
        for change in changes {
            self.lines(" ", "", &lines[at..change.old.start]);
            self.lines("-", "31", &lines[change.old.clone()]);
            self.lines("+", "32", &change.new);
            at = change.old.end;
        }
        self.lines(" ", "", &lines[at..end]);
        *grown += more;
    }

    fn lines(&mut self, sign: &str, color: &str, lines: &[&str]) {
        for line in lines {
            let end = if line.ends_with('\n') {
                ""
            } else {
                "\n\\ No newline at end of file\n"
            };
            self.line(color, &format!("{sign}{line}{end}"));
        }
    }

    fn line(&mut self, color: &str, line: &str) {
        let body = line.split('\n').next().unwrap_or(line);
        // What belongs to the end of the line has no colour.
        let kept = body.strip_suffix('\r').unwrap_or(body);
        let (body, end) = line.split_at(kept.len());
        if self.look.escaped {
            // A tab does no harm.
            let parts: Vec<_> = body.split('\t').map(visible).collect();
            self.color(color, &parts.join("\t"));
        } else {
            self.color(color, body);
        }
        self.text.push_str(end);
    }

    fn color(&mut self, color: &str, text: &str) {
        if self.look.color && !color.is_empty() {
            let _ = write!(self.text, "\u{1b}[{color}m{text}\u{1b}[0m");
        } else {
            self.text.push_str(text);
        }
    }
}

/// Some lines as a hunk's head names them.
fn range(start: usize, count: usize) -> String {
    match count {
        0 => format!("{start},0"),
        1 => (start + 1).to_string(),
        _ => format!("{},{count}", start + 1),
    }
}

/// `name` in the folder `side`, as git writes it.
fn quoted(side: &str, name: &str) -> String {
    let name = format!("{side}/{}", name.trim_start_matches('/'));
    if name.contains(|c: char| c.is_control() || matches!(c, '"' | '\\')) {
        let mut quoted = String::from("\"");
        for c in name.chars() {
            match c {
                '"' | '\\' => quoted.extend(['\\', c]),
                c if c.is_control() => {
                    for byte in c.encode_utf8(&mut [0; 4]).bytes() {
                        let _ = write!(quoted, "\\{byte:03o}");
                    }
                }
                c => quoted.push(c),
            }
        }
        quoted.push('"');
        return quoted;
    }
    // A tab ends a name with spaces.
    let end = if name.contains(' ') { "\t" } else { "" };
    format!("{name}{end}")
}
