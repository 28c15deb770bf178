//! `amplint explain RULE`: what the rule's own file says.

use std::io::{self, Write};

use amplint::change::Change;
use amplint::diagnostic::Level;
use amplint::escape::visible;
use amplint::rule::{Fixes, Rule};
use amplint::{changes, rules};
use serde_json::{Value, json};

use super::exit::{Exit, usage};
use super::output::{Console, json_object};

/// Say what a rule finds, or a change means, why, and what to do
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The rule's id or alias, or the change's id
    #[arg(value_name = "RULE")]
    rule: String,
    /// How to write it
    #[arg(long, value_enum, default_value_t)]
    format: ExplainFormat,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, clap::ValueEnum)]
enum ExplainFormat {
    /// For reading in a terminal
    #[default]
    Text,
    /// Markdown
    Markdown,
    /// One JSON object
    Json,
}

/// What an id or alias stands for.
enum Known {
    Rule(&'static Rule),
    Change(&'static Change),
}

/// Runs the command.
///
/// # Errors
/// Wrong usage: an unknown rule.
pub(super) fn run(args: &Args) -> Result<Exit, clap::Error> {
    let rules = rules::named(&args.rule).into_iter().map(Known::Rule);
    let found: Vec<Known> = rules
        .chain(changes::find(&args.rule).map(Known::Change))
        .collect();
    if found.is_empty() {
        let hint = match rules::nearest_rule(&args.rule).or_else(|| changes::nearest(&args.rule)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "`amplint rules` lists them".to_owned(),
        };
        return Err(usage(&format!(
            "there is no rule `{}`; {hint}",
            visible(&args.rule)
        )));
    }
    let mut console = Console::plain();
    console.print(|out| {
        for (i, known) in found.iter().enumerate() {
            if i > 0 {
                writeln!(out)?;
            }
            let page = || match known {
                Known::Rule(rule) => markdown(rule),
                Known::Change(change) => change_page(change),
            };
            match args.format {
                ExplainFormat::Text => write_text(&page(), out)?,
                ExplainFormat::Markdown => write!(out, "{}", page())?,
                ExplainFormat::Json => {
                    let object = match known {
                        Known::Rule(rule) => object(rule),
                        Known::Change(change) => change_object(change),
                    };
                    json_object(&object, out)?;
                }
            }
        }
        Ok(())
    });
    Ok(console.exit())
}

/// A change for programs.
pub(super) fn change_object(change: &Change) -> Value {
    json!({
        "id": change.id,
        "aliases": [],
        "group": CHANGES,
        "level": change.class.level().name(),
        "fix": Fixes::Never.name(),
        "since": change.since,
        "summary": change.summary(),
        "documentation": change.body(),
        "class": change.class.name(),
        "certainty": change.certainty.name(),
    })
}

/// The heading of changes in lists of rules.
pub(super) const CHANGES: &str = "Changes (amplint compare)";

/// The page about a change.
fn change_page(change: &Change) -> String {
    let id = change.id;
    let how = "Set its level in `amplint.toml` (`error`, `warning`, `info` or `off`), or accept it where it is wanted:";
    format!(
        "# {id}\n\nChange · {} · {} · {} · since {}\n\n{}\n## Configuration\n\n{how}\n\n```toml\n[rules]\n{id} = \"off\"\n\n\
         [[compare.accept]]\nchange = \"{id}\"\nat = \"integrations[crm]…\" # the name path that `amplint compare` prints\n\
         reason = \"why it is wanted\"\n```\n",
        change.classes(),
        change.class.level().name(),
        change.certainty.words(),
        change.since,
        change.body()
    )
}

/// A rule for programs.
pub(super) fn object(rule: &Rule) -> Value {
    json!({
        "id": rule.id,
        "aliases": rule.aliases,
        "group": rule.group.name(),
        "level": rule.level.name(),
        "fix": rule.fixes.name(),
        "since": rule.since,
        "summary": rule.summary(),
        "documentation": rule.body(),
    })
}

/// One line of facts below a rule's name.
fn facts(rule: &Rule) -> String {
    let mut facts = format!(
        "{} · {} · fix: {} · since {}",
        rule.group.name(),
        rule.level.name(),
        rule.fixes.name(),
        rule.since
    );
    if !rule.aliases.is_empty() {
        facts += &format!(" · also known as {}", rule.aliases.join(", "));
    }
    facts
}

/// How to change or silence it.
fn settings(rule: &Rule) -> String {
    format!(
        "Set its level in `amplint.toml` (`error`, `warning`, `info` or `off`):\n\n```toml\n[rules]\n{} = \"off\"\n```\n\n{}\n",
        rule.id,
        silencing(rule)
    )
}

/// What a comment can do about it.
fn silencing(rule: &Rule) -> String {
    let comment = format!("`# amp:ignore[{}] reason`", rule.id);
    let mut text = if rule.rests_on_facts && rule.level == Level::Error {
        format!(
            "{comment} silences it at its place, errors too: it rests on facts about providers, which age."
        )
    } else if rule.level != Level::Error {
        format!("{comment} silences it at its place.")
    } else if rule.milder {
        format!(
            "Where it is less than an error, {comment} silences it at its place; no comment silences its errors."
        )
    } else {
        "No comment silences it: it is an error. A baseline lets it stand for a while.".to_owned()
    };
    if rule.rests_on_facts && rules::shared::platform::checks(rule) {
        text += " Ampersand's own validator has this check too, and may still refuse the file.";
    }
    text
}

fn markdown(rule: &Rule) -> String {
    format!(
        "# {}\n\n{}\n\n{}\n## Configuration\n\n{}",
        rule.id,
        facts(rule),
        rule.body(),
        settings(rule)
    )
}

/// Markdown as plain text: headings stand alone, code is indented.
fn write_text(page: &str, out: &mut dyn Write) -> io::Result<()> {
    let mut code = false;
    for line in page.lines() {
        if line.starts_with("```") {
            code = !code;
        } else if code {
            writeln!(out, "{}", format!("    {line}").trim_end())?;
        } else {
            let line = line
                .strip_prefix("## ")
                .or(line.strip_prefix("# "))
                .unwrap_or(line);
            writeln!(out, "{line}")?;
        }
    }
    Ok(())
}
