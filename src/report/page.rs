//! Where there is more to read about a finding.

use crate::{changes, rules};

/// Below the project's address: the newest page is the best one.
const PAGES: &str = concat!(env!("CARGO_PKG_REPOSITORY"), "/blob/main/docs/");

/// The address of the page about the rule or change `id`; none for what is neither.
#[must_use]
pub fn page(id: &str) -> Option<String> {
    let rule = rules::find(id).map(|rule| format!("{PAGES}rules/{}.md", rule.id));
    rule.or_else(|| changes::find(id).map(|change| format!("{PAGES}changes/{}.md", change.id)))
}

/// The day of the facts about providers that findings of a rule rest on; `None` for those that rest on none.
pub(super) fn facts_of(rule: &str) -> Option<&'static str> {
    let rests = crate::rules::named(rule).iter().any(|rule| rule.rests_on_facts);
    rests.then(crate::catalog::date).filter(|date| !date.is_empty())
}
