//! Which manifests are deployed together, as configurations say.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::discover::{Exclude, Input, Target, find};
use super::files::{read_file, shown};
use super::settings::{ConfigChoice, Loaded, Settings, absolute, nice};
use crate::project::{Mentioned, Other, Project};
use crate::source::{MAX_FILE_SIZE, Source};

/// How many manifests of a configuration's projects are looked at.
const MOST: usize = 10_000;

/// What the manifests name that one configuration puts into projects.
#[derive(Debug)]
pub struct Projects {
    loaded: Arc<Loaded>,
    /// In the order of their paths.
    manifests: Vec<Member>,
}

/// A manifest of a project.
#[derive(Clone, Debug)]
struct Member {
    /// Without links.
    path: PathBuf,
    names: Arc<Mentioned>,
    /// The projects it is in, by number.
    projects: Vec<usize>,
}

impl Projects {
    /// Looks for the manifests below the configuration's folder, as a check of it would, and takes `named` ones besides,
    /// by their names. What can't be read is left out; a check of it says why. `choice` is where configurations come from.
    #[must_use]
    pub fn of(loaded: &Arc<Loaded>, choice: ConfigChoice, named: &[&Target]) -> Self {
        let folder = [loaded.folder().to_owned()];
        let (found, _) = find(&folder, "", Exclude::default(), Settings::new(choice));
        let walked = found.targets.into_iter().filter_map(|target| match target.input {
            Input::File(path) => Some(path),
            Input::Stdin => None,
        });
        let mut paths: Vec<(PathBuf, Vec<usize>)> = walked
            .chain(named.iter().map(|target| absolute(target.path())))
            .map(|path| (real(&path), loaded.projects_of(&path)))
            .filter(|(_, projects)| !projects.is_empty())
            .collect();
        let names: HashMap<PathBuf, &str> = named
            .iter()
            .map(|target| (real(target.path()), target.name.as_str()))
            .collect();
        paths.sort();
        paths.dedup_by(|a, b| a.0 == b.0);
        paths.truncate(MOST);
        let read = |(path, projects): (PathBuf, Vec<usize>)| {
            let bytes = read_file(&path, MAX_FILE_SIZE).ok()?;
            let name = names
                .get(&path)
                .map_or_else(|| nice(&path), |name| (*name).to_owned());
            Member::new(path, name, bytes, projects)
        };
        Self {
            loaded: Arc::clone(loaded),
            manifests: paths.into_iter().filter_map(read).collect(),
        }
    }

    /// The same as it was before `changed` ones became what they are, which were `old` then. All paths are without
    /// links.
    #[must_use]
    pub fn before(&self, changed: &HashSet<PathBuf>, old: &HashMap<PathBuf, Vec<u8>>) -> Self {
        let stay = |member: &&Member| !changed.contains(&member.path);
        let mut manifests: Vec<Member> = self.manifests.iter().filter(stay).cloned().collect();
        manifests.extend(old.iter().filter_map(|(path, bytes)| {
            let projects = self.loaded.projects_of(path);
            let member = Member::new(path.clone(), nice(path), bytes.clone(), projects)?;
            Some(member).filter(|it| !it.projects.is_empty())
        }));
        manifests.sort_by(|a, b| a.path.cmp(&b.path));
        manifests.dedup_by(|a, b| a.path == b.path);
        Self {
            loaded: Arc::clone(&self.loaded),
            manifests,
        }
    }

    /// Takes `source` for what is in the file at `path` (as in an editor); whether it names anything else than before.
    pub fn set(&mut self, path: &Path, source: &Arc<Source>) -> bool {
        let projects = self.loaded.projects_of(path);
        let path = real(path);
        let at = self.manifests.binary_search_by(|member| member.path.cmp(&path));
        let known = at.ok().and_then(|at| self.manifests.get_mut(at));
        if projects.is_empty()
            || known
                .as_ref()
                .is_some_and(|it| Arc::ptr_eq(&it.names.source, source))
        {
            return false;
        }
        let names = Arc::new(Mentioned::of(Arc::clone(source)));
        match (known, at) {
            (Some(member), _) => {
                let same = names.are_like(&member.names);
                member.names = names;
                !same
            }
            (None, Ok(at) | Err(at)) => {
                self.manifests.insert(
                    at,
                    Member {
                        path,
                        names,
                        projects,
                    },
                );
                true
            }
        }
    }

    /// The projects of the manifest at `path` that have others; `checked` says which of these are checked in the same
    /// run.
    #[must_use]
    pub fn around(&self, path: &Path, checked: &dyn Fn(&Path) -> bool) -> Vec<Arc<Project>> {
        let projects = self.loaded.projects_of(path);
        let path = real(path);
        let around = projects.into_iter().filter_map(|project| {
            let others: Vec<Other> = self
                .manifests
                .iter()
                .filter(|other| other.projects.contains(&project) && other.path != path)
                .map(|other| Other {
                    names: Arc::clone(&other.names),
                    is_before: other.path < path,
                    is_checked: checked(&other.path),
                })
                .collect();
            let name = self.loaded.config.projects.get(project)?.name.clone();
            (!others.is_empty()).then(|| Arc::new(Project { name, others }))
        });
        around.collect()
    }
}

impl Member {
    fn new(path: PathBuf, name: String, bytes: Vec<u8>, projects: Vec<usize>) -> Option<Self> {
        let source = Source::new(name, bytes).ok()?;
        Some(Self {
            path,
            names: Arc::new(Mentioned::of(Arc::new(source))),
            projects,
        })
    }
}

impl Loaded {
    /// The projects that the configuration puts the file at `path` into, by number.
    fn projects_of(&self, path: &Path) -> Vec<usize> {
        let projects = &self.config.projects;
        if projects.is_empty() {
            return Vec::new();
        }
        let whole = absolute(path);
        // A path without links need not begin like the configuration's.
        let below = whole.strip_prefix(real(self.folder()));
        let path = match below {
            Ok(below) if !whole.starts_with(self.folder()) => shown(below),
            _ => self.relative(&whole),
        };
        let members = projects.iter().enumerate();
        let members = members.filter(|(_, project)| project.files.matches(&path, false));
        members.map(|(number, _)| number).collect()
    }

    /// Whether the configuration puts the file at `path` into a project.
    #[must_use]
    pub fn is_in_project(&self, path: &Path) -> bool {
        !self.projects_of(path).is_empty()
    }
}

/// The path without links, if it exists.
fn real(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| absolute(path))
}
