//! Applying fixes: in rounds, each looked at before it counts.

use std::collections::HashMap;

use crate::check::check;
use crate::diagnostic::{Diagnostic, Level};
use crate::fix::{self, Applicability, Fix};
use crate::options::Options;
use crate::source::{Encoding, Source, TooLarge};

/// How many rounds there are at the most; a fix can make room for another one.
const MAX_ROUNDS: usize = 200;

/// A text after mending.
#[derive(Debug)]
pub struct Mended {
    /// The new text.
    pub text: String,
    /// How many findings were mended.
    pub fixed: usize,
    /// Fixes that were held back because the text was worse with them: a fault of ours, to be reported.
    pub refused: Vec<Refused>,
}

/// A fix that was not applied.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Refused {
    /// The rule that offered it.
    pub rule: &'static str,
    /// What it would have done.
    pub fix: String,
    /// The line of its finding, from 1, in the text as it was then.
    pub line: u32,
    /// What was wrong with the outcome.
    pub why: String,
}

/// Applies the safe fixes of everything found in `source`, and with `unsafe_too` the others, until nothing
/// changes. Comments, quotes, indentation and line ends that no fix touches stay as they are. A text that is
/// damaged ([`Source::faults`]) or not in UTF-8 is returned as it is.
///
/// # Errors
/// [`TooLarge`] when a fix makes the text larger than what is checked.
pub fn mend(source: &Source, options: &Options, unsafe_too: bool) -> Result<Mended, TooLarge> {
    let most = if unsafe_too {
        Applicability::Unsafe
    } else {
        Applicability::Safe
    };
    let mut mended = Mended {
        text: source.text().to_owned(),
        fixed: 0,
        refused: Vec::new(),
    };
    if source.fault_count() > 0 || source.encoding() != Encoding::Utf8 {
        return Ok(mended);
    }
    let name = source.name();
    let mut findings = check(name, mended.text.clone().into_bytes(), options)?.findings;
    for _ in 0..MAX_ROUNDS {
        let wanted = wanted(&findings, most, &mended.refused);
        if wanted.is_empty() {
            break;
        }
        let (text, applied) = fix::apply(&mended.text, wanted.iter().map(|&(_, fix)| fix));
        let after = check(name, text.clone().into_bytes(), options)?.findings;
        if applied > 0 && worse(&findings, &after).is_none() && after.len() + applied <= findings.len() {
            mended.fixed += applied;
            mended.text = text;
            findings = after;
            continue;
        }
        // Something in this round is wrong: take the fixes one by one.
        let Some(next) = one(source, options, &mut mended, &findings, &wanted)? else {
            break;
        };
        findings = next;
    }
    Ok(mended)
}

/// The best allowed fix of each finding that is shown.
fn wanted<'f>(
    findings: &'f [Diagnostic],
    most: Applicability,
    refused: &[Refused],
) -> Vec<(&'f Diagnostic, &'f Fix)> {
    let tried = |finding: &Diagnostic, fix: &Fix| {
        refused
            .iter()
            .any(|refused| refused.rule == finding.rule && refused.fix == fix.message)
    };
    findings
        .iter()
        .filter(|finding| !finding.suppressed)
        .filter_map(|finding| {
            let fix = finding
                .fixes
                .iter()
                .find(|fix| fix.applicability <= most && !tried(finding, fix))?;
            Some((finding, fix))
        })
        .collect()
}

/// Applies the first fix that leaves the text better, and returns what is found then. Those that don't are
/// noted. `None` when there is none.
fn one(
    source: &Source,
    options: &Options,
    mended: &mut Mended,
    findings: &[Diagnostic],
    wanted: &[(&Diagnostic, &Fix)],
) -> Result<Option<Vec<Diagnostic>>, TooLarge> {
    for &(finding, fix) in wanted {
        let (text, applied) = fix::apply(&mended.text, [fix]);
        let after = check(source.name(), text.clone().into_bytes(), options)?.findings;
        let why = if applied == 0 {
            Some("its edits overlap or lie outside of the text".to_owned())
        } else if count(&after, finding) >= count(findings, finding) {
            Some("the finding stays".to_owned())
        } else {
            worse(findings, &after)
        };
        let Some(why) = why else {
            mended.fixed += 1;
            mended.text = text;
            return Ok(Some(after));
        };
        let lines = mended.text.as_bytes()[..(finding.span.start as usize).min(mended.text.len())].iter();
        let line = 1 + u32::try_from(lines.filter(|&&b| b == b'\n').count()).unwrap_or(u32::MAX);
        mended.refused.push(Refused {
            rule: finding.rule,
            fix: fix.message.clone(),
            line,
            why,
        });
    }
    Ok(None)
}

fn count(findings: &[Diagnostic], like: &Diagnostic) -> usize {
    findings
        .iter()
        .filter(|finding| finding.rule == like.rule && finding.message == like.message)
        .count()
}

/// An error that is there after, but was not before.
fn worse(before: &[Diagnostic], after: &[Diagnostic]) -> Option<String> {
    let mut known: HashMap<(&str, &str), usize> = HashMap::new();
    for finding in before {
        *known.entry((finding.rule, &finding.message)).or_default() += 1;
    }
    for finding in after.iter().filter(|finding| finding.level == Level::Error) {
        match known.get_mut(&(finding.rule, finding.message.as_str())) {
            Some(left) if *left > 0 => *left -= 1,
            _ => {
                return Some(format!(
                    "it brings the error {}: {}",
                    finding.rule, finding.message
                ));
            }
        }
    }
    None
}
