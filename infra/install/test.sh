#!/usr/bin/env bash
# What `make test` needs besides: a C compiler, Chromium, Docker, sam, the fuzzer and the linter.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/debian.sh"

want java default-jre-headless
[ -f "$root/.roster/dynamodb/.installed" ] || want mvn maven
want chromium-headless-shell chromium-headless-shell
want gcc gcc # the race detector is linked by C
[ -f /usr/include/stdlib.h ] || missing+=(libc6-dev)
want dockerd docker.io
python3 -c 'import ensurepip' 2>/dev/null || missing+=(python3-venv)
install_missing

bash "$root/infra/install/lint.sh" & # a compiler's minute, while the others wait for what they fetch
linter=$!
bash "$root/infra/install/run.sh"
bash "$root/infra/install/sam.sh"
bash "$root/infra/install/fuzz.sh"
bash "$root/infra/install/scim.sh"
bash "$root/infra/install/snippets.sh"
wait "$linter"
