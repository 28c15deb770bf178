"""The npm wrapper with the package of this system beside it: streams, exit codes, signals, what is missing."""

import json
import os
import shutil
import signal
import subprocess
import tarfile
import time

from .common import BAD, GOOD, Missing


def unpacked(setting, name, with_platform=True):
    if not shutil.which("node"):
        raise Missing("there is no node")
    modules = setting.work(name) / "node_modules"
    packages = [(setting.out / f"npm/amplint-{setting.version}.tgz", modules / "amplint")]
    if with_platform:
        system = f"{setting.host.os}-{setting.host.cpu}"
        platform = setting.out / f"npm/platforms/amplint-{system}-{setting.version}.tgz"
        packages.append((platform, modules / f"@amplint/{system}"))
    for archive, place in packages:
        with tarfile.open(archive) as tar:
            tar.extractall(place.parent / ".part")
        place.parent.mkdir(parents=True, exist_ok=True)
        (place.parent / ".part/package").rename(place)
    return modules / "amplint/bin/amplint.js"


def test_it_is_the_program(setting):
    wrapper = unpacked(setting, "node program")
    work = wrapper.parents[3]
    (work / "amp.yaml").write_text(BAD)
    start = time.monotonic()
    shown = setting.run(["node", wrapper, "--version"])
    setting.figure("node_modules/.bin, node and all", f"{(time.monotonic() - start) * 1000:.0f} ms")
    assert shown.stdout == f"amplint {setting.version}\n" and shown.stderr == "", shown
    for arguments, code in ((["check"], 1), (["check", "--exit-zero"], 0), (["check", "--no-such-option"], 2)):
        done = setting.run(["node", wrapper, *arguments], code=code, cwd=work)
        own = setting.run([setting.binary, *arguments], code=code, cwd=work)
        assert (done.stdout, done.stderr) == (own.stdout, own.stderr), done
    line = ["node", wrapper, "check", "--select", "wrong-type", "-"]
    piped = subprocess.run(line, input=GOOD, capture_output=True, text=True, check=True)
    assert "No problems" in piped.stdout + piped.stderr, piped


def test_signals_pass(setting):
    wrapper = unpacked(setting, "node signals")
    # It waits for standard input, which never ends.
    for number in (signal.SIGTERM, signal.SIGINT):
        waiting = subprocess.Popen(["node", wrapper, "check", "-"], stdin=subprocess.PIPE)
        time.sleep(0.7)
        children = subprocess.run(["pgrep", "-P", str(waiting.pid)], capture_output=True, text=True).stdout.split()
        waiting.send_signal(number)
        assert waiting.wait(10) == -number, waiting.returncode
        waiting.stdin.close()
        for child in children:
            time.sleep(0.1)
            assert not os.path.exists(f"/proc/{child}"), "the binary outlives its wrapper"


def test_a_missing_package_is_told(setting):
    wrapper = unpacked(setting, "node missing", with_platform=False)
    done = setting.run(["node", wrapper, "check"], code=2)
    for words in ("is not installed", "delete node_modules and the lock file"):
        assert words in done.stderr, done


def test_an_unknown_system_is_told(setting):
    wrapper = unpacked(setting, "node unknown")
    script = "Object.defineProperty(process, 'arch', {value: 'riscv64'}); require(process.argv[1])"
    done = setting.run(["node", "-e", script, wrapper], code=2)
    assert "there is no amplint for linux-riscv64" in done.stderr and "cargo install" in done.stderr, done


def test_nothing_runs_at_install(setting):
    with tarfile.open(setting.out / f"npm/amplint-{setting.version}.tgz") as tar:
        about = json.load(tar.extractfile("package/package.json"))
    assert "scripts" not in about and set(about["optionalDependencies"].values()) == {setting.version}
