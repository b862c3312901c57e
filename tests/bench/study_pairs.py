#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two programs, or one with two portfolios, on the same rows in turn: did a change of the search help?

Usage: study_pairs.py run    SHARED RESULTS.jsonl --first CLI[,PORTFOLIO] --second CLI[,PORTFOLIO]
                             [--tables a,b] [--budget S] [--seeds N]
       study_pairs.py report RESULTS.jsonl [OUTPUT.md]
Of each table a seeded quarter of the rows is kept away from the study and scores it. A portfolio (by itself the
program's, where the checkout is its own) never knows the table it is used on. Tables are, unless named, those that
compare.py does *not* judge, every seventh by name, so that what is decided here is not decided by the judged ones.
`run` appends one JSON line a study and passes over those that stand there already. In the report a difference is
(second - first) / (better - constant) of a table and seed; one below 0.0001 is no difference.
"""
import csv
import json
import os
import random
import statistics
import subprocess
import tempfile

from compare import METRIC, PORTFOLIO, listed_tables, portfolio_without, read_cells, tables_by_rule
from result_rows import append_row, read_rows, run_or_report, write_report

LEVEL = 1e-4


def unjudged_tables(shared):
    judged = set(tables_by_rule(shared))
    return sorted(name for name, (rows, columns) in listed_tables(shared).items()
                  if 150 <= rows <= 50_000 and columns <= 400 and name not in judged)[::7]


def cut(shared, table, seed, folder):
    """Writes three quarters to train.csv and the rest to test.csv."""
    heading, *rows = read_cells(shared, table)
    random.Random(f"{table} {seed}").shuffle(rows)
    border = len(rows) * 3 // 4
    for name, part in (("train.csv", rows[:border]), ("test.csv", rows[border:])):
        with open(os.path.join(folder, name), "w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([heading, *part])


def study(shared, table, seed, variant, budget):
    program, _, portfolio = variant.partition(",")
    with open(os.path.join(shared, "data", table, "meta.json"), encoding="utf-8") as file:
        meta = json.load(file)
    with tempfile.TemporaryDirectory() as folder:
        cut(shared, table, seed, folder)
        environment = dict(os.environ, XDG_DATA_HOME=folder,
                           **portfolio_without(shared, table, folder, portfolio or PORTFOLIO))
        command = [program, "tune", os.path.join(folder, "train.csv"), "--target", meta["target"],
                   "--task", "regression" if meta["task"] == "regression" else "classification",
                   "--metric", METRIC[meta["task"]][0], "--test", os.path.join(folder, "test.csv"),
                   "--budget", f"{budget:g}s", "--seed", str(seed), "--json", "--quiet", "--no-experience"]
        done = subprocess.run(command, env=environment, capture_output=True, text=True)
    if done.returncode:
        return {"error": done.stderr.strip()[-300:]}
    told = json.loads(done.stdout)
    return {"metric": METRIC[meta["task"]][0], "score": told["score"]["test"], "constant": told["baseline"]["validation"],
            "trials": told["trials"], "seconds": told["seconds"], "best": told["best"]["name"]}


def run(options):
    tables = options.tables.split(",") if options.tables else unjudged_tables(options.shared)
    variants = {"first": options.first, "second": options.second}
    known = {(row["table"], row["seed"], row["variant"], row["budget"]) for row in read_rows(options.results)}
    for seed in range(options.seeds):
        for table in tables:
            for variant, program in variants.items():
                if (table, seed, variant, options.budget) in known:
                    continue
                row = {"table": table, "seed": seed, "variant": variant, "budget": options.budget,
                       **study(options.shared, table, seed, program, options.budget)}
                append_row(options.results, row)
                print(table, seed, variant, row.get("error") or f"{row['score']:.6g} of {row['trials']} trials", flush=True)


def difference(first, second):
    sign = dict(METRIC.values())[first["metric"]]
    better = max(sign * first["score"], sign * second["score"])
    gain = better - sign * first["constant"]
    return sign * (second["score"] - first["score"]) / gain if gain > 0 else 0.0


def report(options):
    cells = {}
    for row in read_rows(options.results):
        if "error" not in row:
            cells.setdefault((row["table"], row["seed"], row["budget"]), {})[row["variant"]] = row
    pairs = {key: cell for key, cell in sorted(cells.items()) if len(cell) == 2}
    lines = ["| table | seed | budget | metric | first | second | difference |", "|---|---|---|---|---|---|---|"]
    differences = []
    for (table, seed, budget), cell in pairs.items():
        first, second = cell["first"], cell["second"]
        differences.append(difference(first, second))
        lines.append(f"| {table} | {seed} | {budget:g} s | {first['metric']} | {first['score']:.5g} | {second['score']:.5g} "
                     f"| {differences[-1]:+.4f} |")
    if differences:
        lines += ["", f"The second is better {sum(d > LEVEL for d in differences)} times, level "
                  f"{sum(abs(d) <= LEVEL for d in differences)}, worse {sum(d < -LEVEL for d in differences)}; mean difference "
                  f"{statistics.mean(differences):+.4f}, median {statistics.median(differences):+.4f}."]
    write_report(lines, options.output)


def add_arguments(parser):
    parser.add_argument("shared")
    parser.add_argument("results")
    parser.add_argument("--first", required=True)
    parser.add_argument("--second", required=True)
    parser.add_argument("--tables")
    parser.add_argument("--budget", type=float, default=20)
    parser.add_argument("--seeds", type=int, default=1)


if __name__ == "__main__":
    run_or_report(__doc__, run, add_arguments, report)
