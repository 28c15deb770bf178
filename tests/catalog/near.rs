//! Near misses: what is proposed, what is not, and that proposals stay within a provider's module.
use amplint::catalog::{self, Missed, Module, Nearness, Object};
use proptest::prelude::*;

fn module(place: &str) -> Module {
    let (provider, module) = place.split_once('/').expect("provider/module");
    catalog::provider(provider)
        .and_then(|it| it.module(module))
        .expect(place)
}

#[test]
fn providers() {
    for (text, expected) in [
        ("HubSpot", Some(("hubspot", Nearness::Case))),
        ("zoominfo", Some(("zoomInfo", Nearness::Case))),
        ("zoom-info", Some(("zoomInfo", Nearness::Separator))),
        ("just_call", Some(("justCall", Nearness::Separator))),
        ("hubspt", Some(("hubspot", Nearness::Typo))),
        ("salesfroce", Some(("salesforce", Nearness::Typo))),
        ("gogn", Some(("gong", Nearness::Typo))),
        ("goggle", Some(("google", Nearness::Typo))),
        ("hubspot", None),
        ("sap", None),
        ("g3", None),
        ("", None),
        ("zendesk", None),
    ] {
        let found = catalog::nearest_provider(text);
        let found = found.as_ref().map(|near| (near.name.as_ref(), near.nearness));
        assert_eq!(found, expected, "{text}");
    }
}

#[test]
fn modules() {
    let zoho = catalog::provider("zoho").expect("zoho");
    for (text, expected) in [
        ("CRM", Some("crm")),
        ("service-desk-plus", Some("servicedeskplus")),
        ("dsk", None),
        ("books", None),
    ] {
        assert_eq!(
            zoho.nearest_module(text)
                .map(|near| near.name.into_owned())
                .as_deref(),
            expected,
            "{text}"
        );
    }
}

#[test]
fn objects() {
    use Nearness::{Case, Plural, Segment, Separator, Typo};
    for (place, text, expected) in [
        (
            "connectWise/root",
            "opportunities",
            Some(("sales/opportunities", Segment)),
        ),
        (
            "connectWise/root",
            "opportunity",
            Some(("sales/opportunities", Segment)),
        ),
        (
            "connectWise/root",
            "crm/opportunities",
            Some(("sales/opportunities", Segment)),
        ),
        ("gong/root", "call", Some(("calls", Plural))),
        ("gong/root", "Calls", Some(("calls", Case))),
        ("gong/root", "cals", Some(("calls", Typo))),
        ("gong/root", "transcirpts", Some(("transcripts", Typo))),
        ("hubspot/crm", "line-items", Some(("line_items", Separator))),
        ("hubspot/crm", "lineItems", Some(("line_items", Separator))),
        ("hubspot/crm", "contatcs", Some(("contacts", Typo))),
        ("hubspot/crm", "company", None),
        ("hubspot/crm", "contracts", None),
        ("hubspot/crm", "compannies", Some(("companies", Typo))),
        ("hubspot/crm", "apointments", Some(("appointments", Typo))),
        ("salesforce/crm", "OpportunityShare", None),
        (
            "salesforce/crm",
            "OportunityStage",
            Some(("OpportunityStage", Typo)),
        ),
        ("hubspot/crm", "p_custom_object", None),
        ("salesforce/crm", "Acount", Some(("Account", Typo))),
        ("salesforce/crm", "acount", Some(("account", Typo))),
        ("salesforce/crm", "opportunities", Some(("opportunity", Plural))),
        ("salesforce/crm", "Contract", None),
        ("salesforce/crm", "Lead__c", None),
        ("salesforce/crm", "Invoice__c", None),
        ("attio/root", "person", Some(("people", Plural))),
        ("attio/root", "votes", None),
        ("zoho/crm", "Sales Orders", Some(("Sales_Orders", Separator))),
        ("zoho/crm", "Tasks2", None),
        (
            "google/calendar",
            "calendar_list",
            Some(("calendarList", Separator)),
        ),
        ("google/calendar", "event", Some(("events", Plural))),
        ("google/calendar", "messages", None),
        ("google/gmail", "mesages", Some(("messages", Typo))),
        ("odoo/root", "partner", Some(("res.partner", Segment))),
        ("bigquery/root", "anything", None),
    ] {
        let found = module(place).nearest_object(text);
        let found = found.as_ref().map(|near| (near.name.as_ref(), near.nearness));
        let known = module(place).object(text).map(Object::name);
        assert_eq!(found, expected, "{place}: {text} ({known:?})");
    }
}

#[test]
fn the_nearest_comes_first_and_few_come() {
    let found = module("connectWise/root").near_objects("tickets");
    let names: Vec<&str> = found.iter().map(|near| near.name.as_ref()).collect();
    assert_eq!(names, ["project/tickets", "service/tickets"]);
    let microsoft = module("microsoft/root").near_objects("message");
    assert!(microsoft.len() <= 5, "{microsoft:?}");
}

#[test]
fn misspelt_prefixes() {
    let hubspot = module("hubspot/crm");
    let name = "AMPERSAND-event-occurrences-pe1_signup";
    assert!(hubspot.has_open_prefix(name));
    for text in [
        "AMPERSAND-event-occurences-pe1_signup",
        "AMPERSAND-event-ocurrences-pe1_signup",
        "ampersand-event-occurrences-pe1_signup",
    ] {
        let near = hubspot.nearest_object(text).expect(text);
        assert_eq!((near.name.as_ref(), near.item), (name, None), "{text}");
    }
    for text in [
        "AMPERSAND-event-occurences-",
        "AMPERSAND-event-x",
        "AMPERSAND-other-things-pe1_signup",
        "-",
    ] {
        assert_eq!(hubspot.nearest_object(text), None, "{text}");
    }
}

#[test]
fn fields() {
    let issues = module("linear/root").object("issues").expect("issues");
    let known = ["createdAt", "identifier"];
    assert!(
        known.iter().all(|name| issues.has_field(name)),
        "{:?}",
        issues.fields().collect::<Vec<_>>()
    );
    for (text, expected) in [
        ("created_at", Some("createdAt")),
        ("identifer", Some("identifier")),
        ("IDENTIFIER", Some("identifier")),
        ("custom_number_7", None),
    ] {
        let near = issues.nearest_field(text).map(|near| near.name.into_owned());
        assert_eq!(near.as_deref(), expected, "{text}");
    }
    let contacts = module("hubspot/crm").object("contacts").expect("contacts");
    assert!(contacts.fields_known() && contacts.fields_open() && contacts.has_field("EMAIL"));
    assert_eq!(contacts.nearest_field("emial").expect("near").name, "email");
}

#[test]
fn misspelt_fields() {
    let object = |place: &str, name: &str| module(place).object(name).expect(name);
    let issues = object("linear/root", "issues");
    let contacts = object("hubspot/crm", "contacts");
    for (object, text, expected) in [
        (issues, "created_at", Some("createdAt")),
        (issues, "identifer", Some("identifier")),
        (issues, "IDENTIFIER", None),
        (issues, "ideintifier", Some("identifier")),
        (issues, "identiifer", Some("identifier")),
        // Words of a language differ at their ends, names in their numbers.
        (issues, "identifiers", None),
        (issues, "createAt", None),
        (issues, "creator", None),
        (issues, "", None),
        (contacts, "first_name", Some("firstname")),
        (contacts, "emial", Some("email")),
        (contacts, "emails", None),
        (contacts, "EMAIL", None),
        (contacts, "phone2", None),
        (contacts, "Email", None),
    ] {
        assert_eq!(object.missed_field(text), expected.map(Missed::Typo), "{text}");
    }
}

#[test]
fn fields_that_are_none() {
    let missed = |place: &str, name: &str, text: &str| {
        let object = module(place).object(name).expect(name);
        object.missed_field(text)
    };
    let (salesforce, dynamics, hubspot) = ("salesforce/crm", "dynamicsCRM/root", "hubspot/crm");
    // Neither standard nor shaped like a custom field.
    assert_eq!(
        missed(salesforce, "Account", "city"),
        Some(Missed::Unknown(vec!["billingcity", "shippingcity"]))
    );
    assert_eq!(
        missed(dynamics, "accounts", "createdtime"),
        Some(Missed::Unknown(vec!["createdon"]))
    );
    assert_eq!(
        missed(salesforce, "Account", "frobnication"),
        Some(Missed::Unknown(Vec::new()))
    );
    // Custom ones, those of a feature, and those of a later version are fine.
    for text in [
        "City__c",
        "ns__City__c",
        "Parent__r",
        "Likes__pc",
        "personemail",
        "PersonPronouns",
        "NAME",
    ] {
        assert_eq!(missed(salesforce, "Account", text), None, "{text}");
    }
    assert_eq!(missed(dynamics, "accounts", "new_createdtime"), None);
    assert_eq!(
        missed(dynamics, "accounts", "ownerid"),
        Some(Missed::Lookup("_ownerid_value"))
    );
    assert_eq!(
        missed(hubspot, "contacts", "name"),
        Some(Missed::Elsewhere(vec!["firstname", "lastname", "ownername"]))
    );
    assert_eq!(
        missed(hubspot, "deals", "lastmodifieddate"),
        Some(Missed::Elsewhere(vec!["hs_lastmodifieddate"]))
    );
    assert_eq!(
        missed(hubspot, "contacts", "fistname"),
        Some(Missed::Typo("firstname"))
    );
    // A list that is too short says nothing; anything may be a customer's own.
    assert_eq!(missed(hubspot, "courses", "hs_createdat"), None);
    assert_eq!(missed(hubspot, "contacts", "favourite_colour"), None);
    // Labels.
    assert_eq!(
        missed(salesforce, "account", "Account Name"),
        Some(Missed::Label(Some("name")))
    );
    assert_eq!(
        missed(hubspot, "contacts", "First Name"),
        Some(Missed::Label(Some("firstname")))
    );
    assert_eq!(
        missed(salesforce, "account", "Favourite Colour"),
        Some(Missed::Label(None))
    );
}

#[test]
fn either_number_of_a_name() {
    let found = |place: &str, text: &str| module(place).object(text).map(Object::name);
    assert_eq!(found("hubspot/crm", "contact"), Some("contacts"));
    assert_eq!(found("hubspot/crm", "company"), Some("companies"));
    assert_eq!(found("hubspot/crm", "contacs"), None);
    assert_eq!(found("gong/root", "call"), None);
    assert!(module("hubspot/crm").near_objects("company").is_empty());
}

#[test]
fn no_object_is_near_itself_or_found_elsewhere() {
    for provider in catalog::providers() {
        assert_eq!(catalog::nearest_provider(provider.key()), None);
        for module in provider.modules().chain([provider.root()]) {
            // A name of this module, bent a little, proposes nothing that the module does not have.
            for object in module.objects().step_by(7) {
                assert_eq!(module.nearest_object(object.name()), None, "{object:?}");
                let bent = format!("{}q", object.name());
                for near in module.near_objects(&bent) {
                    let known = module.object(&near.name).map(Object::name);
                    assert_eq!(known, Some(near.name.as_ref()), "{module:?} {bent}");
                    assert_eq!(near.item.map(Object::module), Some(module));
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_text_can_be_looked_up(text in any::<String>(), tail in "[a-zA-Z0-9_/. -]{0,40}") {
        let text = format!("{text}{tail}");
        let _ = catalog::provider(&text);
        let _ = catalog::nearest_provider(&text);
        for place in ["hubspot/crm", "zoho/crm", "microsoft/root", "lemlist/root", "bigquery/root"] {
            let module = module(place);
            let _ = (module.object(&text), module.near_objects(&text), module.backfill_limit(&text));
            let _ = module.unlisted(catalog::Capability::Read, &text);
            let provider = module.provider().expect("a provider");
            let _ = (provider.resolve_module(Some(&text)), provider.nearest_module(&text));
            for object in module.objects().take(5) {
                let _ = (object.field(&text), object.nearest_field(&text), object.missed_field(&text));
            }
        }
    }
}
