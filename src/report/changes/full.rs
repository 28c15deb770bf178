//! Both places underlined, who notices, what to do; at the end one line that sums up.

use std::io::{self, Write};

use super::findings::{old_place, plain};
use super::input::Comparison;
use crate::escape::visible;
use crate::report::Look;
use crate::report::paint::{Ink, paint};
use crate::report::snippet::Artist;
use crate::report::words::{filled, wrapped};
use crate::words::count;

pub(super) fn write(comparison: &Comparison, look: Look, out: &mut dyn Write) -> io::Result<()> {
    let artist = Artist::new(look);
    let mut any = false;
    for (file, found) in comparison.all() {
        if any {
            writeln!(out)?;
        }
        any = true;
        let head = format!("{}[{}]", found.class.name(), found.change);
        let silent = if found.accepted.is_some() {
            " (accepted)"
        } else {
            ""
        };
        let message = wrapped(&found.message, look.width, head.len() + silent.len() + 2, "  ");
        let message = paint(look.color, Ink::Strong, &message);
        let head = paint(look.color, Ink::Level(found.level), &head);
        writeln!(out, "{head}{silent}: {message}")?;
        let mut finding = plain(found);
        match (&file.new, &found.new, &file.old, &found.old) {
            (Some(new), Some(spot), ..) => {
                finding.span = spot.span;
                if found.old.is_some() {
                    finding.label("now");
                }
                old_place(&mut finding, file, found);
                artist.draw(new, &finding, out)?;
            }
            (_, _, Some(old), Some(spot)) => {
                finding.span = spot.span;
                finding.label("gone");
                artist.draw(old, &finding, out)?;
            }
            _ => {}
        }
        let word = |text| paint(look.color, Ink::Help, text);
        writeln!(out, "  {} {}", word("at:"), visible(&found.at))?;
        let certainty = wrapped(found.certainty.words(), look.width, 13, "             ");
        writeln!(out, "  {} {certainty}", word("certainty:"))?;
        if let Some(help) = &found.help {
            writeln!(
                out,
                "  {} {}",
                word("help:"),
                wrapped(help, look.width, 8, "        ")
            )?;
        }
        if let Some(accepted) = &found.accepted {
            let until = accepted
                .until
                .as_ref()
                .map_or(String::new(), |until| format!(" (until {until})"));
            let reason = format!("{}{until}", accepted.reason);
            let reason = wrapped(&reason, look.width, 12, "            ");
            writeln!(out, "  {} {reason}", word("accepted:"))?;
        }
    }
    if look.quiet {
        return Ok(());
    }
    if any {
        writeln!(out)?;
    }
    writeln!(out, "{}", filled(&summary(comparison, look), look.width, 0, ""))
}

/// `3 changes in 1 of 3 files: 1 breaking, 2 new (1 accepted)`.
fn summary(comparison: &Comparison, look: Look) -> String {
    let files = comparison.number();
    let counts: Vec<String> = comparison
        .counts()
        .into_iter()
        .map(|(class, text)| paint(look.color, Ink::Level(class.level()), &text))
        .collect();
    let number: usize = crate::change::Class::ALL
        .map(|class| comparison.count(class))
        .iter()
        .sum();
    let with = comparison.with_changes();
    let place = if with > 0 && with < files {
        format!("{with} of {}", count(files, "file"))
    } else {
        count(files, "file")
    };
    let what = match number {
        0 => paint(look.color, Ink::Fine, "No changes"),
        number => count(number, "change"),
    };
    let classes = match counts.as_slice() {
        [] => String::new(),
        counts => format!(": {}", counts.join(", ")),
    };
    match comparison.accepted() {
        0 => format!("{what} in {place}{classes}"),
        accepted => format!("{what} in {place}{classes} ({accepted} accepted)"),
    }
}
