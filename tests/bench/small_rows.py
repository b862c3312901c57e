#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Is the score that is told of few rows (below 300, where none is locked) the one that other rows will see?

Usage: small_rows.py run    SHARED RESULTS.jsonl [--budget S] [--repeats N] [--label TEXT]
       small_rows.py report RESULTS.jsonl [OUTPUT.md]
`run` appends one JSON line a study and passes over those that stand there already; LEPTUNE_CLI names the program.
Two kinds of studies: noise (five columns that know nothing of the two classes, so that the true AUC is 0.5) of 30,
60, 120 and 250 rows; and 200 rows drawn from each of the shared tables with at least 1,000 rows that compare.py
judges, at most 2,000 of the others telling the true score. One thread a study, as many studies as cores.
"""
import csv
import json
import os
import random
import statistics
import subprocess
import tempfile
from concurrent.futures import ThreadPoolExecutor

from compare import METRIC, listed_tables, read_cells, tables_by_rule
from result_rows import append_row, read_rows, run_or_report, write_report

NOISE_ROWS = [30, 60, 120, 250]
DRAWN, JUDGES, FEWEST = 200, 2_000, 1_000


def noise(rows, seed):
    stream = random.Random(1000 * seed + rows)
    classes = [i % 2 for i in range(rows)]
    stream.shuffle(classes)
    lines = [[f"{stream.gauss(0, 1):.4f}" for _ in range(5)] + ["yes" if one else "no"] for one in classes]
    return [["a", "b", "c", "d", "e", "y"]] + lines


def write(path, rows):
    with open(path, "w", encoding="utf-8", newline="") as handle:
        csv.writer(handle).writerows(rows)


def called(arguments):
    done = subprocess.run([os.environ["LEPTUNE_CLI"], *arguments, "--json"], capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(done.stderr.strip()[-300:])
    return json.loads(done.stdout)


def study(train, judges, target, task, metric, budget):
    """What the study tells and, with rows that judge, what they say."""
    with tempfile.TemporaryDirectory() as folder:
        path, project = os.path.join(folder, "train.csv"), os.path.join(folder, "p.leptune")
        write(path, train)
        told = called(["tune", path, "--target", target, "--task", "regression" if task == "regression" else
                       "classification", "--metric", metric, "--budget", f"{budget}s", "--threads", "1", "--project",
                       project, "--quiet", "--no-experience"])
        row = {"told": told["score"]["validation"], "low": told["score"]["low"], "high": told["score"]["high"],
               "constant": told["baseline"]["validation"],
               "trials": told["trials"], "seconds": told["seconds"], "best": told["best"]["name"]}
        row["own"] = next(model["validation"] for model in told["models"] if model["name"] == row["best"])
        if judges:
            write(path, judges)
            row["true"] = called(["evaluate", project, path])["scores"][metric]
        return row


def drawn(shared, name, seed):
    header, *rows = read_cells(shared, name)
    random.Random(seed).shuffle(rows)
    return [header] + rows[:DRAWN], [header] + rows[DRAWN:DRAWN + JUDGES]


def jobs(options):
    for repeat in range(options.repeats):
        for rows in NOISE_ROWS:
            yield "noise", rows, repeat
    sizes = listed_tables(options.shared)
    for name in tables_by_rule(options.shared):
        if sizes[name][0] >= FEWEST:
            yield "table", name, 0


def run(options):
    done = {(row["kind"], row["of"], row["seed"], row["label"]) for row in read_rows(options.results)}

    def one(job):
        kind, of, seed = job
        row = {"kind": kind, "of": of, "seed": seed, "label": options.label, "budget": options.budget}
        try:
            if kind == "noise":
                row |= study(noise(of, seed), None, "y", "binary", "auc", options.budget) | {"true": 0.5, "metric": "auc"}
            else:
                with open(os.path.join(options.shared, "data", of, "meta.json"), encoding="utf-8") as handle:
                    meta = json.load(handle)
                metric = METRIC[meta["task"]][0]
                row |= study(*drawn(options.shared, of, seed), meta["target"], meta["task"], metric, options.budget)
                row["metric"] = metric
        except (RuntimeError, KeyError) as error:
            row["failed"] = str(error)
        append_row(options.results, row)

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(one, [job for job in jobs(options) if (*job, options.label) not in done]))


def held(rows):
    """On how many of them the interval holds the true score."""
    return f"{sum(row['low'] <= row['true'] <= row['high'] for row in rows)} of {len(rows)}"


def gains(row):
    """How much more was told than is true, as a share of the true gain over the constant answer."""
    sign = 1.0 if row["metric"] == "auc" else -1.0
    true = sign * (row["true"] - row["constant"])
    return sign * (row["told"] - row["true"]) / max(true, 1e-9)


def report(options):
    lines = ["# Scores that are told of few rows", "", "", ""]
    every = [row for row in read_rows(options.results) if "failed" not in row]
    budgets = ", ".join(f"{seconds:g}" for seconds in sorted({row["budget"] for row in every}))
    lines[2] = f"Made by `small_rows.py run`, {budgets} s a study; what is measured stands there."
    for label in sorted({row["label"] for row in every}):
        rows = [row for row in every if row["label"] == label]
        lines += [f"## {label}", "", "| rows of noise | mean AUC told | the best one's own | interval holds 0.5 |",
                  "|---|---|---|---|"]
        for size in NOISE_ROWS:
            some = [row for row in rows if row["kind"] == "noise" and row["of"] == size]
            if some:
                lines.append(f"| {size} | {statistics.mean(r['told'] for r in some):.3f} | "
                             f"{statistics.mean(r['own'] for r in some):.3f} | {held(some)} |")
        tables = sorted((row for row in rows if row["kind"] == "table"), key=lambda row: row["of"])
        if tables:
            lines += ["", "| 200 rows of | metric | told | interval | true |", "|---|---|---|---|---|"]
            lines += [f"| {r['of']} | {r['metric']} | {r['told']:.4g} | {r['low']:.4g} to {r['high']:.4g} | "
                      f"{r['true']:.4g} |" for r in tables]
            lines += ["", f"The interval holds the true score on {held(tables)}; the median of (told - true) / "
                      f"(true - constant) is {statistics.median(gains(r) for r in tables):+.3f}.", ""]
    write_report(lines, options.output)


def arguments(parser):
    parser.add_argument("shared")
    parser.add_argument("results")
    parser.add_argument("--budget", type=float, default=6.0)
    parser.add_argument("--repeats", type=int, default=10)
    parser.add_argument("--label", default="leptune")


if __name__ == "__main__":
    run_or_report(__doc__, run, arguments, report)
