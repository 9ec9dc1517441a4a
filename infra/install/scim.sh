#!/usr/bin/env bash
# The public SCIM test client, from PyPI into .roster/tools/scim.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/debian.sh"
python_packages scim
