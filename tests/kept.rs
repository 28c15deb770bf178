//! The inputs in `fuzz/kept`, held to what the fuzz targets assert: those that failed once, named after what is odd
//! about them, and a selection of what fuzzing made of our fixtures, named after a rule that finds something in
//! them or numbered. A target's folder has its name.

mod common;

use std::fs;
use std::panic::catch_unwind;
use std::path::Path;

use common::hold::TARGETS;

#[test]
fn kept_inputs_hold() {
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/kept");
    let mut wrong = Vec::new();
    let mut number = 0;
    for (target, holds) in TARGETS {
        let folder = kept.join(target);
        let entries = fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
        for entry in entries {
            let path = entry.unwrap().path();
            let bytes = fs::read(&path).unwrap();
            let why = match catch_unwind(|| holds(&bytes)) {
                Ok(Ok(())) => None,
                Ok(Err(why)) => Some(why),
                Err(_) => Some("it panics, as said above".to_owned()),
            };
            let name = path.strip_prefix(&kept).unwrap().display().to_string();
            wrong.extend(why.map(|why| format!("fuzz/kept/{name}: {why}")));
            number += 1;
        }
    }
    wrong.sort();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(number > 50, "only {number} inputs are kept");
}

/// Every folder is that of a target, so that nothing in it goes unread.
#[test]
fn every_folder_has_a_target() {
    let fuzz = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz");
    let names = |folder: &str| {
        let mut names: Vec<String> = fs::read_dir(fuzz.join(folder))
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .map(|name| name.trim_end_matches(".rs").to_owned())
            .collect();
        names.sort();
        names
    };
    let targets: Vec<&str> = TARGETS.iter().map(|(name, _)| *name).collect();
    assert_eq!(names("kept"), targets);
    assert_eq!(names("fuzz_targets"), targets);
}
