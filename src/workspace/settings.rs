//! Which configuration applies to which file.

use std::collections::HashMap;
use std::io::ErrorKind;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use super::files::{plain, read_file, shown};
use crate::check::Checked;
use crate::config::{self, Config, MAX_FINDINGS, MAX_SIZE, NAMES};
use crate::diagnostic::Tally;
use crate::options::Options;
use crate::source::Source;

/// Where configurations come from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ConfigChoice {
    /// The nearest one at or above each file, up to the repository's root.
    Nearest,
    /// This one, for all files; its patterns are relative to its folder.
    File(PathBuf),
    /// None.
    None,
}

/// A configuration that was read.
#[derive(Debug)]
pub struct Loaded {
    /// Its file, as messages name it.
    pub name: String,
    /// The folder its patterns are relative to, absolute.
    folder: PathBuf,
    /// Where it lies.
    pub file: PathBuf,
    /// Its settings.
    pub config: Config,
}

impl Loaded {
    /// The folder its patterns are relative to, absolute.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// `file` relative to the configuration's folder, with `/`.
    #[must_use]
    pub fn relative(&self, file: &Path) -> String {
        let file = absolute(file);
        file.strip_prefix(&self.folder)
            .map_or_else(|_| shown(&file), shown)
    }

    /// Sets in `options` what is configured for `file`.
    pub fn apply(&self, file: &Path, options: &mut Options) {
        self.config.apply(&self.relative(file), options);
    }
}

/// All configurations met so far, by the folder they apply to.
#[derive(Debug)]
pub struct Settings {
    choice: ConfigChoice,
    folders: HashMap<PathBuf, Option<Arc<Loaded>>>,
    /// What is wrong with any of them.
    faults: Vec<ConfigFault>,
    /// The last of each file in which nothing was wrong; kept only where it stays in force.
    good: Option<HashMap<PathBuf, Arc<Loaded>>>,
    /// What the files looked like when they were looked for.
    stamps: HashMap<PathBuf, Stamp>,
}

/// When a file was changed, and its size; `None` where there is none.
type Stamp = Option<(SystemTime, u64)>;

fn stamp(file: &Path) -> Stamp {
    let data = std::fs::metadata(file).ok()?;
    Some((data.modified().ok()?, data.len()))
}

/// Why a configuration can't be used.
#[derive(Debug)]
pub enum ConfigFault {
    /// It can't be read: in words.
    Unreadable(String),
    /// What is wrong in it.
    Wrong(Box<Checked>),
}

impl Settings {
    /// No configuration is looked for yet.
    #[must_use]
    pub fn new(choice: ConfigChoice) -> Self {
        Self {
            choice,
            folders: HashMap::new(),
            faults: Vec::new(),
            good: None,
            stamps: HashMap::new(),
        }
    }

    /// The same, for a program that goes on while configurations change: one with mistakes leaves the last one without
    /// in force.
    #[must_use]
    pub fn lasting(choice: ConfigChoice) -> Self {
        Self {
            good: Some(HashMap::new()),
            ..Self::new(choice)
        }
    }

    /// Forgets which configuration applies to which file: something has changed on disk.
    pub fn forget(&mut self) {
        self.folders.clear();
        self.stamps.clear();
    }

    /// Whether a configuration has come, gone or changed since it was looked for.
    #[must_use]
    pub fn is_outdated(&self) -> bool {
        self.stamps.iter().any(|(file, seen)| stamp(file) != *seen)
    }

    /// The configuration for the file at `path`, which need not exist.
    pub fn of(&mut self, path: &Path) -> Option<Arc<Loaded>> {
        match &self.choice {
            ConfigChoice::None => None,
            ConfigChoice::File(file) => {
                let file = file.clone();
                if !self.folders.contains_key(&file) {
                    let loaded = self.load(&file, true);
                    self.folders.insert(file.clone(), loaded);
                }
                self.folders[&file].clone()
            }
            ConfigChoice::Nearest => {
                let path = absolute(path);
                path.parent().and_then(|folder| self.nearest(folder))
            }
        }
    }

    fn nearest(&mut self, folder: &Path) -> Option<Arc<Loaded>> {
        // Iterative: a path may be long.
        let mut visited = Vec::new();
        let mut found = None;
        for here in folder.ancestors() {
            if let Some(known) = self.folders.get(here) {
                found.clone_from(known);
                break;
            }
            visited.push(here.to_owned());
            if self.good.is_some() {
                let files = NAMES.iter().map(|name| here.join(name));
                self.stamps.extend(files.map(|file| (file.clone(), stamp(&file))));
            }
            found = NAMES.iter().find_map(|name| self.load(&here.join(name), false));
            if found.is_some() || here.join(".git").exists() {
                break;
            }
        }
        for folder in visited {
            self.folders.insert(folder, found.clone());
        }
        found
    }

    fn load(&mut self, file: &Path, must_exist: bool) -> Option<Arc<Loaded>> {
        let name = nice(file);
        let bytes = match read_file(file, MAX_SIZE) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == ErrorKind::NotFound && !must_exist => return None,
            Err(error) => {
                self.faults.push(ConfigFault::Unreadable(format!(
                    "`{name}` can't be read: {}",
                    plain(&error)
                )));
                return None;
            }
        };
        let source = match Source::new(name.clone(), bytes) {
            Ok(source) => source,
            Err(error) => {
                self.faults.push(ConfigFault::Unreadable(format!(
                    "`{name}` can't be read: {error}"
                )));
                return None;
            }
        };
        let (config, mut findings) = config::read(&source);
        let mut omitted = Tally::default();
        for finding in findings.drain(findings.len().min(MAX_FINDINGS)..) {
            omitted.add(&finding, finding.level);
        }
        let wrong = !findings.is_empty();
        if wrong {
            self.faults.push(ConfigFault::Wrong(Box::new(Checked {
                source,
                findings,
                omitted,
            })));
        }
        let folder = absolute(file).parent().map(Path::to_owned).unwrap_or_default();
        let loaded = Arc::new(Loaded {
            name,
            folder,
            file: absolute(file),
            config,
        });
        let Some(good) = &mut self.good else {
            return Some(loaded);
        };
        if wrong {
            return Some(good.get(&loaded.file).cloned().unwrap_or(loaded));
        }
        good.insert(loaded.file.clone(), Arc::clone(&loaded));
        Some(loaded)
    }

    /// What is wrong with the configurations met since the last call.
    pub fn take_faults(&mut self) -> Vec<ConfigFault> {
        std::mem::take(&mut self.faults)
    }
}

/// `path` as it would be from the root, without looking at the disk.
#[must_use]
pub fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}

/// `path` (absolute) without `.` and `..`, without looking at the disk.
#[must_use]
pub fn without_dots(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                plain.pop();
            }
            part => plain.push(part),
        }
    }
    plain
}

/// `path` relative to the current folder: below it, or at the end of a few `..`, as for a configuration of an
/// enclosing folder.
#[must_use]
pub fn nice(path: &Path) -> String {
    std::env::current_dir().map_or_else(|_| shown(path), |here| relative_to(&here, path))
}

/// `path` relative to `folder`: below it, or at the end of a few `..`; as it is when they share nothing but the
/// root. Both are absolute.
#[must_use]
pub fn relative_to(folder: &Path, path: &Path) -> String {
    for (up, above) in folder.ancestors().enumerate() {
        if let Ok(rest) = path.strip_prefix(above) {
            let alone = up > 0 && above.parent().is_none();
            return if alone {
                shown(path)
            } else {
                shown(&Path::new(&"../".repeat(up)).join(rest))
            };
        }
    }
    shown(path)
}
