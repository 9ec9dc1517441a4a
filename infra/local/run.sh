#!/usr/bin/env bash
# Installs what is missing, builds the page and the program where their sources changed, and runs it.
# Arguments go to the program: --fresh, --dev, --port 8081 … (--help names them all).
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../install/debian.sh"
cd "$root"

bash infra/install/run.sh
if [[ " $* " != *" --dev "* ]]; then bash infra/local/page.sh; fi
go build -o .roster/bin/local ./infra/local
exec .roster/bin/local "$@"
