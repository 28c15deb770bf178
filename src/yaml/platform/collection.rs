//! What stands in lists and mappings, and where they end.

use super::event::{Event, Mark, Refusal};
use super::parse::{Reader, State};
use super::scan::Kind;
use crate::yaml::stop::Reason;

impl<'t> Reader<'t> {
    pub(super) fn sequence_entry(&mut self) -> Result<Option<Event<'t>>, Refusal> {
        match self.peek()? {
            Kind::Item => {
                self.scanner.take();
                if matches!(self.peek()?, Kind::Item | Kind::BlockEnd) {
                    return self.nothing(Mark::default());
                }
                self.child(State::SequenceEntry, true, false)
            }
            Kind::BlockEnd => Ok(self.end()),
            _ => self.refuse(Reason::NotAnItem),
        }
    }

    pub(super) fn indentless_entry(&mut self) -> Result<Option<Event<'t>>, Refusal> {
        if self.peek()? != Kind::Item {
            self.back();
            let at = self.scanner.peek()?.start;
            return Ok(Some(Event::End(at)));
        }
        self.scanner.take();
        if matches!(
            self.peek()?,
            Kind::Item | Kind::Key | Kind::Value | Kind::BlockEnd
        ) {
            return self.nothing(Mark::default());
        }
        self.child(State::IndentlessEntry, true, false)
    }

    pub(super) fn mapping_key(&mut self) -> Result<Option<Event<'t>>, Refusal> {
        match self.peek()? {
            Kind::Key => {
                self.scanner.take();
                if matches!(self.peek()?, Kind::Key | Kind::Value | Kind::BlockEnd) {
                    self.state = State::MappingValue;
                    return self.nothing(Mark::default());
                }
                self.child(State::MappingValue, true, true)
            }
            Kind::BlockEnd => Ok(self.end()),
            _ => self.refuse(Reason::NotAKey),
        }
    }

    pub(super) fn mapping_value(&mut self) -> Result<Option<Event<'t>>, Refusal> {
        if self.peek()? == Kind::Value {
            self.scanner.take();
            if !matches!(self.peek()?, Kind::Key | Kind::Value | Kind::BlockEnd) {
                return self.child(State::MappingKey, true, true);
            }
        }
        self.state = State::MappingKey;
        self.nothing(Mark::default())
    }

    pub(super) fn flow_sequence(&mut self, first: bool) -> Result<Option<Event<'t>>, Refusal> {
        if first {
            self.peek()?;
            self.scanner.take();
        }
        if self.peek()? != Kind::FlowSequenceEnd {
            if !first {
                if self.peek()? != Kind::Comma {
                    return self.refuse(Reason::FlowSequence);
                }
                self.scanner.take();
            }
            match self.peek()? {
                Kind::Key => {
                    let token = self.scanner.take();
                    self.state = State::PairKey;
                    let mark = Mark::default();
                    return Ok(Some(Event::MappingStart {
                        mark,
                        start: token.start,
                        flow: false,
                    }));
                }
                Kind::FlowSequenceEnd => {}
                _ => return self.child(State::FlowSequenceEntry, false, false),
            }
        }
        Ok(self.end())
    }

    pub(super) fn flow_mapping(&mut self, first: bool) -> Result<Option<Event<'t>>, Refusal> {
        if first {
            self.peek()?;
            self.scanner.take();
        }
        if self.peek()? != Kind::FlowMappingEnd {
            if !first {
                if self.peek()? != Kind::Comma {
                    return self.refuse(Reason::FlowMapping);
                }
                self.scanner.take();
            }
            match self.peek()? {
                Kind::Key => {
                    self.scanner.take();
                    if matches!(self.peek()?, Kind::Value | Kind::Comma | Kind::FlowMappingEnd) {
                        self.state = State::FlowMappingValue;
                        return self.nothing(Mark::default());
                    }
                    return self.child(State::FlowMappingValue, false, false);
                }
                Kind::FlowMappingEnd => {}
                _ => return self.child(State::FlowMappingNoValue, false, false),
            }
        }
        Ok(self.end())
    }
}
