#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every bar of issue 6 (compression and export) beside what was measured, from parts that can be measured one by one.

Usage: bars.py run PART[,PART] RESULTS PROGRAMS SHARED CACHE [--python VENV] [WORDS FOR THE PART]
       bars.py report RESULTS [OUTPUT.md]
Parts: trees (trees.py), latency (../export/latency.py), kernels (kernels.py), students (students.py), drops (drops.py; the
report tells of students from it where these were not measured for themselves).
RESULTS is a folder with a file PART.jsonl each, a line a table, to which `run` adds what is missing: it may be ended and
started again. PROGRAMS holds bench_compress, bench_export, bench_kernels and leptune-cli; SHARED holds data/; CACHE keeps
splits and peers. --python names an interpreter with the part's peers. `report` says of a part without results that it
was not measured. Measurements run at the lowest priority: latencies are ratios within a round (latency.py).
"""
import collections
import math
import os
import pathlib
import statistics
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent), str(HERE.parent / "export")]
from result_rows import points, read_rows, run_or_report, write_report

KEPT = 0.5, 0.98
LIMIT = 0.01
SECONDS = 30.0

Bar = collections.namedtuple("Bar", "text measured holds")


def geometric(values):
    return math.exp(statistics.mean(map(math.log, values)))


def losses(triples):
    """Of (own, first, peer): the points lost to the peer on tables of classes, and the like on those of numbers."""
    lost = {True: [], False: []}
    for own, first, peer in triples:
        lost["rmse" in peer].append(-points(own, peer, first))
    return lost[False], lost[True]


def mean_or_nan(values):
    return statistics.mean(values) if values else math.nan


def size_steps(rows):
    """A price each: how many times smaller than the peer's file and than the ONNX of the same trees and of the trees before
    they were shrunk, and what is lost to the peer: points are of classes (0.01 of AUC or accuracy), and the bars are of them;
    of numbers, hundredths of what the better gains over the constant, the mean and the median (two tables rule the mean)."""
    steps = []
    for i in range(min(len(row["own"]) for row in rows)):
        here = [(row["own"][i], row["own"][0], row["peer"]) for row in rows]
        classes, numbers = losses(here)
        steps.append({"price": here[0][0]["price"],
                      "peer": geometric([peer["bytes"] / own["bytes"] for own, _, peer in here]),
                      "onnx": geometric([own["onnx_bytes"] / own["bytes"] for own, _, _ in here]),
                      "before": geometric([first["onnx_bytes"] / own["bytes"] for own, first, _ in here]),
                      "loss": mean_or_nan(classes), "numbers": mean_or_nan(numbers),
                      "median": statistics.median(numbers or [math.nan])})
    return steps


def smallest(steps, names, loss):
    """The most times smaller (the least of `names`) at a loss of at most so many points."""
    return max((min(step[name] for name in names) for step in steps if step["loss"] <= loss), default=0.0)


def trees(rows):
    families = sorted({row["family"] for row in rows})
    lines = ["| family | tables and splits | price of a bit | x smaller than the peer's file | than the ONNX of the same trees | than the "
             "ONNX before | mean loss to the peer: classes, points | numbers, % of the gain | median of these |",
             "|---" * 9 + "|"]
    bars = []
    for family in families:
        here = [row for row in rows if row["family"] == family]
        steps = size_steps(here)
        lines += [f"| {family} | {len(here)} | {step['price']:g} | {step['peer']:.1f} | {step['onnx']:.1f} | "
                  f"{step['before']:.1f} | {step['loss']:+.2f} | {step['numbers']:+.2f} | {step['median']:+.2f} |"
                  for step in steps]
        bars += [bar_of_trees(family, steps, *bar) for bar in (FOREST_BARS if family == "forest" else BOOSTING_BARS)]
    return lines, bars


FOREST_BARS = [("scikit-learn's pickle", ("peer",), 100, 0.3)]
BOOSTING_BARS = [("LightGBM's text and the ONNX of the same trees", ("peer", "onnx"), 20, 0.1),
                 ("LightGBM's text and the ONNX of the trees before", ("peer", "before"), 60, 0.3),
                 ("LightGBM's text and the ONNX of the same trees", ("peer", "onnx"), 60, 0.3)]


def bar_of_trees(family, steps, what, names, least, loss):
    have = smallest(steps, names, loss)
    lowest = min(step["loss"] for step in steps)
    measured = f"{have:.1f}" if have else f"the least loss of any step is {lowest:.2f}"
    return Bar(f"{family}: {least} times smaller than {what} at {loss} points", measured, have >= least)


def latency(rows):
    from latency import ratio, report_lines

    own = statistics.median(statistics.median(row["microseconds"]["c"]) for row in rows)
    bars = [Bar("one row of the C file, median table: at most 3 us", f"{own:.2f} us", own <= 3.0)]
    for peer, least in (("onnxruntime", 3.0), ("lleaves", 1.0), ("tl2cgen", 1.0)):
        have = statistics.median(ratio(row, peer) for row in rows)
        bars.append(Bar(f"{peer} takes at least {least:g} times as long", f"{have:.2f}", have >= least))
    return report_lines(rows), bars


def kernels(rows):
    lines = ["| family | tables | beside | centres | x smaller | x faster, 1,000 rows | mean loss, points |", "|---" * 7 + "|"]
    bars = []
    for family in sorted({row["family"] for row in rows}):
        here = [row for row in rows if row["family"] == family]
        for beside in ("the peer", "the Model"):
            steps = [kernel_step(here, i, beside) for i in range(min(len(row["own"]) for row in here))]
            lines += [f"| {family} | {len(here)} | {beside} | {step['centres'] or 'as it was'} | {step['smaller']:.1f} | "
                      f"{step['faster']:.1f} | {step['loss']:+.2f} |" for step in steps]
            if family == "svm":
                bars.append(kernel_bar(steps, beside))
    return lines, bars


def kernel_step(rows, i, beside):
    """Bytes, time and loss beside the same one: the peer, or our own Model as it was."""
    each = [(row["own"][i], row["own"][0], row["peer"]) for row in rows]
    others = [peer if beside == "the peer" else first for _, first, peer in each]
    loss = [(0.0 if beside == "the peer" else points(first, peer, first)) - points(own, peer, first) for own, first, peer in each]
    return {"centres": each[0][0]["centres"], "loss": statistics.mean(loss),
            "smaller": geometric([other["bytes"] / own["bytes"] for (own, _, _), other in zip(each, others)]),
            "faster": geometric([other["ms"] / own["ms"] for (own, _, _), other in zip(each, others)])}


def kernel_bar(steps, beside):
    kept = [step for step in steps if step["loss"] <= 0.5]
    best = max(kept, key=lambda step: min(step["smaller"] / 10, step["faster"] / 20), default=None)
    measured = f"{best['smaller']:.1f} and {best['faster']:.1f}" if best else "no step loses as little"
    return Bar(f"svm beside {beside}: 10 times smaller and 20 times faster for 1,000 rows at 0.5 points", measured,
               best is not None and best["smaller"] >= 10 and best["faster"] >= 20)


def students(found):
    from students import kept_share, percent, summed

    rows = [row for row in found if "student" in row["scores"]]
    lines = ["| table | split | kept of the gain over single % | over the constant % | chosen: drop said % | s |", "|---" * 6 + "|"]
    for row in rows:
        single, constant = (percent(kept_share(row["scores"], "student", below)) for below in ("single", "constant"))
        lines.append(f"| {row['table']} | {row['split']} | {single} | {constant} | {percent(row['drop']['chosen'])} | "
                     f"{row['seconds']:.1f} |")
    bars = []
    for below, least in zip(("single", "constant"), KEPT) if rows else ():
        have = summed(rows, "student", below)
        shares = [kept_share(row["scores"], "student", below) for row in rows]
        worst = min((share for share in shares if share is not None), default=None)
        bars.append(Bar(f"the student keeps {100 * least:.0f} % of the gain over the {below} (sums of gains in proportion)",
                        f"{percent(have)} %, worst table {percent(worst)} %; {len(found) - len(rows)} of {len(found)} runs had no "
                        "student", have >= least))
    slowest = max(row["seconds"] for row in found)
    bars.append(Bar(f"compressing a tabular winner takes under {SECONDS:.0f} s",
                    f"median {statistics.median(row['seconds'] for row in found):.1f} s, longest {slowest:.1f} s",
                    slowest < SECONDS))
    return lines, bars


def drops(rows):
    lines = ["| table | split | drop on unseen rows % | 90 % of its resamples | significantly above the limit |", "|---" * 5 + "|"]
    above = 0
    vain = [row for row in rows if not math.isfinite(row["unseen"]["drop"])]  # there the study gains nothing on unseen rows
    rows = [row for row in rows if row not in vain]
    lines += [f"| {row['table']} | {row['split']} | no gain to lose | | |" for row in vain]
    for row in rows:
        unseen = row["unseen"]
        above += unseen["low"] > LIMIT
        lines.append(f"| {row['table']} | {row['split']} | {100 * unseen['drop']:.2f} | {100 * unseen['low']:.2f} to "
                     f"{100 * unseen['high']:.2f} | {'yes' if unseen['low'] > LIMIT else ''} |")
    mean = statistics.mean(row["unseen"]["drop"] for row in rows) if rows else math.nan
    return lines, [Bar("in at most 3 of 60 runs the drop is significantly above the limit", f"{above} of {len(rows)}",
                       above <= 0.05 * len(rows)),
                   Bar("the mean drop is below the limit", f"{100 * mean:.2f} %", mean < LIMIT)]


PARTS = {"trees": ("Trees: bytes", trees), "latency": ("One row through exported trees", latency),
         "kernels": ("Kernel machines and neighbours", kernels), "students": ("Students", students),
         "drops": ("Drops on unseen rows", drops)}


def words_for(part, arguments):
    """The command that measures a part."""
    programs, results = pathlib.Path(arguments.programs), os.path.join(arguments.results, part + ".jsonl")
    shared, cache = arguments.shared, arguments.cache
    return {"trees": [HERE / "trees.py", programs / "bench_compress", shared, cache, "--offset", "0", "--splits", "5",
                      "--results", results],
            "latency": [HERE.parent / "export" / "latency.py", programs / "bench_export", shared, "--results", results],
            "kernels": [HERE / "kernels.py", "run", programs / "bench_kernels", shared, cache, results, "--offset", "0"],
            "students": [HERE / "students.py", "run", shared, results],
            "drops": [HERE / "drops.py", "run", shared, results]}[part]


def run(arguments):
    os.makedirs(arguments.results, exist_ok=True)
    try:
        pathlib.Path(f"/proc/{os.getpid()}/autogroup").write_text("19")
    except OSError:
        os.nice(19)
    environment = {**os.environ, "LEPTUNE_CLI": os.path.join(arguments.programs, "leptune-cli")}
    for part in arguments.parts.split(","):
        words = [arguments.python or sys.executable, *map(str, words_for(part, arguments)), *arguments.words]
        subprocess.run(words, env=environment, check=True)


def results_of(part, folder):
    """What drops.py measures holds all that students.py does."""
    rows = read_rows(os.path.join(folder, part + ".jsonl"))
    return results_of("drops", folder) if part == "students" and not rows else rows


def report(arguments):
    sections, summary = [], ["# Bars of compression and export", "", "| bar | measured | holds |", "|---|---|---|"]
    for part, (title, function) in PARTS.items():
        rows = results_of(part, arguments.results)
        if not rows:
            summary.append(f"| {title} | not measured (`bars.py run {part}`) | |")
            continue
        lines, bars = function(rows)
        summary += [f"| {bar.text} | {bar.measured} | {'yes' if bar.holds else 'NO'} |" for bar in bars]
        sections += ["", f"## {title}", "", *lines]
    write_report(summary + sections, arguments.output)


def add_run_arguments(parser):
    for name in ("parts", "results", "programs", "shared", "cache"):
        parser.add_argument(name)
    parser.add_argument("--python")
    parser.add_argument("words", nargs="*")


if __name__ == "__main__":
    run_or_report(__doc__, run, add_run_arguments, report)
