//! Schedules in plain words: `every 15 minutes`, `every monday at 9`, `rate(1 day)`, `daily at 09:30 UTC`.
//!
//! People write them in place of five fields, and in comments beside them. Only what is understood to the last word
//! counts.

mod fields;
mod reader;
mod said;
#[cfg(test)]
mod tests;
mod word;

pub use said::Spoken;
