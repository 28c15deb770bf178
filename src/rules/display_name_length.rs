use crate::manifest::Integration;
use crate::rule::{Context, Sink, rule};

rule! {
    /// An integration's display name of more than 100 characters.
    ///
    /// ## Why
    ///
    /// It is the name people see when they install the integration. Ampersand's limit is 100 characters.
    ///
    /// ## Bad
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   - name: contacts
    ///     displayName: >-
    ///       Contacts, companies and deals from your HubSpot account, kept up to date every ten minutes,
    ///       with all custom fields
    ///     provider: hubspot
    ///     proxy:
    ///       enabled: true
    /// ```
    ///
    /// ## Good
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   - name: contacts
    ///     displayName: HubSpot contacts
    ///     provider: hubspot
    ///     proxy:
    ///       enabled: true
    /// ```
    id: "display-name-length",
    group: Names,
    level: Warning,
    fixes: Never,
    since: "0.1.0",
    check: Integration(check),
}

/// The most characters of a display name (spec "Integration").
const MOST: usize = 100;

fn check(cx: &Context<'_>, integration: &Integration<'_>, sink: &mut Sink<'_>) {
    let Some(name) = integration
        .display_name
        .get()
        .filter(|name| name.value.len() > MOST)
    else {
        return;
    };
    let length = name.as_str().chars().count();
    if length > MOST {
        sink.report(
            cx.value(name.at),
            format!("the display name is {length} characters long; Ampersand takes {MOST}"),
        )
        .label(format!("{} too many", length - MOST))
        .help(format!("shorten it to {MOST} characters or fewer"));
    }
}
