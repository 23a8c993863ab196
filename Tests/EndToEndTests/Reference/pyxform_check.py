"""Judges workbooks with pyxform and ODK Validate, a Java program that pyxform's package carries.

    pip install pyxform
    python3 pyxform_check.py FILE.xlsx...

Prints one JSON object for each file: its path, what is wrong (null if nothing is) and the warnings.
"""

import json
import sys

from pyxform.xls2xform import convert


def main() -> None:
    for path in sys.argv[1:]:
        warnings: list[str] = []
        try:
            convert(path, validate=True, warnings=warnings)
            error = None
        except Exception as fault:
            error = f"{type(fault).__name__}: {fault}"
        print(json.dumps({"path": path, "error": error, "warnings": warnings}), flush=True)


if __name__ == "__main__":
    main()
