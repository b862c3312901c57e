#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What Models of tables with categories take, by two programs: the same studies, so the same Models, in other files.

Usage: categories.py run    SHARED RESULTS.jsonl --label NAME [--tables a,b] [--trials 6]
       categories.py report RESULTS.jsonl BEFORE AFTER [OUTPUT.md]
LEPTUNE_CLI names the program of a run, `--label` what it is called. A study of so many trials (linear, boosting and
symmetric trees; nothing reads a clock) a table; one JSON line a table with the bytes and the validation of every Model;
lines that stand there already are passed over.

Tables: of those with 150 to 50,000 rows and at most 400 columns that have categories, all but the judged ones.
"""
import argparse
import json
import math
import os
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from compare import listed_tables, tables_by_rule
from result_rows import append_row, read_rows, write_report


def with_categories(shared):
    found = []
    for line in open(os.path.join(shared, "data", "README.md"), encoding="utf-8"):
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if len(cells) >= 7 and cells[1] == "table" and cells[6].isdigit() and int(cells[6]) > 0:
            found.append(cells[0])
    sizes = listed_tables(shared)
    judged = set(tables_by_rule(shared))
    return sorted(name for name in found
                  if 150 <= sizes[name][0] <= 50_000 and sizes[name][1] <= 400 and name not in judged)


def measure(shared, table, trials):
    folder = os.path.join(shared, "data", table)
    with open(os.path.join(folder, "meta.json"), encoding="utf-8") as file:
        target = json.load(file)["target"]
    path = next(os.path.join(folder, name) for name in sorted(os.listdir(folder)) if name.startswith(table + ".csv"))
    with tempfile.TemporaryDirectory() as home:
        done = subprocess.run([os.path.abspath(os.environ["LEPTUNE_CLI"]), "tune", path, "--target", target, "--trials",
                               str(trials), "--families", "linear,boosting,symmetric", "--no-experience", "--json", "--quiet",
                               "--no-refit"],
                              capture_output=True, text=True, env=dict(os.environ, XDG_DATA_HOME=home))
    if done.returncode:
        raise RuntimeError(done.stderr.strip())
    return {model["name"]: {"bytes": model["size_bytes"], "validation": model["validation"]}
            for model in json.loads(done.stdout)["models"] if model["size_bytes"]}


def run(arguments):
    done = {(row["label"], row["table"]) for row in read_rows(arguments.results)}
    for table in arguments.tables.split(",") if arguments.tables else with_categories(arguments.shared):
        if (arguments.label, table) in done:
            continue
        try:
            models = measure(arguments.shared, table, arguments.trials)
        except RuntimeError as error:
            print(f"{table}: {error}", file=sys.stderr)
            continue
        append_row(arguments.results, {"label": arguments.label, "table": table, "models": models})


def report(arguments):
    rows = {(row["label"], row["table"]): row["models"] for row in read_rows(arguments.results)}
    lines = ["| table | Models | bytes before, mean | after | times smaller | ensemble before | after |", "|---|---|---|---|---|---|---|"]
    ratios, ensembles = [], []
    for table in sorted({table for label, table in rows if label == arguments.before}):
        before, after = rows[arguments.before, table], rows.get((arguments.after, table), {})
        names = [name for name in before if after.get(name, {}).get("validation") == before[name]["validation"]]
        if not names:
            continue
        pairs = [(before[name]["bytes"], after[name]["bytes"]) for name in names]
        ratio = math.exp(sum(math.log(a / b) for a, b in pairs) / len(pairs))
        ratios.append(ratio)
        blend = [str(models["ensemble"]["bytes"]) if "ensemble" in names else "" for models in (before, after)]
        if "ensemble" in names:
            ensembles.append(before["ensemble"]["bytes"] / after["ensemble"]["bytes"])
        lines.append(f"| {table} | {len(names)} | {sum(a for a, _ in pairs) / len(pairs):.0f} | "
                     f"{sum(b for _, b in pairs) / len(pairs):.0f} | {ratio:.2f} | {blend[0]} | {blend[1]} |")
    for name, all_of in (("Models", ratios), ("ensembles", ensembles)):
        if all_of:
            lines.append("")
            lines.append(f"{name}: {math.exp(sum(map(math.log, all_of)) / len(all_of)):.3f} times smaller on {len(all_of)} "
                         f"tables (geometric mean; from {min(all_of):.2f} to {max(all_of):.2f}).")
    write_report(lines, arguments.output)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    running = commands.add_parser("run")
    running.add_argument("shared")
    running.add_argument("results")
    running.add_argument("--label", required=True)
    running.add_argument("--tables", default="")
    running.add_argument("--trials", type=int, default=6)
    running.set_defaults(action=run)
    reporting = commands.add_parser("report")
    for name in ("results", "before", "after"):
        reporting.add_argument(name)
    reporting.add_argument("output", nargs="?")
    reporting.set_defaults(action=report)
    arguments = parser.parse_args()
    arguments.action(arguments)


if __name__ == "__main__":
    main()
