use crate::rule::{Context, Diagnostic, Fault, FaultKind, Sink, code, rule};

rule! {
    /// Bytes that are not text, and control characters.
    ///
    /// ## Why
    ///
    /// Ampersand refuses the whole file. A manifest is UTF-8, or UTF-16 with a byte-order mark; of the control
    /// characters only tabs and line breaks may stand in it.
    ///
    /// ## Bad
    ///
    /// ```yaml
    /// specVersion: 1.0.0
    /// integrations:
    ///   - name: contacts
    #[doc = "     displayName: Contacts\u{8}"]
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
    ///   - name: contacts
    ///     displayName: Contacts
    ///     provider: hubspot
    ///     proxy:
    ///       enabled: true
    /// ```
    ///
    /// ## Notes
    ///
    /// The bad example has a backspace (U+0008) after `Contacts`, which most editors don't show.
    /// Of many such places the first three are shown and the rest is counted. A file that is mostly not text
    /// gets this finding and no other.
    id: "encoding",
    group: File,
    level: Error,
    fixes: Never,
    since: "0.1.0",
    check: File(check),
}

/// So many places are shown one by one; of more, the first [`FIRST`].
const MOST: usize = 5;
const FIRST: usize = 3;

fn check(cx: &Context<'_>, sink: &mut Sink<'_>) {
    let count = cx.source.fault_count();
    let Some(first) = cx.source.faults().first() else {
        return;
    };
    if cx.source.is_binary() {
        let finding = sink.report(
            cx.place(first.span),
            "this is not a text file; a manifest is YAML in UTF-8",
        );
        finding.label(format!("the first of {count} places that are no text"));
        if cx.source.text().bytes().take(2).any(|b| b == 0) {
            finding.help("if it is UTF-16 without a byte-order mark, save it as UTF-8");
        }
        return;
    }
    let shown = if count > MOST { FIRST } else { count };
    for (i, fault) in cx.source.faults().iter().take(shown).enumerate() {
        let finding = sink.report(cx.place(fault.span), message(cx, fault));
        explain(cx, finding, fault);
        if i + 1 == shown && count > shown {
            finding.help(format!(
                "save the file as UTF-8; it has {} more such places",
                count - shown
            ));
        }
    }
}

fn message(cx: &Context<'_>, fault: &Fault) -> String {
    let refused = if cx.is_manifest() {
        "Ampersand can't read such a file"
    } else {
        "most readers refuse the file"
    };
    let chars = cx.source.slice(fault.span).chars().count();
    match fault.kind {
        FaultKind::NotUtf8(byte) if fault.span.len() == 1 => {
            format!("byte 0x{byte:02X} is not UTF-8; {refused}")
        }
        FaultKind::NotUtf8(byte) => {
            format!(
                "{} bytes from 0x{byte:02X} on are not UTF-8; {refused}",
                fault.span.len()
            )
        }
        FaultKind::Control(c) if chars > 1 => {
            format!(
                "{chars} control characters from {} on, which YAML does not allow; {refused}",
                code_point(c)
            )
        }
        FaultKind::Control(c) => {
            format!(
                "{} is a control character, which YAML does not allow; {refused}",
                code_point(c)
            )
        }
        FaultKind::NotUtf16 => format!("half of a UTF-16 character; {refused}"),
    }
}

fn explain(cx: &Context<'_>, finding: &mut Diagnostic, fault: &Fault) {
    match fault.kind {
        FaultKind::NotUtf8(byte) => {
            if let Some(c) = windows_1252(byte) {
                finding.label(format!(
                    "in Windows-1252, 0x{byte:02X} is {}",
                    code(c.encode_utf8(&mut [0; 4]))
                ));
            }
            finding.help("save the file as UTF-8");
        }
        FaultKind::Control(c) => {
            if let Some(name) = control_name(c) {
                finding.label(format!("U+{:04X}, {name}", u32::from(c)));
            }
            let one = cx.source.slice(fault.span).chars().nth(1).is_none();
            finding.help(if one { "remove it" } else { "remove them" });
        }
        FaultKind::NotUtf16 => {
            finding.help("save the file as UTF-8");
        }
    }
}

fn code_point(c: char) -> String {
    format!("U+{:04X}", u32::from(c))
}

fn control_name(c: char) -> Option<&'static str> {
    Some(match c {
        '\0' => "NUL",
        '\u{7}' => "bell",
        '\u{8}' => "backspace",
        '\u{B}' => "vertical tab",
        '\u{C}' => "form feed",
        '\u{1B}' => "escape, as in a terminal's colours",
        '\u{7F}' => "delete",
        _ => return None,
    })
}

/// What a single byte beyond ASCII stands for in the encoding that such files usually have.
fn windows_1252(byte: u8) -> Option<char> {
    const LOW: [char; 32] = [
        '€', '\0', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\0', 'Ž', '\0', '\0', '‘', '’',
        '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\0', 'ž', 'Ÿ',
    ];
    match byte {
        0x80..=0x9F => Some(LOW[usize::from(byte - 0x80)]).filter(|&c| c != '\0'),
        0xA1.. => Some(char::from(byte)),
        _ => None,
    }
}
