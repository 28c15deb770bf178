//! The catalogue: what look-ups and near misses find, and that its verdicts decide the levels of findings.
//! Its data and the tables made of it are tested in `xtask`, which writes them.
mod near;
#[path = "../common/plain.rs"]
mod plain;
mod spots;
mod verdicts;
