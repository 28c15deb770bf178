//! What the fuzz targets assert, which `tests/kept.rs` asserts of kept inputs.

#[allow(dead_code, reason = "other tests use more of it")]
#[path = "../../tests/common/hold/mod.rs"]
mod hold;

#[allow(dead_code, reason = "other tests use more of it")]
#[path = "../../tests/common/mishap.rs"]
mod mishap;

#[allow(dead_code, reason = "other tests use more of it")]
#[path = "../../tests/common/respell.rs"]
mod respell;

#[path = "../../tests/common/sound.rs"]
mod sound;

/// Panics when what `target` asserts does not hold for `bytes`.
pub fn run(target: &str, bytes: &[u8]) {
    for (name, holds) in hold::TARGETS {
        if *name == target
            && let Err(why) = holds(bytes)
        {
            panic!("{why}");
        }
    }
}
