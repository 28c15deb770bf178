//! What a doc comment says: Markdown under fixed headings, each line with the space that begins it there.

/// The first paragraph, on one line.
pub(crate) fn summary(docs: &str) -> String {
    let first = docs.split("\n\n").next().unwrap_or_default();
    first.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// All of it without the space that begins each line.
pub(crate) fn body(docs: &str) -> String {
    let lines = docs.lines();
    let lines: Vec<&str> = lines.map(|line| line.strip_prefix(' ').unwrap_or(line)).collect();
    lines.join("\n").trim_end().to_owned() + "\n"
}

/// The first paragraph under "Why", on one line.
pub(crate) fn why(docs: &str) -> Option<String> {
    let (_, why) = docs.split_once("\n ## Why\n")?;
    Some(summary(why.trim_start()))
}
