//! Reading single values: keys, texts, numbers, lists, each as the platform's decoder does it.

mod core;
mod members;
mod other_keys;
mod values;

pub(super) use core::Reader;
pub(super) use members::is_merge;
pub(super) use values::Use;
