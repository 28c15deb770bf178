"""The workflows, the action and the scripts, audited."""

import json

from .common import ROOT, tool


def test_zizmor_finds_nothing_bad(setting):
    done = setting.run([tool("zizmor"), "--offline", "--no-progress", "--format", "json", ROOT], code=None)
    found = json.loads(done.stdout)
    bad = [f for f in found if f["determinations"]["severity"] in ("Medium", "High") and not f["ignored"]]
    assert not bad, [(f["ident"], f["desc"]) for f in bad]


def test_actionlint_finds_nothing(setting):
    workflows = sorted((ROOT / ".github/workflows").iterdir())
    assert len(workflows) >= 4
    setting.run([tool("actionlint"), "-shellcheck", tool("shellcheck"), *workflows])


def test_they_fit_their_schemas(setting):
    check = tool("check-jsonschema")
    for schema, paths in (
        ("vendor.github-workflows", sorted((ROOT / ".github/workflows").iterdir())),
        ("vendor.github-actions", [ROOT / "action.yml"]),
    ):
        setting.run([check, "--builtin-schema", schema, *paths])


def test_shellcheck_finds_nothing(setting):
    scripts = [ROOT / ".github/action.sh", ROOT / "packaging/install.sh"]
    scripts += [path for path in (ROOT / ".ci").iterdir() if path.is_file()]
    setting.run([tool("shellcheck"), "--severity", "warning", *scripts])
