#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes beta-binomial.csv: probabilities of the beta-binomial distribution.

    python3 beta-binomial.py > beta-binomial.csv

Exact fractions throughout: P(k) = C(n, k) a(a+1)…(a+k-1) b(b+1)…(b+n-k-1) / (a+b)(a+b+1)…(a+b+n-1).
"""
from fractions import Fraction
from math import comb


def rising(x, n):
    product = Fraction(1)
    for i in range(n):
        product *= x + i
    return product


print("trials,mean,correlation,k,probability")
for n, p, rho in [(1, "0.02", "0.1"), (20, "0.02", "0.1"), (150, "0.02", "0.05"),
                  (400, "0.005", "0.02"), (75, "0.5", "0.3"), (60, "0.9", "0.01")]:
    scale = 1 / Fraction(rho) - 1
    a, b = Fraction(p) * scale, (1 - Fraction(p)) * scale
    for k in sorted({0, 1, n // 10, n // 4, n // 2, n}):
        if k <= n:
            value = comb(n, k) * rising(a, k) * rising(b, n - k) / rising(a + b, n)
            if value > Fraction(1, 10**17):
                print(f"{n},{p},{rho},{k},{float(value):.17g}")
