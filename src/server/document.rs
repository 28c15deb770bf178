//! Open documents: their texts as the client has them, and what they are.

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use gen_lsp_types::{Position, Range, TextDocumentContentChangeEvent, TextEdit};

use super::index::destinations;
use crate::config;
use crate::fix::Edit;
use crate::source::{Source, Span, Unit};
use crate::workspace::{is_manifest, without_dots};

/// What an open document is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum DocumentRole {
    /// A manifest, or a file of API documents.
    Checked,
    /// `amplint.toml`.
    Config,
    /// Something else, of which nothing is said.
    Other,
}

/// The text of a document at one moment.
#[derive(Clone, Debug)]
pub(super) struct Snapshot {
    /// Its address, as the client writes it.
    pub uri: String,
    /// Its version.
    pub version: Option<i32>,
    /// The number of this text among all that there have been: unlike versions, clients have no part in it.
    pub revision: u64,
    /// Its text; `None` where it is too large to be looked at.
    pub source: Option<Arc<Source>>,
    /// The destinations that it names, once anyone asked.
    destinations: Arc<OnceLock<Vec<String>>>,
}

impl Snapshot {
    /// The destinations that it names, if it is short enough to be looked through for others.
    pub(super) fn destinations(&self) -> &[String] {
        self.destinations.get_or_init(|| match &self.source {
            Some(source) if source.text().len() < MAX_LOOKED_THROUGH => destinations(source),
            _ => Vec::new(),
        })
    }
}

/// Longer texts are not looked through for others.
const MAX_LOOKED_THROUGH: usize = 1 << 20;

/// Where `offset` is.
pub(super) fn position(source: &Source, unit: Unit, offset: u32) -> Position {
    let (line, character) = source.line_column(offset, unit);
    Position { line, character }
}

/// Where `span` is.
pub(super) fn range(source: &Source, unit: Unit, span: Span) -> Range {
    Range {
        start: position(source, unit, span.start),
        end: position(source, unit, span.end),
    }
}

/// The characters of `range`.
pub(super) fn span(source: &Source, unit: Unit, range: Range) -> Span {
    let offset = |at: Position| source.offset_of(at.line, at.character, unit);
    Span::new(offset(range.start), offset(range.end))
}

/// `edits` as the protocol has them.
pub(super) fn text_edits(source: &Source, unit: Unit, edits: &[Edit]) -> Vec<TextEdit> {
    let one = |edit: &Edit| TextEdit {
        range: range(source, unit, edit.span),
        new_text: edit.text.clone(),
    };
    edits.iter().map(one).collect()
}

/// An open document.
#[derive(Debug)]
pub(super) struct OpenDocument {
    /// Its address, as the client writes it.
    pub uri: String,
    /// Its version.
    pub version: i32,
    /// The number of its text among all that there have been.
    pub revision: u64,
    /// The language that the client takes it for.
    pub language: String,
    /// Where it lies, if it is a file.
    pub path: Option<PathBuf>,
    source: Option<Arc<Source>>,
    destinations: Arc<OnceLock<Vec<String>>>,
}

impl OpenDocument {
    /// A document that was opened.
    pub(super) fn new(uri: String, version: i32, language: String, text: String) -> Self {
        let path = path_of(&uri);
        let mut document = Self {
            uri,
            version,
            revision: 0,
            language,
            path,
            source: None,
            destinations: Arc::default(),
        };
        document.set(text);
        document
    }

    fn set(&mut self, text: String) {
        // The name tells JSON from YAML.
        let name = self
            .path
            .as_deref()
            .map_or_else(|| self.uri.clone(), crate::workspace::shown);
        self.source = Source::new(name, text.into_bytes()).ok().map(Arc::new);
        self.destinations = Arc::default();
    }

    /// Its text and version as they are now.
    pub(super) fn snapshot(&self) -> Snapshot {
        Snapshot {
            uri: self.uri.clone(),
            version: Some(self.version),
            revision: self.revision,
            source: self.source.clone(),
            destinations: Arc::clone(&self.destinations),
        }
    }

    /// Changes its text as the client says it did.
    pub(super) fn change(&mut self, version: i32, changes: Vec<TextDocumentContentChangeEvent>, unit: Unit) {
        self.version = version;
        for change in changes {
            match change {
                TextDocumentContentChangeEvent::TextDocumentContentChangePartial(part) => {
                    let Some(source) = &self.source else { continue };
                    let span = span(source, unit, part.range);
                    let mut text = String::with_capacity(source.text().len() + part.text.len());
                    text.push_str(&source.text()[..span.start as usize]);
                    text.push_str(&part.text);
                    text.push_str(&source.text()[span.end as usize..]);
                    self.set(text);
                }
                TextDocumentContentChangeEvent::TextDocumentContentChangeWholeDocument(whole) => {
                    self.set(whole.text);
                }
            }
        }
    }

    /// What it is, by its name and language; `included` tells whether the configuration takes the file for one to
    /// be checked.
    pub(super) fn role(&self, included: impl FnOnce(&Path) -> bool) -> DocumentRole {
        let name = self.uri.rsplit('/').next().unwrap_or_default();
        let name = self
            .path
            .as_deref()
            .and_then(Path::file_name)
            .map_or(name.into(), |name| name.to_string_lossy());
        if config::NAMES.contains(&&*name) {
            return DocumentRole::Config;
        }
        if is_manifest(name.as_bytes())
            || self.path.as_deref().is_some_and(included)
            || self.looks_like_a_manifest()
        {
            return DocumentRole::Checked;
        }
        DocumentRole::Other
    }

    /// Whether a text with another name, or with none yet, begins as manifests do.
    fn looks_like_a_manifest(&self) -> bool {
        let Some(source) = &self.source else { return false };
        let yaml = self.language.is_empty() || self.language.contains("yaml");
        let key = |line: &str| line.starts_with("specVersion:") || line.starts_with("integrations:");
        yaml && source
            .text()
            .lines()
            .take(200)
            .any(|line| key(line.trim_start_matches('\u{FEFF}')))
    }
}

/// The path of a `file:` address; `None` for others, such as that of a buffer that was never saved.
pub(super) fn path_of(uri: &str) -> Option<PathBuf> {
    let rest = uri.strip_prefix("file://")?;
    let rest = match rest.find('/') {
        Some(0) => rest,
        // A host: only this one's files can be read.
        Some(slash) if rest[..slash].eq_ignore_ascii_case("localhost") => &rest[slash..],
        _ => return None,
    };
    let path = decoded(rest.split(['?', '#']).next().unwrap_or(rest));
    if cfg!(windows) {
        let drive = path.strip_prefix('/').filter(|path| path.get(1..2) == Some(":"));
        return Some(PathBuf::from(drive.unwrap_or(&path)));
    }
    Some(PathBuf::from(path))
}

/// The `file:` address of a path, without `.` and `..` in it: clients know a file by one address.
pub(super) fn uri_of(path: &Path) -> String {
    let plain = without_dots(path);
    let shown = plain.to_string_lossy();
    let shown = if cfg!(windows) {
        shown.replace('\\', "/")
    } else {
        shown.into_owned()
    };
    let mut uri = String::from("file://");
    if !shown.starts_with('/') {
        uri.push('/');
    }
    for &b in shown.as_bytes() {
        match b {
            b'/' | b'-' | b'_' | b'.' | b'~' => uri.push(b as char),
            b if b.is_ascii_alphanumeric() => uri.push(b as char),
            b => uri.push_str(&format!("%{b:02X}")),
        }
    }
    uri
}

/// `text` with `%20` and its like undone.
fn decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut i = 0;
    while i < bytes.len() {
        let hex = bytes
            .get(i + 1..i + 3)
            .and_then(|hex| std::str::from_utf8(hex).ok());
        match hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) if bytes[i] == b'%' => {
                out.push(byte);
                i += 3;
            }
            _ => {
                out.push(bytes[i]);
                i += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_and_paths() {
        assert_eq!(
            path_of("file:///a%20b/%C3%A9/amp.yaml"),
            Some(PathBuf::from("/a b/é/amp.yaml"))
        );
        assert_eq!(
            path_of("file://localhost/amp.yaml"),
            Some(PathBuf::from("/amp.yaml"))
        );
        assert_eq!(path_of("untitled:Untitled-1"), None);
        assert_eq!(path_of("file://host/amp.yaml"), None);
        for path in ["/a b/é/amp.yaml", "/100%/c:/x.amp.yml"] {
            assert_eq!(path_of(&uri_of(Path::new(path))), Some(PathBuf::from(path)));
        }
    }
}
