//! The `amplint` program.
#![forbid(unsafe_code)]
#![warn(clippy::unwrap_used, unreachable_pub)]

mod cli;

fn main() -> std::process::ExitCode {
    cli::run()
}
