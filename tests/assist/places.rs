//! Places where editors ask for completion, and what is proposed there.

use amplint::assist::complete::{Known, complete};
use amplint::assist::describe::hover;
use amplint::assist::occurrences::subject;
use amplint::manifest;
use amplint::source::Source;

const HEAD: &str = "specVersion: 1.0.0\nintegrations:\n  - name: crm\n    provider: hubspot\n";
const READ: &str = "    read:\n      objects:\n        - objectName: contacts\n          destination: hook\n";

/// The labels at the `|` of a text.
fn labels(text: &str) -> Vec<String> {
    let at = text.find('|').unwrap();
    let text = text.replacen('|', "", 1);
    let source = Source::new("amp.yaml", text.into_bytes()).unwrap();
    let found = complete(&source, u32::try_from(at).unwrap(), Known::default());
    found.into_iter().map(|it| it.label).collect()
}

#[test]
fn something_is_proposed_wherever_something_may_stand() {
    let head = HEAD;
    let read = format!("{HEAD}{READ}");
    let cases = [
        ("|".to_owned(), "specVersion"),
        ("spec|".to_owned(), "specVersion"),
        ("specVersion: 1.0.0\n|".to_owned(), "integrations"),
        ("specVersion: 1.0.0\nintegrations:\n  |".to_owned(), "- name"),
        ("specVersion: 1.0.0\nintegrations:\n  - |".to_owned(), "name"),
        ("specVersion: 1.0.0\nintegrations:\n  -|".to_owned(), "name"),
        (format!("{head}    |"), "read"),
        (format!("{head}    wri|"), "write"),
        (format!("{head}|"), "read"),
        (format!("{head}   |"), "- name"),
        (format!("{head}    module: |"), "crm"),
        (format!("{head}    read:\n      |"), "objects"),
        (
            format!("{head}    read:\n      objects:\n        |"),
            "- objectName",
        ),
        (
            format!("{head}    read:\n      objects:\n      - |"),
            "objectName",
        ),
        (format!("{read}          |"), "schedule"),
        (format!("{read}          schedule: |"), "0 * * * *"),
        (format!("{read}          schedule: \"|\""), "0 * * * *"),
        (format!("{read}          schedule:|"), "0 * * * *"),
        (
            format!("{read}          requiredFields:\n            |"),
            "- fieldName",
        ),
        (
            format!("{read}          requiredFields:\n            - fieldName: em|"),
            "email",
        ),
        (
            format!("{read}          requiredFields: [{{fieldName: |}}]"),
            "email",
        ),
        (format!("{read}          requiredFields: [|]"), "fieldName"),
        (format!("{read}          delivery: {{|}}"), "mode"),
        (
            format!("{read}          delivery:\n            mode: |"),
            "onRequest",
        ),
        (format!("{read}    proxy:\n      enabled: |"), "true"),
        (
            format!("{head}    write:\n      objects:\n        - objectName: |"),
            "contacts",
        ),
        (
            read.replace("hook\n", "hook # amp:ignore[|]\n"),
            "schedule-missing",
        ),
    ];
    for (text, wanted) in &cases {
        let found = labels(text);
        assert!(
            found.iter().any(|it| it == wanted),
            "{text}\n{wanted} is not among {found:?}"
        );
    }
}

/// Texts as they are while they are being written, in every dress that files come in.
#[test]
fn half_typed_and_oddly_dressed_texts() {
    let head = HEAD;
    let read = format!("{HEAD}{READ}");
    let crlf = |text: &str| text.replace('\n', "\r\n");
    let fields = format!("{read}          requiredFields:\n            - fieldName: email\n");
    let cases = [
        // Nothing yet.
        (String::new() + "|", "integrations"),
        ("|\n".to_owned(), "specVersion"),
        ("\u{FEFF}|".to_owned(), "specVersion"),
        ("# a note\n|".to_owned(), "specVersion"),
        ("---\n|".to_owned(), "specVersion"),
        (format!("{read}  |"), "- name"),
        // Keys between others, above others, in a deeper and a shallower column than usual.
        (format!("{head}    |\n    proxy:\n      enabled: true\n"), "read"),
        (format!("{head}    re|\n    proxy:\n      enabled: true\n"), "read"),
        (read.replace("          dest", "          sch|\n          dest"), "schedule"),
        (read.replace("          dest", "          |\n          dest"), "schedule"),
        (format!("{fields}          |"), "schedule"),
        (format!("{fields}            |"), "- fieldName"),
        (format!("{fields}            - |"), "mapToName"),
        (format!("{fields}              |"), "mapToName"),
        (format!("{fields}              mapToN|"), "mapToName"),
        // Behind a question mark, with its colon on the next line.
        (format!("{fields}            - ? |\n              : phone\n"), "fieldName"),
        (format!("{fields}            - ?|\n              : phone\n"), "fieldName"),
        (format!("{head}    ? re|\n    : objects: []\n"), "read"),
        // A key typed over another, a value typed over another.
        (read.replace("objectName", "objectN|ame"), "objectName"),
        (read.replace("contacts", "con|tacts"), "companies"),
        (read.replace("contacts", "\"con|tacts\""), "companies"),
        (read.replace("contacts", "'con|tacts'"), "companies"),
        (read.replace("contacts", "|  # the object"), "companies"),
        (format!("{head}    module: |\n    proxy:\n      enabled: true\n"), "crm"),
        // In brackets and braces, over several lines too.
        ("specVersion: 1.0.0\nintegrations: [{name: a, provider: |}]\n".to_owned(), "gong"),
        ("specVersion: 1.0.0\nintegrations: [{name: a, prov|}]\n".to_owned(), "provider"),
        ("specVersion: 1.0.0\nintegrations: [\n  {name: a,\n   provider: |\n  }]\n".to_owned(), "gong"),
        ("specVersion: 1.0.0\nintegrations:\n  - {name: a, provider: hubspot, proxy: {enabled: |}}\n".to_owned(), "true"),
        ("specVersion: 1.0.0\nintegrations:\n  - {name: a, provider: hubspot, read: {objects: [{objectName: |".to_owned(), "contacts"),
        (format!("{read}          requiredFields: [{{fieldName: email}}, {{|}}]"), "fieldName"),
        // Comments.
        (format!("{read}          # amp:|"), "amp:ignore"),
        (format!("{head}    # amp:ignore[schedule-missing, |]\n"), "unknown-key"),
        (format!("{head}    # amp:ignore[unk|\n"), "unknown-key"),
        // Other line ends, tabs, wide characters.
        (crlf(&format!("{head}    |\n    proxy:\n      enabled: true\n")), "read"),
        (crlf(&format!("{read}          schedule: |\n")), "0 * * * *"),
        (format!("{head}    read: # 😀 é\n      |"), "objects"),
        (head.replace("crm\n    provider: hubspot", "\"😀é\"\n    provider: |"), "hubspot"),
        ("specVersion: 1.0.0\nintegrations: [{name: \"😀\", provider: |}]".to_owned(), "hubspot"),
        (head.replace("    provider: hubspot\n", "\tprov|\n"), "provider"),
        (head.replace("hubspot", "\t|"), "hubspot"),
        // Beside what is wrong elsewhere.
        (format!("{head}    oops\n    proxy:\n      enabled: |\n"), "true"),
        (
            format!("{read}          schedule: \"0 * *\n        - objectName: deals\n          destination: |\n"),
            "hook",
        ),
        (format!("foo\n{head}    re|"), "read"),
        // A second document is none that anyone reads, but the first goes on.
        (format!("{head}    re|\n---\na: b\n"), "read"),
        (format!("{head}    read:\n      objects:\n        - objectName: |\n...\n"), "contacts"),
    ];
    for (text, wanted) in &cases {
        let found = labels(text);
        assert!(
            found.iter().any(|it| it == wanted),
            "{text:?}\n{wanted} is not among {:?}",
            found.iter().take(30).collect::<Vec<_>>()
        );
    }
}

/// Whole integrations and manifests are proposed, and clean as they are written, wherever they go.
#[test]
fn a_whole_integration_is_clean() {
    let mut places = vec![
        "|".to_owned(),
        "# a note\n|".to_owned(),
        "specVersion: 1.0.0\nintegrations:\n  - |".to_owned(),
        "specVersion: 1.0.0\nintegrations:\n  |".to_owned(),
        "specVersion: 1.0.0\nintegrations:\n- |".to_owned(),
        "specVersion: 1.0.0\r\nintegrations:\r\n    -|".to_owned(),
        "specVersion: 1.0.0\nintegrations: [|]\n".to_owned(),
    ];
    places.push(format!("{HEAD}    proxy:\n      enabled: true\n  - |"));
    places.push(format!("{HEAD}{READ}          optionalFieldsAuto: all\n  - |"));
    for text in places {
        let at = u32::try_from(text.find('|').unwrap()).unwrap();
        let text = text.replacen('|', "", 1);
        let source = Source::new("amp.yaml", text.clone().into_bytes()).unwrap();
        let found = complete(&source, at, Known::default());
        let whole: Vec<_> = found
            .iter()
            .filter(|it| it.label.ends_with(" integration") || it.label.ends_with(" manifest"))
            .collect();
        let one = whole.iter().any(|it| it.label.starts_with("gong "));
        assert!(
            one && whole.len() > 200,
            "{text:?}: {} are proposed; has `amplint new` come to refuse most providers, for a warning that all get?",
            whole.len()
        );
        for proposal in whole.iter().step_by(29) {
            let (after, _) = super::back::accept(&text, proposal);
            let mut options = super::common::plain::options();
            options.min_level = Some(amplint::diagnostic::Level::Warning);
            let checked = amplint::check("amp.yaml", after.clone().into_bytes(), &options).unwrap();
            assert!(checked.is_clean(), "{after}\n{:?}", checked.findings);
            assert!(
                !after.contains('\r') || !after.replace("\r\n", "").contains(['\r', '\n']),
                "{after:?}"
            );
        }
    }
}

/// Where case does not matter, names come in the case that the file has.
#[test]
fn the_case_of_the_file() {
    let head = HEAD.replace("hubspot", "salesforce");
    let write = "    write:\n      objects:\n        - objectName: ";
    for (first, wanted) in [("account", "contact"), ("Account", "Contact")] {
        let found = labels(&format!("{head}{write}{first}\n        - objectName: |"));
        assert!(found.contains(&wanted.to_owned()), "{wanted}");
        assert!(
            !found.iter().any(|it| it.eq_ignore_ascii_case("account")),
            "it is there already"
        );
    }
    assert!(labels(&format!("{head}{write}con|")).contains(&"contact".to_owned()));
    assert!(labels(&format!("{head}{write}|")).contains(&"Contact".to_owned()));
}

#[test]
fn nothing_is_proposed_where_nothing_may_stand() {
    for text in [
        format!("{HEAD}# a note |"),
        format!("{HEAD}    displayName: \"a\" |"),
        format!("{HEAD}    x-notes: |"),
        format!("{HEAD}    read: |\n      objects: []\n"),
    ] {
        assert_eq!(labels(&text), Vec::<String>::new(), "{text}");
    }
}

/// What is asked of any place, where letters of several bytes stand beside others.
#[test]
fn every_place_is_one_between_letters() {
    let sound = "# für é amp:ignore[féld-x] …d “a”\nspecVersion: 1.0.0 # ü\nintegrations:\n  - name: crmé # näme\n    \
                 displayName: é\n    provider: hubspöt\n    proxy: {enabled: trüe, \"é\": ü}\n    réad:\n      objécts: [é]\n";
    let broken = sound.replace("crmé", "&é crmé").replace("Name: é", "Name: *é");
    for text in [sound, &broken] {
        places(text);
    }
}

fn places(text: &str) {
    let source = Source::new("amp.yaml", text.as_bytes().to_vec()).unwrap();
    let document = manifest::parse(&source);
    let read = manifest::read(&document);
    for (at, _) in text.char_indices().chain([(text.len(), ' ')]) {
        let at = u32::try_from(at).unwrap();
        let _ = complete(&source, at, Known::default());
        let hover = hover(&document, &read, at, None, None).map(|hover| hover.span);
        let subject = subject(&document, &read, at).map(|(_, span)| span);
        for span in hover.into_iter().chain(subject) {
            assert!(text.get(span.range()).is_some(), "{span:?} at {at}");
        }
    }
}
