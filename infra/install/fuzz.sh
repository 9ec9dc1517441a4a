#!/usr/bin/env bash
# schemathesis, from PyPI into .roster/tools/fuzz: as infra/fuzz/requirements.txt has it.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/debian.sh"
python_packages fuzz
