//! Reading files, naming them, and saying why that fails.

use std::error::Error;
use std::fs::{self, File, Metadata};
use std::io::{self, Read};
use std::path::{MAIN_SEPARATOR, Path};

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

/// Whether it is read from its beginning to its end without being a file: a pipe or a terminal.
#[must_use]
pub fn is_stream(data: &Metadata) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt;
        let kind = data.file_type();
        kind.is_fifo() || kind.is_char_device()
    }
    #[cfg(not(unix))]
    {
        let _ = data;
        false
    }
}

/// All bytes of the file or stream at `path`, of which there may be `most`. A stream is waited for.
///
/// # Errors
/// Why it can't be read.
pub fn read_named(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    match fs::metadata(path) {
        Ok(data) if is_stream(&data) => read_all(File::open(path)?, 0, most),
        _ => read_file(path, most),
    }
}

/// Why something that is there can't be read as a file.
#[must_use]
pub fn not_a_file(data: &Metadata) -> &'static str {
    if data.is_dir() {
        "is a folder"
    } else {
        "is not a file (`-` reads standard input)"
    }
}

/// What the system said, without its number: `Permission denied`.
#[must_use]
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

/// A path as reports name it: with `/`, and without `./` at the start.
#[must_use]
pub fn shown(path: &Path) -> String {
    let text = path.to_string_lossy();
    let text = if MAIN_SEPARATOR == '/' {
        text
    } else {
        text.replace(MAIN_SEPARATOR, "/").into()
    };
    let mut rest: &str = &text;
    while let Some(inner) = rest.strip_prefix("./") {
        rest = inner.trim_start_matches('/');
    }
    if rest.is_empty() {
        ".".to_owned()
    } else {
        rest.to_owned()
    }
}
