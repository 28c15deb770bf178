//! The parser of YAML 1.2, for texts that the platform does not take: where it stops, and what it read until then.

use std::borrow::Cow;

use saphyr_parser::{Event as Read, Parser, ScalarStyle, Tag as ReadTag};

use super::build::{Builder, Built, Stop};
use super::node::{Style, Tag};
use super::platform::{Event, Mark};
use super::stop::Reason;
use crate::source::{CharOffsets, Cut, index};

/// Reads the first document of `text`, which begins with `bom` bytes that are no YAML.
pub(super) fn build(text: &str, bom: u32, own: bool) -> Built {
    let yaml = text.cut(bom..);
    let mut parser = Parser::new_from_str(yaml);
    let mut offsets = CharOffsets::new(yaml);
    let mut builder = Builder::new(text, bom, own);
    let mut stop = Stop::End;
    let mut documents = 0;
    while let Some(next) = parser.next_event() {
        let (read, span) = match next {
            Ok(read) => read,
            Err(error) => {
                let offset = bom + offsets.byte(error.marker().index());
                if documents > 1 {
                    builder.extra_document(offset);
                } else {
                    let reason = Reason::of(error.info());
                    stop = Stop::Error { offset, reason };
                }
                break;
            }
        };
        let start = bom + offsets.byte(span.start.index());
        if documents > 1 {
            match read {
                Read::Scalar(value, ScalarStyle::Plain, 0, None) if value.is_empty() => continue,
                Read::DocumentStart(_) | Read::DocumentEnd | Read::StreamEnd => continue,
                _ => {
                    builder.extra_document(start);
                    break;
                }
            }
        }
        if let Read::DocumentStart(explicit) = read {
            documents += 1;
            if documents > 1 {
                builder.gap_to(start);
                builder.cursor = start;
            } else if explicit {
                builder.gap_to(start);
                builder.cursor = (start + 3).min(index(text.len()));
            }
            continue;
        }
        let end = bom + offsets.byte(span.end.index());
        let bracket = matches!(text.as_bytes().get(start as usize), Some(b'[' | b'{'));
        if let Some(event) = event(read, start, end, end > start && bracket)
            && let Err(too_deep) = builder.take(event)
        {
            stop = too_deep;
            break;
        }
    }
    if documents <= 1 && matches!(stop, Stop::End) {
        builder.gap_to(index(text.len()));
    }
    builder.finish(stop)
}

/// The same in our words.
fn event(read: Read<'_>, start: u32, end: u32, flow: bool) -> Option<Event<'_>> {
    Some(match read {
        Read::Scalar(value, style, anchor, tag) => Event::Scalar {
            value,
            style: style_of(style),
            mark: mark(anchor, tag),
            start,
            end,
        },
        Read::SequenceStart(anchor, tag) => Event::SequenceStart {
            mark: mark(anchor, tag),
            start,
            flow,
        },
        Read::MappingStart(anchor, tag) => Event::MappingStart {
            mark: mark(anchor, tag),
            start,
            flow,
        },
        Read::SequenceEnd | Read::MappingEnd => Event::End(start),
        Read::Alias(anchor) => Event::Alias { anchor, start, end },
        Read::DocumentStart(_) | Read::DocumentEnd | Read::StreamStart | Read::StreamEnd | Read::Nothing => {
            return None;
        }
    })
}

fn style_of(style: ScalarStyle) -> Style {
    match style {
        ScalarStyle::Plain => Style::Plain,
        ScalarStyle::SingleQuoted => Style::Single,
        ScalarStyle::DoubleQuoted => Style::Double,
        ScalarStyle::Literal => Style::Literal,
        ScalarStyle::Folded => Style::Folded,
    }
}

fn mark(anchor: usize, tag: Option<Cow<'_, ReadTag>>) -> Mark {
    let Some(tag) = tag else {
        return Mark {
            anchor,
            ..Mark::default()
        };
    };
    // `!!str`, and `!<tag:yaml.org,2002:str>` in full.
    let tag = match tag.handle.as_str() {
        "" => Tag::named(&tag.suffix),
        _ if tag.is_yaml_core_schema() => Tag::named(&format!("tag:yaml.org,2002:{}", tag.suffix)),
        _ => Tag::Other,
    };
    Mark {
        anchor,
        tag,
        tagged: true,
    }
}
