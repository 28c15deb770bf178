//! Snapshots of awkward texts, in `fixtures/report`.

use amplint::diagnostic::{Diagnostic, Level};
use amplint::fix::{Edit, Fix};
use amplint::report::{Format, Look, Report};
use amplint::source::{Source, Span};

use super::{checked, finding, report, source, written};

/// The characters of the first `needle`.
fn at(source: &Source, needle: &str) -> Span {
    let start = source
        .text()
        .find(needle)
        .unwrap_or_else(|| panic!("no `{needle}`"));
    Span::new(start as u32, (start + needle.len()) as u32)
}

fn snapshot(name: &str, report: &Report, format: Format, look: Look) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/report"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    let text = written(report, format, look);
    settings.bind(|| insta::assert_snapshot!(name, text));
}

/// How `full` shows the findings that `find` makes of `text`.
fn full(name: &str, text: &[u8], find: impl FnOnce(&Source) -> Vec<Diagnostic>) {
    let source = source("amp.yaml", text);
    let findings = find(&source);
    snapshot(name, &report([(source, findings)]), Format::Full, Look::default());
}

/// One finding at each needle, the needle in its label.
fn each(name: &str, text: &str, needles: &[&str]) {
    full(name, text.as_bytes(), |source| {
        let one = |needle: &&str| {
            let mut finding = finding(at(source, needle), "this is wrong");
            finding.label(format!("here: {needle}"));
            finding
        };
        needles.iter().map(one).collect()
    });
}

#[test]
fn tabs() {
    each(
        "tabs",
        "key:\n\tinner:\ta\tb # c\n",
        &["inner", "a", "b", "\ta", "# c"],
    );
}

#[test]
fn wide_characters() {
    let text = "連絡先: 値 # 終\nemoji: 👍🏽 👨‍👩‍👧 x\ncombined: e\u{301}\u{302}a z\n";
    each("wide", text, &["値", "# 終", "👍🏽", "👨‍👩‍👧", " x", "a z"]);
}

#[test]
fn byte_order_mark() {
    full(
        "byte-order-mark",
        "\u{FEFF}first: é1\nsecond: 2\n".as_bytes(),
        |source| {
            vec![
                finding(at(source, "first"), "one"),
                finding(at(source, "é1"), "two"),
                finding(Span::at(0), "three"),
            ]
        },
    );
}

#[test]
fn line_ends() {
    each(
        "line-ends",
        "a: 1\r\nb: 2\rc: 3\n\r\nd: 4",
        &["1\r\n", "2", "3\n", "\n\r\n", "4"],
    );
}

#[test]
fn utf_16() {
    let text: Vec<u8> = "\u{FEFF}a: 連\nb: 👍 c\n"
        .encode_utf16()
        .flat_map(u16::to_be_bytes)
        .collect();
    full("utf-16", &text, |source| {
        vec![finding(at(source, "連"), "one"), finding(at(source, "c"), "two")]
    });
}

#[test]
fn edges() {
    for (name, text) in [
        ("empty", ""),
        ("no-line-end", "a: b"),
        ("line-end", "a: b\n"),
        ("blank", "\n\n"),
    ] {
        full(&format!("edge-{name}"), text.as_bytes(), |source| {
            let end = source.text().len() as u32;
            let mut first = finding(Span::at(0), "at the start");
            first.label("an empty place");
            let mut last = finding(Span::at(end), "at the end");
            last.label("the end").also(Span::at(0), "the start");
            vec![
                first,
                last,
                finding(Span::new(0, end), "all"),
                finding(Span::new(end + 7, end + 9), "beyond"),
            ]
        });
    }
}

#[test]
fn long_lines() {
    let spaces = " ".repeat(1000);
    let words = "lorem ipsum ".repeat(400);
    let text = format!(
        "key:{spaces}here # {words}\nnext: {words}middle {words}end\n漢: {}端{}\n",
        "字".repeat(900),
        "字".repeat(900)
    );
    full("long-lines", text.as_bytes(), |source| {
        let mut far = finding(at(source, "middle"), "two places in one line");
        far.label("one")
            .also(at(source, "end"), "two")
            .also(at(source, "key"), "three");
        let start = at(source, "next");
        let mut wide = finding(
            Span::new(start.end + 2, at(source, "end").start - 1),
            "nearly all of a line",
        );
        wide.label("all of this");
        let over = finding(
            Span::new(at(source, "here").start, at(source, "端").end),
            "over several lines",
        );
        vec![
            finding(at(source, "here"), "spaces before"),
            far,
            wide,
            finding(at(source, "端"), "wide"),
            over,
        ]
    });
}

#[test]
fn hidden_characters() {
    let text = "a: \u{0}b\u{1b}[31mred\u{7f}\nc: \u{202e}evil\u{2066} \u{200b}x\u{feff}\u{85}y\u{ad}\n";
    full("hidden", text.as_bytes(), |source| {
        let mut first = finding(at(source, "red"), "a \u{1b}[2J message\r");
        first
            .label("a \u{7} label")
            .help("a \u{202e} help\nof two\u{9b} lines");
        let mut second = finding(at(source, "evil\u{2066}"), "\u{e0041}tag");
        second.also(at(source, "\u{200b}"), "nothing\tto see");
        vec![first, second]
    });
}

#[test]
fn hidden_characters_in_names() {
    let file = source("a\u{1b}[31m\nb\u{202e}.yaml", b"a: b\n");
    let report = report([(file, vec![finding(Span::new(0, 1), "line one\nline two")])]);
    for format in Format::ALL {
        snapshot(
            &format!("hidden-name-{}", format.name()),
            &report,
            format,
            Look::default(),
        );
    }
}

#[test]
fn several_lines() {
    let text: String = (1..=12)
        .map(|n| format!("line{n:02}: {}x\n", " ".repeat(n % 3)))
        .collect();
    full("several-lines", text.as_bytes(), |source| {
        let from = |a: &str, b: &str| Span::new(at(source, a).start, at(source, b).start + 8);
        let mut short = finding(from("line02", "line04"), "three lines");
        short.label("why\nin two lines");
        let mut long = finding(from("line02", "line11"), "ten lines");
        long.label("why")
            .also(at(source, "line06"), "a place inside")
            .also(at(source, "line12"), "one after");
        let mut ends = finding(
            Span::new(at(source, "line03").start, at(source, "line05").start),
            "whole lines",
        );
        ends.also(from("line07", "line09"), "a label of several lines");
        vec![short, long, ends]
    });
}

#[test]
fn labels_that_meet() {
    let text = "one two three four\n";
    full("labels-meet", text.as_bytes(), |source| {
        let mut same = finding(at(source, "two"), "the same characters");
        same.label("own")
            .also(at(source, "two"), "other")
            .also(at(source, "two"), "third");
        let mut nested = finding(at(source, "two"), "inside another");
        nested
            .label("own")
            .also(at(source, "one two three"), "around")
            .also(at(source, "w"), "inside");
        let mut next = finding(at(source, "one "), "side by side");
        next.label("own")
            .also(at(source, "two "), "next")
            .also(Span::at(8), "empty")
            .also(at(source, "four"), "last");
        let mut bare = finding(at(source, "two"), "without words");
        bare.also(at(source, "four"), "with words");
        vec![same, nested, next, bare]
    });
}

#[test]
fn labels_far_apart() {
    let text: String = (1..=1200).map(|n| format!("key{n}: {n}\n")).collect();
    full("labels-far-apart", text.as_bytes(), |source| {
        let mut finding = finding(at(source, "key1100"), "named three times");
        finding
            .label("here")
            .also(at(source, "key9:"), "first")
            .also(at(source, "key1101"), "then")
            .help("keep one");
        vec![finding]
    });
}

#[test]
fn aliases() {
    let text = b"specVersion: 1.0.0\nintegrations:\n  - name: a\n    provider: hubspot\n    proxy: &p\n      enabled: [1]\n  - name: b\n    provider: hubspot\n    proxy: *p\n";
    snapshot(
        "aliases",
        &checked("amp.yaml", text).unwrap(),
        Format::Full,
        Look::default(),
    );
}

/// Two files and a clean one, with everything that a summary counts.
fn mixed() -> Report {
    let (first, second) = (
        source("a/amp.yaml", b"a: b\nc: d\n"),
        source("b.amp.yaml", b"e: f\n"),
    );
    let fix = Fix::safe("write g", [Edit::replace(Span::new(3, 4), "g\u{202e}\u{7f}")]);
    let mut error = finding(Span::new(3, 4), "an error");
    error
        .label("here")
        .also(Span::new(5, 6), "and here")
        .help("write `g`")
        .fix(fix);
    let mut warning = finding(Span::new(5, 6), "a warning\nof two lines");
    warning.level(Level::Warning);
    let mut info = finding(Span::new(0, 1), "advice");
    info.level(Level::Info);
    info.rule = "other-rule";
    info.also(Span::new(3, 4), "because of this");
    let mut silent = finding(Span::new(3, 4), "silenced");
    silent.level(Level::Warning).suppressed = true;
    let mut report = report([(first, vec![error, warning]), (second, vec![info, silent])]);
    report.add_clean("c/amp.yaml");
    report
}

#[test]
fn every_format() {
    for format in Format::ALL {
        snapshot(
            &format!("mixed-{}", format.name()),
            &mixed(),
            format,
            Look::default(),
        );
        if format.is_text() {
            let look = Look {
                statistics: true,
                ..Look::default()
            };
            snapshot(&format!("statistics-{}", format.name()), &mixed(), format, look);
            let look = Look {
                color: true,
                quiet: true,
                ..Look::default()
            };
            let text = written(&mixed(), format, look).replace('\u{1b}', "ESC");
            let mut settings = insta::Settings::clone_current();
            settings.set_snapshot_path(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/report"));
            settings.set_prepend_module_to_snapshot(false);
            settings.set_omit_expression(true);
            settings.bind(|| insta::assert_snapshot!(format!("color-{}", format.name()), text));
        }
    }
}

#[test]
fn summaries() {
    let summary = |report: &Report| {
        written(report, Format::Full, Look::default())
            .lines()
            .last()
            .unwrap()
            .to_owned()
    };
    let mut clean = Report::default();
    assert_eq!(summary(&clean), "No file was checked");
    clean.add_clean("amp.yaml");
    assert_eq!(summary(&clean), "No problems in 1 file");
    clean.add_clean("amp.yaml");
    assert_eq!(summary(&clean), "No problems in 2 files");
    let lines = |text: &str| text.lines().count();
    assert_eq!(
        lines(&written(&mixed(), Format::Json, Look::default())),
        11,
        "one line a finding"
    );
    assert_eq!(
        summary(&mixed()),
        "1 error, 1 warning and 1 info in 2 of 3 files (1 fixable with --fix, 1 suppressed)"
    );
    let quiet = Look {
        quiet: true,
        ..Look::default()
    };
    assert_eq!(written(&clean, Format::Full, quiet), "");
    assert_eq!(mixed().summary().errors, 1);
    assert!(mixed().reaches(Level::Error) && !clean.reaches(Level::Info));
}
