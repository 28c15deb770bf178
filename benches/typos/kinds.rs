//! Kinds of typo: each makes one mistake at a line of a manifest, or nothing where it does not apply.

use super::manifest::{Text, column, indent, is_item, pair};

/// One kind: its name, and what it makes of the lines with a mistake at line `i`.
pub struct Kind {
    pub name: &'static str,
    pub apply: fn(&Text, usize) -> Option<Vec<String>>,
}

macro_rules! kinds {
    ($($name:literal => $apply:expr,)*) => {
        /// Every kind.
        pub const ALL: &[Kind] = &[$(Kind { name: $name, apply: $apply }),*];
    };
}

/// The lines with line `i` replaced by `new`.
fn with(text: &Text, i: usize, new: String) -> Option<Vec<String>> {
    let mut lines = text.lines.clone();
    (lines[i] != new).then(|| {
        lines[i] = new;
        lines
    })
}

fn insert(text: &Text, i: usize, new: String) -> Option<Vec<String>> {
    let mut lines = text.lines.clone();
    lines.insert(i, new);
    Some(lines)
}

/// The key with all before it, and the value of a line that has both.
fn key_value(line: &str) -> Option<(&str, &str)> {
    let (head, value) = pair(line)?;
    (!value.is_empty()).then_some((head, value))
}

/// A line with a value without quotes or comment.
fn plain(line: &str) -> Option<(&str, &str)> {
    let (head, value) = key_value(line)?;
    let plain = value.starts_with(char::is_alphanumeric) && !value.contains(" #");
    plain.then_some((head, value))
}

fn quoted(line: &str) -> Option<(&str, &str, char)> {
    let (head, value) = key_value(line)?;
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    (value.len() > 2 && value.ends_with(quote)).then(|| (head, &value[1..value.len() - 1], quote))
}

fn header(line: &str) -> Option<&str> {
    let (head, value) = pair(line)?;
    value.is_empty().then_some(head)
}

fn sign(text: &Text, i: usize, sign: &str) -> Option<Vec<String>> {
    let (head, value) = key_value(&text.lines[i])?;
    with(text, i, format!("{head}{sign}{value}"))
}

fn bullet(text: &Text, i: usize, mark: &str) -> Option<Vec<String>> {
    let line = &text.lines[i];
    is_item(line).then_some(())?;
    with(text, i, line.replacen("- ", mark, 1))
}

/// All items of the list of line `i`.
fn bullets(text: &Text, i: usize, mark: &str) -> Option<Vec<String>> {
    let items = text.items(i)?;
    let mut lines = text.lines.clone();
    for item in items {
        lines[item] = lines[item].replacen("- ", mark, 1);
    }
    Some(lines)
}

fn after(text: &Text, i: usize, mark: &str) -> Option<Vec<String>> {
    let line = &text.lines[i];
    (!line.contains(" #") && pair(line).is_some_and(|(_, value)| !value.starts_with(['[', '{', '|', '>'])))
        .then_some(())?;
    with(text, i, format!("{line}{mark}"))
}

fn shift(text: &Text, first: usize, last: usize, by: isize) -> Option<Vec<String>> {
    let mut lines = text.lines.clone();
    for line in &mut lines[first..=last] {
        if line.trim().is_empty() {
            continue;
        }
        if by > 0 {
            line.insert_str(0, &" ".repeat(by.unsigned_abs()));
        } else {
            *line = line.strip_prefix(&" ".repeat(by.unsigned_abs()))?.to_owned();
        }
    }
    Some(lines)
}

fn shift_block(text: &Text, i: usize, by: isize) -> Option<Vec<String>> {
    let last = text.block(i);
    (last > i).then_some(())?;
    shift(text, i, last, by)
}

fn key_name(line: &str) -> Option<(usize, &str)> {
    let (head, _) = pair(line)?;
    let start = head.len() - head.trim_start_matches([' ', '-']).len();
    let name = &head[start..];
    name.bytes()
        .all(|b| b.is_ascii_alphanumeric())
        .then_some((start, name))
}

fn spell(text: &Text, i: usize, change: impl Fn(&str) -> Option<String>) -> Option<Vec<String>> {
    let line = &text.lines[i];
    let (start, name) = key_name(line)?;
    let new = change(name)?;
    with(
        text,
        i,
        format!("{}{new}{}", &line[..start], &line[start + name.len()..]),
    )
}

fn flow(text: &Text, i: usize, change: impl Fn(&str) -> Option<String>) -> Option<Vec<String>> {
    let line = &text.lines[i];
    let (_, value) = key_value(line)?;
    value.starts_with(['[', '{']).then_some(())?;
    with(text, i, change(line)?)
}

fn prefixed(text: &Text, first: usize, last: usize, prefix: impl Fn(usize) -> String) -> Option<Vec<String>> {
    let mut lines = text.lines.clone();
    for (n, line) in lines.iter_mut().enumerate().take(last + 1).skip(first) {
        line.insert_str(0, &prefix(n));
    }
    Some(lines)
}

/// The first line that is no comment: where kinds apply that there is but one place for.
fn once(text: &Text, i: usize) -> Option<()> {
    (text.places.first() == Some(&i)).then_some(())
}

kinds! {
    "no colon" => |t, i| sign(t, i, " "),
    "no space after colon" => |t, i| sign(t, i, ":"),
    "two colons" => |t, i| sign(t, i, ":: "),
    "colon twice" => |t, i| sign(t, i, ": : "),
    "semicolon" => |t, i| sign(t, i, "; "),
    "equals" => |t, i| sign(t, i, " = "),
    "equals, no spaces" => |t, i| sign(t, i, "="),
    "wide colon" => |t, i| sign(t, i, "\u{FF1A}"),
    "arrow" => |t, i| sign(t, i, " -> "),
    "comma for colon" => |t, i| sign(t, i, ", "),
    "dot for colon" => |t, i| sign(t, i, ". "),
    "dash for colon" => |t, i| sign(t, i, " - "),
    "equals everywhere" => |t, i| {
        once(t, i)?;
        Some(t.lines.iter().map(|line| match plain(line) {
            Some((head, value)) => format!("{head} = {value}"),
            None => line.clone(),
        }).collect())
    },
    "header: no colon" => |t, i| with(t, i, header(&t.lines[i])?.to_owned()),
    "header: two colons" => |t, i| with(t, i, format!("{}::", header(&t.lines[i])?)),
    "header: semicolon" => |t, i| with(t, i, format!("{};", header(&t.lines[i])?)),
    "header: equals" => |t, i| with(t, i, format!("{} =", header(&t.lines[i])?)),
    "header: letter after colon" => |t, i| with(t, i, format!("{}:x", header(&t.lines[i])?)),
    "header: word after colon" => |t, i| with(t, i, format!("{}: foo", header(&t.lines[i])?)),
    "header: brace" => |t, i| with(t, i, format!("{}: {{", header(&t.lines[i])?)),
    "header: bracket" => |t, i| with(t, i, format!("{}: [", header(&t.lines[i])?)),
    "header: dash" => |t, i| with(t, i, format!("{}: -", header(&t.lines[i])?)),
    "dash without space" => |t, i| bullet(t, i, "-"),
    "dash missing" => |t, i| bullet(t, i, "  "),
    "dash missing, moved left" => |t, i| bullet(t, i, ""),
    "dash doubled" => |t, i| bullet(t, i, "-- "),
    "dash twice" => |t, i| bullet(t, i, "- - "),
    "star for dash" => |t, i| bullet(t, i, "* "),
    "bullet for dash" => |t, i| bullet(t, i, "\u{2022} "),
    "en dash" => |t, i| bullet(t, i, "\u{2013} "),
    "em dash" => |t, i| bullet(t, i, "\u{2014} "),
    "plus for dash" => |t, i| bullet(t, i, "+ "),
    "underscore for dash" => |t, i| bullet(t, i, "_ "),
    "equals for dash" => |t, i| bullet(t, i, "= "),
    "number for dash" => |t, i| bullet(t, i, "1. "),
    "dots for dash" => |t, i| bullet(t, i, ". "),
    "all dashes missing" => |t, i| bullets(t, i, "  "),
    "all dashes stars" => |t, i| bullets(t, i, "* "),
    "all dashes bullets" => |t, i| bullets(t, i, "\u{2022} "),
    "all dashes no space" => |t, i| bullets(t, i, "-"),
    "all dashes pluses" => |t, i| bullets(t, i, "+ "),
    "stars everywhere" => |t, i| {
        once(t, i)?;
        Some(t.lines.iter().map(|line| if is_item(line) { line.replacen("- ", "* ", 1) } else { line.clone() }).collect())
    },
    "dash before key" => |t, i| {
        let line = &t.lines[i];
        (!is_item(line)).then_some(())?;
        with(t, i, format!("{}- {}", &line[..indent(line)], line.trim_start()))
    },
    "dash in place of indentation" => |t, i| {
        let line = &t.lines[i];
        (!is_item(line) && indent(line) >= 2).then_some(())?;
        with(t, i, format!("{}- {}", &line[..indent(line) - 2], line.trim_start()))
    },
    "opening quote missing" => |t, i| {
        let (head, value, quote) = quoted(&t.lines[i])?;
        with(t, i, format!("{head}: {value}{quote}"))
    },
    "closing quote missing" => |t, i| {
        let (head, value, quote) = quoted(&t.lines[i])?;
        with(t, i, format!("{head}: {quote}{value}"))
    },
    "closing quote of another sort" => |t, i| {
        let (head, value, quote) = quoted(&t.lines[i])?;
        with(t, i, format!("{head}: {quote}{value}{}", if quote == '"' { '\'' } else { '"' }))
    },
    "quotes missing" => |t, i| {
        let (head, value, _) = quoted(&t.lines[i])?;
        with(t, i, format!("{head}: {value}"))
    },
    "curly quotes" => |t, i| {
        let (head, value, _) = quoted(&t.lines[i])?;
        with(t, i, format!("{head}: \u{201C}{value}\u{201D}"))
    },
    "backticks" => |t, i| {
        let (head, value, _) = quoted(&t.lines[i])?;
        with(t, i, format!("{head}: `{value}`"))
    },
    "closing quote doubled" => |t, i| {
        let (head, value, quote) = quoted(&t.lines[i])?;
        with(t, i, format!("{head}: {quote}{value}{quote}{quote}"))
    },
    "opening quote doubled" => |t, i| {
        let (head, value, quote) = quoted(&t.lines[i])?;
        with(t, i, format!("{head}: {quote}{quote}{value}{quote}"))
    },
    "word after quote" => |t, i| {
        let (head, value, quote) = quoted(&t.lines[i])?;
        with(t, i, format!("{head}: {quote}{value}{quote} often"))
    },
    "comma after quote" => |t, i| {
        let (head, value, quote) = quoted(&t.lines[i])?;
        with(t, i, format!("{head}: {quote}{value}{quote},"))
    },
    "semicolon after quote" => |t, i| {
        let (head, value, quote) = quoted(&t.lines[i])?;
        with(t, i, format!("{head}: {quote}{value}{quote};"))
    },
    "dot after quote" => |t, i| {
        let (head, value, quote) = quoted(&t.lines[i])?;
        with(t, i, format!("{head}: {quote}{value}{quote}."))
    },
    "quote at the start" => |t, i| {
        let (head, value) = plain(&t.lines[i])?;
        with(t, i, format!("{head}: \"{value}"))
    },
    "apostrophe at the start" => |t, i| {
        let (head, value) = plain(&t.lines[i])?;
        with(t, i, format!("{head}: '{value}"))
    },
    "quote at the end" => |t, i| {
        let (head, value) = plain(&t.lines[i])?;
        with(t, i, format!("{head}: {value}\""))
    },
    "quote before key" => |t, i| {
        let (start, name) = key_name(&t.lines[i])?;
        let line = &t.lines[i];
        with(t, i, format!("{}\"{name}{}", &line[..start], &line[start + name.len()..]))
    },
    "quote after key" => |t, i| {
        let (start, name) = key_name(&t.lines[i])?;
        let line = &t.lines[i];
        with(t, i, format!("{}{name}\"{}", &line[..start], &line[start + name.len()..]))
    },
    "comma at the end" => |t, i| after(t, i, ","),
    "semicolon at the end" => |t, i| after(t, i, ";"),
    "dot at the end" => |t, i| after(t, i, "."),
    "backslash at the end" => |t, i| after(t, i, "\\"),
    "colon at the end" => |t, i| after(t, i, ":"),
    "brace at the end" => |t, i| after(t, i, "}"),
    "bracket at the end" => |t, i| after(t, i, "]"),
    "commas everywhere" => |t, i| {
        once(t, i)?;
        Some(t.lines.iter().map(|line| match quoted(line) {
            Some(_) => format!("{line},"),
            None => line.clone(),
        }).collect())
    },
    "star before value" => |t, i| { let (h, v) = plain(&t.lines[i])?; with(t, i, format!("{h}: *{v}")) },
    "ampersand before value" => |t, i| { let (h, v) = plain(&t.lines[i])?; with(t, i, format!("{h}: &{v}")) },
    "at before value" => |t, i| { let (h, v) = plain(&t.lines[i])?; with(t, i, format!("{h}: @{v}")) },
    "percent before value" => |t, i| { let (h, v) = plain(&t.lines[i])?; with(t, i, format!("{h}: %{v}")) },
    "bar before value" => |t, i| { let (h, v) = plain(&t.lines[i])?; with(t, i, format!("{h}: |{v}")) },
    "greater before value" => |t, i| { let (h, v) = plain(&t.lines[i])?; with(t, i, format!("{h}: > {v}")) },
    "dash before value" => |t, i| { let (h, v) = plain(&t.lines[i])?; with(t, i, format!("{h}: - {v}")) },
    "bracket before value" => |t, i| { let (h, v) = plain(&t.lines[i])?; with(t, i, format!("{h}: [{v}")) },
    "brace before value" => |t, i| { let (h, v) = plain(&t.lines[i])?; with(t, i, format!("{h}: {{{v}")) },
    "comma before value" => |t, i| { let (h, v) = plain(&t.lines[i])?; with(t, i, format!("{h}: , {v}")) },
    "exclamation before value" => |t, i| { let (h, v) = plain(&t.lines[i])?; with(t, i, format!("{h}: !{v}")) },
    "flow: not closed" => |t, i| flow(t, i, |line| line.strip_suffix([']', '}']).map(str::to_owned)),
    "flow: not opened" => |t, i| flow(t, i, |line| Some(line.replacen(['[', '{'], "", 1))),
    "flow: closed twice" => |t, i| flow(t, i, |line| line.ends_with([']', '}']).then(|| format!("{line}{}", &line[line.len() - 1..]))),
    "flow: no comma" => |t, i| flow(t, i, |line| line.contains(", ").then(|| line.replacen(", ", " ", 1))),
    "flow: inner not closed" => |t, i| flow(t, i, |line| line.contains("}, ").then(|| line.replacen("}, ", ", ", 1))),
    "flow: no space after colon" => |t, i| flow(t, i, |line| {
        let (head, value) = key_value(line)?;
        value.contains(": ").then(|| format!("{head}: {}", value.replacen(": ", ":", 1)))
    }),
    "indent +1" => |t, i| shift(t, i, i, 1),
    "indent -1" => |t, i| shift(t, i, i, -1),
    "indent +2" => |t, i| shift(t, i, i, 2),
    "indent -2" => |t, i| shift(t, i, i, -2),
    "indent +4" => |t, i| shift(t, i, i, 4),
    "indent -4" => |t, i| shift(t, i, i, -4),
    "indent 0" => |t, i| with(t, i, t.lines[i].trim_start().to_owned()),
    "block +1" => |t, i| shift_block(t, i, 1),
    "block -1" => |t, i| shift_block(t, i, -1),
    "block +2" => |t, i| shift_block(t, i, 2),
    "block -2" => |t, i| shift_block(t, i, -2),
    "block +4" => |t, i| shift_block(t, i, 4),
    "below +2" => |t, i| { let last = t.block(i); (last > i).then_some(())?; shift(t, i + 1, last, 2) },
    "below -2" => |t, i| { let last = t.block(i); (last > i).then_some(())?; shift(t, i + 1, last, -2) },
    "tab indentation" => |t, i| {
        let line = &t.lines[i];
        (indent(line) > 0).then_some(())?;
        with(t, i, format!("{}{}", "\t".repeat(indent(line) / 2), line.trim_start()))
    },
    "one tab" => |t, i| {
        let line = &t.lines[i];
        (indent(line) > 0).then_some(())?;
        with(t, i, format!("\t{}", line.trim_start()))
    },
    "tab after spaces" => |t, i| {
        let line = &t.lines[i];
        (indent(line) >= 4).then_some(())?;
        with(t, i, format!("{}\t{}", &line[..indent(line) - 2], line.trim_start()))
    },
    "tabs in block" => |t, i| {
        let last = t.block(i);
        (last > i && last < i + 12).then_some(())?;
        let mut lines = t.lines.clone();
        for line in &mut lines[i..=last] {
            *line = format!("{}{}", "\t".repeat(indent(line) / 2), line.trim_start());
        }
        (indent(&t.lines[i]) > 0).then_some(lines)
    },
    "tab after colon" => |t, i| sign(t, i, ":\t"),
    "tab after dash" => |t, i| bullet(t, i, "-\t"),
    "joined with the next line" => |t, i| {
        let next = t.lines.get(i + 1)?;
        (pair(next).is_some() && !t.lines[i].contains('#')).then_some(())?;
        let mut lines = t.lines.clone();
        lines[i] = format!("{} {}", t.lines[i], next.trim_start());
        lines.remove(i + 1);
        Some(lines)
    },
    "joined without space" => |t, i| {
        let next = t.lines.get(i + 1)?;
        (pair(next).is_some() && !t.lines[i].contains('#')).then_some(())?;
        let mut lines = t.lines.clone();
        lines[i] = format!("{}{}", t.lines[i], next.trim_start());
        lines.remove(i + 1);
        Some(lines)
    },
    "joined with its indentation" => |t, i| {
        let next = t.lines.get(i + 1)?;
        (pair(next).is_some() && !t.lines[i].contains('#') && indent(next) > 0).then_some(())?;
        let mut lines = t.lines.clone();
        lines[i] = format!("{}{next}", t.lines[i]);
        lines.remove(i + 1);
        Some(lines)
    },
    "split after colon" => |t, i| {
        let (head, value) = key_value(&t.lines[i])?;
        let mut lines = t.lines.clone();
        lines[i] = format!("{head}:");
        lines.insert(i + 1, value.to_owned());
        Some(lines)
    },
    "split in key" => |t, i| {
        let (start, name) = key_name(&t.lines[i])?;
        (name.len() > 3).then_some(())?;
        let mut lines = t.lines.clone();
        let rest = lines[i].split_off(start + name.len() / 2);
        lines.insert(i + 1, rest);
        Some(lines)
    },
    "line deleted" => |t, i| {
        let mut lines = t.lines.clone();
        key_value(&lines[i])?;
        lines.remove(i);
        Some(lines)
    },
    "header deleted" => |t, i| {
        let mut lines = t.lines.clone();
        (header(&lines[i]).is_some() && !is_item(&lines[i])).then_some(())?;
        lines.remove(i);
        Some(lines)
    },
    "dash line deleted" => |t, i| {
        let mut lines = t.lines.clone();
        (is_item(&lines[i]) && t.block(i) > i).then_some(())?;
        lines.remove(i);
        Some(lines)
    },
    "line doubled" => |t, i| insert(t, i, t.lines[i].clone()),
    "lines swapped" => |t, i| {
        let next = t.lines.get(i + 1)?;
        (indent(next) != indent(&t.lines[i]) && pair(next).is_some()).then_some(())?;
        let mut lines = t.lines.clone();
        lines.swap(i, i + 1);
        Some(lines)
    },
    "diff: one line added" => |t, i| with(t, i, format!("+{}", t.lines[i])),
    "diff: one line removed" => |t, i| with(t, i, format!("-{}", t.lines[i])),
    "diff: block of added lines" => |t, i| {
        let last = t.block(i);
        (last > i && last < i + 15).then_some(())?;
        prefixed(t, i, last, |_| "+".to_owned())
    },
    "diff: spaces in place" => |t, i| {
        let last = t.block(i);
        (last > i && last < i + 15 && indent(&t.lines[i]) > 0).then_some(())?;
        let mut lines = t.lines.clone();
        for line in &mut lines[i..=last] {
            if !line.is_empty() {
                line.replace_range(..1, "+");
            }
        }
        Some(lines)
    },
    "diff: whole file" => |t, i| { once(t, i)?; prefixed(t, 0, t.lines.len() - 1, |_| "+".to_owned()) },
    "quoted mail: whole file" => |t, i| { once(t, i)?; prefixed(t, 0, t.lines.len() - 1, |_| "> ".to_owned()) },
    "quoted mail: block" => |t, i| {
        let last = t.block(i);
        (last > i && last < i + 15).then_some(())?;
        prefixed(t, i, last, |_| "> ".to_owned())
    },
    "line numbers: whole file" => |t, i| { once(t, i)?; prefixed(t, 0, t.lines.len() - 1, |n| format!("{:>3}: ", n + 1)) },
    "line numbers without colon" => |t, i| { once(t, i)?; prefixed(t, 0, t.lines.len() - 1, |n| format!("{:>4}  ", n + 1)) },
    "line numbers with a bar" => |t, i| { once(t, i)?; prefixed(t, 0, t.lines.len() - 1, |n| format!("{:>4} | ", n + 1)) },
    "indented whole file" => |t, i| { once(t, i)?; let mut v = shift(t, 1, t.lines.len() - 1, 2)?; v[0].clone_from(&t.lines[0]); Some(v) },
    "prompt" => |t, i| { once(t, i)?; insert(t, 0, "$ cat amp.yaml".to_owned()) },
    "fences" => |t, i| {
        once(t, i)?;
        let mut lines = insert(t, 0, "```yaml".to_owned())?;
        lines.push("```".to_owned());
        Some(lines)
    },
    "one fence" => |t, i| { once(t, i)?; insert(t, t.lines.len(), "```".to_owned()) },
    "sentence before" => |t, i| { once(t, i)?; insert(t, 0, "Here is the manifest:".to_owned()) },
    "half a key" => |t, i| { let line = &t.lines[i]; (!is_item(line)).then_some(())?; insert(t, i, format!("{}sche", " ".repeat(column(line)))) },
    "half a key at the end" => |t, i| { let line = &t.lines[i]; (t.block(i) == i && pair(line).is_some_and(|p| !p.1.is_empty())).then_some(())?; insert(t, i + 1, format!("{}des", " ".repeat(column(line)))) },
    "bare word in column 0" => |t, i| insert(t, i, "foo".to_owned()),
    "bare letter in column 0" => |t, i| { (indent(&t.lines[i]) > 0).then_some(())?; with(t, i, format!("x{}", t.lines[i])) },
    "words on a line of their own" => |t, i| { let line = &t.lines[i]; insert(t, i, format!("{}this comes from the docs", " ".repeat(column(line)))) },
    "ellipsis" => |t, i| { let line = &t.lines[i]; insert(t, i, format!("{}...", " ".repeat(column(line)))) },
    "slashes for comment" => |t, i| { let line = &t.lines[i]; insert(t, i, format!("{}// all of them", " ".repeat(indent(line)))) },
    "semicolon for comment" => |t, i| { let line = &t.lines[i]; insert(t, i, format!("{}; all of them", " ".repeat(indent(line)))) },
    "dashes for comment" => |t, i| { let line = &t.lines[i]; insert(t, i, format!("{}-- all of them", " ".repeat(indent(line)))) },
    "block comment" => |t, i| { let line = &t.lines[i]; insert(t, i, format!("{}/* all of them */", " ".repeat(indent(line)))) },
    "html comment" => |t, i| { let line = &t.lines[i]; insert(t, i, format!("{}<!-- all of them -->", " ".repeat(indent(line)))) },
    "slashes after value" => |t, i| after(t, i, " // often"),
    "comment mark missing" => |t, i| { let line = &t.lines[i]; insert(t, i, format!("{}Contacts of the customer: all", " ".repeat(indent(line)))) },
    "conflict" => |t, i| {
        let (head, value) = key_value(&t.lines[i])?;
        let mut lines = t.lines.clone();
        let other = format!("{head}: {value}");
        lines.splice(i..=i, ["<<<<<<< HEAD".to_owned(), t.lines[i].clone(), "=======".to_owned(), other, ">>>>>>> main".to_owned()]);
        Some(lines)
    },
    "no-break spaces in indentation" => |t, i| { let line = &t.lines[i]; (indent(line) > 0).then_some(())?; with(t, i, format!("{}{}", "\u{A0}".repeat(indent(line)), line.trim_start())) },
    "no-break space after colon" => |t, i| sign(t, i, ":\u{A0}"),
    "no-break space after dash" => |t, i| bullet(t, i, "-\u{A0}"),
    "zero-width space before key" => |t, i| { let (start, _) = key_name(&t.lines[i])?; let line = &t.lines[i]; with(t, i, format!("{}\u{200B}{}", &line[..start], &line[start..])) },
    "key: letters swapped" => |t, i| spell(t, i, |name| {
        let mut bytes = name.as_bytes().to_vec();
        let at = bytes.len() / 2;
        (at > 0).then(|| bytes.swap(at - 1, at));
        String::from_utf8(bytes).ok().filter(|new| new != name)
    }),
    "key: letter dropped" => |t, i| spell(t, i, |name| (name.len() > 3).then(|| format!("{}{}", &name[..name.len() / 2], &name[name.len() / 2 + 1..]))),
    "key: letter doubled" => |t, i| spell(t, i, |name| (name.len() > 3).then(|| format!("{}{}", &name[..name.len() / 2], &name[name.len() / 2 - 1..]))),
    "key: other letter" => |t, i| spell(t, i, |name| (name.len() > 3).then(|| format!("{}x{}", &name[..name.len() / 2], &name[name.len() / 2 + 1..]))),
    "key: first letter dropped" => |t, i| spell(t, i, |name| (name.len() > 3).then(|| name[1..].to_owned())),
    "key: last letter dropped" => |t, i| spell(t, i, |name| (name.len() > 3).then(|| name[..name.len() - 1].to_owned())),
    "key: lower case" => |t, i| spell(t, i, |name| Some(name.to_lowercase()).filter(|new| new != name)),
    "key: first upper" => |t, i| spell(t, i, |name| (name.len() > 3).then(|| format!("{}{}", name[..1].to_uppercase(), &name[1..]))),
    "key: snake case" => |t, i| spell(t, i, |name| Some(words(name, "_")).filter(|new| new != name)),
    "key: kebab case" => |t, i| spell(t, i, |name| Some(words(name, "-")).filter(|new| new != name)),
    "key: two words" => |t, i| spell(t, i, |name| Some(words(name, " ")).filter(|new| new != name)),
    "key: singular or plural" => |t, i| spell(t, i, |name| Some(match name.strip_suffix('s') { Some(one) => one.to_owned(), None => format!("{name}s") })),
    "key: space before colon" => |t, i| sign(t, i, " : "),
    "key and value swapped" => |t, i| {
        let (start, name) = key_name(&t.lines[i])?;
        let (_, value) = plain(&t.lines[i])?;
        with(t, i, format!("{}{value}: {name}", &t.lines[i][..start]))
    },
    "key doubled" => |t, i| {
        let (start, name) = key_name(&t.lines[i])?;
        let line = &t.lines[i];
        with(t, i, format!("{}{name}: {}", &line[..start], &line[start..]))
    },
    "value doubled" => |t, i| { let (head, value) = plain(&t.lines[i])?; with(t, i, format!("{head}: {value}: {value}")) },
    "value missing" => |t, i| { let (head, _) = key_value(&t.lines[i])?; with(t, i, format!("{head}:")) },
    "value and colon missing" => |t, i| { let (head, _) = key_value(&t.lines[i])?; with(t, i, head.to_owned()) },
    "key missing" => |t, i| {
        let (start, _) = key_name(&t.lines[i])?;
        let (_, value) = key_value(&t.lines[i])?;
        with(t, i, format!("{}: {value}", &t.lines[i][..start]))
    },
    "key and colon missing" => |t, i| {
        let (start, _) = key_name(&t.lines[i])?;
        let (_, value) = key_value(&t.lines[i])?;
        with(t, i, format!("{}{value}", &t.lines[i][..start]))
    },
    "list text: no space" => |t, i| { let line = &t.lines[i]; (is_item(line) && pair(line).is_none()).then_some(())?; with(t, i, line.replacen("- ", "-", 1)) },
    "list text: no dash" => |t, i| { let line = &t.lines[i]; (is_item(line) && pair(line).is_none()).then_some(())?; with(t, i, line.replacen("- ", "  ", 1)) },
    "field as a key" => |t, i| {
        let line = &t.lines[i];
        (is_item(line) && line.contains("fieldName: ")).then_some(())?;
        with(t, i, line.replacen("fieldName: ", "", 1))
    },
    "file cut in a line" => |t, i| {
        let mut lines = t.lines[..=i].to_vec();
        let line = lines.last_mut()?;
        let half = (indent(line) + line.len()).div_ceil(2);
        line.is_char_boundary(half).then(|| line.truncate(half))?;
        (i > 5).then_some(lines)
    },
}

/// `requiredFields` as `required_fields`.
fn words(name: &str, between: &str) -> String {
    let mut all = String::new();
    for c in name.chars() {
        if c.is_ascii_uppercase() {
            all.push_str(between);
        }
        all.push(c.to_ascii_lowercase());
    }
    all
}
