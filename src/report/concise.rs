//! One line a finding, for editors and grep: `path:line:column: level[rule] message`.

use std::io::{self, Write};

use super::input::{Look, Report};
use super::paint::{Ink, paint};
use super::statistics;
use super::words::clamped;
use crate::escape::visible;

pub(super) fn write(report: &Report, look: Look, out: &mut dyn Write) -> io::Result<()> {
    for (source, finding) in report.shown(look) {
        let place = source.position(clamped(source, finding.span).start);
        let name = paint(look.color, Ink::Strong, &visible(source.name()));
        let level = paint(
            look.color,
            Ink::Level(finding.level),
            &format!("{}[{}]", finding.level.name(), finding.rule),
        );
        let silent = if finding.suppressed { "(suppressed) " } else { "" };
        writeln!(
            out,
            "{name}:{}:{}: {level} {silent}{}",
            place.line,
            place.column,
            visible(&finding.message)
        )?;
    }
    if look.statistics {
        statistics::write(report, out)?;
    }
    Ok(())
}
