"""The build backend of the repository itself: a wheel with nothing in it but the need for amplint's own wheel.

It is what pre-commit installs for a hook with `language: python`. Nothing is compiled, and nothing but the standard
library is needed to build it (`requires = []` in pyproject.toml).
"""

import base64
import hashlib
import re
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MOMENT = (1980, 1, 1, 0, 0, 0)


def _project():
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")

    def value(key):
        return re.search(rf'^{key} = "(.*)"$', text, re.MULTILINE).group(1)

    needs = re.findall(r'"(amplint==[^"]+)"', text)
    return value("name"), value("version"), value("description"), value("requires-python"), needs


def _files():
    name, version, summary, python, needs = _project()
    info = f"{name.replace('-', '_')}-{version}.dist-info"
    metadata = [
        "Metadata-Version: 2.1",
        f"Name: {name}",
        f"Version: {version}",
        f"Summary: {summary}",
        f"Requires-Python: {python}",
        *(f"Requires-Dist: {need}" for need in needs),
    ]
    wheel = ["Wheel-Version: 1.0", "Generator: packaging/shim.py", "Root-Is-Purelib: true", "Tag: py3-none-any"]
    files = {
        f"{info}/METADATA": "\n".join(metadata) + "\n",
        f"{info}/WHEEL": "\n".join(wheel) + "\n",
    }
    return name, version, info, files


def get_requires_for_build_wheel(config_settings=None):
    return []


def prepare_metadata_for_build_wheel(metadata_directory, config_settings=None):
    _, _, info, files = _files()
    for path, text in files.items():
        target = Path(metadata_directory) / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    return info


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
    name, version, info, files = _files()

    def digest(text):
        return base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()

    record = "".join(f"{path},sha256={digest(text)},{len(text.encode())}\n" for path, text in files.items())
    files[f"{info}/RECORD"] = f"{record}{info}/RECORD,,\n"
    file = f"{name.replace('-', '_')}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(Path(wheel_directory) / file, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, text in files.items():
            archive.writestr(zipfile.ZipInfo(path, MOMENT), text)
    return file


get_requires_for_build_editable = get_requires_for_build_wheel
prepare_metadata_for_build_editable = prepare_metadata_for_build_wheel
build_editable = build_wheel
