//! The vocabulary changes are written in.

mod class;
mod declared;
mod difference;
mod pair;
mod sink;
mod words;

pub use crate::manifest::At;
pub use crate::rule::{code, value};
pub use class::{Certainty, Class};
pub(crate) use declared::change;
pub use declared::{Change, FieldVisit, IntegrationVisit, ReadVisit, SubscribeVisit, Visit, WriteVisit};
pub use difference::{Accepted, Difference, Gap, Spot};
pub use pair::{Below, FieldEntry, Here, Kept, NamedItem, Pair, Placed, Side, Sides};
pub use sink::Sink;
pub use words::{UPDATE_ONE, runs, same_runs};
