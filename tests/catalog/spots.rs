//! The cases that are easily got wrong, one by one.
use amplint::catalog::{self, Capability, Flag, Module, Object, StandardEvent, Support, WatchAll, Weight};

fn module(place: &str) -> Module {
    let (provider, module) = place.split_once('/').expect("provider/module");
    catalog::provider(provider)
        .and_then(|it| it.module(module))
        .expect(place)
}

fn object(place: &str, name: &str) -> Object {
    module(place)
        .object(name)
        .unwrap_or_else(|| panic!("{place}: {name}"))
}

#[test]
fn keys_are_exact() {
    assert!(catalog::provider("zoomInfo").is_some());
    assert!(catalog::provider("zoominfo").is_none());
    assert!(catalog::provider("").is_none());
}

#[test]
fn modules_resolve() {
    let of = |provider: &str, id: Option<&str>| {
        catalog::provider(provider)
            .and_then(|it| it.resolve_module(id))
            .map(Module::id)
    };
    assert_eq!(of("hubspot", None), Some("crm"));
    assert_eq!(of("pipedrive", None), Some("legacy"));
    assert_eq!(of("gong", None), Some("root"));
    assert_eq!(of("marketo", None), Some("root"));
    assert_eq!(of("google", Some("root")), Some("root"));
    assert_eq!(of("google", Some("Gmail")), None);
    // The root of a provider with modules says what the provider as such does, and knows no objects.
    let google = catalog::provider("google").expect("google");
    assert_eq!(google.root().support(Capability::Subscribe), Support::No);
    assert_eq!(
        google.default_module().support(Capability::Subscribe),
        Support::Yes
    );
    assert_eq!(google.root().unlisted(Capability::Read, "anything"), None);
}

#[test]
fn the_proxy_is_the_providers_unless_the_module_is_used() {
    let proxy = |place: &str, use_module| {
        let module = module(place);
        module.provider().map(|it| it.proxy_support(module, use_module))
    };
    assert_eq!(proxy("hubspot/crm", false), Some(Support::Yes));
    assert_eq!(proxy("hubspot/crm", true), Some(Support::No));
    assert_eq!(proxy("salesforce/crm", true), Some(Support::Yes));
    assert_eq!(proxy("netsuite/suiteql", true), Some(Support::Yes));
    assert_eq!(proxy("xero/root", false), Some(Support::NoDoubted));
    assert_eq!(proxy("workday/root", false), Some(Support::NoDoubted));
    assert_eq!(proxy("aws/root", false), Some(Support::YesDoubted));
}

#[test]
fn doubtful_flags_are_no_ground_for_an_error() {
    for (place, action, expected) in [
        ("pipedrive/crm", Capability::Read, Support::NoDoubted),
        ("aws/aws-identity-center", Capability::Write, Support::NoDoubted),
        ("google/contacts", Capability::Read, Support::NoDoubted),
        ("meta/whatsapp", Capability::Write, Support::NoDoubted),
        ("zoho/servicedeskplus", Capability::Read, Support::NoDoubted),
        ("callRail/root", Capability::Write, Support::NoDoubted),
        ("linkedIn/platform", Capability::Read, Support::No),
        ("leverSandbox/root", Capability::Read, Support::No),
        ("linkedIn/ads", Capability::Read, Support::Yes),
        ("goTo/goToConnect", Capability::Read, Support::No),
        ("netsuite/suiteql", Capability::Write, Support::No),
    ] {
        assert_eq!(module(place).support(action), expected, "{place}");
    }
}

#[test]
fn names_are_matched_as_the_provider_does() {
    assert_eq!(object("salesforce/crm", "opportunity").name(), "Opportunity");
    assert_eq!(object("salesforceJWT/crm", "ACCOUNT").name(), "Account");
    assert_eq!(
        object("dynamicsBusinessCentral/root", "salesorders").name(),
        "salesOrders"
    );
    assert_eq!(object("zoho/crm", "Contacts").name(), "contacts");
    assert_eq!(object("zoho/crm", "price_Books").name(), "Price_Books");
    assert!(module("zoho/crm").object("Price_books").is_none());
    assert!(module("gong/root").object("Calls").is_none());
    // Two objects that differ in case alone.
    for name in ["groups", "Groups"] {
        assert_eq!(object("serviceNow/root", name).name(), name);
    }
    assert!(module("serviceNow/root").object("GROUPS").is_none());
    assert_eq!(object("apollo/root", "deals").alias_of(), Some("opportunities"));
    assert_eq!(object("atlassian/jira", "issues").alias_of(), Some("issue"));
}

#[test]
fn unlisted_names_weigh_as_they_are_enforced() {
    let unlisted = |place: &str, action| module(place).unlisted(action, "frobnicators");
    assert_eq!(unlisted("gong/root", Capability::Read), Some(Weight::Error));
    assert_eq!(unlisted("apollo/root", Capability::Write), Some(Weight::Warn));
    assert_eq!(unlisted("close/root", Capability::Read), Some(Weight::Warn));
    // What the connector was seen to do decides, whatever is guessed of its lists.
    assert_eq!(
        unlisted("pipedrive/legacy", Capability::Read),
        Some(Weight::Error)
    );
    assert_eq!(unlisted("amplitude/root", Capability::Write), Some(Weight::Warn));
    assert_eq!(
        unlisted("salesforce/account-engagement", Capability::Read),
        Some(Weight::Warn)
    );
    assert_eq!(unlisted("salesforce/crm", Capability::Read), None);
    assert_eq!(unlisted("snowflake/root", Capability::Read), None);
    assert_eq!(unlisted("adobe/root", Capability::Read), None);
    assert_eq!(
        module("lemlist/root").unlisted(Capability::Write, "unsubscribes/a@b.example"),
        None
    );
    assert_eq!(unlisted("gong/root", Capability::Subscribe), Some(Weight::Error));
    assert_eq!(unlisted("hubspot/crm", Capability::Subscribe), None);
    assert_eq!(unlisted("attio/root", Capability::Subscribe), None);
}

#[test]
fn objects_refuse_only_what_is_certain() {
    assert_eq!(
        object("capsule/root", "countries").refused(Capability::Write),
        Some(Weight::Error)
    );
    assert_eq!(
        object("google/gmail", "threads").refused(Capability::Write),
        Some(Weight::Warn)
    );
    assert_eq!(
        object("google/gmail", "messages").refused(Capability::Write),
        Some(Weight::Warn)
    );
    assert_eq!(object("google/gmail", "history").refused(Capability::Write), None);
    assert_eq!(
        object("hubspot/crm", "channels").refused(Capability::Write),
        Some(Weight::Warn)
    );
    assert_eq!(object("okta/root", "users").refused(Capability::Write), None);
    assert_eq!(
        object("hubspot/crm", "lists").refused(Capability::Subscribe),
        Some(Weight::Warn)
    );
    // What the module does not do at all is not the object's fault.
    assert_eq!(
        object("pylon/root", "issues").refused(Capability::Subscribe),
        None
    );
}

#[test]
fn limits_come_from_the_data() {
    let limit = |place: &str, name: &str| module(place).backfill_limit(name);
    let events = limit("google/calendar", "events").expect("a limit");
    assert_eq!((events.max_days(), events.level()), (Some(28), Weight::Error));
    assert!(!events.allows_full_history());
    assert_eq!(limit("google/calendar", "settings"), None);
    assert!(limit("googleWorkspaceDelegation/calendar", "events").is_some());
    assert!(
        !limit("snowflake/root", "any table")
            .expect("a limit")
            .allows_days()
    );
    let issues = limit("pylon/root", "issues").expect("a limit");
    assert_eq!((issues.max_days(), issues.proposed_days()), (Some(30), Some(29)));
    assert_eq!(issues.level(), Weight::Warn);
    assert!(
        !limit("zoom/root", "recordings")
            .expect("a limit")
            .allows_full_history()
    );

    let fields = module("bigquery/root").field_limit().expect("a limit");
    assert_eq!(
        (fields.max, fields.level, fields.auto_level),
        (7, Weight::Error, Weight::Warn)
    );
    let reserved = module("hubspot/crm").reserved_names().expect("names");
    assert!(reserved.contains("ID") && !reserved.contains("email"));
    assert!(module("salesforce/crm").has_lower_case_fields());

    let associations = catalog::providers().filter(|it| it.has_association_changes());
    assert_eq!(
        associations
            .map(amplint::catalog::Provider::key)
            .collect::<Vec<_>>(),
        ["hubspot"]
    );
}

#[test]
fn subscriptions() {
    let salesforce = module("salesforce/crm").subscription();
    assert_eq!(
        salesforce.max_objects().map(|it| (it.max, it.level)),
        Some((5, Weight::Error))
    );
    assert_eq!(module("salesforceJWT/crm").subscription().max_objects(), None);
    let zoho = module("zoho/crm").subscription();
    assert_eq!(zoho.watch_all(), Some((WatchAll::Refused, Weight::Error)));
    assert_eq!(zoho.max_watch_fields().map(|it| it.max), Some(10));
    for place in ["attio/root", "connectWise/root", "jobber/root", "salesloft/root"] {
        let rule = module(place).subscription().watch_all();
        assert_eq!(rule, Some((WatchAll::Required, Weight::Error)), "{place}");
    }
    // Standard events, raw events only, events of the module, nothing known.
    let calls = object("gong/root", "calls").events().expect("events");
    assert!(calls.contains(StandardEvent::Create) && !calls.contains(StandardEvent::Update));
    let employees = object("housecallPro/root", "employees");
    assert!(employees.events().expect("events").is_empty());
    assert_eq!(employees.other_events().collect::<Vec<_>>(), ["employee.created"]);
    // One source has the singular, for subscribing alone.
    let employee = object("housecallPro/root", "employee");
    assert_eq!(employee.alias_of(), Some("employees"));
    assert_eq!(employee.refused(Capability::Subscribe), None);
    assert_eq!(employee.refused(Capability::Read), Some(Weight::Error));
    let account = object("salesforce/crm", "account").events().expect("events");
    assert!(account.contains(StandardEvent::Delete) && !account.contains(StandardEvent::AssociationChange));
    assert_eq!(object("google/calendar", "acl").events(), None);
    assert_eq!(
        object("connectWise/root", "service/tickets").subscribe_via(),
        Some("project/tickets")
    );
    assert_eq!(
        object("accuLynx/root", "jobs/invoices").subscribe_via(),
        Some("jobs")
    );
    assert!(
        module("jobber/root")
            .subscription()
            .other_events()
            .any(|it| it == "PAYMENT_CREATE")
    );
}

#[test]
fn kinds_of_providers() {
    let flag = |key: &str, flag| catalog::provider(key).is_some_and(|it| it.flags().contains(flag));
    assert!(flag("payPalSandBox", Flag::Sandbox) && flag("rampDemo", Flag::Demo));
    assert!(flag("ironcladDemo", Flag::Experimental) && flag("instantly", Flag::Legacy));
    assert!(!flag("gong", Flag::Sandbox));
    assert!(
        module("salesforce/account-engagement-demo")
            .flags()
            .contains(Flag::Demo)
    );
}

#[test]
fn doubtful_increments_are_unknown_rather_than_missing() {
    // Two sources disagree on nearly all of this provider's objects.
    let doubted = module("sageIntacct/root")
        .objects()
        .filter(|it| it.incremental() == Support::NoDoubted);
    assert!(doubted.count() > 200);
}

/// Providers that can be read, by themselves or by a module, and no object of which has a list of its fields.
#[test]
fn few_providers_lack_every_field() {
    let parts = |provider: catalog::Provider| provider.modules().chain([provider.root()]);
    let readable = |it: &catalog::Provider| {
        it.support(Capability::Read).is_yes()
            || parts(*it).any(|module| module.support(Capability::Read).is_yes())
    };
    let has_fields = |it: &catalog::Provider| {
        parts(*it)
            .flat_map(|module| module.objects())
            .any(|object| object.fields_known())
    };
    let readable: Vec<_> = catalog::providers().filter(readable).collect();
    let lacking: Vec<&str> = readable
        .iter()
        .filter(|it| !has_fields(it))
        .map(|it| it.key())
        .collect();
    assert!(readable.len() > 130, "{}", readable.len());
    assert!(lacking.len() <= 38, "{}: {lacking:?}", lacking.len());
}
