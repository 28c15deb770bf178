//! Text, places in it, and the only code that knows lines, columns and encodings.
//!
//! A [`Source`] holds one file as UTF-8. Everything later in the program speaks of it in [`Span`]s: byte
//! ranges into [`Source::text`]. Lines, character columns and offsets in the file on disk are worked out
//! here, on demand, for the few places that are shown to a user.

use std::fmt;

/// The largest file that is read, in bytes. Spans are 32 bits wide and checking a file takes up to 25 times
/// its size in memory, so larger ones are refused instead of half checked.
pub const MAX_FILE_SIZE: u64 = 128 << 20;

/// How many damaged places are kept one by one; the rest are only counted.
pub const MAX_FAULTS: usize = 20;

/// Distance in bytes between two entries of the character index.
const STRIDE: usize = 1024;

/// A half-open range of bytes in [`Source::text`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte; at least `start`.
    pub end: u32,
}

impl Span {
    /// A span from `start` to `end`; `end` is raised to `start` when it lies before it.
    #[must_use]
    pub fn new(start: u32, end: u32) -> Self {
        Self {
            start,
            end: end.max(start),
        }
    }

    /// The empty span at `offset`.
    #[must_use]
    pub fn at(offset: u32) -> Self {
        Self {
            start: offset,
            end: offset,
        }
    }

    /// The span as a range for slicing.
    #[must_use]
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Whether it covers no byte.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Its length in bytes.
    #[must_use]
    pub fn len(self) -> u32 {
        self.end - self.start
    }

    /// From the beginning of this to the end of `other`, which does not end before it.
    #[must_use]
    pub fn to(self, other: Span) -> Span {
        Span::new(self.start, other.end.max(self.end))
    }

    /// Whether `other` lies wholly inside.
    #[must_use]
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }
}

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

/// How a file's bytes spell text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Encoding {
    /// UTF-8, with or without a byte-order mark.
    Utf8,
    /// UTF-16, least significant byte first, with a byte-order mark.
    Utf16Le,
    /// UTF-16, most significant byte first, with a byte-order mark.
    Utf16Be,
}

impl Encoding {
    /// The bytes that spell `text`, a [`Source::text`], in a file.
    #[must_use]
    pub fn encode(self, text: &str) -> Vec<u8> {
        let unit = match self {
            Encoding::Utf8 => return text.as_bytes().to_vec(),
            Encoding::Utf16Le => u16::to_le_bytes,
            Encoding::Utf16Be => u16::to_be_bytes,
        };
        // The byte-order mark is no part of the text.
        let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
        units.flat_map(unit).collect()
    }
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

/// What is wrong with the bytes at one place.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FaultKind {
    /// Bytes that are not UTF-8; the first of them.
    NotUtf8(u8),
    /// A character YAML does not allow, such as NUL.
    Control(char),
    /// Half of a UTF-16 pair, or an odd number of bytes.
    NotUtf16,
}

/// A run of bytes that no YAML reader accepts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Fault {
    /// Where; the bytes there are replaced by `_` in what the parser sees.
    pub span: Span,
    /// What is wrong.
    pub kind: FaultKind,
}

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
    #[must_use]
    pub fn encoding(&self) -> Encoding {
        self.encoding
    }

    /// Bytes that no YAML reader accepts, in order; at most 20 (see [`Source::fault_count`]).
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
    #[must_use]
    pub fn line_column(&self, offset: u32, unit: Unit) -> (u32, u32) {
        let offset = index(self.text.floor_char_boundary(offset as usize));
        let line = self.line_of(offset) - 1;
        let before = &self.text[self.lines[line as usize] as usize..offset as usize];
        (line, unit.count(before))
    }

    /// The offset of column `column` (from 0, in `unit`s) of line `line` (from 0). A column beyond the end of a line
    /// is its end, before the line break; a line beyond the last is the end of the text.
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

/// A length or offset as 32 bits; [`MAX_FILE_SIZE`] keeps all of them in range.
pub(crate) fn index(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

#[derive(Default)]
struct Faults {
    list: Vec<Fault>,
    count: usize,
    last: Option<Fault>,
}

impl Faults {
    /// Neighbouring bytes of one kind are one fault.
    fn add(&mut self, span: Span, kind: FaultKind) {
        if let Some(last) = &mut self.last
            && last.span.end == span.start
            && std::mem::discriminant(&last.kind) == std::mem::discriminant(&kind)
        {
            last.span.end = span.end;
            if let Some(kept) = self
                .list
                .last_mut()
                .filter(|kept| kept.span.start == last.span.start)
            {
                kept.span.end = span.end;
            }
            return;
        }
        let fault = Fault { span, kind };
        self.last = Some(fault);
        self.count += 1;
        if self.list.len() < MAX_FAULTS {
            self.list.push(fault);
        }
    }
}

fn decode_utf8(bytes: Vec<u8>, faults: &mut Faults) -> String {
    let bytes = match String::from_utf8(bytes) {
        Ok(text) => return text,
        Err(error) => error.into_bytes(),
    };
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        if let Some(&first) = chunk.invalid().first() {
            let start = index(text.len());
            text.extend(std::iter::repeat_n('_', chunk.invalid().len()));
            faults.add(Span::new(start, index(text.len())), FaultKind::NotUtf8(first));
        }
    }
    text
}

fn decode_utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16, faults: &mut Faults) -> String {
    let mut text = String::with_capacity(bytes.len());
    let pairs = bytes.chunks_exact(2);
    let odd = !pairs.remainder().is_empty();
    for c in char::decode_utf16(pairs.map(|pair| unit([pair[0], pair[1]]))) {
        if let Ok(c) = c {
            text.push(c);
            continue;
        }
        let start = index(text.len());
        text.push('_');
        faults.add(Span::new(start, start + 1), FaultKind::NotUtf16);
    }
    if odd {
        let start = index(text.len());
        text.push('_');
        faults.add(Span::new(start, start + 1), FaultKind::NotUtf16);
    }
    text
}

/// The characters that YAML 1.1 readers accept anywhere in a stream (the platform's reader refuses the rest).
fn is_printable(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='~' | '\u{85}' | '\u{A0}'..='\u{D7FF}'
        | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..='\u{10FFFF}')
}

fn replace_controls(text: &str, faults: &mut Faults) -> Option<String> {
    // One quick pass decides for nearly every file; only characters that begin with these bytes can be refused.
    // Without an early exit inside a chunk the compiler looks at many bytes at once.
    #[expect(
        clippy::needless_bitwise_bool,
        reason = "no branches, so that it is done for many bytes at once"
    )]
    let suspicious = |b: u8| {
        ((b < 0x20) & (b != b'\t') & (b != b'\n') & (b != b'\r')) | (b == 0x7F) | (b == 0xC2) | (b == 0xEF)
    };
    let any = |chunk: &[u8]| chunk.iter().fold(false, |any, &b| any | suspicious(b));
    if !text.as_bytes().chunks(1024).any(any) {
        return None;
    }
    let mut clean = String::new();
    let mut copied = 0;
    for (i, c) in text.char_indices() {
        if is_printable(c) {
            continue;
        }
        let end = i + c.len_utf8();
        clean.push_str(&text[copied..i]);
        clean.extend(std::iter::repeat_n('_', c.len_utf8()));
        copied = end;
        faults.add(Span::new(index(i), index(end)), FaultKind::Control(c));
    }
    if copied == 0 {
        return None;
    }
    clean.push_str(&text[copied..]);
    Some(clean)
}

fn line_starts(text: &str) -> Vec<u32> {
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

fn char_index(text: &str) -> Vec<u32> {
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
fn count_chars(bytes: &[u8]) -> u32 {
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
