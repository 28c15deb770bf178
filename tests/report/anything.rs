//! Whatever stands in files, names and findings: every format is written, and nothing raw comes through.

use amplint::diagnostic::{Diagnostic, Level};
use amplint::fix::{Edit, Fix};
use amplint::source::Span;
use proptest::prelude::*;
use proptest::test_runner::Config;

use super::common::hold::report::report;
use super::{checked, sarif, source};

/// Text with a bit of everything that has ever gone wrong in a terminal.
fn awkward() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        8 => "[a-z]{1,8}: ?",
        4 => "[ -~]{0,12}",
        4 => prop::sample::select(vec!["\n", "\r\n", "\r", "\n\n", "\t", " "]).prop_map(str::to_owned),
        2 => prop::sample::select(vec!["é", "e\u{301}", "連絡", "👍🏽", "👨‍👩‍👧", "\u{FEFF}", "\u{0}", "\u{1b}[31m",
            "\u{1b}]8;;x\u{7}", "::", "::error::", "%", "%0A", "##[", "]]>", "<b a='\"'>&amp;", "{0}", "\u{ffff}", "\u{9b}2J", "\u{202e}", "\u{2028}", "\u{85}", "\u{7f}", "\u{ad}", "\u{e0041}"])
            .prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
        1 => (1_usize..400, "[a-z ]|連|\t").prop_map(|(n, unit)| unit.repeat(n)),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

fn span() -> impl Strategy<Value = Span> {
    // Beyond the end, off character boundaries, empty: a wrong span must not cost the report.
    (0..900_u32, prop_oneof![0..3_u32, 0..40_u32, 0..900_u32])
        .prop_map(|(start, len)| Span::new(start, start + len))
}

prop_compose! {
    fn any_finding()(
        message in awkward().prop_map(|text| format!("it {text}")),
        span in span(),
        level in prop::sample::select(Level::ALL.to_vec()),
        label in prop::option::of(awkward()),
        labels in prop::collection::vec((span(), awkward()), 0..5),
        help in prop::option::of(awkward()),
        edits in prop::collection::vec((span(), awkward()), 0..3),
        suppressed in prop::bool::weighted(0.1),
    ) -> Diagnostic {
        let edits: Vec<Edit> = edits.into_iter().map(|(span, text)| Edit { span, text }).collect();
        let mut finding = Diagnostic::new("some-rule", level, span, message);
        for (span, message) in labels {
            finding.also(span, message);
        }
        finding.fix(Fix::risky("change it", edits));
        (finding.label, finding.help, finding.suppressed) = (label, help, suppressed);
        finding
    }
}

fn config(cases: u32) -> Config {
    Config {
        cases,
        failure_persistence: None,
        ..Config::default()
    }
}

proptest! {
    #![proptest_config(config(100))]

    #[test]
    fn any_findings(
        name in awkward().prop_map(|text| format!("amp{text}")),
        text in awkward(),
        findings in prop::collection::vec(any_finding(), 0..4),
        utf16 in any::<bool>(),
    ) {
        let bytes = if utf16 {
            std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
        } else {
            text.into_bytes()
        };
        sarif::sound(&report([(source(&name, &bytes), findings)]))?;
    }

    #[test]
    fn what_is_found_in_any_text(text in awkward(), bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        sarif::sound(&checked("amp.yaml", text.as_bytes()).unwrap())?;
        sarif::sound(&checked("amp.yaml", &bytes).unwrap())?;
        let manifest = format!("specVersion: 1.0.0\nintegrations:\n  - name: x\n    provider: {text}\n");
        sarif::sound(&checked("amp.yaml", manifest.as_bytes()).unwrap())?;
    }
}
