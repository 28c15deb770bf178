use super::shared::no_json;
use crate::manifest::Shape;
use crate::rule::{
    Applicability, Cause, Context, Edit, Fix, MAX_DEPTH, Sink, Span, Syntax, YamlProblem, YamlProblemKind,
    apply, code, inside_backticks, is_other_quote, rule,
};

rule! {
    /// Text that is not YAML.
    ///
    /// ## Why
    ///
    /// Ampersand can't read the file, and says so with the line where its parser gave up, often not the line of
    /// the mistake. The finding is at the mistake, and the rest of the file is checked all the same.
    ///
    /// ## Bad
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   - name: contacts
    ///     provider: hubspot
    ///     read:
    ///       objects:
    ///         - objectName: contacts
    ///           destination: contactWebhook
    ///           schedule: */10 * * * *
    ///           optionalFieldsAuto: all
    /// ```
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   -name: contacts
    ///    provider:hubspot
    ///    displayName: Contacts: all of them
    ///    proxy:
    ///      enabled: true
    /// ```
    ///
    /// ## Good
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   - name: contacts
    ///     provider: hubspot
    ///     displayName: "Contacts: all of them"
    ///     read:
    ///       objects:
    ///         - objectName: contacts
    ///           destination: contactWebhook
    ///           schedule: "*/10 * * * *"
    ///           optionalFieldsAuto: all
    /// ```
    ///
    /// ## Notes
    ///
    /// Where the mistake is certain the fix is safe: quotes around a value, a space after a dash or colon, a colon in
    /// the place of `=`, ordinary spaces in the place of no-break ones. Where it is only likely (a missing colon, dash or closing quote, an odd indentation) the fix
    /// is unsafe. What can't be read because of the mistake is left out of all other checks.
    ///
    /// Of the two versions that a merge has left, the first is checked.
    id: "yaml-syntax",
    group: File,
    level: Error,
    fixes: Both,
    since: "0.1.0",
    check: Yaml(check),
}

/// What is said about one cause.
struct Words {
    message: String,
    label: Option<String>,
    related: &'static str,
    help: Option<String>,
    /// What the repair does, and how sure it is.
    fix: Option<(&'static str, Applicability)>,
}

fn check(cx: &Context<'_>, problem: &YamlProblem, sink: &mut Sink<'_>) {
    if let YamlProblemKind::NoJson { node, why } = problem.kind {
        no_json::report(cx, problem, node, why, sink);
        return;
    }
    let YamlProblemKind::Syntax(syntax) = &problem.kind else {
        return;
    };
    let words = words(cx, syntax, problem.span);
    let finding = sink.report(cx.place(problem.span), words.message);
    finding.label = words.label;
    finding.help = words.help;
    if let Some(related) = syntax.related {
        finding.also(related, words.related);
    }
    if let Some((message, applicability)) = words.fix.filter(|_| !syntax.repair.is_empty()) {
        let edits = syntax
            .repair
            .iter()
            .map(|(span, text)| tidy(cx, *span, text))
            .collect();
        finding.fix(Fix {
            message: message.to_owned(),
            moves: Vec::new(),
            applicability,
            edits,
        });
    }
}

fn words(cx: &Context<'_>, syntax: &Syntax, span: Span) -> Words {
    use Applicability::{Safe, Unsafe};
    let written = cx.document.slice(span);
    let text = code(written);
    let quotes = |said: String| Words {
        message: said,
        label: None,
        related: "",
        help: Some(format!("write {}", code(&fixed(syntax, span, written)))),
        fix: Some(("quote it", Safe)),
    };
    let plain = |message: String, help: String| Words {
        message,
        label: None,
        related: "",
        help: Some(help),
        fix: None,
    };
    if let (Cause::ColonInText, Some(key)) = (&syntax.cause, second_key(written)) {
        let message = format!("{} is a second key on this line", code(key));
        return plain(message, format!("write {} on a line of its own", code(key)));
    }
    match &syntax.cause {
        Cause::UnquotedStar => quotes(format!("{text} needs quotes: at the start of a value, YAML takes `*` for an alias")),
        Cause::ReservedStart('`') => quotes(match inside_backticks(written) {
            Some(inner) => format!("the backticks around {} are no quotes to YAML, and no value can begin with one", code(inner)),
            None => "this value needs quotes: none can begin with a backtick".to_owned(),
        }),
        Cause::ReservedStart(c) => quotes(format!("{text} needs quotes: no value can begin with {}", code(c.encode_utf8(&mut [0; 4])))),
        Cause::BeforeKey(c) => Words {
            fix: Some(("remove it", Unsafe)),
            ..plain(
                format!("{text} is no key: none can begin with {}", code(c.encode_utf8(&mut [0; 4]))),
                format!("write {}", code(written[c.len_utf8()..].trim_start())),
            )
        },
        Cause::ColonInText => quotes(format!("{text} needs quotes: a colon and a space make YAML see a second key")),
        Cause::TabIndent { lines } => Words {
            fix: Some(("use spaces", Unsafe)),
            ..plain(
                match lines {
                    1 => "a tab in the indentation, where YAML allows spaces only".to_owned(),
                    lines => format!("{lines} lines are indented with tabs, where YAML allows spaces only"),
                },
                "use spaces, two for each level".to_owned(),
            )
        },
        Cause::ForeignSpace { space, lines } => {
            let (one, many) = match space {
                '\u{A0}' | '\u{202F}' => ("a no-break space", "no-break spaces"),
                '\u{3000}' => ("an ideographic space", "ideographic spaces"),
                _ => ("a typographic space", "typographic spaces"),
            };
            let code_point = u32::from(*space);
            let narrow = *space != '\u{3000}';
            Words {
                fix: Some(("write ordinary spaces", if narrow { Safe } else { Unsafe })),
                ..plain(
                    match lines {
                        1 => format!("{one} (U+{code_point:04X}), which YAML takes for a letter"),
                        lines => format!("{lines} lines have {many} (U+{code_point:04X}), which YAML takes for letters"),
                    },
                    "write ordinary spaces; the others come with text that is copied from web pages".to_owned(),
                )
            }
        }
        Cause::NoSpaceAfterDash => Words {
            fix: Some(("insert a space after the dash", Safe)),
            ..plain(format!("{text} is no list item: the dash needs a space after it"), format!("write {}", code(&after_first(written, '-'))))
        },
        Cause::StrayDash => Words {
            fix: Some(("remove the dash", Unsafe)),
            ..plain(
                format!("{text} begins with a dash, but no list item fits here"),
                format!("write {}", code(written.trim_start_matches('-'))),
            )
        },
        Cause::NoSpaceAfterColon => Words {
            fix: Some(("insert a space after the colon", Safe)),
            ..plain(format!("{text} is no key: the colon needs a space after it"), "write a space after the colon".to_owned())
        },
        Cause::NoColon => Words {
            fix: Some(("insert a colon", Unsafe)),
            ..plain(format!("{text} has no colon after it, so it is no key"), format!("write {}", code(&format!("{written}:"))))
        },
        Cause::NotColon { sign, more } => {
            let key = written.trim_end_matches([*sign, '>']).trim_end();
            let sure = Shape::ALL.iter().any(|shape| shape.has(key));
            Words {
                fix: Some(("write a colon", if sure { Safe } else { Unsafe })),
                ..plain(
                    format!("{} is no key: it needs a colon after it, not {}", code(key), code(sign.encode_utf8(&mut [0; 4]))),
                    match more {
                        0 => format!("write {}", code(&format!("{key}:"))),
                        more => format!("write {}, and a colon after {more} more below", code(&format!("{key}:"))),
                    },
                )
            }
        }
        Cause::StrayItem => {
            let key = written.trim_start_matches(['-', ' ']);
            Words {
                fix: Some(("remove the dash", Unsafe)),
                ..plain(format!("{text} begins a list item, where only a key fits"), format!("write {} without the dash", code(key)))
            }
        }
        Cause::NoDash { .. } => Words {
            fix: Some(("write the dash", Unsafe)),
            ..plain(format!("{text} begins a list item, but {} is missing before it", code("- ")), format!("write {}", code(&format!("- {written}:"))))
        },
        Cause::NoHeader { key } => Words {
            fix: Some(("write the line", Unsafe)),
            ..plain(
                format!("{text} lines up with nothing above it: the line {} is missing", code(&format!("{key}:"))),
                format!("write {} on a line of its own above it, further out", code(&format!("{key}:"))),
            )
        },
        Cause::Conflict { whole: true } => Words {
            label: Some("the first version begins here".to_owned()),
            related: "the second version ends here",
            ..plain(
                "a merge has left two versions of the same lines".to_owned(),
                "keep one of them, or join the two, and remove the three lines that mark them".to_owned(),
            )
        },
        Cause::Conflict { whole: false } => Words {
            related: "what is left of the merge ends here",
            fix: Some(("remove the line", Unsafe)),
            ..plain(format!("{text} is left over from a merge"), "remove the line, and look whether both versions are still there".to_owned())
        },
        Cause::ForeignLine { more } if written.starts_with("//") => Words {
            fix: Some(("write `#`", Safe)),
            ..plain(
                "a comment begins with `#` in YAML, not with `//`".to_owned(),
                match more {
                    0 => "write `#` in its place".to_owned(),
                    more => format!("write `#` in its place, and in {more} more below"),
                },
            )
        },
        Cause::ForeignLine { more } => Words {
            fix: Some(("remove it", Safe)),
            ..plain(
                "this line fences a code block in Markdown; YAML has no such thing".to_owned(),
                match more {
                    0 => "remove the line".to_owned(),
                    more => format!("remove the line, and {more} more below"),
                },
            )
        },
        Cause::InIndent => Words {
            fix: Some(("write spaces in its place", Unsafe)),
            ..plain(format!("{text} stands where only spaces may be, before the key or dash of its line"), "remove it, but keep the key in its column".to_owned())
        },
        Cause::UnclosedQuote(quote) if written.chars().next_back().is_some_and(|last| is_other_quote(last, *quote)) => Words {
            fix: Some(("close the quote", Unsafe)),
            ..plain(format!("{text} begins with one sort of quote and ends with another"), format!("write {} at its end too", code(quote.encode_utf8(&mut [0; 4]))))
        },
        Cause::UnclosedQuote(quote) => Words {
            fix: Some(("close the quote", Unsafe)),
            ..plain(format!("the quote that begins {text} is not closed"), format!("write {} at the end of the value", code(quote.encode_utf8(&mut [0; 4]))))
        },
        Cause::AfterQuote(quote) if matches!(written, "," | ";") => Words {
            related: "the value ends here",
            fix: Some(("remove it", Safe)),
            ..plain(
                format!("{text} stands after the closing {}", code(quote.encode_utf8(&mut [0; 4]))),
                "remove it: the end of the line ends the value".to_owned(),
            )
        },
        Cause::AfterQuote(quote) => Words {
            related: "the value ends here",
            ..plain(
                format!("{text} stands after the closing {}", code(quote.encode_utf8(&mut [0; 4]))),
                match quote {
                    '\'' => "put it inside the quotes; write `''` for an apostrophe in them".to_owned(),
                    _ => "put it inside the quotes; write `\\\"` for a quote in them".to_owned(),
                },
            )
        },
        Cause::UnclosedBracket(open) => Words {
            fix: Some(("close the bracket", Unsafe)),
            ..plain(format!("this {} is not closed", code(open.encode_utf8(&mut [0; 4]))), format!("write {} where it ends", code(close(*open))))
        },
        Cause::StrayBracket(bracket) => Words {
            fix: Some(("remove it", Unsafe)),
            ..plain(format!("this {} closes nothing", code(bracket.encode_utf8(&mut [0; 4]))), "remove it, or quote the value it belongs to".to_owned())
        },
        Cause::AfterBracket(bracket) => Words {
            related: "the value ends here",
            ..plain(
                format!("{text} stands after the closing {}", code(bracket.encode_utf8(&mut [0; 4]))),
                "put it inside the brackets, or remove it".to_owned(),
            )
        },
        Cause::InsideBrackets(open) => Words {
            related: "opened here",
            ..plain(
                format!("{text} does not fit between {} and {}", code(open.encode_utf8(&mut [0; 4])), code(close(*open))),
                match open {
                    '{' => "separate the pairs by commas, as in `{a: 1, b: 2}`".to_owned(),
                    _ => "separate the items by commas, as in `[a, b]`".to_owned(),
                },
            )
        },
        Cause::Depth { column, fits } => Words {
            label: Some(format!("begins in column {column}")),
            related: "this is what it could line up with",
            fix: Some(("line it up", Unsafe)),
            ..plain(
                format!("{text} lines up with nothing above it"),
                match fits {
                    Some(fits) => format!("begin it in column {fits}"),
                    None => "line it up with the keys or items it belongs to".to_owned(),
                },
            )
        },
        Cause::ItemOnKeyLine => plain(
            "a list can't begin on the line of its key".to_owned(),
            "begin it on the next line".to_owned(),
        ),
        Cause::UnknownAnchor => plain(
            format!("{text} is an alias, but nothing above it has that anchor"),
            format!("mark what is meant with {}, or quote the text", code(&written.replacen('*', "&", 1))),
        ),
        Cause::Escape => Words {
            fix: Some(("write the backslash itself", Unsafe)),
            ..plain(format!("{text} is no escape that YAML knows in double quotes"), "write `\\\\` for a backslash, or use single quotes".to_owned())
        },
        Cause::TooDeep => plain(format!("more than {MAX_DEPTH} levels of lists and mappings"), "a manifest needs nine".to_owned()),
        Cause::BlockText => plain(
            format!("{text} does not begin a text of several lines as YAML wants it"),
            "after `|` or `>` nothing but `+`, `-` or a digit may stand on the line; the text follows, indented".to_owned(),
        ),
        Cause::Template { lines } => plain(
            match lines {
                0 => format!("{text} belongs to a template, and YAML can't read it"),
                1 => format!("{text} is a line of a template, which is not YAML"),
                lines => format!("{text} is a line of a template, which is not YAML; the file has {lines} such lines"),
            },
            "check and deploy what is made from the template".to_owned(),
        ),
        Cause::GivenUp { mistakes } => plain(
            match mistakes {
                1 => "this is not YAML either; after one such mistake in so large a file the rest is not read".to_owned(),
                mistakes => format!("this is not YAML either; after {mistakes} such mistakes the rest of the file is not read"),
            },
            "fix what is reported above, then check again".to_owned(),
        ),
        Cause::OtherDash { mark, more } => Words {
            fix: Some(("write a dash", Unsafe)),
            ..plain(
                format!("{} begins no list item in YAML, only {} does", code(mark), code("- ")),
                match more {
                    0 => format!("write {}", code(&text_with_dash(written, mark))),
                    more => format!("write {}, and a dash in {more} more lines", code(&text_with_dash(written, mark))),
                },
            )
        },
        Cause::Prefix { prefix, lines } => Words {
            fix: Some(("remove them", Unsafe)),
            ..plain(
                match (prefix.as_str(), lines) {
                    ("", 1) => format!("{text} is the number of a line, not part of it"),
                    ("", lines) => format!("{lines} lines begin with their numbers, which are no part of them"),
                    (prefix, 1) => format!("{} before this line is no part of it", code(prefix)),
                    (prefix, lines) => format!("{lines} lines begin with {}, which is no part of them", code(prefix)),
                },
                match prefix.as_str() {
                    "+" | "-" => "remove it: it marks the lines of a diff".to_owned(),
                    ">" | "|" => "remove it: it marks text that is quoted elsewhere".to_owned(),
                    _ => "remove it, but keep the columns of what follows".to_owned(),
                },
            )
        },
        Cause::Joined => Words {
            fix: Some(("begin a new line", Unsafe)),
            ..plain(format!("{text} is a second key on this line"), format!("write {text} on a line of its own"))
        },
        Cause::Split => Words {
            fix: Some(("join the two lines", Unsafe)),
            ..plain(format!("{text} is no key, but goes on with the line above"), "write it at the end of that line".to_owned())
        },
        Cause::Swapped => Words {
            related: "this line comes after it",
            fix: Some(("swap the two lines", Unsafe)),
            ..plain(format!("{text} does not fit below the line above it"), "swap the two lines".to_owned())
        },
        Cause::StrayText => Words {
            fix: Some(("remove it", Unsafe)),
            ..plain(
                format!("{text} is no key: it has no colon after it, and nothing of that name fits here"),
                "write a key with a colon and its value, or remove it".to_owned(),
            )
        },
        Cause::NoCommentMark { mark: Some(mark) } => Words {
            fix: Some(("write `#`", Unsafe)),
            ..plain(format!("a comment begins with `#` in YAML, not with {}", code(mark)), "write `#` in its place".to_owned())
        },
        Cause::NoCommentMark { mark: None } => Words {
            fix: Some(("make it a comment", Unsafe)),
            ..plain(format!("{text} is no key and no value"), "write `# ` before it if it is a comment, or remove it".to_owned())
        },
        Cause::ValueAndKeys { key } => Words {
            fix: Some(("remove the value", Unsafe)),
            ..plain(
                format!("{} has a value, {text}, and more under it, of which it can have only one", code(key)),
                "remove the value, or what is indented below it".to_owned(),
            )
        },
        Cause::KeyTwice => Words {
            fix: Some(("remove one of them", Safe)),
            ..plain(format!("{text} stands twice before its value"), "write it once".to_owned())
        },
        Cause::NoOpeningQuote(quote) => Words {
            fix: Some(("open the quote", Unsafe)),
            ..plain(
                format!("the quote that ends {text} is not opened"),
                format!("write {} at the start of the value too", code(quote.encode_utf8(&mut [0; 4]))),
            )
        },
        Cause::StrayQuote(quote) => Words {
            fix: Some(("remove it", Unsafe)),
            ..plain(
                format!("{text} has a {} too many", code(quote.encode_utf8(&mut [0; 4]))),
                "remove it".to_owned(),
            )
        },
        Cause::Trailing(mark) => Words {
            fix: Some(("remove it", Unsafe)),
            ..plain(
                format!("{} at the end of this line is one mark too many", code(mark.encode_utf8(&mut [0; 4]))),
                "remove it: the end of the line ends the value".to_owned(),
            )
        },
        Cause::Leading(mark) => Words {
            fix: Some(("remove it", Unsafe)),
            ..plain(
                format!("{} means something else to YAML than a character of this value", code(mark.encode_utf8(&mut [0; 4]))),
                "remove it, or quote the value".to_owned(),
            )
        },
        Cause::NoComma => Words {
            fix: Some(("write a comma", Unsafe)),
            ..plain("a comma is missing here, between two items or pairs in brackets".to_owned(), "write a comma".to_owned())
        },
        Cause::Other => plain("this is not YAML".to_owned(), "compare the quotes, brackets and indentation here and on the line above".to_owned()),
    }
}

/// An edit that leaves no spaces at the end of the line, nor a blank line.
fn tidy(cx: &Context<'_>, span: Span, text: &str) -> Edit {
    let line = cx.source.line_span(cx.source.line_of(span.start));
    let before = cx.source.slice(Span::new(line.start, span.start));
    let after = cx.source.slice(Span::new(span.end, line.end));
    let kept = before.trim_end();
    if !text.trim().is_empty() || !after.trim().is_empty() {
        return Edit::replace(span, text);
    }
    if kept.is_empty() {
        return Edit::delete(cx.whole_lines(span));
    }
    let spaces = u32::try_from(before.len() - kept.len()).unwrap_or_default();
    Edit::delete(Span::new(span.start - spaces, line.end))
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

/// `written`, which begins with `mark`, as a list item.
fn text_with_dash(written: &str, mark: &str) -> String {
    let rest = written.strip_prefix(mark).unwrap_or(written).trim_start();
    format!("- {rest}:")
}

fn after_first(text: &str, c: char) -> String {
    text.replacen(c, &format!("{c} "), 1)
}

fn close(open: char) -> &'static str {
    if open == '{' { "}" } else { "]" }
}
