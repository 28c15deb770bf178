//! Any bytes are read and checked, once and with nothing beside it, so that fuzzing is as fast as a check.

use std::sync::LazyLock;

use amplint::{MAX_FINDINGS, Options, check};

use super::{Outcome, ensure};

static OPTIONS: LazyLock<Options> = LazyLock::new(Options::default);

pub fn holds(bytes: &[u8]) -> Outcome {
    text(bytes.to_vec())
}

/// The findings of a manifest are about characters of it, in their order.
pub fn text(bytes: Vec<u8>) -> Outcome {
    let checked = check("amp.yaml", bytes, &OPTIONS).map_err(|error| error.to_string())?;
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
