//! A validator and linter for `amp.yaml`, the manifest with which integrations are declared on the Ampersand platform.
//! It reads the file the way the platform does and reports everything that is wrong with it, at the characters that
//! are wrong, with what to write instead.
//!
//! Check a text:
//!
//! ```
//! use amplint::{Level, Options, check};
//!
//! let text = "specVersion: 1.0.0\nintegrations:\n  - name: crm\n    provider: hubspt\n    proxy: {enabled: true}\n";
//! let checked = check("amp.yaml", text.into(), &Options::default())?;
//! let mut errors = checked.findings.iter().filter(|finding| finding.level == Level::Error);
//! let finding = errors.next().expect("no provider is called so");
//! assert_eq!(finding.rule, "provider-not-supported");
//! assert_eq!(checked.source.slice(finding.span), "hubspt");
//! # Ok::<(), amplint::TooLarge>(())
//! ```
//!
//! Fix it:
//!
//! ```
//! use amplint::{Options, Source, fix};
//!
//! let text = "specVersion: '1.0' # first\nintegrations:\n  - name: contacts\n    provider: HubSpot\n";
//! let source = Source::new("amp.yaml", text.into())?;
//! let fixed = fix(&source, &Options::default(), false).expect("it is text");
//! assert_eq!(
//!     fixed.text,
//!     "specVersion: '1.0.0' # first\nintegrations:\n  - name: contacts\n    provider: hubspot\n",
//! );
//! # Ok::<(), amplint::TooLarge>(())
//! ```
//!
//! Render a report:
//!
//! ```
//! use amplint::{Format, Look, Options, Report, check};
//!
//! let mut report = Report::default();
//! report.add(check("amp.yaml", "specVersion: 2.0.0\n".into(), &Options::default())?);
//! let mut sarif = Vec::new();
//! Format::Sarif.write(&report, Look::default(), &mut sarif)?;
//! assert!(sarif.starts_with(b"{"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! [`manifest`] is what a manifest says, as types.
//!
//! # Features
//!
//! * `cli` (default): the `amplint` program. A library needs nothing of what it brings: `default-features = false`.
//! * `api-documents` (default): JSON and YAML documents of the platform's API are told from manifests and checked
//!   against their schemas. Without it every file is taken for a manifest.
//! * `server` (default): `amplint server`, the language server.
//!
//! Modules that this page does not show are for the program; they change without notice.
#![forbid(unsafe_code)]
#![warn(clippy::unwrap_used, unreachable_pub)]

#[doc(hidden)]
pub mod api;
#[doc(hidden)]
pub mod assist;
#[doc(hidden)]
pub mod baseline;
#[doc(hidden)]
pub mod calendar;
#[doc(hidden)]
pub mod catalog;
#[doc(hidden)]
pub mod change;
#[doc(hidden)]
pub mod changes;
mod check;
mod compare;
#[cfg(feature = "files")]
#[doc(hidden)]
pub mod config;
#[doc(hidden)]
pub mod diagnostic;
#[doc(hidden)]
pub mod escape;
#[doc(hidden)]
pub mod fix;
mod fixer;
#[doc(hidden)]
pub mod json;
pub mod manifest;
mod options;
#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod overview;
#[doc(hidden)]
pub mod parse;
#[doc(hidden)]
pub mod project;
#[doc(hidden)]
pub mod report;
#[doc(hidden)]
pub mod rule;
#[doc(hidden)]
pub mod rules;
#[doc(hidden)]
pub mod schedule;
#[cfg(feature = "server")]
#[doc(hidden)]
pub mod server;
#[doc(hidden)]
pub mod source;
#[doc(hidden)]
pub mod suggest;
#[doc(hidden)]
pub mod suppress;
mod words;
#[cfg(feature = "files")]
#[doc(hidden)]
pub mod workspace;
#[doc(hidden)]
pub mod yaml;

pub use change::{Accepted, Certainty, Class, Difference, Gap, Spot};
pub use check::{Checked, check};
#[doc(hidden)]
pub use check::{MAX_FINDINGS, check_source, check_unless, reaches, read_document};
pub use compare::{Acceptance, Compared, FailOn, accept, compare};
#[doc(hidden)]
pub use compare::{Versions, compare_files};
pub use diagnostic::{Diagnostic, Label, Level, Tally, UnknownLevel};
pub use fix::{Applicability, Edit, Fix};
pub use fixer::{Fixed, Refused, Unfixable, fix};
#[doc(hidden)]
pub use fixer::{MAX_FIX_ATTEMPTS, Spared, Treated, check_and_fix, fix_but};
#[doc(hidden)]
pub use options::rules_named;
pub use options::{Options, RuleLevel, UnknownRule};
pub use report::{Format, Look, Report, Summary};
pub use source::{Position, Source, Span, TooLarge};
