"""What is written for others to read: binstall, Homebrew, Scoop, winget, the Dockerfile."""

import hashlib
import json
import re
import shutil
import sys

import pack

from .common import Missing, tool


def address(setting, target):
    return f"{setting.project.address}/releases/download/v{setting.version}/{target.archive}"


def digest(setting, target):
    return hashlib.sha256((setting.out / "release" / target.archive).read_bytes()).hexdigest()


def test_binstall_leads_to_the_archives(setting):
    found = setting.run(["cargo", "metadata", "--format-version", "1", "--no-deps"], cwd=pack.ROOT)
    packages = json.loads(found.stdout)["packages"]
    [package] = [package for package in packages if package["name"] == "amplint"]
    about = package["metadata"]["binstall"]
    suffixes = {"tgz": ".tar.gz", "zip": ".zip"}
    for target in pack.TARGETS:
        own = about.get("overrides", {}).get(target.triple, {})
        words = {
            "repo": package["repository"],
            "version": package["version"],
            "target": target.triple,
            "archive-suffix": suffixes[own.get("pkg-fmt", about["pkg-fmt"])],
            "bin": "amplint",
            "binary-ext": ".exe" if target.os == "win32" else "",
        }

        def filled(text):
            return re.sub(r"\{ *([a-z-]+) *\}", lambda found: words[found[1]], text)

        assert filled(about["pkg-url"]) == address(setting, target)
        assert filled(about["bin-dir"]) == f"amplint-{target.triple}/{target.binary}"


def test_the_formula_is_ruby(setting):
    path = setting.out / "homebrew/amplint.rb"
    text = path.read_text()
    for target in pack.TARGETS:
        there = f'url "{address(setting, target)}"\n      sha256 "{digest(setting, target)}"' in text
        assert there == (target.os != "win32"), target
    if not shutil.which("ruby"):
        raise Missing("there is no ruby to parse it")
    setting.run(["ruby", "-c", path])


def test_scoop_and_winget_name_the_archives(setting):
    scoop = json.loads((setting.out / "scoop/amplint.json").read_text())
    assert scoop["version"] == setting.version and scoop["bin"] == "amplint.exe"
    for target in pack.TARGETS:
        if target.os != "win32":
            continue
        own = scoop["architecture"][{"x64": "64bit", "arm64": "arm64"}[target.cpu]]
        expected = {"url": address(setting, target), "hash": digest(setting, target)}
        assert own == {**expected, "extract_dir": f"amplint-{target.triple}"}, own
    for path in (setting.out / "winget").iterdir():
        lines = path.read_text().splitlines()
        kind = next(line for line in lines if line.startswith("ManifestType: ")).split('"')[1]
        assert lines[0].endswith(f"winget-manifest.{kind}.1.6.0.schema.json"), lines[0]
        assert f'PackageVersion: "{setting.version}"' in lines
        if kind == "installer":
            for target in pack.TARGETS:
                assert (f'    InstallerUrl: "{address(setting, target)}"' in lines) == (target.os == "win32")
                assert (digest(setting, target).upper() in path.read_text()) == (target.os == "win32")


def test_the_dockerfile(setting):
    setting.run([tool("hadolint"), setting.out / "docker/Dockerfile"])
    for cpu in ("amd64", "arm64"):
        assert (setting.out / f"docker/{cpu}/amplint").stat().st_mode & 0o111


def test_the_sbom_lists_what_is_compiled_in(setting):
    if not shutil.which("cargo"):
        raise Missing("there is no cargo")
    out = setting.folder / "sbom"
    setting.run([sys.executable, pack.ROOT / "packaging/pack.py", "--sbom", setting.binaries, out])
    bom = json.loads((out / "release/amplint.cdx.json").read_text())
    names = {component["name"] for component in bom["components"]}
    assert {"saphyr-parser", "serde_json", "clap"} <= names
    assert not {"insta", "proptest", "xtask"} & names, "those are only for tests"
    refs = {component["bom-ref"] for component in bom["components"]} | {bom["metadata"]["component"]["bom-ref"]}
    assert refs == {entry["ref"] for entry in bom["dependencies"]}
    assert all(set(entry["dependsOn"]) <= refs for entry in bom["dependencies"])
