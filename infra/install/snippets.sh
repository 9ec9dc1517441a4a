#!/usr/bin/env bash
# The published libraries that docs/snippets verify webhooks with: npm's into infra/snippets, PyPI's into
# .roster/tools/snippets. That of Go is in go.mod.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/debian.sh"

npm_packages infra/snippets

version=1.1.0
place="$tools/snippets"
[ -x "$place/bin/python" ] && [ "$(cat "$place/.version" 2>/dev/null)" = "$version" ] && exit

python3 -c 'import ensurepip' 2>/dev/null || missing+=(python3-venv)
install_missing
say "installing standardwebhooks $version for Python"
rm -rf "$place"
python3 -m venv "$place"
retry "$place/bin/pip" install -q --disable-pip-version-check "standardwebhooks==$version"
echo "$version" >"$place/.version"
