#!/usr/bin/env bash
# A restore of the table beside the live one: see restore.py.
#
#   STACK=roster bash infra/sam/restore.sh [--at 2026-11-22T09:30:00+00:00] [--keep]
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
source "$here/../install/debian.sh"
bash "$here/../install/sam.sh"
"$tools/sam/bin/python" "$here/restore.py" "${STACK:-roster}" "$@"
