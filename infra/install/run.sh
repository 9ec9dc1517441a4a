#!/usr/bin/env bash
# What `make run` needs and this machine lacks: Java, DynamoDB Local, the npm packages.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/debian.sh"

command -v go >/dev/null || fail "Go is missing: go.mod names the version."
command -v node >/dev/null || fail "Node.js is missing: 20.19 or newer."
IFS=. read -r major minor _ <<<"$(node --version | tr -d v)"
((major > 20 || (major == 20 && minor >= 19))) || fail "Node.js 20.19 or newer is needed; this is $(node --version)."

want java default-jre-headless
[ -f "$root/.roster/dynamodb/.installed" ] || want mvn maven
install_missing

bash "$root/infra/install/dynamodb.sh"
npm_packages infra/local/services
if [ -f "$root/frontend/package-lock.json" ]; then npm_packages frontend; fi
