#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Does the Model that compressing chooses keep to its limit on rows that chose nothing?

Usage: drops.py run    SHARED RESULTS.jsonl [--tables a,b] [--budget S] [--splits N]
       drops.py report RESULTS.jsonl [OUTPUT.md]
SHARED holds data/; LEPTUNE_CLI names the program. `run` does what students.py does, on the same rows (its report reads
these results too), and compares the teacher's and the chosen one's answers for the last quarter of a table: the drop
there, and its paired bootstrap (1,000 resamples, rows drawn for both and for the constant). One JSON line a table and
split; lines that stand there already are passed over. Needs numpy.

Tables: the first 20 by name of those that compare.py judges; three splits make 60 runs. A drop is significantly above
the limit where 95 % of the resamples are above it.
"""
import csv
import math
import os
import statistics
import subprocess
import tempfile

import numpy

from students import measure, percent, run_all, tables_by_rule
from result_rows import read_rows, run_or_report, write_report

LIMIT = 0.01
RESAMPLES = 1000
TABLES = 20


def predicted(project, test, model):
    with tempfile.NamedTemporaryFile(suffix=".csv") as output:
        subprocess.run([os.path.abspath(os.environ["LEPTUNE_CLI"]), "predict", project, test, "--output", output.name,
                        "--model", model], check=True, capture_output=True)
        with open(output.name, encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))


def truths(test, target):
    with open(test, encoding="utf-8", newline="") as file:
        return [row[target] for row in csv.DictReader(file)]


def spelled(classes, word):
    """The class that a cell means: spelled as in the training file, or the same number."""
    if word in classes:
        return classes.index(word)
    for number, name in enumerate(classes):
        try:
            if float(name) == float(word):
                return number
        except ValueError:
            pass
    return -1


def rows_of(project, test, target, task, places):
    """truth [N], answers {role: [N] or [N, classes]} of the rows that have a known truth."""
    words = truths(test, target)
    tables = {role: predicted(project, test, places[role]) for role in ("constant", "teacher", "chosen")}
    if task == "regression":
        kept = [i for i, word in enumerate(words) if word.strip()]
        truth = numpy.array([float(words[i]) for i in kept])
        return truth, {role: numpy.array([float(rows[i]["prediction"]) for i in kept]) for role, rows in tables.items()}
    names = [name for name in tables["teacher"][0] if name.startswith("probability_")]
    classes = [name[len("probability_"):] for name in names]
    found = [spelled(classes, word) for word in words]
    kept = [i for i, number in enumerate(found) if number >= 0]
    answers = {role: numpy.array([[float(rows[i][name]) for name in names] for i in kept])
               for role, rows in tables.items()}
    return numpy.array([found[i] for i in kept]), answers


def area(truth, scores):
    """Under the ROC curve; ties count half."""
    order = numpy.argsort(scores, kind="stable")
    ordered = scores[order]
    first = numpy.searchsorted(ordered, ordered, side="left")
    last = numpy.searchsorted(ordered, ordered, side="right")
    ranks = numpy.empty(len(scores))
    ranks[order] = (first + last + 1) / 2
    positive = truth == 1
    count = positive.sum()
    return (ranks[positive].sum() - count * (count + 1) / 2) / (count * (len(truth) - count))


def score(task, truth, answers):
    if task == "regression":
        return -math.sqrt(((truth - answers) ** 2).mean())
    if task == "binary":
        return area(truth, answers[:, 1])
    return numpy.log(numpy.clip(answers[numpy.arange(len(truth)), truth], 1e-15, 1)).mean()


def drop_of(task, truth, answers):
    scores = {role: score(task, truth, answer) for role, answer in answers.items()}
    gain = scores["teacher"] - scores["constant"]
    return (scores["teacher"] - scores["chosen"]) / gain if gain > 0 else float("nan")


def drops(project, test, target, task, places):
    """The drop on these rows, and the ends of the interval that holds 90 % of its resamples."""
    truth, answers = rows_of(project, test, target, task, places)
    random = numpy.random.default_rng(0)
    values = []
    for _ in range(RESAMPLES):
        rows = random.integers(0, len(truth), len(truth))
        if task == "binary" and len(set(truth[rows])) < 2:
            continue
        value = drop_of(task, truth[rows], {role: answer[rows] for role, answer in answers.items()})
        values.append(1.0 if math.isnan(value) else value)  # of nothing gained all is lost
    return {"unseen": {"drop": drop_of(task, truth, answers), "rows": len(truth),
                       "low": float(numpy.percentile(values, 5)), "high": float(numpy.percentile(values, 95))}}


def run(arguments):
    tables = arguments.tables.split(",") if arguments.tables else tables_by_rule(arguments.shared, 0)[:TABLES]
    run_all(arguments, tables, lambda table, split: measure(arguments.shared, table, arguments.budget, split, drops))


def report(arguments):
    rows = sorted(read_rows(arguments.results), key=lambda row: (row["table"], row["split"]))
    lines = ["| table | split | unseen rows | times smaller | drop said % | drop on unseen rows % | 90 % of resamples | above |",
             "|---|---|---|---|---|---|---|---|"]
    for row in rows:
        unseen = row["unseen"]
        lines.append(f"| {row['table']} | {row['split']} | {unseen['rows']} | "
                     f"{row['bytes']['teacher'] / row['bytes']['chosen']:.1f} | {percent(row['drop']['chosen'])} | "
                     f"{percent(unseen['drop'])} | {percent(unseen['low'])} to {percent(unseen['high'])} | "
                     f"{'yes' if unseen['low'] > LIMIT else ''} |")
    found = [row["unseen"]["drop"] for row in rows]
    above = sum(row["unseen"]["low"] > LIMIT for row in rows)
    smaller = statistics.geometric_mean([row["bytes"]["teacher"] / row["bytes"]["chosen"] for row in rows])
    lines += ["", f"{len(rows)} runs at the limit of {percent(LIMIT)} %: {above} significantly above it; mean drop "
              f"{percent(statistics.mean(found))} %, median {percent(statistics.median(found))} %, worst "
              f"{percent(max(found))} %. The chosen Models are {smaller:.1f} times smaller (geometric mean)."]
    write_report(lines, arguments.output)


def add_run_arguments(parser):
    parser.add_argument("shared")
    parser.add_argument("results")
    parser.add_argument("--tables")
    parser.add_argument("--budget", type=int, default=20)
    parser.add_argument("--splits", type=int, default=3)


if __name__ == "__main__":
    run_or_report(__doc__, run, add_run_arguments, report)
