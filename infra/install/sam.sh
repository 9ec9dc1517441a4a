#!/usr/bin/env bash
# The AWS SAM command line, from PyPI into .roster/tools/sam. Prints nothing; run .roster/tools/sam/bin/sam.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/debian.sh"
python_packages sam
