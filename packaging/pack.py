#!/usr/bin/env python3
"""Makes everything that is published out of six binaries: archives, wheels, npm packages, checksums, manifests.

    packaging/pack.py BINARIES OUT

BINARIES has a folder for each target with `amplint` or `amplint.exe` in it. OUT is made anew. The same input gives the
same bytes: no clock, no order of a file system, no owner goes in. Needs the standard library of Python 3.9 only;
`--sbom` needs cargo too.
"""

import argparse
import base64
import gzip
import hashlib
import io
import json
import re
import shutil
import subprocess
import sys
import tarfile
import uuid
import zipfile
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent


class Target(NamedTuple):
    """A system that we build for, by the names that others have for it."""

    triple: str
    wheel: str
    os: str
    cpu: str
    docker: str = ""

    @property
    def binary(self):
        return "amplint.exe" if self.os == "win32" else "amplint"

    @property
    def archive(self):
        return f"amplint-{self.triple}.{'zip' if self.os == 'win32' else 'tar.gz'}"

    @property
    def npm(self):
        return f"@amplint/{self.os}-{self.cpu}"


# The Linux binaries are static: one runs with glibc and with musl.
TARGETS = [
    Target(
        "x86_64-unknown-linux-musl",
        "manylinux_2_17_x86_64.manylinux2014_x86_64.musllinux_1_1_x86_64",
        "linux",
        "x64",
        "amd64",
    ),
    Target(
        "aarch64-unknown-linux-musl",
        "manylinux_2_17_aarch64.manylinux2014_aarch64.musllinux_1_1_aarch64",
        "linux",
        "arm64",
        "arm64",
    ),
    Target("x86_64-apple-darwin", "macosx_10_12_x86_64", "darwin", "x64"),
    Target("aarch64-apple-darwin", "macosx_11_0_arm64", "darwin", "arm64"),
    Target("x86_64-pc-windows-msvc", "win_amd64", "win32", "x64"),
    Target("aarch64-pc-windows-msvc", "win_arm64", "win32", "arm64"),
]

LICENCES = ["LICENSE-APACHE", "LICENSE-MIT"]
PAGES = ["CHANGELOG.md", "README.md", *LICENCES]

# 1980-01-01: the first moment that a zip file knows.
MOMENT = 315532800
ZIP_MOMENT = (1980, 1, 1, 0, 0, 0)


class Project(NamedTuple):
    """What Cargo.toml says of it."""

    version: str
    summary: str
    licence: str
    address: str
    keywords: list

    @classmethod
    def read(cls):
        text = (ROOT / "Cargo.toml").read_text(encoding="utf-8")
        section = text.split("\n[package]\n", 1)[1].split("\n[", 1)[0]

        def value(key):
            found = re.search(rf'^{key} = "(.*)"$', section, re.MULTILINE)
            if not found:
                raise SystemExit(f"Cargo.toml has no {key}")
            return found.group(1)

        words = re.search(r"^keywords = \[(.*)\]$", section, re.MULTILINE)
        return cls(
            value("version"),
            value("description"),
            value("license"),
            value("repository"),
            re.findall(r'"(.*?)"', words.group(1)) if words else [],
        )

    @property
    def download(self):
        return f"{self.address}/releases/download/v{self.version}"

    @property
    def readme(self):
        """The front page, its links made whole: it is shown in other places than the repository."""
        text = (ROOT / "README.md").read_text(encoding="utf-8")
        return re.sub(r"\]\((?!https?://|#)([^)]+)\)", rf"]({self.address}/blob/main/\1)", text)


def tar_gz(files):
    """A tar.gz of `files`: pairs of a name and what is in it, with an executable bit for binaries."""
    raw = io.BytesIO()
    with tarfile.open(fileobj=raw, mode="w", format=tarfile.USTAR_FORMAT) as tar:
        for name, content, mode in files:
            info = tarfile.TarInfo(name)
            info.size, info.mode, info.mtime = len(content), mode, MOMENT
            tar.addfile(info, io.BytesIO(content))
    packed = io.BytesIO()
    with gzip.GzipFile(filename="", fileobj=packed, mode="wb", compresslevel=9, mtime=MOMENT) as out:
        out.write(raw.getvalue())
    return packed.getvalue()


def zipped(files):
    """A zip of `files`, likewise."""
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content, mode in files:
            info = zipfile.ZipInfo(name, ZIP_MOMENT)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3
            info.external_attr = (0o100000 | mode) << 16
            archive.writestr(info, content)
    return raw.getvalue()


def text_file(name):
    return (ROOT / name).read_bytes().replace(b"\r\n", b"\n")


def archive(target, binary):
    folder = f"amplint-{target.triple}"
    files = [(f"{folder}/{target.binary}", binary, 0o755)]
    files += [(f"{folder}/{name}", text_file(name), 0o644) for name in PAGES]
    return zipped(files) if target.os == "win32" else tar_gz(files)


MAIN = '''\
"""Runs amplint: `python -m amplint`."""

import os
import subprocess
import sys
import sysconfig


def find():
    """The program that this package put beside Python's own."""
    name = "amplint" + (sysconfig.get_config_var("EXE") or "")
    here = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    folders = [
        sysconfig.get_path("scripts"),
        sysconfig.get_path("scripts", scheme="nt_user" if os.name == "nt" else "posix_user"),
        os.path.join(here, "bin"),
    ]
    for folder in folders:
        path = os.path.join(folder, name)
        if os.path.isfile(path):
            return path
    raise FileNotFoundError("amplint is not beside this Python: install the package again")


if __name__ == "__main__":
    arguments = [find(), *sys.argv[1:]]
    if os.name == "nt":
        sys.exit(subprocess.run(arguments).returncode)
    os.execv(arguments[0], arguments)
'''


def wheel(project, target, binary):
    name = f"amplint-{project.version}"
    info = f"{name}.dist-info"
    metadata = [
        "Metadata-Version: 2.4",
        "Name: amplint",
        f"Version: {project.version}",
        f"Summary: {project.summary}",
        f"Keywords: {','.join(project.keywords)}",
        f"License-Expression: {project.licence}",
        *(f"License-File: {name}" for name in LICENCES),
        "Classifier: Environment :: Console",
        "Classifier: Intended Audience :: Developers",
        "Classifier: Programming Language :: Rust",
        "Classifier: Topic :: Software Development :: Quality Assurance",
        "Requires-Python: >=3.8",
        f"Project-URL: Repository, {project.address}",
        f"Project-URL: Changelog, {project.address}/blob/main/CHANGELOG.md",
        "Description-Content-Type: text/markdown; charset=UTF-8; variant=GFM",
        "",
        project.readme,
    ]
    tags = [f"py3-none-{tag}" for tag in target.wheel.split(".")]
    about = ["Wheel-Version: 1.0", "Generator: amplint (packaging/pack.py)", "Root-Is-Purelib: false"]
    about += [f"Tag: {tag}" for tag in tags]
    files = [
        ("amplint/__init__.py", b'"""The package of the program amplint."""\n', 0o644),
        ("amplint/__main__.py", MAIN.encode(), 0o644),
        (f"{name}.data/scripts/{target.binary}", binary, 0o755),
        *((f"{info}/licenses/{licence}", text_file(licence), 0o644) for licence in LICENCES),
        (f"{info}/METADATA", "\n".join(metadata).encode(), 0o644),
        (f"{info}/WHEEL", ("\n".join(about) + "\n").encode(), 0o644),
    ]
    record = "".join(f"{path},sha256={digest(content)},{len(content)}\n" for path, content, _ in files)
    files.append((f"{info}/RECORD", f"{record}{info}/RECORD,,\n".encode(), 0o644))
    return f"{name}-py3-none-{target.wheel}.whl", zipped(files)


def digest(content):
    return base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()


def npm_platform(project, target, binary):
    about = {
        "name": target.npm,
        "version": project.version,
        "description": f"The binary of amplint for {target.os} on {target.cpu}; install amplint instead",
        "license": project.licence,
        "repository": {"type": "git", "url": f"git+{project.address}.git"},
        "os": [target.os],
        "cpu": [target.cpu],
        "preferUnplugged": True,
        "files": [f"bin/{target.binary}"],
    }
    readme = f"# {target.npm}\n\n{about['description']}: {project.address}\n"
    files = [
        ("package/package.json", (json.dumps(about, indent=2) + "\n").encode(), 0o644),
        (f"package/bin/{target.binary}", binary, 0o755),
        ("package/README.md", readme.encode(), 0o644),
        *((f"package/{licence}", text_file(licence), 0o644) for licence in LICENCES),
    ]
    return f"amplint-{target.os}-{target.cpu}-{project.version}.tgz", tar_gz(files)


def npm_wrapper(project):
    about = json.loads((ROOT / "npm/amplint/package.json").read_text(encoding="utf-8"))
    expected = {target.npm: project.version for target in TARGETS}
    if about["version"] != project.version or about["optionalDependencies"] != expected:
        raise SystemExit("npm/amplint/package.json has other versions or platforms: `cargo xtask release` sets them")
    files = [
        ("package/package.json", text_file("npm/amplint/package.json"), 0o644),
        ("package/bin/amplint.js", text_file("npm/amplint/bin/amplint.js"), 0o755),
        ("package/README.md", project.readme.encode(), 0o644),
        *((f"package/{licence}", text_file(licence), 0o644) for licence in LICENCES),
    ]
    return f"amplint-{project.version}.tgz", tar_gz(files)


def formula(project, sums):
    def block(target):
        return f'      url "{project.download}/{target.archive}"\n      sha256 "{sums[target.archive]}"\n'

    by_os = {}
    for target in TARGETS:
        by_os.setdefault(target.os, {})[target.cpu] = block(target)
    text = (
        "class Amplint < Formula\n"
        f'  desc "{project.summary}"\n'
        f'  homepage "{project.address}"\n'
        f'  version "{project.version}"\n'
        "  license any_of: [\"MIT\", \"Apache-2.0\"]\n"
    )
    for system, name in [("darwin", "macos"), ("linux", "linux")]:
        text += f"\n  on_{name} do\n    on_arm do\n{by_os[system]['arm64']}    end\n"
        text += f"    on_intel do\n{by_os[system]['x64']}    end\n  end\n"
    return text + (
        "\n  def install\n"
        '    bin.install "amplint"\n'
        '    generate_completions_from_executable(bin/"amplint", "completions")\n'
        '    (man1/"amplint.1").write Utils.safe_popen_read(bin/"amplint", "man")\n'
        "  end\n\n"
        "  test do\n"
        '    assert_match version.to_s, shell_output("#{bin}/amplint --version")\n'
        '    (testpath/"amp.yaml").write "specVersion: 1.0.0\\nintegrations: []\\n"\n'
        '    shell_output("#{bin}/amplint check #{testpath}/amp.yaml --exit-zero")\n'
        "  end\n"
        "end\n"
    )


def scoop(project, sums):
    def of(target, version=project.version, pinned=True):
        made = {"url": f"{project.address}/releases/download/v{version}/{target.archive}"}
        if pinned:
            made["hash"] = sums[target.archive]
            made["extract_dir"] = f"amplint-{target.triple}"
        return made

    names = {"x64": "64bit", "arm64": "arm64"}
    windows = [target for target in TARGETS if target.os == "win32"]
    return {
        "version": project.version,
        "description": project.summary,
        "homepage": project.address,
        "license": "MIT|Apache-2.0",
        "architecture": {names[target.cpu]: of(target) for target in windows},
        "bin": "amplint.exe",
        "checkver": {"github": project.address},
        "autoupdate": {
            "architecture": {names[target.cpu]: of(target, "$version", False) for target in windows},
            "hash": {"url": "$baseurl/SHA256SUMS"},
        },
    }


def winget(project, sums):
    """The three files of a winget manifest: JSON, which is YAML too."""
    schema = "1.6.0"
    base = {"PackageIdentifier": "amplint.amplint", "PackageVersion": project.version}

    def document(kind, content):
        kinds = {"version": "version", "installer": "installer", "locale.en-US": "defaultLocale"}
        head = f"# yaml-language-server: $schema=https://aka.ms/winget-manifest.{kinds[kind]}.{schema}.schema.json\n"
        whole = {**base, **content, "ManifestType": kinds[kind], "ManifestVersion": schema}
        name = "amplint.amplint" + ("" if kind == "version" else f".{kind}")
        return f"{name}.yaml", head + "\n".join(yaml_lines(whole)) + "\n"

    installers = [
        {
            "Architecture": target.cpu,
            "InstallerUrl": f"{project.download}/{target.archive}",
            "InstallerSha256": sums[target.archive].upper(),
            "NestedInstallerFiles": [
                {
                    "RelativeFilePath": f"amplint-{target.triple}\\amplint.exe",
                    "PortableCommandAlias": "amplint",
                }
            ],
        }
        for target in TARGETS
        if target.os == "win32"
    ]
    return [
        document("version", {"DefaultLocale": "en-US"}),
        document(
            "installer",
            {"InstallerType": "zip", "NestedInstallerType": "portable", "Installers": installers},
        ),
        document(
            "locale.en-US",
            {
                "PackageLocale": "en-US",
                "Publisher": "amplint",
                "PackageName": "amplint",
                "License": project.licence,
                "ShortDescription": project.summary,
                "PackageUrl": project.address,
                "Tags": project.keywords,
            },
        ),
    ]


def yaml_lines(value, indent=""):
    """The lines of a mapping; texts are written as JSON has them, which YAML reads the same."""
    for key, item in value.items():
        if isinstance(item, list):
            yield f"{indent}{key}:"
            for entry in item:
                if isinstance(entry, dict):
                    lines = list(yaml_lines(entry, indent + "    "))
                    yield f"{indent}  - {lines[0].strip()}"
                    yield from lines[1:]
                else:
                    yield f"{indent}  - {json.dumps(entry)}"
        else:
            yield f"{indent}{key}: {json.dumps(item)}"


def sbom(project):
    """CycloneDX 1.5 of what is compiled into the program, from `cargo metadata`."""
    command = ["cargo", "metadata", "--format-version", "1", "--locked"]
    found = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE).stdout
    data = json.loads(found)
    packages = {package["id"]: package for package in data["packages"]}
    nodes = {node["id"]: node for node in data["resolve"]["nodes"]}
    root = next(id for id, package in packages.items() if package["name"] == "amplint")

    def needs(id):
        deps = nodes[id]["deps"]
        return sorted(dep["pkg"] for dep in deps if any(kind["kind"] is None for kind in dep["dep_kinds"]))

    reached, waiting = set(), [root]
    while waiting:
        id = waiting.pop()
        if id not in reached:
            reached.add(id)
            waiting += needs(id)

    def purl(id):
        return f"pkg:cargo/{packages[id]['name']}@{packages[id]['version']}"

    def component(id, kind):
        package = packages[id]
        made = {"type": kind, "bom-ref": purl(id), "name": package["name"], "version": package["version"]}
        made["purl"] = purl(id)
        if package.get("license"):
            made["licenses"] = [{"expression": package["license"].replace("/", " OR ")}]
        return made

    others = sorted(reached - {root}, key=purl)
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.5.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, project.download)}",
        "version": 1,
        "metadata": {"component": component(root, "application")},
        "components": [component(id, "library") for id in others],
        "dependencies": [
            {"ref": purl(id), "dependsOn": [purl(dep) for dep in needs(id)]} for id in [root, *others]
        ],
    }


def checksums(project, sums):
    """What the action verifies: it downloads nothing that is not listed here."""
    lines = [f"{sums[target.archive]}  {target.archive}\n" for target in TARGETS]
    return f"# v{project.version}\n" + "".join(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("binaries", type=Path, help="a folder for each target, with its binary")
    parser.add_argument("out", type=Path, help="made anew")
    parser.add_argument("--sbom", action="store_true", help="write what is compiled in, which needs cargo")
    arguments = parser.parse_args()
    project = Project.read()
    binaries = {}
    for target in TARGETS:
        path = arguments.binaries / target.triple / target.binary
        if not path.is_file():
            raise SystemExit(f"there is no {path}")
        binaries[target] = path.read_bytes()

    out = arguments.out
    if out.exists():
        shutil.rmtree(out)

    def write(name, content):
        path = out / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())

    def write_json(name, content):
        write(name, json.dumps(content, indent=2) + "\n")

    assets = {}
    for target, binary in binaries.items():
        assets[target.archive] = archive(target, binary)
        name, content = wheel(project, target, binary)
        write(f"wheels/{name}", content)
        name, content = npm_platform(project, target, binary)
        write(f"npm/platforms/{name}", content)
        if target.docker:
            write(f"docker/{target.docker}/amplint", binary)
            (out / f"docker/{target.docker}/amplint").chmod(0o755)
    name, content = npm_wrapper(project)
    write(f"npm/{name}", content)
    assets["install.sh"] = text_file("packaging/install.sh")
    if arguments.sbom:
        assets["amplint.cdx.json"] = (json.dumps(sbom(project), indent=2) + "\n").encode()

    sums = {name: hashlib.sha256(content).hexdigest() for name, content in assets.items()}
    for name, content in assets.items():
        write(f"release/{name}", content)
    write("release/SHA256SUMS", "".join(f"{sums[name]}  {name}\n" for name in sorted(sums)))
    write("action/checksums", checksums(project, sums))
    write("homebrew/amplint.rb", formula(project, sums))
    write_json("scoop/amplint.json", scoop(project, sums))
    for name, content in winget(project, sums):
        write(f"winget/{name}", content)
    write("docker/Dockerfile", text_file("packaging/Dockerfile"))
    total = sum(path.stat().st_size for path in out.rglob("*") if path.is_file())
    print(f"amplint {project.version}: {len(list(out.rglob('*')))} files, {total / 1e6:.1f} MB in {out}")


if __name__ == "__main__":
    sys.exit(main())
