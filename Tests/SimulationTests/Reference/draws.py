#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What 20,000 samples of the invented county show, in each scenario, if every answer is the truth.

    python3 draws.py OUT.csv benchmark=FOLDER fail_exit=FOLDER fail_omission=FOLDER edge=FOLDER

The folders are written by `assay simulate county --seed datasets/jian-2016 --scenario ...`. Needs numpy;
shares no code with Assay: its own random numbers, its own selection, sums of the truth.

The design: all villages in three strata, drawn systematically in the order of the township's bytes
(ties at random): exited poor villages ceil(0.20 * 83) = 17 of 83, remaining ones 3 of 3, others 12 of
221. In the drawn villages, simple random samples without replacement:
  exited        10% of the county's exited households of each card, shared over the drawn villages:
                f = 0.10 * N_card / (households of the card in drawn villages), ceil(f * N_cell) of each
                cell of village and card, at least 2 where there are 2, never more than there are;
  remaining     the same with the village as cell;
  unregistered  ceil(0.05 * N_village), at least 2 where there are 2.
Every drawn household answers, and its errors are found.

Official figures are sums without weights; estimates weigh a household by M_h/m_h * N_cell/n_cell.
"""
import csv
import sys
from math import sqrt

import numpy as np

DRAWS = 20_000
SEED = 20161115
EXITED_PERSONS, UNREGISTERED_PERSONS, REMAINING_PERSONS, ALL_PERSONS = 44_073, 338_017, 4_910, 387_000


def read(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


out = sys.argv[1]
folders = dict(argument.split("=", 1) for argument in sys.argv[2:])
first = next(iter(folders.values()))
villages = read(f"{first}/villages.csv")
households = read(f"{first}/households.csv")
roster = read(f"{first}/roster.csv")
number = {row["village_id"]: position for position, row in enumerate(villages)}
group = np.array([row["group"] for row in villages])
townships = sorted({row["township"] for row in villages}, key=lambda name: name.encode())
township = np.array([townships.index(row["township"]) for row in villages])
take = {"exited": 17, "remaining": 3, "other": 12}
strata = {name: np.flatnonzero(group == name) for name in take}
first_weight = np.array([len(strata[name]) / take[name] for name in group])

# All households, registered ones first, sorted into cells of village and kind.
EXITED = {"blue": 0, "yellow": 1, "red": 2}
REMAINING, UNREGISTERED, KINDS = 3, 4, 5
village = np.array([number[row["village_id"]] for row in households + roster])
kind = np.array(
    [REMAINING if row["status"] == "remaining" else EXITED[row["card"]] for row in households]
    + [UNREGISTERED] * len(roster))
size = np.array([int(row["persons"]) for row in households + roster])
cell = village * KINDS + kind
cell_size = np.bincount(cell, minlength=len(villages) * KINDS)
kind_size = np.bincount(kind, minlength=KINDS)
by_village = np.argsort(village, kind="stable")
start = np.searchsorted(village[by_village], np.arange(len(villages) + 1))
rows_of = [by_village[start[v]:start[v + 1]] for v in range(len(villages))]

scenarios = {}
for name, folder in folders.items():
    for file in ("villages", "households", "roster"):
        with open(f"{first}/{file}.csv", "rb") as a, open(f"{folder}/{file}.csv", "rb") as b:
            assert a.read() == b.read(), f"{file}.csv differs between scenarios"
    truth = [row for row in read(f"{folder}/truth.csv") if "/" in row["path"]]
    error = np.array([row["error"] for row in truth])
    scenarios[name] = {
        "wrong": np.where(error == "wrongful_exit", size, 0),
        "omitted": np.where(error == "omitted", size, 0),
        "included": np.where(error == "wrong_inclusion", size, 0),
        "missed": (error == "missed_exit").astype(int),
        "approves": np.array([row["approves"] == "1" for row in truth]).astype(int),
    }


def systematic(random, members, count):
    order = members[np.lexsort((random.random(len(members)), township[members]))]
    positions = np.floor((random.random() + np.arange(count)) * len(members) / count).astype(int)
    return order[positions]


def ceil_divide(a, b):
    return -(-a // b)


def draw(random):
    """Rows and weights of the sampled households, and whether a fraction f was above 1."""
    chosen = np.concatenate([systematic(random, strata[name], count) for name, count in take.items()])
    cells = (chosen[:, None] * KINDS + np.arange(KINDS)).ravel()
    counts = cell_size[cells].reshape(-1, KINDS)
    in_drawn = counts.sum(axis=0)
    wanted = np.empty_like(counts)
    for k in range(UNREGISTERED):
        wanted[:, k] = ceil_divide(kind_size[k] * counts[:, k], 10 * in_drawn[k])
    wanted[:, UNREGISTERED] = ceil_divide(counts[:, UNREGISTERED], 20)
    sizes = np.zeros(len(villages) * KINDS, dtype=int)
    sizes[cells] = np.minimum(np.maximum(wanted, 2), counts).ravel()
    rows = np.concatenate([rows_of[v] for v in chosen])
    order = rows[np.lexsort((random.random(len(rows)), cell[rows]))]
    own = cell[order]
    begins = np.r_[0, np.flatnonzero(np.diff(own)) + 1]
    rank = np.arange(len(order)) - np.repeat(begins, np.diff(np.r_[begins, len(order)]))
    sample = order[rank < sizes[own]]
    weights = first_weight[village[sample]] * cell_size[cell[sample]] / sizes[cell[sample]]
    return sample, weights, bool(np.any(kind_size[:4] > 10 * in_drawn[:4]))


def figures(truth, sample, weights):
    """The indicators of one sample, from sums with the given weights."""
    total = lambda values, mask=slice(None): float(np.dot(weights[mask], values[sample][mask]))
    kinds = kind[sample]
    exited, remaining, unregistered = kinds < REMAINING, kinds == REMAINING, kinds == UNREGISTERED
    registered = kinds != UNREGISTERED
    wrong = total(truth["wrong"], exited) / total(size, exited)
    omitted = total(truth["omitted"], unregistered) / total(size, unregistered)
    ones = np.ones_like(size)
    return {
        "wrongful_exit_rate": wrong,
        "omission_rate": omitted,
        "wrong_inclusion_rate": total(truth["included"], registered) / total(size, registered),
        "missed_exit_rate": total(truth["missed"], remaining) / total(ones, remaining),
        "identification_accuracy":
            1 - (total(truth["included"], registered) + total(truth["omitted"], unregistered)) / total(size),
        "exit_accuracy": 1 - wrong,
        "approval_exited": total(truth["approves"], exited) / total(ones, exited),
        "approval_remaining": total(truth["approves"], remaining) / total(ones, remaining),
        "approval_unregistered": total(truth["approves"], unregistered) / total(ones, unregistered),
        "approval": total(truth["approves"]) / total(ones),
        "poverty_incidence":
            (REMAINING_PERSONS + wrong * EXITED_PERSONS + omitted * UNREGISTERED_PERSONS) / ALL_PERSONS,
    }


# Thresholds in integers where sums allow; the tolerance keeps 2% as a quotient of floats at 2%.
PASSES = {
    "wrongful_exit_rate": lambda x: x <= 0.02 + 1e-12,
    "omission_rate": lambda x: x <= 0.02 + 1e-12,
    "approval": lambda x: x >= 0.90 - 1e-12,
    "poverty_incidence": lambda x: x < 0.02 - 1e-12,
}

random = np.random.default_rng(SEED)
official, estimates = ({name: [] for name in scenarios} for _ in range(2))
sizes, above = [], 0
for _ in range(DRAWS):
    sample, weights, whole = draw(random)
    above += whole
    kinds = kind[sample]
    sizes.append([np.sum(kinds < 3), np.sum(kinds == 3), np.sum(kinds == 4)])
    ones = np.ones(len(sample))
    for name, truth in scenarios.items():
        official[name].append(list(figures(truth, sample, ones).values()))
        estimates[name].append(list(figures(truth, sample, weights).values()))

everybody = np.arange(len(size))
with open(out, "w", encoding="utf-8", newline="") as file:
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(["scenario", "indicator", "truth", "draws", "official_mean", "official_sd", "passing",
                     "passing_se", "estimate_mean", "estimate_sd", "estimate_mean_se"])
    for name, truth in scenarios.items():
        true = figures(truth, everybody, np.ones(len(everybody)))
        for position, (indicator, value) in enumerate(true.items()):
            found = np.array(official[name])[:, position]
            estimate = np.array(estimates[name])[:, position]
            passing = np.mean(PASSES[indicator](found)) if indicator in PASSES else None
            writer.writerow([
                name, indicator, f"{value:.10f}", DRAWS, f"{found.mean():.10f}", f"{found.std(ddof=1):.10f}",
                "" if passing is None else f"{passing:.6f}",
                "" if passing is None else f"{sqrt(passing * (1 - passing) / DRAWS):.6f}",
                f"{estimate.mean():.10f}", f"{estimate.std(ddof=1):.10f}",
                f"{estimate.std(ddof=1) / sqrt(DRAWS):.10f}"])
        all_pass = np.all([PASSES[i](np.array(official[name])[:, list(true).index(i)]) for i in PASSES], axis=0)
        share = all_pass.mean()
        writer.writerow([name, "all", "", DRAWS, "", "", f"{share:.6f}",
                         f"{sqrt(share * (1 - share) / DRAWS):.6f}", "", "", ""])
mean = np.array(sizes).mean(axis=0)
print(f"households sampled on average: exited {mean[0]:.1f}, remaining {mean[1]:.1f}, "
      f"unregistered {mean[2]:.1f}; draws with some f above 1: {above} of {DRAWS}")
