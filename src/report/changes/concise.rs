//! One line a change: `path:line:column: level[change] message (class, certainty, at name path)`.

use std::io::{self, Write};

use super::input::Comparison;
use crate::escape::visible;
use crate::report::Look;
use crate::report::paint::{Ink, paint};
use crate::report::words::clamped;

pub(super) fn write(comparison: &Comparison, look: Look, out: &mut dyn Write) -> io::Result<()> {
    for (file, found) in comparison.all() {
        let place = match (&file.new, &found.new, &file.old, &found.old) {
            (Some(new), Some(spot), ..) => Some((new, spot)),
            (_, _, Some(old), Some(spot)) => Some((old, spot)),
            _ => None,
        };
        if let Some((source, spot)) = place {
            let place = source.position(clamped(source, spot.span).start);
            let name = paint(look.color, Ink::Strong, &visible(source.name()));
            write!(out, "{name}:{}:{}: ", place.line, place.column)?;
        }
        let head = format!("{}[{}]", found.level.name(), found.change);
        let head = paint(look.color, Ink::Level(found.level), &head);
        let accepted = if found.accepted.is_some() {
            "(accepted) "
        } else {
            ""
        };
        writeln!(
            out,
            "{head} {accepted}{} ({}, {}, at {})",
            visible(&found.message),
            found.class.name(),
            found.certainty.name(),
            visible(&found.at)
        )?;
    }
    Ok(())
}
