#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Times `assay answers import` of a million answers, and of as many that are all wrong.

    import_answers.py ASSAY [--rows N] [--sheet-rows N] [--only NAME]

Makes the bundled county's workspace in the folder of TMPDIR or /var/tmp, plays its field work, and repeats the answers
to the satisfaction form under new keys: as CSV, as CSV with an age that the form refuses in every row, and as a
workbook. Each import begins with a fresh copy of the workspace. Ends with status 1 if one takes longer than 60 s or
more than 300 MB. The workbook needs a Python with xlsxwriter and is left out without.
"""

import argparse
import csv
import os
import shutil
import subprocess
import sys

from timed_process import timed

FOLDER = os.path.join(os.environ.get("TMPDIR") or "/var/tmp", "assay-answers")
DATA = os.path.join(os.path.dirname(__file__), "../../datasets/jian-2016")
SECONDS, MEGABYTES = 60, 300


def prepare(assay):
    """The drawn workspace, and the played answers to the satisfaction form."""
    workspace = os.path.join(FOLDER, "workspace")
    answers = os.path.join(FOLDER, "played-satisfaction.csv")
    if os.path.exists(answers):
        return workspace, answers
    shutil.rmtree(FOLDER, ignore_errors=True)
    os.makedirs(FOLDER)

    def run(*arguments):
        subprocess.run([assay, *arguments, "--quiet"], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    subprocess.run([assay, "new", workspace, "--profile", "exit-2016"], check=True, stderr=subprocess.DEVNULL)
    shutil.copy(os.path.join(DATA, "assessment.yaml"), workspace)
    registers = [os.path.join(DATA, f"{name}.csv") for name in ("villages", "households", "roster")]
    run("register", "import", *registers, "--workspace", workspace)
    run("seal", "--workspace", workspace)
    run("draw", "--seed", "54321543215432154321", "--workspace", workspace)
    run("simulate", "answers", "--truth", os.path.join(DATA, "truth.csv"), "--seed", "answers", "--faultless",
        "--out", os.path.join(FOLDER, "played.csv"), "--workspace", workspace)
    return workspace, answers


def repeated(path, count, wrong):
    """The header, and `count` rows with keys of their own."""
    with open(path, encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    keys = [header.index("KEY"), header.index("meta-instanceID")]
    age = header.index("s_visit-s_resp_age")

    def made():
        for number in range(count):
            row = list(rows[number % len(rows)])
            for column in keys:
                row[column] = f"uuid:{number * 2654435761 % 2**32:08x}-0000-4000-8000-{number:012x}"
            if wrong:
                row[age] = "7"
            yield row

    return header, made()


def write_csv(path, header, rows):
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def write_workbook(path, header, rows):
    import xlsxwriter

    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    sheet = book.add_worksheet("answers")
    for number, row in enumerate([header, *rows]):
        for column, text in enumerate(row):
            sheet.write_string(number, column, text)
    book.close()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("assay")
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--sheet-rows", type=int, default=100_000)
    parser.add_argument("--only", choices=["right", "wrong", "workbook"])
    options = parser.parse_args()
    assay = os.path.abspath(options.assay)
    workspace, answers = prepare(assay)
    failed = False
    for name, count, write, ending in (
        ("right", options.rows, write_csv, "csv"),
        ("wrong", options.rows, write_csv, "csv"),
        ("workbook", options.sheet_rows, write_workbook, "xlsx"),
    ):
        if options.only not in (None, name):
            continue
        path = os.path.join(FOLDER, f"{name}-{count}.{ending}")
        if not os.path.exists(path):
            try:
                write(path + ".part", *repeated(answers, count, name == "wrong"))
            except ImportError:
                print(f"{name}: left out, xlsxwriter is not there")
                continue
            os.rename(path + ".part", path)
        copy = os.path.join(FOLDER, "copy")
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(workspace, copy)
        seconds, megabytes = timed([assay, "answers", "import", path, "--workspace", copy, "--quiet"])
        shutil.rmtree(copy)
        print(f"{name}: {count} rows, {seconds:.1f} s, {megabytes:.0f} MB", flush=True)
        failed = failed or seconds > SECONDS or megabytes > MEGABYTES
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
