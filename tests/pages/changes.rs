//! The pages about changes: what `amplint explain` says.

use std::fmt::Write as _;

use amplint::change::Class;
use amplint::changes;

use super::{output, root, update};

/// The table of `docs/compare.md`.
pub fn table() -> String {
    let mut table = String::new();
    for class in Class::ALL {
        let _ = writeln!(table, "\n### {}: {}\n", class.name(), class.words());
        let _ = writeln!(table, "| change | what it is | how it is known |\n|---|---|---|");
        for change in changes::ALL.iter().filter(|change| change.class == class) {
            let or = change
                .or
                .map_or(String::new(), |or| format!(" (or {})", or.name()));
            let summary = change.summary();
            let certainty = change.certainty.name();
            let _ = writeln!(
                table,
                "| [`{0}`](changes/{0}.md){or} | {summary} | {certainty} |",
                change.id
            );
        }
    }
    table.trim().to_owned()
}

#[test]
fn every_change_has_its_page() {
    for change in changes::ALL {
        let page = output(&["explain", change.id, "--format", "markdown"]);
        assert!(page.starts_with(&format!("# {}\n", change.id)), "{page}");
        let page = format!("{}\n\n[All changes](../compare.md)\n", page.trim_end());
        update::hold(&format!("docs/changes/{}.md", change.id), &page);
    }
}

#[test]
fn every_page_has_its_change() {
    for entry in std::fs::read_dir(root().join("docs/changes")).unwrap() {
        let path = entry.unwrap().path();
        let id = path.file_stem().unwrap().to_str().unwrap();
        if changes::find(id).is_none() {
            assert!(update::wanted(), "docs/changes/{id}.md belongs to no change");
            std::fs::remove_file(&path).unwrap();
        }
    }
}
