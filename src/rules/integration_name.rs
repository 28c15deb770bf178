use crate::manifest::Integration;
use crate::rule::{Context, Sink, code, rule};

rule! {
    /// An integration's name with other characters than letters, digits, `-` and `_`, or longer than 64.
    ///
    /// ## Why
    ///
    /// Installations are addressed by this name, in the API and in URLs. Ampersand's reference allows letters,
    /// digits, `-` and `_`, at most 64 of them; other names are not sure to work everywhere.
    ///
    /// ## Bad
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   - name: Contacts & Deals
    ///     provider: hubspot
    ///     proxy:
    ///       enabled: true
    /// ```
    ///
    /// ## Good
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   - name: contacts-and-deals
    ///     displayName: Contacts & Deals
    ///     provider: hubspot
    ///     proxy:
    ///       enabled: true
    /// ```
    ///
    /// ## Notes
    ///
    /// Capital letters are fine. There is no fix: existing installations know the integration by its name.
    id: "integration-name",
    group: Names,
    level: Warning,
    fixes: Never,
    since: "0.1.0",
    check: Integration(check),
}

/// The most characters of a name (spec "Integration").
const MOST: usize = 64;

fn check(cx: &Context<'_>, integration: &Integration<'_>, sink: &mut Sink<'_>) {
    let Some(name) = integration.name.get() else {
        return;
    };
    let text = name.as_str();
    let strange = text.chars().find(|&c| !is_usual(c));
    if strange.is_none() && text.len() <= MOST {
        return;
    }
    let length = text.chars().count();
    let mut reasons = Vec::new();
    match strange {
        Some(' ') => reasons.push("contains a space".to_owned()),
        Some(c) => reasons.push(format!("contains {}", code(&c.to_string()))),
        None => {}
    }
    if length > MOST {
        reasons.push(format!("is {length} characters long"));
    }
    let finding = sink.report(
        cx.value(name.at),
        format!(
            "the name {} {}; it may hold letters, digits, `-` and `_`, at most {MOST}",
            code(text),
            reasons.join(" and ")
        ),
    );
    finding.label("installations are addressed by this name");
    let usual = usual(text);
    if length > MOST {
        finding.help(format!(
            "write at most {MOST} characters; `displayName` takes the full text"
        ));
    } else if usual.len() * 2 > length {
        finding.help(format!(
            "write, for example, {}; `displayName` takes any text",
            code(&usual)
        ));
    } else {
        finding.help("write a name such as `my-integration`; `displayName` takes any text");
    }
}

fn is_usual(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '_')
}

/// The nearest usual name.
fn usual(text: &str) -> String {
    let words: Vec<&str> = text
        .split(|c| !is_usual(c))
        .map(|word| word.trim_matches('-'))
        .filter(|word| !word.is_empty())
        .collect();
    words.join("-")
}
