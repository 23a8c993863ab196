# SPDX-License-Identifier: GPL-3.0-or-later
"""Limits of counts by five methods to 17 digits, from mpmath with 60 digits.

python3 -m venv venv && venv/bin/pip install mpmath scipy && venv/bin/python intervals.py

Writes intervals.csv. The sums and the root finding are those of continuous.py.
"""

import csv
import os

from continuous import Beta, beta_tails, digits, quantile
from mpmath import log, mp, mpf, sqrt


def bracketed_root(function, a, b):
    """The Illinois method: false position that halves the value of an end that stays."""
    fa, fb = function(a), function(b)
    assert fa * fb < 0
    for _ in range(200):
        c = (a * fb - b * fa) / (fb - fa)
        fc = function(c)
        if fc * fb < 0:
            a, fa = b, fb
        else:
            fa /= 2
        b, fb = c, fc
        if abs(fc) < mpf(10) ** -35:
            return c
    raise ArithmeticError("no root")


def beta_quantile(a, b, side, tail):
    value = quantile(Beta(a, b), side, tail)
    if value is None:
        raise ArithmeticError("no root")
    return value


def clopper_pearson(x, n, tail):
    lower = mpf(0) if x == 0 else beta_quantile(x, n - x + 1, "lower", tail)
    upper = mpf(1) if x == n else beta_quantile(x + 1, n - x, "upper", tail)
    return lower, upper


def jeffreys(x, n, tail):
    a, b = x + mpf(1) / 2, n - x + mpf(1) / 2
    lower = mpf(0) if x == 0 else beta_quantile(a, b, "lower", tail)
    upper = mpf(1) if x == n else beta_quantile(a, b, "upper", tail)
    return lower, upper


def normal_quantile(tail):
    return sqrt(2) * mp.erfinv(1 - 2 * tail)


def wilson(x, n, tail):
    z = normal_quantile(tail)
    p = x / n
    centre = p + z * z / (2 * n)
    half = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    scale = 1 + z * z / n
    return mpf(0) if x == 0 else (centre - half) / scale, mpf(1) if x == n else (centre + half) / scale


def agresti_coull(x, n, tail):
    z = normal_quantile(tail)
    size = n + z * z
    p = (x + z * z / 2) / size
    half = z * sqrt(p * (1 - p) / size)
    return max(mpf(0), p - half), min(mpf(1), p + half)


def mid_p(x, n, tail):
    def lower_limit(x):
        if x == 0:
            return mpf(0)
        if x == n:
            return (2 * tail) ** (1 / n)

        def distance(p):
            first = beta_tails(x, n - x + 1, p, 1 - p)[0]
            second = beta_tails(x + 1, n - x, p, 1 - p)[0]
            return log((first + second) / 2 / tail)

        # The two terms alone have their roots on either side.
        return bracketed_root(
            distance, beta_quantile(x, n - x + 1, "lower", tail),
            beta_quantile(x + 1, n - x, "lower", tail))

    return lower_limit(x), 1 - lower_limit(n - x)


METHODS = {
    "clopper-pearson": clopper_pearson,
    "wilson": wilson,
    "jeffreys": jeffreys,
    "agresti-coull": agresti_coull,
    "mid-p": mid_p,
}

COUNTS = [
    ("0", "1"), ("1", "1"), ("1", "2"), ("0", "10"), ("3", "10"), ("10", "10"), ("0", "149"), ("1", "149"),
    ("149", "149"), ("3", "318"), ("96", "100"), ("0", "300"), ("5", "823"), ("0", "823"), ("16", "823"),
    ("10", "2076"), ("28", "6829"), ("6829", "6829"), ("8", "1458"), ("1332", "1458"),
    ("0", "100000"), ("1", "100000"), ("7", "100000"), ("50", "100000"), ("50000", "100000"), ("99990", "100000"),
    ("100000", "100000"), ("2.5", "411.5"), ("0.25", "160.125"), ("119.5", "119.75"), ("0", "52.5"),
]


def main():
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "intervals.csv")
    with open(path, "w", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(
            ["method", "x", "n", "confidence", "lower", "upper", "lower_one_sided", "upper_one_sided"])
        for name, method in METHODS.items():
            for x, n in COUNTS:
                for confidence in ("0.9", "0.95", "0.99"):
                    tail = 1 - mpf(confidence)
                    limits = method(mpf(x), mpf(n), tail / 2) + method(mpf(x), mpf(n), tail)
                    out.writerow([name, x, n, confidence] + [digits(limit) for limit in limits])
            file.flush()


main()
