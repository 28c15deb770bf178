//! Any text is read as a schedule: every mistake is told at its characters and every fix parses; what is
//! understood fires as it says.

use std::ops::Range;

use amplint::schedule::{self, Cron, Moment, StepKind};

use super::{Outcome, ensure};

/// Where looking for firings begins.
pub const START: Moment = Moment {
    year: 2000,
    month: 1,
    day: 1,
    hour: 0,
    minute: 0,
};

pub fn holds(bytes: &[u8]) -> Outcome {
    let text = String::from_utf8_lossy(bytes);
    told(&text)?;
    if let Ok(cron) = schedule::parse(&text) {
        let mut last = START;
        for moment in cron.firings(START).take(50) {
            ensure!(moment > last, "`{text}` fires at {last:?}, then at {moment:?}");
            last = moment;
        }
        ensure!(
            cron.never_fires() == (last == START),
            "`{text}` never fires, or does it"
        );
        for least in [10, 60, 61, 1440] {
            slower(&cron, least)?;
        }
        same_meaning(&cron)?;
    }
    Ok(())
}

/// Every range lies in the text, every mistake has words, every fix parses.
pub fn told(text: &str) -> Outcome {
    let errors = match schedule::parse(text) {
        Ok(cron) => {
            ensure!(cron.text() == text, "{text:?} has become {:?}", cron.text());
            gaps_of(&cron)?;
            let _ = (cron.describe(), cron.steps(), cron.nonstandard());
            for spec in cron.fields() {
                ensure!(!text[spec.range.clone()].is_empty(), "an empty field in {text:?}");
                for item in &spec.items {
                    ensure!(!text[item.range.clone()].is_empty(), "an empty item in {text:?}");
                }
            }
            return Ok(());
        }
        Err(errors) => errors,
    };
    ensure!(
        (1..=64).contains(&errors.len()),
        "{} mistakes in {text:?}",
        errors.len()
    );
    ensure!(
        errors.is_sorted_by_key(|error| error.range.start),
        "order in {text:?}: {errors:?}"
    );
    for error in errors {
        let at = text.get(error.range.clone());
        ensure!(
            at.is_some_and(|at| !at.is_empty() || text.is_empty()),
            "{text:?}: {error:?}"
        );
        let words = [&*error.message(text), &*error.label(), &*error.help(text)];
        for words in words {
            ensure!(
                !words.is_empty() && words.chars().count() < 800,
                "{text:?}: {words:?}"
            );
        }
        if let Some((range, new)) = error.fix(text) {
            let mut fixed = text.to_owned();
            fixed.replace_range(range, &new);
            ensure!(
                schedule::parse(&fixed).is_ok(),
                "the fix of {text:?} gives {fixed:?}"
            );
        }
    }
    Ok(())
}

/// The smallest and the largest gap, which must show themselves.
pub fn gaps_of(cron: &Cron) -> Result<Option<(u64, u64)>, String> {
    let text = cron.text();
    let (small, large) = (cron.smallest_gap(), cron.largest_gap());
    ensure!(
        small.is_none() == large.is_none(),
        "`{text}`: only one of the gaps is there"
    );
    let exact = small.as_ref().map_or(0, |gap| gap.minutes);
    for limit in [10, 60, 1440, 1500, exact, exact + 1] {
        let below = small.clone().filter(|gap| gap.minutes < limit);
        ensure!(cron.gap_below(limit) == below, "`{text}`: gap below {limit}");
    }
    for gap in [&small, &large].into_iter().flatten() {
        let minute = |time: schedule::Time| u32::from(time.hour) * 60 + u32::from(time.minute);
        ensure!(
            gap.days * 1440 + minute(gap.second) == gap.minutes + minute(gap.first),
            "`{text}`: the two firings do not show the gap: {gap:?}"
        );
        let field = cron.range(gap.field);
        ensure!(
            field.start <= gap.range.start && gap.range.end <= field.end,
            "`{text}`: {gap:?}"
        );
        if let Some((from, to)) = gap.dates {
            ensure!(
                cron.firings(from).next() == Some(to),
                "`{text}`: not consecutive: {gap:?}"
            );
        }
    }
    let both = small.zip(large);
    Ok(both.map(|(small, large)| (u64::from(small.minutes), u64::from(large.minutes))))
}

/// The schedule that is offered in place of one that fires too often is slow enough and changes nothing else.
pub fn slower(cron: &Cron, least: u32) -> Outcome {
    let text = cron.text();
    let gap = cron.smallest_gap();
    let Some(slower) = cron.at_least(least) else {
        let needs_one = gap.is_some_and(|gap| gap.minutes < least);
        ensure!(
            !needs_one || least > 60,
            "`{text}` has no schedule at least {least} apart"
        );
        return Ok(());
    };
    ensure!(
        gap.is_some_and(|gap| gap.minutes < least),
        "`{text}` needs no slower one"
    );
    let new = schedule::parse(&slower);
    let gap = new.as_ref().ok().and_then(Cron::smallest_gap);
    let gap = gap.map_or(0, |gap| gap.minutes);
    ensure!(
        gap >= least,
        "`{slower}` for `{text}` is only {gap} apart, not {least}"
    );
    let untouched = if least > 60 { 2 } else { 1 };
    let rest = |text: &str| -> Vec<String> {
        text.split_ascii_whitespace()
            .skip(untouched)
            .map(str::to_owned)
            .collect()
    };
    ensure!(
        rest(&slower) == rest(text),
        "`{slower}` changes other fields of `{text}`"
    );
    Ok(())
}

/// What is offered for steps and items that other readers take differently fires alike.
pub fn same_meaning(cron: &Cron) -> Outcome {
    for note in cron.steps() {
        if let StepKind::Wider { plain } = note.kind {
            same_firings_with(cron, note.item, &plain)?;
        }
    }
    for item in cron.nonstandard() {
        if let Some(standard) = item.standard {
            same_firings_with(cron, item.range, &standard)?;
        }
    }
    Ok(())
}

fn same_firings_with(cron: &Cron, range: Range<usize>, new: &str) -> Outcome {
    let mut text = cron.text().to_owned();
    text.replace_range(range, new);
    let changed = schedule::parse(&text).map_err(|errors| format!("`{text}`: {errors:?}"))?;
    let firings = |cron: &Cron| cron.firings(START).take(100).collect::<Vec<_>>();
    ensure!(
        firings(cron) == firings(&changed),
        "`{}` and `{text}` differ",
        cron.text()
    );
    Ok(())
}
