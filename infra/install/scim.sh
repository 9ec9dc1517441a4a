#!/usr/bin/env bash
# The public SCIM test client, from PyPI into .roster/tools/scim.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/debian.sh"

wanted="$root/infra/scim/requirements.txt"
place="$tools/scim"
fresh "$place/.installed" "$wanted" && exit

python3 -c 'import ensurepip' 2>/dev/null || missing+=(python3-venv)
install_missing
say "installing scim2-tester"
rm -rf "$place"
python3 -m venv "$place"
retry "$place/bin/pip" install -q --disable-pip-version-check -r "$wanted"
stamp "$place/.installed" "$wanted"
