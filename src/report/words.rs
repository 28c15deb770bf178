//! Words and places that several formats have in common.

use std::borrow::Cow;

use crate::diagnostic::Diagnostic;
use crate::escape::{visible, visible_lines};
use crate::source::{Source, Span, index};

/// `span` moved onto characters that exist.
pub(super) fn clamped(source: &Source, span: Span) -> Span {
    let floor = |offset: u32| index(source.text().floor_char_boundary(offset as usize));
    Span::new(floor(span.start), floor(span.end))
}

/// What there is to say where there is room for one text only.
pub(super) fn told(finding: &Diagnostic) -> Cow<'_, str> {
    match &finding.help {
        Some(help) => format!("{}\nhelp: {help}", finding.message).into(),
        None => Cow::Borrowed(&finding.message),
    }
}

/// The same after place, level and rule, as in the `concise` format.
pub(super) fn told_in_full(source: &Source, finding: &Diagnostic) -> String {
    let place = source.position(clamped(source, finding.span).start);
    format!(
        "{}:{}:{}: {}[{}] {}",
        visible(source.name()),
        place.line,
        place.column,
        finding.level.name(),
        finding.rule,
        told(finding)
    )
}

/// `text`, fit for a terminal, in lines of at most `width` columns: the first begins after `before` columns, the others
/// are indented. Without a width, lines end where the text says.
pub(super) fn wrapped(text: &str, width: Option<usize>, before: usize, indent: &str) -> String {
    let text = visible_lines(text);
    let lines = text.trim_end_matches('\n').split('\n');
    let mut out = String::new();
    for (i, line) in lines.enumerate() {
        if i > 0 {
            out.extend(["\n", indent]);
        }
        let before = if i == 0 { before } else { indent.len() };
        out.push_str(&filled(line, width, before, indent));
    }
    out
}

/// One line of text as several. Words are left whole, and so is what stands in back quotes where it can be.
pub(super) fn filled(line: &str, width: Option<usize>, before: usize, indent: &str) -> String {
    /// Stands for a space at which no line ends.
    const HARD: &str = "\u{e000}";
    let Some(width) = width.map(|width| width.max(LEAST)) else {
        return line.to_owned();
    };
    let mut hard = String::with_capacity(line.len());
    for (i, part) in line.split('`').enumerate() {
        if i > 0 {
            hard.push('`');
        }
        let is_code = i % 2 == 1 && part.len() + indent.len() < width;
        hard.push_str(&if is_code {
            part.replace(' ', HARD)
        } else {
            part.to_owned()
        });
    }
    let head = " ".repeat(before);
    let options = textwrap::Options::new(width)
        .break_words(false)
        .word_separator(textwrap::WordSeparator::AsciiSpace)
        .word_splitter(textwrap::WordSplitter::NoHyphenation)
        .wrap_algorithm(textwrap::WrapAlgorithm::FirstFit)
        .initial_indent(&head)
        .subsequent_indent(indent);
    let filled = textwrap::fill(&hard, options).replace(HARD, " ");
    filled.get(before..).unwrap_or_default().to_owned()
}

/// Narrower than this nothing can be read.
const LEAST: usize = 16;
