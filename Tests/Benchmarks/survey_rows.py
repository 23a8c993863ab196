#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the survey of the estimation benchmarks: `survey_rows.py ROWS FILE [--two-stages]`.

Rows are grouped by cluster, clusters by stratum: 100 strata, one cluster for each 50 rows, 20 townships
that cut across strata, ten answers of 0 or 1 (rates 1% to 50%, alike within clusters), a weight, an
income with decimals, the population of clusters in the stratum. With --two-stages clusters hold 20 rows and each row names its
household and how many the cluster has. The same bytes at every run.
"""

import random
import sys


def main():
    rows, path = int(sys.argv[1]), sys.argv[2]
    has_two_stages = "--two-stages" in sys.argv
    clusters = max(200, rows // (20 if has_two_stages else 50))
    chance = random.Random(20161122)
    rates = [0.01, 0.02, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5]
    with open(path, "w") as file:
        more = "household,N," if has_two_stages else ""
        file.write(f"stratum,psu,{more}township,weight,M,income," + ",".join(f"y{k}" for k in range(10)) + "\n")
        written = 0
        for cluster in range(clusters):
            stratum = cluster * 100 // clusters
            size = (cluster + 1) * rows // clusters - written
            weight = 1 + stratum % 7 + chance.randrange(1000) / 1000
            shift = chance.uniform(0.5, 1.5)
            tail = f"t{chance.randrange(20):02d},{weight:.3f},{clusters // 100 * 5},"
            lines = []
            for row in range(size):
                head = f"s{stratum:02d},{cluster}," + (f"{row},{size * 7}," if has_two_stages else "") + tail
                answers = ",".join("1" if chance.random() < rate * shift else "0" for rate in rates)
                lines.append(f"{head}{chance.lognormvariate(8, 0.5):.2f},{answers}\n")
            file.writelines(lines)
            written += size


if __name__ == "__main__":
    main()
