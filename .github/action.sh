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
    elif released; then
        download
    elif command -v amplint >/dev/null; then
        output amplint "$(command -v amplint)"
    elif [ "${INPUT_BUILD:-false}" = true ]; then
        key=$(cd "$root" && find Cargo.toml Cargo.lock src schemas -type f | LC_ALL=C sort |
            git hash-object --stdin-paths | git hash-object --stdin)
        folder=$cache/amplint/$key
        output key "amplint-${RUNNER_OS:-}-${RUNNER_ARCH:-}-$key"
        output folder "$folder"
        output amplint "$folder/bin/amplint"
    else
        fail "this version of the action comes with no amplint for $target and there is none on the PATH; use a released version, install amplint in an earlier step, or set 'build: true'"
    fi
}

cache=${RUNNER_TOOL_CACHE:-${RUNNER_TEMP:-}}

# The archive of this system, and its checksum in the action itself; none before a release.
released() {
    case "${RUNNER_OS:-}-${RUNNER_ARCH:-}" in
    Linux-X64) target=x86_64-unknown-linux-musl ;;
    Linux-ARM64) target=aarch64-unknown-linux-musl ;;
    macOS-X64) target=x86_64-apple-darwin ;;
    macOS-ARM64) target=aarch64-apple-darwin ;;
    Windows-X64) target=x86_64-pc-windows-msvc ;;
    Windows-ARM64) target=aarch64-pc-windows-msvc ;;
    *)
        target="${RUNNER_OS:-this system} on ${RUNNER_ARCH:-its processor}"
        return 1
        ;;
    esac
    archive=amplint-$target.tar.gz
    exe=
    if [ "${RUNNER_OS:-}" = Windows ]; then
        archive=amplint-$target.zip
        exe=.exe
    fi
    local list=$root/.github/checksums
    [ -f "$list" ] || return 1
    version=$(sed -n 's/^# v//p' "$list")
    expected=$(sed -n "s/^\([0-9a-f]\{64\}\)  $archive\$/\1/p" "$list")
    [ -n "$version" ] && [ -n "$expected" ]
}

# Nothing that is not the archive of this version is unpacked, much less run.
download() {
    local folder=$cache/amplint/$version/$target url found
    local binary=$folder/amplint-$target/amplint$exe
    url=${AMPLINT_DOWNLOAD:-https://github.com/amplint/amplint/releases/download}/v$version/$archive
    mkdir -p "$folder"
    # The archive stays beside what came out of it, and is checked every time: a cache can be written to.
    if [ ! -f "$folder/$archive" ] || [ "$(sum "$folder/$archive")" != "$expected" ]; then
        curl -LsSf --retry 3 -o "$folder/$archive" "$url" || fail "amplint $version can't be downloaded from $url"
    fi
    found=$(sum "$folder/$archive")
    if [ "$found" != "$expected" ]; then
        rm -f "$folder/$archive"
        fail "the checksum of $url is ${found:-unknown} and should be $expected: nothing of it was run"
    fi
    case "$archive" in
    *.zip) unzip -qo "$folder/$archive" -d "$folder" ;;
    *) tar -xzf "$folder/$archive" -C "$folder" ;;
    esac
    output amplint "$binary"
}

sum() {
    local line
    if command -v sha256sum >/dev/null; then
        line=$(sha256sum <"$1")
    else
        line=$(shasum -a 256 <"$1")
    fi
    printf '%s' "${line%% *}"
}

build() {
    if [ -x "$FOLDER/bin/amplint" ] || [ -x "$FOLDER/bin/amplint.exe" ]; then
        return
    fi
    command -v cargo >/dev/null || fail "building amplint takes Rust; install it, or amplint, in an earlier step"
    cargo install --locked --path "$root" --root "$FOLDER"
}

check() {
    local arguments=(check) code=0 worst
    if [ "${INPUT_ANNOTATIONS:-true}" = true ]; then
        arguments+=(--format github)
    else
        arguments+=(--color always)
    fi
    if [ -n "${INPUT_SARIF:-}" ]; then
        arguments+=(--output "sarif=$INPUT_SARIF")
    fi
    local report=
    if [ "${INPUT_SUMMARY:-false}" = true ] && [ -n "${GITHUB_STEP_SUMMARY:-}" ]; then
        report=${RUNNER_TEMP:-/tmp}/amplint-$$.json
        arguments+=(--output "json=$report")
    fi
    split "${INPUT_ARGS:-}"
    arguments+=(${lines[@]+"${lines[@]}"})
    split "${INPUT_PATHS:-}"
    local paths=(${lines[@]+"${lines[@]}"})
    "$AMPLINT" "${arguments[@]}" -- ${paths[@]+"${paths[@]}"} || code=$?
    worst=$code
    if [ -n "$report" ]; then
        summary "$report"
        rm -f "$report"
    fi
    if [ -n "${INPUT_AGAINST:-}" ]; then
        code=0
        compare ${paths[@]+"${paths[@]}"} || code=$?
        [ "$code" -le "$worst" ] || worst=$code
    fi
    output exit-code "$worst"
    if [ -n "${INPUT_SARIF:-}" ] && [ -f "$INPUT_SARIF" ]; then
        unsuppressed "$INPUT_SARIF"
        output sarif "$INPUT_SARIF"
    fi
    exit "$worst"
}

# What changes for those who use the integrations: in the log, and as a table in the summary.
compare() {
    local arguments=(compare "--against=$INPUT_AGAINST") code=0 table=
    if [ "${INPUT_ANNOTATIONS:-true}" = true ]; then
        arguments+=(--format github)
    fi
    if [ "${INPUT_SUMMARY:-false}" = true ] && [ -n "${GITHUB_STEP_SUMMARY:-}" ]; then
        table=${RUNNER_TEMP:-/tmp}/amplint-$$.md
        arguments+=(--output "markdown=$table")
    fi
    "$AMPLINT" "${arguments[@]}" -- "$@" || code=$?
    if [ -n "$table" ] && [ -f "$table" ]; then
        { echo && cat "$table"; } >>"$GITHUB_STEP_SUMMARY"
        rm -f "$table"
    fi
    return "$code"
}

# The counts and the first findings, as a table. What stands in a file is code there: no link, no markup.
summary() {
    if [ ! -f "$1" ] || ! command -v jq >/dev/null; then
        return
    fi
    jq -r '
        def code: gsub("[\\r\\n]+"; " ") | gsub("\\|"; "\\|") | gsub("<"; "&lt;") | gsub("@"; "&#64;");
        def many($n; $word): "\($n) \($word)" + (if $n == 1 then "" else "s" end);
        [.findings[] | select(.suppressed | not)] as $found
        | "### amplint\n",
          (.summary | "\(many(.errors; "error")), \(many(.warnings; "warning")) in \(many(.files; "file"))"
              + (if .fixable > 0 then "; \(.fixable) fixable with `--fix`" else "" end)),
          (if ($found | length) > 0 then
              "\n| | rule | where | what |\n|---|---|---|---|",
              ($found[:50][] | "| \(.level) | \(if .url then "[\(.rule)](\(.url))" else .rule end) "
                  + "| \(.file | code):\(.span.start.line) | \(.message | code) |"),
              (if ($found | length) > 50 then "\n\(($found | length) - 50) more are in the log." else empty end)
           else empty end)' "$1" >>"$GITHUB_STEP_SUMMARY"
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
