"""The crate: what is in it, and that it builds by itself."""

from .common import ROOT


def test_it_has_what_it_needs_and_no_more(setting):
    listed = setting.run(["cargo", "package", "--list", "--locked", "--allow-dirty"], cwd=ROOT).stdout.splitlines()
    for needed in ("Cargo.lock", "Cargo.toml", "README.md", "LICENSE-MIT", "src/main.rs", "src/catalog/catalog.bin"):
        assert needed in listed, needed
    for unwanted in (".ci/", ".github/", "packaging/", "npm/", "xtask/", "fuzz/", "editors/", "pyproject.toml"):
        assert not any(name.startswith(unwanted) for name in listed), unwanted


def test_it_builds_by_itself(setting):
    setting.run(["cargo", "package", "--locked", "--allow-dirty", "--quiet"], cwd=ROOT)
