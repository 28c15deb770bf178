//! Clean manifests to spoil, line by line.

use std::path::Path;

use amplint::diagnostic::Level;
use amplint::{Options, check};

/// A manifest in lines.
pub struct Text {
    pub lines: Vec<String>,
    /// Lines that a typo may be made in: with content, outside texts of several lines.
    pub places: Vec<usize>,
}

/// Columns before the content.
pub fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// The column of the key, after any dash.
pub fn column(line: &str) -> usize {
    line.len() - line.trim_start_matches([' ', '-']).len()
}

pub fn is_item(line: &str) -> bool {
    line.trim_start().starts_with("- ")
}

/// All before the colon of a key, and the value after it.
pub fn pair(line: &str) -> Option<(&str, &str)> {
    if let Some(head) = line.strip_suffix(':') {
        return Some((head, ""));
    }
    let (head, value) = line.split_once(": ")?;
    let key = head.trim_start_matches([' ', '-']);
    (!key.starts_with(['"', '\'', '[', '{', '#'])).then_some((head, value))
}

impl Text {
    pub fn new(text: &str) -> Self {
        let lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let mut places = Vec::new();
        let mut block = None;
        for (i, line) in lines.iter().enumerate() {
            let bare = line.trim_start();
            if bare.is_empty() || block.is_some_and(|column| indent(line) > column) {
                continue;
            }
            block = None;
            if bare.starts_with('#') || bare.starts_with("---") {
                continue;
            }
            if pair(line).is_some_and(|(_, value)| value.starts_with(['|', '>'])) {
                block = Some(indent(line));
            }
            places.push(i);
        }
        Self { lines, places }
    }

    pub fn text(lines: &[String]) -> String {
        lines.join("\n") + "\n"
    }

    /// The last line that hangs from line `i`.
    pub fn block(&self, i: usize) -> usize {
        let own = indent(&self.lines[i]);
        let mut last = i;
        for (n, line) in self.lines.iter().enumerate().skip(i + 1) {
            if line.trim().is_empty() {
                continue;
            }
            if indent(line) <= own {
                break;
            }
            last = n;
        }
        last
    }

    /// All items of the list that line `i` begins, if it has several.
    pub fn items(&self, i: usize) -> Option<Vec<usize>> {
        let own = indent(&self.lines[i]);
        let above = self.lines[..i]
            .iter()
            .rev()
            .find(|line| !line.trim().is_empty())?;
        if !is_item(&self.lines[i]) || pair(above).is_none_or(|(_, value)| !value.is_empty()) {
            return None;
        }
        let below = self.lines.iter().enumerate().skip(i);
        let below = below.take_while(|(_, line)| indent(line) > own || is_item(line) && indent(line) == own);
        let items: Vec<usize> = below
            .filter(|(_, line)| indent(line) == own)
            .map(|(n, _)| n)
            .collect();
        (items.len() > 1).then_some(items)
    }
}

/// The clean ones among the manifests in `folders` and their folders.
pub fn clean(folders: &[&Path]) -> Vec<(String, Text)> {
    let mut files = Vec::new();
    let mut folders: Vec<_> = folders.iter().map(|folder| folder.to_path_buf()).collect();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ext| ext == "yaml") {
                files.push(path);
            }
        }
    }
    files.sort();
    let mut clean = Vec::new();
    let mut seen = std::collections::HashSet::new();
    for path in files {
        let Ok(text) = std::fs::read_to_string(&path) else {
            continue;
        };
        let text = text.replace("\r\n", "\n");
        let manifest = text.contains("\nintegrations:") && text.lines().count() > 8 && text.len() < 20_000;
        if !manifest || !seen.insert(text.clone()) {
            continue;
        }
        let checked = check("amp.yaml", text.clone().into(), &Options::default()).unwrap();
        if checked
            .findings
            .iter()
            .all(|finding| finding.level == Level::Info)
        {
            clean.push((path.display().to_string(), Text::new(&text)));
        }
    }
    clean
}
