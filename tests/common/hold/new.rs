//! Whatever is asked of `new`: it is refused in words, or what is written is clean; appended to any manifest it leaves
//! every byte of that.

use std::sync::LazyLock;

use amplint::assist::skeleton::{self, Ask, AskedBackfill, AskedEvents, AskedFields, NotAppended};
use amplint::catalog::{self, Capability, StandardEvent};
use amplint::diagnostic::Level;
use amplint::source::Source;
use amplint::{Options, check};
use arbitrary::{Result, Unstructured};

use super::{Outcome, built, ensure};

static OPTIONS: LazyLock<Options> = LazyLock::new(|| {
    let mut options = Options::default();
    options.min_level = Some(Level::Warning);
    options
});

pub fn holds(bytes: &[u8]) -> Outcome {
    let mut choices = Unstructured::new(bytes);
    let Ok(ask) = ask(&mut choices) else { return Ok(()) };
    match skeleton::manifest(&ask) {
        Ok(text) => {
            let found = findings(&text)?;
            ensure!(found.is_empty(), "of {ask:?} comes\n{text}\nwith {found:?}");
        }
        Err(why) => ensure!(!why.to_string().is_empty(), "{ask:?} is refused without a word"),
    }
    let old = built::build(&mut choices).unwrap_or_default();
    let source = Source::new("amp.yaml", old.clone().into_bytes()).map_err(|error| error.to_string())?;
    match skeleton::append(&ask, &source) {
        Ok(new) => appended(source.text(), &new).map_err(|why| format!("{why}\n{ask:?}\n{old}\n---\n{new}")),
        Err(NotAppended::Unfit(why)) => {
            ensure!(!why.is_empty(), "{ask:?} is refused without a word");
            Ok(())
        }
        Err(NotAppended::Refused(_)) => Ok(()),
    }
}

fn findings(text: &str) -> std::result::Result<Vec<String>, String> {
    let checked = check("amp.yaml", text.as_bytes().to_vec(), &OPTIONS).map_err(|error| error.to_string())?;
    let found = checked.findings.iter();
    Ok(found
        .filter(|finding| finding.level >= Level::Warning)
        .map(|finding| format!("{}: {}", finding.rule, finding.message))
        .collect())
}

/// What was there is there, before and behind what is new; nothing of it has become wrong.
fn appended(old: &str, new: &str) -> Outcome {
    let head = old.bytes().zip(new.bytes()).take_while(|(a, b)| a == b).count();
    let tail = old
        .bytes()
        .rev()
        .zip(new.bytes().rev())
        .take_while(|(a, b)| a == b)
        .count();
    ensure!(
        new.len() > old.len() && (head + tail >= old.len() || old.trim().is_empty() || is_list_filled(old)),
        "something of the manifest was changed"
    );
    let (before, after) = (findings(old)?, findings(new)?);
    ensure!(
        after.len() <= before.len() || before.is_empty() && old.trim().is_empty(),
        "it has more findings: {before:?} {after:?}"
    );
    Ok(())
}

/// `integrations:` without any, `[]` or nothing, is replaced.
fn is_list_filled(old: &str) -> bool {
    old.contains("integrations") && !old.contains("provider")
}

fn ask(choices: &mut Unstructured<'_>) -> Result<Ask> {
    let all = catalog::providers();
    let index = choices.choose_index(all.len())?;
    let mut ask = Ask::new(all.clone().nth(index).unwrap_or(all.clone().next().unwrap()));
    if choices.ratio(1, 3)? {
        let modules: Vec<_> = ask.provider.modules().collect();
        ask.module = Some(*choices.choose(&modules)?);
    }
    for action in [
        Capability::Read,
        Capability::Write,
        Capability::Subscribe,
        Capability::Proxy,
    ] {
        if choices.ratio(1, 3)? {
            ask.actions.push(action);
        }
    }
    let module = ask.module.unwrap_or(ask.provider.default_module());
    for _ in 0..choices.int_in_range(0..=3)? {
        let known: Vec<_> = module.objects().take(64).collect();
        ask.objects.push(match known.as_slice() {
            known if !known.is_empty() && choices.ratio(3, 4)? => choices.choose(known)?.name().to_owned(),
            _ => text(choices)?,
        });
    }
    for slot in [&mut ask.name, &mut ask.display_name, &mut ask.destination] {
        if choices.ratio(1, 4)? {
            *slot = Some(text(choices)?);
        }
    }
    if choices.ratio(1, 4)? {
        let words = [
            "*/10 * * * *",
            "0 0 * * *",
            "* * * * *",
            "0 0 31 2 *",
            "nonsense",
            "",
        ];
        ask.schedule = Some((*choices.choose(&words)?).to_owned());
    }
    if choices.ratio(1, 4)? {
        let days = choices.arbitrary::<u16>()?;
        ask.backfill = Some(*choices.choose(&[
            AskedBackfill::None,
            AskedBackfill::All,
            AskedBackfill::Days(days.into()),
        ])?);
    }
    if choices.ratio(1, 4)? {
        let names = [text(choices)?, text(choices)?];
        ask.fields = Some(if choices.arbitrary()? {
            AskedFields::All
        } else {
            AskedFields::Named(names.to_vec())
        });
    }
    if choices.ratio(1, 4)? {
        let standard = StandardEvent::ALL
            .into_iter()
            .filter(|_| choices.arbitrary().unwrap_or(false))
            .collect();
        let raw = if choices.ratio(1, 3)? {
            vec![text(choices)?]
        } else {
            Vec::new()
        };
        ask.events = Some(AskedEvents { standard, raw });
    }
    for _ in 0..choices.int_in_range(0..=2)? {
        ask.maps.push((text(choices)?, text(choices)?));
    }
    ask.bare = choices.arbitrary()?;
    Ok(ask)
}

/// A word of the catalogue, or anything.
fn text(choices: &mut Unstructured<'_>) -> Result<String> {
    let words = [
        "id",
        "name",
        "email",
        "contacts",
        "a b",
        "x: y # z",
        "true",
        "12",
        "~",
        "",
        "é\u{202e}",
        "- a",
    ];
    Ok(if choices.ratio(3, 4)? {
        (*choices.choose(&words)?).to_owned()
    } else {
        let length = choices.int_in_range(0..=12)?;
        String::from_utf8_lossy(choices.bytes(length.min(choices.len()))?).into_owned()
    })
}
