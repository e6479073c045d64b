#!/usr/bin/env bash
# Usage: scripts/tidy.sh
# Runs clang-tidy 19 on the libraries and the tool (preset tidy); a warning is an error.
set -euo pipefail
exec "$(dirname "${BASH_SOURCE[0]}")/build.sh" --preset tidy
