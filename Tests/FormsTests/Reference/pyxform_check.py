"""Checks forms kept as CSV sheets with pyxform and ODK Validate.

    pip install pyxform openpyxl
    python3 pyxform_check.py FOLDER...

Each folder holds survey.csv, choices.csv and settings.csv. Prints what pyxform warns about; exits 1
if pyxform or ODK Validate (a Java program in pyxform's package) refuses a form.
"""

import csv
import pathlib
import sys
import tempfile

import openpyxl
from pyxform.xls2xform import convert


def workbook(folder: pathlib.Path, path: pathlib.Path) -> None:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name in ("survey", "choices", "settings"):
        sheet = book.create_sheet(name)
        with open(folder / f"{name}.csv", newline="", encoding="utf-8") as file:
            for row in csv.reader(file):
                sheet.append([cell or None for cell in row])
    book.save(path)


def main() -> int:
    status = 0
    for name in sys.argv[1:]:
        with tempfile.TemporaryDirectory() as temporary:
            path = pathlib.Path(temporary) / "form.xlsx"
            workbook(pathlib.Path(name), path)
            try:
                result = convert(path, validate=True, warnings=(warnings := []))
                print(f"{name}: valid, {len(result.xform)} characters")
                for warning in warnings:
                    print(f"  {warning}")
            except Exception as error:
                print(f"{name}: {error}")
                status = 1
    return status


if __name__ == "__main__":
    sys.exit(main())
