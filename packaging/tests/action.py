"""The action's steps, with a release on loopback. The other ways it takes are in tests/action.rs."""

import shutil

from .common import BAD, served

NAMES = {"linux": "Linux", "darwin": "macOS", "win32": "Windows"}


def prepared(setting, name):
    """The action's repository as commit B has it, a workspace, and the release."""
    folder = setting.work(name)
    action = folder / "action"
    shutil.copytree(setting.clone / ".github", action / ".github")
    shutil.copy(setting.out / "action/checksums", action / ".github/checksums")
    shutil.copytree(setting.out / "release", folder / f"releases/v{setting.version}")
    (folder / "work").mkdir()
    (folder / "work/amp.yaml").write_text(BAD)
    return folder, action


def step(setting, folder, action, name, address, code=0, **more):
    outputs = folder / "outputs"
    outputs.unlink(missing_ok=True)
    env = setting.env(
        GITHUB_ACTION_PATH=str(action),
        GITHUB_OUTPUT=str(outputs),
        GITHUB_STEP_SUMMARY=str(folder / "summary.md"),
        RUNNER_TOOL_CACHE=str(folder / "cache"),
        RUNNER_TEMP=str(folder),
        RUNNER_OS=NAMES[setting.host.os],
        RUNNER_ARCH=setting.host.cpu.upper(),
        AMPLINT_DOWNLOAD=address,
        **more,
    )
    done = setting.run([action / ".github/action.sh", name], code=code, cwd=folder / "work", env=env)
    lines = outputs.read_text().splitlines() if outputs.exists() else []
    return done, dict(line.split("=", 1) for line in lines)


def test_it_downloads_what_it_knows(setting):
    folder, action = prepared(setting, "action right")
    with served(folder / "releases") as (address, asked):
        _, outputs = step(setting, folder, action, "find", address)
        binary = outputs["amplint"]
        assert setting.run([binary, "--version"]).stdout == f"amplint {setting.version}\n"
        assert len(asked) == 1, asked
        step(setting, folder, action, "find", address)
        assert len(asked) == 1, "what was verified is not asked for again"
    checks = {"AMPLINT": binary, "INPUT_PATHS": ".", "INPUT_SUMMARY": "true"}
    done, outputs = step(setting, folder, action, "check", "", code=1, **checks)
    assert done.stdout.startswith("::error title=amplint (wrong-type),file=amp.yaml,line=6,"), done
    assert outputs["exit-code"] == "1"
    summary = (folder / "summary.md").read_text()
    assert "1 error, 0 warnings in 1 file; 1 fixable with `--fix`" in summary, summary
    page = f"{setting.project.address}/blob/main/docs/rules/wrong-type.md"
    assert f"| error | [wrong-type]({page}) | amp.yaml:6 | " in summary, summary


def test_it_runs_nothing_else(setting):
    folder, action = prepared(setting, "action wrong")
    archive = folder / f"releases/v{setting.version}" / setting.host.archive
    archive.write_bytes(archive.read_bytes()[:-1] + b"?")
    with served(folder / "releases") as (address, _):
        done, outputs = step(setting, folder, action, "find", address, code=2)
    assert "nothing of it was run" in done.stdout and "amplint" not in outputs, done
    assert not [path for path in (folder / "cache").rglob("*") if path.is_file()]


def test_a_spoilt_cache_is_no_way_in(setting):
    folder, action = prepared(setting, "action cache")
    with served(folder / "releases") as (address, _):
        _, outputs = step(setting, folder, action, "find", address)
        with open(outputs["amplint"], "w") as program:
            program.write("#!/bin/sh\necho spoilt\n")
        _, outputs = step(setting, folder, action, "find", address)
        shown = setting.run([outputs["amplint"], "--version"]).stdout
        assert shown == f"amplint {setting.version}\n", shown
