//! `docs/ci.md`.

use std::fs;
use std::path::Path;

use super::Folder;

/// Every `amplint check …` that `docs/ci.md` names does what it says there.
#[test]
#[cfg(unix)]
fn commands() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/ci.md");
    let docs = fs::read_to_string(path).unwrap();
    let commands = docs.lines().filter_map(|line| {
        let line = line.trim().trim_start_matches("- ").trim_start_matches("$ ");
        line.strip_prefix("amplint check")
    });
    let folder = Folder::new("ci");
    let mut count = 0;
    for arguments in commands {
        count += 1;
        let mut command = folder.command(Path::new(env!("CARGO_BIN_EXE_amplint")));
        command.arg("check").args(arguments.split_whitespace());
        let output = command.output().unwrap();
        let code = if arguments.contains("--write-baseline") {
            0
        } else {
            1
        };
        assert_eq!(output.status.code(), Some(code), "{arguments}: {output:?}");
        for file in arguments
            .split_whitespace()
            .filter_map(|word| word.split_once('='))
        {
            let text = fs::read_to_string(folder.0.join(file.1)).unwrap();
            assert!(text.contains("wrong-type"), "{text}");
        }
    }
    assert!(count >= 4, "{count}");
}
