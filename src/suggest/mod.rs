//! Near misses: which known name a text that is none of them most likely means.
//!
//! There is one matcher. What counts as a miss differs with what is named, so each sort of names has its [`Policy`].

mod pair;
mod policy;

pub use pair::one_typo;
pub(crate) use pair::{
    differ_in_number, differ_in_separators, differ_inside_a_word, is_clear_typo, letters_and_digits, typos,
};
pub use policy::{Miss, Nearness, Policy};

/// The name in `known` that `name` is most likely meant for, by the policy for keys ([`Policy::KEYS`]).
#[must_use]
pub fn nearest<'k>(name: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    Policy::KEYS.nearest(name, known)
}
