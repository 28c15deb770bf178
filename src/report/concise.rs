//! One line a finding, for editors and grep: `path:line:column: level[rule] message`.

use std::io::{self, Write};

use super::paint::{Ink, paint};
use super::{Look, Report, clamped};
use crate::escape::visible;

pub(super) fn write(report: &Report, look: Look, out: &mut dyn Write) -> io::Result<()> {
    for (source, finding) in report.standing() {
        let place = source.position(clamped(source, finding.span).start);
        let name = paint(look.color, Ink::Strong, &visible(source.name()));
        let level = paint(
            look.color,
            Ink::Level(finding.level),
            &format!("{}[{}]", finding.level.name(), finding.rule),
        );
        writeln!(
            out,
            "{name}:{}:{}: {level} {}",
            place.line,
            place.column,
            visible(&finding.message)
        )?;
    }
    Ok(())
}
