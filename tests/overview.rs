//! `amplint overview`: what it says is so, fits its schema, and no name breaks out of the page.

mod common;

use std::fs;
use std::path::Path;

use amplint::overview::Overview;
use amplint::report::overview as write;
use amplint::{Checked, Options, check};
use proptest::prelude::*;
use sha2::{Digest, Sha256};

use common::cases;
use common::{plain, update};

fn checked(name: &str, text: &str) -> Checked {
    check(name, text.as_bytes().to_vec(), &plain::options()).unwrap()
}

fn html(all: &[Checked]) -> String {
    let mut out = Vec::new();
    write::write_html(&Overview::of(all), all, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// Fixtures of all rules, good and bad.
fn fixtures() -> Vec<Checked> {
    let rules = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/rules");
    let mut files: Vec<_> = fs::read_dir(rules)
        .unwrap()
        .flat_map(|rule| fs::read_dir(rule.unwrap().path()).unwrap())
        .map(|file| file.unwrap().path())
        .filter(|path| path.extension().is_some_and(|it| it == "yaml"))
        .collect();
    files.sort();
    let read = |path: &std::path::PathBuf| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        check(&name, fs::read(path).unwrap(), &Options::default()).unwrap()
    };
    files.iter().map(read).filter(Overview::is_manifest).collect()
}

#[test]
fn it_fits_its_schema() {
    let schema =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas/overview.schema.json"))
            .unwrap();
    let schema = jsonschema::validator_for(&serde_json::from_str(&schema).unwrap()).unwrap();
    let all = fixtures();
    assert!(all.len() > 100);
    for checked in all {
        let mut out = Vec::new();
        let all = [checked];
        write::write_json(&Overview::of(&all), &mut out).unwrap();
        let value: serde_json::Value = serde_json::from_slice(&out).unwrap();
        let wrong: Vec<String> = schema
            .iter_errors(&value)
            .map(|error| error.to_string())
            .collect();
        assert_eq!(wrong, [""; 0], "{}", all[0].source.name());
    }
}

const MANIFEST: &str = include_str!("../fixtures/overview/amp.yaml");

#[test]
fn every_format_says_what_the_manifest_does() {
    let all = [checked("amp.yaml", MANIFEST)];
    let overview = Overview::of(&all);
    let text = |write: &dyn Fn(&mut dyn std::io::Write) -> std::io::Result<()>| {
        let mut out = Vec::new();
        write(&mut out).unwrap();
        String::from_utf8(out).unwrap()
    };
    update::hold(
        "fixtures/overview/table.txt",
        &text(&|out| write::write_text(&overview, None, out)),
    );
    update::hold(
        "fixtures/overview/table-80.txt",
        &text(&|out| write::write_text(&overview, Some(80), out)),
    );
    update::hold(
        "fixtures/overview/table-60.txt",
        &text(&|out| write::write_text(&overview, Some(60), out)),
    );
    update::hold(
        "fixtures/overview/overview.md",
        &text(&|out| write::write_markdown(&overview, out)),
    );
    update::hold(
        "fixtures/overview/overview.json",
        &text(&|out| write::write_json(&overview, out)),
    );
    for width in [60, 80, 200] {
        let table = text(&|out| write::write_text(&overview, Some(width), out));
        assert!(
            table.lines().all(|line| line.chars().count() <= width),
            "{width}:\n{table}"
        );
    }
}

/// The page lets run and apply what stands in it, and nothing else.
#[test]
fn the_policy_names_the_style_and_the_script() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/report/overview/html");
    let hash = |name: &str| base64(&Sha256::digest(fs::read(folder.join(name)).unwrap()));
    let policy = format!(
        "default-src 'none'; style-src 'sha256-{}'; script-src 'sha256-{}'; img-src data:; base-uri 'none'; form-action 'none'\n",
        hash("page.css"),
        hash("page.js")
    );
    update::hold("src/report/overview/html/policy.txt", &policy);
}

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for chunk in bytes.chunks(3) {
        let number = chunk
            .iter()
            .chain([0, 0].iter())
            .take(3)
            .fold(0_u32, |sum, byte| sum << 8 | u32::from(*byte));
        for i in 0..4 {
            let digit = char::from(DIGITS[(number >> (18 - 6 * i)) as usize & 63]);
            out.push(if i <= chunk.len() { digit } else { '=' });
        }
    }
    out
}

#[test]
fn many_manifests_make_a_page_of_bearable_size() {
    let all = fixtures();
    let page = html(&all[..all.len().min(40)]);
    assert!(page.len() < 1 << 20, "{} bytes", page.len());
    let objects: String = (0..500)
        .map(|i| format!("        - objectName: o{i}__c\n          destination: d{}\n          schedule: \"{} * * * *\"\n          optionalFieldsAuto: all\n", i % 9, i % 60))
        .collect();
    let big = format!(
        "specVersion: 1.0.0\nintegrations:\n  - name: big\n    provider: salesforce\n    module: crm\n    read:\n      objects:\n{objects}"
    );
    let page = html(&[checked("amp.yaml", &big)]);
    assert!(
        page.len() < 1 << 19 && page.contains("o499__c"),
        "{} bytes",
        page.len()
    );
}

/// The tags of a page, by what follows each `<`.
fn tags(page: &str) -> Vec<String> {
    let tag = |rest: &str| {
        rest.chars()
            .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '/' | '!'))
            .collect::<String>()
    };
    page.split('<').skip(1).map(tag).collect()
}

fn hostile() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::sample::select(vec![
            "<script>alert(1)</script>",
            "\"><img src=x onerror=alert(1)>",
            "' onload='x",
            "</style><script>",
            "{{ 7*7 }}",
            "{% raw %}",
            "&lt;b&gt;",
            "</title>",
            "<!--",
            "]]>",
            "javascript:alert(1)",
            "\u{202e}evil",
            "a\u{0}b",
        ])
        .prop_map(str::to_owned),
        "\\PC{0,20}",
    ]
}

proptest! {
    #![proptest_config(cases(60))]

    /// Whatever names say, the page has the same tags.
    #[test]
    fn no_name_breaks_out(names in prop::collection::vec(hostile(), 6), file in hostile()) {
        let quoted = |text: &str| serde_json::to_string(text).unwrap();
        let manifest = |names: &[String]| format!(
            "specVersion: 1.0.0\nintegrations:\n  - name: {}\n    displayName: {}\n    provider: {}\n    read:\n      objects:\n        - objectName: {}\n          destination: {}\n          schedule: \"0 * * * *\"\n          requiredFields:\n            - fieldName: {}\n",
            quoted(&names[0]), quoted(&names[1]), quoted(&names[2]), quoted(&names[3]), quoted(&names[4]), quoted(&names[5]),
        );
        let options = Options::default();
        let bad = check(&file, manifest(&names).into_bytes(), &options).unwrap();
        let page = html(std::slice::from_ref(&bad));
        // Every tag of the page is one of the template's, and the script is alone.
        let known = tags(&html(&[checked("amp.yaml", MANIFEST)]));
        for tag in tags(&page) {
            prop_assert!(known.contains(&tag), "<{}>\n{}", tag, page);
        }
        prop_assert_eq!(page.matches("<script").count(), 1);
        prop_assert!(!page.chars().any(|c| c != '\n' && c.is_control()));
        for name in &names {
            prop_assert!(!name.contains("alert") || !name.contains('<') || !page.contains(name.as_str()));
        }
        let mut out = Vec::new();
        write::write_markdown(&Overview::of(std::slice::from_ref(&bad)), &mut out).unwrap();
        prop_assert!(!String::from_utf8(out).unwrap().contains("<script"));
    }
}
