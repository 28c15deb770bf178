//! Reading files, and saying why that fails.

use std::error::Error;
use std::fs::{self, File, Metadata};
use std::io::{self, Read};
use std::path::Path;

use crate::source::TooLarge;

/// All bytes of the file at `path`, of which there may be `most`.
///
/// # Errors
/// Why it can't be read.
pub fn read_file(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    // Opening a pipe would wait for its other end, so look first.
    let data = fs::metadata(path)?;
    if !data.is_file() {
        return Err(io::Error::other(not_a_file(&data)));
    }
    read_all(File::open(path)?, data.len(), most)
}

/// All bytes of `input`, of which there may be `most`. `size` is what there seems to be; but a file may grow, and a stream may never end.
///
/// # Errors
/// Why it can't be read.
pub fn read_all(input: impl Read, size: u64, most: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    if size <= most {
        bytes.reserve_exact(usize::try_from(size).unwrap_or(0) + 1);
        input.take(most + 1).read_to_end(&mut bytes)?;
    }
    if size > most || bytes.len() as u64 > most {
        return Err(io::Error::other(TooLarge { most }));
    }
    Ok(bytes)
}

/// Why something that is there can't be read as a file.
pub fn not_a_file(data: &Metadata) -> &'static str {
    if data.is_dir() {
        "is a folder"
    } else {
        "is not a file (`-` reads standard input)"
    }
}

/// What the system said, without its number: `Permission denied`.
pub fn plain(error: &io::Error) -> String {
    let mut text = error.to_string();
    // A walk wraps it in words of its own.
    let mut source = error.source();
    while let Some(inner) = source {
        text = inner.to_string();
        source = inner.source();
    }
    text.split(" (os error").next().unwrap_or(&text).to_owned()
}
