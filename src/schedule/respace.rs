//! The nearest schedule that fires less often.

use super::cron::Cron;
use super::field::{Base, CronField, CronItem, FieldSpec, Values};
use super::parse::parse;

impl Cron {
    /// The nearest expression whose [smallest gap](Cron::smallest_gap) is at least `min_minutes`. Only the
    /// minute field changes, and the hour field when `min_minutes` is above 60.
    ///
    /// In order: the author's own way of writing (a step gets wider, a list moves apart or loses the values
    /// that are too close), then a plain step, then once an hour or day. None when it is slow enough already,
    /// when it never fires, or when nothing of that kind is slow enough.
    #[must_use]
    pub fn at_least(&self, min_minutes: u32) -> Option<String> {
        if self.smallest_gap()?.minutes >= min_minutes {
            return None;
        }
        let slow_enough = |text: &String| {
            let gap = parse(text).ok().and_then(|cron| cron.smallest_gap());
            gap.is_some_and(|gap| gap.minutes >= min_minutes)
        };
        let minute = self.field(CronField::Minute);
        if min_minutes <= 60 {
            return spaced(minute, min_minutes)
                .map(|new| self.with(CronField::Minute, &new))
                .find(slow_enough);
        }
        let minute_of_hour = minute.values.first()?.to_string();
        let once_an_hour = if minute.values.len() == 1 {
            self.clone()
        } else {
            parse(&self.with(CronField::Minute, &minute_of_hour)).ok()?
        };
        let text = once_an_hour.text().to_owned();
        if slow_enough(&text) {
            return Some(text);
        }
        let hour = once_an_hour.field(CronField::Hour);
        spaced(hour, min_minutes.div_ceil(60))
            .map(|new| once_an_hour.with(CronField::Hour, &new))
            .find(slow_enough)
    }

    /// The text with one field replaced.
    fn with(&self, field: CronField, new: &str) -> String {
        let mut text = self.text().to_owned();
        text.replace_range(self.range(field), new);
        text
    }
}

/// Field texts with values at least `need` apart, from the one nearest in meaning to the plainest. Whether
/// the turn of the hour or day matters is for the caller to check, so both kinds are among them.
fn spaced(spec: &FieldSpec, need: u32) -> impl Iterator<Item = String> {
    let field = spec.field;
    let width = u32::from(field.width());
    // The narrowest step that is wide enough and has no shorter distance at the turn.
    let even = (need..=width).find(|step| width.is_multiple_of(*step));
    let plain = even.map(|step| stepped("*", field.lowest(), step, width));

    let own: Vec<String> = match spec.items.as_slice() {
        [item] if item.step.is_some() || !matches!(item.base, Base::Value(_)) => {
            widened(field, item, need, width, plain.clone())
        }
        _ => spread_or_thinned(spec.values, need, width, plain.as_deref()),
    };
    let once = spec.values.first().map(|first| first.to_string());
    own.into_iter().chain(plain).chain(once)
}

/// A single `*`, `n/step`, range or stepped item with a wider step.
fn widened(field: CronField, item: &CronItem, need: u32, width: u32, plain: Option<String>) -> Vec<String> {
    let from = item.step_value().max(need);
    let divisor = (from..=width).find(|step| width.is_multiple_of(*step));
    match item.base {
        Base::Value(start) => {
            let text = start.to_string();
            divisor
                .map(|step| stepped(&text, start, step, width - u32::from(start)))
                .into_iter()
                .collect()
        }
        Base::Range(start, end) => {
            let text = format!("{start}-{end}");
            let span = u32::from(end - start) + 1;
            (from..=width)
                .map(|step| stepped(&text, start, step, span))
                .collect()
        }
        _ => divisor
            .map(|step| stepped("*", field.lowest(), step, width))
            .or(plain)
            .into_iter()
            .collect(),
    }
}

/// `text/step`, or only its first value when the step leads past the `span` of values at once.
fn stepped(text: &str, first: u8, step: u32, span: u32) -> String {
    if step >= span {
        first.to_string()
    } else {
        format!("{text}/{step}")
    }
}

/// A list, moved apart as little as possible if all its values find room, else without those too close.
fn spread_or_thinned(values: Values, need: u32, width: u32, plain: Option<&str>) -> Vec<String> {
    let old: Vec<u32> = values.iter().map(u32::from).collect();
    let mut lists = Vec::new();
    for over_turn in [false, true] {
        lists.extend(pushed(&old, need, width, over_turn));
    }
    for over_turn in [false, true] {
        let thin = thinned(&old, need, width, over_turn);
        // A list that is a step written out is to keep its pace. Of any other, half of what is possible
        // should be left; with less, an even step is nearer to it.
        let possible = width / need.max(1);
        let enough = if values.progression().is_some() {
            possible
        } else {
            possible / 2
        };
        if thin.len() as u32 >= enough {
            lists.push(thin);
        }
    }
    let even: Option<Vec<u32>> = plain.and_then(|plain| {
        let step = plain.strip_prefix("*/")?.parse().ok()?;
        Some((0..width).step_by(step).collect())
    });
    lists
        .into_iter()
        .map(|list| match plain {
            // The same values in fewer words.
            Some(plain) if even.as_ref() == Some(&list) => plain.to_owned(),
            _ => list.iter().map(u32::to_string).collect::<Vec<_>>().join(","),
        })
        .collect()
}

/// All values, each moved no further than needed. The first stays, or if that leaves no room the last.
fn pushed(old: &[u32], need: u32, width: u32, over_turn: bool) -> Option<Vec<u32>> {
    let (&first, &last) = old.first().zip(old.last())?;
    // Later values move up, then those beyond the limit move back down.
    let forth = |limit: u32| -> Option<Vec<u32>> {
        let mut new: Vec<u32> = Vec::with_capacity(old.len());
        for &value in old {
            let earliest = new.last().map_or(value, |before| before + need);
            new.push(value.max(earliest));
        }
        let mut latest = Some(limit);
        for value in new.iter_mut().rev() {
            *value = latest?.min(*value);
            latest = value.checked_sub(need);
        }
        (new.first() == Some(&first)).then_some(new)
    };
    let limit = if over_turn {
        (first + width).saturating_sub(need).min(width - 1)
    } else {
        width - 1
    };
    forth(limit).or_else(|| {
        // The last stays and the earlier ones move down.
        let mut new = vec![last];
        for &value in old.iter().rev().skip(1) {
            let latest = new.last()?.checked_sub(need)?;
            new.push(value.min(latest));
        }
        new.reverse();
        let turn = width + new.first()? - last;
        (!over_turn || turn >= need).then_some(new)
    })
}

/// The values without those nearer than `need` to the one before, or over the turn to the first.
fn thinned(old: &[u32], need: u32, width: u32, over_turn: bool) -> Vec<u32> {
    let mut new: Vec<u32> = Vec::new();
    for &value in old {
        let far = new.last().is_none_or(|before| value - before >= need);
        let turn = new.first().is_none_or(|first| first + width - value >= need);
        if far && (turn || !over_turn) {
            new.push(value);
        }
    }
    new
}
