//! The vocabulary changes are written in.

mod declared;
mod difference;
mod pair;
mod sink;
mod words;

pub use crate::manifest::At;
pub use crate::rule::{code, value};
pub use declared::{Certainty, Change, Class, Look};
pub(crate) use declared::change;
pub use difference::{Accepted, Difference, Gap, Spot};
pub use pair::{Entry, FieldEntry, Here, Kept, Pair, Placed, Side, Sides};
pub use sink::Sink;
pub use words::{named, role, runs};
