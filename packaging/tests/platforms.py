"""Which wheel an installer chooses for a system, with stand-ins for the binaries."""

import pack

from .common import index, served, tool

# As uv names systems.
SYSTEMS = {
    "x86_64-unknown-linux-gnu": "x86_64-unknown-linux-musl",
    "x86_64-unknown-linux-musl": "x86_64-unknown-linux-musl",
    "x86_64-manylinux2014": "x86_64-unknown-linux-musl",
    "x86_64-manylinux_2_28": "x86_64-unknown-linux-musl",
    "aarch64-unknown-linux-gnu": "aarch64-unknown-linux-musl",
    "aarch64-unknown-linux-musl": "aarch64-unknown-linux-musl",
    "aarch64-manylinux_2_31": "aarch64-unknown-linux-musl",
    "x86_64-apple-darwin": "x86_64-apple-darwin",
    "aarch64-apple-darwin": "aarch64-apple-darwin",
    "x86_64-pc-windows-msvc": "x86_64-pc-windows-msvc",
    "aarch64-pc-windows-msvc": "aarch64-pc-windows-msvc",
}
# A wrong processor gets no compiler, but this.
UNSUPPORTED = "riscv64-unknown-linux"


def test_uv_chooses_rightly(setting):
    uv = tool("uv")
    work = setting.work("platforms")
    with served(index(setting)) as (address, _):
        env = setting.env(UV_DEFAULT_INDEX=f"{address}/simple", UV_CACHE_DIR=str(work / "cache"))
        for system, triple in SYSTEMS.items():
            place = work / system
            setting.run(
                [uv, "pip", "install", "--quiet", "--no-config", "--target", place, "--python-platform", system]
                + ["--python-version", "3.12", "amplint"],
                env=env,
            )
            target = next(target for target in pack.TARGETS if target.triple == triple)
            [found] = [path for path in place.rglob("amplint*") if path.name in ("amplint", "amplint.exe") and path.is_file()]
            expected = setting.binaries / triple / target.binary
            assert found.name == target.binary, found
            assert found.read_bytes() == expected.read_bytes(), f"{system} got another binary than {triple}"
        done = setting.run(
            [uv, "pip", "install", "--no-config", "--target", work / "none", "--python-platform", UNSUPPORTED]
            + ["--python-version", "3.12", "amplint"],
            code=None,
            env=env,
        )
        assert done.returncode != 0, done
