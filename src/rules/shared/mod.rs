//! What several rules have in common.

mod known;
mod names;
pub mod no_json;
pub mod platform;
pub mod typo;

pub use known::{
    Misspelt, NamedObject, called, check_capability, done, elsewhere, is_told_unknown, list_command,
    named_destinations, named_objects,
};
pub use names::{ByName, Folded, ReadObjects, look_up, nearest_of_few, repeats};
