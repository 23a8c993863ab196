#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Recounts every margin of the invented county from its CSV files alone.

    python3 margins.py FOLDER [SCENARIO]

Standard library only. Prints one line for each margin; exit status 1 if one is not met.
Sources of the figures: see README.md in datasets/jian-2016.
"""
import csv
import math
import statistics
import sys
from collections import Counter, defaultdict

folder = sys.argv[1]
scenario = sys.argv[2] if len(sys.argv) > 2 else "benchmark"
failures = 0


def read(name):
    with open(f"{folder}/{name}.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def exact(what, found, wanted):
    global failures
    good = found == wanted
    failures += not good
    if good:
        print(f"ok    {what}: {short(found)}")
    else:
        print(f"WRONG {what}: {short(found)}, not {short(wanted)}")


def short(value):
    """The value as text; of a long list only its length."""
    return f"{len(value)} values" if isinstance(value, list) and len(value) > 20 else str(value)


def within(what, found, low, high):
    global failures
    good = low <= found <= high
    failures += not good
    print(f"{'ok   ' if good else 'WRONG'} {what}: {found:.4f} in {low:g} to {high:g}")


def persons(rows):
    return sum(int(row["persons"]) for row in rows)


villages, households, roster, truth = map(read, ["villages", "households", "roster", "truth"])
group = {row["village_id"]: row["group"] for row in villages}
poor = {village for village in group if group[village] != "other"}
exited = [row for row in households if row["status"] == "exited"]
exited_2016 = [row for row in exited if row["exit_year"] == "2016"]
earlier = [row for row in exited if row["exit_year"] in ("2014", "2015")]
remaining = [row for row in households if row["status"] == "remaining"]
end_2015 = exited_2016 + remaining

# Identity
exact("villages", len({row["village_id"] for row in villages}), 307)
exact("household ids", len({row["household_id"] for row in households}), 14577)
exact("roster ids", len({row["household_id"] for row in roster}), 84654)
exact("unknown villages", [r for r in households + roster if r["village_id"] not in group], [])
exact("townships", len({row["township"] for row in villages}), 19)
exact("village names", len({(row["township"], row["name"]) for row in villages}), 307)
exact("columns of villages", ",".join(villages[0]),
      "village_id,township,name,group,persons,households,first_secretary,work_groups,assistants")
exact("columns of households", ",".join(households[0]),
      "household_id,village_id,card,status,exit_year,persons,cause,income,dibao_before,"
      "dibao_after,relocated,renovated,turnkey,industries,water")
exact("columns of roster", ",".join(roster[0]),
      "household_id,village_id,persons,relocated,renovated")

# Stocks
exact("groups of villages", dict(Counter(group.values())),
      {"other": 221, "exited": 83, "remaining": 3})
exact("ever-registered", (len(households), persons(households)), (14577, 48983))
exact("registered at the end of 2015", (len(end_2015), persons(end_2015)), (10356, 32632))
exact("remaining", (len(remaining), persons(remaining)), (2133, 4910))
exact("exited in 2016", (len(exited_2016), persons(exited_2016)), (8223, 27722))
exact("exited in 2014 and 2015", (len(earlier), persons(earlier)), (4221, 16351))
exact("exit years", sorted(Counter(row["exit_year"] for row in households).items()),
      [("", 2133), ("2014", 1900), ("2015", 2321), ("2016", 8223)])
exact("exited", (len(exited), persons(exited)), (12444, 44073))
exact("unregistered", (len(roster), persons(roster)), (84654, 338017))
exact("persons of villages", persons(villages), 387000)
exact("households of villages", sum(int(row["households"]) for row in villages), 99231)
of_village = defaultdict(lambda: [0, 0, 0, 0])
for row in households + roster:
    sums = of_village[row["village_id"]]
    sums[0] += int(row["persons"])
    sums[1] += 1
    if row.get("status") is not None:
        sums[2] += int(row["persons"])
        sums[3] += int(row["persons"]) * (row["status"] == "remaining")
exact("villages whose persons are not those of their households",
      [v["village_id"] for v in villages
       if [int(v["persons"]), int(v["households"])] != of_village[v["village_id"]][:2]], [])
exact("poverty rate at the end of 2015", f"{persons(end_2015) / persons(villages):.1%}", "8.4%")
exact("poverty rate at the end of 2016", f"{persons(remaining) / persons(villages):.2%}", "1.27%")
below = {v: of_village[v][3] * 50 < of_village[v][0] for v in group}
exact("exited villages below 2%", sum(below[v] for v in group if group[v] == "exited"), 83)
exact("remaining villages not below 2%",
      sum(not below[v] for v in group if group[v] == "remaining"), 3)

# Cards, sizes, causes
cell = Counter((row["card"], row["exit_year"] or "remaining") for row in households)
for card, wanted in {"blue": (2600, 2050, 100), "yellow": (1500, 5095, 650),
                     "red": (121, 1078, 1383)}.items():
    exact(f"{card} cards", (cell[card, "2014"] + cell[card, "2015"], cell[card, "2016"],
                            cell[card, "remaining"]), wanted)
for what, rows, wanted in [
        ("exited 2014 and 2015", earlier, [414, 676, 771, 840, 708, 463, 198, 151]),
        ("exited 2016", exited_2016, [1227, 1707, 1663, 1538, 1104, 614, 224, 146]),
        ("remaining", remaining, [724, 637, 390, 230, 104, 37, 8, 3])]:
    sizes = Counter(int(row["persons"]) for row in rows)
    exact(f"sizes, {what}", [sizes[size] for size in range(1, max(sizes) + 1)], wanted)
exact("sizes of unregistered households, least and most",
      (min(int(r["persons"]) for r in roster), max(int(r["persons"]) for r in roster)), (1, 10))
exact("causes", dict(Counter(row["cause"] for row in households)),
      {"illness": 6268, "disability": 2770, "labour": 1822, "skills": 1312, "funds": 1108,
       "schooling": 656, "motivation": 233, "disaster": 175, "land": 87, "other": 87,
       "transport": 44, "water": 15})
causes = Counter(row["cause"] for row in remaining)
exact("causes of the remaining", (causes["illness"], causes["disability"], causes["labour"]),
      (1322, 555, 171))

# Townships
TOWNSHIPS = """26,5,996,288,562,146 20,6,937,271,529,137 17,4,848,246,478,124 19,6,826,239,466,121
18,5,858,248,484,126 17,5,911,264,514,133 15,4,652,189,368,95 14,4,692,200,390,102
15,4,810,235,457,118 15,4,675,195,381,99 17,6,908,263,512,133 15,5,649,188,366,95
14,4,660,191,372,97 16,5,856,248,483,125 13,4,572,166,323,83 16,4,759,220,428,111
13,4,713,206,402,105 14,4,628,182,354,92 13,3,627,182,354,91""".split()
township = {row["village_id"]: row["township"] for row in villages}
order = list(dict.fromkeys(row["township"] for row in villages))
table = {name: [0] * 6 for name in order}
for row in villages:
    table[row["township"]][0] += 1
    table[row["township"]][1] += row["group"] != "other"
for row in households:
    counts = table[township[row["village_id"]]]
    counts[2] += 1
    counts[{"2014": 3, "2015": 3, "2016": 4, "": 5}[row["exit_year"]]] += 1
for number, (name, wanted) in enumerate(zip(order, TOWNSHIPS), 1):
    exact(f"township {number}", ",".join(map(str, table[name])), wanted)
exact("registered and all persons of poor villages",
      (sum(of_village[v][2] for v in poor), sum(of_village[v][0] for v in poor)), (20500, 103200))
for what, members, low, high in [("poor", poor, 0.15, 0.24), ("other", set(group) - poor, 0.08, 0.13)]:
    rates = [of_village[v][2] / of_village[v][0] for v in members]
    within(f"least registered share of {what} villages", min(rates), low, high)
    within(f"largest registered share of {what} villages", max(rates), low, high)
    total = sum(of_village[v][2] for v in members) / sum(of_village[v][0] for v in members)
    within(f"registered share of {what} villages", total, *((0.17, 0.20) if what == "poor" else (0.09, 0.11)))
within("deviation of the log of villages' persons",
       statistics.pstdev(math.log(int(row["persons"])) for row in villages), 0.43, 0.47)

# Programmes
exact("first secretaries", sum(int(row["first_secretary"]) for row in villages), 307)
exact("most first secretaries of a village", max(int(r["first_secretary"]) for r in villages), 1)
exact("work groups", sum(int(row["work_groups"]) for row in villages), 99)
exact("poor villages without work group",
      [v["village_id"] for v in villages if (v["work_groups"] != "0") != (v["village_id"] in poor)], [])
exact("assistants", sum(int(row["assistants"]) for row in villages), 172)
exact("villages with other than 2 or 0 assistants",
      [v["village_id"] for v in villages if v["assistants"] != ("2" if v["village_id"] in poor else "0")], [])
for word, wanted in [("dibao_before", 9193), ("dibao_after", 14876)]:
    exact(word, sum(int(row[word]) for row in end_2015), wanted)
    exact(f"{word} of earlier exits", sum(int(row[word]) for row in earlier), 0)
exact("households with more allowances than persons, or fewer after than before",
      [r for r in households
       if not int(r["dibao_before"]) <= int(r["dibao_after"]) <= int(r["persons"])], [])
for what, rows, column, wanted in [
        ("relocated", households, "relocated", (306, 1274)),
        ("relocated unregistered", roster, "relocated", (40, 202)),
        ("water", households, "water", (353, 1121))]:
    marked = [row for row in rows if row[column] == "1"]
    exact(what, (len(marked), persons(marked)), wanted)
exact("renovated", (sum(r["renovated"] == "1" for r in households),
                    sum(r["renovated"] == "1" for r in roster)), (1711, 4026))
exact("turnkey", sum(row["turnkey"] == "1" for row in households), 59)
industries = Counter(code for row in households for code in row["industries"].split())
exact("industries", dict(sorted(industries.items())),
      {"forestry": 224, "grape": 818, "livestock": 9105, "pomelo": 6250, "poultry": 1973,
       "pv_built": 6566, "pv_signed": 9985})
exact("solar roofs without contract",
      [r for r in households if "pv_built" in r["industries"] and "pv_signed" not in r["industries"]], [])

# Incomes and needs: the register's incomes, the truth's persons and houses
LINE = 3146
registered = [row for row in truth if row["status"] in ("exited", "remaining")]
unregistered = [row for row in truth if row["status"] == "unregistered"]
card = {row["household_id"]: row["card"] for row in households}
cause = {row["household_id"]: row["cause"] for row in households}
status = {row["household_id"]: row["exit_year"] or "remaining" for row in households}


def of(row):
    return row["path"].split("/")[1]


def median(rows):
    return statistics.median(int(row["income"]) for row in rows)


def share(part, whole):
    return part / whole


exact("incomes of the remaining not below the line",
      sum(int(row["income"]) >= LINE for row in remaining), 0)
exact("incomes of the exited below 1.02 times the line",
      sum(int(row["income"]) * 100 < LINE * 102 for row in exited), 0)
within("median income, remaining", median(remaining), 2350 * 0.98, 2350 * 1.02)
within("median income, exited 2016", median(exited_2016), 4600 * 0.98, 4600 * 1.02)
within("median income, exited earlier", median(earlier), 5800 * 0.98, 5800 * 1.02)
within("median income, unregistered", median(unregistered), 9800 * 0.98, 9800 * 1.02)
near = sum(int(row["income"]) <= 1.15 * LINE for row in exited_2016)
within("exited 2016 within 15% above the line", share(near, len(exited_2016)), 0.10, 0.14)
within("deviation of the log of unregistered incomes",
       statistics.pstdev(math.log(int(r["income"])) for r in unregistered), 0.53, 0.57)
parts = ["wage", "farm", "transfer", "property", "business"]
sums = {part: sum(int(row[part]) for row in registered) for part in parts}
for part, wanted in zip(parts, [0.45, 0.20, 0.27, 0.04, 0.04]):
    within(f"income from {part}, registered", sums[part] / sum(sums.values()), wanted - 0.02, wanted + 0.02)
red = [row for row in registered if card[of(row)] == "red"]
within("income from transfers, red cards",
       sum(int(r["transfer"]) for r in red) / sum(int(r[p]) for r in red for p in parts), 0.73, 0.77)
exact("incomes that are not the sum of their parts",
      [r["path"] for r in truth if r["wage"] != "" and
       sum(int(r[p]) for p in parts) != int(r["income"]) * int(r["persons"])], [])
children, elders = (sum(int(row[c]) for row in registered) for c in ("children", "elders"))
within("persons below 16", children / 48983, 0.15, 0.19)
within("persons from 16 to 59", 1 - (children + elders) / 48983, 0.51, 0.55)
within("persons of 60 and more", elders / 48983, 0.28, 0.32)
within("persons of 60 and more, red cards", sum(int(r["elders"]) for r in red) / persons(red), 0.63, 0.67)
ill = [row for row in registered if cause[of(row)] == "illness"]
within("chronically ill, illness households", sum(int(r["chronic"]) for r in ill) / persons(ill), 0.23, 0.27)
within("disabled", sum(int(row["disabled"]) for row in registered) / 48983, 0.05, 0.09)
exact("red cards with labour", sum(int(row["labour"]) for row in red), 0)
exact("households of children alone",
      [r["path"] for r in registered + unregistered if int(r["children"]) >= int(r["persons"])], [])
houses = Counter(row["housing"] for row in registered)
exact("relocated in the truth", (houses["relocated"], sum(r["housing"] == "relocated" for r in unregistered)),
      (306, 40))
houses["safe"] += houses["relocated"]
for word, wanted in [("safe", 0.82), ("repaired", 0.15), ("unsafe", 0.03)]:
    within(f"houses: {word}", houses[word] / 14577, wanted - 0.02, wanted + 0.02)

# The truth
WANTED = {"benchmark": (220, 1352), "fail_exit": (1146, 1352),
          "fail_omission": (220, 3042), "edge": (220, 2610)}[scenario]
exact("paths of the truth", [r["path"] for r in truth],
      [r["village_id"] for r in villages]
      + [f"{r['village_id']}/{r['household_id']}" for r in households]
      + [f"{r['village_id']}/R{r['household_id']}" for r in roster])
exact("persons of the truth", [r["persons"] for r in registered + unregistered],
      [r["persons"] for r in households + roster])
exact("statuses of villages in the truth", [r["status"] for r in truth if "/" not in r["path"]],
      ["village_" + group[r["village_id"]] for r in villages])
exact("register entries in the truth", [(r["status"], r["cause"], r["exit_year"]) for r in registered],
      [(r["status"], r["cause"], r["exit_year"]) for r in households])
errors = defaultdict(list)
for row in registered + unregistered:
    errors[row["error"]].append(row)
kind = lambda error: {status.get(of(row), "unregistered") for row in errors[error]}
wrong = persons(errors["wrongful_exit"])
omitted = persons(errors["omitted"])
exact("wrongfully exited persons", wrong, WANTED[0])
exact("omitted persons", omitted, WANTED[1])
exact("wrongly included persons", persons(errors["wrong_inclusion"]), 392)
exact("missed exits, households", len(errors["missed_exit"]), 43)
exact("wrongful exits among others than exited households", kind("wrongful_exit") - {"2014", "2015", "2016"}, set())
exact("omissions among others than unregistered households", kind("omitted"), {"unregistered"})
exact("wrong inclusions among unregistered households", kind("wrong_inclusion") & {"unregistered"}, set())
exact("missed exits among others than remaining households", kind("missed_exit"), {"remaining"})
exact("errors without reason, or reasons without error",
      [r["path"] for r in truth if (r["error"] == "none") != (r["reason"] == "")], [])
exact("approving households", sum(row["approves"] == "1" for row in registered + unregistered), 97842)
exact("wrong exits of villages", [r["path"] for r in truth if "/" not in r["path"] and r["error"] != "none"], [])
corrected = 4910 + wrong + omitted
exact("poor persons after correction", corrected,
      {"benchmark": 6482, "fail_exit": 7408, "fail_omission": 8172, "edge": 7740}[scenario])
exact("whether fewer than 2% of 387,000", corrected * 50 < 387000, scenario in ("benchmark", "fail_exit"))
poor_now = [r for r in registered + unregistered
            if r["error"] in ("wrongful_exit", "omitted") and r["reason"] == "income"]
exact("poor by income and not below the line", [r for r in poor_now if int(r["income"]) >= LINE], [])
exact("unsafe houses of the exited without error",
      [r["path"] for r in registered if r["housing"] == "unsafe"
       and status[of(r)] != "remaining" and r["error"] == "none"], [])


def correlation(rows, wrong):
    """One-way analysis of variance, households within villages."""
    n, x = Counter(), Counter()
    for row in rows:
        village = row["path"].split("/")[0]
        n[village] += 1
        x[village] += wrong(row)
    total, clusters = sum(n.values()), len(n)
    mean = sum(x.values()) / total
    between = sum(n[v] * (x[v] / n[v] - mean) ** 2 for v in n) / (clusters - 1)
    inside = sum(x[v] * (1 - x[v] / n[v]) for v in n) / (total - clusters)
    usual = (total - sum(k * k for k in n.values()) / total) / (clusters - 1)
    return (between - inside) / (between + (usual - 1) * inside)


for error, rows in [
        ("wrongful_exit", [r for r in registered if status[of(r)] != "remaining"]),
        ("omitted", unregistered), ("wrong_inclusion", registered),
        ("missed_exit", [r for r in registered if status[of(r)] == "remaining"])]:
    within(f"correlation within villages, {error}",
           correlation(rows, lambda row: row["error"] == error), 0.02, 0.05)
within("correlation within villages, disapproval",
       correlation(registered + unregistered, lambda row: row["approves"] == "0"), 0.01, 0.03)
for error in ("wrongful_exit", "omitted", "wrong_inclusion", "missed_exit"):
    print(f"      {error}: {len(errors[error])} households in "
          f"{len({r['path'].split('/')[0] for r in errors[error]})} villages")
print("all margins are met" if failures == 0 else f"{failures} margins are NOT met")
sys.exit(failures > 0)
