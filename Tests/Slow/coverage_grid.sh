#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The whole grid of the coverage study, about an hour on two cores:
#
#     Tests/Slow/coverage_grid.sh .build/release/assay FOLDER
#
# Rates 0.05 to 5%, correlations 0 to 0.10, 10 to 80 villages (20% of all) of unequal size, 10 and 50% of their
# households, three kinds of populations, 5 populations of 800 draws each; then the hardest correlation for PPS and
# systematic villages, poststratified weights, and domains that cut across villages. Writes a CSV and a picture for
# each; ends with status 1 if coverage is below 94% or high misses are above 3% in any cell by more than chance.
set -uo pipefail
assay=$1
folder=$2
mkdir -p "$folder"
failed=0
grid=(--rate 0.0005,0.001,0.002,0.005,0.01,0.02,0.05 --villages 10,18,40,80 --household-fraction 0.1,0.5)

study() {
  local name=$1
  shift
  "$assay" simulate coverage "${grid[@]}" "$@" --seed "grid/$name" --populations 5 --draws 800 \
    --format csv --chart "$folder/$name.svg" --language en > "$folder/$name.csv" || failed=1
  echo "$name: $(($(wc -l < "$folder/$name.csv") - 1)) cells, $(grep -c ',no$' "$folder/$name.csv") failed"
}

study all --icc 0,0.02,0.05,0.1
study pps --icc 0.1 --village-draw pps
study systematic --icc 0.1 --village-draw systematic
study poststratified --icc 0.1 --poststratified
study domain --icc 0.1 --domain-share 0.3
exit $failed
