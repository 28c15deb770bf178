//! A manifest as the platform reads it: a typed model, every value with its place.
//!
//! ```
//! use amplint::{Source, manifest};
//!
//! let text = "
//! specVersion: 1.0.0
//! integrations:
//!   - name: contacts
//!     provider: hubspot
//!     read:
//!       objects:
//!         - objectName: contacts
//!           destination: webhook
//!           schedule: '*/10 * * * *'
//! ";
//! let source = Source::new("amp.yaml", text.into())?;
//! let document = manifest::parse(&source);
//! let manifest = manifest::read(&document);
//! let object = &manifest.integrations()[0].read_objects()[0];
//! let schedule = object.schedule.get().expect("it has one");
//! assert_eq!(schedule.as_str(), "*/10 * * * *");
//! assert_eq!(source.line_of(schedule.at.span(&document).start), 10);
//! # Ok::<(), amplint::TooLarge>(())
//! ```
//!
//! Reading never fails. What keeps the platform from reading a value makes it [`Slot::Unusable`]; [`check`] reports it.
//!
//! [`check`]: crate::check()

mod at;
mod decode;
mod foreign;
mod keys;
mod meaning;
mod model;
#[doc(hidden)]
pub mod name_path;
mod path;
mod placeholder;
mod read;
mod reader;
mod slot;
mod strays;
mod unknown;
mod violation;

pub use crate::parse::parse;
#[doc(hidden)]
pub use crate::yaml::scalar;
pub use crate::yaml::{Document, NodeId};
pub use at::At;
#[doc(hidden)]
pub use decode::decodes;
#[doc(hidden)]
pub use foreign::foreign;
#[doc(hidden)]
pub use keys::{Key, Shape};
#[doc(hidden)]
pub use meaning::meant;
pub use model::*;
#[doc(hidden)]
pub use name_path::NamePaths;
#[doc(hidden)]
pub use path::{PathFault, PathFaultKind, is_nested, is_path, meant_path, path_faults};
pub use read::read;
pub use slot::{List, Slot, Spanned, Text};
#[doc(hidden)]
pub use violation::{Breach, Expected, Fate, Found, Home, Violation, ViolationKind};
