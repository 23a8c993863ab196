#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Limits of sums of rates by MOVER, from Clopper-Pearson limits of the rates: python3 mover.py > mover.csv

Formulas: Zou and Donner (2008), Statistics in Medicine 27, 1693-1702, with correlated terms. Needs scipy.
"""
from math import sqrt

from scipy.stats import beta


def limits(x, n, tail):
    lower = 0.0 if x == 0 else beta.ppf(tail, x, n - x + 1)
    upper = 1.0 if x == n else beta.ppf(1 - tail, x + 1, n - x)
    return lower, upper


def mover(constant, terms, correlation, tail):
    """The limits of constant + sum of a * x/n over terms (a, x, n); correlation[i][j] between terms."""
    value = constant + sum(a * x / n for a, x, n in terms)
    down, up = [], []
    for a, x, n in terms:
        lower, upper = limits(x, n, tail)
        ends = sorted((a * lower, a * upper))
        down.append(a * x / n - ends[0])
        up.append(ends[1] - a * x / n)
    total = {}
    for name, distances in (("lower", down), ("upper", up)):
        square = 0.0
        for i, first in enumerate(distances):
            for j, second in enumerate(distances):
                sign = 1 if terms[i][0] * terms[j][0] > 0 else -1
                square += (1 if i == j else sign * correlation[i][j]) * first * second
        total[name] = sqrt(square)
    return value, value - total["lower"], value + total["upper"]


CASES = [
    ("one term", 0.1, [(0.5, 3, 200)], [[1]]),
    ("two rates near zero", 0.0127, [(0.114, 0, 1245), (0.873, 2, 440)], [[1, 0], [0, 1]]),
    ("correlated", 0.0127, [(0.114, 6, 1245), (0.873, 2, 440)], [[1, 0.3], [0.3, 1]]),
    ("a difference", 0.0, [(1, 30, 100), (-1, 20, 90)], [[1, -0.2], [-0.2, 1]]),
    ("three terms", 0.2, [(0.2, 5, 50), (0.5, 9, 80), (-0.3, 4, 60)],
     [[1, 0.1, 0.2], [0.1, 1, -0.3], [0.2, -0.3, 1]]),
]

print("case,constant,factors,counts,sizes,correlations,tail,value,lower,upper")
for name, constant, terms, correlation in CASES:
    for tail in (0.025, 0.05):
        value, lower, upper = mover(constant, terms, correlation, tail)
        join = lambda values: " ".join(repr(value) for value in values)
        print(",".join([
            name, repr(constant), join(a for a, _, _ in terms), join(x for _, x, _ in terms),
            join(n for _, _, n in terms), join(r for row in correlation for r in row), repr(tail),
            f"{value:.15g}", f"{lower:.15g}", f"{upper:.15g}"]))
