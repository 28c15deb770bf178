//! Which files are checked.

use std::collections::HashSet;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use ignore::WalkBuilder;

use super::files::{is_stream, not_a_file, plain, shown};
use super::settings::{Settings, absolute, nice};
use crate::config::Patterns;
use crate::escape::visible;
use crate::rule::code;

/// The names of manifests, as messages say them.
pub const NAMES: &str = "amp.yaml, amp.yml, *.amp.yaml, *.amp.yml";

/// A file to check.
#[derive(Debug)]
pub struct Target {
    /// Its name in reports.
    pub name: String,
    /// Where its bytes are.
    pub input: Input,
    /// Whether it was met in a folder, or may be left out though it was named: then it need be no manifest.
    pub met: bool,
}

impl Target {
    /// Where it lies, for settings that depend on it; a name given to standard input counts.
    #[must_use]
    pub fn path(&self) -> &Path {
        match &self.input {
            Input::Stdin => Path::new(&self.name),
            Input::File(path) => path,
        }
    }
}

/// Where bytes come from.
#[derive(Debug)]
pub enum Input {
    /// Standard input.
    Stdin,
    /// A file.
    File(PathBuf),
}

/// What there is to check.
#[derive(Debug, Default)]
pub struct Discovered {
    /// Files, in the order of their paths, each once.
    pub targets: Vec<Target>,
    /// What could not be looked at, and why.
    pub faults: Vec<String>,
    /// What was met on a walk and is no file, which is good to know.
    pub notes: Vec<String>,
}

/// Which files are left out.
#[derive(Debug, Default)]
pub struct Exclude {
    patterns: Patterns,
    /// Files named on the command line are left out too.
    force: bool,
    /// To make absolute paths relative.
    here: Option<PathBuf>,
}

impl Exclude {
    /// Patterns are written as in a `.gitignore` in the current folder.
    ///
    /// # Errors
    /// What is wrong with a pattern.
    pub fn new(patterns: &[String], force: bool) -> Result<Self, String> {
        if patterns.is_empty() {
            return Ok(Self {
                force,
                ..Self::default()
            });
        }
        let patterns = Patterns::new(patterns.to_vec())
            .map_err(|(i, why)| format!("{} can't be read: {why}", code(&patterns[i])))?;
        Ok(Self {
            patterns,
            force,
            here: std::env::current_dir().ok(),
        })
    }

    /// Whether the patterns match `path` or a folder above it.
    fn matches(&self, path: &Path, folder: bool) -> bool {
        if self.patterns.list.is_empty() {
            return false;
        }
        let inside = self.here.as_ref().and_then(|here| path.strip_prefix(here).ok());
        self.patterns.matches(&shown(inside.unwrap_or(path)), folder)
    }
}

/// Finds what `paths` mean: files, folders to walk, and `-` for standard input, which is called `stdin`. No path
/// means the current folder. Configurations may leave files out and take others up.
#[must_use]
pub fn find(paths: &[PathBuf], stdin: &str, exclude: Exclude, settings: Settings) -> (Discovered, Settings) {
    let mut search = Search {
        exclude: Arc::new(exclude),
        settings: Arc::new(Mutex::new(settings)),
        files: Vec::new(),
        found: Discovered::default(),
    };
    let mut piped = false;
    for path in paths {
        if path.as_os_str() != "-" {
            search.path(path);
        } else if !piped && !search.forced(Path::new(stdin), false) {
            piped = true;
            search.found.targets.push(Target {
                name: stdin.to_owned(),
                input: Input::Stdin,
                met: search.exclude.force,
            });
        }
    }
    if paths.is_empty() {
        search.path(Path::new("."));
    }
    search.finish(paths.len())
}

struct Search {
    exclude: Arc<Exclude>,
    /// Shared with the filter of a walk, which must be able to move to another thread.
    settings: Arc<Mutex<Settings>>,
    /// Files.
    files: Vec<Candidate>,
    found: Discovered,
}

/// A file that may be checked.
struct Candidate {
    path: PathBuf,
    /// A symbolic link.
    link: bool,
    /// As in [`Target::met`].
    met: bool,
}

impl Search {
    fn fault(&mut self, path: &Path, text: &str) {
        self.found
            .faults
            .push(format!("`{}` {text}", visible(&shown(path))));
    }

    /// Whether a path named on the command line is left out.
    fn forced(&self, path: &Path, folder: bool) -> bool {
        self.exclude.force
            && (self.exclude.matches(path, folder) || configured_out(&self.settings, path, folder))
    }

    fn path(&mut self, path: &Path) {
        match fs::metadata(path) {
            Ok(data) if self.forced(path, data.is_dir()) => {}
            Ok(data) if data.is_dir() => self.walk(path),
            Ok(data) if data.is_file() => self.files.push(Candidate {
                path: path.to_owned(),
                link: path.is_symlink(),
                met: self.exclude.force,
            }),
            // Who names a pipe has something in it: `/dev/stdin`, `<(envsubst …)`.
            Ok(data) if is_stream(&data) => self.files.push(Candidate {
                path: path.to_owned(),
                link: false,
                met: self.exclude.force,
            }),
            Ok(data) => self.fault(path, not_a_file(&data)),
            Err(error) if error.kind() == ErrorKind::NotFound && path.is_symlink() => {
                self.fault(path, LOST);
            }
            Err(error) if error.kind() == ErrorKind::NotFound => self.fault(path, "does not exist"),
            Err(error) => self.fault(path, &format!("can't be read: {}", plain(&error))),
        }
    }

    /// Something on a walk that is neither file nor folder.
    fn met(&mut self, path: &Path) {
        let note = match fs::metadata(path) {
            Ok(data) if data.is_file() => return self.path(path),
            Ok(data) => not_a_file(&data),
            Err(error) if error.kind() == ErrorKind::NotFound => LOST,
            Err(_) => return self.path(path),
        };
        self.found
            .notes
            .push(format!("`{}` {note}", visible(&shown(path))));
    }

    /// Looks for manifests in a folder, leaving out what git ignores.
    fn walk(&mut self, root: &Path) {
        // Those of the folders above count too.
        if let Some(fault) = absolute(root).ancestors().find_map(endless) {
            self.found.faults.push(fault);
            return;
        }
        let closed = Arc::new(Mutex::new(Vec::new()));
        let endless_ones = Arc::clone(&closed);
        let exclude = Arc::clone(&self.exclude);
        let settings = Arc::clone(&self.settings);
        let excluded = Arc::new(AtomicBool::new(false));
        let any = Arc::clone(&excluded);
        let walk = WalkBuilder::new(root)
            .standard_filters(false)
            .parents(true)
            .git_ignore(true)
            .git_global(true)
            .git_exclude(true)
            .filter_entry(move |entry| {
                let folder = entry.file_type().is_some_and(|kind| kind.is_dir());
                if entry.depth() == 0 {
                    return true;
                }
                // Configurations are asked about folders, to keep out of them; about files when they are met.
                let configured = || folder && configured_out(&settings, entry.path(), folder);
                let out = exclude.matches(entry.path(), folder) || configured();
                if out {
                    any.store(true, Ordering::Relaxed);
                }
                if out || entry.file_name() == ".git" {
                    return false;
                }
                let fault = if folder { endless(entry.path()) } else { None };
                let fine = fault.is_none();
                let mut faults = endless_ones.lock().unwrap_or_else(PoisonError::into_inner);
                faults.extend(fault);
                fine
            })
            .build();
        let (before, faults) = (self.files.len(), self.found.faults.len());
        for entry in walk {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    self.found.faults.push(unreadable(&error));
                    continue;
                }
            };
            let Some(kind) = entry.file_type() else { continue };
            if kind.is_dir() || !self.wanted(&entry) {
                continue;
            }
            if kind.is_file() {
                self.files.push(Candidate {
                    path: entry.into_path(),
                    link: false,
                    met: true,
                });
            } else if !entry.path().is_dir() {
                // What a link leads to; a folder there is not walked.
                self.met(entry.path());
            }
        }
        let mut closed = closed.lock().unwrap_or_else(PoisonError::into_inner);
        self.found.faults.append(&mut closed);
        // A folder lists them in no order.
        self.found.faults[faults..].sort();
        self.found.notes.sort();
        let meant = self.exclude.force && excluded.load(Ordering::Relaxed);
        if self.files.len() == before && self.found.faults.len() == faults && !meant {
            self.fault(
                root,
                &format!("holds no manifest ({NAMES}) that is not ignored or excluded"),
            );
        }
    }

    /// Whether a file met on a walk is checked: manifests, and what a configuration includes, but nothing it
    /// excludes.
    fn wanted(&self, entry: &ignore::DirEntry) -> bool {
        let name = entry.file_name().as_encoded_bytes();
        let manifest = is_manifest(name);
        let document = [&b".yaml"[..], b".yml", b".json"]
            .iter()
            .any(|end| name.ends_with(end));
        if !manifest && !document {
            return false;
        }
        let mut settings = self.settings.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(loaded) = settings.of(entry.path()) else {
            return manifest;
        };
        let path = loaded.relative(entry.path());
        (manifest || loaded.config.include.matches(&path, false))
            && !loaded.config.exclude.matches(&path, false)
    }

    fn finish(self, paths: usize) -> (Discovered, Settings) {
        let Self {
            mut files,
            mut found,
            settings,
            ..
        } = self;
        // One walk meets a file twice only through links.
        if paths > 1 || files.iter().any(|file| file.link) {
            files.sort_by_key(|file| file.link);
            let mut seen = HashSet::new();
            files.retain(|file| {
                seen.insert(fs::canonicalize(&file.path).unwrap_or_else(|_| file.path.clone()))
            });
        }
        let files = files.into_iter().map(|file| Target {
            name: shown(&file.path),
            input: Input::File(file.path),
            met: file.met,
        });
        found.targets.extend(files);
        found
            .targets
            .sort_by(|a, b| Path::new(&a.name).cmp(Path::new(&b.name)));
        let settings = Arc::into_inner(settings).and_then(|settings| settings.into_inner().ok());
        // Every walk is over, so nobody else holds them.
        (
            found,
            settings.unwrap_or_else(|| Settings::new(super::settings::ConfigChoice::None)),
        )
    }
}

/// What is said of a link that leads nowhere.
const LOST: &str = "is a symbolic link to nothing";

/// Says that the rules of git in `folder` are no file: a walk would read them to their end, if they have one.
fn endless(folder: &Path) -> Option<String> {
    let rules = folder.join(".gitignore");
    let data = fs::metadata(&rules).ok()?;
    let name = visible(&nice(&absolute(&rules))).into_owned();
    (!data.is_file() && !data.is_dir())
        .then(|| format!("`{name}` is not a file, so that its folder is not searched"))
}

/// Whether the configuration that applies to `path` leaves it out.
fn configured_out(settings: &Mutex<Settings>, path: &Path, folder: bool) -> bool {
    let mut settings = settings.lock().unwrap_or_else(PoisonError::into_inner);
    let Some(loaded) = settings.of(path) else {
        return false;
    };
    loaded.config.exclude.matches(&loaded.relative(path), folder)
}

/// Whether a file of this name is a manifest.
#[must_use]
pub fn is_manifest(name: &[u8]) -> bool {
    // Emacs marks a file that is being edited with a link to nothing.
    if name.starts_with(b".#") {
        return false;
    }
    let stem = name.strip_suffix(b".yaml").or_else(|| name.strip_suffix(b".yml"));
    stem.is_some_and(|stem| stem == b"amp" || stem.ends_with(b".amp"))
}

/// What a walk could not look at.
fn unreadable(error: &ignore::Error) -> String {
    let mut path = None;
    let mut inner = error;
    loop {
        inner = match inner {
            ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => err,
            ignore::Error::WithPath { path: at, err } => {
                path = Some(at);
                err
            }
            _ => break,
        };
    }
    match (path, inner) {
        (Some(path), ignore::Error::Io(error)) => {
            format!("`{}` can't be read: {}", visible(&shown(path)), plain(error))
        }
        _ => error.to_string(),
    }
}
