//! The `amplint` program.
fn main() {}
