//! What several rules have in common.

mod capability;
mod known;
mod names;
pub mod no_json;
pub mod platform;
mod repeated;
pub mod typo;

pub use capability::{check_capability, elsewhere};
pub use known::{
    Misspelt, NamedObject, called, done, is_told_unknown, list_command, name_module, named_objects,
};
pub use names::{ByName, Folded, ReadObjects, look_up, nearest_of_few, repeats};
