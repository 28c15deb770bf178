"""What the tests share: the packages, a folder to work in, registries on loopback, programs."""

import contextlib
import functools
import http.server
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "packaging"))

import pack  # noqa: E402

GOOD = """\
specVersion: 1.0.0
integrations:
  - name: good
    provider: hubspot
    proxy:
      enabled: true
"""
# With a safe fix, which makes it the one above.
BAD = GOOD.replace("true", "'true'")


class Missing(Exception):
    """A program that a test needs is not here."""


class Setting:
    """The packages, made once, and where tests work."""

    def __init__(self, keep=False, static=False, binary=None):
        self.folder = Path(tempfile.mkdtemp(prefix="amplint-packaging-"))
        self.keep = keep
        self.figures = {}
        self.project = pack.Project.read()
        self.version = self.project.version
        self.static = static
        self.given = binary

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.keep:
            print(f"left: {self.folder}")
        else:
            shutil.rmtree(self.folder, ignore_errors=True)

    @functools.cached_property
    def binary(self):
        """The program under test, without symbols."""
        if self.given:
            return self.given.resolve()
        if self.static:
            from tests import static

            return static.built(self)
        for kind in ("release", "debug"):
            built = ROOT / f"target/{kind}/amplint"
            if built.is_file():
                break
        else:
            raise Missing("there is no target/release/amplint and no target/debug/amplint: `cargo build --release`")
        if kind == "debug":
            print("note: this is no release build: figures say little")
            if shutil.which("strip"):
                stripped = self.folder / "stripped/amplint"
                stripped.parent.mkdir()
                subprocess.run(["strip", "-o", stripped, built], check=True)
                return stripped
        return built

    @functools.cached_property
    def host(self):
        """The target that stands for this machine."""
        cpu = {"x86_64": "x64", "AMD64": "x64", "aarch64": "arm64", "arm64": "arm64"}[platform.machine()]
        return next(target for target in pack.TARGETS if (target.os, target.cpu) == (sys.platform, cpu))

    @functools.cached_property
    def binaries(self):
        """The program for this machine, stand-ins for the others."""
        folder = self.folder / "binaries"
        for target in pack.TARGETS:
            path = folder / target.triple / target.binary
            path.parent.mkdir(parents=True)
            if target == self.host:
                shutil.copy(self.binary, path)
            else:
                path.write_text(f"a stand-in for {target.triple}\n")
        return folder

    @functools.cached_property
    def out(self):
        """What pack.py makes of them."""
        out = self.folder / "out"
        self.run([sys.executable, ROOT / "packaging/pack.py", self.binaries, out])
        return out

    @functools.cached_property
    def clone(self):
        """The repository as it will be published: what git knows of it, in one commit with the tag."""
        clone = self.folder / "amplint repository"
        clone.mkdir()
        listed = self.run(["git", "ls-files", "-z"], cwd=ROOT).stdout
        for name in filter(None, listed.split("\0")):
            if name.startswith(("fixtures/", "fuzz/", "schemas/catalog/", "docs/rules/", "tests/")):
                continue
            source = ROOT / name
            if source.is_file():
                (clone / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(source, clone / name)
        self.git(clone, "init", "-q", "-b", "main")
        self.git(clone, "add", "-f", ".")
        self.git(clone, "commit", "-q", "-m", "everything")
        self.git(clone, "tag", f"v{self.version}")
        return clone

    def work(self, name):
        folder = self.folder / name
        folder.mkdir(parents=True)
        return folder

    def env(self, path=(), **more):
        """An environment without a compiler, without the user's settings, and without the caches of others."""
        home = self.folder / "home"
        home.mkdir(exist_ok=True)
        return {
            "PATH": os.pathsep.join([*map(str, path), "/usr/local/bin", "/usr/bin", "/bin"]),
            "HOME": str(home),
            "LC_ALL": "C.UTF-8",
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_AUTHOR_NAME": "A",
            "GIT_AUTHOR_EMAIL": "a@example.com",
            "GIT_COMMITTER_NAME": "A",
            "GIT_COMMITTER_EMAIL": "a@example.com",
            **more,
        }

    def git(self, folder, *arguments):
        return self.run(["git", *arguments], cwd=folder, env=self.env())

    def run(self, command, code=0, **more):
        """Runs a command; what it ends with must be `code`, if that is given."""
        done = subprocess.run(
            [str(word) for word in command],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            errors="replace",
            timeout=900,
            check=False,
            **more,
        )
        if code is not None and done.returncode != code:
            shown = " ".join(map(str, command))
            raise AssertionError(f"{shown}\nended with {done.returncode}:\n{done.stdout}{done.stderr}")
        return done

    def figure(self, what, value):
        self.figures[what] = value

    def write_figures(self):
        """Splices what was measured into the pages that show it."""
        rows = "".join(f"| {what} | {value} |\n" for what, value in self.figures.items())
        table = f"| what | measured |\n|---|---|\n{rows}"
        for page in ("docs/releasing.md", "docs/figures.md"):
            path = ROOT / page
            text = path.read_text(encoding="utf-8")
            part = re.compile(r"(<!-- packages:begin -->\n).*?(<!-- packages:end -->)", re.DOTALL)
            fresh, count = part.subn(lambda found: f"{found[1]}\n{table}\n{found[2]}", text)
            assert count == 1, f"{page} has no part for the packages"
            path.write_text(fresh, encoding="utf-8")


def tool(name):
    """A program that .ci/tools installs, or that is on the PATH."""
    for folder in ("target/tools/bin", "target/npm/node_modules/.bin"):
        if (ROOT / folder / name).is_file():
            return ROOT / folder / name
    found = shutil.which(name)
    if not found:
        raise Missing(f"there is no {name}: .ci/tools installs it")
    return Path(found)


def seconds(start):
    return f"{time.monotonic() - start:.1f} s"


@contextlib.contextmanager
def served(folder):
    """`folder` on a port of loopback: its address, and the paths that were asked for."""
    asked = []

    class Handler(http.server.SimpleHTTPRequestHandler):
        def __init__(self, *arguments):
            super().__init__(*arguments, directory=str(folder))

        def log_message(self, *_):
            asked.append(self.path)

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        server.server_close()


def index(setting):
    """A package index as PEP 503 has it, with our wheels in it."""
    folder = setting.folder / "index"
    if not folder.exists():
        page = folder / "simple/amplint"
        page.mkdir(parents=True)
        links = []
        for wheel in sorted((setting.out / "wheels").iterdir()):
            shutil.copy(wheel, page)
            links.append(f'<a href="{wheel.name}">{wheel.name}</a>\n')
        (page / "index.html").write_text("<!DOCTYPE html>\n" + "".join(links))
        (folder / "simple/index.html").write_text('<!DOCTYPE html>\n<a href="amplint/">amplint</a>\n')
    return folder


def names(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
