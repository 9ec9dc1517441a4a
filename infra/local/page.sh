#!/usr/bin/env bash
# Builds the page into frontend/dist, unless nothing changed since the last time.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../install/debian.sh"
cd "$root/frontend"

changed() {
  [ -n "$(find . ../docs/snippets \( -name node_modules -o -name dist \) -prune -o -type f -newer dist/index.html -print -quit)" ]
}
if [ -f dist/index.html ] && ! changed; then exit; fi
say "building the page"
npm run --silent build -- --logLevel warn >&2
