//! Which provider a person means who does not know its key: by its name for people, a name it has elsewhere, or the
//! name of one of its modules.
use super::module::Module;
use super::provider::{Provider, nearest_provider, provider, providers};

/// By what a provider is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum By {
    /// Its key, whatever the case and separators.
    Key,
    /// A name of it: that for people, one it has elsewhere, or that of a module.
    Name,
    /// A key that differs by a typo.
    Typo,
    /// A beginning that the names have in common.
    Beginning,
}

/// A provider, and the module of it where the text names that.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Meant {
    /// By what it is found.
    pub by: By,
    /// The provider.
    pub provider: Provider,
    /// One of its modules.
    pub module: Option<Module>,
}

/// How many are worth naming.
const MOST: usize = 4;
/// A beginning says nothing unless it has so many letters.
const SHORTEST: usize = 3;

/// What products are called elsewhere: without separators and in small letters, with the provider's key and, after a
/// `/`, the module.
const OTHER_NAMES: &[(&str, &[&str])] = &[
    ("businesscentral", &["dynamicsBusinessCentral"]),
    ("chargify", &["maxio"]),
    ("convertkit", &["kit"]),
    ("d365", &["dynamicsCRM", "dynamicsBusinessCentral"]),
    ("dynamics365", &["dynamicsCRM", "dynamicsBusinessCentral"]),
    ("exacttarget", &["salesforceMarketing"]),
    ("exchange", &["microsoft"]),
    ("facebook", &["meta"]),
    ("facebookads", &["meta/ads"]),
    ("gcal", &["google/calendar"]),
    ("ghl", &["highLevelStandard", "highLevelWhiteLabel"]),
    ("gohighlevel", &["highLevelStandard", "highLevelWhiteLabel"]),
    ("googleworkspace", &["google", "googleWorkspaceDelegation"]),
    ("gsuite", &["google", "googleWorkspaceDelegation"]),
    ("hellosign", &["dropboxSign"]),
    ("infusionsoft", &["keap"]),
    ("intacct", &["sageIntacct"]),
    ("leadconnector", &["highLevelStandard", "highLevelWhiteLabel"]),
    ("m365", &["microsoft"]),
    ("marketingcloud", &["salesforceMarketing"]),
    ("messagebird", &["bird"]),
    ("microsoft365", &["microsoft"]),
    ("microsoftgraph", &["microsoft"]),
    ("msdynamics", &["dynamicsCRM", "dynamicsBusinessCentral"]),
    ("msgraph", &["microsoft"]),
    ("navision", &["dynamicsBusinessCentral"]),
    ("office365", &["microsoft"]),
    ("onedrive", &["microsoft"]),
    ("outlook", &["microsoft"]),
    ("pardot", &["salesforce/account-engagement"]),
    ("qbo", &["quickbooks"]),
    ("quickbooksonline", &["quickbooks"]),
    ("sendinblue", &["brevo"]),
    ("sfdc", &["salesforce"]),
    ("sfmc", &["salesforceMarketing"]),
    ("sharepoint", &["microsoft"]),
    ("suitetalk", &["netsuite"]),
    ("teams", &["microsoft"]),
];

/// The providers that `text` most likely means, those of one kind of likeness only: the one with this key, whatever
/// the case and separators; else those that are called so, or have a module of this name; else the nearest key; else
/// those whose names begin so, or with which `text` begins. The likeliest first, four at most.
///
/// ```
/// use amplint::catalog::meant;
///
/// let names = |text| meant(text).iter().map(|it| it.provider.key()).collect::<Vec<_>>();
/// assert_eq!(names("HubSpot"), ["hubspot"]);
/// assert_eq!(names("jira"), ["atlassian"]);
/// assert_eq!(names("gohighlevel"), ["highLevelStandard", "highLevelWhiteLabel"]);
/// ```
#[must_use]
pub fn meant(text: &str) -> Vec<Meant> {
    let wanted = squash(text);
    if wanted.is_empty() {
        return Vec::new();
    }
    let whole = |by| {
        move |provider| Meant {
            by,
            provider,
            module: None,
        }
    };
    let same = |provider: &Provider| squash(provider.key()) == wanted;
    if let Some(provider) = provider(text).or_else(|| providers().find(same)) {
        return vec![whole(By::Key)(provider)];
    }
    let mut found: Vec<Meant> = other_names(&wanted).collect();
    let called = |provider: &Provider| names_for_people(*provider).any(|name| squash(name) == wanted);
    found.extend(providers().filter(called).map(whole(By::Name)));
    found.extend(providers().flat_map(|provider| of_modules(provider, &wanted)));
    if found.is_empty() {
        let stem = without_ending(text);
        let same = |provider: &Provider| stem.as_deref().is_some_and(|stem| squash(provider.key()) == stem);
        found.extend(providers().find(same).map(whole(By::Name)));
    }
    if found.is_empty() {
        let near = nearest_provider(text).and_then(|near| near.item);
        found.extend(near.map(whole(By::Typo)));
    }
    if found.is_empty() {
        // `dynamics2024`: the number of an edition is in no name.
        let begun = wanted.trim_end_matches(|c: char| c.is_ascii_digit());
        let begins = |provider: &Provider| begun.len() >= SHORTEST && begins(*provider, begun);
        found.extend(providers().filter(begins).map(whole(By::Beginning)));
    }
    if found.is_empty() {
        let begun = |provider: &Provider| {
            provider.key().len() > SHORTEST && wanted.starts_with(&squash(provider.key()))
        };
        let longest = providers()
            .filter(begun)
            .max_by_key(|provider| provider.key().len());
        found.extend(longest.map(whole(By::Beginning)));
    }
    // The real thing comes before its sandbox.
    found.sort_by_key(|meant| !meant.provider.flags().is_empty());
    let mut unique: Vec<Meant> = Vec::new();
    for meant in found {
        if !unique
            .iter()
            .any(|it| it.provider == meant.provider && it.module == meant.module)
        {
            unique.push(meant);
        }
    }
    unique.truncate(MOST);
    unique
}

/// The names that providers and modules of theirs have elsewhere, squashed: each with the key and the module's id.
pub(super) fn all_other_names() -> impl Iterator<Item = (&'static str, &'static str, Option<&'static str>)> {
    OTHER_NAMES.iter().flat_map(|(name, all)| {
        all.iter().map(|meant| {
            let (provider, module) = split(meant);
            (*name, provider, module)
        })
    })
}

fn other_names(wanted: &str) -> impl Iterator<Item = Meant> {
    let at = OTHER_NAMES.binary_search_by(|(name, _)| (*name).cmp(wanted));
    let meant = at
        .ok()
        .and_then(|at| OTHER_NAMES.get(at))
        .map_or(&[][..], |(_, meant)| meant);
    meant.iter().filter_map(|meant| {
        let (key, module) = split(meant);
        let provider = provider(key)?;
        let module = module.and_then(|id| provider.module(id));
        Some(Meant {
            by: By::Name,
            provider,
            module,
        })
    })
}

fn split(meant: &'static str) -> (&'static str, Option<&'static str>) {
    match meant.split_once('/') {
        Some((key, module)) => (key, Some(module)),
        None => (meant, None),
    }
}

/// The modules of a provider called `wanted`, alone or after the provider's name.
fn of_modules(provider: Provider, wanted: &str) -> impl Iterator<Item = Meant> {
    let key = squash(provider.key());
    let called = move |module: &Module| {
        [squash(module.id()), squash(module.display_name())]
            .iter()
            .any(|name| {
                // `crm` is a module of several providers, and so means none.
                name == wanted && name != "crm" && *name != key
                    || wanted.strip_prefix(&key).is_some_and(|rest| rest == name)
            })
    };
    provider
        .modules()
        .filter(called)
        .map(move |module| Meant {
            by: By::Name,
            provider,
            module: Some(module),
        })
        .collect::<Vec<_>>()
        .into_iter()
}

/// `Bird (MessageBird)`: the whole, and what stands in and before the brackets.
fn names_for_people(provider: Provider) -> impl Iterator<Item = &'static str> {
    let name = provider.display_name();
    let parts = name
        .split_once(" (")
        .map(|(before, within)| (before, within.trim_end_matches(')')));
    // What stands in brackets is often an edition: `(EU)`.
    let within = parts
        .map(|(_, within)| within)
        .filter(|within| within.len() > SHORTEST + 2);
    std::iter::once(name)
        .chain(parts.map(|(before, _)| before))
        .chain(within)
}

/// Whether the key, or a word of the name for people and what follows it, begins with `begun`.
fn begins(provider: Provider, begun: &str) -> bool {
    let name = provider.display_name();
    let words = name.match_indices(' ').map(|(at, _)| at).chain([0]);
    squash(provider.key()).starts_with(begun)
        || words
            .filter_map(|at| name.get(at..))
            .any(|rest| squash(rest).starts_with(begun))
}

/// `monday.com`, `Copper CRM`: the name without what people put behind it.
fn without_ending(text: &str) -> Option<String> {
    let text = text.to_ascii_lowercase();
    let stem = [".com", ".io", ".ai", "crm", " api"]
        .iter()
        .find_map(|ending| text.strip_suffix(ending))?;
    Some(squash(stem)).filter(|stem| !stem.is_empty())
}

/// Letters and digits, in small letters.
pub(super) fn squash(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        let shown = |it: &Meant| match it.module {
            Some(module) => format!("{}/{}", it.provider.key(), module.id()),
            None => it.provider.key().to_owned(),
        };
        meant(text).iter().map(shown).collect()
    }

    #[test]
    fn other_names_are_sorted_and_mean_something() {
        assert!(OTHER_NAMES.is_sorted_by(|a, b| a.0 < b.0));
        for (name, all) in OTHER_NAMES {
            assert_eq!(squash(name), *name);
            assert!(!all.is_empty());
            for meant in *all {
                let (key, module) = split(meant);
                let provider =
                    super::super::provider(key).unwrap_or_else(|| panic!("{name}: no provider {key}"));
                assert!(
                    module.is_none_or(|id| provider.module(id).is_some()),
                    "{name}: {meant}"
                );
                assert_ne!(squash(key), *name, "{name} is a key");
            }
        }
    }

    #[test]
    fn every_key_and_name_means_its_provider() {
        for provider in providers() {
            let key = provider.key();
            assert_eq!(shown(key), [key]);
            assert!(!shown(&key.to_uppercase()).is_empty());
            assert!(
                !meant(provider.display_name()).is_empty(),
                "{key}: {}",
                provider.display_name()
            );
        }
    }

    #[test]
    fn people_are_understood() {
        for (text, expected) in [
            ("jira", &["atlassian/jira"][..]),
            ("zendesk", &["zendeskChat", "zendeskSupport"]),
            ("dynamics", &["dynamicsBusinessCentral", "dynamicsCRM"]),
            ("Microsoft Dynamics CRM", &["dynamicsCRM"]),
            ("dynamics365", &["dynamicsCRM", "dynamicsBusinessCentral"]),
            ("pardot", &["salesforce/account-engagement"]),
            ("outlook", &["microsoft"]),
            ("Go High Level", &["highLevelStandard", "highLevelWhiteLabel"]),
            ("gmail", &["google/gmail", "googleWorkspaceDelegation/gmail"]),
            (
                "google calendar",
                &["google/calendar", "googleWorkspaceDelegation/calendar"],
            ),
            ("zohocrm", &["zoho/crm"]),
            ("Harvest", &["greenhouse"]),
            (
                "Customer.io",
                &[
                    "customerDataPipelines",
                    "customerJourneysApp",
                    "customerJourneysTrack",
                ],
            ),
            ("monday.com", &["monday"]),
            ("Copper CRM", &["copper"]),
            ("hubspto", &["hubspot"]),
            ("nothing-of-the-kind", &[]),
            ("", &[]),
            ("é", &[]),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }
}
