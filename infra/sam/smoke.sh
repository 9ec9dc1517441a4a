#!/usr/bin/env bash
# The template's own checks; then invite, list and revoke through the deployed binaries under sam local, on a
# table of its own.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

[ -n "${ROSTER_TEST_DYNAMODB:-}" ] || exec go run ./infra/local/testdb -- bash infra/sam/smoke.sh
bash infra/sam/check.sh
bash infra/sam/local.sh --smoke --functions invite,list,revoke --port 0 --dynamodb "$ROSTER_TEST_DYNAMODB"
