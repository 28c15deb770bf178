"""A static binary as a release has it, without the target of rustup: Debian's compiler and its library's source, zig to link.

Slow (some minutes), and for checks only. The compiler, the source and what was built stay in target/static.
"""

import os
import shutil
import subprocess

from .common import BAD, ROOT, Missing, tool

PLACE = ROOT / "target/static"
TRIPLE = "x86_64-unknown-linux-musl"
PACKAGES = ["rustc-web", "libstd-rust-web-dev", "rust-web-src"]


def compiler(setting):
    """Debian's compiler, unpacked; never installed."""
    root = PLACE / "root"
    if (root / "usr/bin/rustc").exists():
        return root
    if not shutil.which("apt-get"):
        raise Missing("there is no apt-get to fetch a compiler by")
    debs = PLACE / "debs"
    debs.mkdir(parents=True, exist_ok=True)
    wanted, waiting = set(), list(PACKAGES)
    while waiting:
        name = waiting.pop()
        if name in wanted:
            continue
        wanted.add(name)
        for line in setting.run(["apt-cache", "depends", name]).stdout.splitlines():
            kind, _, other = line.strip().partition(": ")
            if kind == "Depends" and other.startswith(("libstd-rust", "libllvm")):
                waiting.append(other)
    if setting.run(["apt-get", "download", *sorted(wanted)], code=None, cwd=debs).returncode != 0:
        raise Missing(f"Debian's {', '.join(sorted(wanted))} can't be fetched")
    for deb in debs.glob("*.deb"):
        setting.run(["dpkg-deb", "-x", deb, root])
    return root


def built(setting):
    """The static binary, built anew if a source has changed (cargo knows)."""
    root = compiler(setting)
    zigbuild = tool("cargo-zigbuild")
    cargo = setting.run(["rustup", "which", "cargo"]).stdout.strip() if shutil.which("rustup") else shutil.which("cargo")
    libraries = [root / "usr/lib/x86_64-linux-gnu", root / "usr/lib"]
    env = {
        **os.environ,
        "PATH": os.pathsep.join([str(zigbuild.parent), os.path.dirname(cargo), "/usr/bin", "/bin"]),
        "LD_LIBRARY_PATH": os.pathsep.join(map(str, libraries)),
        "RUSTC": str(root / "usr/bin/rustc"),
        "CARGO": cargo,
        "CARGO_TARGET_DIR": str(PLACE / "target"),
        "RUSTC_BOOTSTRAP": "1",
        "RUSTFLAGS": "-C link-self-contained=no",
    }
    command = [zigbuild, "zigbuild", "--release", "--locked", "--quiet", "--target", TRIPLE]
    command += ["-Z", "build-std=std,panic_unwind"]
    setting.run(command, cwd=ROOT, env=env)
    return PLACE / f"target/{TRIPLE}/release/amplint"


def test_it_runs_with_nothing_beside_it(setting):
    binary = built(setting)
    shown = subprocess.run(["ldd", binary], capture_output=True, text=True)
    assert "statically linked" in shown.stdout or "not a dynamic" in shown.stderr, shown
    setting.figure("the static binary", f"{binary.stat().st_size / 1e6:.1f} MB")
    if os.geteuid() != 0:
        raise Missing("an empty root to run it in takes root's rights")
    empty = setting.work("empty root")
    shutil.copy(binary, empty / "amplint")
    (empty / "amp.yaml").write_text(BAD)
    done = setting.run(["chroot", empty, "/amplint", "--version"])
    assert done.stdout == f"amplint {setting.version}\n", done
    done = setting.run(["chroot", empty, "/amplint", "check", "--color", "never"], code=1)
    assert "error[wrong-type]" in done.stdout, done
    done = setting.run(["chroot", empty, "/amplint", "schedule", "*/10 * * * *"])
    assert done.stdout, "the clock and the calendar need no files"


def test_the_wheel_is_what_its_name_says(setting):
    if not setting.static:
        # It holds another binary: packaging/test --static.
        return
    wheel = next((setting.out / "wheels").glob("*manylinux_2_17_x86_64*"))
    done = setting.run([tool("auditwheel"), "show", wheel], code=None)
    said = done.stdout + done.stderr
    # It has nothing to say of what links to nothing.
    assert "manylinux_2_17" in said or "no ELF" in said or "platform wheel" in said, said
