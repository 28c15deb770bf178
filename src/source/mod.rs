//! Text, places in it, and the only code that knows lines, columns and encodings.
//!
//! A [`Source`] holds one file as UTF-8. Everything later in the program speaks of it in [`Span`]s: byte
//! ranges into [`Source::text`]. Lines, character columns and offsets in the file on disk are worked out
//! here, on demand, for the few places that are shown to a user.

mod columns;
mod cut;
mod encoding;
mod span;

use std::fmt;

pub(crate) use columns::CharOffsets;
pub use columns::{Position, Unit};
use columns::{STRIDE, char_index, count_chars, line_starts};
pub(crate) use cut::Cut;
pub use encoding::{Encoding, Fault, FaultKind, MAX_FAULTS};
use encoding::{Faults, decode_utf8, decode_utf16, replace_controls};
pub use span::Span;
pub(crate) use span::index;

/// The largest file that is read, in bytes. Spans are 32 bits wide and checking a file takes up to 25 times
/// its size in memory, so larger ones are refused instead of half checked.
pub const MAX_FILE_SIZE: u64 = 128 << 20;

/// More bytes than are read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct TooLarge {
    /// How many are.
    pub most: u64,
}

impl fmt::Display for TooLarge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "it is larger than {} MiB, the most that is read",
            self.most >> 20
        )
    }
}

impl std::error::Error for TooLarge {}

/// One file: its name, its text, and where its lines begin.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Source {
    name: String,
    text: String,
    /// The text with faults replaced, when there are any.
    clean: Option<String>,
    encoding: Encoding,
    /// Byte offset of each line's first character.
    lines: Vec<u32>,
    /// Characters before byte `i * STRIDE`; empty for pure ASCII.
    chars: Vec<u32>,
    /// For UTF-16: bytes on disk before each line.
    disk_lines: Vec<u32>,
    /// Bytes on disk.
    size: u32,
    faults: Vec<Fault>,
    fault_count: usize,
}

impl Source {
    /// Reads `bytes` as a file called `name` (used in messages only; nothing is opened).
    ///
    /// # Errors
    /// [`TooLarge`] above [`MAX_FILE_SIZE`]. Damaged text is not an error: see [`Source::faults`].
    pub fn new(name: impl Into<String>, bytes: Vec<u8>) -> Result<Self, TooLarge> {
        if bytes.len() as u64 > MAX_FILE_SIZE {
            return Err(TooLarge { most: MAX_FILE_SIZE });
        }
        let size = index(bytes.len());
        let mut faults = Faults::default();
        let (encoding, text) = match bytes.as_slice() {
            [0xFF, 0xFE, rest @ ..] => (
                Encoding::Utf16Le,
                decode_utf16(rest, u16::from_le_bytes, &mut faults),
            ),
            [0xFE, 0xFF, rest @ ..] => (
                Encoding::Utf16Be,
                decode_utf16(rest, u16::from_be_bytes, &mut faults),
            ),
            _ => (Encoding::Utf8, decode_utf8(bytes, &mut faults)),
        };
        let clean = replace_controls(&text, &mut faults);
        let lines = line_starts(&text);
        let chars = if text.is_ascii() {
            Vec::new()
        } else {
            char_index(&text)
        };
        let mut source = Self {
            name: name.into(),
            text,
            clean,
            encoding,
            lines,
            chars,
            disk_lines: Vec::new(),
            size,
            faults: faults.list,
            fault_count: faults.count,
        };
        source.faults.sort_by_key(|fault| fault.span);
        if encoding != Encoding::Utf8 {
            source.disk_lines = source.utf16_line_starts();
        }
        Ok(source)
    }

    /// The name it was given.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The whole text as UTF-8, with a byte-order mark if the file has one. Bytes that are no text stand as
    /// `_`, one for each.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text for the parser: the same bytes, but every fault replaced by `_`.
    #[must_use]
    pub fn clean_text(&self) -> &str {
        self.clean.as_deref().unwrap_or(&self.text)
    }

    /// The characters at `span`; empty where it does not lie on character boundaries.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or_default()
    }

    /// The file's encoding.
    #[doc(hidden)]
    #[must_use]
    pub fn encoding(&self) -> Encoding {
        self.encoding
    }

    /// Bytes that no YAML reader accepts, in order; at most 20 (see [`Source::fault_count`]).
    #[doc(hidden)]
    #[must_use]
    pub fn faults(&self) -> &[Fault] {
        &self.faults
    }

    /// Whether [`Source::text`] spells every byte of the file.
    #[must_use]
    pub fn is_text(&self) -> bool {
        // What can't be decoded is noted first, so it is not among what was left out.
        let is_text = |fault: &Fault| matches!(fault.kind, FaultKind::Control(_));
        self.faults.iter().all(is_text)
    }

    /// How many faults there are, those left out of [`Source::faults`] included.
    #[must_use]
    pub fn fault_count(&self) -> usize {
        self.fault_count
    }

    /// Whether so many bytes are no text that nothing follows from the rest: an image, say, or UTF-16 without a
    /// byte-order mark.
    #[must_use]
    pub fn is_binary(&self) -> bool {
        self.fault_count > MAX_FAULTS && self.fault_count > self.text.len() / 16
    }

    /// Length in bytes of the byte-order mark that begins [`Source::text`]: 3 or 0.
    #[must_use]
    pub fn bom_len(&self) -> u32 {
        if self.text.starts_with('\u{FEFF}') { 3 } else { 0 }
    }

    /// The number of lines, at least 1.
    #[must_use]
    pub fn line_count(&self) -> u32 {
        index(self.lines.len())
    }

    /// The line break that the file's first line ends with; `\n` in a file of one line.
    #[must_use]
    pub fn line_break(&self) -> &'static str {
        let Some(&second) = self.lines.get(1) else {
            return "\n";
        };
        match &self.text.as_bytes()[..second as usize] {
            [.., b'\r', b'\n'] => "\r\n",
            [.., b'\r'] => "\r",
            _ => "\n",
        }
    }

    /// The line (from 1) that holds `offset`.
    #[must_use]
    pub fn line_of(&self, offset: u32) -> u32 {
        index(self.lines.partition_point(|&start| start <= offset)).max(1)
    }

    /// The bytes of line `line` (from 1) without its line break; empty beyond the end.
    #[must_use]
    pub fn line_span(&self, line: u32) -> Span {
        let i = line.max(1) as usize - 1;
        let Some(&start) = self.lines.get(i) else {
            return Span::at(index(self.text.len()));
        };
        let end = self
            .lines
            .get(i + 1)
            .map_or(self.text.len(), |&next| next as usize);
        let line = &self.text.as_bytes()[start as usize..end];
        let kept = match line {
            [kept @ .., b'\r', b'\n'] | [kept @ .., b'\n' | b'\r'] => kept.len(),
            _ => line.len(),
        };
        let start = if i == 0 {
            start.max(self.bom_len().min(start + index(kept)))
        } else {
            start
        };
        Span::new(start, self.lines[i] + index(kept))
    }

    /// The text of line `line` (from 1) without its line break.
    #[must_use]
    pub fn line_text(&self, line: u32) -> &str {
        self.slice(self.line_span(line))
    }

    /// Where `offset` is, as users count. Beyond the end it is the end, inside a character its beginning.
    #[must_use]
    pub fn position(&self, offset: u32) -> Position {
        let offset = index(self.text.floor_char_boundary(offset as usize));
        let line = self.line_of(offset);
        let start = self.lines[line as usize - 1];
        let from = if line == 1 { self.bom_len() } else { start };
        let column = self.chars_before(offset).saturating_sub(self.chars_before(from)) + 1;
        let disk = match self.encoding {
            Encoding::Utf8 => offset,
            _ => {
                let units: usize = self.text[start as usize..offset as usize]
                    .chars()
                    .map(char::len_utf16)
                    .sum();
                // An odd last byte stands as a whole character.
                (self.disk_lines[line as usize - 1] + index(units * 2)).min(self.size)
            }
        };
        Position {
            offset: disk,
            line,
            column,
        }
    }

    /// The number of characters before byte `offset`, which must lie on a character boundary.
    #[must_use]
    pub fn chars_before(&self, offset: u32) -> u32 {
        if self.chars.is_empty() {
            return offset;
        }
        let i = (offset as usize / STRIDE).min(self.chars.len() - 1);
        self.chars[i] + count_chars(&self.text.as_bytes()[i * STRIDE..offset as usize])
    }

    /// Whether the whole text is ASCII, so that bytes and characters are the same.
    #[must_use]
    pub fn is_ascii(&self) -> bool {
        self.chars.is_empty()
    }

    /// Line (from 0) and column (from 0, in `unit`s) of `offset`, as editors count them: a byte-order mark counts.
    /// Beyond the end it is the end, inside a character its beginning.
    #[doc(hidden)]
    #[must_use]
    pub fn line_column(&self, offset: u32, unit: Unit) -> (u32, u32) {
        let offset = index(self.text.floor_char_boundary(offset as usize));
        let line = self.line_of(offset) - 1;
        let before = &self.text[self.lines[line as usize] as usize..offset as usize];
        (line, unit.count(before))
    }

    /// The offset of column `column` (from 0, in `unit`s) of line `line` (from 0). A column beyond the end of a line
    /// is its end, before the line break; a line beyond the last is the end of the text.
    #[doc(hidden)]
    #[must_use]
    pub fn offset_of(&self, line: u32, column: u32, unit: Unit) -> u32 {
        let Some(&start) = self.lines.get(line as usize) else {
            return index(self.text.len());
        };
        let end = self.line_span(line + 1).end;
        let text = &self.text[start as usize..end as usize];
        start + index(unit.find(text, column))
    }

    fn utf16_line_starts(&self) -> Vec<u32> {
        // The file's byte-order mark is not part of the text.
        let mut disk = 2;
        let mut starts = Vec::with_capacity(self.lines.len());
        for (i, &start) in self.lines.iter().enumerate() {
            starts.push(disk);
            let end = self
                .lines
                .get(i + 1)
                .map_or(self.text.len(), |&next| next as usize);
            let units: usize = self.text[start as usize..end].chars().map(char::len_utf16).sum();
            disk += index(units * 2);
        }
        starts
    }
}
