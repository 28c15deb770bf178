//! Markdown for clients that show text as it is.

/// `text` without what only Markdown has: signs for bold, rules and code blocks; a link stands as its address.
pub(super) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.lines() {
        if line.starts_with("```") || line == "---" {
            continue;
        }
        if line.is_empty() && (out.is_empty() || out.ends_with("\n\n")) {
            continue;
        }
        out.push_str(&links(&line.replace("**", "")));
        out.push('\n');
    }
    out.trim_end().to_owned()
}

/// A line with `[words](address)` as `words: address`.
fn links(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('[') {
        let link = after
            .split_once("](")
            .and_then(|(words, after)| Some((words, after.split_once(')')?)));
        match link {
            Some((words, (address, after))) if !words.contains(['[', ']']) => {
                out.push_str(&format!("{before}{words}: {address}"));
                rest = after;
            }
            _ => {
                out.push_str(&format!("{before}["));
                rest = after;
            }
        }
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn what_stands_out_stands_plainly() {
        let text = "**a** (`b`)\n\n- c [1]\n\n---\n\n[Guide](https://d/e)\n\n```yaml\nf: 1\n```";
        assert_eq!(plain(text), "a (`b`)\n\n- c [1]\n\nGuide: https://d/e\n\nf: 1");
    }
}
