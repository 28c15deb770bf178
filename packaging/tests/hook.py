"""The hooks as README.md shows them: the real pre-commit, no compiler, a package index on loopback."""

import os
import re
import sys
import time

from .common import BAD, GOOD, ROOT, Missing, index, seconds, served, tool

UNFIXABLE = GOOD.replace("  - name: good\n    provider", "  - provider")


def snippet(setting):
    """What README.md tells people to copy, its address replaced by the local repository."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    block = next(block for block in re.findall(r"```yaml\n(.*?)```", text, re.DOTALL) if "repos:" in block)
    address = f"repo: {setting.project.address}\n"
    assert address in block, block
    return block.replace(address, f"repo: '{setting.clone}'\n")


def processor():
    """The processor time of what was run so far, in seconds: on a busy machine it says more than a clock."""
    times = os.times()
    return times.children_user + times.children_system


class Repository:
    def __init__(self, setting, name, config):
        self.setting = setting
        self.folder = setting.work(name)
        self.tool = tool("pre-commit")
        setting.git(self.folder, "init", "-q", "-b", "main")
        self.file(".pre-commit-config.yaml", config)

    def file(self, name, text):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def commit(self, address, passes):
        """Commits everything: whether that passes, and what is said."""
        setting = self.setting
        env = setting.env(
            path=[self.tool.parent],
            PIP_INDEX_URL=f"{address}/simple",
            PIP_DISABLE_PIP_VERSION_CHECK="1",
            PIP_NO_CACHE_DIR="1",
            PRE_COMMIT_HOME=str(setting.folder / "pre-commit"),
        )
        assert setting.run(["sh", "-c", "command -v cargo rustc"], code=None, env=env).returncode != 0
        setting.run([self.tool, "install"], cwd=self.folder, env=env)
        setting.run(["git", "add", "-A"], cwd=self.folder, env=env)
        done = setting.run(["git", "commit", "-q", "-m", "change"], code=None, cwd=self.folder, env=env)
        said = done.stdout + done.stderr
        assert (done.returncode == 0) == passes, said
        return said


def test_the_snippet_of_the_readme(setting):
    repository = Repository(setting, "hook", snippet(setting))
    with served(index(setting)) as (address, _):
        repository.file("amp.yaml", BAD)
        start, used = time.monotonic(), processor()
        said = repository.commit(address, passes=False)
        setting.figure("pre-commit hook, cold", f"{seconds(start)}, {processor() - used:.1f} s of processor time")
        for words in ("- exit code: 1", "error[wrong-type]", "amp.yaml:6:16", "1 error"):
            assert words in said, said
        repository.file("amp.yaml", GOOD)
        repository.file("a b/é.amp.yml", GOOD)
        start = time.monotonic()
        assert "Passed" in repository.commit(address, passes=True)
        setting.figure("pre-commit hook, warm", seconds(start))
        repository.file("a b/é.amp.yml", UNFIXABLE)
        said = repository.commit(address, passes=False)
        assert "a b/é.amp.yml:3:5" in said, said


def test_the_hook_that_fixes(setting):
    repository = Repository(setting, "hook fix", snippet(setting).replace("id: amplint ", "id: amplint-fix "))
    with served(index(setting)) as (address, _):
        repository.file("a b/amp.yaml", BAD)
        said = repository.commit(address, passes=False)
        assert "files were modified by this hook" in said, said
        assert (repository.folder / "a b/amp.yaml").read_text() == GOOD
        repository.commit(address, passes=True)


def test_the_hook_that_compares(setting):
    if "\n  compare " not in setting.run([setting.binary, "--help"]).stdout:
        raise Missing("this amplint has no `compare`")
    repository = Repository(setting, "hook compare", snippet(setting).replace("id: amplint ", "id: amplint-compare "))
    with served(index(setting)) as (address, _):
        repository.file("amp.yaml", GOOD)
        setting.git(repository.folder, "add", "-A")
        setting.git(repository.folder, "commit", "-q", "-m", "first")
        repository.file("README.md", "Nothing that installations notice.\n")
        repository.commit(address, passes=True)
        repository.file("amp.yaml", GOOD.replace("name: good", "name: other"))
        said = repository.commit(address, passes=False)
        assert "good" in said, said
        (repository.folder / "amp.yaml").unlink()
        repository.commit(address, passes=False)


def test_the_repository_installs_without_a_compiler(setting):
    """`pip install .` of the repository brings the wheel, and nothing of a build."""
    work = setting.work("shim")
    setting.run([sys.executable, "-m", "venv", work / "venv"])
    with served(index(setting)) as (address, asked):
        env = setting.env(PIP_INDEX_URL=f"{address}/simple", PIP_DISABLE_PIP_VERSION_CHECK="1", PIP_NO_CACHE_DIR="1")
        setting.run([work / "venv/bin/pip", "install", "--quiet", setting.clone], env=env)
        projects = {path.split("/")[2] for path in asked if path.startswith("/simple/") and path.count("/") > 2}
    assert projects == {"amplint"}, asked
    assert setting.run([work / "venv/bin/amplint", "--version"]).stdout == f"amplint {setting.version}\n"
