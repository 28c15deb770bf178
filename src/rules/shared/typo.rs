//! The words for typos in YAML: what is said of each mistake behind a syntax error, one row a mistake.

use std::borrow::Cow;

use crate::manifest::Shape;
use crate::rule::{
    Applicability, Cause, Context, Edit, Fix, MAX_DEPTH, Sink, Span, Syntax, apply, code, inside_backticks,
    is_other_quote,
};

/// Tells of `syntax`, a mistake at `span` in a text that is not YAML, or is `read` all the same, as the running rule.
pub fn tell(cx: &Context<'_>, span: Span, syntax: &Syntax, read: bool, sink: &mut Sink<'_>) {
    let written = cx.document.slice(span);
    let row = match syntax.cause {
        Cause::Other if read => say("YAML reads this, but hardly as it is meant", COMPARE),
        Cause::TabLine { lines: 1 } if before_comment(cx, span) => say(
            "a tab before a comment that begins its line; {refused}",
            SPACES_ONLY,
        )
        .safe("remove the tabs"),
        _ => row(&syntax.cause, written),
    };
    let shown = Shown {
        syntax,
        span,
        written,
        manifest: cx.is_manifest(),
    };
    let finding = sink.report(cx.place(span), shown.fill(row.message));
    finding.label = row.label.map(|label| shown.fill(label));
    finding.help(shown.fill(row.help));
    if let Some(related) = syntax.related {
        finding.also(related, row.related);
    }
    if let Some((message, applicability)) = row.fix.filter(|_| !syntax.repair.is_empty()) {
        let edits = syntax.repair.iter();
        finding.fix(Fix {
            message: message.to_owned(),
            moves: Vec::new(),
            applicability,
            edits: edits
                .map(|(span, text)| match syntax.cause {
                    // An empty line may belong to a text.
                    Cause::TabLine { .. } => Edit::replace(*span, text),
                    _ => edit(cx, *span, text),
                })
                .collect(),
        });
    }
}

/// Words with places to fill in: `{text}` and the other names of [`Shown::part`]. What stands between backticks is
/// shown as code, cut where it is long.
struct Row {
    message: &'static str,
    help: &'static str,
    label: Option<&'static str>,
    related: &'static str,
    fix: Option<(&'static str, Applicability)>,
}

/// A row: what is wrong, and what to write instead.
const fn say(message: &'static str, help: &'static str) -> Row {
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
    const fn safe(mut self, what: &'static str) -> Self {
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
fn row(cause: &Cause, written: &str) -> Row {
    match cause {
        // Quotes
        Cause::UnquotedStar => quote("`{text}` needs quotes: at the start of a value, YAML takes `*` for an alias"),
        Cause::ReservedStart('`') if inside_backticks(written).is_some() => quote("the backticks around `{inner}` are no quotes to YAML, and no value can begin with one"),
        Cause::ReservedStart('`') => quote("this value needs quotes: none can begin with a backtick"),
        Cause::ReservedStart(_) => quote("`{text}` needs quotes: no value can begin with `{mark}`"),
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
        Cause::AnchorCharacter(_) => say("the name of an anchor may not contain `{mark}`; {refused}", "use letters, digits, `-` and `_`, or put quotes around the value if it is meant as text").risky("write `_`"),
        Cause::UnknownAnchor => say("`{text}` is an alias, but nothing above it has that anchor", "mark what is meant with `{anchor}`, or quote the text"),
        Cause::GivenUp { mistakes: 1 } => say("this is not YAML either; after one such mistake in so large a file the rest is not read", GIVEN_UP),
        Cause::GivenUp { .. } => say("this is not YAML either; after {n} such mistakes the rest of the file is not read", GIVEN_UP),
        Cause::Other => say("this is not YAML", COMPARE),
    }
}

const COMPARE: &str = "compare the quotes, brackets and indentation here and on the line above";
const SPACES_ONLY: &str = "a line may begin with spaces only";
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

/// What rows are filled in with.
struct Shown<'a> {
    syntax: &'a Syntax,
    span: Span,
    written: &'a str,
    manifest: bool,
}

impl Shown<'_> {
    /// What a name stands for; `None` for what is no name.
    fn part(&self, name: &str) -> Option<String> {
        let cause = &self.syntax.cause;
        Some(match name {
            // What stands at the place, and the same after the repair.
            "text" => self.written.to_owned(),
            "fixed" => fixed(self.syntax, self.span, self.written),
            // Without what it begins with.
            "rest" => rest(cause, self.written).to_owned(),
            "inner" => inside_backticks(self.written)?.to_owned(),
            "anchor" => self.written.replacen('*', "&", 1),
            // The key that it is about, or a second one in a value.
            "key" => key(cause, self.written).to_owned(),
            "second" => second_key(self.written)?.to_owned(),
            "mark" => mark(cause)?,
            "close" => match cause {
                Cause::UnclosedBracket('{') | Cause::InsideBrackets('{') => "}".to_owned(),
                _ => "]".to_owned(),
            },
            "n" => number(cause)?.to_string(),
            "depth" => MAX_DEPTH.to_string(),
            "refused" if self.manifest => "Ampersand refuses the file".to_owned(),
            "refused" => "not every reader of YAML takes it".to_owned(),
            "column" | "fits" => match *cause {
                Cause::Depth { column, .. } if name == "column" => column.to_string(),
                Cause::Depth { fits, .. } => fits?.to_string(),
                _ => return None,
            },
            "space" | "spaces" | "point" => match *cause {
                Cause::ForeignSpace { space: c, .. } | Cause::Separator(c) if name == "point" => {
                    format!("{:04X}", u32::from(c))
                }
                Cause::ForeignSpace { space, .. } => of_space(space, name == "spaces").to_owned(),
                _ => return None,
            },
            _ => return None,
        })
    }

    fn fill(&self, words: &str) -> String {
        let mut filled = String::with_capacity(words.len() + self.written.len());
        for (i, part) in words.split('`').enumerate() {
            match (self.replace(part), i % 2 == 1) {
                (Cow::Owned(shown), true) => filled.push_str(&code(&shown)),
                (verbatim, true) => {
                    filled.push('`');
                    filled.push_str(&verbatim);
                    filled.push('`');
                }
                (shown, false) => filled.push_str(&shown),
            }
        }
        filled
    }

    fn replace<'w>(&self, words: &'w str) -> Cow<'w, str> {
        let mut replaced = String::new();
        let (mut rest, mut any) = (words, false);
        while let Some((before, after)) = rest.split_once('{') {
            replaced.push_str(before);
            let name = after.split('}').next().unwrap_or_default();
            rest = match self.part(name) {
                Some(part) => {
                    replaced.push_str(&part);
                    any = true;
                    after.split_once('}').map_or("", |(_, rest)| rest)
                }
                None => {
                    replaced.push('{');
                    after
                }
            };
        }
        replaced.push_str(rest);
        if any {
            Cow::Owned(replaced)
        } else {
            Cow::Borrowed(words)
        }
    }
}

/// The character or text that a mistake is about.
fn mark(cause: &Cause) -> Option<String> {
    Some(match cause {
        Cause::ReservedStart(mark)
        | Cause::BeforeKey(mark)
        | Cause::NotColon { sign: mark, .. }
        | Cause::UnclosedQuote(mark)
        | Cause::AfterQuote(mark)
        | Cause::NoOpeningQuote(mark)
        | Cause::StrayQuote(mark)
        | Cause::UnclosedBracket(mark)
        | Cause::StrayBracket(mark)
        | Cause::AfterBracket(mark)
        | Cause::InsideBrackets(mark)
        | Cause::MarkInBrackets(mark)
        | Cause::AnchorCharacter(mark)
        | Cause::Trailing(mark)
        | Cause::Leading(mark) => mark.to_string(),
        Cause::OtherDash { mark, .. } | Cause::Prefix { prefix: mark, .. } => mark.clone(),
        Cause::NoCommentMark { mark } => (*mark)?.to_owned(),
        _ => return None,
    })
}

/// How many lines, or more of them, a mistake is about.
fn number(cause: &Cause) -> Option<u32> {
    match *cause {
        Cause::TabIndent { lines: n }
        | Cause::TabLine { lines: n }
        | Cause::TabAfterMark { lines: n }
        | Cause::ForeignSpace { lines: n, .. }
        | Cause::Template { lines: n }
        | Cause::Prefix { lines: n, .. }
        | Cause::NotColon { more: n, .. }
        | Cause::ForeignLine { more: n }
        | Cause::OtherDash { more: n, .. }
        | Cause::GivenUp { mistakes: n } => Some(n),
        _ => None,
    }
}

/// The key that a mistake is about.
fn key<'a>(cause: &'a Cause, written: &'a str) -> &'a str {
    match cause {
        Cause::NoHeader { key } => key,
        Cause::ValueAndKeys { key } => key,
        Cause::NotColon { sign, .. } => written.trim_end_matches([*sign, '>']).trim_end(),
        _ => written,
    }
}

/// `written` without the mark or dash that it begins with.
fn rest<'a>(cause: &Cause, written: &'a str) -> &'a str {
    let mark = match cause {
        Cause::BeforeKey(_) | Cause::OtherDash { .. } => mark(cause),
        _ => None,
    };
    match mark {
        Some(mark) => written
            .strip_prefix(mark.as_str())
            .unwrap_or(written)
            .trim_start(),
        None => written.trim_start_matches(['-', ' ']),
    }
}

fn of_space(space: char, several: bool) -> &'static str {
    match (space, several) {
        ('\u{A0}' | '\u{202F}', false) => "a no-break space",
        ('\u{A0}' | '\u{202F}', true) => "no-break spaces",
        ('\u{FEFF}', false) => "a byte-order mark",
        ('\u{FEFF}', true) => "byte-order marks",
        ('\u{3000}', false) => "an ideographic space",
        ('\u{3000}', true) => "ideographic spaces",
        (_, false) => "a typographic space",
        (_, true) => "typographic spaces",
    }
}

/// Whether nothing but whitespace stands between `span` and a comment.
fn before_comment(cx: &Context<'_>, span: Span) -> bool {
    let text = cx.source.text().get(span.end as usize..).unwrap_or_default();
    text.trim_start_matches([' ', '\t']).starts_with('#')
}

fn ends_otherwise(written: &str, quote: char) -> bool {
    let last = written.chars().next_back();
    last.is_some_and(|last| is_other_quote(last, quote))
}

/// The key of a manifest that a value begins with, or that stands in it after a gap.
fn second_key(value: &str) -> Option<&str> {
    let before = value.split(':').next()?;
    let word = before.rsplit(' ').next()?;
    let apart = before == word || before.ends_with(&format!("  {word}"));
    (apart && Shape::ALL.iter().any(|shape| shape.has(word))).then_some(word)
}

/// `written` after the repair.
fn fixed(syntax: &Syntax, span: Span, written: &str) -> String {
    let edits = syntax.repair.iter().filter(|(place, _)| span.contains(*place));
    let moved = edits.map(|(place, text)| {
        Edit::replace(
            Span::new(place.start - span.start, place.end - span.start),
            text.clone(),
        )
    });
    let fix = Fix::safe("", moved.collect::<Vec<_>>());
    apply(written, [&fix]).0
}

/// An edit that leaves no spaces at the end of the line, nor a blank line.
fn edit(cx: &Context<'_>, span: Span, text: &str) -> Edit {
    let line = cx.source.line_span(cx.source.line_of(span.start));
    if span.end > line.end {
        return Edit::replace(span, text);
    }
    let before = cx.source.slice(Span::new(line.start, span.start));
    let after = cx.source.slice(Span::new(span.end.min(line.end), line.end));
    let kept = before.trim_end();
    if !text.trim().is_empty() || span.end > line.end || !after.trim().is_empty() {
        return Edit::replace(span, text);
    }
    if kept.is_empty() {
        return Edit::delete(cx.whole_lines(span));
    }
    let spaces = u32::try_from(before.len() - kept.len()).unwrap_or_default();
    Edit::delete(Span::new(span.start - spaces, line.end))
}
