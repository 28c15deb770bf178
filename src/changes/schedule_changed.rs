//! `schedule-changed`

use crate::change::{Pair, Sink, UPDATE_ONE, change, code, runs, same_runs};
use crate::manifest::{ReadObject, Text};

change! {
    /// A read object that is read at other times.
    ///
    /// ## Why
    ///
    /// Whether existing installations follow is not documented: a saved configuration may keep the old schedule.
    /// More runs cost more calls at the provider, for every customer. A schedule that fires at the same times in
    /// other words is no change.
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
    ///           schedule: "0 * * * *"
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
    ///           schedule: "*/10 * * * *"
    /// ```
    ///
    /// ## What to do
    ///
    /// Try it on a development project. An API call changes the schedule of one installation.
    id: "schedule-changed",
    class: Everyone,
    certainty: Undocumented,
    since: "0.2.0",
    look: ReadObject(look),
}

fn look(pair: &Pair<'_, ReadObject<'_>>, sink: &mut Sink<'_>) {
    let Some(both) = pair.kept() else { return };
    let (old, new) = (&both.old, &both.new);
    let values = sink.both(
        "schedule",
        (old.here(), &old.value.schedule),
        (new.here(), &new.value.schedule),
    );
    let Some((before, after)) = values else { return };
    // An empty one counts as none.
    let used = |text: Option<&Text<'_>>| {
        text.map(|text| text.as_str().to_owned())
            .filter(|text| !text.is_empty())
    };
    let (was, is) = (used(before), used(after));
    let same = match (&was, &is) {
        (Some(was), Some(is)) => same_runs(was, is),
        (was, is) => was.is_none() && is.is_none(),
    };
    if same {
        return;
    }
    let said = |text: &Option<String>| {
        text.as_deref()
            .map_or("only when the API is asked to".to_owned(), runs)
    };
    sink.text_changed(
        new.key("schedule"),
        both,
        (before, after),
        format!(
            "{} was read {} and is read {}; installations that were saved before may keep the old schedule",
            code(new.name),
            said(&was),
            said(&is)
        ),
    )
    .help(format!("more runs cost more calls at the provider; {UPDATE_ONE}"));
}
