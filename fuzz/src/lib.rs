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

use libfuzzer_sys::Corpus;

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

/// The same for texts that are read in no time; others are not kept, for what is made of them would be slow too.
pub fn run_light(bytes: &[u8]) -> Corpus {
    match hold::lean::light(bytes) {
        Ok(true) => Corpus::Keep,
        Ok(false) => Corpus::Reject,
        Err(why) => panic!("{why}"),
    }
}
