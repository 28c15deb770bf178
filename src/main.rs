//! The `amplint` program.
#![forbid(unsafe_code)]
#![warn(clippy::pedantic, clippy::unwrap_used, unreachable_pub)]
#![allow(
    clippy::doc_markdown,
    clippy::format_push_string,
    clippy::items_after_statements,
    clippy::match_same_arms,
    clippy::struct_excessive_bools,
    clippy::too_many_lines,
    clippy::unnecessary_wraps,
    clippy::unused_self,
    reason = "as in lib.rs"
)]
#![cfg_attr(
    test,
    allow(
        clippy::pedantic,
        clippy::unwrap_used,
        reason = "a test that panics has failed, as it should"
    )
)]

mod cli;

fn main() -> std::process::ExitCode {
    cli::run()
}
