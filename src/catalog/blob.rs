//! The embedded tables and their bounds-checked reader. Nothing is parsed or allocated: a look-up reads the
//! bytes of the program itself.
//!
//! Whatever does not fit (a row out of range, text that is not UTF-8) reads as empty. The tests of the writer keep
//! that from ever happening; here it means that nothing in this module can panic.
use std::cmp::Ordering;

use super::layout;

/// Generated from `schemas/catalog` by `cargo xtask catalog`.
static BLOB: &[u8] = include_bytes!("catalog.bin");

/// One row of a table, to be read word by word.
pub(super) type Row<const BYTES: usize> = [u8; BYTES];

/// A row of the providers.
pub(super) type ProviderRow = Row<{ 2 * layout::provider::WORDS }>;
/// A row of the modules.
pub(super) type ModuleRow = Row<{ 2 * layout::module::WORDS }>;
/// A row of the objects.
pub(super) type ObjectRow = Row<{ 2 * layout::object::WORDS }>;
/// A row of the backfill limits.
pub(super) type BackfillRow = Row<{ 2 * layout::backfill::WORDS }>;
/// A row of the list entries.
pub(super) type EntryRow = Row<{ 2 * layout::ENTRY_WORDS }>;
/// A row of one wide number.
type WideRow = Row<4>;

// The compiler cuts the blob into its tables, so that nothing is left to do at run time.
static TEXT: &[u8] = section(layout::TEXT);
static NAMES: &[WideRow] = rows(layout::NAMES);
static LISTS: &[WideRow] = rows(layout::LISTS);
static ENTRIES: &[EntryRow] = rows(layout::ENTRIES);
/// All providers.
pub(super) static PROVIDERS: &[ProviderRow] = rows(layout::PROVIDERS);
/// All modules.
pub(super) static MODULES: &[ModuleRow] = rows(layout::MODULES);
/// All objects.
pub(super) static OBJECTS: &[ObjectRow] = rows(layout::OBJECTS);
/// Where the facts come from.
pub(super) static SOURCES: &[Row<{ 2 * layout::SOURCE_WORDS }>] = rows(layout::SOURCES);
/// All backfill limits.
pub(super) static BACKFILLS: &[BackfillRow] = rows(layout::BACKFILLS);

/// The bytes of a table; none where the blob is of another version or broken, so that the crate still
/// compiles and a new one can be written.
const fn section(table: usize) -> &'static [u8] {
    let blob = BLOB;
    let mut i = 0;
    while i < layout::MAGIC.len() {
        if i >= blob.len() || blob[i] != layout::MAGIC[i] {
            return &[];
        }
        i += 1;
    }
    let at = layout::MAGIC.len() + 8 * table;
    if at + 8 > blob.len() {
        return &[];
    }
    let start = number(blob, at);
    let length = number(blob, at + 4);
    if start > blob.len() || length > blob.len() - start {
        return &[];
    }
    blob.split_at(start).1.split_at(length).0
}

const fn rows<const BYTES: usize>(table: usize) -> &'static [[u8; BYTES]] {
    section(table).as_chunks().0
}

const fn number(bytes: &[u8], at: usize) -> usize {
    u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]]) as usize
}

/// The size of the embedded tables in bytes.
pub(super) fn size() -> usize {
    BLOB.len()
}

/// A word of a row.
pub(super) fn word(row: &[u8], index: usize) -> u16 {
    match row.get(2 * index..2 * index + 2) {
        Some(&[low, high]) => u16::from_le_bytes([low, high]),
        _ => 0,
    }
}

/// A word of a row, as an index.
pub(super) fn index(row: &[u8], at: usize) -> usize {
    usize::from(word(row, at))
}

/// `count` rows from `start` on.
pub(super) fn slice<T>(rows: &'static [T], start: usize, count: usize) -> &'static [T] {
    rows.get(start..start + count).unwrap_or_default()
}

/// Where item `index` of a table with one row more than items lies.
fn range(table: &[WideRow], index: u16) -> std::ops::Range<usize> {
    let index = usize::from(index);
    match (table.get(index), table.get(index + 1)) {
        (Some(&start), Some(&end)) => u32::from_le_bytes(start) as usize..u32::from_le_bytes(end) as usize,
        _ => 0..0,
    }
}

fn name_bytes(id: u16) -> &'static [u8] {
    TEXT.get(range(NAMES, id)).unwrap_or_default()
}

/// All names, by their numbers.
pub(super) fn all_names() -> impl ExactSizeIterator<Item = &'static [u8]> {
    let wide = |row: &WideRow| u32::from_le_bytes(*row) as usize;
    NAMES
        .array_windows()
        .map(move |[start, end]| TEXT.get(wide(start)..wide(end)).unwrap_or_default())
}

/// The name in a word of a row; name 0 is the empty text.
pub(super) fn name(row: &[u8], at: usize) -> &'static str {
    std::str::from_utf8(name_bytes(word(row, at))).unwrap_or_default()
}

/// The name in a word of a row, unless there is none.
pub(super) fn name_if_any(row: &[u8], at: usize) -> Option<&'static str> {
    Some(name(row, at)).filter(|name| !name.is_empty())
}

/// The list in a word of a row.
pub(super) fn list(row: &[u8], at: usize) -> &'static [EntryRow] {
    ENTRIES.get(range(LISTS, word(row, at))).unwrap_or_default()
}

/// The names of a list.
pub(super) fn names(
    list: &'static [EntryRow],
) -> impl ExactSizeIterator<Item = &'static str> + DoubleEndedIterator + Clone {
    list.iter().map(|entry| name(entry, 0))
}

/// The rows whose name (word 0) equals `key` but for ASCII case, in a table sorted that way.
pub(super) fn find<const BYTES: usize>(rows: &'static [[u8; BYTES]], key: &str) -> &'static [[u8; BYTES]] {
    let key = key.as_bytes();
    let start = rows.partition_point(|row| folded(name_bytes(word(row, 0)), key) == Ordering::Less);
    let found = rows.get(start..).unwrap_or_default();
    let same = |row: &[u8; BYTES]| name_bytes(word(row, 0)).eq_ignore_ascii_case(key);
    let count = found.iter().take_while(|row| same(row)).count();
    found.get(..count).unwrap_or_default()
}

/// Compares names without regard to ASCII case.
fn folded(a: &[u8], b: &[u8]) -> Ordering {
    for (a, b) in a.iter().zip(b) {
        let (a, b) = (a.to_ascii_lowercase(), b.to_ascii_lowercase());
        if a != b {
            return a.cmp(&b);
        }
    }
    a.len().cmp(&b.len())
}
