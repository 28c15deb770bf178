use crate::catalog::{self, BackfillLimit};
use crate::manifest::{At, Integration, Reach, ReadObject, Slot, Text};
use crate::rule::{Applicability, Context, Edit, Fix, Level, Sink, Span, code, rule};

rule! {
    /// A backfill that reaches further than the provider or the object allows.
    ///
    /// ## Why
    ///
    /// Some providers give only so many days of some objects, or only the full history: Google Calendar gives 28
    /// days of events. What goes beyond is refused, or does not arrive.
    ///
    /// ## Bad
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   - name: meetings
    ///     provider: google
    ///     module: calendar
    ///     read:
    ///       objects:
    ///         - objectName: events
    ///           destination: eventWebhook
    ///           schedule: "*/30 * * * *"
    ///           optionalFieldsAuto: all
    ///           backfill:
    ///             defaultPeriod:
    ///               days: 90
    /// ```
    ///
    /// ## Good
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   - name: meetings
    ///     provider: google
    ///     module: calendar
    ///     read:
    ///       objects:
    ///         - objectName: events
    ///           destination: eventWebhook
    ///           schedule: "*/30 * * * *"
    ///           optionalFieldsAuto: all
    ///           backfill:
    ///             defaultPeriod:
    ///               days: 28
    /// ```
    ///
    /// ## Notes
    ///
    /// An error where Ampersand is known to refuse it, else a warning. A provider that takes no number of days takes no
    /// `days: 0` either, though that means no backfill.
    id: "backfill-limit",
    aliases: ["google-calendar-backfill", "snowflake-backfill"],
    group: Delivery,
    level: Error,
    milder: true,
    fixes: Unsafe,
    rests_on_facts: true,
    since: "0.1.0",
    check: ReadObject(check),
}

fn check(cx: &Context<'_>, integration: &Integration<'_>, object: &ReadObject<'_>, sink: &mut Sink<'_>) {
    let Some(period) = object.default_period() else {
        return;
    };
    let reach = period.reach();
    // Elsewhere no days are the same as no backfill.
    let none = match &period.days {
        Slot::Value(days) if days.value == 0 && period.full_history.is_missing() => Some(days.at),
        _ => None,
    };
    if reach.is_none() && none.is_none() {
        return;
    }
    let Some(name) = object.object_name.get() else {
        return;
    };
    let Some(module) = cx.module(integration) else {
        return;
    };
    let Some(limit) = module.backfill_limit(name.as_str()) else {
        return;
    };
    let provider = module
        .provider()
        .map_or("the provider", |provider| provider.display_name());
    if let Some(at) = none.filter(|_| !limit.allows_days()) {
        let message = format!("Ampersand refuses `days` for {provider}, `days: 0` too");
        let finding = sink.report(cx.value(at), message);
        finding
            .level(level(limit.level()))
            .label(label(limit))
            .also(cx.span(name.at), whose(provider, limit))
            .help("leave `backfill` out to read nothing of the past, or write `fullHistory: true`");
        return;
    }
    let Some(reach) = reach else { return };
    let beyond = match &reach {
        Reach::Days(days) if limit.takes_days(days.value) => return,
        Reach::FullHistory(_) if limit.allows_full_history() => return,
        Reach::Days(days) if limit.allows_days() => too_many_days(provider, name, days.value, limit),
        Reach::Days(_) => format!(
            "{provider} can't read {} by days, only in full",
            code(name.as_str())
        ),
        Reach::FullHistory(_) => no_full_history(provider, name, limit),
    };
    let at = match &reach {
        Reach::Days(days) => days.at,
        Reach::FullHistory(at) => *at,
    };
    let instead = instead(limit);
    let finding = sink.report(cx.value(at), beyond);
    finding
        .level(level(limit.level()))
        .label(label(limit))
        .also(cx.span(name.at), whose(provider, limit));
    if let Some((key, value)) = instead {
        let entry = format!("{key}: {value}");
        finding
            .help(format!("write {}", code(&entry)))
            .fix(rewrite(cx, at, key, &value).map(|edits| Fix {
                message: format!("write {}", code(&entry)),
                moves: Vec::new(),
                applicability: Applicability::Unsafe,
                edits,
            }));
    }
}

fn too_many_days(provider: &str, name: &Text<'_>, days: i64, limit: BackfillLimit) -> String {
    let most = limit.max_days().unwrap_or_default();
    format!(
        "a backfill of {days} days is too long: {provider} gives {most} days of {}",
        code(name.as_str())
    )
}

fn no_full_history(provider: &str, name: &Text<'_>, limit: BackfillLimit) -> String {
    let name = code(name.as_str());
    match limit.max_days().or(limit.default_days()) {
        Some(days) => format!("the full history of {name} is out of reach: {provider} gives {days} days"),
        None => format!("{provider} does not give the full history of {name}"),
    }
}

fn label(limit: BackfillLimit) -> String {
    match (limit.max_days(), limit.allows_days()) {
        (Some(most), true) => format!("at most {most} days"),
        (None, true) => "not the full history".to_owned(),
        (_, false) => "not by days".to_owned(),
    }
}

fn whose(provider: &str, limit: BackfillLimit) -> String {
    match limit.object() {
        Some(_) => "limited for this object".to_owned(),
        None => format!("limited as every object of {provider}"),
    }
}

/// What the limit allows that is nearest.
fn instead(limit: BackfillLimit) -> Option<(&'static str, String)> {
    if !limit.allows_days() {
        return limit
            .allows_full_history()
            .then(|| ("fullHistory", "true".to_owned()));
    }
    let days = limit.proposed_days().or(limit.default_days())?;
    Some(("days", days.to_string()))
}

/// Writes another value, and another key where the present one is not `key`.
fn rewrite(cx: &Context<'_>, at: At, key: &str, value: &str) -> Option<Vec<Edit>> {
    let old: Span = cx.key_span(at);
    if at.via().is_some() || at.key(cx.document).is_none() {
        return None;
    }
    let mut edits = vec![Edit::replace(cx.span(at), value)];
    if cx.document.slice(old) != key {
        edits.insert(0, Edit::replace(old, key));
    }
    Some(edits)
}

fn level(level: catalog::Weight) -> Level {
    match level {
        catalog::Weight::Error => Level::Error,
        catalog::Weight::Warn => Level::Warning,
        catalog::Weight::Info => Level::Info,
    }
}
