#!/usr/bin/env bash
# Installs what is missing and runs the fuzzer. Arguments go to it: see main.go.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

bash infra/install/run.sh
bash infra/install/fuzz.sh
exec go run ./infra/local/testdb -- go run ./infra/fuzz "$@"
