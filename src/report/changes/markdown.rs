//! A comment for a pull request: a table by class, one line a change.

use std::io::{self, Write};

use super::input::Comparison;
use crate::change::{Certainty, Class, Difference};
use crate::compare::Compared;
use crate::escape::visible;
use crate::report::page;
use crate::words::count;

pub(super) fn write(comparison: &Comparison, out: &mut dyn Write) -> io::Result<()> {
    let counts: Vec<String> = comparison.counts().into_iter().map(|(_, text)| text).collect();
    let files = count(comparison.number(), "manifest");
    let accepted = match comparison.accepted() {
        0 => String::new(),
        number => format!(", {number} accepted"),
    };
    if counts.is_empty() {
        writeln!(out, "### No change for customers in {files}{accepted}")?;
    } else {
        writeln!(
            out,
            "### What this does to customers: {}{accepted}",
            counts.join(", ")
        )?;
    }
    for class in Class::ALL {
        let rows: Vec<_> = comparison
            .all()
            .filter(|(_, found)| found.class == class)
            .collect();
        if rows.is_empty() {
            continue;
        }
        let title = match class {
            Class::Breaking => "Breaking",
            Class::Everyone => "Everyone",
            Class::New => "New",
            Class::Compatible => "Compatible",
        };
        writeln!(out, "\n#### {title}: {}\n", class.words())?;
        writeln!(out, "| where | what happens | what to do |\n|---|---|---|")?;
        for (file, found) in rows {
            writeln!(out, "{}", row(file, found))?;
        }
    }
    let gaps = comparison.gaps();
    if !gaps.is_empty() {
        writeln!(out)?;
        gaps.iter()
            .try_for_each(|gap| writeln!(out, "- {}", words(gap)))?;
    }
    Ok(())
}

fn row(file: &Compared, found: &Difference) -> String {
    let place = match (&file.new, &found.new) {
        (Some(new), Some(spot)) => Some((new, spot.span)),
        (Some(new), None) => Some((new, found.anchor)),
        (None, _) => file.old.as_ref().zip(found.old.as_ref().map(|spot| spot.span)),
    };
    let place = place.map_or(String::new(), |(source, span)| {
        format!(
            "<br>{}:{}",
            words(&visible(source.name())),
            source.line_of(span.start)
        )
    });
    let id = match page(found.change) {
        Some(url) => format!("[{}]({url})", found.change),
        None => found.change.to_owned(),
    };
    // What nobody has written down is said where it is read.
    let certainty = match found.certainty {
        Certainty::Documented => "",
        Certainty::Observed => " *(seen in the platform's clients)*",
        Certainty::Undocumented => " *(not documented: try it on a development project)*",
    };
    let accepted = found.accepted.as_ref().map_or(String::new(), |accepted| {
        let until = accepted
            .until
            .as_ref()
            .map_or(String::new(), |until| format!(", until {until}"));
        format!(
            "**accepted**: {} ",
            words(&format!("{}{until}.", accepted.reason))
        )
    });
    format!(
        "| {}{place} | {}{certainty} {id} | {accepted}{} |",
        code(&found.at),
        words(&found.message),
        found.help.as_deref().map_or(String::new(), words)
    )
}

/// A text of ours, in which values stand between backticks, for a cell of a table.
fn words(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let parts: Vec<&str> = text.split('`').collect();
    // A value with a backtick of its own: nothing is code then.
    let odd = parts.len().is_multiple_of(2);
    for (i, part) in parts.iter().enumerate() {
        if odd {
            if i > 0 {
                out.push_str("\\`");
            }
            escape(part, &mut out);
        } else if i % 2 == 1 {
            out.push_str(&code(part));
        } else {
            escape(part, &mut out);
        }
    }
    out
}

/// `text` as it is, where Markdown would read something else.
fn escape(text: &str, out: &mut String) {
    for c in visible(text).chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '&' => out.push_str("&amp;"),
            // A name after it would be told.
            '@' => out.push_str("&#64;"),
            '|' | '\\' | '*' | '_' | '[' | ']' | '#' | '~' | '!' => {
                out.push('\\');
                out.push(c);
            }
            c => out.push(c),
        }
    }
}

/// `text` as code in a cell of a table.
fn code(text: &str) -> String {
    let text = visible(text).replace('|', "\\|");
    if text.is_empty() {
        return String::new();
    }
    // Longer than any run of backticks in it.
    let runs = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(runs + 1);
    let space = if text.starts_with('`') || text.ends_with('`') {
        " "
    } else {
        ""
    };
    format!("{fence}{space}{text}{space}{fence}")
}

#[cfg(test)]
mod tests {
    use super::{code, words};

    #[test]
    fn cells_stay_cells() {
        for (text, cell) in [
            ("read object `a|b` is gone", "read object `a\\|b` is gone"),
            ("<b> & @all | *x*", "&lt;b> &amp; &#64;all \\| \\*x\\*"),
            ("a stray ` here", "a stray \\` here"),
        ] {
            assert_eq!(words(text), cell, "{text}");
        }
        assert_eq!(code("a`b"), "``a`b``");
        assert_eq!(code("`"), "`` ` ``");
        assert_eq!(code("read[\"a|b\"]"), "`read[\"a\\|b\"]`");
    }
}
