#!/usr/bin/env bash
# schemathesis, from PyPI into .roster/tools/schemathesis: as infra/fuzz/requirements.txt has it.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/debian.sh"

wanted="$root/infra/fuzz/requirements.txt"
place="$tools/schemathesis"
[ -x "$place/bin/schemathesis" ] && fresh "$place/.installed" "$wanted" && exit

python3 -c 'import ensurepip' 2>/dev/null || missing+=(python3-venv)
install_missing
say "installing schemathesis"
rm -rf "$place"
python3 -m venv "$place"
retry "$place/bin/pip" install -q --disable-pip-version-check uv==0.13.9
retry "$place/bin/uv" pip install -q --system-certs --python "$place/bin/python" -r "$wanted"
stamp "$place/.installed" "$wanted"
