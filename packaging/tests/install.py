"""install.sh against a release on loopback: right, wrong and missing checksums."""

import os
import shutil

from .common import ROOT, served


def release(setting, name):
    """The release as it is downloaded, to spoil."""
    folder = setting.work(name)
    shutil.copytree(setting.out / "release", folder / f"v{setting.version}")
    return folder, folder / f"v{setting.version}"


def install(setting, folder, code=0, path=None, **more):
    place = setting.folder / f"{folder.name} bin"
    with served(folder) as (address, asked):
        env = setting.env(AMPLINT_DOWNLOAD=address, AMPLINT_INSTALL_DIR=str(place), **more)
        if path:
            env["PATH"] = str(path)
        # A shell that knows nothing but what POSIX says.
        done = setting.run([shutil.which("dash") or "/bin/sh", ROOT / "packaging/install.sh"], code=code, env=env)
    return done, place / "amplint", asked


def test_a_right_checksum(setting):
    folder, _ = release(setting, "release right")
    done, program, _ = install(setting, folder)
    assert done.stdout.startswith(f"amplint {setting.version} is installed as {program}\nnote: "), done
    assert setting.run([program, "--version"]).stdout == f"amplint {setting.version}\n"
    assert [path.name for path in program.parent.iterdir()] == ["amplint"]
    # Once more, over the one that is there.
    install(setting, folder)


def test_a_wrong_checksum(setting):
    folder, files = release(setting, "release wrong")
    archive = files / setting.host.archive
    archive.write_bytes(archive.read_bytes() + b" ")
    done, program, _ = install(setting, folder, code=1)
    assert "and should be" in done.stderr and "nothing is installed" in done.stderr, done
    assert not program.exists()


def test_a_missing_checksum(setting):
    folder, files = release(setting, "release missing")
    (files / "SHA256SUMS").write_text("0" * 64 + "  another.tar.gz\n")
    done, program, asked = install(setting, folder, code=1)
    assert "has no checksum of" in done.stderr, done
    assert not program.exists() and not any("tar.gz" in path for path in asked)
    (files / "SHA256SUMS").unlink()
    done, _, _ = install(setting, folder, code=1)
    assert "the checksums can't be downloaded" in done.stderr, done


def test_no_program_for_checksums(setting):
    folder, _ = release(setting, "release bare")
    bare = setting.work("bare path")
    for name in ("sh", "dash", "uname", "mktemp", "rm", "sed", "tar", "gzip", "mkdir", "cp", "chmod", "mv", "curl"):
        if found := shutil.which(name):
            os.symlink(found, bare / name)
    done, program, asked = install(setting, folder, code=1, path=bare)
    assert "could not be checked" in done.stderr, done
    assert not asked and not program.exists()


def test_another_version_is_asked_for(setting):
    folder, _ = release(setting, "release other")
    done, _, asked = install(setting, folder, code=1, AMPLINT_VERSION="v9.9.9")
    assert any("/v9.9.9/SHA256SUMS" in path for path in asked), asked
