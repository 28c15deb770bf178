//! The mistakes behind syntax errors, by name.

use crate::source::index;

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
    /// Tabs on lines that are empty or begin with a comment.
    TabLine {
        /// How many lines.
        lines: u32,
    },
    /// Tabs between a dash and what it introduces.
    TabAfterMark {
        /// In how many lines.
        lines: u32,
    },
    /// A tab in the indentation of the first line under a key, or of the file.
    TabUnderKey,
    /// A character that only others than the platform take in the name of an anchor.
    AnchorCharacter(char),
    /// `\/` in double quotes, which only others than the platform take.
    Slash,
    /// `?` or `:` in a text without quotes between brackets.
    MarkInBrackets(char),
    /// A colon without a key before it.
    NoKey,
    /// One of U+0085, U+2028 and U+2029, which ends a line for the platform.
    Separator(char),
    /// Spaces that YAML takes for letters, such as no-break ones, where spaces are meant.
    ForeignSpace {
        /// The first of them.
        space: char,
        /// In how many lines.
        lines: u32,
    },
    /// `-name:` for `- name:`.
    NoSpaceAfterDash,
    /// `-name:` for `name:`.
    StrayDash,
    /// `name:value` for `name: value`.
    NoSpaceAfterColon,
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
    /// A comment amid a text of several lines without quotes, which ends it.
    CommentInText,
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
    /// Two items between brackets without a comma, or another typo between brackets.
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
    /// More than [`MAX_DEPTH`](crate::yaml::MAX_DEPTH) levels.
    TooDeep,
    /// A block text (`|` or `>`) whose header or indentation is wrong.
    BlockText,
    /// A line or value of a template, such as `{% if read %}`.
    Template {
        /// How many such lines the file has.
        lines: u32,
    },
    /// Another mark where the dash of a list item belongs: `* name:` for `- name:`.
    OtherDash {
        /// The mark.
        mark: String,
        /// In how many more lines.
        more: u32,
    },
    /// The same characters before lines, as where they were copied from.
    Prefix {
        /// The characters; empty for numbers of lines.
        prefix: String,
        /// Before how many lines.
        lines: u32,
    },
    /// A second key on the line of another.
    Joined,
    /// A line that goes on with what the line above begins.
    Split,
    /// Two lines that have changed places.
    Swapped,
    /// Words that are neither key nor value.
    StrayText,
    /// A mark alone on its line.
    StrayMark,
    /// A colon after a value, with more behind it.
    SecondValue,
    /// Words before which the mark of a comment is missing, or another one stands.
    NoCommentMark {
        /// The mark, when there is one.
        mark: Option<&'static str>,
    },
    /// A value for a key that has other keys under it.
    ValueAndKeys {
        /// The key.
        key: String,
    },
    /// A key that stands twice before its value.
    KeyTwice,
    /// A key with characters amid it that are no part of it.
    AmidKey {
        /// The key without them.
        key: String,
    },
    /// The quote that ends a value without the one that begins it.
    NoOpeningQuote(char),
    /// A quote that is one too many.
    StrayQuote(char),
    /// A mark at the end of a line that is one too many.
    Trailing(char),
    /// A mark before a value that is one too many.
    Leading(char),
    /// No comma between two items or pairs in brackets.
    NoComma,
    /// None of the above.
    Other,
    /// Not looked into: reading ended here after many mistakes, or few in a very large file.
    GivenUp {
        /// How many.
        mistakes: u32,
    },
}

impl Cause {
    /// Whether what stands at the place may be something else than what is read there now: the characters that are
    /// wrong belong to a value or a key, not to what stands between them.
    pub(super) fn is_within(&self) -> bool {
        matches!(
            self,
            Cause::ReservedStart(_)
                | Cause::ColonInText
                | Cause::UnclosedQuote(_)
                | Cause::NoOpeningQuote(_)
                | Cause::StrayQuote(_)
                | Cause::AfterQuote(_)
                | Cause::MarkInBrackets(_)
                | Cause::Escape
                | Cause::SecondValue
                | Cause::Trailing(_)
                | Cause::Leading(_)
                | Cause::Split
                | Cause::Joined
                | Cause::Slash
                | Cause::Separator(_)
                | Cause::UnclosedBracket(_)
                | Cause::StrayBracket(_)
                | Cause::AfterBracket(_)
                | Cause::InsideBrackets(_)
                | Cause::NoComma
                | Cause::AmidKey { .. }
                | Cause::UnknownAnchor
                | Cause::AnchorCharacter(_)
        )
    }

    /// Counts more lines with the same mistake.
    pub(super) fn add(&mut self, lines: usize) {
        let lines = index(lines);
        match self {
            Cause::NotColon { more, .. } => *more += lines,
            Cause::TabIndent { lines: own }
            | Cause::TabLine { lines: own }
            | Cause::TabAfterMark { lines: own }
            | Cause::Prefix { lines: own, .. } => *own += lines,
            Cause::OtherDash { more, .. } | Cause::ForeignLine { more } => *more += lines,
            _ => {}
        }
    }
}
