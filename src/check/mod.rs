//! One file through all stages.

mod checked;
mod echo;
mod look;
mod reading;
mod run;

use crate::diagnostic::sort_and_join;
use crate::options::Options;
use crate::source::{Source, TooLarge};
pub use checked::{Checked, MAX_FINDINGS, reaches};
pub(crate) use look::{Seen, look, look_and, look_unless};
pub(crate) use reading::read_as_written;
pub use reading::read_document;
#[cfg(feature = "server")]
pub(crate) use reading::read_document_unless;

/// Checks `bytes` as the file called `name`, a manifest or API documents. Reads and writes nothing else.
///
/// # Errors
/// [`TooLarge`] when there are more bytes than are checked. Everything else that may be wrong with them is a
/// finding.
///
/// ```
/// use amplint::{Options, check};
///
/// let text = "specVersion: 1.0.0\nintegrations: []\n";
/// let checked = check("amp.yaml", text.into(), &Options::default()).unwrap();
/// assert_eq!(checked.findings[0].rule, "integration-structure");
/// ```
pub fn check(name: &str, bytes: Vec<u8>, options: &Options) -> Result<Checked, TooLarge> {
    Ok(check_source(Source::new(name, bytes)?, options))
}

/// Checks `source` as [`check`] does.
#[doc(hidden)]
#[must_use]
pub fn check_source(source: Source, options: &Options) -> Checked {
    let look = look(&source, options);
    checked(source, look)
}

/// Checks `source` as [`check`] does, for those who may lose interest: `None` once `cancelled` says so, which is asked
/// now and then.
#[doc(hidden)]
#[must_use]
pub fn check_unless(source: Source, options: &Options, cancelled: &dyn Fn() -> bool) -> Option<Checked> {
    let (look, ()) = look_unless(&source, options, cancelled, |_| ())?;
    Some(checked(source, look))
}

/// What a look at a file comes to, no more than can be listed.
pub(crate) fn checked(source: Source, look: Seen) -> Checked {
    let Seen {
        mut findings,
        mut omitted,
        ..
    } = look;
    if findings.len() > MAX_FINDINGS {
        // The mildest go first: what fails a check is never left out for what doesn't.
        findings.sort_by_key(|finding| (finding.suppressed, std::cmp::Reverse(finding.level)));
        for finding in findings.drain(MAX_FINDINGS..) {
            omitted.add(&finding, finding.level);
        }
        sort_and_join(&mut findings);
    }
    Checked {
        source,
        findings,
        omitted,
    }
}
