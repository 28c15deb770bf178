use crate::manifest::{At, Home, Shape, Violation, ViolationKind};
use crate::rule::{Context, Diagnostic, Edit, Fix, NodeId, Sink, Span, code, rule};

rule! {
    /// A key of Ampersand's where it means nothing.
    ///
    /// ## Why
    ///
    /// It is ignored, with everything under it. Mostly the indentation is wrong: a `write` two
    /// columns too far to the right belongs to `read`, and the integration does not write.
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
    ///           optionalFieldsAuto: all
    ///       write:
    ///         objects:
    ///           - objectName: contacts
    /// ```
    ///
    /// ## Good
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
    ///           optionalFieldsAuto: all
    ///     write:
    ///       objects:
    ///         - objectName: contacts
    /// ```
    id: "misplaced-key",
    group: Shape,
    level: Error,
    fixes: Unsafe,
    since: "0.1.0",
    check: Shape(check),
}

fn check(cx: &Context<'_>, problem: &Violation, sink: &mut Sink<'_>) {
    if let ViolationKind::Shifted { beside, columns } = problem.kind {
        shifted(cx, problem.at, beside, columns, sink);
        return;
    }
    let ViolationKind::Misplaced { key, shape, home } = problem.kind else {
        return;
    };
    let at = problem.at;
    let above = cx
        .document
        .parent(at.node)
        .and_then(|mapping| cx.document.key_of(mapping));
    let place = match (above, shape) {
        (_, Shape::Manifest) => "at the top of the file".to_owned(),
        (Some(key), _) => format!("under {}", code(cx.document.text_of(key))),
        (None, shape) => format!("in {}", shape.words()),
    };
    let name = code(cx.name(at));
    let twin = twin(cx, at, home, key);
    let cost = if twin.is_none() { cost(key) } else { "" };
    let finding = sink.report(
        cx.value(at),
        format!("{name} does not belong {place}, and is ignored there{cost}"),
    );
    finding.label("has no meaning here");
    if let Some(twin) = twin {
        finding
            .also(cx.document.span(twin), "this one counts")
            .help("remove it, or join it with the one that counts");
        return;
    }
    match home {
        Home::Outer { beside, .. } => outer(cx, at, beside, finding),
        Home::Inner { route, .. } => inner(cx, at, key, shape, route, finding),
        Home::Elsewhere { .. } => {
            finding.help(elsewhere(key, shape));
            let useless = (key, shape) == ("destination", Shape::WriteObject);
            let value = cx
                .document
                .value_of(at.node)
                .filter(|_| useless && at.via().is_none());
            let edit = value.and_then(|value| cx.remove_entry(At::new(value, None)));
            finding.fix(edit.map(|edit| Fix::risky("remove it", [edit])));
        }
    }
}

/// A key whose line alone is further in than it should be, so that it is a key of the mapping above.
fn shifted(cx: &Context<'_>, at: At, beside: Span, columns: u32, sink: &mut Sink<'_>) {
    let (key, neighbour) = (cx.name(at), code(cx.document.slice(beside)));
    let line = cx.source.line_span(cx.source.line_of(cx.span(at).start));
    let text = cx.document.slice(Span::new(line.start, cx.span(at).start));
    let spaces = text.len() - text.trim_end_matches(' ').len();
    let cut = Span::new(
        cx.span(at).start - columns.min(u32::try_from(spaces).unwrap_or(0)),
        cx.span(at).start,
    );
    let finding = sink.report(
        cx.value(at),
        format!(
            "{} does not belong under {neighbour}, and is ignored there{}",
            code(key),
            cost(key)
        ),
    );
    finding.label("has no meaning here");
    finding
        .also(beside, format!("{} belongs beside this key", code(key)))
        .help(format!(
            "move this line {} to the left; what belongs under it already stands right",
            self::columns(columns)
        ))
        .fix(Fix::risky(
            format!("move it beside {neighbour}"),
            [Edit::delete(cut)],
        ));
}

/// The key of the same name where this one belongs.
fn twin(cx: &Context<'_>, at: At, home: Home, key: &str) -> Option<NodeId> {
    let mapping = match home {
        Home::Outer { beside, .. } => cx.document.parent(beside.node)?,
        Home::Inner {
            route: [Some(under), None],
            ..
        } => cx.document.value_of(neighbour(cx, at, under)?)?,
        _ => return None,
    };
    cx.document
        .pairs(mapping)
        .map(|(other, _)| other)
        .find(|&other| cx.document.text_of(other).eq_ignore_ascii_case(key))
}

/// The key called `name` in the mapping of the key at `at`.
fn neighbour(cx: &Context<'_>, at: At, name: &str) -> Option<NodeId> {
    cx.document
        .pairs(cx.document.parent(at.node)?)
        .map(|(other, _)| other)
        .find(|&other| cx.document.text_of(other) == name)
}

fn outer(cx: &Context<'_>, at: At, beside: At, finding: &mut Diagnostic) {
    let neighbour = code(cx.name(beside));
    finding.also(
        cx.span(beside),
        format!("{} belongs beside this key", code(cx.name(at))),
    );
    let Some(moved) = cx.move_out(at, beside) else {
        finding.help(format!("write it beside {neighbour}"));
        return;
    };
    let what = it(cx, at);
    finding.help(if moved.in_place {
        format!("move {what} {} to the left", columns(moved.columns))
    } else {
        format!("move {what} out, to stand beside {neighbour}")
    });
    finding.fix(Fix::risky(format!("move it beside {neighbour}"), moved.edits).moving([moved.moved]));
}

fn inner(
    cx: &Context<'_>,
    at: At,
    key: &str,
    shape: Shape,
    route: [Option<&'static str>; 2],
    finding: &mut Diagnostic,
) {
    let direct: Vec<&str> = shape
        .below()
        .iter()
        .filter(|(_, below)| below.has(key))
        .map(|&(under, _)| under)
        .collect();
    let [Some(first), next] = route else { return };
    let present = neighbour(cx, at, first);
    if let Some(under) = present {
        finding.also(
            cx.document.span(under),
            format!("{} belongs under this key", code(cx.name(at))),
        );
    }
    if let (Some(under), None, false) = (present, next, is_list(first))
        && let Some(moved) = cx.move_in(at, under)
    {
        finding
            .help(if moved.in_place {
                format!("move {} {} to the right", it(cx, at), columns(moved.columns))
            } else {
                format!("move {} in, under {}", it(cx, at), code(first))
            })
            .fix(Fix::risky(format!("move it under {}", code(first)), moved.edits).moving([moved.moved]));
        return;
    }
    let ways: Vec<&str> = [Some(first), next].into_iter().flatten().collect();
    let sole = present.is_none() && direct.len() < 2 && !ways.iter().any(|key| is_list(key));
    if sole && let Some(moved) = cx.wrap(at, &ways) {
        let lines: Vec<String> = ways.iter().map(|key| code(&format!("{key}:"))).collect();
        let message = format!("write {} above it", lines.join(" and "));
        finding.fix(Fix::risky(message, moved.edits).moving([moved.moved]));
    }
    let homes = if present.is_some() || direct.len() < 2 {
        vec![first]
    } else {
        direct
    };
    let homes: Vec<String> = homes.iter().map(|home| code(home)).collect();
    let homes = match homes.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        _ => homes.concat(),
    };
    finding.help(match next {
        _ if is_list(first) && next.is_none() => {
            format!("write it in each item of {homes} that it is meant for")
        }
        None => format!("write it under {homes}"),
        Some(next) if is_list(next) => format!(
            "write it in each item of {} under {homes} that it is meant for",
            code(next)
        ),
        Some(next) => format!("write it in {} under {homes}", code(next)),
    });
}

fn is_list(key: &str) -> bool {
    matches!(
        key,
        "integrations" | "objects" | "requiredFields" | "optionalFields"
    )
}

fn elsewhere(key: &str, shape: Shape) -> String {
    if (key, shape) == ("destination", Shape::WriteObject) {
        return "remove it: what is written goes to the provider".to_owned();
    }
    let homes: Vec<&str> = Shape::ALL
        .iter()
        .filter(|shape| shape.has(key))
        .map(|shape| shape.words())
        .collect();
    match homes.split_last() {
        Some((last, rest)) if !rest.is_empty() => {
            format!("remove it here: it belongs to {} or {last}", rest.join(", "))
        }
        _ => format!("remove it here: it belongs to {}", homes.concat()),
    }
}

/// What is lost with the key.
fn cost(key: &str) -> &'static str {
    match key {
        "read" => ": this integration will not read",
        "write" => ": this integration will not write",
        "subscribe" => ": this integration will not subscribe",
        "proxy" => ": this integration has no proxy",
        "watchSchema" => ": no schema is watched",
        "schedule" => ": nothing is scheduled by it",
        "backfill" => ": there will be no backfill",
        "requiredFields" | "optionalFields" => ": its fields are not read",
        _ => "",
    }
}

fn it(cx: &Context<'_>, at: At) -> &'static str {
    let value = cx.document.value_of(at.node).map(|value| cx.document.span(value));
    let line = |offset| cx.source.line_of(offset);
    let one_line = value.is_none_or(|value| line(value.end) == line(cx.span(at).start));
    if one_line { "it" } else { "it and what is under it" }
}

fn columns(columns: u32) -> String {
    const WORDS: [&str; 9] = [
        "",
        "one column",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
    ];
    match WORDS.get(columns as usize) {
        Some(word) if columns == 1 => (*word).to_owned(),
        Some(word) => format!("{word} columns"),
        None => format!("{columns} columns"),
    }
}
