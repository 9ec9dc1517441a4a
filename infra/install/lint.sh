#!/usr/bin/env bash
# golangci-lint, built once from its Go module (two minutes) into .roster/tools/bin.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/debian.sh"

version=v2.15.0
[ "$(cat "$tools/bin/.golangci-lint" 2>/dev/null)" = "$version" ] && exit

say "building golangci-lint $version, this takes a few minutes once"
mkdir -p "$tools/bin"
cd "$tools" # outside the module: its own dependencies decide
GOFLAGS=-trimpath GOBIN="$tools/bin" retry go install "github.com/golangci/golangci-lint/v2/cmd/golangci-lint@$version"
echo "$version" >"$tools/bin/.golangci-lint"
