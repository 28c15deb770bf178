//! Tokens to events.

use std::borrow::Cow;
use std::collections::HashMap;

use super::event::{Event, Leniency, Mark, Refusal};
use super::scan::{Kind, Scanner, Token};
use crate::source::Cut;
use crate::yaml::node::{Style, Tag};
use crate::yaml::stop::Reason;

/// What is expected next.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum State {
    Start,
    Content,
    DocumentEnd,
    End,
    Node,
    SequenceFirst,
    SequenceEntry,
    IndentlessEntry,
    MappingFirst,
    MappingKey,
    MappingValue,
    FlowSequenceFirst,
    FlowSequenceEntry,
    PairKey,
    PairValue,
    PairEnd,
    FlowMappingFirst,
    FlowMappingKey,
    FlowMappingValue,
    FlowMappingNoValue,
}

/// Reads the first document of a text.
pub(in crate::yaml) struct Reader<'t> {
    pub(super) scanner: Scanner<'t>,
    pub(super) state: State,
    /// Where to go on when a node ends.
    pub(super) states: Vec<State>,
    /// By name, the number that an anchor has now.
    anchors: HashMap<&'t str, usize>,
    anchor: usize,
    handles: Vec<(&'t str, String)>,
}

impl<'t> Reader<'t> {
    /// Reads `text` from `at`, where a byte-order mark ends.
    pub(crate) fn new(text: &'t str, at: usize) -> Self {
        Self {
            scanner: Scanner::new(text, at),
            state: State::Start,
            states: Vec::new(),
            anchors: HashMap::new(),
            anchor: 0,
            handles: Vec::new(),
        }
    }

    /// What was taken so far that YAML 1.2 does not take, in the order of the text but for what is looked ahead.
    pub(crate) fn lenient(&self) -> &[Leniency] {
        &self.scanner.lenient
    }

    /// The next event; `None` after the end of the first document.
    pub(crate) fn next(&mut self) -> Result<Option<Event<'t>>, Refusal> {
        match self.state {
            State::Start => self.document_start(),
            State::Content => {
                let kind = self.peek()?;
                if matches!(
                    kind,
                    Kind::Directive | Kind::DocumentStart | Kind::DocumentEnd | Kind::StreamEnd
                ) {
                    self.back();
                    return self.nothing(Mark::default());
                }
                self.node(true, false)
            }
            State::DocumentEnd => {
                let token = self.scanner.peek()?;
                let next = (token.kind != Kind::StreamEnd).then_some(token.start);
                self.state = State::End;
                Ok(Some(Event::DocumentEnd(next)))
            }
            State::End => Ok(None),
            State::Node => self.node(true, false),
            State::SequenceFirst => self.first(State::SequenceEntry),
            State::SequenceEntry => self.sequence_entry(),
            State::IndentlessEntry => self.indentless_entry(),
            State::MappingFirst => self.first(State::MappingKey),
            State::MappingKey => self.mapping_key(),
            State::MappingValue => self.mapping_value(),
            State::FlowSequenceFirst => self.flow_sequence(true),
            State::FlowSequenceEntry => self.flow_sequence(false),
            State::PairKey => {
                let kind = self.peek()?;
                if matches!(kind, Kind::Value | Kind::Comma | Kind::FlowSequenceEnd) {
                    self.scanner.take();
                    self.state = State::PairValue;
                    return self.nothing(Mark::default());
                }
                self.child(State::PairValue, false, false)
            }
            State::PairValue => {
                if self.peek()? == Kind::Value {
                    self.scanner.take();
                    if !matches!(self.peek()?, Kind::Comma | Kind::FlowSequenceEnd) {
                        return self.child(State::PairEnd, false, false);
                    }
                }
                self.state = State::PairEnd;
                self.nothing(Mark::default())
            }
            State::PairEnd => {
                self.peek()?;
                self.state = State::FlowSequenceEntry;
                let at = self.scanner.peek()?.start;
                Ok(Some(Event::End(at)))
            }
            State::FlowMappingFirst => self.flow_mapping(true),
            State::FlowMappingKey => self.flow_mapping(false),
            State::FlowMappingValue => {
                if self.peek()? == Kind::Value {
                    self.scanner.take();
                    if !matches!(self.peek()?, Kind::Comma | Kind::FlowMappingEnd) {
                        return self.child(State::FlowMappingKey, false, false);
                    }
                }
                self.state = State::FlowMappingKey;
                self.nothing(Mark::default())
            }
            State::FlowMappingNoValue => {
                self.peek()?;
                self.state = State::FlowMappingKey;
                self.nothing(Mark::default())
            }
        }
    }

    pub(super) fn peek(&mut self) -> Result<Kind, Refusal> {
        Ok(self.scanner.peek()?.kind)
    }

    pub(super) fn back(&mut self) {
        self.state = self.states.pop().unwrap_or(State::End);
    }

    pub(super) fn refuse<T>(&mut self, reason: Reason) -> Result<T, Refusal> {
        let at = self.scanner.peek()?.start;
        Err(Refusal { at, reason })
    }

    /// A value that is not written.
    pub(super) fn nothing(&mut self, mark: Mark) -> Result<Option<Event<'t>>, Refusal> {
        let at = self.scanner.peek()?.start;
        Ok(Some(Event::Scalar {
            value: Cow::Borrowed(""),
            style: Style::Plain,
            mark,
            start: at,
            end: at,
        }))
    }

    pub(super) fn end(&mut self) -> Option<Event<'t>> {
        let token = self.scanner.take();
        self.back();
        Some(Event::End(token.start))
    }

    fn document_start(&mut self) -> Result<Option<Event<'t>>, Refusal> {
        self.handles = vec![("!", "!".to_owned()), ("!!", "tag:yaml.org,2002:".to_owned())];
        let mut directives = false;
        while self.peek()? == Kind::Directive {
            directives = true;
            let token = self.scanner.take();
            if let Cow::Borrowed(line) = token.value {
                self.directive(line);
            }
        }
        self.states.push(State::DocumentEnd);
        let token = self.scanner.peek()?;
        match token.kind {
            Kind::StreamEnd => {
                self.state = State::End;
                Ok(Some(Event::DocumentEnd(None)))
            }
            Kind::DocumentStart => {
                let end = token.end;
                self.scanner.take();
                self.state = State::Content;
                Ok(Some(Event::DocumentStart(Some(end))))
            }
            _ if directives => self.refuse(Reason::DocumentPlace),
            _ => {
                self.state = State::Node;
                Ok(Some(Event::DocumentStart(None)))
            }
        }
    }

    /// Remembers the handle that a directive defines.
    fn directive(&mut self, line: &'t str) {
        let mut words = line.split_ascii_whitespace();
        if words.next() == Some("%TAG")
            && let (Some(handle), Some(prefix)) = (words.next(), words.next())
        {
            self.handles.retain(|(other, _)| *other != handle);
            self.handles.push((handle, prefix.to_owned()));
        }
    }

    pub(super) fn child(
        &mut self,
        then: State,
        block: bool,
        indentless: bool,
    ) -> Result<Option<Event<'t>>, Refusal> {
        self.states.push(then);
        self.node(block, indentless)
    }

    pub(super) fn first(&mut self, then: State) -> Result<Option<Event<'t>>, Refusal> {
        self.peek()?;
        self.scanner.take();
        self.state = then;
        self.next()
    }

    /// Anchor and tag, in either order.
    fn mark(&mut self) -> Result<Mark, Refusal> {
        let mut mark = Mark::default();
        loop {
            match self.peek()? {
                Kind::Anchor if mark.anchor == 0 => {
                    let token = self.scanner.take();
                    self.anchor += 1;
                    mark.anchor = self.anchor;
                    if let Cow::Borrowed(name) = token.value {
                        self.anchors.insert(name, self.anchor);
                    }
                }
                Kind::Tag if !mark.tagged => {
                    let token = self.scanner.take();
                    mark.tagged = true;
                    mark.tag = self.resolve(&token)?;
                }
                _ => return Ok(mark),
            }
        }
    }

    fn resolve(&self, token: &Token<'t>) -> Result<Tag, Refusal> {
        let written = token.value.as_ref();
        if let Some(full) = written.strip_prefix("!<") {
            return Ok(Tag::named(full.trim_end_matches('>')));
        }
        if written == "!" {
            return Ok(Tag::Other);
        }
        let handle = written.tail().find('!').map_or("!", |i| written.cut(..i + 2));
        let prefix = self.handles.iter().find(|(known, _)| *known == handle);
        match prefix {
            Some((_, prefix)) => Ok(Tag::named(&format!("{prefix}{}", written.cut(handle.len()..)))),
            None => Err(Refusal {
                at: token.start,
                reason: Reason::Tag,
            }),
        }
    }

    pub(super) fn node(&mut self, block: bool, indentless: bool) -> Result<Option<Event<'t>>, Refusal> {
        if self.peek()? == Kind::Alias {
            let token = self.scanner.take();
            let Some(&anchor) = self.anchors.get(token.value.as_ref()) else {
                return Err(Refusal {
                    at: token.start,
                    reason: Reason::UnknownAnchor,
                });
            };
            self.back();
            return Ok(Some(Event::Alias {
                anchor,
                start: token.start,
                end: token.end,
            }));
        }
        let mark = self.mark()?;
        let token = self.scanner.peek()?;
        let start = token.start;
        let flow = matches!(token.kind, Kind::FlowSequenceStart | Kind::FlowMappingStart);
        let state = match token.kind {
            Kind::Item if indentless => State::IndentlessEntry,
            Kind::Scalar(style) => {
                let token = self.scanner.take();
                self.back();
                let (start, end) = (token.start, token.end);
                return Ok(Some(Event::Scalar {
                    value: token.value,
                    style,
                    mark,
                    start,
                    end,
                }));
            }
            Kind::FlowSequenceStart => State::FlowSequenceFirst,
            Kind::FlowMappingStart => State::FlowMappingFirst,
            Kind::SequenceStart if block => State::SequenceFirst,
            Kind::MappingStart if block => State::MappingFirst,
            _ if mark.anchor > 0 || mark.tagged => {
                self.back();
                return self.nothing(mark);
            }
            Kind::Item => return self.refuse(Reason::ItemPlace),
            _ => return self.refuse(Reason::NoContent),
        };
        self.state = state;
        let mapping = matches!(state, State::FlowMappingFirst | State::MappingFirst);
        Ok(Some(if mapping {
            Event::MappingStart { mark, start, flow }
        } else {
            Event::SequenceStart { mark, start, flow }
        }))
    }
}
