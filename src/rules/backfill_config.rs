use crate::manifest::{At, DefaultPeriod, Integration, ReadObject, Slot, Spanned};
use crate::rule::{Applicability, Context, Edit, Fix, Sink, code, rule};

rule! {
    /// A `defaultPeriod` with both or neither of `days` and `fullHistory`, or with negative days.
    ///
    /// ## Why
    ///
    /// Ampersand refuses it: a backfill reads the last so many days, or everything. `days: 0` reads nothing, as
    /// does no `backfill` at all.
    ///
    /// ## Bad
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   - name: contacts
    ///     provider: hubspot
    ///     read:
    ///       objects:
    ///         - objectName: contacts
    ///           destination: contactWebhook
    ///           schedule: "*/30 * * * *"
    ///           optionalFieldsAuto: all
    ///           backfill:
    ///             defaultPeriod:
    ///               days: 30
    ///               fullHistory: true
    /// ```
    ///
    /// ## Good
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   - name: contacts
    ///     provider: hubspot
    ///     read:
    ///       objects:
    ///         - objectName: contacts
    ///           destination: contactWebhook
    ///           schedule: "*/30 * * * *"
    ///           optionalFieldsAuto: all
    ///           backfill:
    ///             defaultPeriod:
    ///               fullHistory: true
    /// ```
    id: "backfill-config",
    group: Delivery,
    level: Error,
    fixes: Unsafe,
    since: "0.1.0",
    check: ReadObject(check),
}

/// The keys of `defaultPeriod`.
const KEYS: [&str; 2] = ["days", "fullHistory"];

/// A period for examples and fixes.
const EXAMPLE: &str = "days: 30";

fn check(cx: &Context<'_>, _: &Integration<'_>, object: &ReadObject<'_>, sink: &mut Sink<'_>) {
    let Some(period) = object.default_period() else {
        return;
    };
    match (&period.days, &period.full_history) {
        (Slot::Value(days), Slot::Value(full)) => both(cx, days, full, sink),
        (Slot::Missing, Slot::Missing) => neither(cx, object, period, sink),
        (Slot::Value(days), Slot::Missing) if days.value < 0 => negative(cx, days, sink),
        _ => {}
    }
}

fn both(cx: &Context<'_>, days: &Spanned<i64>, full: &Spanned<bool>, sink: &mut Sink<'_>) {
    let keep_days = code(&format!("days: {}", days.value.max(0)));
    let what = if days.value > 0 {
        "for that many days"
    } else {
        "for no backfill"
    };
    let fix = |at: At, what: &str| {
        cx.remove_entry(at)
            .map(|edit| Fix::risky(format!("remove `{what}`"), [edit]))
    };
    let (days_span, full_span) = (cx.entry_span(days.at), cx.entry_span(full.at));
    let (first, later) = if days_span < full_span {
        (days_span, full_span)
    } else {
        (full_span, days_span)
    };
    let finding = sink.report(
        cx.value(if later == full_span { full.at } else { days.at })
            .with_span(later),
        "`days` and `fullHistory` exclude each other; Ampersand refuses the two together",
    );
    finding.label("or this").also(first, "either this");
    if full.value {
        finding
            .help(format!(
                "keep {keep_days} {what}, or `fullHistory: true` for everything"
            ))
            .fix(fix(full.at, "fullHistory"))
            .fix(fix(days.at, "days"));
    } else {
        finding
            .help(format!("remove `fullHistory: false`; {keep_days} says it all"))
            .fix(fix(full.at, "fullHistory"));
    }
}

fn neither(cx: &Context<'_>, object: &ReadObject<'_>, period: &DefaultPeriod, sink: &mut Sink<'_>) {
    // A key that stands further out has been reported and isn't missing.
    let outer = [Some(object.at), object.backfill.get().map(|backfill| backfill.at)];
    let misplaced = outer.into_iter().flatten().any(|at| {
        let mut keys = cx
            .document
            .pairs(at.node)
            .map(|(key, _)| cx.document.text_of(key));
        keys.any(|key| KEYS.contains(&key))
    });
    if misplaced || cx.document.is_damaged(period.at.node) {
        return;
    }
    let help = "write `days: 30` or `fullHistory: true`; for no backfill leave `backfill` out";
    if let Some(empty) = cx.empty_entry(period.at, &KEYS) {
        let text = if empty.name == "days" { "30" } else { "true" };
        let message = format!(
            "{} has no value, so that `defaultPeriod` says nothing; Ampersand refuses it",
            code(empty.name)
        );
        let fix = cx
            .fill(&empty, text)
            .map(|edit| Fix::risky(format!("write {}", code(text)), [edit]));
        sink.report(cx.node(empty.key), message)
            .label("how far back?")
            .help(help)
            .fix(fix);
        return;
    }
    let edit = match cx.document.pairs(period.at.node).next() {
        _ if period.at.via().is_some() => None,
        Some((key, _)) => cx.editor().insert_before(key, EXAMPLE),
        None => Some(Edit::replace(cx.span(period.at), format!("{{{EXAMPLE}}}"))),
    };
    sink.report(
        cx.key(period.at),
        "`defaultPeriod` has neither `days` nor `fullHistory`; Ampersand refuses it",
    )
    .label("how far back?")
    .help(help)
    .fix(edit.map(|edit| Fix::risky(format!("add `{EXAMPLE}`"), [edit])));
}

fn negative(cx: &Context<'_>, days: &Spanned<i64>, sink: &mut Sink<'_>) {
    let finding = sink.report(
        cx.value(days.at),
        format!(
            "`days` counts back from today already; Ampersand refuses {}",
            days.value
        ),
    );
    finding.label("less than 0");
    if let Some(meant) = days.value.checked_neg().map(|days| days.to_string()) {
        finding
            .help(format!(
                "write {} to go back that far",
                code(&format!("days: {meant}"))
            ))
            .fix(cx.replace_plain(
                days.at,
                format!("write {}", code(&meant)),
                Applicability::Unsafe,
                &meant,
            ));
    }
}
