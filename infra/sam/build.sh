#!/usr/bin/env bash
# Compiles every function for AWS into .aws-sam/build. Arguments go to `sam build`.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
source "$here/../install/debian.sh"
source "$here/flags.sh"
cd "$root"
bash infra/install/sam.sh

# First what all functions import, once: sam compiles several at the same time, each with everything, and
# hides the compiler's words.
architecture=arm64
[[ "$*" == *Architecture=x86_64* ]] && architecture=amd64
go list ./functions/... ./infra/edge/... | grep -v '/lambda$' | GOOS=linux GOARCH=$architecture xargs go build

"$tools/sam/bin/sam" build --parallel "$@"
