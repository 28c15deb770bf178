"""The wheel, in environments without a compiler: pip, `python -m`, uvx."""

import sys
import time

from .common import BAD, index, seconds, served, tool


def test_pip_installs_a_program(setting):
    work = setting.work("pip")
    setting.run([sys.executable, "-m", "venv", work / "venv"])
    python = work / "venv/bin/python"
    with served(index(setting)) as (address, _):
        env = setting.env(PIP_INDEX_URL=f"{address}/simple", PIP_DISABLE_PIP_VERSION_CHECK="1", PIP_NO_CACHE_DIR="1")
        start = time.monotonic()
        setting.run([python, "-m", "pip", "install", "--quiet", f"amplint=={setting.version}"], env=env)
        setting.figure("pip into a ready environment", seconds(start))
    for command in ([work / "venv/bin/amplint"], [python, "-m", "amplint"]):
        shown = setting.run([*command, "--version"], env=setting.env(), cwd=work)
        assert shown.stdout == f"amplint {setting.version}\n", shown
        (work / "amp.yaml").write_text(BAD)
        setting.run([*command, "check"], code=1, env=setting.env(), cwd=work)
        setting.run([*command, "check", "--no-such-option"], code=2, env=setting.env(), cwd=work)
    # The licences come along, and uninstalling takes everything.
    info = next((work / "venv").rglob("amplint-*.dist-info"))
    assert {path.name for path in (info / "licenses").iterdir()} == {"LICENSE-APACHE", "LICENSE-MIT"}
    setting.run([python, "-m", "pip", "uninstall", "--quiet", "--yes", "amplint"], env=setting.env())
    assert not list((work / "venv").rglob("*amplint*"))


def test_twine_finds_nothing(setting):
    setting.run([tool("twine"), "check", "--strict", *(setting.out / "wheels").iterdir()])


def test_uvx_cold_and_warm(setting):
    uvx = tool("uvx")
    work = setting.work("uvx")
    with served(index(setting)) as (address, _):
        env = setting.env(UV_DEFAULT_INDEX=f"{address}/simple", UV_CACHE_DIR=str(work / "cache"))
        env |= {"UV_PYTHON": sys.executable, "UV_PYTHON_DOWNLOADS": "never"}
        for what in ("cold", "warm"):
            start = time.monotonic()
            shown = setting.run([uvx, "--no-config", "amplint", "--version"], env=env, cwd=work)
            took = time.monotonic() - start
            assert shown.stdout == f"amplint {setting.version}\n", shown
            setting.figure(f"uvx, {what}", f"{took:.2f} s")
