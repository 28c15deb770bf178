//! The guide of each provider that has one.

use crate::catalog::Provider;

/// Where the guides are.
const GUIDES: &str = "https://docs.withampersand.com/provider-guides/";

/// The address of a provider's guide, if there is one.
#[must_use]
pub fn guide(provider: Provider) -> Option<String> {
    let at = NAMES
        .binary_search_by_key(&provider.key(), |&(key, _)| key)
        .ok()?;
    Some(format!("{GUIDES}{}", NAMES[at].1))
}

/// Providers, by key, with the names of their guides.
#[rustfmt::skip]
static NAMES: [(&str, &str); 196] = [
    ("aWeber", "aweber"), ("accuLynx", "accuLynx"), ("acuityScheduling", "acuityScheduling"), ("aha", "aha"),
    ("aircall", "aircall"), ("airtable", "airtable"), ("amplemarket", "amplemarket"),
    ("amplitude", "amplitude"), ("anthropic", "anthropic"), ("apollo", "apollo"), ("asana", "asana"),
    ("ashby", "ashby"), ("atlassian", "atlassian"), ("attio", "attio"), ("avoma", "avoma"), ("aws", "aws"),
    ("bentley", "bentley"), ("bigquery", "bigquery"), ("bird", "bird"), ("bitbucket", "bitbucket"),
    ("blackbaud", "blackbaud"), ("blueshift", "blueshift"), ("blueshiftEU", "blueshiftEU"), ("box", "box"),
    ("braintree", "braintree"), ("braze", "braze"), ("breakcold", "breakcold"), ("brevo", "brevo"),
    ("bynder", "bynder"), ("calendly", "calendly"), ("campaignMonitor", "campaignMonitor"),
    ("capsule", "capsule"), ("chargeOver", "chargeOver"), ("chargebee", "chargebee"),
    ("chartMogul", "chartMogul"), ("chilipiper", "chilipiper"), ("chorus", "chorus"), ("clari", "clari"),
    ("clariCopilot", "clariCopilot"), ("clickup", "clickup"), ("close", "close"), ("cloudTalk", "cloudtalk"),
    ("coda", "coda"), ("connectWise", "connectWise"), ("constantContact", "constantContact"),
    ("copper", "copper"), ("coupa", "coupa"), ("crunchbase", "crunchbase"),
    ("customerJourneysApp", "customerJourneysApp"), ("customerJourneysTrack", "customerJourneysTrack"),
    ("delighted", "delighted"), ("devrev", "devrev"), ("discord", "discord"), ("discourse", "discourse"),
    ("dixa", "dixa"), ("docusign", "docusign"), ("domo", "domo"), ("dovetail", "dovetail"),
    ("drift", "drift"), ("drip", "drip"), ("dropbox", "dropbox"), ("dropboxSign", "dropboxsign"),
    ("dynamicsBusinessCentral", "dynamicsBusinessCentral"), ("dynamicsCRM", "dynamicsCRM"),
    ("emailBison", "emailBison"), ("fathom", "fathom"), ("figma", "figma"), ("fireflies", "fireflies"),
    ("flatfile", "flatfile"), ("formstack", "formstack"), ("fourFour", "fourFour"),
    ("freshchat", "freshchat"), ("freshdesk", "freshdesk"), ("front", "front"), ("g2", "g2"),
    ("geckoboard", "geckoboard"), ("getResponse", "getResponse"), ("github", "github"), ("gitlab", "gitlab"),
    ("goTo", "goTo"), ("gong", "gong"), ("google", "google"),
    ("googleWorkspaceDelegation", "google-workspace-delegation"), ("gorgias", "gorgias"),
    ("granola", "granola"), ("groove", "groove"), ("guru", "guru"), ("gusto", "gusto"),
    ("happyfox", "happyfox"), ("helpScoutMailbox", "helpScoutMailbox"), ("heyreach", "heyreach"),
    ("highLevelStandard", "highlevel"), ("highLevelWhiteLabel", "highlevel"), ("hightouch", "hightouch"),
    ("hive", "hive"), ("housecallPro", "housecallPro"), ("hubspot", "hubspot"), ("hunter", "hunter"),
    ("insightly", "insightly"), ("instantlyAI", "instantly"), ("intercom", "intercom"),
    ("ironclad", "ironclad"), ("iterable", "iterable"), ("jobber", "jobber"), ("joinMe", "joinMe"),
    ("jotform", "jotform"), ("jump", "jump"), ("justCall", "justCall"), ("kaseyaVSAX", "kaseyaVSAX"),
    ("keap", "keap"), ("kit", "kit"), ("klaviyo", "klaviyo"), ("lemlist", "lemlist"), ("lever", "lever"),
    ("linear", "linear"), ("linkedIn", "linkedin"), ("livestorm", "livestorm"), ("loxo", "loxo"),
    ("mailgun", "mailgun"), ("marketo", "marketo"), ("meta", "meta"), ("microsoft", "microsoft"),
    ("microsoftAdminConsent", "microsoftAdminConsent"), ("miro", "miro"), ("mixmax", "mixmax"),
    ("mixpanel", "mixpanel"), ("monday", "monday"), ("mural", "mural"), ("netsuite", "netsuite"),
    ("netsuiteM2M", "netsuite-m2m"), ("notion", "notion"), ("nutshell", "nutshell"), ("odoo", "odoo"),
    ("okta", "okta"), ("openAI", "openAI"), ("outplay", "outplay"), ("outreach", "outreach"),
    ("paddle", "paddle"), ("paddleSandbox", "paddleSandbox"), ("phoneBurner", "phoneBurner"),
    ("pinterest", "pinterest"), ("pipedrive", "pipedrive"), ("pipeliner", "pipeliner"), ("podium", "podium"),
    ("procore", "procore"), ("procoreSandbox", "procore"), ("productBoard", "productBoard"),
    ("pylon", "pylon"), ("quickbooks", "quickbooks"), ("quickbooksSandbox", "quickbooks"), ("ramp", "ramp"),
    ("rebilly", "rebilly"), ("recurly", "recurly"), ("revenueCat", "revenuecat"),
    ("ringCentral", "ringCentral"), ("sageIntacct", "sageIntacct"), ("salesfinity", "salesfinity"),
    ("salesflare", "salesflare"), ("salesforce", "salesforce"), ("salesforceJWT", "salesforce-jwt"),
    ("salesloft", "salesloft"), ("segment", "segment"), ("seismic", "seismic"), ("sellsy", "sellsy"),
    ("sendGrid", "sendGrid"), ("serviceNow", "serviceNow"), ("shopify", "shopify"), ("slack", "slack"),
    ("smartlead", "smartlead"), ("smartsheet", "smartsheet"), ("snapchatAds", "snapchatAds"),
    ("snowflake", "snowflake"), ("solarWindsServiceDesk", "solarwindsServiceDesk"), ("square", "square"),
    ("squareSandbox", "square"), ("stripe", "stripe"), ("superSend", "superSend"),
    ("surveyMonkey", "surveyMonkey"), ("talkdesk", "talkdesk"), ("teamleader", "teamleader"),
    ("teamwork", "teamwork"), ("timely", "timely"), ("tipalti", "tipalti"), ("vtiger", "vtiger"),
    ("wealthbox", "wealthbox"), ("webex", "webex"), ("webflow", "webflow"), ("whereby", "whereby"),
    ("wordPress", "wordpress"), ("workday", "workday"), ("wrike", "wrike"), ("xero", "xero"),
    ("zendeskSupport", "zendeskSupport"), ("zoho", "zoho"), ("zoom", "zoom"), ("zoomInfo", "zoominfo"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog;

    #[test]
    fn guides_are_in_order_and_of_providers() {
        assert!(NAMES.windows(2).all(|pair| pair[0].0 < pair[1].0));
        for (key, _) in NAMES {
            let provider = catalog::provider(key).unwrap_or_else(|| panic!("{key}"));
            assert!(guide(provider).is_some_and(|guide| guide.starts_with(GUIDES)));
        }
    }
}
