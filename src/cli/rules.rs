//! `amplint rules`: all rules and changes, one a line.

use std::io::{self, Write};

use amplint::rule::{Fixes, Group};
use amplint::{changes, rules};

use super::exit::Exit;
use super::explain;
use super::output::{Console, ListFormat, json_object};

/// List all rules, and the changes that `compare` finds
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// How to write them
    #[arg(long, value_enum, default_value_t)]
    format: ListFormat,
}

/// Runs the command.
///
/// # Errors
/// None; wrong usage is met before.
pub(super) fn run(args: &Args) -> Result<Exit, clap::Error> {
    let mut console = Console::plain();
    console.print(|out| match args.format {
        ListFormat::Text => write_list(out),
        ListFormat::Json => json_object(
            &rules::ALL
                .iter()
                .map(|rule| explain::object(rule))
                .chain(changes::ALL.iter().map(|change| explain::change_object(change)))
                .collect::<Vec<_>>()
                .into(),
            out,
        ),
    });
    Ok(console.exit())
}

fn write_list(out: &mut dyn Write) -> io::Result<()> {
    let rules = rules::ALL.iter().map(|rule| rule.id.len());
    let width = rules.chain(changes::ALL.iter().map(|change| change.id.len()));
    let width = width.max().unwrap_or(0);
    let mut group: Option<Group> = None;
    for rule in rules::ALL {
        if group != Some(rule.group) {
            let gap = if group.is_some() { "\n" } else { "" };
            writeln!(out, "{gap}{}", rule.group.name())?;
            group = Some(rule.group);
        }
        let fix = if rule.fixes == Fixes::Never {
            "-"
        } else {
            rule.fixes.name()
        };
        writeln!(
            out,
            "  {:<width$}  {:<7}  {fix:<14}  {}",
            rule.id,
            rule.level.name(),
            rule.summary()
        )?;
    }
    writeln!(out, "\n{}", explain::CHANGES)?;
    for change in changes::ALL {
        writeln!(
            out,
            "  {:<width$}  {:<7}  {:<14}  {}",
            change.id,
            change.class.level().name(),
            "-",
            change.summary()
        )?;
    }
    Ok(())
}
