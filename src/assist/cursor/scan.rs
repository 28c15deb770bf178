//! One line, looked at up to a place in it: quotes, brackets, dashes, keys and values.

use crate::source::Source;

/// How many lines above the cursor are looked at for an open bracket.
const MOST_FLOW_LINES: u32 = 300;

/// What a line holds up to a place in it.
#[derive(Debug)]
pub(super) struct Scan {
    /// Where the token begins that the place is in.
    pub start: usize,
    /// The quote that is open.
    pub quote: Option<u8>,
    /// Whether the token is a value, not a key.
    pub value: bool,
    /// The column of the key whose value it is.
    pub key: usize,
    /// The brackets that are open.
    pub brackets: Vec<u8>,
    /// How many dashes begin the line.
    pub dashes: usize,
    /// Whether it is a key behind `? `, whose colon stands on a line of its own.
    pub explicit: bool,
    /// Where a comment begins.
    pub comment: Option<usize>,
    /// A value that has ended, by a quote or bracket, stands before the place.
    pub closed: bool,
}

impl Scan {
    pub(super) fn is_flow(&self) -> bool {
        !self.brackets.is_empty()
    }

    /// Looks at `line` up to `end`, with brackets that were open before. `at_cursor`: a colon or dash at the very end
    /// counts although nothing follows yet.
    pub(super) fn run(line: &str, end: usize, open: Vec<u8>, at_cursor: bool) -> Self {
        let bytes = line.as_bytes();
        let mut scan = Self {
            start: 0,
            quote: None,
            value: false,
            key: 0,
            brackets: open,
            dashes: 0,
            explicit: false,
            comment: None,
            closed: false,
        };
        let space =
            |i: usize| bytes.get(i).is_none_or(|b| matches!(b, b' ' | b'\t')) || (at_cursor && i == end);
        let mut i = 0;
        // Whether nothing of the token was met yet.
        let mut fresh = true;
        while i < end {
            let b = bytes[i];
            if let Some(quote) = scan.quote {
                if b == b'\\' && quote == b'"' {
                    i += 1;
                } else if b == quote {
                    if quote == b'\'' && bytes.get(i + 1) == Some(&b'\'') {
                        i += 1;
                    } else {
                        scan.quote = None;
                        scan.closed = true;
                    }
                }
                i += 1;
                continue;
            }
            match b {
                b' ' | b'\t' if fresh => scan.start = i + 1,
                b' ' | b'\t' if matches!(bytes[scan.start], b'&' | b'!') => {
                    (scan.start, fresh) = (i + 1, true);
                }
                b'#' if i == 0 || matches!(bytes[i - 1], b' ' | b'\t') => {
                    scan.comment = Some(i);
                    return scan;
                }
                b'-' if fresh && !scan.value && scan.brackets.is_empty() && space(i + 1) => {
                    scan.dashes += 1;
                    scan.start = i + 1;
                }
                b'?' if fresh && !scan.value && scan.brackets.is_empty() && space(i + 1) => {
                    scan.explicit = true;
                    scan.start = i + 1;
                }
                b'"' | b'\'' if fresh => {
                    scan.quote = Some(b);
                    (scan.start, fresh) = (i, false);
                }
                b'{' | b'[' if fresh => {
                    scan.brackets.push(b);
                    (scan.start, scan.value, scan.closed) = (i + 1, false, false);
                }
                b',' if scan.is_flow() => {
                    (scan.start, scan.value, scan.closed, fresh) = (i + 1, false, false, true);
                }
                b'}' | b']' if scan.is_flow() => {
                    scan.brackets.pop();
                    (scan.start, scan.closed, fresh) = (i + 1, true, false);
                }
                b':' if !(scan.value && scan.brackets.is_empty())
                    && (space(i + 1) || (scan.is_flow() && scan.closed)) =>
                {
                    scan.key = scan.start;
                    (scan.start, scan.value, scan.closed, fresh) = (i + 1, true, false, true);
                }
                b' ' | b'\t' => {}
                _ => fresh = false,
            }
            i += 1;
        }
        scan
    }

    /// The bytes of the token that `cursor` is in.
    pub(super) fn token(&self, line: &str, cursor: usize) -> std::ops::Range<usize> {
        let bytes = line.as_bytes();
        let rest = &bytes[cursor..];
        if let Some(quote) = self.quote {
            let close = rest.iter().position(|&b| b == quote);
            let end = close.map_or(line.trim_end().len().max(cursor), |i| cursor + i + 1);
            return self.start..end;
        }
        let mut end = cursor;
        while let Some(&b) = bytes.get(end) {
            let next = bytes.get(end + 1);
            let ends = match b {
                b' ' | b'\t' => !self.value || next == Some(&b'#'),
                b'#' => end == cursor && end > 0 && matches!(bytes[end - 1], b' ' | b'\t'),
                b':' => next.is_none_or(|b| matches!(b, b' ' | b'\t')),
                b',' | b'}' | b']' => self.is_flow(),
                _ => false,
            };
            if ends {
                break;
            }
            end += 1;
        }
        let end = (cursor + line[cursor..end].trim_end().len()).max(self.start.min(cursor));
        self.start.min(cursor)..end
    }
}

/// The brackets that are open where line `number` begins.
pub(super) fn open_brackets(source: &Source, number: u32) -> Vec<u8> {
    let first = number.saturating_sub(MOST_FLOW_LINES).max(1);
    for start in (first..number).rev() {
        let line = source.line_text(start);
        let scan = Scan::run(line, line.len(), Vec::new(), false);
        if !scan.brackets.is_empty() {
            let mut open = scan.brackets;
            for between in start + 1..number {
                let line = source.line_text(between);
                open = Scan::run(line, line.len(), open, false).brackets;
            }
            return open;
        }
        // No line in brackets looks like this.
        let header = scan.value && line[scan.start..].trim().is_empty();
        if scan.dashes > 0 || header {
            break;
        }
    }
    Vec::new()
}
