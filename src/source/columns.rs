//! Lines and columns, and characters as the parser counts them.

use super::span::index;

/// Distance in bytes between two entries of the character index.
pub(super) const STRIDE: usize = 1024;

/// A place as users see it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Position {
    /// Bytes from the start of the file on disk, in the file's own encoding.
    pub offset: u32,
    /// Line, from 1. `\n`, `\r\n` and a lone `\r` end a line.
    pub line: u32,
    /// Column in characters (Unicode scalar values), from 1; a byte-order mark does not count.
    pub column: u32,
}

/// What columns count.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Unit {
    /// Bytes of UTF-8.
    Byte,
    /// Units of UTF-16: two for characters beyond the first 65,536, such as emoji.
    #[default]
    Utf16,
    /// Characters.
    Char,
}

impl Unit {
    /// How many `text` has.
    #[must_use]
    pub fn count(self, text: &str) -> u32 {
        index(match self {
            Unit::Byte => text.len(),
            _ if text.is_ascii() => text.len(),
            Unit::Utf16 => text.chars().map(char::len_utf16).sum(),
            Unit::Char => text.chars().count(),
        })
    }

    /// The byte at which the first `count` end; the beginning of a character that `count` ends in, the end of `text`
    /// beyond it.
    #[must_use]
    pub fn find(self, text: &str, count: u32) -> usize {
        let wanted = count as usize;
        if self == Unit::Byte || text.is_ascii() {
            return text.floor_char_boundary(wanted.min(text.len()));
        }
        let mut seen = 0;
        for (i, c) in text.char_indices() {
            seen += if self == Unit::Utf16 { c.len_utf16() } else { 1 };
            if seen > wanted {
                return i;
            }
        }
        text.len()
    }
}

pub(super) fn line_starts(text: &str) -> Vec<u32> {
    let bytes = text.as_bytes();
    let mut starts = Vec::with_capacity(bytes.len() / 24 + 1);
    starts.push(0);
    for i in memchr::memchr2_iter(b'\n', b'\r', bytes) {
        if bytes[i] == b'\n' || bytes.get(i + 1) != Some(&b'\n') {
            starts.push(index(i + 1));
        }
    }
    starts
}

pub(super) fn char_index(text: &str) -> Vec<u32> {
    let mut seen = 0;
    text.as_bytes()
        .chunks(STRIDE)
        .map(|chunk| {
            let before = seen;
            seen += count_chars(chunk);
            before
        })
        .collect()
}

/// Whether a byte of UTF-8 continues a character.
fn is_inner(byte: u8) -> bool {
    byte & 0xc0 == 0x80
}

/// Characters that begin in `bytes`.
pub(super) fn count_chars(bytes: &[u8]) -> u32 {
    index(bytes.iter().filter(|&&b| !is_inner(b)).count())
}

/// Turns character offsets, as the parser counts them, into byte offsets. Quick for offsets that mostly grow.
pub(crate) struct CharOffsets<'t> {
    text: &'t [u8],
    ascii: bool,
    byte: usize,
    chars: usize,
}

impl<'t> CharOffsets<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        Self {
            text: text.as_bytes(),
            ascii: text.is_ascii(),
            byte: 0,
            chars: 0,
        }
    }

    /// The byte offset of character number `chars` (from 0); the end of the text beyond it.
    pub(crate) fn byte(&mut self, chars: usize) -> u32 {
        if self.ascii {
            return index(chars.min(self.text.len()));
        }
        while self.chars > chars {
            self.byte -= 1;
            if !is_inner(self.text[self.byte]) {
                self.chars -= 1;
            }
        }
        while self.chars < chars && self.byte < self.text.len() {
            self.byte += 1;
            while self.byte < self.text.len() && is_inner(self.text[self.byte]) {
                self.byte += 1;
            }
            self.chars += 1;
        }
        index(self.byte)
    }
}
