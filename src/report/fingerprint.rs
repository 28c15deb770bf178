//! What tells findings apart from one run to the next. Lines are left out, so that a change elsewhere in the file makes
//! no finding a new one.
//!
//! The first kind is made of file, rule and manifest path; the second of rule and name path, so that neither an item
//! put above nor another name of the file makes a finding a new one.

use std::collections::HashMap;

use crate::diagnostic::Diagnostic;
use crate::source::Source;

/// Hands out fingerprints, each once.
#[derive(Default)]
pub(super) struct Fingerprints(HashMap<u64, usize>);

impl Fingerprints {
    /// The fingerprint of the next finding, such as `9f1e8a07c2b4d653:1`; findings must come in the order of the
    /// report, for several of a rule at one path are told apart by their order.
    pub(super) fn next(&mut self, source: &Source, finding: &Diagnostic) -> String {
        // Version 0.1 knew no other name for it.
        let rule = if finding.rule == "yaml-typo" {
            "yaml-syntax"
        } else {
            finding.rule
        };
        self.of(source.name(), rule, &finding.path)
    }

    /// The same of the second kind.
    pub(super) fn next_by_name(&mut self, finding: &Diagnostic) -> String {
        self.of("", finding.rule, &finding.name_path)
    }

    /// The same for any three texts.
    pub(super) fn of(&mut self, file: &str, rule: &str, path: &str) -> String {
        let parts = [file, rule, path];
        let hash = fnv1a(parts.join("\0").as_bytes());
        let times = self.0.entry(hash).or_default();
        *times += 1;
        format!("{hash:016x}:{times}")
    }
}

/// The FNV-1a hash, which is the same everywhere and in every version.
fn fnv1a(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, &byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::fnv1a;

    #[test]
    fn the_published_vectors() {
        assert_eq!(fnv1a(b""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(fnv1a(b"a"), 0xaf63_dc4c_8601_ec8c);
        assert_eq!(fnv1a(b"foobar"), 0x8594_4171_f739_67e8);
    }
}
