#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes a register of households in villages as CSV: the benchmarks' data, the same on every machine.

    register.py HOUSEHOLDS FILE [--shuffled]

250 households a village on average, with a card of three colours and a number of persons. 10 million
households take 340 MB. Shuffled, the rows of a village stand scattered over the file; this needs
memory for all rows.
"""

import random
import sys


def rows(households):
    """The rows, village by village, from a linear congruential generator, so that they are the same everywhere."""
    state = 1
    villages = max(1, households // 250)
    mask = (1 << 64) - 1
    for village in range(villages):
        first = households * village // villages
        last = households * (village + 1) // villages
        for household in range(first, last):
            state = (state * 6364136223846793005 + 1442695040888963407) & mask
            card = ("red", "blue", "yellow")[(state >> 33) % 3]
            yield f"V{village:06d},H{household:09d},{card},{1 + (state >> 40) % 7},{(state >> 45) % 100000:05d}\n"


def main():
    households, path = int(sys.argv[1]), sys.argv[2]
    with open(path, "w", encoding="ascii", buffering=1 << 20) as file:
        file.write("village,household,card,persons,income\n")
        if "--shuffled" in sys.argv:
            lines = list(rows(households))
            random.Random(1).shuffle(lines)
            file.writelines(lines)
        else:
            file.writelines(rows(households))


if __name__ == "__main__":
    main()
