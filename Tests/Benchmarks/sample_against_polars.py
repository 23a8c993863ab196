#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Times `assay sample` against polars doing the same without tickets, as whole processes, in pairs.

    sample_against_polars.py ASSAY [--households N] [--pairs N] [--shuffled] [--alone]

Both read one register, draw 20% of the villages and 10% of the households by card within each drawn
village, and write the drawn rows with their weights. polars draws by its own random numbers, which nobody
else can repeat. The register is made once, in the folder of TMPDIR or /var/tmp. Printed are the median
times, the ratio, and the largest memory of each. Needs a Python with polars.
"""

import argparse
import os
import statistics
import subprocess
import sys

from timed_process import timed

POLARS = """
import polars as pl, sys
rows = pl.read_csv(sys.argv[1])
drawn = rows.select("village").unique().sample(fraction=0.2, seed=1)
rows = rows.join(drawn, on="village", how="semi")
cell = ["village", "card"]
rows = rows.with_columns(
    N=pl.len().over(cell), order=pl.int_range(pl.len()).shuffle(seed=1).over(cell)
).with_columns(n=(pl.col("N") * 0.1).ceil())
mains = rows.filter(pl.col("order") < pl.col("n"))
mains.with_columns(weight=5 * pl.col("N") / pl.col("n")).sort(cell + ["order"]).write_csv(sys.argv[2])
"""


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("assay")
    parser.add_argument("--households", type=int, default=10_000_000)
    parser.add_argument("--pairs", type=int, default=5)
    parser.add_argument("--shuffled", action="store_true")
    parser.add_argument("--alone", action="store_true", help="without polars, whose memory grows with the file")
    options = parser.parse_args()
    folder = os.environ.get("TMPDIR") or "/var/tmp"
    name = f"register-{options.households}{'-shuffled' if options.shuffled else ''}.csv"
    register = os.path.join(folder, name)
    if not os.path.exists(register):
        script = os.path.join(os.path.dirname(os.path.abspath(__file__)), "register.py")
        arguments = ["--shuffled"] if options.shuffled else []
        subprocess.run(
            [sys.executable, script, str(options.households), register + ".part"] + arguments, check=True)
        os.rename(register + ".part", register)
    output = os.path.join(folder, "drawn.csv")
    assay = [
        options.assay, "sample", register, "--id", "household", "--cluster", "village",
        "--cluster-fraction", "0.2", "--strata", "card", "--fraction", "0.1",
        "--seed", "63454660390103169462", "--out", output,
    ]
    runs = {"assay": assay}
    if not options.alone:
        runs["polars"] = [sys.executable, "-c", POLARS, register, output]
    results = {name: [] for name in runs}
    for _ in range(options.pairs):
        for name, command in runs.items():
            results[name].append(timed(command))
    print(f"{register}: {os.path.getsize(register) / 1e6:.0f} MB, {options.pairs} pairs")
    for name, runs in results.items():
        times = [run[0] for run in runs]
        print(
            f"{name:7} median {statistics.median(times):6.2f} s, least {min(times):6.2f} s, "
            f"largest memory {max(run[1] for run in runs):6.0f} MB")
    if not options.alone:
        ratios = [a[0] / b[0] for a, b in zip(results["assay"], results["polars"])]
        print(f"assay takes {statistics.median(ratios):.2f} of polars' time")


if __name__ == "__main__":
    main()
