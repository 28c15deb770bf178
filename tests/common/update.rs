//! Files that are made from the program: compared, or written anew under `cargo xtask generate`.

use std::fs;
use std::path::Path;

/// Whether generated files are to be written anew. `cargo xtask generate` sets it; snapshots of insta follow.
pub fn wanted() -> bool {
    std::env::var_os("AMPLINT_UPDATE").is_some_and(|value| !value.is_empty() && value != "0")
}

/// Holds the file `name` of the project to `fresh`, or makes it so.
///
/// # Panics
/// When it has drifted, with the first line that has.
pub fn hold(name: &str, fresh: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    let old = fs::read_to_string(&path).unwrap_or_default();
    if old == fresh {
        return;
    }
    if wanted() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        return fs::write(&path, fresh).unwrap();
    }
    let differs = fresh.lines().zip(old.lines()).position(|(a, b)| a != b);
    let line = differs.unwrap_or_else(|| fresh.lines().count().min(old.lines().count()));
    let at = |text: &str| text.lines().nth(line).unwrap_or("").to_owned();
    panic!(
        "{name} has drifted at line {}; `cargo xtask generate` writes it anew\n  it says   {}\n  should be {}",
        line + 1,
        at(&old),
        at(fresh)
    );
}

/// Holds what stands in `page` between `<!-- name:begin -->` and `<!-- name:end -->` to the content of that name.
///
/// # Panics
/// When it has drifted, or the page has no such part.
pub fn parts(page: &str, parts: &[(&str, String)]) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(page);
    let mut text = fs::read_to_string(path).unwrap();
    for (name, content) in parts {
        let (begin, end) = (format!("<!-- {name}:begin -->\n"), format!("<!-- {name}:end -->"));
        let cut = text.split_once(&begin);
        let (before, rest) = cut.unwrap_or_else(|| panic!("{page} has no {begin}"));
        let cut = rest.split_once(&end);
        let (_, after) = cut.unwrap_or_else(|| panic!("{page} has no {end}"));
        text = format!("{before}{begin}\n{}\n\n{end}{after}", content.trim_end());
    }
    hold(page, &text);
}
