"""What pack.py writes: every file, every mode, every checksum; twice the same."""

import base64
import csv
import hashlib
import io
import sys
import tarfile
import zipfile

import pack

from .common import ROOT, names


def test_every_file_is_there(setting):
    version = setting.version
    expected = ["action/checksums", "docker/Dockerfile", "docker/amd64/amplint", "docker/arm64/amplint"]
    expected += ["homebrew/amplint.rb", "scoop/amplint.json", f"npm/amplint-{version}.tgz"]
    expected += ["release/SHA256SUMS", "release/install.sh"]
    expected += [f"winget/amplint.amplint{kind}.yaml" for kind in ("", ".installer", ".locale.en-US")]
    for system in ("linux", "darwin", "win32"):
        for cpu in ("x64", "arm64"):
            expected.append(f"npm/platforms/amplint-{system}-{cpu}-{version}.tgz")
    for triple in ("x86_64-unknown-linux-musl", "aarch64-unknown-linux-musl"):
        expected.append(f"release/amplint-{triple}.tar.gz")
    for cpu in ("x86_64", "aarch64"):
        expected += [f"release/amplint-{cpu}-apple-darwin.tar.gz", f"release/amplint-{cpu}-pc-windows-msvc.zip"]
        tags = f"manylinux_2_17_{cpu}.manylinux2014_{cpu}.musllinux_1_1_{cpu}"
        expected.append(f"wheels/amplint-{version}-py3-none-{tags}.whl")
    for tag in ("macosx_10_12_x86_64", "macosx_11_0_arm64", "win_amd64", "win_arm64"):
        expected.append(f"wheels/amplint-{version}-py3-none-{tag}.whl")
    assert names(setting.out) == sorted(expected), set(names(setting.out)) ^ set(expected)


def files(path):
    """The files of an archive: mode, moment and content."""
    found = {}
    if path.suffix in (".zip", ".whl"):
        with zipfile.ZipFile(path) as archive:
            for info in archive.infolist():
                found[info.filename] = (info.external_attr >> 16 & 0o777, info.date_time, archive.read(info))
    else:
        with tarfile.open(path) as archive:
            for info in archive:
                assert info.isfile() and (info.uid, info.gid, info.uname) == (0, 0, ""), info
                found[info.name] = (info.mode, info.mtime, archive.extractfile(info).read())
    return found


def test_archives_have_what_they_should(setting):
    for target in pack.TARGETS:
        found = files(setting.out / "release" / target.archive)
        folder = f"amplint-{target.triple}"
        expected = {f"{folder}/{name}" for name in (target.binary, *pack.PAGES)}
        assert set(found) == expected, found.keys()
        binary = (setting.binaries / target.triple / target.binary).read_bytes()
        for name, (mode, moment, content) in found.items():
            runs = name == f"{folder}/{target.binary}"
            assert mode == (0o755 if runs else 0o644), name
            assert moment in (pack.MOMENT, pack.ZIP_MOMENT), name
            assert not runs or content == binary, name
        package = files(setting.out / f"npm/platforms/amplint-{target.os}-{target.cpu}-{setting.version}.tgz")
        assert package[f"package/bin/{target.binary}"] == (0o755, pack.MOMENT, binary)


def test_wheels_record_what_is_in_them(setting):
    for path in (setting.out / "wheels").iterdir():
        found = files(path)
        info = f"amplint-{setting.version}.dist-info"
        record = found[f"{info}/RECORD"][2].decode()
        listed = set()
        for name, digest, size in csv.reader(io.StringIO(record)):
            listed.add(name)
            content = found[name][2]
            if name.endswith("/RECORD"):
                assert digest == size == ""
                continue
            kind, _, digest = digest.partition("=")
            ours = base64.urlsafe_b64encode(hashlib.new(kind, content).digest()).rstrip(b"=").decode()
            assert (ours, len(content)) == (digest, int(size)), name
        assert listed == set(found), listed ^ set(found)
        [script] = [name for name in found if "/scripts/" in name]
        assert found[script][0] == 0o755, script
        tags = path.stem.split("-")[-1].split(".")
        about = found[f"{info}/WHEEL"][2].decode()
        assert [f"Tag: py3-none-{tag}" for tag in tags] == [line for line in about.splitlines() if "Tag" in line]


def test_checksums_are_right(setting):
    sums = {}
    for line in (setting.out / "release/SHA256SUMS").read_text().splitlines():
        digest, name = line.split("  ")
        sums[name] = digest
        assert hashlib.sha256((setting.out / "release" / name).read_bytes()).hexdigest() == digest, name
    assert set(sums) | {"SHA256SUMS"} == set(names(setting.out / "release"))
    lines = (setting.out / "action/checksums").read_text().splitlines()
    assert lines[0] == f"# v{setting.version}"
    assert {line.split("  ")[1]: line.split("  ")[0] for line in lines[1:]} == {
        target.archive: sums[target.archive] for target in pack.TARGETS
    }


def test_it_is_reproducible(setting):
    again = setting.folder / "again"
    setting.run([sys.executable, ROOT / "packaging/pack.py", setting.binaries, again], cwd="/")
    for name in names(setting.out):
        assert (setting.out / name).read_bytes() == (again / name).read_bytes(), name
    binary = setting.binary.stat().st_size
    wheel = next((setting.out / "wheels").glob("*manylinux_2_17_x86_64*")).stat().st_size
    setting.figure("the binary", f"{binary / 1e6:.1f} MB")
    setting.figure("its wheel", f"{wheel / 1e6:.1f} MB")
