#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Leptune beside FLAML, AutoGluon and LightGBM on the shared tables, at the same budget on the same machine.

Usage: compare.py run    SHARED RESULTS.jsonl [--systems a,b] [--tables a,b] [--splits N] [--from-split N]
                       [--budget S]
       compare.py report SHARED RESULTS.jsonl [OUTPUT.md] [--reference leptune]
SHARED is the folder that holds data/ and bench/peers.py. `run` appends one JSON line a measurement and passes over
those that stand there already, so it can be stopped at any time; LEPTUNE_CLI names our program, and systems are run in
turn so that a slow hour of the machine meets all of them. The tables are every fifth of those with 150 to 50,000
rows and at most 400 columns, by name: chosen by a rule, not by a result.

Normalised score = (score - constant) / (best system's on that table and split - constant), floored at -1, averaged
over splits, then tables. A win is a difference of normalised scores over 1e-4 on a split, less counts half; a failed run is -1.
"""
import argparse
import csv
import gzip
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile

from result_rows import append_row, read_rows, write_report

SYSTEMS = ["leptune", "flaml", "lgbm", "autogluon", "autogluon-best"]
METRIC = {"binary": ("auc", 1.0), "multiclass": ("logloss", -1.0), "regression": ("rmse", -1.0)}
CACHE = os.path.expanduser("~/.cache/leptune-bars")
REPEATS = 10_000


def interpreter(system):
    return os.path.join(CACHE, "ag" if system.startswith("autogluon") else "peers", "bin", "python")


def listed_tables(shared):
    """{name: (rows, columns)} of the README's tables."""
    found = {}
    for line in open(os.path.join(shared, "data", "README.md"), encoding="utf-8"):
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if len(cells) >= 6 and cells[1] == "table" and cells[4].isdigit():
            found[cells[0]] = int(cells[4]), int(cells[5])
    return found


def tables_by_rule(shared):
    """Tables with 150 to 50,000 rows and at most 400 columns, every fifth by name."""
    return sorted(name for name, (rows, columns) in listed_tables(shared).items()
                  if 150 <= rows <= 50_000 and columns <= 400)[::5]


def read_cells(shared, table):
    """Lines of cells, the heading first."""
    folder = os.path.join(shared, "data", table)
    path = next(os.path.join(folder, name) for name in sorted(os.listdir(folder)) if name.startswith(table + ".csv"))
    opener = gzip.open if path.endswith(".gz") else open
    with opener(path, "rt", encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


PORTFOLIO = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "resources", "portfolio", "portfolio.json")


def portfolio_without(shared, table, folder, path=PORTFOLIO):
    """A portfolio (that of the program) less what was learned on this very table, or on one of as many rows: the same
    data stand in the list under several names."""
    if not os.path.exists(path):
        return {}
    with open(path, encoding="utf-8") as file:
        portfolio = json.load(file)
    listed = listed_tables(shared)
    rows = listed.get(table, (0, 0))[0]
    portfolio["tables"] = [known for known in portfolio["tables"]
                           if known["name"] != table and listed.get(known["name"], (-1, 0))[0] != rows]
    other = os.path.join(folder, "portfolio.json")
    with open(other, "w", encoding="utf-8") as file:
        json.dump(portfolio, file)
    return {"LEPTUNE_PORTFOLIO": other}


def measure(shared, system, table, budget, seed):
    with tempfile.TemporaryDirectory() as folder:  # no experience of earlier runs, and room for what the systems leave
        environment = dict(os.environ, OMP_WAIT_POLICY="PASSIVE", XDG_DATA_HOME=folder, TMPDIR=folder,
                           **(portfolio_without(shared, table, folder) if system == "leptune" else {}))
        if "LEPTUNE_CLI" in environment:
            environment["LEPTUNE_CLI"] = os.path.abspath(environment["LEPTUNE_CLI"])
        return measure_in(folder, environment, os.path.abspath(shared), system, table, budget, seed)


def measure_in(folder, environment, shared, system, table, budget, seed):
    command = [interpreter(system), os.path.join(shared, "bench", "peers.py"), system,
               os.path.join(shared, "data", table), f"{budget:g}", str(seed)]
    try:
        done = subprocess.run(command, env=environment, cwd=folder, capture_output=True, text=True, timeout=budget * 5 + 300)
        row = json.loads(done.stdout.strip().splitlines()[-1])
    except (subprocess.TimeoutExpired, IndexError, json.JSONDecodeError) as error:
        row = {"system": system, "data": table, "budget": budget, "seed": seed, "error": type(error).__name__}
    row["load"] = round(os.getloadavg()[0], 1)
    return row


def run(options):
    tables = options.tables.split(",") if options.tables else tables_by_rule(options.shared)
    systems = options.systems.split(",")
    known = {(r["system"], r["data"], r["budget"], r["seed"]) for r in read_rows(options.results)}
    todo = [(seed, table, system) for seed in range(options.from_split, options.splits + 1) for table in tables for system in systems
            if (system, table, options.budget, seed) not in known]
    for count, (seed, table, system) in enumerate(todo, 1):
        row = measure(options.shared, system, table, options.budget, seed)
        append_row(options.results, row)
        metric = METRIC.get(row.get("task"), ("", 1.0))[0]
        print(f"{count}/{len(todo)} {system} {table} split {seed}: {row.get('error') or row.get(metric)}"
              f" in {row.get('fit_s')} s", flush=True)


def constant_scores(options, cells):
    """What always answering the same reaches: the score (higher is better) of every (table, seed)."""
    script = (
        "import sys, json; sys.path.insert(0, sys.argv[1]); import numpy as np, peers\n"
        "for line in sys.stdin:\n"
        "    table, seed = json.loads(line)\n"
        "    task, target, train, test = peers.load(sys.argv[2] + '/' + table, seed)\n"
        "    if task == 'regression':\n"
        "        value = -peers.score(task, test[target], [], None, np.full(len(test), train[target].mean()))['rmse']\n"
        "    else:\n"
        "        shares = train[target].value_counts(normalize=True)\n"
        "        labels = list(shares.index); proba = np.tile(shares.values, (len(test), 1))\n"
        "        scores = peers.score(task, test[target], labels, proba, None)\n"
        "        value = scores['auc'] if task == 'binary' else -scores['logloss']\n"
        "    print(json.dumps([table, seed, value]), flush=True)\n")
    done = subprocess.run([interpreter("flaml"), "-c", script, os.path.join(options.shared, "bench"),
                           os.path.join(options.shared, "data")], capture_output=True, text=True, check=True,
                          input="".join(json.dumps(cell) + "\n" for cell in sorted(cells)))
    return {(t, s): v for t, s, v in map(json.loads, done.stdout.splitlines())}


def compared(rows):
    """The rows of (table, split)s that every system has been run on, and how many are left out."""
    systems, met = {r["system"] for r in rows}, {}
    for row in rows:
        met.setdefault((row["data"], row["seed"]), set()).add(row["system"])
    whole = [row for row in rows if met[row["data"], row["seed"]] == systems]
    return whole, sum(have != systems for have in met.values())


def score_of(row):
    metric, sign = METRIC.get(row.get("task"), (None, 1.0))
    value = None if row.get("error") else row.get(metric)
    return None if value is None or value != value else sign * value


def normalised(rows, constants):
    """{(table, seed): {system: normalised score}}."""
    cells = {}
    for row in rows:
        cells.setdefault((row["data"], row["seed"]), {})[row["system"]] = score_of(row)
    result = {}
    for cell, scores in cells.items():
        best = max((s for s in scores.values() if s is not None), default=None)
        constant = constants[cell]
        if best is None or best <= constant:
            continue  # nobody learned anything there
        result[cell] = {system: -1.0 if score is None else max(-1.0, (score - constant) / (best - constant))
                        for system, score in scores.items()}
    return result


def by_table(values):
    """Mean over the splits of each table: {table: value}."""
    lists = {}
    for (table, _), value in values.items():
        lists.setdefault(table, []).append(value)
    return {table: statistics.fmean(list_) for table, list_ in lists.items()}


def interval(values):
    """95 % bootstrap interval of a mean over tables."""
    draw = random.Random(1)
    values = list(values)
    means = sorted(statistics.fmean(draw.choices(values, k=len(values))) for _ in range(REPEATS))
    return means[REPEATS // 40], means[-REPEATS // 40]


def wins(scores, ours, theirs):
    outcome = {}
    for cell, by_system in scores.items():
        if ours in by_system and theirs in by_system:
            gap = by_system[ours] - by_system[theirs]
            outcome[cell] = 1.0 if gap > 1e-4 else 0.0 if gap < -1e-4 else 0.5
    return by_table(outcome)


def size_ratio(rows, ours, theirs):
    sizes = {(r["data"], r["seed"], r["system"]): r["size"] for r in rows if r.get("size")}
    ratios = [sizes[t, s, theirs] / size for (t, s, system), size in sizes.items()
              if system == ours and (t, s, theirs) in sizes]
    return statistics.geometric_mean(ratios) if ratios else float("nan")


def report(options):
    rows, unfinished = compared(read_rows(options.results))
    constants = constant_scores(options, {(r["data"], r["seed"]) for r in rows})
    scores = normalised(rows, constants)
    systems = [s for s in SYSTEMS if any(r["system"] == s for r in rows)]
    tables = sorted({table for table, _ in scores})
    lines = ["# The same budget, the same tables", "",
             f"Made by `tests/bench/compare.py`: {len(tables)} tables, "
             f"{len(scores)} (table, split)s that every system ran on ({unfinished} more are begun), "
             f"{rows[0]['budget']:g} s, two cores.", "",
             "| system | mean normalised score | 95 % over tables | failed | median seconds | longest |",
             "|---|---|---|---|---|---|"]
    for system in systems:
        mine = by_table({cell: s[system] for cell, s in scores.items() if system in s})
        taken = [r["fit_s"] for r in rows if r["system"] == system and r.get("fit_s")]
        failed = sum(r["system"] == system and score_of(r) is None for r in rows)
        low, high = interval(mine.values())
        lines.append(f"| {system} | {statistics.fmean(mine.values()):.4f} | {low:.4f} to {high:.4f} | {failed} | "
                     f"{statistics.median(taken):.1f} | {max(taken):.1f} |")
    lines += ["", f"| {options.reference} against | wins | 95 % over tables | its file / ours (geometric mean) |",
              "|---|---|---|---|"]
    for system in systems:
        if system == options.reference:
            continue
        shares = wins(scores, options.reference, system)
        if shares:
            low, high = interval(shares.values())
            lines.append(f"| {system} | {100 * statistics.fmean(shares.values()):.1f} % | {100 * low:.0f} to "
                         f"{100 * high:.0f} % | {size_ratio(rows, options.reference, system):.1f} |")
    lines += ["", "Normalised score of each table, mean of its splits:", "",
              "| table | " + " | ".join(systems) + " |", "|---" * (len(systems) + 1) + "|"]
    means = {system: by_table({c: s[system] for c, s in scores.items() if system in s}) for system in systems}
    for table in tables:
        cells = [f"{means[s][table]:.4f}" if table in means[s] else "" for s in systems]
        lines.append(f"| {table} | " + " | ".join(cells) + " |")
    write_report(lines, options.output)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    runner = commands.add_parser("run")
    runner.add_argument("shared")
    runner.add_argument("results")
    runner.add_argument("--systems", default=",".join(SYSTEMS))
    runner.add_argument("--tables", default="")
    runner.add_argument("--splits", type=int, default=3)
    runner.add_argument("--from-split", type=int, default=1)
    runner.add_argument("--budget", type=float, default=60.0)
    runner.set_defaults(action=run)
    reporter = commands.add_parser("report")
    reporter.add_argument("shared")
    reporter.add_argument("results")
    reporter.add_argument("output", nargs="?")
    reporter.add_argument("--reference", default="leptune")
    reporter.set_defaults(action=report)
    options = parser.parse_args()
    options.action(options)


if __name__ == "__main__":
    sys.exit(main())
