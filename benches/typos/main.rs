//! How well one typo is told and fixed: every kind of `kinds.rs`, put into clean manifests.
//!
//! `cargo bench --bench typos`. A row for each kind: how often there is exactly one finding, how often the first one
//! is within a line of the typo, how often the fixes give back the values of the clean manifest, and how often nothing
//! is said though the values are others. With arguments (after `--`) only kinds whose name has one of them; with
//! `-v` every case that falls short, with `-vv` the texts too. The manifests are our fixtures, and those in the folder
//! that `AMPLINT_CORPUS` names, or in `../shared/corpus`.

use std::path::{Path, PathBuf};

use amplint::diagnostic::{Diagnostic, Level};
use amplint::source::Source;
use amplint::{Options, check, fix};
use kinds::ALL;
use manifest::{Text, clean, indent};

mod kinds;
mod manifest;

/// At how many lines of a manifest a kind is tried.
const PLACES: usize = 2;

/// One fixture in so many is taken.
const SHARE: usize = 6;

#[derive(Default, Clone, Copy)]
struct Row {
    cases: usize,
    one: usize,
    near: usize,
    back: usize,
    silent: usize,
    many: usize,
    /// Fixes that changed a value away from the typo.
    harm: usize,
}

impl Row {
    fn add(&mut self, other: Row) {
        self.cases += other.cases;
        self.one += other.one;
        self.near += other.near;
        self.back += other.back;
        self.silent += other.silent;
        self.many += other.many;
        self.harm += other.harm;
    }

    fn print(&self, name: &str) {
        #[expect(clippy::cast_precision_loss, reason = "counts are small")]
        let percent = |n: usize| 100.0 * n as f64 / self.cases.max(1) as f64;
        println!(
            "{name:<34} {:>5} {:>6.1} {:>6.1} {:>6.1} {:>6.1} {:>6}",
            self.cases,
            percent(self.one),
            percent(self.near),
            percent(self.back),
            percent(self.many),
            self.silent,
        );
    }
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|arg| arg != "--bench").collect();
    let loud = arguments
        .iter()
        .filter(|arg| arg.starts_with("-v"))
        .map(|arg| arg.len() - 1)
        .max()
        .unwrap_or(0);
    let wanted: Vec<&String> = arguments.iter().filter(|arg| !arg.starts_with("-v")).collect();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let corpus =
        std::env::var_os("AMPLINT_CORPUS").map_or_else(|| root.join("../shared/corpus"), PathBuf::from);
    let folders = [
        root.join("fixtures"),
        corpus.join("manifests"),
        corpus.join("docs"),
    ];
    let mut manifests = clean(&folders.each_ref().map(PathBuf::as_path));
    // Many of our fixtures are much alike.
    let mut fixtures = 0;
    manifests.retain(|(name, _)| {
        fixtures += usize::from(name.contains("fixtures"));
        !name.contains("fixtures") || fixtures % SHARE == 0
    });
    println!("{} clean manifests", manifests.len());
    println!(
        "{:<34} {:>5} {:>6} {:>6} {:>6} {:>6} {:>6}",
        "kind", "cases", "one", "near", "back", ">2", "silent"
    );
    let mut total = Row::default();
    let (mut of_kinds, mut kinds) = ([0.0; 3], 0);
    for kind in ALL {
        if !wanted.is_empty() && !wanted.iter().any(|word| kind.name.contains(word.as_str())) {
            continue;
        }
        let mut row = Row::default();
        for (name, text) in &manifests {
            let mut places: Vec<usize> = text.places.clone();
            shuffle(&mut places, hash(kind.name) ^ hash(name));
            let mut tried = 0;
            for place in places {
                if let Some(lines) = (kind.apply)(text, place) {
                    let case = look(name, text, &lines, loud);
                    row.add(case);
                    tried += 1;
                    if tried == PLACES {
                        break;
                    }
                }
            }
        }
        row.print(kind.name);
        if row.cases > 0 {
            #[expect(clippy::cast_precision_loss, reason = "counts are small")]
            for (sum, n) in of_kinds.iter_mut().zip([row.one, row.near, row.back]) {
                *sum += 100.0 * n as f64 / row.cases as f64;
            }
            kinds += 1;
        }
        total.add(row);
    }
    total.print("all cases");
    let mean = of_kinds.map(|sum| sum / f64::from(kinds.max(1)));
    println!(
        "{:<34} {kinds:>5} {:>6.1} {:>6.1} {:>6.1}",
        "all kinds alike", mean[0], mean[1], mean[2]
    );
}

/// What becomes of one typo.
fn look(name: &str, clean: &Text, lines: &[String], loud: usize) -> Row {
    let before = Text::text(&clean.lines);
    let text = Text::text(lines);
    let values = values(&before);
    let same = values.is_some() && self::values(&text) == values;
    let findings = findings(&text);
    let silent = findings.is_empty();
    if silent {
        // It has no effect that could be told.
        return Row {
            silent: usize::from(!same),
            ..Row::default()
        };
    }
    let source = Source::new("amp.yaml", text.clone().into()).unwrap();
    let fixed = fix(&source, &options(), true).unwrap().text;
    let back = fixed == before || self::values(&fixed) == values;
    let near = near(&clean.lines, lines, &text, &findings[0]);
    let one = findings.len() == 1;
    if loud > 0 && !(one && near && back) {
        println!(
            "  {} {}{}{}",
            name.rsplit_once("/work").map_or(name, |(_, rest)| rest),
            if one { "" } else { "MANY " },
            if near { "" } else { "FAR " },
            if back { "" } else { "NOTBACK" }
        );
        let p = clean.lines.iter().zip(lines).take_while(|(a, b)| a == b).count();
        for (n, line) in lines.iter().enumerate().skip(p.saturating_sub(2)).take(5) {
            println!("      {:>4} {} {line}", n + 1, if n == p { ">" } else { " " });
        }
        for finding in findings.iter().take(6) {
            println!(
                "    {}: {}: {} | {:?}",
                line_of(&text, finding.span.start) + 1,
                finding.rule,
                finding.message,
                finding.help.as_deref().unwrap_or_default()
            );
        }
        if loud > 1 {
            println!("{fixed}\n-----");
        }
    }
    Row {
        cases: 1,
        one: usize::from(one),
        near: usize::from(near),
        back: usize::from(back),
        silent: 0,
        many: usize::from(findings.len() > 2),
        harm: 0,
    }
}

fn findings(text: &str) -> Vec<Diagnostic> {
    let mut findings = check("amp.yaml", text.into(), &options()).unwrap().findings;
    findings.retain(|finding| finding.level > Level::Info);
    findings
}

fn values(text: &str) -> Option<serde_yaml::Value> {
    serde_yaml::from_str(text).ok()
}

fn line_of(text: &str, offset: u32) -> usize {
    text[..offset as usize].matches('\n').count()
}

/// Whether the finding is within a line of where the texts differ; of deleted lines, in what held them.
fn near(clean: &[String], lines: &[String], text: &str, finding: &Diagnostic) -> bool {
    let first = clean.iter().zip(lines).take_while(|(a, b)| a == b).count();
    let most = clean.len().min(lines.len()) - first;
    let same = clean
        .iter()
        .rev()
        .zip(lines.iter().rev())
        .take(most)
        .take_while(|(a, b)| a == b)
        .count();
    let last = (lines.len() - same).max(first + 1) - 1;
    let (mut low, mut high) = (first.saturating_sub(1), last + 1);
    if lines.len() < clean.len() && lines.len() - same <= first {
        // The smallest item or mapping that held the line.
        let own = indent(&clean[first]);
        while low > 0 && is_within(lines, low, own) {
            low -= 1;
        }
        while high < lines.len() && is_within(lines, high, own) {
            high += 1;
        }
    }
    let there = |offset: u32| (low..=high).contains(&line_of(text, offset));
    there(finding.span.start) || finding.labels.iter().any(|label| there(label.span.start))
}

fn is_within(lines: &[String], i: usize, column: usize) -> bool {
    lines
        .get(i)
        .is_none_or(|line| line.trim().is_empty() || indent(line) >= column)
}

fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, b| {
        (hash ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// Always in the same way.
fn shuffle(places: &mut [usize], mut seed: u64) {
    for i in (1..places.len()).rev() {
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        places.swap(i, (seed >> 33) as usize % (i + 1));
    }
}

/// As the command line has them.
fn options() -> Options {
    let mut options = Options::default();
    options.min_level = Some(Level::Warning);
    options
}
