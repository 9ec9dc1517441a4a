#!/usr/bin/env bash
# Installs what is missing, builds the page and the program, and gives them to the given script beside this
# one: run.mjs tells the stories, screenshots.mjs takes pictures. Further arguments go to the script.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../install/debian.sh"
cd "$root"

want chromium-headless-shell chromium-headless-shell
install_missing
bash infra/install/run.sh
npm_packages infra/e2e
bash infra/local/page.sh
# A name of its own: `make run` may be going on, and may be built anew meanwhile.
go build -o .roster/bin/e2e ./infra/local
exec node "infra/e2e/$1" "${@:2}"
