//! JSON for people's eyes too: long where there are many entries, short inside them.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::{CharEscape, Formatter};

use crate::escape::is_hidden;

/// Writes `value`.
///
/// # Errors
/// Those of `out`.
pub(super) fn write_json(value: &impl Serialize, lines: Lines, out: &mut dyn Write) -> io::Result<()> {
    value.serialize(&mut serde_json::Serializer::with_formatter(&mut *out, lines))?;
    writeln!(out)
}

/// The outer keys and entries on a line each, and nothing hidden in the texts.
pub(super) struct Lines {
    /// Down to this depth, from 1, every key of an object has its own line.
    objects: usize,
    /// Down to this depth every entry of an array has its own line.
    arrays: usize,
    depth: usize,
    /// The innermost array has an entry.
    filled: bool,
}

impl Lines {
    /// With a line for each key of objects and each entry of arrays down to these depths.
    pub(super) fn new(objects: usize, arrays: usize) -> Self {
        Self {
            objects,
            arrays,
            depth: 0,
            filled: false,
        }
    }

    fn line<W: ?Sized + Write>(&self, out: &mut W) -> io::Result<()> {
        write!(out, "\n{:1$}", "", 2 * self.depth)
    }

    fn open<W: ?Sized + Write>(&mut self, out: &mut W, bracket: &[u8]) -> io::Result<()> {
        self.depth += 1;
        out.write_all(bracket)
    }

    fn entry<W: ?Sized + Write>(&self, out: &mut W, first: bool, own_line: bool) -> io::Result<()> {
        if !first {
            out.write_all(b",")?;
        }
        match own_line {
            true => self.line(out),
            false if first => Ok(()),
            false => out.write_all(b" "),
        }
    }
}

impl Formatter for Lines {
    fn begin_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.open(out, b"{")
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.entry(out, first, self.depth <= self.objects)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        out.write_all(b": ")
    }

    fn end_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.depth -= 1;
        if self.depth < self.objects {
            self.line(out)?;
        }
        out.write_all(b"}")
    }

    fn begin_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.filled = false;
        self.open(out, b"[")
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.filled = true;
        self.entry(out, first, self.depth <= self.arrays)
    }

    fn end_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.depth -= 1;
        if self.depth < self.arrays && self.filled {
            self.line(out)?;
        }
        // Whatever array this one is in has an entry.
        self.filled = true;
        out.write_all(b"]")
    }

    fn write_string_fragment<W: ?Sized + Write>(&mut self, out: &mut W, text: &str) -> io::Result<()> {
        let mut copied = 0;
        for (i, c) in text.char_indices().filter(|&(_, c)| is_hidden(c)) {
            out.write_all(&text.as_bytes()[copied..i])?;
            for unit in c.encode_utf16(&mut [0; 2]) {
                write!(out, "\\u{unit:04x}")?;
            }
            copied = i + c.len_utf8();
        }
        out.write_all(&text.as_bytes()[copied..])
    }

    fn write_char_escape<W: ?Sized + Write>(&mut self, out: &mut W, escape: CharEscape) -> io::Result<()> {
        serde_json::ser::CompactFormatter.write_char_escape(out, escape)
    }
}
