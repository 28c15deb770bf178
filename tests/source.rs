//! Lines, columns, offsets and faults against a reader that walks the bytes one by one.

mod common;

use amplint::source::{Encoding, FaultKind, MAX_FILE_SIZE, Source, Span};
use proptest::prelude::*;

/// A piece of a file: a character, or bytes that are none.
#[derive(Clone, Debug)]
enum Piece {
    Char(char),
    Raw(Vec<u8>),
}

fn piece() -> impl Strategy<Value = Piece> {
    let chars = prop_oneof![
        4 => prop::sample::select(vec!['a', ' ', '#', ':', 'é', 'ß', '漢', '字', '😀', '\u{1F1E9}', '\u{301}', '\u{FFFD}']),
        4 => prop::sample::select(vec!['\n', '\r', '\t']),
        1 => prop::sample::select(vec!['\0', '\u{1}', '\u{7F}', '\u{85}', '\u{9F}', '\u{A0}', '\u{2028}', '\u{FEFF}', '\u{FFFE}', '\u{10FFFF}']),
        1 => any::<char>(),
    ];
    let raw: Vec<Vec<u8>> = [
        &b"\x80"[..],
        b"\xFF",
        b"\xC3",
        b"\xE6\xBC",
        b"\xF0\x9F\x98",
        b"\xC0\x80",
        b"\xED\xA0\x80",
        b"\xF5",
    ]
    .iter()
    .map(|bytes| bytes.to_vec())
    .collect();
    prop_oneof![12 => chars.prop_map(Piece::Char), 1 => prop::sample::select(raw).prop_map(Piece::Raw)]
}

/// Pieces, some of them many times over, so that files grow beyond one entry of the character index.
fn pieces() -> impl Strategy<Value = Vec<Piece>> {
    let many = prop_oneof![9 => Just(1), 1 => 1..700usize];
    prop::collection::vec((piece(), many), 0..40).prop_map(|runs| {
        runs.into_iter()
            .flat_map(|(piece, times)| std::iter::repeat_n(piece, times))
            .collect()
    })
}

fn utf8(pieces: &[Piece], bom: bool) -> Vec<u8> {
    let mut bytes = if bom { "\u{FEFF}".into() } else { Vec::new() };
    for piece in pieces {
        match piece {
            Piece::Char(c) => bytes.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()),
            Piece::Raw(raw) => bytes.extend_from_slice(raw),
        }
    }
    bytes
}

/// UTF-16 with its mark; raw bytes become a lone half of a pair.
fn utf16(pieces: &[Piece], little: bool, odd: bool) -> Vec<u8> {
    let mut units = vec![0xFEFF_u16];
    for piece in pieces {
        match piece {
            Piece::Char(c) => units.extend_from_slice(c.encode_utf16(&mut [0; 2])),
            Piece::Raw(_) => units.push(0xDC01),
        }
    }
    let mut bytes: Vec<u8> = units
        .iter()
        .flat_map(|unit| {
            if little {
                unit.to_le_bytes()
            } else {
                unit.to_be_bytes()
            }
        })
        .collect();
    bytes.extend(odd.then_some(b'x'));
    bytes
}

fn is_control(c: char) -> bool {
    let allowed = matches!(u32::from(c), 9 | 10 | 13 | 0x20..=0x7E | 0x85 | 0xA0..=0xD7FF | 0xE000..=0xFFFD | 0x10000..);
    !allowed
}

fn read(bytes: Vec<u8>) -> Source {
    Source::new("amp.yaml", bytes).unwrap()
}

/// Every place that a file of these pieces has, against [`Source`].
fn check(source: &Source, size: usize) -> Result<(), TestCaseError> {
    let text = source.text();
    let wide = source.encoding() != Encoding::Utf8;
    let mut line = 1;
    let mut column = 1;
    let mut disk = if wide { 2 } else { 0 };
    let mut line_starts = vec![0];
    let mut previous = None;
    let places = text
        .char_indices()
        .map(|(i, c)| (i, Some(c)))
        .chain([(text.len(), None)]);
    for (chars, (offset, c)) in places.enumerate() {
        if previous == Some('\n') || (previous == Some('\r') && c != Some('\n')) {
            line += 1;
            column = 1;
            line_starts.push(offset);
        }
        let offset = u32::try_from(offset).unwrap();
        let position = source.position(offset);
        prop_assert_eq!(
            (position.line, position.column),
            (line, column),
            "at byte {} of {:?}",
            offset,
            text
        );
        prop_assert_eq!(
            position.offset as usize,
            disk.min(size),
            "at byte {} of {:?}",
            offset,
            text
        );
        prop_assert_eq!(source.line_of(offset), line);
        prop_assert_eq!(source.chars_before(offset) as usize, chars);
        let Some(c) = c else { break };
        let mark = offset == 0 && c == '\u{FEFF}';
        column += u32::from(!mark);
        disk += if wide { 2 * c.len_utf16() } else { c.len_utf8() };
        previous = Some(c);
    }
    prop_assert_eq!(source.line_count() as usize, line_starts.len());
    for (i, &start) in line_starts.iter().enumerate() {
        let end = line_starts.get(i + 1).copied().unwrap_or(text.len());
        let whole = &text[start..end];
        let whole = if i == 0 {
            whole.strip_prefix('\u{FEFF}').unwrap_or(whole)
        } else {
            whole
        };
        let expected = whole.strip_suffix('\n').unwrap_or(whole);
        let expected = expected.strip_suffix('\r').unwrap_or(expected);
        prop_assert_eq!(source.line_text(u32::try_from(i).unwrap() + 1), expected);
    }
    let beyond = source.line_span(source.line_count() + 1);
    prop_assert_eq!(beyond.range(), text.len()..text.len());
    prop_assert_eq!(
        source.position(u32::MAX),
        source.position(u32::try_from(text.len()).unwrap())
    );
    // Any number is answered, whatever lies there.
    for offset in 0..u32::try_from(text.len().min(64)).unwrap() {
        let _ = source.position(offset);
        let _ = source.slice(Span::new(offset, offset + 1));
    }
    Ok(())
}

#[derive(Clone, Copy, PartialEq, Debug)]
enum Fault {
    Bytes,
    Control,
    Half,
}

/// Faults by byte of the text, grouped.
fn runs(marks: &[Option<Fault>]) -> Vec<(usize, usize, Fault)> {
    let mut runs: Vec<(usize, usize, Fault)> = Vec::new();
    for (i, mark) in marks.iter().enumerate() {
        let Some(mark) = *mark else { continue };
        match runs.last_mut() {
            Some((_, end, kind)) if *end == i && *kind == mark => *end = i + 1,
            _ => runs.push((i, i + 1, mark)),
        }
    }
    runs
}

/// Whether the damage at byte `at` has nothing but spaces before it on its line, and one behind it.
fn is_amid_spaces(clean: &str, marks: &[Option<Fault>], at: usize) -> bool {
    let begins = clean[..at].rfind(['\n', '\r']).map_or(0, |end| end + 1);
    let behind = (at..clean.len()).find(|&i| marks[i] != Some(Fault::Control));
    let is_space = |i: usize| clean.as_bytes()[i] == b' ';
    (begins..at).all(is_space) && behind.is_some_and(is_space)
}

fn check_faults(source: &Source, marks: &[Option<Fault>]) -> Result<(), TestCaseError> {
    let text = source.text();
    let clean = source.clean_text();
    prop_assert_eq!(clean.len(), text.len());
    prop_assert_eq!(marks.len(), text.len());
    for (i, mark) in marks.iter().enumerate() {
        let expected = match mark {
            None => text.as_bytes()[i],
            // Between spaces at the beginning of a line.
            Some(Fault::Control) if is_amid_spaces(clean, marks, i) => b' ',
            Some(_) => b'_',
        };
        prop_assert_eq!(clean.as_bytes()[i], expected, "byte {} of {:?}", i, text);
    }
    let expected = runs(marks);
    prop_assert_eq!(source.fault_count(), expected.len());
    let kept: Vec<_> = source
        .faults()
        .iter()
        .map(|fault| {
            let kind = match fault.kind {
                FaultKind::NotUtf8(_) => Fault::Bytes,
                FaultKind::Control(_) => Fault::Control,
                FaultKind::NotUtf16 => Fault::Half,
            };
            (fault.span.start as usize, fault.span.end as usize, kind)
        })
        .collect();
    prop_assert_eq!(kept.len(), expected.len().min(20));
    prop_assert!(kept.is_sorted_by_key(|fault| fault.0), "not in order: {:?}", kept);
    prop_assert!(
        kept.iter().all(|fault| expected.contains(fault)),
        "{:?} are not among {:?}",
        kept,
        expected
    );
    Ok(())
}

fn controls(text: &str, marks: &mut [Option<Fault>]) {
    for (i, c) in text.char_indices() {
        if is_control(c) {
            marks[i..i + c.len_utf8()].fill(Some(Fault::Control));
        }
    }
}

proptest! {
    #![proptest_config(common::cases(200))]

    #[test]
    fn utf8_files(pieces in pieces(), bom: bool) {
        let bytes = utf8(&pieces, bom);
        // A mark of the other encodings makes it one of those.
        prop_assume!(!bytes.starts_with(b"\xFF\xFE") && !bytes.starts_with(b"\xFE\xFF"));
        let source = read(bytes.clone());
        prop_assert_eq!(source.encoding(), Encoding::Utf8);
        check(&source, bytes.len())?;
        let mut marks = vec![None; bytes.len()];
        let mut at = 0;
        while let Err(error) = std::str::from_utf8(&bytes[at..]) {
            let start = at + error.valid_up_to();
            let end = error.error_len().map_or(bytes.len(), |len| start + len);
            marks[start..end].fill(Some(Fault::Bytes));
            at = end;
        }
        for (i, &byte) in bytes.iter().enumerate() {
            let expected = if marks[i].is_some() { b'_' } else { byte };
            prop_assert_eq!(source.text().as_bytes()[i], expected);
        }
        controls(source.text(), &mut marks);
        check_faults(&source, &marks)?;
    }

    #[test]
    fn utf16_files(pieces in pieces(), little: bool, odd: bool) {
        let bytes = utf16(&pieces, little, odd);
        let source = read(bytes.clone());
        let expected = if little { Encoding::Utf16Le } else { Encoding::Utf16Be };
        prop_assert_eq!(source.encoding(), expected);
        check(&source, bytes.len())?;
        let mut text: String = pieces.iter().map(|piece| match piece {
            Piece::Char(c) => *c,
            Piece::Raw(_) => '_',
        }).collect();
        text.extend(odd.then_some('_'));
        prop_assert_eq!(source.text(), &text);
        let mut marks = vec![None; text.len()];
        let mut at = 0;
        for piece in &pieces {
            match piece {
                Piece::Char(c) => at += c.len_utf8(),
                Piece::Raw(_) => {
                    marks[at] = Some(Fault::Half);
                    at += 1;
                }
            }
        }
        if odd {
            marks[at] = Some(Fault::Half);
        }
        controls(&text, &mut marks);
        check_faults(&source, &marks)?;
    }

    #[test]
    fn arbitrary_bytes(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let size = bytes.len();
        check(&read(bytes), size)?;
    }
}

#[test]
fn utf8_and_utf16_give_one_text() {
    let text = "# 漢字 😀\r\nname: \"é\"\rb: 1\n";
    let pieces: Vec<Piece> = text.chars().map(Piece::Char).collect();
    let plain = read(text.into());
    for little in [true, false] {
        let wide = read(utf16(&pieces, little, false));
        assert_eq!(wide.text(), text);
        for (offset, _) in text.char_indices() {
            let offset = u32::try_from(offset).unwrap();
            let (here, there) = (plain.position(offset), wide.position(offset));
            assert_eq!((here.line, here.column), (there.line, there.column));
        }
    }
}

#[test]
fn faults_beyond_the_first_twenty_are_counted() {
    let source = read([b"a\x80\x80 ".repeat(30), b"\x01\x02 ".repeat(5)].concat());
    assert_eq!((source.faults().len(), source.fault_count()), (20, 35));
}

#[test]
fn too_large_a_file_is_refused() {
    let size = MAX_FILE_SIZE + 1;
    let bytes = vec![0; usize::try_from(size).unwrap()];
    let refused = Source::new("amp.yaml", bytes).unwrap_err();
    assert_eq!(
        refused.to_string(),
        "it is larger than 128 MiB, the most that is read"
    );
}
