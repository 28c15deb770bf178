#!/usr/bin/env node
// Runs the binary of this system, which is a package of its own: @amplint/<os>-<cpu>.
"use strict";

const { existsSync } = require("fs");
const { spawn } = require("child_process");

const SYSTEMS = ["linux-x64", "linux-arm64", "darwin-x64", "darwin-arm64", "win32-x64", "win32-arm64"];

function fail(...lines) {
  for (const line of lines) process.stderr.write(`${line}\n`);
  // What amplint itself ends with when it can't run.
  process.exit(2);
}

function find() {
  const system = `${process.platform}-${process.arch}`;
  if (!SYSTEMS.includes(system)) {
    fail(
      `error: there is no amplint for ${system}, only for ${SYSTEMS.join(", ")}`,
      "help: build it with `cargo install amplint --locked`",
    );
  }
  const file = process.platform === "win32" ? "amplint.exe" : "amplint";
  try {
    const binary = require.resolve(`@amplint/${system}/bin/${file}`);
    if (existsSync(binary)) return binary;
  } catch {}
  return fail(
    `error: the package @amplint/${system} is not installed`,
    "help: a lock file written on another system may have lost it, or optional dependencies were left out:",
    "      delete node_modules and the lock file (package-lock.json, yarn.lock, pnpm-lock.yaml), and install again",
  );
}

const binary = find();
const args = process.argv.slice(2);

if (typeof process.execve === "function" && process.platform !== "win32") {
  // The binary takes this process's place: signals, exit codes and streams are its own.
  process.removeAllListeners("warning");
  process.execve(binary, [binary, ...args], process.env);
} else {
  const child = spawn(binary, args, { stdio: "inherit" });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    process.on(signal, () => child.kill(signal));
  }
  child.on("error", (error) => fail(`error: ${binary} can't be run: ${error.message}`));
  child.on("exit", (code, signal) => {
    if (signal === null) process.exit(code);
    // End as it ended.
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}
