#!/usr/bin/env bash
# The published libraries that docs/snippets verify webhooks with, from npm and PyPI. That of Go is in go.mod.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/debian.sh"
npm_packages infra/snippets
python_packages snippets
