#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Times `assay register crosscheck` of a large register with a large list.

    crosscheck_lists.py ASSAY [--households N] [--listed M]

Makes a county of N households (300,000) in 1,000 villages with names and identity numbers, of which one in fifty has a
wrong check digit, in the folder of TMPDIR or /var/tmp, and a list of M people (200,000): one in twenty stands in the
register, one in forty has no number. Prints seconds and megabytes of the import and of the comparison, which also
finds numbers with one wrong or two swapped digits and compares names where there is no number. In pairs with polars
(where it is installed), which reads both files and joins them on equal numbers alone.
"""

import argparse
import csv
import os
import random
import shutil
import subprocess
import sys

from timed_process import timed

FOLDER = os.path.join(os.environ.get("TMPDIR") or "/var/tmp", "assay-crosscheck")
WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
COLUMNS = "{status: text, exit_year: text, card: text, persons: integer"
PERSONAL = ", name: {type: text, personal: true}, id_number: {type: text, personal: true}"

POLARS = """
import sys, polars
register = polars.read_csv(sys.argv[1], infer_schema=False)
listed = polars.read_csv(sys.argv[2], infer_schema=False)
listed.join(register, left_on="身份证号", right_on="id_number", how="inner").write_csv(sys.argv[3])
"""


def identity_number(number):
    """A number of GB 11643-1999 with its check digit; another for each number below nine million."""
    number, area = divmod(number, 9)
    number, year = divmod(number, 60)
    number, month = divmod(number, 12)
    number, day = divmod(number, 28)
    body = f"3608{21 + area}{1940 + year}{1 + month:02d}{1 + day:02d}{number % 1000:03d}"
    return body + "10X98765432"[sum(int(a) * w for a, w in zip(body, WEIGHTS)) % 11]


def write(path, header, rows):
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def make(households, listed):
    random.seed(5)

    def name():
        return random.choice("王李张刘陈杨黄赵吴周") + "".join(random.choices("伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平", k=2))

    numbers = [identity_number(n) for n in random.sample(range(9 * 60 * 12 * 28 * 1000), households + listed)]

    def typed(row):
        number = numbers[row]
        return number if row % 50 else number[:17] + ("1" if number[17] != "1" else "2")

    write(os.path.join(FOLDER, "villages.csv"), ["village_id", "township", "group", "persons", "name"],
          ([f"V{v:04d}", f"T{v // 20}", "exited", 1000, f"村{v}"] for v in range(1000)))
    write(os.path.join(FOLDER, "households.csv"),
          ["household_id", "village_id", "status", "exit_year", "card", "persons", "name", "id_number"],
          ([f"H{i:06d}", f"V{i % 1000:04d}", "exited", 2016, "blue", 1 + i % 6, name(), typed(i)]
           for i in range(households)))
    write(os.path.join(FOLDER, "list.csv"), ["身份证号", "姓名", "村"],
          (["" if i % 40 == 1 else numbers[random.randrange(households) if i % 20 == 0 else households + i],
            name(), f"村{random.randrange(1000)}"] for i in range(listed)))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("assay")
    parser.add_argument("--households", type=int, default=300_000)
    parser.add_argument("--listed", type=int, default=200_000)
    options = parser.parse_args()
    assay = os.path.abspath(options.assay)
    shutil.rmtree(FOLDER, ignore_errors=True)
    os.makedirs(FOLDER)
    make(options.households, options.listed)
    workspace = os.path.join(FOLDER, "workspace")
    subprocess.run([assay, "new", workspace, "--profile", "exit-2016", "--quiet"], check=True,
                   stderr=subprocess.DEVNULL)
    description = os.path.join(workspace, "assessment.yaml")
    with open(description, encoding="utf-8") as file:
        text = file.read()
    with open(description, "w", encoding="utf-8") as file:
        file.write(text.replace(COLUMNS, COLUMNS + PERSONAL))
    registers = [os.path.join(FOLDER, f"{name}.csv") for name in ("villages", "households")]
    listed = os.path.join(FOLDER, "list.csv")
    common = ["--workspace", workspace, "--quiet"]
    seconds, megabytes = timed([assay, "register", "import", *registers, *common])
    print(f"import of {options.households} households: {seconds:.1f} s, {megabytes:.0f} MB", flush=True)
    seconds, megabytes = timed([assay, "register", "crosscheck", f"car={listed}", "--by-name", *common])
    print(f"crosscheck with {options.listed} people: {seconds:.1f} s, {megabytes:.0f} MB", flush=True)
    try:
        import polars  # noqa: F401
    except ImportError:
        return
    peer, memory = timed([sys.executable, "-c", POLARS, registers[1], listed, os.path.join(FOLDER, "joined.csv")])
    print(f"polars, equal numbers only: {peer:.2f} s, {memory:.0f} MB; ratio {seconds / peer:.1f}")


if __name__ == "__main__":
    main()
