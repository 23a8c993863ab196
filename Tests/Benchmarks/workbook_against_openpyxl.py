#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Times `assay estimate` on a workbook against openpyxl reading it, as whole processes, in turn.

    workbook_against_openpyxl.py ASSAY [--rows N] [--rounds N]

The workbook has 20 columns of identifiers, numbers and Chinese texts. It is made in the folder of TMPDIR or /var/tmp.
Needs a Python with openpyxl and xlsxwriter.
"""

import argparse
import multiprocessing
import os
import statistics
import sys

from timed_process import timed

FOLDER = os.environ.get("TMPDIR") or "/var/tmp"

OPENPYXL = """
import sys, openpyxl
for row in openpyxl.load_workbook(sys.argv[1], read_only=True).worksheets[0].iter_rows(values_only=True): pass
"""


def write(path, rows):
    import xlsxwriter

    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("data")
    for column in range(20):
        sheet.write_string(0, column, f"c{column}")
    for row in range(rows):
        sheet.write_string(row + 1, 0, f"530111-{row}")
        for column in range(1, 10):
            sheet.write_number(row + 1, column, row % 97 * column / 8 + 1)
        for column in range(10, 20):
            sheet.write_string(row + 1, column, f"答案 {row % (column * 7)}")
    book.close()


def made(rows):
    """The path of a workbook of so many rows."""
    path = os.path.join(FOLDER, f"workbook-{rows}.xlsx")
    if not os.path.exists(path):
        # In a process of its own: the memory of this one counts for those that it starts.
        writer = multiprocessing.Process(target=write, args=(path + ".part", rows))
        writer.start()
        writer.join()
        os.rename(path + ".part", path)
    return path


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("assay")
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    path = made(options.rows)
    runs = {
        "assay": [options.assay, "estimate", path, "--mean", "c5", "--weight", "c9"],
        "openpyxl reading": [sys.executable, "-c", OPENPYXL, path],
    }
    results = {name: [] for name in runs}
    for _ in range(options.rounds):
        for name, command in runs.items():
            results[name].append(timed(command))
    print(f"{options.rows} rows of 20 columns, {os.path.getsize(path) / 1e6:.0f} MB, medians of {options.rounds}:")
    for name, times in results.items():
        seconds = statistics.median(t for t, _ in times)
        print(f"  {name}: {seconds:.2f} s, {max(m for _, m in times):.0f} MB")


if __name__ == "__main__":
    main()
