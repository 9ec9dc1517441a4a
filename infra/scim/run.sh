#!/usr/bin/env bash
# Installs what is missing, builds the page and the program, and lets the public SCIM test client at the running
# product, on free ports and with data of its own.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../install/debian.sh"
cd "$root"

bash infra/install/run.sh
bash infra/install/scim.sh
bash infra/local/page.sh
# A name of its own: `make run` may be going on, and may be built anew meanwhile.
go build -o .roster/bin/scim ./infra/local
exec go run ./infra/scim .roster/bin/scim .roster/tools/scim/bin/python infra/scim/check.py
