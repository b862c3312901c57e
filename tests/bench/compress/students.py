#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What students keep of their teacher, and what the compressed Model that is chosen loses, on rows that chose nothing.

Usage: students.py run    SHARED RESULTS.jsonl [--tables a,b | --offset K] [--budget S] [--splits N]
       students.py report RESULTS.jsonl [OUTPUT.md]
SHARED holds data/; LEPTUNE_CLI names the program. `run` tunes on three quarters of a table (--test none), compresses the
ensemble (the best Model where there is none) under the default limit, and scores on the last quarter: the constant, the
best single Model, the teacher, the best student by validation, and what was chosen. One JSON line a table and split;
lines that stand there already are passed over.

Tables: those that compare.py judges: of those with 150 to 50,000 rows and at most 400 columns every fifth by name.
--offset 2 takes every fifth from the third on instead: for looking closer, and for choosing anything by it.

A mean of shares is ruled by tables where the ensemble gained nearly nothing, so gains are put in proportion first: every
gain is a part of the teacher's gain over the constant, and the shares are ratios of their sums. `mean of shares` stands
beside it, over tables where the teacher gained more than 0.2 % over the best single Model.
"""
import csv
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from compare import METRIC, listed_tables, read_cells
from result_rows import append_row, read_rows, run_or_report, write_report


STUDENTS = {"student", "network_student"}  # of trees, and a small network
LEAST_GAIN = 0.002  # of the teacher over the best single Model, as a part of its gain over the constant


def tables_by_rule(shared, offset):
    return sorted(name for name, (rows, columns) in listed_tables(shared).items()
                  if 150 <= rows <= 50_000 and columns <= 400)[offset::5]


def write_parts(shared, table, split, folder):
    """Paths of the rows to tune on and of those to score on."""
    heading, *rows = read_cells(shared, table)
    random.Random(split).shuffle(rows)
    cut = len(rows) * 3 // 4
    paths = []
    for name, part in (("train.csv", rows[:cut]), ("test.csv", rows[cut:])):
        paths.append(os.path.join(folder, name))
        with open(paths[-1], "w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([heading] + part)
    return paths


def cli(*words):
    done = subprocess.run([os.path.abspath(os.environ["LEPTUNE_CLI"]), *words], capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(done.stderr.strip())
    return json.loads(done.stdout)


def measure(shared, table, budget, split, more=lambda project, test, target, task, places: {}):
    """A row of results; `more` adds to it what it finds out of the project, given what the Models of each role are called."""
    with open(os.path.join(shared, "data", table, "meta.json"), encoding="utf-8") as file:
        target = json.load(file)["target"]
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_DATA_HOME"] = folder
        train, test = write_parts(shared, table, split, folder)
        project = os.path.join(folder, "p.leptune")
        tuned = cli("tune", train, "--target", target, "--test", "none", "--budget", f"{budget}s", "--project", project,
                    "--json", "--quiet", "--no-experience")
        names = {model["name"] for model in tuned["models"] if model["size_bytes"]}
        teacher = "ensemble" if "ensemble" in names else tuned["best"]["name"]
        begun = time.monotonic()
        result = cli("compress", project, "--model", teacher, "--json", "--quiet")
        seconds = time.monotonic() - begun
        kept = {model["name"] for model in cli("leaderboard", project, "--json") if model["size_bytes"]}
        students = [c for c in result["candidates"] if c["method"] in STUDENTS and c["name"] in kept]
        best = min(students, key=lambda c: c["drop"], default=None)
        metric, sign = METRIC[tuned["task"]]
        constant = min(name for name in kept if name.startswith("baseline"))
        places = {"constant": constant, "single": "single", "teacher": teacher, "chosen": result["chosen"]["name"],
                  **({"student": best["name"]} if best else {})}
        scores = {role: sign * cli("evaluate", project, test, "--model", name, "--json")["scores"][metric]
                  for role, name in places.items()}
        return {"table": table, "split": split, "task": tuned["task"], "budget": budget, "scores": scores,
                "seconds": seconds, "candidates": len(result["candidates"]) - 1,
                "drop": {"student": best and best["drop"], "chosen": result["chosen"]["drop"]},
                "bytes": {"teacher": result["original"]["size_bytes"], "student": best and best["size_bytes"],
                          "chosen": result["chosen"]["size_bytes"]},
                "latency": {"teacher": result["original"]["latency_us"], "chosen": result["chosen"]["latency_us"]},
                **more(project, test, target, tuned["task"], places)}


def run_all(arguments, tables, measure_one):
    """Appends a row a table and split that is not there yet."""
    done = {(row["table"], row["split"]) for row in read_rows(arguments.results)}
    for split in range(arguments.splits):
        for table in tables:
            if (table, split) in done:
                continue
            try:
                row = measure_one(table, split)
            except (RuntimeError, ValueError) as error:
                print(f"{table}: {error}", file=sys.stderr)
                continue
            append_row(arguments.results, row)
            print(table, json.dumps(row["scores"]), file=sys.stderr)


def run(arguments):
    tables = arguments.tables.split(",") if arguments.tables else tables_by_rule(arguments.shared, arguments.offset)
    run_all(arguments, tables, lambda table, split: measure(arguments.shared, table, arguments.budget, split))


def kept_share(scores, role, below):
    """Of the teacher's gain over `below`; None where it gained nothing."""
    gain = scores["teacher"] - scores[below]
    return (scores[role] - scores[below]) / gain if gain > 1e-9 else None


def percent(value):
    return "-" if value is None else f"{100 * value:.1f}"


def summed(rows, role, below):
    """Mean gains put in proportion: a table where the ensemble gained nearly nothing does not decide."""
    spans = [(row["scores"], max(row["scores"]["teacher"] - row["scores"]["constant"], 1e-9)) for row in rows]
    won = sum((scores[role] - scores[below]) / span for scores, span in spans)
    return won / sum((scores["teacher"] - scores[below]) / span for scores, span in spans)


def report(arguments):
    found = sorted(read_rows(arguments.results), key=lambda row: (row["table"], row["split"]))
    rows = [row for row in found if "student" in row["scores"]]
    lines = ["| table | task | teacher kB | student kB | chosen kB | of gain over constant: student % | chosen % | "
             "of gain over single: student % | drop said % | s |", "|---|---|---|---|---|---|---|---|---|---|"]
    for row in rows:
        scores, size = row["scores"], row["bytes"]
        lines.append(f"| {row['table']} | {row['task']} | {size['teacher'] / 1e3:.1f} | {size['student'] / 1e3:.1f} | "
                     f"{size['chosen'] / 1e3:.1f} | {percent(kept_share(scores, 'student', 'constant'))} | "
                     f"{percent(kept_share(scores, 'chosen', 'constant'))} | "
                     f"{percent(kept_share(scores, 'student', 'single'))} | {percent(row['drop']['chosen'])} | "
                     f"{row['seconds']:.0f} |")

    clear = [row["scores"] for row in rows if row["scores"]["teacher"] - row["scores"]["single"] >
             LEAST_GAIN * (row["scores"]["teacher"] - row["scores"]["constant"])]
    means = [kept_share(scores, "student", "single") for scores in clear]
    worst = min(rows, key=lambda row: kept_share(row["scores"], "student", "constant") or 1.0)
    shares = [kept_share(row["scores"], "chosen", "constant") for row in rows]
    drops = [1.0 - share for share in shares if share is not None]
    lines += ["", f"{len(rows)} runs ({len(found) - len(rows)} more without a student). Of the teacher's gain over the constant the student keeps "
              f"{percent(summed(rows, 'student', 'constant'))} %, of its gain over the best single Model "
              f"{percent(summed(rows, 'student', 'single'))} % (ratios of sums of gains in proportion; "
              f"mean of shares over the {len(clear)} runs where it gained more than {100 * LEAST_GAIN} %: "
              f"{percent(statistics.mean(means) if means else None)} %, median "
              f"{percent(statistics.median(means) if means else None)} %). Worst: {worst['table']} with "
              f"{percent(kept_share(worst['scores'], 'student', 'constant'))} % of the gain over the constant. The chosen Model drops {percent(statistics.mean(drops))} % on "
              f"unseen rows (median {percent(statistics.median(drops))} %, worst {percent(max(drops))} %); it is "
              f"{statistics.geometric_mean([r['bytes']['teacher'] / r['bytes']['chosen'] for r in rows]):.1f} times "
              "smaller (geometric mean)."]
    write_report(lines, arguments.output)


def add_run_arguments(parser):
    parser.add_argument("shared")
    parser.add_argument("results")
    parser.add_argument("--tables")
    parser.add_argument("--offset", type=int, default=0)
    parser.add_argument("--budget", type=int, default=20)
    parser.add_argument("--splits", type=int, default=1)


if __name__ == "__main__":
    run_or_report(__doc__, run, add_run_arguments, report)
