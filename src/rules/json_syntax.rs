use crate::json::MAX_JSON_FAULTS;
use crate::rule::{
    Applicability, Context, Edit, Fix, JsonFault, Problem, ProblemKind, Sink, Span, code, quoted, rule,
};

rule! {
    /// Something in a JSON file that JSON does not allow.
    ///
    /// ## Why
    ///
    /// YAML takes comments, trailing commas and words without quotes, so a file may look fine here and still
    /// be refused by the program that reads it as JSON.
    ///
    /// ## Bad
    ///
    /// ```json
    /// {
    ///   "installationId": "66438162-5299-4669-a41d-85c5a3b1a83e",
    ///   "objectName": "contact",
    ///   "operationId": "3efc0f0f-4bb9-498f-996c-9893d98ca4b5",
    ///   "recordsProcessed": 1250,
    /// }
    /// ```
    ///
    /// ## Good
    ///
    /// ```json
    /// {
    ///   "installationId": "66438162-5299-4669-a41d-85c5a3b1a83e",
    ///   "objectName": "contact",
    ///   "operationId": "3efc0f0f-4bb9-498f-996c-9893d98ca4b5",
    ///   "recordsProcessed": 1250
    /// }
    /// ```
    ///
    /// ## Notes
    ///
    /// A file is meant as JSON when its name ends in `.json`; also when it has another name than that of a YAML
    /// file, such as standard input, and is JSON or nearly so. Comments and trailing commas are allowed in
    /// `.jsonc` and `.json5`, single quotes and keys without quotes in `.json5`.
    id: "json-syntax",
    group: File,
    level: Error,
    fixes: Both,
    since: "0.1.0",
    check: Yaml(check),
}

fn check(cx: &Context<'_>, problem: &Problem, sink: &mut Sink<'_>) {
    let ProblemKind::Json(fault) = problem.kind else {
        return;
    };
    let span = problem.span;
    let written = cx.source.slice(span);
    let (message, help) = words(fault, written);
    let mut finding = sink.report(cx.place(span), message);
    if let Some(help) = help {
        finding = finding.help(help);
    }
    finding.fix(fix(cx, fault, span));
}

fn words(fault: JsonFault, written: &str) -> (String, Option<&'static str>) {
    let quotes = "put it in double quotes";
    let (message, help) = match fault {
        JsonFault::GivenUp => (
            format!("after {MAX_JSON_FAULTS} mistakes the rest of the file is not read"),
            "fix what is reported above, then check again",
        ),
        JsonFault::Empty => (
            "the file has no value, which JSON needs".to_owned(),
            "write `{}` or `[]` at the least",
        ),
        JsonFault::NotJson => (
            "this is not JSON, though the name of the file says so".to_owned(),
            "begin with `{` or `[`, or give the file a name that ends in `.yaml`",
        ),
        JsonFault::Comment => ("JSON has no comments".to_owned(), "remove it"),
        JsonFault::TrailingComma => (
            "JSON has no comma before a closing bracket".to_owned(),
            "remove it",
        ),
        JsonFault::ExtraComma => (
            "nothing stands before this comma".to_owned(),
            "remove it, or write what is missing",
        ),
        JsonFault::MissingComma => (
            "a comma is missing after this".to_owned(),
            "write one before what follows",
        ),
        JsonFault::MissingColon => (
            format!("a colon is missing after the key {}", key(written)),
            "write one before its value",
        ),
        JsonFault::MissingValue => (
            format!("the key {} has no value", key(written)),
            "write its value, or `null` if it has none",
        ),
        JsonFault::SingleQuotes => ("JSON takes double quotes, not single ones".to_owned(), quotes),
        JsonFault::UnquotedKey => (
            format!("the key {} has no quotes, which JSON needs", code(written)),
            quotes,
        ),
        JsonFault::UnquotedText if json_word(written).is_some() => (
            format!("{} is no value of JSON", code(written)),
            "JSON knows `true`, `false` and `null`",
        ),
        JsonFault::UnquotedText => (
            format!("{} has no quotes, which JSON needs", code(written)),
            quotes,
        ),
        JsonFault::Number => (
            format!("JSON does not write numbers like {}", code(written)),
            "write it in decimal digits, without `+`, `_` or leading zeros, and with digits on both sides of a point",
        ),
        JsonFault::UnclosedText => (
            "this text has no closing quote on its line".to_owned(),
            "close it; a line break inside is written `\\n`",
        ),
        JsonFault::Tab => (
            "a tab stands in this text, which JSON does not allow".to_owned(),
            "write `\\t`",
        ),
        JsonFault::Escape => (
            format!("{} is no escape of JSON", code(written)),
            "JSON knows \\\", \\\\, \\/, \\b, \\f, \\n, \\r, \\t and \\u with four hexadecimal digits",
        ),
        JsonFault::HalfPair => (
            format!("{} is one half of a character", code(written)),
            "write both halves, as in `\\ud83d\\ude00`",
        ),
        JsonFault::Unclosed(bracket) => {
            return (
                format!("this {} is never closed", code(&bracket.to_string())),
                Some(if bracket == '{' {
                    "write `}` where it ends"
                } else {
                    "write `]` where it ends"
                }),
            );
        }
        JsonFault::Stray(':') => (
            "no key stands before this colon".to_owned(),
            "keys stand between `{` and `}`",
        ),
        JsonFault::Stray(bracket @ ('{' | '[')) => {
            return (
                format!("{} where a key is expected", code(&bracket.to_string())),
                Some("write a key first"),
            );
        }
        JsonFault::Stray(bracket) => (
            format!("{} closes nothing", code(&bracket.to_string())),
            "remove it",
        ),
        JsonFault::SecondValue => (
            "there is more after the end of the JSON value".to_owned(),
            "put several values into a list: `[…, …]`",
        ),
    };
    (message, Some(help))
}

/// A key in the file, without its quotes.
fn key(written: &str) -> String {
    code(written.trim_matches(['"', '\'']))
}

/// What JSON calls a word of Python and others.
fn json_word(word: &str) -> Option<&'static str> {
    match word {
        "True" | "TRUE" => Some("true"),
        "False" | "FALSE" => Some("false"),
        "None" | "nil" | "undefined" | "Null" | "NULL" => Some("null"),
        _ => None,
    }
}

fn fix(cx: &Context<'_>, fault: JsonFault, span: Span) -> Option<Fix> {
    let written = cx.source.slice(span);
    let (message, applicability, edit) = match fault {
        JsonFault::TrailingComma => (
            "remove the comma".to_owned(),
            Applicability::Safe,
            Edit::delete(span),
        ),
        JsonFault::MissingComma => (
            "insert a comma".to_owned(),
            Applicability::Safe,
            Edit::insert(span.end, ","),
        ),
        JsonFault::UnquotedKey => (
            "quote the key".to_owned(),
            Applicability::Safe,
            Edit::replace(span, quoted(written)),
        ),
        JsonFault::UnquotedText => match json_word(written) {
            Some(word) => (
                format!("write {}", code(word)),
                Applicability::Safe,
                Edit::replace(span, word),
            ),
            None => (
                "quote it".to_owned(),
                Applicability::Unsafe,
                Edit::replace(span, quoted(written)),
            ),
        },
        JsonFault::SingleQuotes => {
            let inside = written.strip_prefix('\'')?.strip_suffix('\'')?;
            // Other escapes are the same between either quotes.
            let inside = inside.replace("\\'", "'");
            let plain = !inside.contains(['\\', '"']);
            let text = if plain {
                format!("\"{inside}\"")
            } else {
                return None;
            };
            (
                "use double quotes".to_owned(),
                Applicability::Safe,
                Edit::replace(span, text),
            )
        }
        JsonFault::Tab => (
            "write `\\t`".to_owned(),
            Applicability::Safe,
            Edit::replace(span, "\\t"),
        ),
        JsonFault::Stray('}' | ']') => ("remove it".to_owned(), Applicability::Unsafe, Edit::delete(span)),
        _ => return None,
    };
    Some(Fix {
        message,
        moves: Vec::new(),
        applicability,
        edits: vec![edit],
    })
}
