//! Files as they were in a revision, asked of the user's own git.
//!
//! Only plumbing that reads is run, without a shell: `rev-parse`, `ls-tree` and `cat-file`. Nothing is fetched, written
//! or locked, no hook, filter, file system monitor or replacement of objects takes part, whatever the repository's
//! configuration says.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;

use super::files::shown;
use crate::escape::visible;
use crate::source::MAX_FILE_SIZE;

/// The most bytes that are read of what git says went wrong.
const MAX_SAID: u64 = 1 << 14;

/// A repository, with one of its revisions.
#[derive(Debug)]
pub struct Revision {
    /// The folder that git runs in.
    folder: PathBuf,
    /// The top of the work tree, absolute.
    root: PathBuf,
    /// The id of its tree; none of a repository without commits.
    id: Option<String>,
    /// What the user calls it.
    name: String,
}

/// A file of a revision.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Blob {
    /// Where it would lie in the work tree, absolute.
    pub path: PathBuf,
    id: String,
    /// Where its bytes are: the repository itself, or a submodule of it.
    folder: PathBuf,
}

impl Revision {
    /// The revision `name` of the repository that `folder` lies in. `HEAD` of a repository that has no commit yet
    /// holds no files.
    ///
    /// # Errors
    /// Why there is none, in words.
    pub fn open(folder: &Path, name: &str) -> Result<Self, String> {
        let lines =
            run(folder, &["rev-parse", "--show-toplevel"]).map_err(|said| no_repository(folder, &said))?;
        let top = lines.strip_suffix(b"\n").unwrap_or(&lines);
        let top = top.strip_suffix(b"\r").unwrap_or(top);
        if top.is_empty() {
            return Err(format!(
                "`{}` is in no work tree of a git repository",
                visible(&shown(folder))
            ));
        }
        let root = from_git(top);
        // What begins with a dash is an option nowhere: neither here, nor after `--end-of-options`.
        let wanted = format!("{name}^{{tree}}");
        let id = run(
            folder,
            &["rev-parse", "--verify", "--quiet", "--end-of-options", &wanted],
        )
        .map(|id| String::from_utf8_lossy(&id).trim().to_owned());
        let id = match id {
            Ok(id) if !id.is_empty() && id.bytes().all(|b| b.is_ascii_hexdigit()) => Some(id),
            _ if matches!(name, "HEAD" | "@") && is_unborn(folder) => None,
            Ok(_) => return Err(unknown(folder, name, "")),
            Err(said) => return Err(unknown(folder, name, &said)),
        };
        Ok(Self {
            folder: folder.to_owned(),
            root,
            id,
            name: name.to_owned(),
        })
    }

    /// The top of the work tree, absolute.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Its files for which `wanted` says yes, those of submodules included, in the order of their paths.
    ///
    /// # Errors
    /// Why they can't be told, in words.
    pub fn files(&self, wanted: &dyn Fn(&Path) -> bool) -> Result<Vec<Blob>, String> {
        let mut found = BTreeMap::new();
        if let Some(id) = &self.id {
            self.tree(&self.folder, &self.root, id, 0, wanted, &mut found)?;
        }
        Ok(found.into_values().collect())
    }

    fn tree(
        &self,
        folder: &Path,
        root: &Path,
        id: &str,
        depth: usize,
        wanted: &dyn Fn(&Path) -> bool,
        found: &mut BTreeMap<PathBuf, Blob>,
    ) -> Result<(), String> {
        /// Submodules in submodules.
        const MOST: usize = 8;
        let list = run(
            folder,
            &["ls-tree", "-r", "-z", "--full-tree", "--end-of-options", id],
        )
        .map_err(|said| self.failed("its files can't be listed", &said))?;
        for entry in list.split(|&b| b == 0).filter(|entry| !entry.is_empty()) {
            let Some((facts, path)) = split_at_tab(entry) else {
                continue;
            };
            let mut facts = facts.split(' ');
            let (Some(mode), Some(kind), Some(id)) = (facts.next(), facts.next(), facts.next()) else {
                continue;
            };
            let path = root.join(from_git(path));
            match kind {
                // A link is its target's path, not a manifest.
                "blob" if mode != "120000" && wanted(&path) => {
                    let blob = Blob {
                        path: path.clone(),
                        id: id.to_owned(),
                        folder: folder.to_owned(),
                    };
                    found.insert(path, blob);
                }
                // A submodule that is not checked out has no manifests to compare with.
                "commit" if depth < MOST && path.join(".git").exists() => {
                    self.tree(&path, &path, id, depth + 1, wanted, found)?;
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// The bytes of `blobs`, in their order.
    ///
    /// # Errors
    /// Why one can't be read, in words.
    pub fn read(&self, blobs: &[Blob]) -> Result<Vec<Vec<u8>>, String> {
        let mut texts = Vec::with_capacity(blobs.len());
        let mut rest = blobs;
        while let Some(first) = rest.first() {
            let of_one = rest.iter().take_while(|blob| blob.folder == first.folder).count();
            let (now, later) = rest.split_at(of_one);
            texts.extend(self.batch(&first.folder, now)?);
            rest = later;
        }
        Ok(texts)
    }

    fn batch(&self, folder: &Path, blobs: &[Blob]) -> Result<Vec<Vec<u8>>, String> {
        let mut child = git(folder)
            .args(["cat-file", "--batch"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|error| not_run(&error))?;
        let (Some(mut ask), Some(answer), Some(said)) =
            (child.stdin.take(), child.stdout.take(), child.stderr.take())
        else {
            return Err("git can't be talked to".to_owned());
        };
        let ids: String = blobs.iter().map(|blob| format!("{}\n", blob.id)).collect();
        // Both ends at once: git answers while it is asked.
        let asking = thread::spawn(move || {
            // What git doesn't want to hear it says itself.
            let _ = ask.write_all(ids.as_bytes());
        });
        let hearing = thread::spawn(move || {
            let mut text = Vec::new();
            let _ = said.take(MAX_SAID).read_to_end(&mut text);
            text
        });
        let mut answer = BufReader::new(answer);
        let read: Result<Vec<_>, String> = blobs.iter().map(|blob| self.answer(blob, &mut answer)).collect();
        if read.is_err() {
            let _ = child.kill();
        }
        let _ = asking.join();
        let said = hearing.join().unwrap_or_default();
        let _ = child.wait();
        read.map_err(|why| match String::from_utf8_lossy(&said).trim() {
            "" => why,
            said => format!("{why}: {}", tidied(said)),
        })
    }

    /// One answer: `<id> blob <size>`, the bytes, a line break; or `<id> missing`.
    fn answer(&self, blob: &Blob, from: &mut impl BufRead) -> Result<Vec<u8>, String> {
        let name = format!("`{}` of `{}`", visible(&shown(&blob.path)), visible(&self.name));
        let mut head = Vec::new();
        let length = from.by_ref().take(1_000).read_until(b'\n', &mut head);
        if !matches!(length, Ok(1..)) {
            return Err(format!("{name} can't be read: git ends"));
        }
        let head = String::from_utf8_lossy(&head);
        let mut words = head.trim_end().split(' ').skip(1);
        match (
            words.next(),
            words.next().and_then(|size| size.parse::<u64>().ok()),
        ) {
            (Some("blob"), Some(size)) if size <= MAX_FILE_SIZE => {
                let mut bytes = Vec::new();
                let length = from.by_ref().take(size).read_to_end(&mut bytes);
                let whole = matches!(length, Ok(length) if length as u64 == size);
                let mut end = [0];
                if !whole || from.read_exact(&mut end).is_err() {
                    return Err(format!("{name} can't be read: git ends in the middle of it"));
                }
                Ok(bytes)
            }
            (Some("blob"), Some(_)) => Err(format!(
                "{name} can't be read: it is larger than {} MiB, the most that is read",
                MAX_FILE_SIZE >> 20
            )),
            _ => Err(format!(
                "{name} is not in this clone: it is a partial one, and nothing is fetched here; fetch it first, for \
                 example with `git fetch --refetch --no-filter` or `git show {}:FILE`",
                visible(&self.name)
            )),
        }
    }

    fn failed(&self, what: &str, said: &str) -> String {
        let said = tidied(said);
        if said.contains("missing") || said.contains("promisor") || said.contains("not a tree object") {
            return format!(
                "`{}`: {what}: part of it is not in this clone, and nothing is fetched here; fetch it first",
                visible(&self.name)
            );
        }
        format!("`{}`: {what}: {said}", visible(&self.name))
    }
}

/// Whether no commit has been made on the branch that is checked out.
fn is_unborn(folder: &Path) -> bool {
    let branch = run(folder, &["symbolic-ref", "--quiet", "HEAD"]);
    branch.is_ok() && run(folder, &["rev-parse", "--verify", "--quiet", "HEAD"]).is_err()
}

/// Why `name` is no revision.
fn unknown(folder: &Path, name: &str, said: &str) -> String {
    let shallow = run(folder, &["rev-parse", "--is-shallow-repository"]);
    let is_shallow = shallow.is_ok_and(|answer| answer.starts_with(b"true"));
    let commit = format!("{name}^{{commit}}");
    let is_here = run(
        folder,
        &["rev-parse", "--verify", "--quiet", "--end-of-options", &commit],
    )
    .is_ok();
    let name = visible(name);
    if is_here {
        return format!(
            "the list of files of `{name}` is not in this clone: it is a partial one, and nothing is fetched here; \
             fetch it first, for example with `git fetch --refetch --no-filter`"
        );
    }
    if is_shallow {
        return format!(
            "git knows no revision `{name}` here: this is a shallow clone, which holds the newest commits only; fetch \
             more (`git fetch --unshallow`, in GitHub Actions `fetch-depth: 0`, in GitLab `GIT_DEPTH: 0`)"
        );
    }
    if is_unborn(folder) {
        return format!("git knows no revision `{name}` here: this repository has no commit yet");
    }
    match tidied(said) {
        said if said.is_empty() => format!("git knows no revision `{name}` here; `git fetch` may bring it"),
        said => format!("git knows no revision `{name}` here: {said}"),
    }
}

fn no_repository(folder: &Path, said: &str) -> String {
    let folder = shown(folder);
    let folder = visible(&folder);
    if said.contains("dubious ownership") || said.contains("safe.directory") {
        return format!(
            "git refuses the repository of `{folder}`, for somebody else owns it; if you trust it, say so with `git \
             config --global --add safe.directory PATH`"
        );
    }
    if said.contains("not a git repository") {
        return format!("`{folder}` is in no git repository");
    }
    match tidied(said) {
        said if said.is_empty() => format!("`{folder}` is in no git repository"),
        said => format!("git can't read the repository of `{folder}`: {said}"),
    }
}

/// A git that only reads, in `folder`.
fn git(folder: &Path) -> Command {
    let mut git = Command::new("git");
    git.current_dir(folder)
        .args(["--no-pager", "--no-replace-objects", "--literal-pathspecs"])
        // Programs that a configuration may name.
        .args(["-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null"])
        .env("GIT_NO_LAZY_FETCH", "1")
        .env("GIT_OPTIONAL_LOCKS", "0")
        .env("GIT_TERMINAL_PROMPT", "0")
        .env("GIT_NO_REPLACE_OBJECTS", "1")
        // A git that doesn't know `GIT_NO_LAZY_FETCH` is kept from fetching by this.
        .env("GIT_ALLOW_PROTOCOL", "none")
        // What git says is looked at.
        .env("LC_ALL", "C")
        .stdin(Stdio::null());
    for name in NOT_PASSED_ON {
        git.env_remove(name);
    }
    git
}

/// What git takes from the environment and must not here.
const NOT_PASSED_ON: [&str; 14] = [
    // Another repository than the one that the files lie in: a hook has these from the git that runs it.
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_COMMON_DIR",
    "GIT_INDEX_FILE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_NAMESPACE",
    "GIT_PREFIX",
    "GIT_GRAFT_FILE",
    "GIT_SHALLOW_FILE",
    // Programs.
    "GIT_EXTERNAL_DIFF",
    "GIT_ASKPASS",
    "SSH_ASKPASS",
    "GIT_SSH",
    "GIT_SSH_COMMAND",
];

/// Runs git with `args`; what it says on standard error where it fails.
fn run(folder: &Path, args: &[&str]) -> Result<Vec<u8>, String> {
    let done = git(folder).args(args).output().map_err(|error| not_run(&error))?;
    if done.status.success() {
        return Ok(done.stdout);
    }
    let said = &done.stderr[..done
        .stderr
        .len()
        .min(usize::try_from(MAX_SAID).unwrap_or(usize::MAX))];
    Err(String::from_utf8_lossy(said).into_owned())
}

fn not_run(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => {
            "`git` is needed to look at a revision, and is not installed (or its folder is gone)".to_owned()
        }
        _ => format!("git can't be run: {}", super::files::plain(error)),
    }
}

/// The line in which git says what went wrong, else its first, without its `fatal:`.
fn tidied(said: &str) -> String {
    let mut lines = said.lines().filter(|line| !line.trim().is_empty());
    let fault = |line: &&str| line.starts_with("fatal: ") || line.starts_with("error: ");
    let first = lines
        .clone()
        .find(fault)
        .or_else(|| lines.next())
        .unwrap_or_default();
    let first = first.trim_start_matches("fatal: ").trim_start_matches("error: ");
    visible(first.trim()).into_owned()
}

fn split_at_tab(entry: &[u8]) -> Option<(&str, &[u8])> {
    let tab = entry.iter().position(|&b| b == b'\t')?;
    Some((std::str::from_utf8(&entry[..tab]).ok()?, &entry[tab + 1..]))
}

/// A path as git has it.
#[cfg(unix)]
fn from_git(path: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt as _;
    std::ffi::OsStr::from_bytes(path).into()
}

/// A path as git has it.
#[cfg(not(unix))]
fn from_git(path: &[u8]) -> PathBuf {
    String::from_utf8_lossy(path).into_owned().into()
}
