#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Imports of answers that are killed at 200 random moments:
#
#     Tests/Slow/kills.sh [KILLS] [SEED]
#
# The seed is printed; given again it repeats the moments. The tests of every run make 20.
set -euo pipefail
cd "$(dirname "$0")/../.."
export ASSAY_KILLS=${1:-200}
if [ $# -gt 1 ]; then export ASSAY_KILL_SEED=$2; fi
swift test -c release --filter KillTests
