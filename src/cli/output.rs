//! Standard output for the report, standard error for everything else.

use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};

use amplint::escape::{visible, visible_lines};
use amplint::workspace::{plain, shown};
use anstream::{AutoStream, ColorChoice};

use super::exit::{Exit, wrong_value};
use super::replace;

/// When to use colour.
#[derive(Clone, Copy, PartialEq, Eq, Debug, clap::ValueEnum)]
pub(super) enum Color {
    /// As the terminal and its settings say.
    #[value(help = "on a terminal, unless NO_COLOR is set; everywhere, when CLICOLOR_FORCE is")]
    Auto,
    /// Everywhere.
    #[value(help = "everywhere")]
    Always,
    /// Nowhere.
    #[value(help = "nowhere")]
    Never,
}

/// How a list or a description is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, clap::ValueEnum)]
pub(super) enum ListFormat {
    /// For people.
    #[default]
    #[value(help = "for people")]
    Text,
    /// For programs.
    #[value(help = "for programs")]
    Json,
}

/// Writes `value` over several lines.
///
/// # Errors
/// Those of `out`.
pub(super) fn json_object(value: &serde_json::Value, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, value)?;
    writeln!(out)
}

/// What a command says.
#[derive(Debug)]
pub(super) struct Console {
    quiet: bool,
    faulty: bool,
}

impl Console {
    /// A quiet one says nothing but what makes the run fail.
    pub(super) fn new(color: Color, quiet: bool) -> Self {
        let choice = match color {
            Color::Auto => wanted(),
            Color::Always => ColorChoice::Always,
            Color::Never => ColorChoice::Never,
        };
        choice.write_global();
        Self { quiet, faulty: false }
    }

    /// One for commands without colour and notes.
    pub(super) fn plain() -> Self {
        Self::new(Color::Auto, false)
    }

    /// How a command ends that has no findings.
    pub(super) fn exit(&self) -> Exit {
        if self.faulty { Exit::Fault } else { Exit::Clean }
    }

    /// Whether anything made the run fail.
    pub(super) fn faulty(&self) -> bool {
        self.faulty
    }

    /// Something makes the run fail.
    pub(super) fn fault(&mut self, text: &str) {
        self.faulty = true;
        fault(text);
    }

    /// Something is good to know.
    pub(super) fn note(&self, text: &str) {
        if !self.quiet {
            say("\u{1b}[1mnote:\u{1b}[0m", text);
        }
    }

    /// Lets `write` write to standard error, about something that makes the run fail.
    pub(super) fn explain(&mut self, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) {
        self.faulty = true;
        aside(write);
    }

    /// Lets `write` write to standard output. When the reader has gone away that is no fault: it has seen what
    /// it wanted.
    pub(super) fn print(&mut self, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) {
        let stdout = io::stdout().lock();
        let written = if takes_color() {
            // On Windows this one knows how to colour old consoles.
            through(AutoStream::new(stdout, ColorChoice::Always), write)
        } else {
            through(stdout, write)
        };
        if let Err(error) = written.or_else(unless_gone) {
            self.fault(&format!("the report can't be written: {}", plain(&error)));
        }
    }

    /// Lets `write` write to `file`, which is written whole or not at all.
    pub(super) fn write_file(
        &mut self,
        file: &Path,
        write: &mut dyn FnMut(&mut dyn Write) -> io::Result<()>,
    ) {
        let mut bytes = Vec::new();
        let written = write(&mut bytes)
            .map_err(|error| plain(&error))
            .and_then(|()| replace::write(file, &bytes));
        if let Err(why) = written {
            self.fault(&format!("`{}` can't be written: {why}", visible(&shown(file))));
        }
    }
}

/// That no two reports go to one file.
///
/// # Errors
/// Two that do.
pub(super) fn apart<F>(outputs: &[(F, PathBuf)]) -> Result<(), clap::Error> {
    for (i, (_, file)) in outputs.iter().enumerate() {
        if outputs[..i].iter().any(|(_, other)| other == file) {
            let name = shown(file);
            return Err(wrong_value(
                "output",
                &format!("two reports can't both be in `{name}`"),
            ));
        }
    }
    Ok(())
}

/// Whether standard output takes colour.
pub(super) fn takes_color() -> bool {
    AutoStream::choice(&io::stdout()) != ColorChoice::Never
}

/// Whether standard output is a terminal, which must not be sent what steers it.
pub(super) fn is_terminal() -> bool {
    io::stdout().is_terminal()
}

/// Lets `write` write to standard error, beside what goes to standard output.
pub(super) fn aside(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) {
    // With nobody at the other end there is nobody to tell.
    let _ = through(anstream::stderr().lock(), write);
}

/// `--output FORMAT=FILE`: one of `formats`, and where its report goes.
///
/// # Errors
/// What is wrong with it.
pub(super) fn format_and_file<F: Copy>(
    text: &str,
    formats: &[F],
    name_of: impl Fn(F) -> &'static str,
) -> Result<(F, PathBuf), String> {
    let (name, file) = text.split_once('=').ok_or("it is written FORMAT=FILE")?;
    let format = formats.iter().copied().find(|&format| name_of(format) == name);
    let format = format.ok_or_else(|| {
        let names: Vec<&str> = formats.iter().map(|&format| name_of(format)).collect();
        format!("there is no format `{}`, but {}", visible(name), names.join(", "))
    })?;
    match file {
        "" => Err("the file's name is missing".to_owned()),
        "-" => Err("standard output takes what --format says".to_owned()),
        _ => Ok((format, file.into())),
    }
}

/// How many columns a line may have on standard output: COLUMNS, else the terminal says; `None` for a pipe or a
/// file, which take any number.
pub(super) fn width() -> Option<usize> {
    let set = std::env::var("COLUMNS").ok().and_then(|text| text.parse().ok());
    let terminal = || terminal_size::terminal_size_of(io::stdout()).map(|(width, _)| width.0.into());
    set.or_else(terminal).filter(|&width: &usize| width > 0)
}

/// What the environment says of colour: `NO_COLOR` and `FORCE_COLOR=0` turn it off, `FORCE_COLOR` and `CLICOLOR_FORCE` on;
/// `CLICOLOR_FORCE=0` forces nothing.
fn wanted() -> ColorChoice {
    let set = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
    let is_off = |value: &std::ffi::OsStr| value == "0" || value == "false";
    match (set("NO_COLOR"), set("FORCE_COLOR"), set("CLICOLOR_FORCE")) {
        (Some(_), _, _) => ColorChoice::Never,
        (None, Some(force), _) if is_off(&force) => ColorChoice::Never,
        (None, Some(_), _) => ColorChoice::Always,
        (None, None, Some(force)) if !is_off(&force) => ColorChoice::Always,
        // The stream's own reading of it is that any value forces.
        (None, None, Some(_)) if io::stdout().is_terminal() => ColorChoice::Always,
        (None, None, Some(_)) => ColorChoice::Never,
        (None, None, None) => ColorChoice::Auto,
    }
}

/// Why something can't be written, unless only its reader has gone away.
///
/// # Errors
/// That.
pub(super) fn unless_gone(error: io::Error) -> io::Result<()> {
    match error.kind() {
        io::ErrorKind::BrokenPipe => Ok(()),
        _ => Err(error),
    }
}

fn through(out: impl Write, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let mut out = BufWriter::with_capacity(1 << 16, out);
    write(&mut out)?;
    out.flush()
}

/// Says of something that should never happen where it is to be told; `with` says what is needed to see it again.
pub(super) fn our_fault(what: &str, with: &str) -> String {
    format!(
        "{what}; that is a fault of amplint {}, worth telling at {}/issues with {with}",
        env!("CARGO_PKG_VERSION"),
        env!("CARGO_PKG_REPOSITORY"),
    )
}

/// Says what makes the run fail.
pub(super) fn fault(text: &str) {
    say("\u{1b}[1;31merror:\u{1b}[0m", text);
}

fn say(what: &str, text: &str) {
    // With nobody at the other end there is nobody to tell.
    let _ = writeln!(anstream::stderr().lock(), "{what} {}", visible_lines(text));
}
