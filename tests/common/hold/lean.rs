//! Any bytes are read and checked, once and with nothing beside it, so that fuzzing is as fast as a check.

use std::cell::Cell;
use std::sync::LazyLock;

use amplint::source::Source;
use amplint::{Checked, MAX_FINDINGS, Options, check, check_unless};

use super::{Outcome, ensure};

static OPTIONS: LazyLock<Options> = LazyLock::new(Options::default);

/// How often a check is asked whether it is still wanted, which it is before each attempt at reading on after a typo. Nearly
/// all time goes there, and other targets wait for all of them.
const PATIENCE: u32 = 6;

pub fn holds(bytes: &[u8]) -> Outcome {
    light(bytes).map(drop)
}

/// The same; whether it was light work, and not given up.
pub fn light(bytes: &[u8]) -> Result<bool, String> {
    let asked = Cell::new(0);
    let enough = || {
        asked.set(asked.get() + 1);
        asked.get() > PATIENCE
    };
    let source = Source::new("amp.yaml", bytes.to_vec()).map_err(|error| error.to_string())?;
    match check_unless(source, &OPTIONS, &enough) {
        Some(checked) => in_order(&checked).map(|()| true),
        None => Ok(false),
    }
}

/// The findings of a manifest are about characters of it, in their order.
pub fn text(bytes: Vec<u8>) -> Outcome {
    in_order(&check("amp.yaml", bytes, &OPTIONS).map_err(|error| error.to_string())?)
}

fn in_order(checked: &Checked) -> Outcome {
    ensure!(
        checked.findings.len() <= MAX_FINDINGS,
        "{} findings",
        checked.findings.len()
    );
    let text = checked.source.text();
    let mut before = None;
    for finding in &checked.findings {
        ensure!(
            text.get(finding.span.range()).is_some(),
            "{:?} of [{}] {} is outside of the text",
            finding.span,
            finding.rule,
            finding.message
        );
        ensure!(before <= Some(finding.span), "{finding:?} is out of order");
        before = Some(finding.span);
    }
    Ok(())
}
