#!/bin/sh
# Installs amplint from its release, checked against the release's checksums.
#
#   curl -LsSf https://github.com/amplint/amplint/releases/latest/download/install.sh | sh
#
# AMPLINT_VERSION       another version
# AMPLINT_INSTALL_DIR   where to; ~/.local/bin if not set
# AMPLINT_DOWNLOAD      where releases are, for mirrors
set -eu

VERSION=0.2.0

fail() {
    printf 'error: %s\n' "$1" >&2
    exit 1
}

has() { command -v "$1" >/dev/null 2>&1; }

main() {
    version=${AMPLINT_VERSION:-$VERSION}
    version=${version#v}
    folder=${AMPLINT_INSTALL_DIR:-${HOME:?}/.local/bin}
    releases=${AMPLINT_DOWNLOAD:-https://github.com/amplint/amplint/releases/download}

    case "$(uname -s)" in
    Linux) system=unknown-linux-musl ;;
    Darwin) system=apple-darwin ;;
    *) fail "there is no archive for $(uname -s); on Windows use scoop, winget, pip or npm" ;;
    esac
    case "$(uname -m)" in
    x86_64 | amd64) cpu=x86_64 ;;
    aarch64 | arm64) cpu=aarch64 ;;
    *) fail "there is no archive for $(uname -m); build it with \`cargo install amplint --locked\`" ;;
    esac

    # Without one nothing is downloaded at all.
    if has sha256sum; then
        sum() { sha256sum "$1"; }
    elif has shasum; then
        sum() { shasum -a 256 "$1"; }
    else
        fail "there is neither sha256sum nor shasum, so the download could not be checked"
    fi
    if has curl; then
        get() { curl -LsSf --retry 2 -o "$2" "$1"; }
    elif has wget; then
        get() { wget -q -O "$2" "$1"; }
    else
        fail "there is neither curl nor wget"
    fi

    target=$cpu-$system
    archive=amplint-$target.tar.gz
    work=$(mktemp -d)
    trap 'rm -rf "$work"' EXIT
    get "$releases/v$version/SHA256SUMS" "$work/SHA256SUMS" ||
        fail "the checksums can't be downloaded: $releases/v$version/SHA256SUMS"
    expected=$(sed -n "s/^\([0-9a-f]\{64\}\)  $archive\$/\1/p" "$work/SHA256SUMS")
    [ -n "$expected" ] || fail "the release has no checksum of $archive, so nothing is installed"
    get "$releases/v$version/$archive" "$work/$archive" ||
        fail "the archive can't be downloaded: $releases/v$version/$archive"
    found=$(sum "$work/$archive")
    found=${found%% *}
    [ "$found" = "$expected" ] ||
        fail "the checksum of $archive is $found and should be $expected, so nothing is installed"

    tar -xzf "$work/$archive" -C "$work"
    mkdir -p "$folder"
    # In its place at once: an amplint that is running keeps its file.
    cp "$work/amplint-$target/amplint" "$folder/.amplint-$$"
    chmod 755 "$folder/.amplint-$$"
    mv "$folder/.amplint-$$" "$folder/amplint"
    printf 'amplint %s is installed as %s\n' "$version" "$folder/amplint"
    case ":${PATH:-}:" in
    *":$folder:"*) ;;
    *) printf 'note: %s is not on the PATH\n' "$folder" ;;
    esac
}

main
