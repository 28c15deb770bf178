//! Indicators to tokens: what begins at each, and what it begins or ends.

use std::borrow::Cow;

use super::event::Refusal;
use super::scan::{Kind, MAX_LEVELS, Place, Scanner};
use crate::source::Cut;
use crate::yaml::node::Style;
use crate::yaml::stop::Reason;

impl Scanner<'_> {
    pub(super) fn fetch(&mut self) -> Result<(), Refusal> {
        self.skip_to_token();
        self.unroll_indent(self.column());
        if self.is_end() {
            return self.stream_end();
        }
        let (at, c) = (self.at, self.bytes[self.at]);
        if self.column() == 0 && c == b'%' {
            return self.directive();
        }
        if self.column() == 0 && self.is_document_mark(at) {
            self.unroll_indent(-1);
            self.forget_place()?;
            self.key_allowed = false;
            self.mark(
                if c == b'-' {
                    Kind::DocumentStart
                } else {
                    Kind::DocumentEnd
                },
                3,
            );
            return Ok(());
        }
        let alone = self.ends_word(at + 1);
        match c {
            b'[' => self.flow_start(Kind::FlowSequenceStart),
            b'{' => self.flow_start(Kind::FlowMappingStart),
            b']' => self.flow_end(Kind::FlowSequenceEnd),
            b'}' => self.flow_end(Kind::FlowMappingEnd),
            b',' => {
                self.forget_place()?;
                self.key_allowed = true;
                self.mark(Kind::Comma, 1);
                Ok(())
            }
            b'-' if alone => self.item(),
            b'?' if alone || self.flow > 0 => self.key(),
            b':' if alone || self.flow > 0 => self.value(),
            b'*' => self.anchor(Kind::Alias),
            b'&' => self.anchor(Kind::Anchor),
            b'!' => self.tag(),
            b'|' if self.flow == 0 => self.block(Style::Literal),
            b'>' if self.flow == 0 => self.block(Style::Folded),
            b'\'' => self.quoted(Style::Single),
            b'"' => self.quoted(Style::Double),
            b'\t' => self.refuse(at, Reason::Tab),
            b'%' | b'@' | b'`' | b'|' | b'>' => self.refuse(at, Reason::Reserved),
            _ => self.plain(),
        }
    }

    fn stream_end(&mut self) -> Result<(), Refusal> {
        if self.column() != 0 {
            self.line_start = self.at;
            self.line += 1;
        }
        self.unroll_indent(-1);
        self.forget_place()?;
        self.key_allowed = false;
        self.mark(Kind::StreamEnd, 0);
        Ok(())
    }

    /// A line with `%`. What is wrong with it is told elsewhere.
    fn directive(&mut self) -> Result<(), Refusal> {
        self.unroll_indent(-1);
        self.forget_place()?;
        self.key_allowed = false;
        let start = self.at;
        while !self.is_end() && self.break_len(self.at) == 0 {
            self.at += 1;
        }
        let line = self.text.cut(start..self.at);
        self.push(Kind::Directive, start, Cow::Borrowed(line));
        Ok(())
    }

    fn flow_start(&mut self, kind: Kind) -> Result<(), Refusal> {
        self.save_place()?;
        self.places.push(Place {
            possible: false,
            required: false,
            waits: false,
            token: self.taken + self.tokens.len(),
            at: self.at,
            line: self.line,
            column: self.column(),
        });
        self.flow += 1;
        if self.flow > MAX_LEVELS {
            return self.refuse(self.at, Reason::Depth);
        }
        self.key_allowed = true;
        self.mark(kind, 1);
        Ok(())
    }

    fn flow_end(&mut self, kind: Kind) -> Result<(), Refusal> {
        self.forget_place()?;
        if self.flow > 0 {
            self.flow -= 1;
            self.flow_told &= self.flow > 0;
            // An empty collection doesn't wait for a colon any more.
            if let Some(inner) = self.places.pop()
                && let Some(outer) = self.places.last_mut()
                && outer.token == inner.token
            {
                outer.waits = false;
            }
        }
        self.key_allowed = false;
        self.mark(kind, 1);
        Ok(())
    }

    fn item(&mut self) -> Result<(), Refusal> {
        if self.flow == 0 {
            if !self.key_allowed {
                return self.refuse(self.at, Reason::ItemPlace);
            }
            self.roll_indent(self.column(), None, Kind::SequenceStart, self.at)?;
        }
        self.forget_place()?;
        self.key_allowed = true;
        self.mark(Kind::Item, 1);
        Ok(())
    }

    fn key(&mut self) -> Result<(), Refusal> {
        if self.flow == 0 {
            if !self.key_allowed {
                return self.refuse(self.at, Reason::KeyPlace);
            }
            self.roll_indent(self.column(), None, Kind::MappingStart, self.at)?;
        }
        self.forget_place()?;
        self.key_allowed = self.flow == 0;
        self.mark(Kind::Key, 1);
        Ok(())
    }

    fn value(&mut self) -> Result<(), Refusal> {
        let last = self.places.len() - 1;
        if self.is_open(last)? {
            let place = self.places[last];
            self.insert(place.token, Kind::Key, place.at);
            self.roll_indent(place.column, Some(place.token), Kind::MappingStart, place.at)?;
            self.places[last].possible = false;
            self.places[last].waits = false;
            self.key_allowed = false;
        } else {
            if self.flow == 0 {
                if !self.key_allowed {
                    return self.refuse(self.at, Reason::ColonPlace);
                }
                self.roll_indent(self.column(), None, Kind::MappingStart, self.at)?;
            }
            self.key_allowed = self.flow == 0;
        }
        self.mark(Kind::Value, 1);
        Ok(())
    }
}
