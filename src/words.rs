//! Words for people that several stages write.

/// A number with its noun: `1 object`, `2 objects`.
#[must_use]
pub(crate) fn count(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

/// The first `most` characters of `text`, with `…` behind them if there are more.
#[must_use]
pub(crate) fn shortened(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{count, shortened};

    #[test]
    fn one_and_many() {
        let all = [0, 1, 2].map(|number| count(number, "field"));
        assert_eq!(all, ["0 fields", "1 field", "2 fields"]);
    }

    #[test]
    fn characters_stay_whole() {
        assert_eq!(shortened("müde", 4), "müde");
        assert_eq!(shortened("müder", 4), "müde…");
        assert_eq!(shortened("é", 0), "…");
        assert_eq!(shortened("", 0), "");
    }
}
