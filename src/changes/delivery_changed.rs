//! `delivery-changed`

use crate::change::{At, Certainty, Class, Here, NamedItem, Pair, Sink, change, code};
use crate::manifest::ReadObject;

change! {
    /// A read object that is delivered in another way.
    ///
    /// ## Why
    ///
    /// With `onRequest` webhooks stop until pages are asked for, which code that waits for webhooks doesn't do:
    /// breaking. What another `pageSize`, or going back to `auto`, does to existing installations is not
    /// documented: it may reach everyone.
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
    ///           delivery:
    ///             mode: onRequest
    ///             pageSize: 100
    /// ```
    ///
    /// ## What to do
    ///
    /// Let your code ask for pages before you deploy.
    id: "delivery-changed",
    class: Breaking or Everyone,
    certainty: Documented,
    since: "0.2.0",
    look: ReadObject(look),
}

fn look(pair: &Pair<'_, ReadObject<'_>>, sink: &mut Sink<'_>) {
    let Some(both) = pair.kept() else { return };
    let (Some(was), Some(is)) = (mode(sink, true, &both.old), mode(sink, false, &both.new)) else {
        return;
    };
    if was.0 == is.0 {
        return;
    }
    let name = code(both.new.name);
    let places = (
        was.1.unwrap_or(both.old.name_at),
        is.1.unwrap_or(both.new.name_at),
    );
    let at = both.new.key("delivery");
    match (was.0, is.0) {
        (Mode::Auto, _) => {
            let message =
                format!("{name} is delivered on request now: its webhooks stop until pages are asked for");
            sink.report(at, places.0, places.1, message)
                .help("let your code ask for pages before you deploy");
        }
        (Mode::OnRequest(_), Mode::Auto) => {
            let message =
                format!("{name} is no longer delivered on request: its webhooks come by themselves");
            sink.report(at, places.0, places.1, message)
                .class(Class::Everyone)
                .certainty(Certainty::Undocumented);
        }
        (Mode::OnRequest(was), Mode::OnRequest(is)) => {
            let size = |size: Option<i64>| size.map_or("no size".to_owned(), |size| size.to_string());
            let message = format!("pages of {name} held {} records and hold {}", size(was), size(is));
            sink.report(at, places.0, places.1, message)
                .class(Class::Everyone)
                .certainty(Certainty::Undocumented);
        }
    }
}

/// How records come.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    Auto,
    /// In pages of so many.
    OnRequest(Option<i64>),
}

/// What the platform makes of `delivery`, and where it says so; `None` where that can't be read.
fn mode(sink: &mut Sink<'_>, old: bool, entry: &NamedItem<'_, ReadObject<'_>>) -> Option<(Mode, Option<At>)> {
    let Some(delivery) = sink.one(old, "delivery", entry.here(), &entry.value.delivery)? else {
        return Some((Mode::Auto, None));
    };
    let path = entry.key("delivery");
    let here = Here {
        path: &path,
        at: delivery.at,
    };
    let mode = sink.one(old, "mode", here, &delivery.mode)?;
    let size = sink.one(old, "pageSize", here, &delivery.page_size)?;
    Some(match mode {
        Some(mode) if mode.as_str() == "onRequest" => (
            Mode::OnRequest(size.map(|size| size.value)),
            Some(size.map_or(mode.at, |size| size.at)),
        ),
        Some(mode) => (Mode::Auto, Some(mode.at)),
        // A page size without a mode has no effect.
        None => (Mode::Auto, Some(delivery.at)),
    })
}
