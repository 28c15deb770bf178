//! Why the parser could not go on: its messages, each turned into a [`Reason`] here and nowhere else.
//!
//! The messages are prose of one version of the parser, so `Cargo.toml` pins it and a test holds every variant.

/// What the parser ran into.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) enum Reason {
    /// `*` or `&` with no name after it.
    AnchorName,
    /// An anchor or alias with a character that only others than the platform take.
    AnchorCharacter,
    /// An alias of an anchor that is not defined before it.
    UnknownAnchor,
    /// A character that no value begins with: `@`, `` ` ``, `%`.
    Reserved,
    /// `?` where no key may begin.
    KeyPlace,
    /// `:` after something that can't be a key.
    ColonPlace,
    /// `:` in flow style with no whitespace after it, before a bracket, or not on its key's line.
    ColonInFlow,
    /// A backslash in double quotes with something that it can't stand before.
    Escape,
    /// A quote that is never closed, or only after the document's end.
    OpenQuote,
    /// A line inside quotes that is not indented enough.
    QuoteIndent,
    /// A tab in the indentation of a line inside quotes.
    QuoteTab,
    /// Text after the closing quote.
    AfterQuote,
    /// A closing bracket or brace without an opening one.
    Bracket,
    /// Something else than a comma or `}` after a pair between braces.
    FlowMapping,
    /// Something else than a comma or `]` after an item between brackets.
    FlowSequence,
    /// A line inside brackets or braces that is not indented enough.
    FlowIndent,
    /// Something after `|` or `>` that is no header.
    BlockHeader,
    /// A tab in the indentation of a block text's first line.
    BlockTab,
    /// A line of a block text that is indented less than its first one.
    BlockIndent,
    /// `- ` where no list item may begin.
    ItemPlace,
    /// `-` in flow style.
    DashInFlow,
    /// A tab in an indentation, or between a mark and what it introduces.
    Tab,
    /// A comment amid the lines of a text without quotes.
    CommentInText,
    /// A line that should be a key and has no colon.
    NoColon,
    /// Something else than a key where the next one should begin.
    NotAKey,
    /// Something else than `-` where the next item should begin.
    NotAnItem,
    /// Nothing where a value should be.
    NoContent,
    /// A byte-order mark inside the document.
    Bom,
    /// A tag that is malformed, or whose handle is not declared.
    Tag,
    /// A directive that is malformed or stands in a wrong place.
    Directive,
    /// Something that begins no document where one should begin, or after one's end.
    DocumentPlace,
    /// More levels in flow style than the parser counts.
    Depth,
    /// Anything else.
    Other,
}

/// What the parser's messages have in them, first match first.
const MESSAGES: [(&str, Reason); 46] = [
    ("while scanning an anchor or alias", Reason::AnchorName),
    ("found unknown anchor", Reason::UnknownAnchor),
    ("unexpected character", Reason::Reserved),
    ("mapping keys are not allowed", Reason::KeyPlace),
    ("mapping values are not allowed", Reason::ColonPlace),
    ("illegal placement of ':'", Reason::ColonInFlow),
    ("':' may not precede", Reason::ColonInFlow),
    ("must be followed by a valid YAML whitespace", Reason::Tab),
    ("unknown escape character", Reason::Escape),
    ("expected hexadecimal number", Reason::Escape),
    ("invalid Unicode character escape", Reason::Escape),
    ("invalid indentation in quoted scalar", Reason::QuoteIndent),
    ("while scanning a quoted scalar", Reason::OpenQuote),
    ("tab cannot be used as indentation", Reason::QuoteTab),
    ("invalid trailing content", Reason::AfterQuote),
    ("misplaced bracket", Reason::Bracket),
    ("while parsing a flow mapping", Reason::FlowMapping),
    ("while parsing a flow sequence", Reason::FlowSequence),
    ("invalid indentation in flow construct", Reason::FlowIndent),
    ("while scanning a block scalar", Reason::BlockHeader),
    ("block scalar content cannot start with a tab", Reason::BlockTab),
    ("wrongly indented line in block scalar", Reason::BlockIndent),
    ("block sequence entries are not allowed", Reason::ItemPlace),
    ("is only valid inside a block", Reason::DashInFlow),
    ("plain scalar cannot start with '-'", Reason::DashInFlow),
    ("tabs disallowed", Reason::Tab),
    ("found a tab", Reason::Tab),
    ("comment intercepting the multiline text", Reason::CommentInText),
    ("simple key expect", Reason::NoColon),
    ("did not find expected key", Reason::NotAKey),
    ("did not find expected '-' indicator", Reason::NotAnItem),
    ("did not find expected node content", Reason::NoContent),
    ("unexpected end of plain scalar", Reason::NoContent),
    ("byte order mark", Reason::Bom),
    ("directive", Reason::Directive),
    ("while scanning TAG", Reason::Directive),
    ("incompatible YAML document", Reason::Directive),
    ("a tag", Reason::Tag),
    ("verbatim tag", Reason::Tag),
    ("global tag", Reason::Tag),
    ("handle wasn't declared", Reason::Tag),
    ("document end marker", Reason::DocumentPlace),
    ("expected <document", Reason::DocumentPlace),
    ("expected <stream", Reason::DocumentPlace),
    ("recursion limit", Reason::Depth),
    ("invalid indentation", Reason::FlowIndent),
];

impl Reason {
    /// What the parser's message says.
    pub(crate) fn of(message: &str) -> Self {
        let found = MESSAGES.iter().find(|(part, _)| message.contains(part));
        found.map_or(Self::Other, |&(_, reason)| reason)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A text for each variant that a text can bring about.
    const TEXTS: [(&str, Reason); 31] = [
        ("a: * b", Reason::AnchorName),
        ("a: *b", Reason::UnknownAnchor),
        ("a: @b", Reason::Reserved),
        ("a: ? b", Reason::KeyPlace),
        ("a: b: c", Reason::ColonPlace),
        ("{a:{b: c}}", Reason::ColonInFlow),
        ("a: \"\\q\"", Reason::Escape),
        ("a: \"b", Reason::OpenQuote),
        ("a:\n  b: \"c\n d\"", Reason::QuoteIndent),
        ("a:\n  b: \"c\n\td\"", Reason::QuoteTab),
        ("a: \"b\" c", Reason::AfterQuote),
        ("a: ]", Reason::Bracket),
        ("{a: b ]", Reason::FlowMapping),
        ("[a }", Reason::FlowSequence),
        ("a: [\nb]", Reason::FlowIndent),
        ("a: |x", Reason::BlockHeader),
        ("a: |\n\tb", Reason::BlockTab),
        ("a:\n  b: |\n     \n   c", Reason::BlockIndent),
        ("a: - b", Reason::ItemPlace),
        ("[- a]", Reason::DashInFlow),
        ("a:\n\tb: c", Reason::Tab),
        ("a: b # c\n  d", Reason::CommentInText),
        ("a: b\nc\nd: e", Reason::NoColon),
        ("a: b\n- c", Reason::NotAKey),
        ("- a\nb: c", Reason::NotAnItem),
        ("a: }", Reason::Bracket),
        ("[a, , b]", Reason::NoContent),
        ("a: b \u{FEFF}c: d\n{", Reason::Bom),
        ("!a!b c", Reason::Tag),
        ("%YAML\n---\na", Reason::Directive),
        ("a: b\n... c", Reason::DocumentPlace),
    ];

    #[test]
    fn every_message_of_the_parser_has_its_reason() {
        let mut wrong = Vec::new();
        for (text, reason) in TEXTS {
            let mut parser = saphyr_parser::Parser::new_from_str(text);
            let error = std::iter::from_fn(|| parser.next_event()).find_map(Result::err);
            let message = error.map(|error| error.info().to_owned()).unwrap_or_default();
            if Reason::of(&message) != reason {
                wrong.push(format!("{text:?}: {reason:?}, not {message:?}"));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
