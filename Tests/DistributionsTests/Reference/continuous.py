# SPDX-License-Identifier: GPL-3.0-or-later
"""Quantiles and tails of the continuous distributions to 17 digits, from mpmath with 60 digits.

python3 -m venv venv && venv/bin/pip install mpmath scipy && venv/bin/python continuous.py

Writes continuous.csv: for a distribution, a side and a tail probability p, the quantile, and the tail at
the double nearest to that quantile. The incomplete beta and gamma functions are summed here as series of
positive terms, which has no cancellation and shares no formula with the program; SciPy only gives the
starting point of the root.
"""

import csv
import os

from mpmath import exp, log, loggamma, mp, mpf, pi, sqrt
from scipy import stats

mp.dps = 60


def beta_front(a, b, x, y):
    return exp(a * log(x) + b * log(y) + loggamma(a + b) - loggamma(a) - loggamma(b))


def series(numerator, denominator, x, digits):
    """The sum of x^k (numerator)_k / (denominator)_k, all terms positive, in fixed point.

    Without a numerator: the sum of x^k / (denominator)_k.
    """
    bits = int(digits * 3.33) + 40
    scale = 1 << 60  # the parameters are doubles, whole multiples of this
    top = None if numerator is None else int(numerator * scale)
    bottom = int(denominator * scale)
    x = int(x * mpf(2) ** bits)
    term = total = 1 << bits
    while True:
        if top is None:
            new = (term * x * scale // bottom) >> bits
        else:
            new = (term * x * top // bottom) >> bits
            top += scale
        bottom += scale
        total += new
        # The terms rise at first; once they fall, the rest is below a geometric series.
        if new < term and new * new < ((total * (term - new)) >> (bits - 30)):
            return mpf(total) / mpf(2) ** bits
        term = new


def beta_series(a, b, x, y):
    """I_x(a, b) = front / a * sum of (a + b)_k / (a + 1)_k x^k (DLMF 8.17.8)."""
    return beta_front(a, b, x, y) / a * series(a + b, a + 1, x, mp.dps)


def beta_tails(a, b, x, y):
    if x > y:
        return beta_tails(b, a, y, x)[::-1]
    lost = 0
    if x > a / (a + b):
        # The upper tail is 1 - lower, so the digits that this loses are carried in addition.
        lost = max(0, -log(beta_front(a, b, x, y)) / log(10))
    with mp.workdps(60 + int(lost)):
        lower = beta_series(a, b, x, y)
        upper = 1 - lower
    return lower, upper


def gamma_lower(a, x):
    return exp(a * log(x) - x - loggamma(a + 1)) * series(None, a + 1, x, mp.dps)


class Normal:
    def tails(self, x):
        return mp.erfc(-x / sqrt(2)) / 2, mp.erfc(x / sqrt(2)) / 2

    def density(self, x):
        return exp(-x * x / 2) / sqrt(2 * pi)

    def guess(self):
        return stats.norm()


class Beta:
    def __init__(self, a, b):
        self.a, self.b = a, b

    def tails(self, x):
        return beta_tails(mpf(self.a), mpf(self.b), x, 1 - x)

    def density(self, x):
        return beta_front(mpf(self.a), mpf(self.b), x, 1 - x) / x / (1 - x)

    def guess(self):
        return stats.beta(float(self.a), float(self.b))


class Student:
    def __init__(self, df):
        self.df = mpf(df)

    def tails(self, t):
        x = self.df / (self.df + t * t)
        outer = beta_tails(self.df / 2, mpf(1) / 2, x, 1 - x)[0] / 2
        return (outer, 1 - outer) if t < 0 else (1 - outer, outer)

    def density(self, t):
        d = self.df
        c = exp(loggamma((d + 1) / 2) - loggamma(d / 2)) / sqrt(d * pi)
        return c * (1 + t * t / d) ** (-(d + 1) / 2)

    def guess(self):
        return stats.t(float(self.df))


class ChiSquare:
    def __init__(self, df):
        self.df = mpf(df)

    def tails(self, x):
        a = self.df / 2
        lost = max(0, (x / 2 - a - a * log(x / 2 / a)) / log(10)) if x / 2 > a else 0
        with mp.workdps(60 + int(lost)):
            lower = gamma_lower(a, x / 2)
            upper = 1 - lower
        return lower, upper

    def density(self, x):
        a = self.df / 2
        return exp((a - 1) * log(x / 2) - x / 2 - loggamma(a)) / 2

    def guess(self):
        return stats.chi2(float(self.df))


class Fisher:
    def __init__(self, d1, d2):
        self.d1, self.d2 = mpf(d1), mpf(d2)

    def tails(self, f):
        s = self.d1 * f + self.d2
        return beta_tails(self.d1 / 2, self.d2 / 2, self.d1 * f / s, self.d2 / s)

    def density(self, f):
        s = self.d1 * f + self.d2
        return beta_front(self.d1 / 2, self.d2 / 2, self.d1 * f / s, self.d2 / s) / f

    def guess(self):
        return stats.f(float(self.d1), float(self.d2))


def quantile(distribution, side, p):
    """Newton's method on the logarithm of the tail from SciPy's answer; None if that is no start.

    The step after the last, at most 1e-12, doubles the digits.
    """
    guess = distribution.guess()
    start = guess.ppf(float(p)) if side == "lower" else guess.isf(float(p))
    if not 1e-280 < abs(start) < 1e300 or (isinstance(distribution, Beta) and start == 1):
        return None
    x = mpf(float(start))
    for _ in range(60):
        tail = distribution.tails(x)[0 if side == "lower" else 1]
        if tail <= 0:
            return None
        step = log(tail / p) * tail / distribution.density(x)
        new = x - step if side == "lower" else x + step
        if isinstance(distribution, (Beta, ChiSquare, Fisher)) and new <= 0:
            return None
        if isinstance(distribution, Beta) and new >= 1:
            return None
        if abs(new - x) <= abs(new) * mpf(10) ** -12:
            return new
        x = new
        if x == 1 and isinstance(distribution, Beta):
            return None
    return None


COMMON = ["1e-250", "1e-100", "1e-30", "1e-12", "1e-6", "0.001", "0.005", "0.01", "0.025", "0.05", "0.1", "0.3", "0.5", "0.7", "0.9", "0.95", "0.975", "0.999"]
USUAL = ["1e-12", "0.001", "0.005", "0.025", "0.05", "0.5", "0.95", "0.975"]
HUGE = ["0.001", "0.025", "0.05", "0.5"]

CASES = [("normal", (), Normal(), COMMON)]
for a, b, ps in [
    (0.5, 0.5, COMMON), (1, 1, COMMON), (1, 10, COMMON), (10, 1, COMMON), (2.5, 0.7, COMMON),
    (0.01, 30, USUAL), (0.3, 1000.5, USUAL), (3, 316, COMMON), (4, 771, COMMON), (1, 300, COMMON),
    (5, 819, COMMON), (29, 6801, USUAL), (50, 50, COMMON), (500, 501, COMMON), (3000, 200, USUAL),
    (11, 99_990, COMMON), (0.5, 99_999.5, USUAL), (51, 99_950, USUAL), (99_990, 11, USUAL),
    (50_000, 50_001, COMMON), (200_000.5, 3.5, USUAL), (12, 9_999_989, USUAL),
    (5_000_000, 5_000_001, HUGE), (1000, 999_999_001, HUGE), (3e8, 7e8, ["0.025", "0.5"]),
]:
    CASES.append(("beta", (a, b), Beta(a, b), ps))
for df, ps in [
    (0.5, USUAL), (1, COMMON), (2, COMMON), (3, COMMON), (4.7, COMMON), (10, COMMON), (14, COMMON),
    (31, COMMON), (39, COMMON), (79, COMMON), (100.5, COMMON), (1000, COMMON), (45_709, USUAL),
    (1e6, USUAL), (1e9, HUGE),
]:
    CASES.append(("student-t", (df,), Student(df), ps))
for df, ps in [
    (0.02, USUAL), (0.5, USUAL), (1, COMMON), (2, COMMON), (3.3, COMMON), (10, COMMON),
    (50, COMMON), (199, COMMON), (1000, COMMON), (30_000, USUAL), (1e6, HUGE),
]:
    CASES.append(("chi-square", (df,), ChiSquare(df), ps))
for d1, d2, ps in [
    (1, 1, USUAL), (1, 14, COMMON), (1.4946, 20.925, COMMON), (5, 2, COMMON), (10, 10, COMMON),
    (3, 183, COMMON), (200, 30, COMMON), (2000, 4000, COMMON), (4, 200_000, USUAL),
]:
    CASES.append(("f", (d1, d2), Fisher(d1, d2), ps))


def digits(value):
    return mp.nstr(value, 20, min_fixed=0, max_fixed=0)


def main():
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "continuous.csv")
    with open(path, "w", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["distribution", "a", "b", "side", "p", "quantile", "tail_at_quantile"])
        for name, parameters, distribution, probabilities in CASES:
            for side in ("lower", "upper"):
                for p in probabilities:
                    # The program is given the double nearest to p, so that is what p means here.
                    value = quantile(distribution, side, mpf(float(p)))
                    # Beyond these sizes the program promises no digits.
                    if value is None or not mpf(10) ** -250 < abs(value) < mpf(10) ** 140:
                        continue
                    at = mpf(float(digits(value)))
                    if name == "beta" and not 0 < at < 1:
                        continue
                    tail = distribution.tails(at)[0 if side == "lower" else 1]
                    a, b = (list(parameters) + ["", ""])[:2]
                    out.writerow([name, a, b, side, p, digits(value), digits(tail)])
            file.flush()


if __name__ == "__main__":
    main()
