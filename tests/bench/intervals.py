#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How many new rows the 90 % prediction intervals hold, on shared tables that judge nothing else.

Usage: intervals.py LEPTUNE_CLI SHARED [--tables a,b] [--trials N] [--seed N]
A third of a table's rows (at most 5,000) is kept from the program, which tunes on up to 6,000 others and answers the
third with `predict --intervals`. Printed: share held, half width in standard deviations of the target. By chance
alone a table's share differs from 0.9 by sqrt(0.09 / new rows), twice that by the rows that made the interval."""
import argparse
import csv
import json
import math
import os
import random
import statistics
import subprocess
import tempfile

from compare import listed_tables, read_cells, tables_by_rule

MOST_ROWS, MOST_NEW = 6000, 5000


def regression_tables(shared):
    judged = set(tables_by_rule(shared))
    for name, (rows, columns) in sorted(listed_tables(shared).items()):
        with open(os.path.join(shared, "data", name, "meta.json"), encoding="utf-8") as file:
            meta = json.load(file)
        if name not in judged and meta.get("task") == "regression" and rows >= 400 and columns <= 60:
            yield name, meta["target"]


def write(path, head, rows):
    with open(path, "w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([head, *rows])


def measure(program, shared, name, target, trials, seed):
    head, *rows = read_cells(shared, name)
    place = head.index(target)
    rows = [row for row in rows if row[place] not in ("", "NA")]
    random.Random(seed).shuffle(rows)
    new, known = rows[:min(len(rows) // 3, MOST_NEW)], rows[min(len(rows) // 3, MOST_NEW):][:MOST_ROWS]
    with tempfile.TemporaryDirectory() as folder:
        at = lambda file: os.path.join(folder, file)
        write(at("known.csv"), head, known)
        write(at("new.csv"), head, new)
        environment = dict(os.environ, XDG_DATA_HOME=folder)
        for words in (["tune", at("known.csv"), "--target", target, "--task", "regression", "--trials", str(trials),
                       "--families", "linear,forest,leafwise", "--quiet", "--project", at("p.leptune")],
                      ["predict", at("p.leptune"), at("new.csv"), "--intervals", "--output", at("answers.csv")]):
            subprocess.run([program, *words], check=True, env=environment, stdout=subprocess.DEVNULL)
        with open(at("answers.csv"), encoding="utf-8", newline="") as file:
            answers = list(csv.DictReader(file))
    truth = [float(row[place]) for row in new]
    held = sum(float(a["low"]) <= t <= float(a["high"]) for a, t in zip(answers, truth))
    width = 0.5 * (float(answers[0]["high"]) - float(answers[0]["low"]))
    return held / len(truth), len(truth), width / statistics.pstdev(truth)


def main():
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("program")
    words.add_argument("shared")
    words.add_argument("--tables", default="")
    words.add_argument("--trials", type=int, default=4)
    words.add_argument("--seed", type=int, default=1)
    options = words.parse_args()
    shares = []
    for name, target in regression_tables(options.shared):
        if options.tables and name not in options.tables.split(","):
            continue
        share, rows, width = measure(os.path.abspath(options.program), options.shared, name, target, options.trials,
                                     options.seed)
        shares.append(share)
        print(f"{name:28} {share:.3f} of {rows:5} rows (chance ± {math.sqrt(0.09 / rows):.3f}), half width {width:.2f} sd",
              flush=True)
    print(f"mean {statistics.mean(shares):.3f} over {len(shares)} tables")


main()
