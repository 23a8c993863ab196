#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Times `assay estimate` against svy, and against polars reading the file, as whole processes, in turn.

    estimate_against_svy.py ASSAY [--rows N] [--rounds N] [--sizes] [--r]

Ten proportions in 20 domains with Korn and Graubard's intervals, from one stage of clusters in 100 strata with
weights; then a bootstrap of 1,000 replicates and a two-stage design of 2,000 clusters and 40,000 rows, by Assay alone.
`--sizes` adds the same ten proportions of 10,000 to 10 million rows by Assay, with the largest memory over the size of the
file; `--r` adds one run of R's survey (minutes). Files are made in the folder of TMPDIR or /var/tmp. Needs a Python with
polars and svy.
"""

import argparse
import os
import statistics
import subprocess
import sys

from timed_process import timed

FOLDER = os.environ.get("TMPDIR") or "/var/tmp"

SVY = """
import sys, polars as pl, svy
sample = svy.Sample(pl.read_csv(sys.argv[1]), svy.Design(stratum="stratum", psu="psu", wgt="weight"))
for k in range(10):
    sample.estimation.prop(f"y{k}", by="township", ci_method="korn-graubard")
"""

POLARS = "import sys, polars as pl; pl.read_csv(sys.argv[1])"

R = """
suppressMessages(library(survey))
rows <- read.csv(commandArgs(TRUE)[1])
d <- svydesign(id = ~psu, strata = ~stratum, weights = ~weight, data = rows)
for (k in 0:9) svyby(as.formula(paste0("~y", k)), ~township, d, svyciprop, method = "beta", vartype = "ci")
"""


def made(rows, two_stages=False):
    """The path of a survey of so many rows."""
    path = os.path.join(FOLDER, f"survey-{rows}{'-two' if two_stages else ''}.csv")
    if not os.path.exists(path):
        script = os.path.join(os.path.dirname(os.path.abspath(__file__)), "survey_rows.py")
        arguments = ["--two-stages"] if two_stages else []
        subprocess.run([sys.executable, script, str(rows), path + ".part"] + arguments, check=True)
        os.rename(path + ".part", path)
    return path


def proportions(assay, path):
    wanted = [word for k in range(10) for word in ("--proportion", f"y{k}=1")]
    return [assay, "estimate", path, "--strata", "stratum", "--clusters", "psu", "--weight", "weight",
            "--by", "township", "--interval", "korn-graubard"] + wanted


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("assay")
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--sizes", action="store_true")
    parser.add_argument("--r", action="store_true")
    options = parser.parse_args()
    path = made(options.rows)
    size = os.path.getsize(path) / 1e6
    runs = {
        "assay": proportions(options.assay, path),
        "polars reading": [sys.executable, "-c", POLARS, path],
        "svy": [sys.executable, "-c", SVY, path],
    }
    results = {name: [] for name in runs}
    for _ in range(options.rounds):
        for name, command in runs.items():
            results[name].append(timed(command))
    medians = {name: statistics.median(t for t, _ in r) for name, r in results.items()}
    print(f"{options.rows} rows, {size:.0f} MB, ten proportions in 20 domains, medians of {options.rounds}:")
    for name, times in results.items():
        print(f"  {name}: {medians[name]:.2f} s, {max(m for _, m in times):.0f} MB")
    print(f"  svy / assay: {medians['svy'] / medians['assay']:.1f}")
    print(f"  assay / polars reading: {medians['assay'] / medians['polars reading']:.2f}")
    seconds, memory = timed(runs["assay"] + ["--variance", "bootstrap", "--replicates", "1000"])
    print(f"  assay, bootstrap of 1,000: {seconds:.2f} s, {memory:.0f} MB")
    two = made(40_000, two_stages=True)
    seconds, _ = timed([options.assay, "estimate", two, "--strata", "stratum", "--clusters", "psu,household",
                        "--population-size", "M,N", "--mean", "income"])
    print(f"  assay, two stages, 2,000 clusters, 40,000 rows, whole process: {seconds:.3f} s")
    if options.r:
        script = os.path.join(FOLDER, "estimate.R")
        with open(script, "w") as file:
            file.write(R)
        seconds, memory = timed(["Rscript", script, path])
        print(f"  R survey: {seconds:.0f} s, {memory:.0f} MB, {seconds / medians['assay']:.0f} times assay's")
    if options.sizes:
        for rows in (10_000, 100_000, 1_000_000, 10_000_000):
            path = made(rows)
            seconds, memory = timed(proportions(options.assay, path))
            megabytes = os.path.getsize(path) / 1e6
            print(f"  {rows} rows: {seconds:.2f} s, {memory:.0f} MB, {memory / megabytes:.1f} of the file")


if __name__ == "__main__":
    main()
