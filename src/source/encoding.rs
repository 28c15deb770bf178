//! How bytes spell text, and what is none.

use super::span::{Span, index};

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
    /// The bytes that spell `text`, a [`Source::text`](super::Source::text), in a file.
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
    /// Where; the bytes there are replaced in what the parser sees, by spaces amid the spaces that a line begins with
    /// and by `_` elsewhere.
    pub span: Span,
    /// What is wrong.
    pub kind: FaultKind,
}

/// How many damaged places are kept one by one; the rest are only counted.
pub const MAX_FAULTS: usize = 20;

#[derive(Default)]
pub(super) struct Faults {
    pub(super) list: Vec<Fault>,
    pub(super) count: usize,
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

pub(super) fn decode_utf8(bytes: Vec<u8>, faults: &mut Faults) -> String {
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

pub(super) fn decode_utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16, faults: &mut Faults) -> String {
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

pub(super) fn replace_controls(text: &str, faults: &mut Faults) -> Option<String> {
    /// Whether characters that begin with a byte can be refused. One quick pass decides for nearly every file.
    const SUSPICIOUS: [bool; 256] = {
        let mut suspicious = [false; 256];
        let mut byte = 0_u8;
        loop {
            suspicious[byte as usize] =
                matches!(byte, 0..0x20 | 0x7F | 0xC2 | 0xEF) && !matches!(byte, b'\t' | b'\n' | b'\r');
            if byte == u8::MAX {
                break suspicious;
            }
            byte += 1;
        }
    };
    if !text.bytes().any(|byte| SUSPICIOUS[usize::from(byte)]) {
        return None;
    }
    let mut clean = String::new();
    let mut copied = 0;
    // Whether there is nothing but spaces and what is replaced on the line so far.
    let mut only_spaces = true;
    let mut stand_in = None;
    for (i, c) in text.char_indices() {
        if is_printable(c) {
            only_spaces = matches!(c, '\n' | '\r') || only_spaces && c == ' ';
            stand_in = None;
            continue;
        }
        let end = i + c.len_utf8();
        clean.push_str(&text[copied..i]);
        // Amid spaces it is no part of the key behind them, which would stand elsewhere then. All of a run is alike.
        let stand_in = *stand_in.get_or_insert_with(|| {
            let after = text[end..].trim_start_matches(|c| !is_printable(c));
            if only_spaces && after.starts_with(' ') {
                ' '
            } else {
                '_'
            }
        });
        only_spaces &= stand_in == ' ';
        clean.extend(std::iter::repeat_n(stand_in, c.len_utf8()));
        copied = end;
        faults.add(Span::new(index(i), index(end)), FaultKind::Control(c));
    }
    if copied == 0 {
        return None;
    }
    clean.push_str(&text[copied..]);
    Some(clean)
}
