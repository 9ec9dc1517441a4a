#!/usr/bin/env bash
# The AWS SAM command line, from PyPI into .roster/tools/sam. Prints nothing; run .roster/tools/sam/bin/sam.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/debian.sh"

version=1.170.0
place="$tools/sam"
[ -x "$place/bin/sam" ] && [ "$(cat "$place/.version" 2>/dev/null)" = "$version" ] && exit

python3 -c 'import ensurepip' 2>/dev/null || missing+=(python3-venv)
install_missing
say "installing aws-sam-cli $version"
rm -rf "$place"
python3 -m venv "$place"
retry "$place/bin/pip" install -q --disable-pip-version-check uv==0.13.9
retry "$place/bin/uv" pip install -q --system-certs --python "$place/bin/python" "aws-sam-cli==$version"
echo "$version" >"$place/.version"
