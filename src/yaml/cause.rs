//! From "the parser can't go on here" to the mistake that was made, and the mend that lets it go on.
//!
//! The parser stops at the first token that doesn't fit, which is often a line below the mistake. Each
//! function below knows one kind of mistake and where it would be.

use super::build::Built;
use super::gap;
use super::lines::Line;
use super::patch::{HOLE, Patch};
use super::stop::Reason;
use super::{Guide, Syntax};
use crate::source::{Span, index};

/// The mistake behind a syntax error.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Cause {
    /// A value that begins with `*` as schedules do; YAML takes it for an alias.
    UnquotedStar,
    /// A value that begins with a character YAML keeps for itself.
    ReservedStart(char),
    /// A key that begins with such a character.
    BeforeKey(char),
    /// Tabs in the indentation of this many lines.
    TabIndent {
        /// How many lines.
        lines: u32,
    },
    /// Blanks that YAML takes for letters, such as no-break ones, where blanks are meant.
    ForeignBlank {
        /// The first of them.
        blank: char,
        /// In how many lines.
        lines: u32,
    },
    /// `-name:` for `- name:`.
    NoBlankAfterDash,
    /// `-name:` for `name:`.
    StrayDash,
    /// `name:value` for `name: value`.
    NoBlankAfterColon,
    /// `name value` or `name` for `name: value`.
    NoColon,
    /// `name = value` for `name: value`.
    NotColon {
        /// What stands for the colon.
        sign: char,
        /// After how many more keys it does.
        more: u32,
    },
    /// `- name:` where a key is wanted, not a list item.
    StrayItem,
    /// The first key of a list item without the dash before it.
    NoDash {
        /// How many items lack theirs.
        items: u32,
    },
    /// Something under a key whose line is not there.
    NoHeader {
        /// The key.
        key: &'static str,
    },
    /// What a merge left where two versions differ.
    Conflict {
        /// Whether all of it is there, or one line alone.
        whole: bool,
    },
    /// A line of another language: the fence of a code block in Markdown, or a comment that begins with `//`.
    ForeignLine {
        /// How many such lines follow.
        more: u32,
    },
    /// Characters in the indentation of a line.
    InIndent,
    /// `: ` inside a value without quotes.
    ColonInText,
    /// A quote that is not closed on its line.
    UnclosedQuote(char),
    /// Text after the closing quote.
    AfterQuote(char),
    /// A bracket or brace that is not closed.
    UnclosedBracket(char),
    /// A closing bracket or brace without an opening one.
    StrayBracket(char),
    /// Text after the bracket or brace that closes a value.
    AfterBracket(char),
    /// Two items between brackets without a comma, or another slip between brackets.
    InsideBrackets(char),
    /// A key or item that lines up with nothing around it.
    Depth {
        /// The column it stands at, from 1.
        column: u32,
        /// The column it would fit, from 1.
        fits: Option<u32>,
    },
    /// A list item on the line of its key.
    ItemOnKeyLine,
    /// An alias whose anchor is not defined before it.
    UnknownAnchor,
    /// A backslash in double quotes with a character that it can't stand before.
    Escape,
    /// More than [`super::MAX_DEPTH`] levels.
    TooDeep,
    /// A block text (`|` or `>`) whose header or indentation is wrong.
    BlockText,
    /// A line or value of a template, such as `{% if read %}`.
    Template {
        /// How many such lines the file has.
        lines: u32,
    },
    /// None of the above.
    Other,
    /// Not looked into: reading ended here after many mistakes, or few in a very large file.
    GivenUp {
        /// How many.
        mistakes: u32,
    },
}

/// What is read with a guess.
#[derive(Clone, Copy)]
pub(super) struct Guess {
    pub span: Span,
    /// Nothing is known of the values in it; else they are likely what they seem, but nothing is said of them.
    pub unknown: bool,
}

/// What was made of a syntax error.
#[derive(Clone)]
pub(super) struct Diagnosis {
    pub span: Span,
    pub cause: Cause,
    pub related: Option<Span>,
    pub patches: Vec<Patch>,
    /// Values that must not be judged any more.
    pub hole: Option<Span>,
    /// What is read with a guess.
    pub guess: Option<Guess>,
    /// Whether the mend is to leave lines out.
    pub drop: bool,
    /// So much must be wrong with another mend that this one is likelier.
    pub penalty: usize,
    /// How many lines have an odd indentation after it, less those that have one before.
    pub untidy: i32,
    /// A quirk of the parser, not a mistake: go on without a word.
    pub silent: bool,
}

impl Diagnosis {
    pub(super) fn new(cause: Cause, span: Span) -> Self {
        Self {
            span,
            cause,
            related: None,
            patches: Vec::new(),
            hole: None,
            guess: None,
            drop: false,
            penalty: 0,
            untidy: 0,
            silent: false,
        }
    }

    /// What there is when nothing is mended.
    pub(super) fn none() -> Self {
        Self {
            silent: true,
            ..Self::new(Cause::Other, Span::at(0))
        }
    }

    /// What is told of it; the mend only when it is `certain`.
    pub(super) fn syntax(self, certain: bool) -> Syntax {
        let patches = self.patches.into_iter().filter(|_| certain);
        Syntax {
            cause: self.cause,
            related: self.related,
            repair: patches.map(|patch| (patch.span, patch.with)).collect(),
        }
    }

    /// The same with all spans carried by `to`.
    pub(super) fn moved(self, to: impl Fn(Span) -> Span) -> Self {
        let patches = self
            .patches
            .into_iter()
            .map(|patch| Patch {
                span: to(patch.span),
                with: patch.with,
            })
            .collect();
        Self {
            span: to(self.span),
            related: self.related.map(&to),
            hole: self.hole.map(&to),
            guess: self.guess.map(|guess| Guess {
                span: to(guess.span),
                ..guess
            }),
            patches,
            ..self
        }
    }

    fn patch(mut self, span: Span, with: impl Into<String>) -> Self {
        self.patches.push(Patch {
            span,
            with: with.into(),
        });
        self
    }

    fn insert(self, at: u32, with: impl Into<String>) -> Self {
        self.patch(Span::at(at), with)
    }

    /// Replaces the content of the lines in `span` by nothing.
    fn without(mut self, text: &str, span: Span) -> Self {
        self.hole = Some(span);
        self.drop = true;
        self.patch(span, blanks(text, span))
    }

    fn guess(mut self, span: Span) -> Self {
        self.guess = Some(Guess { span, unknown: false });
        self
    }

    /// The mend is certain, but what is meant by the value in `span` is not.
    fn unknown(mut self, span: Span) -> Self {
        self.guess = Some(Guess { span, unknown: true });
        self
    }

    /// What stands at its place may lack something that has been lost with it.
    fn unsure(self) -> Self {
        let span = self.span;
        self.guess(span)
    }

    /// Replaces the value by one that says nothing.
    fn hole(mut self, span: Span) -> Self {
        self.hole = Some(span);
        let blanks = " ".repeat((span.len() as usize).saturating_sub(1));
        self.patch(span, format!("{HOLE}{blanks}"))
    }

    /// The same for a value of several lines.
    fn hole_of_lines(mut self, text: &str, span: Span) -> Self {
        self.hole = Some(span);
        let rest = Span::new(span.start + 1, span.end);
        self.patch(span, format!("{HOLE}{}", blanks(text, rest)))
    }
}

/// Blanks in place of all but line breaks.
fn blanks(text: &str, span: Span) -> String {
    let blank = |b: u8| {
        if matches!(b, b'\n' | b'\r') {
            b as char
        } else {
            ' '
        }
    };
    text.as_bytes()[span.range()].iter().map(|&b| blank(b)).collect()
}

/// The mistakes that may be behind the parser's stop for `reason` at `at`, likeliest first; never empty. Where there
/// are several, the one whose mend lets the parser get farthest is meant.
pub(super) fn diagnose(
    text: &str,
    built: &Built,
    at: u32,
    reason: Reason,
    guide: Option<&Guide<'_>>,
) -> Vec<Diagnosis> {
    let at = at.min(index(text.len()));
    let line = Line::at(text, at);
    let found = tabs(text, line);
    if !found.is_empty() {
        return found;
    }
    let dashed = line
        .content
        .strip_prefix('-')
        .is_some_and(|rest| rest.starts_with(char::is_alphabetic));
    if dashed && let Some((key, _)) = line.pair() {
        return dash_key(text, key);
    }
    if let Some(found) = certain(text, built, line, at, reason) {
        return vec![found];
    }
    let mut found = broken_keys(text, line);
    if line.pair().is_some() {
        found.extend(no_dash(text, line));
    }
    found.extend(stray_items(text, line));
    found.extend(depths(text, line));
    if let Some(guide) = guide {
        found.extend(no_headers(text, line, guide));
    }
    if found.is_empty() {
        let span = if line.content.is_empty() {
            Span::at(at)
        } else {
            line.content_span()
        };
        found.push(Diagnosis::new(Cause::Other, span));
    }
    // At last, do without the line, or without what follows it too.
    let mut drop = |gone: Line<'_>, extent: Span| {
        let content = gone.content_span();
        let (cause, shown) = match gone.pair() {
            None if !gone.is_item() => (Cause::NoColon, first_word(gone)),
            _ => (
                Cause::Depth {
                    column: gone.indent + 1,
                    fits: None,
                },
                depth_span(gone),
            ),
        };
        let extent = Span::new(content.start, extent.end.max(content.end));
        found.push(Diagnosis {
            span: shown,
            ..Diagnosis::new(cause, shown).without(text, extent)
        });
    };
    let above = line.before(text);
    let (junk, above) = match above {
        Some(above) if above.pair().is_none() && !above.is_item() => (Some(above), None),
        above => (None, above),
    };
    if let Some(junk) = junk {
        drop(junk, junk.content_span());
    }
    if !line.content.is_empty() {
        drop(line, line.content_span());
        drop(line, line.block(text));
        drop(line, run(text, line, line.indent));
    }
    if let Some(above) = above {
        drop(above, above.content_span());
    }
    found
}

/// The mistake where the error leaves no doubt about it.
fn certain(text: &str, built: &Built, line: Line<'_>, at: u32, reason: Reason) -> Option<Diagnosis> {
    let reserved = |at: u32| {
        let c = text[at as usize..].chars().next().unwrap_or('\u{FFFD}');
        if at <= line.inner().0 && line.pair().is_some() {
            return before_key(text, line, at, c);
        }
        let value = rest_of_value(line, at);
        quoted(
            Diagnosis::new(Cause::ReservedStart(c), value).unknown(value),
            text,
            value,
        )
    };
    if matches!(reason, Reason::AnchorName | Reason::UnknownAnchor) {
        let key =
            at <= line.inner().0 && line.pair().is_some() && text[at as usize..].starts_with(['*', '&']);
        return Some(if key { reserved(at) } else { star(text, line, at) });
    }
    if matches!(reason, Reason::Reserved | Reason::KeyPlace) {
        return Some(reserved(at));
    }
    if reason == Reason::Escape {
        return Some(escape(text, at));
    }
    if reason == Reason::AfterQuote {
        return Some(after_quote(text, built, line, at));
    }
    if matches!(reason, Reason::OpenQuote | Reason::QuoteIndent) {
        return Some(unclosed_quote(text, at));
    }
    if reason == Reason::Bracket {
        let c = text[at as usize..].chars().next().unwrap_or(']');
        let span = Span::new(at, at + 1);
        // At the end of its line the blanks before it go too.
        let before = text[..at as usize].trim_end_matches([' ', '\t']);
        let last = matches!(text.as_bytes().get(at as usize + 1), None | Some(b'\n' | b'\r'));
        let gone = Span::new(if last { index(before.len()) } else { at }, span.end);
        return Some(Diagnosis::new(Cause::StrayBracket(c), span).patch(gone, ""));
    }
    let value = line.pair().and_then(|(_, value)| value);
    let block = matches!(
        reason,
        Reason::BlockHeader | Reason::BlockTab | Reason::BlockIndent
    );
    if block
        && line.content.starts_with(['>', '|'])
        && let Some(found) = in_indent(text, line).into_iter().next()
    {
        return Some(found);
    }
    if block && let Some(value) = value {
        // `>50 employees`: no block text was meant.
        let header = text[value.range()].trim_start_matches(['|', '>', '+', '-']);
        let block = line.block(text);
        let found = if block.end > line.end {
            Diagnosis::new(Cause::BlockText, value).hole_of_lines(text, Span::new(value.start, block.end))
        } else if header.starts_with(|c: char| !c.is_whitespace() && c != '#') {
            reserved(value.start)
        } else {
            Diagnosis::new(Cause::BlockText, value).hole(value)
        };
        return Some(found);
    }
    if let Some(found) = brackets(text, built, line, at) {
        return Some(found);
    }
    if let Some(value) = value
        && text[value.range()].starts_with([',', ']', '}'])
        && value.start >= at
    {
        return Some(reserved(value.start));
    }
    if let Some(value) = value
        && value.start <= at
        && matches!(text.as_bytes()[value.start as usize], b'[' | b'{')
        && let Some(found) = after_bracket(text, value)
    {
        return Some(found);
    }
    if block {
        return Some(Diagnosis::new(Cause::BlockText, line.content_span()));
    }
    if reason == Reason::ItemPlace
        && let Some(value) = value
        && value.start <= at
    {
        return Some(Diagnosis::new(Cause::ItemOnKeyLine, value).hole(value));
    }
    if reason == Reason::ColonPlace
        && let Some((key, Some(value))) = line.pair()
        && key.end < at
    {
        // `fields [{name: x}]`: what looks like a key is more than one word.
        return no_colon_before_bracket(text, key).or_else(|| {
            let found = Diagnosis::new(Cause::ColonInText, value);
            // `name: a   provider: b` has lost a line break.
            let before = text[value.range()].split(": ").next().unwrap_or_default();
            Some(match before.contains("  ") {
                true => found.hole(value),
                false => quoted(found.unknown(value), text, value),
            })
        });
    }
    None
}

/// A character before a key that none can begin with: do without it.
fn before_key(text: &str, line: Line<'_>, at: u32, c: char) -> Diagnosis {
    let end = at + index(c.len_utf8());
    let key = line.pair().map_or(end, |(key, _)| key.end);
    let shown = Span::new(at, key.max(end));
    let blank = " ".repeat(c.len_utf8());
    let found = Diagnosis::new(Cause::BeforeKey(c), shown);
    // Where the key begins is a guess as well.
    let next = text[end as usize..].chars().next();
    if next.is_some_and(|next| next.is_alphanumeric() || next == '_') {
        found.patch(Span::new(at, end), "").guess(shown)
    } else {
        found.patch(Span::new(at, end), blank).guess(shown)
    }
}

/// Text after the bracket that closes the value.
fn after_bracket(text: &str, value: Span) -> Option<Diagnosis> {
    let bytes = text.as_bytes();
    let mut depth = 0_u32;
    let mut at = value.start;
    while at < value.end {
        match bytes[at as usize] {
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            b'"' | b'\'' => {
                // A text that is not closed here runs on.
                at = gap::quoted_end(text, at).clamp(at + 1, value.end);
                continue;
            }
            _ => {}
        }
        at += 1;
        if depth == 0 {
            break;
        }
    }
    let rest = &text[at as usize..value.end as usize];
    let start = value.end - index(rest.trim_start().len());
    let found = Diagnosis::new(
        Cause::AfterBracket(bytes[at as usize - 1] as char),
        Span::new(start, value.end),
    );
    (start < value.end && depth == 0).then(|| {
        Diagnosis {
            related: Some(Span::new(value.start, at)),
            ..found
        }
        .hole(value)
    })
}

/// `-name:` where `- name:` is meant; `word` begins at the dash. Keys below that line up with the name are
/// moved along with it.
fn dash(text: &str, word: Span) -> Diagnosis {
    let mut found = Diagnosis::new(Cause::NoBlankAfterDash, word).insert(word.start + 1, " ");
    let line = Line::at(text, word.start);
    let name = word.start + 1 - line.margin();
    let end = line.block(text).end;
    let below = std::iter::successors(line.after(text), |line| line.after(text));
    let below: Vec<_> = below
        .take_while(|line| line.start <= end)
        .filter(|line| !line.content.is_empty())
        .collect();
    if below.iter().map(|line| line.indent).min() == Some(name) {
        for line in below {
            found = found.insert(line.margin(), " ");
        }
    }
    found
}

/// What `-name:` may be meant for.
pub(super) fn dash_key(text: &str, word: Span) -> Vec<Diagnosis> {
    let dash = Span::new(word.start, word.start + 1);
    let stray = Diagnosis {
        penalty: 1,
        ..Diagnosis::new(Cause::StrayDash, word)
    };
    vec![
        self::dash(text, word),
        stray.clone().patch(dash, " "),
        stray.patch(dash, ""),
    ]
}

/// `-name` where `- name` is meant, in this line and in all like it around it.
fn dashes(text: &str, line: Line<'_>) -> Diagnosis {
    let bare =
        |here: &Line<'_>| here.indent == line.indent && here.content.starts_with('-') && !here.is_item();
    let first = std::iter::successors(Some(line), |here| here.before(text).filter(bare))
        .take(MAX_LINES)
        .last()
        .unwrap_or(line);
    let mut found = Diagnosis::new(Cause::NoBlankAfterDash, first_word(first));
    for here in
        std::iter::successors(Some(first), |here| here.after_content(text).filter(bare)).take(2 * MAX_LINES)
    {
        found = found.insert(here.content_start() + 1, " ");
    }
    found
}

/// Too many levels at `at`.
pub(super) fn too_deep(text: &str, at: u32) -> Diagnosis {
    let end = text[at as usize..]
        .chars()
        .next()
        .map_or(0, |c| index(c.len_utf8()));
    Diagnosis::new(Cause::TooDeep, Span::new(at, at + end))
}

/// Tabs for blanks: a level each, or as wide as editors show them.
fn tabs(text: &str, line: Line<'_>) -> Vec<Diagnosis> {
    let indent_has_tab = |line: &Line<'_>| {
        let indent = &text[line.margin() as usize..line.content_start() as usize];
        !line.content.is_empty() && indent.contains('\t')
    };
    // The parser sometimes stops at the end of what stands before.
    let first = [Some(line), line.after_content(text)]
        .into_iter()
        .flatten()
        .find(indent_has_tab);
    let Some(first) = first else {
        return Vec::new();
    };
    let tab = first.start + index(text[first.start as usize..].find('\t').unwrap_or(0));
    let run = text[tab as usize..].bytes().take_while(|&b| b == b'\t').count();
    let indents: Vec<Span> = std::iter::successors(Some(first), |line| line.after(text))
        .filter(indent_has_tab)
        .map(|line| Span::new(line.margin(), line.content_start()))
        .collect();
    let cause = Cause::TabIndent {
        lines: index(indents.len()),
    };
    let mut widths = vec![indent_unit(text), "    ".to_owned(), "        ".to_owned()];
    // A tab before or after the blanks that would be enough.
    widths.extend(text[indents[0].range()].contains(' ').then(String::new));
    let mended = |width: String| {
        let mut found = Diagnosis::new(cause.clone(), Span::new(tab, tab + index(run)));
        for &span in &indents {
            found.patches.push(Patch {
                span,
                with: text[span.range()].replace('\t', &width),
            });
        }
        found
    };
    let mut found: Vec<Diagnosis> = widths.into_iter().map(mended).collect();
    // One line alone: where what stands around it suggests.
    if let [indent] = indents[..] {
        let unit = index(indent_unit(text).len());
        let mut columns = fitting(text, first, unit);
        columns.sort_by_key(|&(column, _)| std::cmp::Reverse(column));
        let open = open_column(text, first, &columns);
        let aligned = columns.into_iter().map(|(column, _)| {
            let blanks = " ".repeat(column as usize);
            let sibling = has_sibling(text, first, column, first.end);
            let outer = open.is_some_and(|open| column < open);
            Diagnosis {
                untidy: i32::from(!sibling) + if outer { 2 } else { 0 } - 1,
                ..Diagnosis::new(cause.clone(), Span::new(tab, tab + index(run)))
            }
            .patch(indent, blanks)
        });
        found.splice(0..0, aligned);
    }
    found
}

/// The blanks of one level: what a line is most often indented more than the one before it.
fn indent_unit(text: &str) -> String {
    let mut counts = [0_usize; 9];
    let mut before = 0;
    for line in text
        .lines()
        .filter(|line| !line.trim().is_empty())
        .take(MAX_LINES * 10)
    {
        let indent = line.len() - line.trim_start_matches(' ').len();
        if let Some(count) = counts
            .get_mut(indent.saturating_sub(before))
            .filter(|_| indent > before)
        {
            *count += 1;
        }
        before = indent;
    }
    let most = (1..counts.len())
        .max_by_key(|&width| (counts[width], width == 2))
        .unwrap_or(2);
    " ".repeat(if counts[most] == 0 { 2 } else { most })
}

/// From `at` to the end of the line's content.
fn rest_of_value(line: Line<'_>, at: u32) -> Span {
    Span::new(at, line.content_span().end.max(at))
}

/// Mends by quoting `value`.
fn quoted(found: Diagnosis, text: &str, value: Span) -> Diagnosis {
    let content = &text[value.range()];
    let inner = inside_curly_quotes(content).or_else(|| inside_backticks(content));
    if let Some(inner) = inner.filter(|inner| !inner.contains(['"', '\\'])) {
        return found.patch(value, format!("\"{inner}\""));
    }
    if content.contains(['"', '\\']) {
        let doubled = content.replace('\'', "''");
        return found.patch(value, format!("'{doubled}'"));
    }
    found.insert(value.start, "\"").insert(value.end, "\"")
}

fn star(text: &str, line: Line<'_>, at: u32) -> Diagnosis {
    // The parser may have taken the first star for an alias and stopped at the second.
    let before = &text[line.content_start() as usize..at as usize];
    let colon = before.rfind(": ").map(|i| line.content_start() + index(i) + 2);
    let at = colon
        .filter(|&colon| is_cron(text[colon as usize..].trim_start()))
        .map_or(at, |colon| {
            let value = &text[colon as usize..];
            colon + index(value.len() - value.trim_start().len())
        });
    let mut value = rest_of_value(line, at);
    let (brackets, _) = open_brackets(text, Span::new(line.content_start(), at));
    if !brackets.is_empty() {
        // Between brackets a value ends at a comma, but for the commas of a schedule.
        let content = &text[value.range()];
        let end = content
            .find([']', '}'])
            .into_iter()
            .chain(content.find(", "))
            .min();
        value.end = end.map_or(value.end, |end| gap::trim_end(text, at, at + index(end)));
    }
    let content = &text[value.range()];
    if is_cron(content) {
        let found = Diagnosis::new(Cause::UnquotedStar, value);
        let found = if content.contains(' ') {
            found
        } else {
            found.unknown(value)
        };
        return quoted(found, text, value);
    }
    let name = content
        .find([' ', '\t', ',', ']', '}'])
        .map_or(value.end, |i| at + index(i));
    let span = Span::new(at, name);
    Diagnosis::new(Cause::UnknownAnchor, span).hole(span)
}

/// Whether a value that begins with `*` is a schedule, or else an alias.
fn is_cron(value: &str) -> bool {
    let rest = value.strip_prefix('*');
    rest.is_some_and(|rest| {
        rest.is_empty()
            || rest.starts_with([' ', '\t', '/', ',', '*', '-'])
            || rest.starts_with(|c: char| c.is_ascii_digit())
    })
}

/// Who leaves the quotes out once does so every time: the schedules without quotes below `first`, under the
/// same key.
pub(super) fn more_stars(text: &str, first: Span) -> Vec<Diagnosis> {
    let line = Line::at(text, first.start);
    let Some((key, _)) = line.pair().filter(|(key, _)| key.end < first.start) else {
        return Vec::new();
    };
    let name = &text[key.range()];
    let below = std::iter::successors(line.after(text), |line| line.after(text));
    below
        .filter_map(|line| {
            let (key, value) = line.pair()?;
            let value = value.filter(|value| is_cron(&text[value.range()]))?;
            (&text[key.range()] == name).then(|| star(text, line, value.start))
        })
        .collect()
}

fn escape(text: &str, start: u32) -> Diagnosis {
    let bytes = text.as_bytes();
    let end = gap::quoted_end(text, start) as usize;
    let mut i = start as usize + 1;
    while i + 1 < end {
        if bytes[i] != b'\\' {
            i += 1;
            continue;
        }
        let digits = match bytes[i + 1] {
            b'x' => 2,
            b'u' => 4,
            b'U' => 8,
            b'0' | b'a' | b'b' | b't' | b'\t' | b'n' | b'v' | b'f' | b'r' | b'e' | b' ' | b'"' | b'/'
            | b'\\' | b'N' | b'_' | b'L' | b'P' | b'\n' | b'\r' => 0,
            _ => usize::MAX,
        };
        let hex = bytes[i + 2..end]
            .iter()
            .take(digits.min(8))
            .take_while(|b| b.is_ascii_hexdigit())
            .count();
        let code = text
            .get(i + 2..i + 2 + hex)
            .and_then(|hex| u32::from_str_radix(hex, 16).ok());
        if digits > 8 || hex < digits || (digits > 0 && code.and_then(char::from_u32).is_none()) {
            let c = text[i + 1..].chars().next().map_or(0, char::len_utf8);
            let span = Span::new(index(i), index(i + 1 + c + if digits > 8 { 0 } else { hex }));
            return Diagnosis::new(Cause::Escape, span).insert(index(i), "\\");
        }
        i += 2;
    }
    let span = Span::new(start, index(end));
    Diagnosis::new(Cause::Escape, span).hole(span)
}

fn after_quote(text: &str, built: &Built, line: Line<'_>, at: u32) -> Diagnosis {
    // Which quote closed just before? Look for the opening one from where the tree ends.
    let bytes = text.as_bytes();
    let mut from = built.cursor;
    while let Some(i) = text
        .get(from as usize..at as usize)
        .and_then(|gap| gap.find(['"', '\'']))
    {
        let open = from + index(i);
        let starts = open == 0
            || matches!(
                bytes[open as usize - 1],
                b' ' | b'\t' | b'\n' | b'\r' | b'[' | b'{' | b',' | b':'
            );
        let end = gap::quoted_end(text, open);
        // An apostrophe in a text without quotes is none that closed just before.
        let starts = starts && end <= at;
        if starts && gap::skip(text, end) >= at {
            let quote = bytes[open as usize] as char;
            if Line::at(text, open).start != line.start {
                return unclosed_quote(text, open);
            }
            let span = rest_of_value(line, at);
            let whole = Span::new(open, span.end);
            let found = Diagnosis {
                related: Some(Span::new(open, end)),
                ..Diagnosis::new(Cause::AfterQuote(quote), span)
            };
            return match &text[span.range()] {
                "," | ";" => found.patch(span, ""),
                _ => found.hole(whole),
            };
        }
        from = if starts { end.max(open + 1) } else { open + 1 };
    }
    Diagnosis::new(Cause::AfterQuote('"'), rest_of_value(line, at))
}

/// Whether `last`, at the end of a value, is meant to close `quote`, but is another sort of quote.
#[must_use]
pub fn is_other_quote(last: char, quote: char) -> bool {
    last != quote
        && matches!(
            last,
            '"' | '\'' | '\u{201C}' | '\u{201D}' | '\u{2018}' | '\u{2019}'
        )
}

fn unclosed_quote(text: &str, open: u32) -> Diagnosis {
    let quote = text[open as usize..].chars().next().unwrap_or('"');
    let line_end = gap::line_end(text, open);
    let rest = &text[open as usize..line_end as usize];
    let end = open + index(rest.find(" #").unwrap_or(rest.len()));
    let end = gap::trim_end(text, open + 1, end);
    let quote_text = if quote == '\'' { "'" } else { "\"" };
    let span = Span::new(open, end);
    let other = text[open as usize + 1..end as usize]
        .chars()
        .next_back()
        .filter(|&last| is_other_quote(last, quote));
    let width = other.map_or(0, |last| index(last.len_utf8()));
    Diagnosis::new(Cause::UnclosedQuote(quote), span)
        .patch(Span::new(end - width, end), quote_text)
        .guess(span)
}

fn brackets(text: &str, built: &Built, line: Line<'_>, at: u32) -> Option<Diagnosis> {
    let bytes = text.as_bytes();
    // The parser looks ahead, so a bracket may be open that the tree does not show yet.
    let open = built
        .open
        .iter()
        .find(|open| open.flow)
        .map(|open| open.start)
        .or_else(|| {
            let mut from = built.cursor;
            let open = loop {
                let open = from + index(text.get(from as usize..at as usize)?.find(['[', '{'])?);
                let line = Line::at(text, open);
                if open < line.content_span().end {
                    break open;
                }
                // What is in a comment opens nothing.
                from = line.end;
            };
            let value = matches!(bytes.get((open as usize).checked_sub(1)?), Some(b' ' | b'\t'));
            let is_open = || open_brackets(text, Span::new(open, at)).0.first() == Some(&open);
            (value && is_open()).then_some(open)
        })?;
    let c = bytes[open as usize] as char;
    let first = Line::at(text, open);
    let whole = Span::new(open, first.content_span().end.max(open + 1));
    // Everything that was opened on a line closes at its end.
    let (unclosed, wrong) = open_brackets(text, whole);
    if let Some(wrong) = wrong {
        let c = bytes[wrong as usize] as char;
        return Some(Diagnosis::new(Cause::UnclosedBracket(c), Span::new(wrong, wrong + 1)).hole(whole));
    }
    if first.start == line.start && at < line.end {
        let span = rest_of_value(line, at.min(line.content_span().end));
        return Some(Diagnosis {
            related: Some(Span::new(open, open + 1)),
            ..Diagnosis::new(Cause::InsideBrackets(c), span).hole(whole)
        });
    }
    let closing = |&at: &u32| if bytes[at as usize] == b'[' { ']' } else { '}' };
    let unclosed: String = unclosed.iter().rev().map(closing).collect();
    if unclosed.is_empty() {
        return None;
    }
    let end = first.content_span().end;
    let trailing_comma = text[..end as usize].ends_with(',');
    let end = if trailing_comma { end - 1 } else { end };
    let whole = Span::new(open, end);
    Some(
        Diagnosis::new(Cause::UnclosedBracket(c), Span::new(open, open + 1))
            .insert(end, unclosed)
            .guess(whole),
    )
}

/// Lines that would be keys but for a missing blank or colon: the line itself, and above it each line that is
/// further out than all between.
fn broken_keys(text: &str, line: Line<'_>) -> Vec<Diagnosis> {
    let mut found = in_indent(text, line);
    found.extend(broken_key(text, line));
    let mut above = line.before(text);
    let mut limit = u32::MAX;
    for _ in 0..MAX_LINES {
        let Some(here) = above else { break };
        if here.indent < limit {
            found.extend(in_indent(text, here));
            found.extend(broken_key(text, here));
            limit = here.indent;
        }
        if limit == 0 || (limit <= line.indent && here.pair().is_some()) {
            break;
        }
        above = here.before(text);
    }
    found
}

fn first_word(line: Line<'_>) -> Span {
    let (at, rest) = line.inner();
    Span::new(at, at + index(rest.find([' ', '\t']).unwrap_or(rest.len())))
}

/// `fields [{name: x}]` and `fields:[{name: x}]`, where `key` is all before the first colon with a blank.
fn no_colon_before_bracket(text: &str, key: Span) -> Option<Diagnosis> {
    let content = &text[key.range()];
    let bracket = content.find(['[', '{'])?;
    let word = content[..bracket].trim_end_matches([' ', '\t']);
    let end = key.start + index(word.len());
    if let Some(name) = word.strip_suffix(':') {
        let found = Diagnosis::new(Cause::NoBlankAfterColon, Span::new(key.start, end)).insert(end, " ");
        return is_word(name).then_some(found);
    }
    let found = Diagnosis::new(Cause::NoColon, Span::new(key.start, end)).insert(end, ":");
    (is_word(word) && word.len() < bracket).then_some(found)
}

fn is_word(text: &str) -> bool {
    !text.is_empty()
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'))
}

/// The brackets in `span` that are not closed, and the first that another sort of bracket closes.
fn open_brackets(text: &str, span: Span) -> (Vec<u32>, Option<u32>) {
    let bytes = text.as_bytes();
    let mut open: Vec<u32> = Vec::new();
    let mut at = span.start;
    while at < span.end {
        match bytes[at as usize] {
            b'[' | b'{' => open.push(at),
            b @ (b']' | b'}') => {
                if let Some(last) = open.pop()
                    && (bytes[last as usize] == b'[') != (b == b']')
                {
                    return (open, Some(last));
                }
            }
            b'"' | b'\'' => {
                at = gap::quoted_end(text, at).max(at + 1);
                continue;
            }
            _ => {}
        }
        at += 1;
    }
    (open, None)
}

/// A line that would be a key but for a missing blank or colon.
fn broken_key(text: &str, line: Line<'_>) -> Option<Diagnosis> {
    let (at, rest) = line.inner();
    let word = rest
        .bytes()
        .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'))
        .count();
    let end = at + index(word);
    if let Some(after) = rest.strip_prefix('-')
        && after.starts_with(|c: char| c.is_alphabetic() || matches!(c, '"' | '\''))
    {
        return Some(dashes(text, line));
    }
    if word == 0 {
        return None;
    }
    let after = &rest[word..];
    if let Some((key, sign, patch)) = sign_for_colon(text, line) {
        // Who writes it once often does so every time.
        let mut patches = vec![patch];
        let below = outside_block_texts(text, line).skip(1);
        let same = below.filter_map(|line| sign_for_colon(text, line).filter(|found| found.1 == sign));
        patches.extend(same.map(|(.., patch)| patch));
        let more = index(patches.len() - 1);
        return Some(Diagnosis {
            patches,
            ..Diagnosis::new(Cause::NotColon { sign, more }, key)
        });
    }
    if line.pair().is_some() {
        return None;
    }
    if let Some(value) = after.strip_prefix(':') {
        let span = Span::new(at, end + 1);
        return (!value.starts_with("//"))
            .then(|| Diagnosis::new(Cause::NoBlankAfterColon, span).insert(end + 1, " "));
    }
    let span = Span::new(at, end);
    let bare = after.is_empty() || after.starts_with([' ', '\t']);
    bare.then(|| Diagnosis::new(Cause::NoColon, span).insert(end, ":").guess(span))
}

/// The key of `line` with the sign that stands for its colon, that sign, and the mend.
fn sign_for_colon(text: &str, line: Line<'_>) -> Option<(Span, char, Patch)> {
    let (at, rest) = line.inner();
    let word = rest.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '_' | '-'))?;
    let sign = colon_like(&rest[word..]).filter(|_| word > 0)?;
    let (end, sign_end) = (at + index(word), at + index(word + sign.len()));
    let value = text[sign_end as usize..].starts_with(|c: char| !c.is_ascii_whitespace());
    let with = if value { ": " } else { ":" };
    let patch = Patch {
        span: Span::new(end, sign_end),
        with: with.to_owned(),
    };
    Some((Span::new(at, sign_end), sign.trim_start().chars().next()?, patch))
}

/// `line` and those after it, without what belongs to a text after `|` or `>`.
pub(super) fn outside_block_texts<'t>(text: &'t str, line: Line<'t>) -> impl Iterator<Item = Line<'t>> {
    let mut block_text: Option<u32> = None;
    std::iter::successors(Some(line), |line| line.after(text)).filter(move |line| {
        if block_text.is_some_and(|indent| line.content.is_empty() || line.indent > indent) {
            return false;
        }
        let value = line.pair().and_then(|(_, value)| value);
        let is_block = value.is_some_and(|value| text[value.range()].starts_with(['|', '>']));
        block_text = is_block.then_some(line.indent);
        true
    })
}

/// The sign at the start of `after`, the text after a key, that stands for its colon, with the blanks before it:
/// `=`, `;`, or a colon of another script.
#[must_use]
pub fn colon_like(after: &str) -> Option<&str> {
    let sign = after.trim_start_matches([' ', '\t']);
    let len = match sign.chars().next()? {
        '=' if sign.starts_with("==") => return None,
        '=' if sign.starts_with("=>") => 2,
        ';' if after.starts_with("; ") => 1,
        c @ ('=' | '\u{FF1A}' | '\u{FE55}' | '\u{2236}' | '\u{A789}') => c.len_utf8(),
        _ => return None,
    };
    Some(&after[..after.len() - sign.len() + len])
}

/// What stands between backticks that are meant for quotes.
#[must_use]
pub fn inside_backticks(written: &str) -> Option<&str> {
    let inner = written.strip_prefix('`')?.strip_suffix('`')?;
    (!inner.is_empty() && !inner.contains('`')).then_some(inner)
}

/// What stands inside the typographic quotes around `written`, of which one may be straight.
#[must_use]
pub fn inside_curly_quotes(written: &str) -> Option<&str> {
    let inner = written.strip_prefix([
        '\u{201C}', '\u{201D}', '\u{201E}', '\u{2018}', '\u{2019}', '\u{201A}',
    ])?;
    inner.strip_suffix(['\u{201C}', '\u{201D}', '\u{2018}', '\u{2019}', '"', '\''])
}

/// A character or two in the place of blanks, before what would be a key or item of its own.
fn in_indent(text: &str, line: Line<'_>) -> Vec<Diagnosis> {
    let stray = line.content.split([' ', '\t']).next().unwrap_or_default();
    let columns = stray.chars().count();
    let key = stray.ends_with(':') && stray != ":";
    if !(1..=2).contains(&columns) || stray.starts_with(['-', '"', '\'', '?']) || key {
        return Vec::new();
    }
    let start = line.content_start();
    let span = Span::new(start, start + index(stray.len()));
    let blanks = " ".repeat(columns);
    let mended = text[line.margin() as usize..line.end as usize].replacen(stray, &blanks, 1);
    let mended = Line::at(&mended, 0);
    if !mended.is_item() && mended.pair().is_none() {
        return Vec::new();
    }
    let found = Diagnosis::new(Cause::InIndent, span);
    let mut all = vec![found.clone().patch(span, blanks)];
    if stray == ":" {
        // Put before the key, not in the place of a blank.
        let next = line.content[1..].trim_start_matches([' ', '\t']);
        let end = start + index(line.content.len() - next.len());
        all.push(found.patch(Span::new(start, end), ""));
        let here = (line.indent, mended.is_item());
        let unit = index(indent_unit(text).len());
        let fits = |before: Line<'_>| {
            let header = before.pair().is_some_and(|(_, value)| value.is_none());
            (header && inner_column(before) + unit == line.indent)
                || before.columns().any(|column| column == here)
        };
        if line.before(text).is_some_and(fits) {
            all.swap(0, 1);
        }
    }
    all
}

/// A colon before the key or dash of a line, which is YAML: a key without a name.
pub(super) fn lone_colon(text: &str, at: u32) -> Vec<Diagnosis> {
    let line = Line::at(text, at);
    if line.content_start() == at {
        in_indent(text, line)
    } else {
        Vec::new()
    }
}

/// A dash before a key that is no list item, or before another dash, in `line` or the one before it.
fn stray_items(text: &str, line: Line<'_>) -> Vec<Diagnosis> {
    let mut found = Vec::new();
    for here in [Some(line), line.before(text)].into_iter().flatten() {
        if !here.is_item() {
            continue;
        }
        let key = here.pair().map(|(key, _)| key);
        let start = here.content_start();
        let shown = Span::new(start, key.map_or(here.content_span().end, |key| key.end));
        let stray = Diagnosis::new(Cause::StrayItem, shown);
        let item = here.content[1..].trim_start();
        if item.starts_with("- ") {
            let first = Span::new(start, start + index(here.content.len() - item.len()));
            found.push(stray.clone().patch(first, ""));
            found.push(stray.clone().patch(first, " ".repeat(first.len() as usize)));
        }
        if let Some(key) = key {
            let dash = Span::new(start, key.start);
            found.push(stray.clone().patch(dash, ""));
            found.push(stray.patch(dash, " ".repeat(dash.len() as usize)));
        }
    }
    found
}

/// A key that would begin a list item but for its dash: the first of those that stand before the item `line`, the
/// one that the key `line` stands under, or `line` itself.
fn no_dash(text: &str, line: Line<'_>) -> Option<Diagnosis> {
    let is_header = |line: Line<'_>| line.pair().is_some_and(|(_, value)| value.is_none());
    let is_key = |line: Line<'_>| line.pair().is_some() && !line.is_item();
    let name = |line: Line<'_>| line.pair().map(|(key, _)| &text[key.range()]);
    let above = std::iter::successors(line.before(text), |line| line.before(text)).take(MAX_LINES);
    if line.is_item() {
        let mut first = line;
        for here in above {
            let header = is_header(here) && (here.indent < line.indent || !is_key(first));
            if here.indent <= line.indent && (header || here.indent < line.indent) {
                let lacks = header && is_key(first) && first.indent >= line.indent;
                let found = lacks.then(|| items(text, &[first], line.indent));
                // A line of its own may be missing too.
                let same = name(first) == name(line);
                return found.map(|found| if same { found } else { found.unsure() });
            }
            first = here;
        }
        return None;
    }
    let mut above = above;
    let before = above.next().filter(|_| is_key(line))?;
    if is_key(before)
        && before.indent + 2 == line.indent
        && above
            .next()
            .is_some_and(|header| is_header(header) && inner_column(header) <= before.indent)
    {
        return Some(items(text, &[before], before.indent));
    }
    let mut open = std::iter::once(before).chain(above);
    let list = open.find(|here| here.indent <= line.indent)?;
    (list.is_item() && list.indent == line.indent && name(list) == name(line))
        .then(|| items(text, &[line], line.indent))
}

/// Lets each of `firsts` begin a list item with its dash at `column`, and what stands with it follow.
fn items(text: &str, firsts: &[Line<'_>], column: u32) -> Diagnosis {
    let span = firsts[0].pair().map_or(firsts[0].content_span(), |(key, _)| key);
    let cause = Cause::NoDash {
        items: index(firsts.len()),
    };
    let mut found = Diagnosis::new(cause, span);
    for &first in firsts {
        let delta = i64::from(column) + 2 - i64::from(first.indent);
        let dash = format!("{}- ", " ".repeat(column as usize));
        // Only what differs, so that tabs and blanks before it stay.
        let kept = column.min(first.indent);
        found = found.patch(
            Span::new(first.margin() + kept, first.content_start()),
            &dash[kept as usize..],
        );
        let below: Vec<Line<'_>> =
            std::iter::successors(first.after_content(text), |line| line.after_content(text))
                .take_while(|line| line.indent >= first.indent)
                .take_while(|line| !(line.is_item() && line.indent == column))
                .take_while(|line| firsts.iter().all(|first| first.start != line.start))
                .take(MAX_LINES)
                .collect();
        let beside = below.iter().any(|line| line.indent == first.indent);
        for line in below.into_iter().filter(|_| beside && delta > 0) {
            found = found.insert(line.margin(), " ".repeat(usize::try_from(delta).unwrap_or(0)));
        }
    }
    found
}

/// Whether the first list under a key is further in than that key.
fn indents_lists(text: &str) -> bool {
    let lines = std::iter::successors(Some(Line::at(text, 0)), |line| line.after_content(text));
    let mut header = None;
    for line in lines.take(MAX_LINES) {
        match header {
            Some(column) if line.is_item() => return line.indent > column,
            _ => {}
        }
        header = matches!(line.pair(), Some((_, None))).then(|| inner_column(line));
    }
    true
}

fn inner_column(line: Line<'_>) -> u32 {
    line.inner().0 - line.margin()
}

/// What a key that stands in its mapping before, at `first`, may come from.
pub(super) fn repeated(text: &str, key: Span, first: Span, guide: &Guide<'_>) -> Vec<Diagnosis> {
    let (line, first) = (Line::at(text, key.start), Line::at(text, first.start));
    let mut found = Vec::new();
    if line.is_item() || line.content_start() != key.start || first.inner().0 < first.content_start() {
        return found;
    }
    let plain = |key: Span| text[key.range()].trim_matches(['"', '\'']);
    let name = plain(key);
    let header = first.before(text).filter(|header| {
        header.pair().is_some_and(|(_, value)| value.is_none()) && inner_column(*header) + 2 <= first.indent
    });
    let again = std::iter::successors(Some(line), |line| line.after_content(text))
        .take_while(|here| here.indent >= line.indent)
        .take(2 * MAX_LINES)
        .filter(|here| here.indent == line.indent)
        .filter(|here| here.pair().is_some_and(|(key, _)| plain(key) == name));
    if first.is_item() {
        found.push(items(text, &again.collect::<Vec<_>>(), first.indent));
    } else if header.is_some() && (guide.above)(name).is_empty() {
        let firsts: Vec<_> = std::iter::once(first).chain(again).collect();
        let close = header.is_some_and(|header| inner_column(header) + 2 == first.indent);
        let column = if close && indents_lists(text) {
            first.indent
        } else {
            first.indent - 2
        };
        found.push(items(text, &firsts, column));
    }
    let mut around = std::iter::successors(first.before(text), |line| line.before(text)).take(MAX_LINES);
    if !first.is_item()
        && let Some(item) = around.clone().find(|item| item.indent < line.indent)
        && item.is_item()
        && inner_column(item) == line.indent
    {
        // The first line of an item may be missing with its dash.
        found.push(Diagnosis {
            penalty: 1,
            ..items(text, &[line], item.indent).unsure()
        });
    }
    let outer = around.find(|outer| inner_column(*outer) < line.indent && outer.pair().is_some());
    if let Some(outer) = outer {
        let header = line.before(text).filter(|header| header.indent == line.indent);
        found.extend(header.and_then(|header| out_header(text, header, outer, guide)));
        // Where nothing but the key is wrong, it may as well be one too many.
        found.extend(
            no_header(text, line, outer, guide)
                .into_iter()
                .map(|found| Diagnosis { penalty: 1, ..found }),
        );
    }
    found
}

/// A key with nothing under it, when what follows it is indented as it is: it may belong further out.
pub(super) fn slipped_header(text: &str, key: Span, guide: &Guide<'_>) -> Option<Diagnosis> {
    let header = Line::at(text, key.start);
    let next = header.after_content(text)?;
    let same = next.indent == header.indent && !next.is_item();
    let outer = std::iter::successors(header.before(text), |line| line.before(text))
        .take(MAX_LINES)
        .filter(|_| same)
        .find(|outer| inner_column(*outer) < header.indent && outer.pair().is_some())?;
    out_header(text, header, outer, guide)
}

/// A header that is indented as what stands under it, where it belongs beside `outer`.
fn out_header(text: &str, header: Line<'_>, outer: Line<'_>, guide: &Guide<'_>) -> Option<Diagnosis> {
    let ((key, value), (beside, _)) = (header.pair()?, outer.pair()?);
    let together = (guide.together)(&text[key.range()], &text[beside.range()]);
    if header.is_item() || value.is_some() || !together {
        return None;
    }
    let column = inner_column(outer);
    let extent = Span::new(header.start, header.end);
    let moved = shift(text, 2, extent, i64::from(column) - i64::from(header.indent))?;
    Some(depth(header, column, Some(beside), moved))
}

/// The line of a key that may be missing above `line`: beside a key above, or one of a list above.
fn no_headers(text: &str, line: Line<'_>, guide: &Guide<'_>) -> Vec<Diagnosis> {
    // A list may stand in the column of its key.
    let most = if line.is_item() {
        line.indent + 1
    } else {
        line.indent
    };
    let above = std::iter::successors(line.before(text), |line| line.before(text)).take(MAX_LINES);
    let further_out = above.filter(|outer| inner_column(*outer) < most && outer.pair().is_some());
    let mut last = u32::MAX;
    let outers = further_out.filter(|outer| {
        let column = inner_column(*outer);
        let nearer = column < last;
        last = last.min(column);
        nearer
    });
    let found = outers.take(2);
    found
        .flat_map(|outer| no_header(text, line, outer, guide))
        .collect()
}

/// The line of a key that is missing above the list item at `at`, which the parser takes for more of the text above.
pub(super) fn swallowed_items(text: &str, at: u32, guide: &Guide<'_>) -> Vec<Diagnosis> {
    no_headers(text, Line::at(text, at), guide)
}

/// The line of a key beside `outer` that is missing above `line`.
fn no_header(text: &str, line: Line<'_>, outer: Line<'_>, guide: &Guide<'_>) -> Vec<Diagnosis> {
    let Some((beside, _)) = outer.pair() else {
        return Vec::new();
    };
    let key = line.pair().map(|(key, _)| key);
    let name = key.map(|key| &text[key.range()]);
    let mut above = match name {
        _ if line.is_item() => (guide.lists)(name),
        Some(name) => (guide.above)(name),
        None => return Vec::new(),
    };
    above.retain(|header| (guide.together)(header, &text[beside.range()]));
    if line.is_item() && above.len() > 1 {
        return Vec::new();
    }
    let column = inner_column(outer);
    let line_break = match text
        .as_bytes()
        .get(line.start.saturating_sub(2) as usize..line.start as usize)
    {
        Some(b"\r\n") => "\r\n",
        Some([.., b'\r']) => "\r",
        _ => "\n",
    };
    let missing = |header: &'static str| {
        let blanks = " ".repeat(column as usize);
        Diagnosis::new(
            Cause::NoHeader { key: header },
            key.unwrap_or(line.content_span()),
        )
        .insert(line.margin(), format!("{blanks}{header}:{line_break}"))
    };
    above.into_iter().map(missing).collect()
}

/// Lines that fence a code block in Markdown, and comments that begin with `//`: one mistake each.
pub(super) fn foreign_lines(text: &str) -> impl Iterator<Item = Diagnosis> {
    ["```", "//"].into_iter().filter_map(move |mark| {
        memchr::memmem::find(text.as_bytes(), mark.as_bytes())?;
        let lines = outside_block_texts(text, Line::at(text, 0)).filter(|line| {
            let rest = line.content.strip_prefix(mark);
            rest.is_some_and(|rest| mark == "//" || rest.is_empty() || is_word(rest))
        });
        let patch = |span: Span| match mark {
            "//" => Patch {
                span: Span::new(span.start, span.start + 2),
                with: "#".to_owned(),
            },
            _ => Patch {
                span,
                with: blanks(text, span),
            },
        };
        let spans: Vec<Span> = lines.map(Line::content_span).collect();
        let more = index(spans.len().saturating_sub(1));
        Some(Diagnosis {
            patches: spans.iter().map(|&span| patch(span)).collect(),
            ..Diagnosis::new(Cause::ForeignLine { more }, *spans.first()?)
        })
    })
}

/// What an unfinished merge has left in the text.
pub(super) fn conflicts(text: &str) -> Vec<Diagnosis> {
    const MARKS: [&str; 4] = ["<<<<<<<", "|||||||", "=======", ">>>>>>>"];
    let mut found = Vec::new();
    if MARKS
        .iter()
        .all(|mark| memchr::memmem::find(text.as_bytes(), mark.as_bytes()).is_none())
    {
        return found;
    }
    let mut open: Vec<(usize, Span)> = Vec::new();
    let lines = std::iter::successors(Some(Line::at(text, 0)), |line| line.after(text));
    let mut flush = |open: &mut Vec<(usize, Span)>| {
        if let Some(diagnosis) = conflict(text, open) {
            found.push(diagnosis);
        }
        open.clear();
    };
    for line in lines {
        let whole = Span::new(line.margin(), line.end);
        let written = &text[whole.range()];
        let mark = MARKS.iter().position(|mark| {
            written
                .strip_prefix(mark)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t']))
        });
        let Some(mark) = mark else { continue };
        if open.last().is_some_and(|&(last, _)| last >= mark) {
            flush(&mut open);
        }
        open.push((
            mark,
            Span::new(whole.start, gap::trim_end(text, whole.start, whole.end)),
        ));
        if mark == 3 {
            flush(&mut open);
        }
    }
    flush(&mut open);
    found
}

/// The conflict of these marks, each with its sort. The first version that is not empty is read.
fn conflict(text: &str, marks: &[(usize, Span)]) -> Option<Diagnosis> {
    let (&(first, span), &(last, end)) = (marks.first()?, marks.last()?);
    let middle = marks.iter().find(|&&(mark, _)| mark == 2).map(|&(_, span)| span);
    let whole = first == 0 && last == 3;
    let mut found = Diagnosis::new(Cause::Conflict { whole }, span);
    if marks.len() < 2 {
        return Some(found.patch(span, blanks(text, span)));
    }
    found.related = Some(end);
    let Some(middle) = middle.filter(|_| whole) else {
        // The version that lacks its other mark is read.
        let cut = Span::new(span.start, end.end);
        let start = gap::skip(text, span.end).min(end.start);
        found.hole = Some(Span::new(start, gap::trim_end(text, start, end.start)));
        return Some(found.patch(cut, blanks(text, cut)));
    };
    let ours = Span::new(span.end, marks[1].1.start);
    let theirs = Span::new(middle.end, end.start);
    let is_empty = |side: Span| text[side.range()].trim().is_empty();
    let (kept, gone) = if is_empty(ours) {
        (theirs, ours)
    } else {
        (ours, theirs)
    };
    for cut in [Span::new(span.start, kept.start), Span::new(kept.end, end.end)] {
        found = found.patch(cut, blanks(text, cut));
    }
    if !is_empty(gone) {
        let start = gap::skip(text, gone.start).min(gone.end);
        found.hole = Some(Span::new(start, gap::trim_end(text, start, gone.end)));
    }
    Some(found)
}

/// How many lines above and below are looked at.
const MAX_LINES: usize = 200;

/// How many columns are tried for one line.
const MAX_COLUMNS: usize = 4;

/// Moves that may bring a key or item to a column that fits what stands around it: the line, what hangs from
/// it, what follows it; or else what stands before it.
fn depths(text: &str, line: Line<'_>) -> Vec<Diagnosis> {
    let mut found = Vec::new();
    if line.content.is_empty() {
        return found;
    }
    let unit = index(indent_unit(text).len());
    let mut columns = fitting(text, line, unit);
    columns.truncate(MAX_COLUMNS);
    let open = open_column(text, line, &columns);
    for (column, related) in columns {
        let outer = open.is_some_and(|open| column < open && column < line.indent);
        let child = if line.is_item() {
            line.inner().0 - line.margin()
        } else {
            line.indent + unit
        };
        let mut extents = vec![
            Span::new(line.start, line.end),
            run(text, line, child),
            line.block(text),
            run(text, line, line.indent),
        ];
        extents.dedup();
        for extent in extents {
            let sibling = has_sibling(text, line, column, extent.end);
            let moved = shift(text, unit, extent, i64::from(column) - i64::from(line.indent));
            found.extend(moved.map(|moved| {
                let untidy = moved.untidy - i32::from(sibling) + if outer { 2 } else { 0 };
                let found = depth(line, column, Some(related), Shift { untidy, ..moved });
                // Which list a text belongs to, nothing in it tells.
                let text = line.is_item()
                    && line.pair().is_none()
                    && !line.content[1..].trim_start().starts_with('-');
                if text { found.unsure() } else { found }
            }));
        }
    }
    found.extend(before(text, line, unit));
    found
}

/// The column of the key just above, where `line` may be a key beside it: when it is further in than what encloses
/// that mapping, it is likelier one of the mapping.
fn open_column(text: &str, line: Line<'_>, columns: &[(u32, Span)]) -> Option<u32> {
    let open = line.before(text).map(inner_column).filter(|_| !line.is_item())?;
    columns.iter().any(|&(column, _)| column == open).then_some(open)
}

/// Whether the line after `end` begins at `column` as `line` would.
fn has_sibling(text: &str, line: Line<'_>, column: u32, end: u32) -> bool {
    let next = Line::at(text, end).after_content(text);
    next.is_some_and(|next| next.indent == column && next.is_item() == line.is_item())
}

/// The columns that `line` could begin at, nearest first, each with a line that it would fit.
fn fitting(text: &str, line: Line<'_>, unit: u32) -> Vec<(u32, Span)> {
    let item = line.is_item();
    let mut columns: Vec<(u32, Span)> = Vec::new();
    let (mut limit, mut list) = (u32::MAX, false);
    let mut above = line.before(text);
    for i in 0..MAX_LINES {
        let Some(here) = above else { break };
        // A list may stand in the column of its key.
        let key_of_list = here.indent == limit && list && !here.is_item();
        if here.indent < limit || key_of_list {
            let span = here.content_span();
            for (column, dash) in here
                .columns()
                .filter(|&(column, _)| column < limit || key_of_list)
            {
                if dash == item {
                    columns.push((column, span));
                }
                let header = i == 0 && !dash && here.pair().is_some_and(|(_, value)| value.is_none());
                if header {
                    columns.push((column + unit, span));
                    if item {
                        columns.push((column, span));
                    }
                }
            }
            (limit, list) = (here.indent, here.is_item());
        }
        if limit == 0 {
            break;
        }
        above = here.before(text);
    }
    let has_tab = text[line.margin() as usize..line.content_start() as usize].contains('\t');
    columns.retain(|&(column, _)| column != line.indent || has_tab);
    columns.sort_by_key(|&(column, _)| column.abs_diff(line.indent));
    columns.dedup_by_key(|&mut (column, _)| column);
    columns
}

/// Moves of what stands before `line`, so that it fits there as it is.
fn before(text: &str, line: Line<'_>, unit: u32) -> Vec<Diagnosis> {
    let mut found = Vec::new();
    let Some(above) = line.before(text) else {
        return found;
    };
    let related = Some(line.content_span());
    let column = |line: Line<'_>| i64::from(inner_column(line));
    let own = i64::from(line.indent);
    let step = i64::from(unit);
    let mut deltas = Vec::new();
    if line.is_item() {
        deltas.push(if above.is_item() {
            own - i64::from(above.indent)
        } else {
            i64::from(inner_column(line)) - i64::from(above.indent)
        });
    } else {
        deltas.push(own - column(above));
    }
    if above.pair().is_some_and(|(_, value)| value.is_none()) {
        deltas.push(own - step - column(above));
        deltas.extend(line.is_item().then(|| own - column(above)));
    }
    for delta in deltas {
        let moved = shift(text, unit, Span::new(above.start, above.end), delta);
        // The first line under a key is odd when it is not where such lines usually are.
        let parent = above
            .before(text)
            .filter(|parent| parent.indent < above.indent && parent.indent + unit == line.indent);
        let odd =
            i32::from(parent.is_some_and(|parent| parent.pair().is_some_and(|(_, value)| value.is_none())));
        found.extend(moved.map(|moved| {
            let moved = Shift {
                untidy: moved.untidy - odd,
                ..moved
            };
            depth(above, to_column(above, delta), related, moved)
        }));
    }
    // All that is deeper: it is what has slipped.
    let mut first = None;
    let mut next = Some(above);
    for _ in 0..MAX_LINES {
        let Some(here) = next.filter(|here| here.indent > line.indent) else {
            break;
        };
        first = Some(here);
        next = here.before(text);
    }
    if let Some(first) = first.filter(|first| first.is_item() == line.is_item()) {
        let delta = own - i64::from(first.indent);
        let moved = shift(text, unit, Span::new(first.start, above.end), delta);
        found.extend(moved.map(|moved| depth(first, to_column(first, delta), related, moved)));
    }
    found
}

fn to_column(line: Line<'_>, delta: i64) -> u32 {
    u32::try_from(i64::from(line.indent) + delta).unwrap_or(0)
}

fn depth(line: Line<'_>, column: u32, related: Option<Span>, moved: Shift) -> Diagnosis {
    let cause = Cause::Depth {
        column: line.indent + 1,
        fits: Some(column + 1),
    };
    let found = Diagnosis::new(cause, depth_span(line));
    Diagnosis {
        related,
        patches: moved.patches,
        untidy: moved.untidy,
        ..found
    }
}

/// The key, with its dash if it has one.
fn depth_span(line: Line<'_>) -> Span {
    line.pair().map_or(line.content_span(), |(key, _)| {
        if line.is_item() {
            Span::new(line.content_start(), key.end)
        } else {
            key
        }
    })
}

/// The lines from `line` on that are not further out than `column`.
fn run(text: &str, line: Line<'_>, column: u32) -> Span {
    let mut end = line.end;
    let mut next = line.after_content(text);
    for _ in 0..MAX_LINES {
        let Some(here) = next.filter(|here| here.indent >= column) else {
            break;
        };
        end = here.end;
        next = here.after_content(text);
    }
    Span::new(line.start, end)
}

struct Shift {
    patches: Vec<Patch>,
    untidy: i32,
}

/// Moves the lines in `extent` by `delta` columns; `None` when one of them has not that many blanks.
fn shift(text: &str, unit: u32, extent: Span, delta: i64) -> Option<Shift> {
    let columns = u32::try_from(delta.unsigned_abs())
        .ok()
        .filter(|&columns| columns > 0)?;
    let mut moved = Shift {
        patches: Vec::new(),
        untidy: 0,
    };
    let mut next = Some(Line::at(text, extent.start));
    while let Some(here) = next.filter(|here| here.start <= extent.end) {
        next = here.after(text);
        if here.content.is_empty() {
            continue;
        }
        let to = u32::try_from(i64::from(here.indent) + delta).ok()?;
        moved.untidy += i32::from(to % unit != 0) - i32::from(here.indent % unit != 0);
        moved.patches.push(if delta > 0 {
            Patch {
                span: Span::at(here.margin()),
                with: " ".repeat(columns as usize),
            }
        } else {
            Patch {
                span: Span::new(here.margin(), here.margin() + columns),
                with: String::new(),
            }
        });
    }
    Some(moved)
}
