#!/usr/bin/env bash
# The steps of action.yml: find, build and check. What they need comes from the environment, what later steps need
# goes to $GITHUB_OUTPUT. Runs on the bash 3.2 of macOS too.
set -euo pipefail

root=${GITHUB_ACTION_PATH:?}

output() { printf '%s=%s\n' "$1" "$2" >>"$GITHUB_OUTPUT"; }

fail() {
    printf '::error title=amplint::%s\n' "$1"
    exit 2
}

# Sets `lines` to the lines of $1, blank ones left out.
split() {
    lines=()
    local line
    while IFS= read -r line || [ -n "$line" ]; do
        line=${line%$'\r'}
        if [ -n "${line//[[:space:]]/}" ]; then
            lines+=("$line")
        fi
    done <<<"$1"
}

# Which amplint to run: `amplint` is its path; with `key` it is still to be built, in `folder`.
find_amplint() {
    local binary=${INPUT_AMPLINT:-} key folder
    if [ -n "$binary" ]; then
        command -v "$binary" >/dev/null || fail "there is no amplint at '$binary'"
        output amplint "$binary"
    elif command -v amplint >/dev/null; then
        output amplint "$(command -v amplint)"
    else
        key=$(cd "$root" && find Cargo.toml Cargo.lock src schemas -type f | LC_ALL=C sort |
            git hash-object --stdin-paths | git hash-object --stdin)
        folder=${RUNNER_TOOL_CACHE:-${RUNNER_TEMP:?}}/amplint/$key
        output key "amplint-${RUNNER_OS:-}-${RUNNER_ARCH:-}-$key"
        output folder "$folder"
        output amplint "$folder/bin/amplint"
    fi
}

build() {
    if [ -x "$FOLDER/bin/amplint" ] || [ -x "$FOLDER/bin/amplint.exe" ]; then
        return
    fi
    command -v cargo >/dev/null || fail "building amplint takes Rust; install it, or amplint, in an earlier step"
    cargo install --locked --path "$root" --root "$FOLDER"
}

check() {
    local arguments=(check) code=0
    if [ "${INPUT_ANNOTATIONS:-true}" = true ]; then
        arguments+=(--format github)
    else
        arguments+=(--color always)
    fi
    if [ -n "${INPUT_SARIF:-}" ]; then
        arguments+=(--output "sarif=$INPUT_SARIF")
    fi
    split "${INPUT_ARGS:-}"
    arguments+=(${lines[@]+"${lines[@]}"})
    split "${INPUT_PATHS:-}"
    arguments+=(-- ${lines[@]+"${lines[@]}"})
    "$AMPLINT" "${arguments[@]}" || code=$?
    output exit-code "$code"
    if [ -n "${INPUT_SARIF:-}" ] && [ -f "$INPUT_SARIF" ]; then
        unsuppressed "$INPUT_SARIF"
        output sarif "$INPUT_SARIF"
    fi
    exit "$code"
}

# Code scanning opens alerts for suppressed results as well, so they are taken out.
unsuppressed() {
    if ! command -v jq >/dev/null; then
        echo "There is no jq: findings that a comment silences stay in the SARIF file"
        return
    fi
    jq '.runs[].results |= map(select(.suppressions == []))' "$1" >"$1.part"
    mv "$1.part" "$1"
}

case ${1:-} in
find) find_amplint ;;
build) build ;;
check) check ;;
*) fail "there is no step '${1:-}'" ;;
esac
