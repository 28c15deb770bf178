//! `watch-fields-changed`

use std::collections::BTreeSet;

use crate::change::{At, Here, NamedItem, Pair, Sink, change, code};
use crate::manifest::{SubscribeObject, Text, UpdateEvent};

change! {
    /// An `updateEvent` that watches other fields.
    ///
    /// ## Why
    ///
    /// The subscriptions at the provider are made again, for every installation; that may take up to 10 minutes. A
    /// set that a customer has chosen instead stays theirs. What exactly existing installations get is not
    /// documented.
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
    ///     subscribe:
    ///       objects:
    ///         - objectName: contacts
    ///           destination: contactWebhook
    ///           inheritFieldsAndMapping: true
    ///           updateEvent:
    ///             enabled: always
    ///             requiredWatchFields:
    ///               - email
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
    ///     subscribe:
    ///       objects:
    ///         - objectName: contacts
    ///           destination: contactWebhook
    ///           inheritFieldsAndMapping: true
    ///           updateEvent:
    ///             enabled: always
    ///             requiredWatchFields:
    ///               - email
    ///               - phone
    /// ```
    ///
    /// ## What to do
    ///
    /// Try it on a development project.
    id: "watch-fields-changed",
    class: Everyone,
    certainty: Observed,
    since: "0.2.0",
    look: SubscribeObject(look),
}

fn look(pair: &Pair<'_, SubscribeObject<'_>>, sink: &mut Sink<'_>) {
    let Some(both) = pair.kept() else { return };
    let (old, new) = (&both.old, &both.new);
    let slots = (&old.value.update_event, &new.value.update_event);
    let events = sink.both("updateEvent", (old.here(), slots.0), (new.here(), slots.1));
    let Some((Some(before), Some(after))) = events else {
        return;
    };
    let (Some(was), Some(is)) = (watched(sink, true, old, before), watched(sink, false, new, after)) else {
        return;
    };
    if was.same(&is) {
        return;
    }
    // What changed, as far in as one key says it.
    let key = match (was.auto != is.auto, was.names != is.names) {
        (true, false) => "updateEvent.watchFieldsAuto",
        (false, true) => "updateEvent.requiredWatchFields",
        _ => "updateEvent",
    };
    sink.report(
        new.key(key),
        was.at.unwrap_or(before.at),
        is.at.unwrap_or(after.at),
        format!(
            "updates of {} watched {} and watch {}: subscriptions at the provider are made again",
            code(new.name),
            was.words(),
            is.words()
        ),
    )
    .help("that may take up to 10 minutes; a set that a customer has chosen instead stays theirs");
}

/// What an update event watches.
#[derive(Default)]
struct Watched<'a> {
    auto: Option<&'a str>,
    names: BTreeSet<String>,
    at: Option<At>,
}

impl Watched<'_> {
    fn same(&self, other: &Self) -> bool {
        self.auto == other.auto && self.names == other.names
    }

    fn words(&self) -> String {
        match self.auto {
            Some("all") => "all fields".to_owned(),
            Some(_) => "the fields that customers select".to_owned(),
            None if self.names.is_empty() => "no field".to_owned(),
            None => {
                let shown: Vec<String> = self.names.iter().take(5).map(|name| code(name)).collect();
                let more = self.names.len().saturating_sub(shown.len());
                let more = if more > 0 {
                    format!(" and {more} more")
                } else {
                    String::new()
                };
                shown.join(", ") + &more
            }
        }
    }
}

fn watched<'a>(
    sink: &mut Sink<'_>,
    old: bool,
    entry: &NamedItem<'_, SubscribeObject<'_>>,
    event: &'a UpdateEvent<'a>,
) -> Option<Watched<'a>> {
    let path = entry.key("updateEvent");
    let here = Here {
        path: &path,
        at: event.at,
    };
    let auto = sink.one(old, "watchFieldsAuto", here, &event.watch_fields_auto)?;
    let list = sink.one(old, "requiredWatchFields", here, &event.required_watch_fields)?;
    let names = list.map_or(&[][..], |list| &list.value);
    Some(Watched {
        auto: auto.map(Text::as_str),
        // Fields are known without regard to case.
        names: names.iter().map(|name| name.as_str().to_lowercase()).collect(),
        at: list.map(|list| list.at).or(auto.map(|auto| auto.at)),
    })
}
