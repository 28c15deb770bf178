//! The `amplint` program.
#![forbid(unsafe_code)]
#![warn(clippy::pedantic, clippy::unwrap_used, unreachable_pub)]
#![cfg_attr(
    test,
    allow(clippy::unwrap_used, reason = "a test that panics has failed, as it should")
)]
#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    reason = "offsets are u32 because texts are bounded by it (`TooLarge`), and the calendar's numbers are small"
)]
#![allow(
    clippy::doc_markdown,
    reason = "names such as GitHub or SonarQube are no code"
)]
#![allow(
    clippy::format_push_string,
    clippy::format_collect,
    reason = "a `write!` to a text can't fail, and would have to be told so"
)]
#![allow(
    clippy::match_same_arms,
    reason = "tables of keys and words have a row for each"
)]
#![allow(
    clippy::must_use_candidate,
    reason = "hidden modules are not an interface; the public ones say it where it matters"
)]
#![allow(
    clippy::needless_pass_by_value,
    clippy::unnecessary_wraps,
    clippy::unused_self,
    reason = "handlers that stand in one table have one signature"
)]
#![allow(
    clippy::similar_names,
    clippy::many_single_char_names,
    reason = "`a` and `b`, `item` and `items` are the clearest names for what is compared"
)]
#![allow(
    clippy::single_match_else,
    clippy::if_not_else,
    clippy::match_bool,
    reason = "the order of the arms tells the usual case first"
)]
#![allow(
    clippy::struct_excessive_bools,
    clippy::struct_field_names,
    reason = "options and formats of others are what they are"
)]
#![allow(clippy::too_many_lines, reason = "a table is not better in two halves")]
#![allow(
    clippy::option_option,
    clippy::float_cmp,
    clippy::trivially_copy_pass_by_ref,
    reason = "found in three places, where it is meant: what is gone, the greatest of these numbers, a table's row"
)]
#![allow(
    clippy::redundant_closure_for_method_calls,
    reason = "a closure is shorter than the path of a method, and needs no import"
)]
#![allow(
    clippy::items_after_statements,
    clippy::wildcard_imports,
    reason = "each shape's module of keys is brought in whole where it is read"
)]

mod cli;

fn main() -> std::process::ExitCode {
    cli::run()
}
