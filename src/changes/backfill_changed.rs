//! `backfill-changed`

use crate::change::{At, Here, NamedItem, Pair, Sink, change, code};
use crate::manifest::ReadObject;

change! {
    /// A read object with another backfill.
    ///
    /// ## Why
    ///
    /// A backfill is done when a customer installs the integration or selects the object. For existing ones nothing
    /// is read again. `days: 0`, `fullHistory: false` and no backfill are one and the same.
    ///
    /// ## Before
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   - name: crm
    ///     provider: hubspot
    ///     read:
    ///       objects:
    ///         - objectName: contacts
    ///           destination: contactWebhook
    ///           backfill:
    ///             defaultPeriod:
    ///               days: 30
    /// ```
    ///
    /// ## After
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   - name: crm
    ///     provider: hubspot
    ///     read:
    ///       objects:
    ///         - objectName: contacts
    ///           destination: contactWebhook
    ///           backfill:
    ///             defaultPeriod:
    ///               fullHistory: true
    /// ```
    ///
    /// ## What to do
    ///
    /// To read older records of existing customers, trigger a read with the API.
    id: "backfill-changed",
    class: New,
    certainty: Documented,
    since: "0.2.0",
    look: ReadObject(look),
}

fn look(pair: &Pair<'_, ReadObject<'_>>, sink: &mut Sink<'_>) {
    let Some(both) = pair.kept() else { return };
    let (Some(was), Some(is)) = (reach(sink, true, &both.old), reach(sink, false, &both.new)) else {
        return;
    };
    if was.0 == is.0 {
        return;
    }
    sink.report(
        both.new.key("backfill"),
        was.1.unwrap_or(both.old.name_at),
        is.1.unwrap_or(both.new.name_at),
        format!(
            "a customer who installs {} got {} and gets {}; for existing ones nothing is read again",
            code(both.new.name),
            words(was.0),
            words(is.0)
        ),
    )
    .help("to read older records of existing customers, trigger a read with the API");
}

/// How far back a backfill reaches.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reach {
    Nothing,
    Days(i64),
    Everything,
}

fn words(reach: Reach) -> String {
    match reach {
        Reach::Nothing => "no older records".to_owned(),
        Reach::Days(1) => "the last day".to_owned(),
        Reach::Days(days) => format!("the last {days} days"),
        Reach::Everything => "the full history".to_owned(),
    }
}

/// What the platform makes of `backfill`, and where it says so; `None` where that can't be read.
fn reach(
    sink: &mut Sink<'_>,
    old: bool,
    entry: &NamedItem<'_, ReadObject<'_>>,
) -> Option<(Reach, Option<At>)> {
    let Some(backfill) = sink.one(old, "backfill", entry.here(), &entry.value.backfill)? else {
        return Some((Reach::Nothing, None));
    };
    let path = entry.key("backfill");
    let here = Here {
        path: &path,
        at: backfill.at,
    };
    let Some(period) = sink.one(old, "defaultPeriod", here, &backfill.default_period)? else {
        return Some((Reach::Nothing, Some(backfill.at)));
    };
    let path = entry.key("backfill.defaultPeriod");
    let here = Here {
        path: &path,
        at: period.at,
    };
    let days = sink.one(old, "days", here, &period.days)?;
    let full = sink.one(old, "fullHistory", here, &period.full_history)?;
    Some(match (days, full) {
        // With both the manifest is refused; the larger one is what is meant.
        (_, Some(full)) if full.value => (Reach::Everything, Some(full.at)),
        (Some(days), _) if days.value > 0 => (Reach::Days(days.value), Some(days.at)),
        (days, full) => (
            Reach::Nothing,
            days.map(|days| days.at).or(full.map(|full| full.at)),
        ),
    })
}
