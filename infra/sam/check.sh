#!/usr/bin/env bash
# What can be said of template.yaml without an account: it is valid, the linter has nothing to say, and no
# resources wait for each other.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
source "$here/../install/debian.sh"
export SAM_CLI_TELEMETRY=0
cd "$root"
bash infra/install/sam.sh

"$tools/sam/bin/sam" validate --lint --region eu-central-1
"$tools/sam/bin/sam" validate --lint --region eu-central-1 --template infra/authorizer/stack.yaml
"$tools/sam/bin/python" infra/sam/circles.py template.yaml
