"""npm, pnpm and yarn, with a registry of our own (verdaccio) on loopback."""

import contextlib
import json
import os
import shutil
import socket
import subprocess
import time
import urllib.request

import pack

from .common import BAD, Missing, seconds, tool

CONFIG = """\
storage: ./storage
max_body_size: 100mb
auth:
  htpasswd:
    file: ./htpasswd
packages:
  '**':
    access: $all
    publish: $all
    unpublish: $all
log: {type: stdout, level: error}
"""


@contextlib.contextmanager
def registry(setting):
    """A registry with our packages in it, platforms first; its address."""
    if not shutil.which("npm"):
        raise Missing("there is no npm")
    verdaccio = tool("verdaccio")
    folder = setting.work(f"registry{time.monotonic_ns()}")
    (folder / "config.yaml").write_text(CONFIG)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    log = open(folder / "log", "w")
    server = subprocess.Popen(
        [verdaccio, "--config", folder / "config.yaml", "--listen", f"127.0.0.1:{port}"],
        cwd=folder,
        env={**os.environ, "HOME": str(folder)},
        stdout=log,
        stderr=log,
    )
    try:
        for _ in range(100):
            try:
                urllib.request.urlopen(f"{address}/-/ping", timeout=1).read()
                break
            except OSError:
                time.sleep(0.2)
        env = npm_env(setting, address)
        packages = [*sorted((setting.out / "npm/platforms").iterdir()), setting.out / f"npm/amplint-{setting.version}.tgz"]
        for package in packages:
            setting.run(["npm", "publish", package], env=env, cwd=folder)
        yield address
    finally:
        server.terminate()
        server.wait(10)
        log.close()


def npm_env(setting, address):
    home = setting.folder / "home"
    home.mkdir(exist_ok=True)
    host = address.removeprefix("http:")
    (home / ".npmrc").write_text(f"registry={address}/\n{host}/:_authToken=none\n")
    return setting.env(
        npm_config_cache=str(setting.folder / "npm cache"),
        npm_config_update_notifier="false",
        npm_config_fund="false",
        npm_config_audit="false",
    )


def installed(work):
    folder = work / "node_modules/@amplint"
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


def test_everything_npm_does(setting):
    own = f"{setting.host.os}-{setting.host.cpu}"
    with registry(setting) as address:
        env = npm_env(setting, address)

        def npm(work, *arguments, code=0):
            return setting.run(["npm", *arguments], code=code, env=env, cwd=work)

        # npx, cold and warm.
        work = setting.work("npx")
        (work / "amp.yaml").write_text(BAD)
        for what in ("cold", "warm"):
            start = time.monotonic()
            shown = setting.run(["npx", "--yes", "amplint", "--version"], env=env, cwd=work)
            setting.figure(f"npx, {what}", seconds(start))
            assert shown.stdout == f"amplint {setting.version}\n", shown
        setting.run(["npx", "--yes", "amplint", "check"], code=1, env=env, cwd=work)

        # Installed, with and without scripts: nothing runs at install.
        for name, options in (("plain", []), ("no scripts", ["--ignore-scripts"])):
            work = setting.work(f"npm {name}")
            npm(work, "init", "-y")
            npm(work, "install", *options, "amplint")
            assert installed(work) == [own]
            shown = setting.run([work / "node_modules/.bin/amplint", "--version"], env=env)
            assert shown.stdout == f"amplint {setting.version}\n", shown

        # Every system gets its own.
        for target in pack.TARGETS:
            work = setting.work(f"npm {target.os} {target.cpu}")
            npm(work, "init", "-y")
            npm(work, "install", f"--os={target.os}", f"--cpu={target.cpu}", "amplint")
            assert installed(work) == [f"{target.os}-{target.cpu}"], installed(work)
            binary = work / f"node_modules/@amplint/{target.os}-{target.cpu}/bin/{target.binary}"
            assert binary.read_bytes() == (setting.binaries / target.triple / target.binary).read_bytes()
            # `npm ci` from the lock file that was written there.
            lock = json.loads((work / "package-lock.json").read_text())
            assert sum("@amplint/" in name for name in lock["packages"]) == len(pack.TARGETS)
            shutil.rmtree(work / "node_modules")
            npm(work, "ci")
            assert installed(work) == [own]
            setting.run([work / "node_modules/.bin/amplint", "--version"], env=env)

        # Without optional packages there is a clear error.
        work = setting.work("npm omit")
        npm(work, "init", "-y")
        npm(work, "install", "--omit=optional", "amplint")
        done = setting.run([work / "node_modules/.bin/amplint", "--version"], code=2, env=env)
        assert "delete node_modules and the lock file" in done.stderr, done
        # What it says helps.
        shutil.rmtree(work / "node_modules")
        (work / "package-lock.json").unlink()
        npm(work, "install")
        setting.run([work / "node_modules/.bin/amplint", "--version"], env=env)


def other(setting, name, install):
    manager = tool(name)
    with registry(setting) as address:
        env = {**npm_env(setting, address), "YARN_REGISTRY": address}
        work = setting.work(name)
        (work / "package.json").write_text('{"name": "x", "version": "1.0.0", "private": true}\n')
        setting.run([manager, *install, "amplint"], env=env, cwd=work)
        shown = setting.run([work / "node_modules/.bin/amplint", "--version"], env=env, cwd=work)
        assert shown.stdout == f"amplint {setting.version}\n", shown


def test_pnpm(setting):
    other(setting, "pnpm", ["add"])


def test_yarn(setting):
    other(setting, "yarn", ["add"])
