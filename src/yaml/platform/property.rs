//! Anchors, aliases and tags.

use std::borrow::Cow;

use super::event::Refusal;
use super::scan::{Kind, Scanner};
use crate::source::Cut;
use crate::yaml::stop::Reason;

/// Whether `b` may stand in the name of an anchor.
fn is_name(b: u8) -> bool {
    b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-')
}

impl Scanner<'_> {
    /// `*name` or `&name`.
    pub(super) fn anchor(&mut self, kind: Kind) -> Result<(), Refusal> {
        self.save_place()?;
        self.key_allowed = false;
        let start = self.at;
        let name = self.bytes[start + 1..]
            .iter()
            .take_while(|&&b| is_name(b))
            .count();
        let end = start + 1 + name;
        if name == 0 {
            return self.refuse(start, Reason::AnchorName);
        }
        if !self.ends_word(end)
            && !matches!(
                self.byte(end),
                b'?' | b':' | b',' | b']' | b'}' | b'%' | b'@' | b'`'
            )
        {
            return self.refuse(end, Reason::AnchorCharacter);
        }
        self.at = end;
        let name = self.text.cut(start + 1..end);
        self.push(kind, start, Cow::Borrowed(name));
        Ok(())
    }

    /// `!name`, `!!name`, `!handle!name` or `!<name>`.
    pub(super) fn tag(&mut self) -> Result<(), Refusal> {
        self.save_place()?;
        self.key_allowed = false;
        let start = self.at;
        let mut at = start + 1;
        if self.byte(at) == b'<' {
            at = self.uri(at + 1)?;
            if at == start + 2 || self.byte(at) != b'>' {
                return self.refuse(start, Reason::Tag);
            }
            at += 1;
        } else {
            let name = self.bytes[at..].iter().take_while(|&&b| is_name(b)).count();
            let handle = self.byte(at + name) == b'!';
            let from = if handle { at + name + 1 } else { at };
            at = self.uri(from)?;
            if handle && at == from {
                return self.refuse(start, Reason::Tag);
            }
        }
        if !self.ends_word(at) {
            return self.refuse(start, Reason::Tag);
        }
        self.at = at;
        let tag = self.text.cut(start..at);
        self.push(Kind::Tag, start, Cow::Borrowed(tag));
        Ok(())
    }

    /// The end of the characters from `at` that a tag may have.
    fn uri(&self, mut at: usize) -> Result<usize, Refusal> {
        loop {
            match self.byte(at) {
                b'%' => {
                    let hex = |i: usize| self.byte(at + i).is_ascii_hexdigit();
                    if !hex(1) || !hex(2) {
                        return self.refuse(at, Reason::Tag);
                    }
                    at += 3;
                }
                b if is_name(b) || b";/?:@&=+$,.!~*'()[]".contains(&b) => at += 1,
                _ => return Ok(at),
            }
        }
    }
}
