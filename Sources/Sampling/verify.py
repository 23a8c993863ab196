#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks the proof of a draw, independently of the program that made it.

    python3 verify.py proof.json [--register NAME=FILE]... [--salt FILE]

Exit status 0: all that could be checked holds. 1: it does not, with the reason. With all registers
(CSV, rows in any order) the whole draw is repeated. Without them the seal, the seed and all that the
proof says of its units are checked, but not that no unit was left out. Python 3.8 or later."""
import bisect, csv, hashlib, hmac, io, itertools, json, re, sys
from fractions import Fraction
from math import ceil, floor


# The methods whose selection is repeated here; of the others all but the selection is checked.
REPEATED = ("srs", "systematic", "poisson", "pps-systematic", "pareto", "sequential-poisson")


# The members of a proof, of what a reveal adds, of a seal, its registers and samples.
PROOF = "specification commitment seal seed keyDigest draws sampleDigest"
REVEALED = "seedHash key stages units"
SEAL = "design earlierSeals keyDigest registers specification"
REGISTER = "columns rows root source stage"
SAMPLE = "fraction maximum method minimum name of register reserves rounding size sort strata where"
OPTIONAL = "sizeMeasure balance coordinates allocation takeAll"


def need(truth, reason):
    if not truth:
        sys.exit("FAILED: " + reason)


def shape(what, value, names, optional=""):
    found, wanted = set(value), set(names.split())
    odd = sorted((wanted - found) | (found - wanted - set(optional.split())))
    need(not odd, "%s: the member %s is missing or unknown" % (what, odd and odd[0]))


def once(pairs):
    """An object of JSON in which no name stands twice, since readers would take different ones."""
    names = [name for name, _ in pairs]
    need(len(set(names)) == len(names), "a name stands twice in an object of %s" % ", ".join(names))
    return dict(pairs)


def no_number(text):
    raise ValueError("%s is no integer" % text)


def load(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file, object_pairs_hook=once, parse_float=no_number, parse_constant=no_number)


def sha256(text):
    return hashlib.sha256(text.encode()).hexdigest()


def canonical(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def record(fields):
    quoted = ['"%s"' % f.replace('"', '""') if re.search('[,"\r\n]', f) else f for f in fields]
    return ",".join(quoted)


def read(path, columns):
    data = open(path, "rb").read()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("gb18030")
    csv.field_size_limit(1 << 26)
    header, *rows = [r for r in csv.reader(io.StringIO(text, newline=""), strict=True) if r]
    need(set(columns) <= set(header), "%s lacks one of the columns %s" % (path, columns))
    need(all(len(r) == len(header) for r in rows), path + " has rows of unequal length")
    places = [header.index(c) for c in columns]
    return [[r[p] for p in places] for r in rows]


def root(hashes):  # RFC 6962, section 2.1
    if len(hashes) < 2:
        return hashes[0] if hashes else hashlib.sha256(b"").digest()
    split = 1 << (len(hashes) - 1).bit_length() - 1
    return hashlib.sha256(b"\1" + root(hashes[:split]) + root(hashes[split:])).digest()


def sealed_root(rows, deep, units, salt):
    digests = {u: hashlib.sha256(hmac.new(salt, u.encode(), "sha256").digest()) for u in units}
    for row in sorted(rows, key=lambda r: (r[deep].encode(), r[0].encode())):
        unit = row[deep].split("/")[0]
        need(unit in digests, "%s lies in no unit of the first stage" % row[0])
        digests[unit].update((record(row) + "\n").encode())
    leaves = sorted((u.encode(), d.hexdigest().encode()) for u, d in digests.items())
    return root([hashlib.sha256(b"\0" + u + b"\n" + d).digest() for u, d in leaves]).hex()


def chosen(condition, rows, columns):
    """The rows with  column = 'value' and …;  None if the condition is of another form."""
    term = r"([^ ='\"${}()<>!,]+) *= *'([^']*)'"
    if condition and not re.fullmatch(" *%s(?: +and +%s)* *" % (term, term), condition):
        return None
    pairs = re.findall(term, condition or "")
    if not all(name in columns for name, _ in pairs):
        return None
    return [r for r in rows if all(r[columns.index(name)] == value for name, value in pairs)]


def bounds(sample, n):
    high = n if sample["maximum"] is None else min(n, sample["maximum"])
    return min(sample["minimum"], high), high


def allocate(total, counts, low, high):
    """Largest remainders; what the bounds move is shared among the others in the same way."""
    need(sum(low) <= total <= sum(high), "a size of %d cannot be met" % total)
    fixed = {}
    while True:
        free = [i for i in range(len(counts)) if i not in fixed]
        if not any(counts[i] for i in free):
            counts = [1] * len(counts)
        rest, whole = total - sum(fixed.values()), sum(counts[i] for i in free)
        sizes = {i: rest * counts[i] // whole for i in free}
        order = sorted(free, key=lambda i: (-(rest * counts[i] % whole), i))
        for i in order[: rest - sum(sizes.values())]:
            sizes[i] += 1
        up = sum(max(0, low[i] - n) for i, n in sizes.items())
        down = sum(max(0, n - high[i]) for i, n in sizes.items())
        moved = [i for i, n in sizes.items()
                 if up >= down and n < low[i] or down >= up and n > high[i]]
        fixed.update((i, min(max(sizes[i], low[i]), high[i])) for i in moved or free)
        if not moved:
            return [fixed[i] for i in range(len(counts))]


def controlled(exact, counts, h):
    shares, free, total = list(exact), range(len(exact)), ceil(sum(exact))
    while sum(exact[i] for i in free):
        for i in free:
            shares[i] = exact[i] * total / sum(exact[j] for j in free)
        whole = [i for i in free if shares[i] >= counts[i]]
        for i in whole:
            shares[i], total = Fraction(counts[i]), total - counts[i]
        free = [i for i in free if i not in whole]
        if not whole:
            break
    sums = [Fraction(2 * h + 1, 2**53)]
    for share in shares:
        sums.append(sums[-1] + share)
    return [floor(b) - floor(a) for a, b in zip(sums, sums[1:])]


def taken_whole(sample, stratum):
    """Whether a stratum is of the units that takeAll names: its record has one field more."""
    fields = next(csv.reader([stratum], strict=True)) if stratum else []
    return "takeAll" in sample and len(fields) > len(sample["strata"])


def exact_sizes(sample, counts, shared):
    """For each stratum of counts its exact size, and the integer that the rule gives, or None."""
    fraction, size = sample["fraction"], sample["size"]
    whole = {s: (Fraction(n), n) for s, n in counts.items() if taken_whole(sample, s)}
    counts = {s: n for s, n in counts.items() if s not in whole}
    numbers = list(counts.values())
    if isinstance(size, int) and "allocation" in sample:
        factors = sample["allocation"]["factors"]
        per_unit = sample["allocation"]["method"] in ("neyman", "optimal")
        shares = [(factors[s] * (n if per_unit else 1) if n else 0) for s, n in counts.items()]
        given = allocate(size, shares, *zip(*[(0, n) if shared else bounds(sample, n) for n in numbers]))
        return {**whole, **{s: (Fraction(n), None if shared else n) for s, n in zip(counts, given)}}
    if isinstance(size, int):
        exact = [Fraction(size * n, sum(numbers)) for n in numbers]
        given = shared or allocate(size, numbers, *zip(*[bounds(sample, n) for n in numbers]))
        return {**whole, **dict(zip(counts, zip(exact, [None] * len(exact) if shared else given)))}
    rule = lambda s: fraction if isinstance(fraction, str) else fraction.get(s)
    for s, n in counts.items():
        low, high = (0, n) if shared else bounds(sample, n)
        if not rule(s):
            need(low <= size[s] <= high, "a size of %d cannot be met in a cell of %d" % (size[s], n))
    return {**whole, **{s: (Fraction(rule(s)) * n, None) if rule(s) else
                        (Fraction(size[s]), None if shared else size[s]) for s, n in counts.items()}}


def planned(sample, counts, totals, known_f, h):
    """Exact size, size and f of each cell (parent, stratum); cells by stratum, then parent."""
    plan, groups = {}, {}
    if sample["of"] == "population":
        exact, available = totals and exact_sizes(sample, totals, True), {}
        for (_, stratum), n in counts.items():
            available[stratum] = available.get(stratum, 0) + n
        for (parent, stratum), n in counts.items():
            f = exact[stratum][0] / available[stratum] if exact else known_f[stratum]
            f = Fraction(1) if taken_whole(sample, stratum) else f
            plan[parent, stratum] = f * n, n if f >= 1 else None, f
            groups.setdefault(stratum, []).append((parent, stratum))
    else:
        inside = {}
        for (parent, stratum), n in counts.items():
            inside.setdefault(parent, {})[stratum] = n
        for parent, strata in inside.items():
            for stratum, (exact, given) in exact_sizes(sample, strata, False).items():
                plan[parent, stratum] = exact, given, None
        groups[""] = list(counts)
    half = Fraction(1, 2)
    sizes = {c: floor(plan[c][0] + half) if sample["rounding"] == "nearest" else ceil(plan[c][0])
             for c in counts}
    for group in groups.values() if sample["rounding"] == "controlled" else []:
        cells = [c for c in group if plan[c][1] is None]
        sizes.update(zip(cells, controlled([plan[c][0] for c in cells], [counts[c] for c in cells], h)))
    for cell, n in counts.items():
        (exact, given, _), (low, high) = plan[cell], bounds(sample, n)
        sizes[cell] = given if given is not None else exact and min(max(sizes[cell], low), high)
    return {c: (plan[c][0], int(sizes[c]), plan[c][2]) for c in counts}


def sort_key(sample, columns, row):
    values = [(row[columns.index(k["column"])], k["number"]) for k in sample["sort"]]
    return [(v != "", float(v or 0) if number else v.encode()) for v, number in values]


def integers(texts):
    """Decimals as integers: all times the power of ten that the longest of them needs."""
    need(all(re.fullmatch(r"[0-9]*\.?[0-9]+", t) for t in texts), "a size is no decimal number")
    scale = max(len(t.partition(".")[2]) for t in texts)
    return [int(t.replace(".", "")) * 10 ** (scale - len(t.partition(".")[2])) for t in texts]


def shares(n, sizes):
    """Units that are certain, the others of positive size, and n and the sum of sizes for these."""
    certain, free = [], [i for i, x in sizes if x]
    size, total = dict(sizes), sum(x for _, x in sizes)
    while n:
        whole = [i for i in free if n * size[i] >= total]
        if not whole:
            break
        n, total = n - len(whole), total - sum(size[i] for i in whole)
        certain, taken = certain + whole, set(whole)
        free = [i for i in free if i not in taken]
    need(n <= len(free), "there are fewer units of positive size than were wanted")
    certain = set(certain)
    return [i for i, _ in sizes if i in certain], free if n else [], n, total


def selected(method, ticket, label, n, r, candidates):
    """Mains and reserves among candidates (path, key in the sort order, size), and the probability
    of each main."""
    unit = {path: ticket(path) for path, _, _ in candidates}
    number = lambda text: (2 * int(text[:13], 16) + 1) / 2**53
    by_ticket = sorted(unit, key=lambda path: (unit[path], path))
    along = sorted(candidates, key=lambda c: (c[1], unit[c[0]], c[0]))
    start, share = 2 * int(ticket(label)[:13], 16) + 1, Fraction(n, len(candidates))
    if method == "srs":
        mains = by_ticket[:n]
    elif method.startswith("rotation-"):
        turn, keep = method.split("-")[1:]
        at = floor(int(turn) * (1 - Fraction(keep)) * n) % max(len(by_ticket), 1)
        by_ticket = by_ticket[at:] + by_ticket[:at]
        mains = by_ticket[:n]
    elif method == "systematic":
        mains = [along[(start + i * 2**53) * len(along) // (n * 2**53)][0] for i in range(n)]
    else:
        size = {path: x for path, _, x in candidates}
        need(not n or all(size.values()) or n < sum(x > 0 for x in size.values()),
             "nothing is left to chance while units of size 0 are never drawn")
        order = [c[0] for c in along] if method == "pps-systematic" else by_ticket
        mains, free, n, total = shares(n, [(path, size[path]) for path in order])
        share = {path: Fraction(1) for path in mains}
        share.update((path, Fraction(n * size[path], total)) for path in free)
        u = {path: number(unit[path]) for path in free}
        p = {path: float(n * size[path]) / float(total) for path in free}
        if method == "pps-systematic":
            ends = list(itertools.accumulate(size[path] for path in free))
            places = [(start + i * 2**53) * total // (n * 2**53) for i in range(n)]
            mains += [free[bisect.bisect_right(ends, place)] for place in places]
        elif method == "poisson":
            mains += [path for path in free if u[path] < p[path]]
        elif method == "sequential-poisson":
            mains += sorted(free, key=lambda i: u[i] / p[i])[:n]
        else:
            mains += sorted(free, key=lambda i: (u[i] * (1 - p[i])) / ((1 - u[i]) * p[i]))[:n]
    rest = set(mains)
    reserves = [path for path in by_ticket if path not in rest][:r]
    return mains, reserves, share if isinstance(share, dict) else {path: share for path in mains}


def compare(what, name, right, found):
    missing = sorted({name(x) for x in right} - {name(x) for x in found})
    need(not missing, "%s %s was left out" % (what, missing and missing[0]))
    extra = sorted({name(x) for x in found} - {name(x) for x in right})
    need(not extra, "%s %s was not drawn" % (what, extra and extra[0]))
    need(len(right) == len(found), "a %s stands twice" % what)
    for x, y in zip(right, found):
        need(name(x) == name(y), "%s %s stands where %s belongs" % (what, name(y), name(x)))
        for k in {**x, **y}:
            need(k in x and k in y and x[k] == y[k] and type(x[k]) == type(y[k]),
                 "%s %s: %s is %s instead of %s" % (what, name(x), k, y.get(k), x.get(k)))


def verify(proof, files, salt):
    seal, unproven = proof["seal"], []
    shape("proof", proof, PROOF + (" " + REVEALED if set(proof) & set(REVEALED.split()) else ""))
    shape("seal", seal, SEAL)
    shape("design", seal["design"], "stages")
    for name, register in seal["registers"].items():
        shape("register " + name, register, REGISTER)
    for sample in itertools.chain(*seal["design"]["stages"]):
        shape("sample " + sample["name"], sample, SAMPLE, OPTIONAL)
        for key in sample["sort"]:
            shape("sort", key, "column number")
    need(proof["specification"] == seal["specification"] == "assay-draw-1", "unknown rules")
    need(sha256(canonical(seal)) == proof["commitment"], "the seal is not what was committed to")
    need(proof["keyDigest"] == seal["keyDigest"], "the key is not the one that was sealed")
    tables, stages = {}, seal["design"]["stages"]
    need(set(files) <= set(seal["registers"]), "no such register: %s" % ", ".join(files))
    for name, register in seal["registers"].items():
        path, deep = files.get(name) or files.get(register["source"]), min(register["stage"], 2) - 1
        if path:
            rows = read(path, register["columns"])
            tables[name] = rows = list(map(list, set(map(tuple, rows)))) if register["source"] else rows
            need(len(rows) == register["rows"], "register %s has %d rows and not %d" %
                 (name, len(rows), register["rows"]))
            need(len({(r[deep], r[0]) for r in rows}) == len(rows), "an id stands twice in " + name)
    first = stages[0][0]["register"]
    need(first in tables or not tables, "give the register %s, too" % first)
    for name, rows in tables.items():
        register, units = seal["registers"][name], [r[0] for r in tables[first]]
        need(sealed_root(rows, min(register["stage"], 2) - 1, units, salt) == register["root"],
             "register %s was changed after the seal (or the salt is not its own)" % name)
    if "units" not in proof:
        return ["what was drawn, since the sample is not revealed yet"]

    key = proof["key"]
    need((key and hashlib.sha256(bytes.fromhex(key)).hexdigest()) == seal["keyDigest"],
         "the key is not the one that was sealed")
    need(sha256(proof["seed"] + ("\x1f" + key if key else "")) == proof["seedHash"],
         "seedHash does not follow from seed and key")
    need(sha256(canonical(proof["units"])) == proof["sampleDigest"],
         "the units are not those of sampleDigest")
    ticket = lambda text: sha256(proof["seedHash"] + text)
    listed, told = {}, {}
    for u in proof["units"]:
        told[u["stage"], u["sample"], u["path"]] = u["probability"] and Fraction(u["probability"])
        parent = u["path"].rpartition("/")[0] if u["stage"] > 1 else ""
        listed.setdefault((u["stage"], u["sample"], parent, u["stratum"]), []).append(u["path"])

    cells, units, above = [], [], {"": Fraction(1)}
    for stage, samples in enumerate(stages, 1):
        drawn = {}
        for sample in samples:
            name, columns = sample["name"], seal["registers"][sample["register"]]["columns"]
            rows = chosen(sample["where"], tables.get(sample["register"], []), columns)
            members, known_f, totals = {}, {}, {}
            whole = chosen(sample.get("takeAll"), rows or [], columns)
            is_known = sample["register"] in tables and rows is not None and whole is not None
            if is_known:
                measure = sample.get("sizeMeasure")
                size = integers([r[columns.index(measure)] for r in rows]) if measure else [1] * len(rows)
                marked = {tuple(r[:2]) for r in whole} if "takeAll" in sample else set()
                for r, x in zip(rows, size):
                    parent, fields = r[1] if stage > 1 else "", [r[columns.index(c)] for c in sample["strata"]]
                    stratum = record(fields + ["take-all"] if tuple(r[:2]) in marked else fields)
                    path = parent + "/" + r[0] if stage > 1 else r[0]
                    unit = path, sort_key(sample, columns, r), x
                    members.setdefault((parent, stratum), []).append(unit)
                counts = {c: len(u) for c, u in members.items()}
            else:
                unproven.append("that no unit of %s was left out" % (name or sample["register"]))
                found = [c for c in proof["stages"] if (c["stage"], c["sample"]) == (stage, name)]
                counts = {(c["parent"], c["stratum"]): c["population"] for c in found}
                known_f = {c["stratum"]: c["f"] and Fraction(c["f"]) for c in found}
                sealed = seal["registers"][sample["register"]]["rows"]
                need(stage > 1 or sample["where"] or sum(counts.values()) == sealed,
                     "the strata of the first stage do not make up its register")
            for (_, stratum), n in sorted(counts.items(), key=lambda c: c[0][1].encode()):
                totals[stratum] = totals.get(stratum, 0) + n
            order = sorted(counts, key=lambda c: (c[1].encode(), c[0].encode()))
            h = int(ticket("/rounding/%d/%s//" % (stage, name))[:13], 16)
            plan = planned(sample, {c: counts[c] for c in order if c[0] in above},
                           totals if is_known else None, known_f, h)
            rank = {parent: i for i, parent in enumerate(above)}
            for parent, stratum in sorted(plan, key=lambda c: (rank[c[0]], c[1].encode())):
                wanted, n, f = plan[parent, stratum]
                population = counts[parent, stratum]
                method = "srs" if taken_whole(sample, stratum) else sample["method"]
                r = min(ceil(Fraction(sample["reserves"]) * n), population - n)
                label = "/%s/%d/%s/%s/%s" % (method, stage, name, parent, stratum)
                paths = listed.get((stage, name, parent, stratum), [])
                share = {path: Fraction(n, population) for path in paths}
                if is_known and (method in REPEATED or method.startswith("rotation-")):
                    mains, reserves, share = selected(
                        method, ticket, label, n, r, members[parent, stratum])
                elif method == "srs":
                    paths = sorted(paths, key=ticket)
                    mains, reserves = paths[:n], paths[n:]
                else:
                    unproven.append("the selection by the method " + method)
                    if method == "poisson":
                        n = len([path for path in paths if told[stage, name, path] is not None])
                    mains, reserves = paths[:n], sorted(paths[n:], key=ticket)
                    if sample.get("sizeMeasure"):
                        unproven.append("the probabilities, which follow from the sizes of units")
                        share = {path: told[stage, name, path] / above[parent] for path in mains}
                if method == "poisson":  # its size is random, and reserves may run short
                    need(len(reserves) <= r, "there are more reserves than were asked for")
                    n, r = len(mains), len(reserves)
                cells.append(dict(
                    stage=stage, sample=name, parent=parent, stratum=stratum, method=method, size=n,
                    population=population, wanted=str(wanted), reserves=r,
                    f=None if f is None else str(f)))
                for i, path in enumerate(mains + reserves):
                    p = above[parent] * share[path] if i < n else None
                    if p:
                        drawn[path] = p
                    units.append(dict(
                        path=path, stage=stage, sample=name, stratum=stratum, order=i + 1,
                        role="main" if p else "reserve", ticket=ticket(path), size=n,
                        population=population, probability=p and str(p), weight=p and str(1 / p)))
        above = drawn
    compare("cell", lambda c: "%s/%s/%s" % (c["sample"], c["parent"], c["stratum"]), cells, proof["stages"])
    compare("unit", lambda u: "%s/%s" % (u["sample"], u["path"]), units, proof["units"])
    need(all(0 < Fraction(u["probability"] or 1) <= 1 for u in units), "a probability is impossible")
    count = [sum(c["size"] + c["reserves"] for c in cells), len(units)]
    need(count[0] == count[1], "%d units should have been drawn, not %d" % tuple(count))
    return unproven


def main(arguments):
    files, salt, path = {}, bytes(32), None
    while arguments:
        argument = arguments.pop(0)
        if argument == "--register":
            name, _, files_path = arguments.pop(0).partition("=")
            files[name] = files_path
        elif argument == "--salt":
            salt = bytes.fromhex(open(arguments.pop(0)).read().strip())
        else:
            path = argument
    try:
        unproven = verify(load(path), files, salt)
    except (KeyError, IndexError, TypeError, ValueError, AttributeError, ZeroDivisionError) as error:
        need(False, "this is no proof as it should be: %s %s" % (type(error).__name__, error))
    print("The proof holds.")
    for point in dict.fromkeys(unproven):
        print("Not checked: " + point)


if __name__ == "__main__":
    main(sys.argv[1:] or sys.exit(__doc__))
