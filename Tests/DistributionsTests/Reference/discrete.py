# SPDX-License-Identifier: GPL-3.0-or-later
"""Probabilities and tails of the discrete distributions, and exact limits of finite populations.

python3 -m venv venv && venv/bin/pip install mpmath && venv/bin/python discrete.py

Writes discrete.csv and finite-limits.csv from sums of exact terms with 60 digits.
"""

import csv
import os
from fractions import Fraction

from mpmath import exp, loggamma, mp, mpf

mp.dps = 60
FOLDER = os.path.dirname(os.path.abspath(__file__))


def log_choose(n, k):
    return loggamma(mpf(n) + 1) - loggamma(mpf(k) + 1) - loggamma(mpf(n - k) + 1)


class Hypergeometric:
    def __init__(self, population, successes, draws):
        self.N, self.M, self.n = population, successes, draws
        self.first = max(0, draws - (population - successes))
        self.last = min(draws, successes)

    def probability(self, k):
        return exp(
            log_choose(self.M, k) + log_choose(self.N - self.M, self.n - k) - log_choose(self.N, self.n))

    def ratio(self, k):
        """P(k + 1) / P(k)"""
        return mpf((self.M - k) * (self.n - k)) / ((k + 1) * (self.N - self.M - self.n + k + 1))


class Binomial:
    def __init__(self, trials, probability):
        self.n, self.p = trials, mpf(float(probability))
        self.first, self.last = 0, trials

    def probability(self, k):
        return exp(log_choose(self.n, k)) * self.p**k * (1 - self.p) ** (self.n - k)

    def ratio(self, k):
        return mpf(self.n - k) / (k + 1) * self.p / (1 - self.p)


def tails(distribution, k):
    """P(X <= k), P(X > k): each summed from its own first term until nothing is left."""
    lower = term = distribution.probability(k)
    j = k
    while j > distribution.first:
        term /= distribution.ratio(j - 1)
        lower += term
        j -= 1
        if term < lower * mpf(10) ** -50 and distribution.ratio(j) > 1:
            break
    upper = mpf(0)
    if k < distribution.last:
        upper = term = distribution.probability(k + 1)
        j = k + 1
        while j < distribution.last:
            term *= distribution.ratio(j)
            upper += term
            j += 1
            if term < upper * mpf(10) ** -50 and distribution.ratio(j - 1) < 1:
                break
    return lower, upper


def digits(value):
    return mp.nstr(value, 20, min_fixed=0, max_fixed=0)


def write_distributions():
    hypergeometric = [
        (50, 10, 10, [0, 1, 2, 5, 10]), (1000, 13, 200, [0, 1, 3, 8, 13]), (83, 12, 17, [0, 2, 7, 12]),
        (12444, 249, 823, [0, 5, 9, 16, 30, 60]), (80_000, 148, 1600, [0, 1, 3, 12]),
        (950_000, 50_000, 40_000, [1500, 2000, 2105, 2106, 2400]),
        (3_000_000_000, 3, 300, [0, 1, 2, 3]), (3_000_000_000, 60_000_000, 1000, [0, 5, 20, 40]),
        (3_000_000_000, 1_500_000_000, 100_000, [49_000, 49_999, 50_000, 50_500]),
        (9_000_000_000_000_000, 4_000_000_000_000_000, 50, [0, 10, 22, 40]),
        (300, 290, 200, [190, 193, 199, 200]), (20, 20, 5, [5]), (20, 7, 20, [7]),
    ]
    binomial = [
        (1, "0.5", [0, 1]), (20, "0.02", [0, 1, 4, 20]), (823, "0.02", [0, 5, 9, 16, 40]),
        (1000, "0.3", [200, 299, 300, 301, 420]), (100_000, "0.0005", [0, 20, 50, 120]),
        (100_000, "0.5", [48_000, 49_999, 50_000, 50_100]), (45_710, "1e-12", [0, 1, 2]),
        (300, "0.999", [280, 299, 300]),
    ]
    with open(os.path.join(FOLDER, "discrete.csv"), "w", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["distribution", "a", "b", "c", "k", "probability", "lower", "upper"])
        for N, M, n, ks in hypergeometric:
            d = Hypergeometric(N, M, n)
            for k in ks:
                out.writerow(["hypergeometric", N, M, n, k]
                             + [digits(v) for v in (d.probability(k), *tails(d, k))])
        for n, p, ks in binomial:
            d = Binomial(n, p)
            for k in ks:
                out.writerow(["binomial", n, p, "", k]
                             + [digits(v) for v in (d.probability(k), *tails(d, k))])


def upper_count(x, n, N, tail):
    """The largest M with P(X <= x) > tail."""
    low, high = x, N - (n - x) + 1  # low is not excluded, high is
    while high - low > 1:
        middle = (low + high) // 2
        # A chance equal to the tail excludes, however the last of the 60 digits are rounded.
        if tails(Hypergeometric(N, middle, n), x)[0] > tail * (1 + mpf(10) ** -40):
            low = middle
        else:
            high = middle
    return low


def write_limits():
    cases = [
        (3, 10, 50), (0, 200, 1000), (1, 200, 1000), (0, 1600, 80_000), (5, 1600, 80_000), (2, 300, 3000),
        (0, 17, 83), (1, 17, 83), (17, 17, 83), (0, 1, 20), (0, 20, 20), (7, 20, 20), (1, 999, 1000),
        (5, 823, 12_444), (9, 823, 12_444), (0, 149, 1_000_000), (12, 5000, 338_017),
        (4, 1000, 3_000_000_000), (300, 100_000, 3_000_000_000), (50_000, 100_000, 1_000_000),
    ]
    with open(os.path.join(FOLDER, "finite-limits.csv"), "w", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["x", "n", "population", "confidence", "lower", "upper",
                      "lower_one_sided", "upper_one_sided"])
        for x, n, N in cases:
            for confidence in ("0.9", "0.95", "0.99"):
                tail = 1 - Fraction(confidence)
                row = [x, n, N, confidence]
                for t in (tail / 2, tail):
                    t = mpf(t.numerator) / t.denominator
                    row += [N - upper_count(n - x, n, N, t), upper_count(x, n, N, t)]
                out.writerow(row)


write_distributions()
write_limits()
