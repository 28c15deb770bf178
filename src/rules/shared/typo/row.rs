//! What is said of each mistake.

use super::part::{key, second_key};
use crate::manifest::Shape;
use crate::rule::{Applicability, Cause, inside_backticks, is_other_quote};

/// Words with places to fill in: `{text}` and the other names of [`Shown::part`](super::shown::Shown::part). What
/// stands between backticks is shown as code, cut where it is long.
pub(super) struct Row {
    pub(super) message: &'static str,
    pub(super) help: &'static str,
    pub(super) label: Option<&'static str>,
    pub(super) related: &'static str,
    pub(super) fix: Option<(&'static str, Applicability)>,
}

/// A row: what is wrong, and what to write instead.
pub(super) const fn say(message: &'static str, help: &'static str) -> Row {
    Row {
        message,
        help,
        label: None,
        related: "",
        fix: None,
    }
}

/// A row for a value that needs quotes.
const fn quote(message: &'static str) -> Row {
    say(message, "write `{fixed}`").safe("quote it")
}

impl Row {
    /// With a fix that is certain.
    pub(super) const fn safe(mut self, what: &'static str) -> Self {
        self.fix = Some((what, Applicability::Safe));
        self
    }

    /// With a fix that is likely.
    const fn risky(mut self, what: &'static str) -> Self {
        self.fix = Some((what, Applicability::Unsafe));
        self
    }

    /// With words at the place.
    const fn label(mut self, label: &'static str) -> Self {
        self.label = Some(label);
        self
    }

    /// With words at the other place.
    const fn related(mut self, related: &'static str) -> Self {
        self.related = related;
        self
    }
}

/// The table. `written` is what stands at the place.
#[rustfmt::skip]
pub(super) fn row(cause: &Cause, written: &str) -> Row {
    match cause {
        // Quotes
        Cause::UnquotedStar => quote("`{text}` needs quotes: at the start of a value, YAML takes `*` for an alias"),
        Cause::ReservedStart('`') if inside_backticks(written).is_some() => quote("the backticks around `{inner}` are no quotes to YAML, and no value can begin with one"),
        Cause::ReservedStart('`') => quote("this value needs quotes: none can begin with a backtick"),
        Cause::ReservedStart(_) => quote("`{text}` needs quotes: no value can begin with `{mark}`"),
        Cause::CommentInText => say("this comment ends the text before it, which seems to go on on the next line", "move the comment behind the end of the text, or put the text on one line").risky("move the comment"),
        Cause::ColonInText if second_key(written).is_some() => say("`{second}` is a second key on this line", "write `{second}` on a line of its own"),
        Cause::ColonInText => quote("`{text}` needs quotes: a colon and a space make YAML see a second key"),
        Cause::UnclosedQuote(quote) if ends_otherwise(written, *quote) => say("`{text}` begins with one sort of quote and ends with another", "write `{mark}` at its end too").risky("close the quote"),
        Cause::UnclosedQuote(_) => say("the quote that begins `{text}` is not closed", "write `{mark}` at the end of the value").risky("close the quote"),
        Cause::NoOpeningQuote(_) => say("the quote that ends `{text}` is not opened", "write `{mark}` at the start of the value too").risky("open the quote"),
        Cause::StrayQuote(_) => say("`{text}` has a `{mark}` too many", "remove it").risky("remove it"),
        Cause::AfterQuote(_) if matches!(written, "," | ";") => say("`{text}` stands after the closing `{mark}`", "remove it: the end of the line ends the value").related("the value ends here").safe("remove it"),
        Cause::AfterQuote(_) if !written.contains(char::is_alphanumeric) => say("`{text}` stands after the closing `{mark}`", "remove it: the end of the line ends the value").related("the value ends here").risky("remove it"),
        Cause::AfterQuote('\'') => say("`{text}` stands after the closing `{mark}`", "put it inside the quotes; write `''` for an apostrophe in them").related("the value ends here"),
        Cause::AfterQuote(_) => say("`{text}` stands after the closing `{mark}`", "put it inside the quotes; write `\\\"` for a quote in them").related("the value ends here"),
        Cause::Slash => say("`\\/` is JSON's way to write `/`; {refused}", "write `/`: in quotes it needs no backslash").safe("write `/`"),
        Cause::MarkInBrackets(_) => say("`{text}` needs quotes: between brackets, `{mark}` ends a text; {refused}", "write `{fixed}`").safe("quote it"),
        Cause::Escape => say("`{text}` is no escape that YAML knows in double quotes", "write `\\\\` for a backslash, or use single quotes").risky("write the backslash itself"),

        // Brackets
        Cause::UnclosedBracket(_) => say("this `{mark}` is not closed", "write `{close}` where it ends").risky("close the bracket"),
        Cause::StrayBracket(_) => say("this `{mark}` closes nothing", "remove it, or quote the value it belongs to").risky("remove it"),
        Cause::AfterBracket(_) => say("`{text}` stands after the closing `{mark}`", "put it inside the brackets, or remove it").related("the value ends here"),
        Cause::InsideBrackets('{') => say("`{text}` does not fit between `{mark}` and `{close}`", "separate the pairs by commas, as in `{a: 1, b: 2}`").related("opened here"),
        Cause::InsideBrackets(_) => say("`{text}` does not fit between `{mark}` and `{close}`", "separate the items by commas, as in `[a, b]`").related("opened here"),
        Cause::NoComma => say("a comma is missing here, between two items or pairs in brackets", "write a comma").risky("write a comma"),

        // Colons and keys
        Cause::NoSpaceAfterColon => say("`{text}` is no key: the colon needs a space after it", "write a space after the colon").safe("insert a space after the colon"),
        Cause::NoColon => say("`{text}` has no colon after it, so it is no key", "write `{text}:`").risky("insert a colon"),
        Cause::NotColon { more: 0, .. } => not_colon(cause, written, "write `{key}:`"),
        Cause::NotColon { .. } => not_colon(cause, written, "write `{key}:`, and a colon after {n} more below"),
        Cause::NoKey => say("a colon without a key before it; {refused}", "write the key before the colon, or remove the line").risky("remove the line"),
        Cause::BeforeKey(_) => say("`{text}` is no key: none can begin with `{mark}`", "write `{rest}`").risky("remove it"),
        Cause::AmidKey { .. } => say("`{text}` is no key, but `{key}` would be one", "write `{key}`").risky("write the key"),
        Cause::KeyTwice => say("`{text}` stands twice before its value", "write it once").safe("remove one of them"),
        Cause::ValueAndKeys { .. } => say("`{key}` has a value, `{text}`, and more under it, of which it can have only one", "remove the value, or what is indented below it").risky("remove the value"),
        Cause::StrayText => say("`{text}` is no key: it has no colon after it, and nothing of that name fits here", "write a key with a colon and its value, or remove it").risky("remove it"),

        // Dashes and items
        Cause::NoSpaceAfterDash => say("`{text}` is no list item: the dash needs a space after it", "write `- {rest}`").safe("insert a space after the dash"),
        Cause::StrayDash => say("`{text}` begins with a dash, but no list item fits here", "write `{rest}`").risky("remove the dash"),
        Cause::StrayMark => say("`{text}` stands alone on its line and says nothing", "remove it").risky("remove it"),
        Cause::SecondValue => say("`{text}` stands after the value, which the end of the line ends", "remove it, or quote all of the value if it belongs to it").risky("remove it"),
        Cause::StrayItem => say("`{text}` begins a list item, where only a key fits", "write `{rest}` without the dash").risky("remove the dash"),
        Cause::NoDash { .. } => say("`{text}` begins a list item, but `- ` is missing before it", "write `- {text}:`").risky("write the dash"),
        Cause::OtherDash { more: 0, .. } => say("`{mark}` begins no list item in YAML, only `- ` does", "write `- {rest}:`").risky("write a dash"),
        Cause::OtherDash { .. } => say("`{mark}` begins no list item in YAML, only `- ` does", "write `- {rest}:`, and a dash in {n} more lines").risky("write a dash"),
        Cause::ItemOnKeyLine => say("a list can't begin on the line of its key", "begin it on the next line"),

        // Lines and columns
        Cause::TabIndent { lines: 1 } => say("a tab in the indentation, where YAML allows spaces only", "use spaces, two for each level").risky("use spaces"),
        Cause::TabIndent { .. } => say("{n} lines are indented with tabs, where YAML allows spaces only", "use spaces, two for each level").risky("use spaces"),
        Cause::TabLine { lines: 1 } => say("a tab on an otherwise empty line; {refused}", SPACES_ONLY).safe("remove the tabs"),
        Cause::TabLine { .. } => say("{n} lines that are empty, or hold a comment, begin with tabs; {refused}", SPACES_ONLY).safe("remove the tabs"),
        Cause::TabAfterMark { lines: 1 } => say("a tab after the dash; {refused}", "write a space after the dash").safe("write spaces"),
        Cause::TabAfterMark { .. } => say("in {n} lines a tab follows the dash; {refused}", "write a space after each dash").safe("write spaces"),
        Cause::TabUnderKey => say("a tab in the indentation, where YAML allows spaces only", "use spaces").safe("write spaces"),
        Cause::Separator(_) => say("U+{point} ends the line here in YAML 1.1, and what follows it does not fit", "remove it, or write an ordinary line break; it comes with text that is pasted").label("editors don't show it").risky("write a space"),
        Cause::ForeignSpace { space, lines: 1 } => foreign_space(*space, "{space} (U+{point}), which YAML takes for a letter"),
        Cause::ForeignSpace { space, .. } => foreign_space(*space, "{n} lines have {spaces} (U+{point}), which YAML takes for letters"),
        Cause::InIndent => say("`{text}` stands where only spaces may be, before the key or dash of its line", "remove it, but keep the key in its column").risky("write spaces in its place"),
        Cause::Depth { fits: Some(_), .. } => say("`{text}` lines up with nothing above it", "begin it in column {fits}").label("begins in column {column}").related("this is what it could line up with").risky("line it up"),
        Cause::Depth { fits: None, .. } => say("`{text}` lines up with nothing above it", "line it up with the keys or items it belongs to").label("begins in column {column}").related("this is what it could line up with").risky("line it up"),
        Cause::NoHeader { .. } => say("`{text}` lines up with nothing above it: the line `{key}:` is missing", "write `{key}:` on a line of its own above it, further out").risky("write the line"),
        Cause::Joined => say("`{text}` is a second key on this line", "write `{text}` on a line of its own").risky("begin a new line"),
        Cause::Split => say("`{text}` is no key, but goes on with the line above", "write it at the end of that line").risky("join the two lines"),
        Cause::Swapped => say("`{text}` does not fit below the line above it", "swap the two lines").related("this line comes after it").risky("swap the two lines"),
        Cause::TooDeep => say("more than {depth} levels of lists and mappings", "a manifest needs nine"),
        Cause::BlockText => say("`{text}` does not begin a text of several lines as YAML wants it", "after `|` or `>` nothing but `+`, `-` or a digit may stand on the line; the text follows, indented"),
        Cause::Trailing(_) => say("`{mark}` at the end of this line is one mark too many", "remove it: the end of the line ends the value").risky("remove it"),
        Cause::Leading(_) => say("`{mark}` means something else to YAML than a character of this value", "remove it, or quote the value").risky("remove it"),

        // From elsewhere
        Cause::Conflict { whole: true } => say("a merge has left two versions of the same lines", "keep one of them, or join the two, and remove the three lines that mark them").label("the first version begins here").related("the second version ends here"),
        Cause::Conflict { whole: false } => say("`{text}` is left over from a merge", "remove the line, and look whether both versions are still there").related("what is left of the merge ends here").risky("remove the line"),
        Cause::ForeignLine { more: 0 } if written.starts_with("//") => say("a comment begins with `#` in YAML, not with `//`", "write `#` in its place").safe("write `#`"),
        Cause::ForeignLine { .. } if written.starts_with("//") => say("a comment begins with `#` in YAML, not with `//`", "write `#` in its place, and in {n} more below").safe("write `#`"),
        Cause::ForeignLine { more: 0 } => say("this line fences a code block in Markdown; YAML has no such thing", "remove the line").safe("remove it"),
        Cause::ForeignLine { .. } => say("this line fences a code block in Markdown; YAML has no such thing", "remove the line, and {n} more below").safe("remove it"),
        Cause::NoCommentMark { mark: Some(_) } => say("a comment begins with `#` in YAML, not with `{mark}`", "write `#` in its place").risky("write `#`"),
        Cause::NoCommentMark { mark: None } => say("`{text}` is no key and no value", "write `# ` before it if it is a comment, or remove it").risky("make it a comment"),
        Cause::Template { lines: 0 } => say("`{text}` belongs to a template, and YAML can't read it", TEMPLATE),
        Cause::Template { lines: 1 } => say("`{text}` is a line of a template, which is not YAML", TEMPLATE),
        Cause::Template { .. } => say("`{text}` is a line of a template, which is not YAML; the file has {n} such lines", TEMPLATE),
        Cause::Prefix { prefix, lines } => prefixed(prefix, *lines),

        // The rest
        Cause::AnchorCharacter(_) => say("the name of an anchor may not contain `{mark}`; {refused}", "use letters, digits, `-` and `_`, or put quotes around the value if it is meant as text").risky("write another name"),
        Cause::UnknownAnchor => say("`{text}` is an alias, but nothing above it has that anchor", "mark what is meant with `{anchor}`, or quote the text").related("this anchor is much like it").risky("write one name for both"),
        Cause::GivenUp { mistakes: 1 } => say("this is not YAML either; after one such mistake in so large a file the rest is not read", GIVEN_UP),
        Cause::GivenUp { .. } => say("this is not YAML either; after {n} such mistakes the rest of the file is not read", GIVEN_UP),
        Cause::Other => say("this is not YAML", COMPARE),
    }
}

pub(super) const COMPARE: &str = "compare the quotes, brackets and indentation here and on the line above";
pub(super) const SPACES_ONLY: &str = "a line may begin with spaces only";
const TEMPLATE: &str = "check and deploy what is made from the template";
const GIVEN_UP: &str = "fix what is reported above, then check again";

fn not_colon(cause: &Cause, written: &str, help: &'static str) -> Row {
    let row = say("`{key}` is no key: it needs a colon after it, not `{mark}`", help);
    let key = key(cause, written);
    let sure = Shape::ALL.iter().any(|shape| shape.has(key));
    let what = "write a colon";
    if sure { row.safe(what) } else { row.risky(what) }
}

fn foreign_space(space: char, message: &'static str) -> Row {
    if space == '\u{FEFF}' {
        return say(message, "remove it; it comes from joining two files")
            .label("editors don't show it")
            .risky("remove it");
    }
    let help = "write ordinary spaces; the others come with text that is copied from web pages";
    let (row, what) = (say(message, help), "write ordinary spaces");
    // As wide as two: columns move.
    if space == '\u{3000}' {
        row.risky(what)
    } else {
        row.safe(what)
    }
}

fn prefixed(prefix: &str, lines: u32) -> Row {
    let message = match (prefix, lines) {
        ("", 1) => "`{text}` is the number of a line, not part of it",
        ("", _) => "{n} lines begin with their numbers, which are no part of them",
        (_, 1) => "`{mark}` before this line is no part of it",
        _ => "{n} lines begin with `{mark}`, which is no part of them",
    };
    let help = match prefix {
        "+" | "-" => "remove it: it marks the lines of a diff",
        ">" | "|" => "remove it: it marks text that is quoted elsewhere",
        _ => "remove it, but keep the columns of what follows",
    };
    say(message, help).risky("remove them")
}

fn ends_otherwise(written: &str, quote: char) -> bool {
    let last = written.chars().next_back();
    last.is_some_and(|last| is_other_quote(last, quote))
}
