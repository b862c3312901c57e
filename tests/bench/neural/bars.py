#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every bar of the neural engine on one page, with the peers beside it.

Usage: bars.py run    BUILD SHARED RESULTS --torch PYTHON --onnx PYTHON --pytabkit PYTHON [--only speed,latency,...]
       bars.py report RESULTS [OUTPUT.md]
BUILD is the build folder, where bench_neural, bench_lenet, bench_mnist and bench_tables have been built; RESULTS a
folder of lines of JSON, where what was ended goes on. The Pythons hold what the scripts that are run say: speed.py
(PyTorch and scikit-learn, 15 minutes), lenet_speed.py (PyTorch, 6 minutes), lenet_latency.py (ONNX Runtime, 5
minutes), mnist.py (none; LeNet-300-100 ten minutes, LeNet-5 half an hour) and tables.py (pytabkit, some hours).
`report` measures nothing.
"""
import argparse
import os
import statistics
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.dirname(HERE), HERE]
import mnist
import tables
from result_rows import read_rows, write_report

PARTS = ["speed", "lenet_speed", "latency", "lenet300", "lenet5", "tables"]
SPEED = {"10-128-128-2": (("PyTorch", 5.0), ("scikit-learn, float64", 10.0),
                          ("scikit-learn, float32", 10.0)), "50-256-256-2": (("PyTorch", 1.7),),
         "50-512-512-2": (("PyTorch", 1.1),)}
LATENCY = [("lenet300", "all", 3.0, 5.0, 4.0), ("lenet300", "avx2", 5.0, 5.0, 4.0), ("lenet5", "all", None, 6.0, 3.0)]
SHRUNK = {"lenet300": dict(bytes=10_500, times=100, gap=0.10, bound=0.15), "lenet5": dict(bytes=8_500, times=200, error=0.85)}


def program(options, name):
    return os.path.join(options.build, "bin", name)


def run_latency(options, results):
    for network, cpu, *_ in LATENCY:
        environment = dict(os.environ, LEPTUNE_CPU=cpu) if cpu != "all" else os.environ
        subprocess.run([options.onnx, os.path.join(HERE, "lenet_latency.py"), program(options, "bench_lenet"), "--network",
                        network, "--results", results], check=True, env=environment)


def run(options):
    os.makedirs(options.results, exist_ok=True)
    commands = {
        "speed": lambda to: [options.torch, "speed.py", program(options, "bench_neural"), "--results", to],
        "lenet_speed": lambda to: [options.torch, "lenet_speed.py", program(options, "bench_mnist"),
                                   os.path.join(options.shared, "data", "mnist"), "--results", to],
        "tables": lambda to: [options.pytabkit, "tables.py", "run", program(options, "bench_tables"), options.shared, to]}
    for network in mnist.NETWORKS:
        commands[network] = lambda to, network=network: [
            sys.executable, "mnist.py", "run", program(options, "bench_mnist"),
            os.path.join(options.shared, "data", "mnist"), to, "--network", network]
    for part in options.only.split(","):
        results = os.path.join(options.results, part + ".jsonl")
        if part == "latency":
            run_latency(options, results)
        else:
            python, script, *words = commands[part](results)
            subprocess.run([python, os.path.join(HERE, script), *words], check=True)


class Page:
    """Lines of: what, the bar, what was measured, whether it is met."""

    def __init__(self):
        self.lines = ["| | bar | measured | met |", "|---|---|---|---|"]

    def add(self, what, bar, measured, met):
        self.lines.append(f"| {what} | {bar} | {measured} | {'yes' if met else 'NO'} |")

    def at_least(self, what, bar, value, form="{:.1f}", detail=""):
        self.add(what, "at least " + form.format(bar), form.format(value) + detail, value >= bar)

    def at_most(self, what, bar, value, form="{:.1f}", detail=""):
        self.add(what, "at most " + form.format(bar), form.format(value) + detail, value <= bar)


def newest(rows, *names):
    """The last row of each combination of these values."""
    return {tuple(row[name] for name in names): row for row in rows}


def add_speed(page, rows):
    for (network,), row in newest(rows, "network").items():
        for peer, bar in SPEED[network]:
            ms = row["ms"]
            page.at_least(f"a step of {network}, times the speed of {peer}", bar, ms[peer] / ms["ours"],
                          detail=f" ({ms['ours']:.3f} and {ms[peer]:.3f} ms)")


def add_lenet_speed(page, rows):
    for row in rows[-1:]:
        seconds = row["seconds"]
        fastest = min(seconds["PyTorch"], seconds["PyTorch, fused Adam, channels last"])
        page.at_least(f"an epoch of {mnist.NETWORKS['lenet5']['title']}, times the speed of PyTorch", 1.0,
                      fastest / seconds["ours"], "{:.2f}", f" ({seconds['ours']:.1f} and {fastest:.1f} s)")


def add_latency(page, rows):
    found = newest(rows, "network", "cpu")
    for network, cpu, microseconds, times_float, times_int8 in LATENCY:
        row = found.get((network, cpu))
        if not row:
            continue
        name = f"{mnist.NETWORKS[network]['title']}, one row in whole numbers" + (", AVX2" if cpu == "avx2" else "")
        mine = row["ours_int8"]
        if microseconds:
            page.at_most(name + ", microseconds", microseconds, mine, "{:.2f}")
        if cpu != "avx2":  # ONNX Runtime can't be kept to it
            page.at_least(name + ", times ONNX Runtime's floats", times_float, row["onnx"] / mine,
                          detail=f" ({row['onnx']:.1f} microseconds)")
            page.at_least(name + ", times its int8", times_int8, row["onnx_int8"] / mine,
                          detail=f" ({row['onnx_int8']:.1f} microseconds)")


def add_shrunk(page, network, rows):
    pairs = mnist.paired(rows)
    if not pairs:
        return
    about, bars = mnist.NETWORKS[network], SHRUNK[network]
    name = f"{about['title']} shrunk, {len(pairs)} seeds"
    most = max(pair["shrunk"]["bytes"] for pair in pairs)
    page.at_most(name + ", bytes", bars["bytes"], most, "{:d}")
    page.at_least(name + ", times smaller", bars["times"], 4 * about["weights"] / most, "{:.0f}")
    errors = {kind: statistics.fmean(pair[kind]["error"] for pair in pairs) for kind in mnist.KINDS}
    if "error" in bars:
        page.at_most(name + ", error %", bars["error"], errors["shrunk"], "{:.3f}", f" (plain {errors['plain']:.3f})")
    else:
        gap, bound = mnist.gap_and_bound(pairs)
        page.at_most(name + ", points of error above plain", bars["gap"], gap, "{:.3f}",
                     f" ({errors['shrunk']:.3f} and {errors['plain']:.3f})")
        page.at_most(name + ", its one-sided 95 % bound", bars["bound"], bound, "{:.3f}")
    page.at_most(name + ", wall time / plain", 1.5, mnist.time_ratio(pairs), "{:.2f}")
    page.at_most(f"{about['title']} int8, points of error above floats, worst seed", 0.1,
                 max(pair["plain"]["integer_error"] - pair["plain"]["error"] for pair in pairs), "{:.2f}")


def add_tables(page, rows):
    cells = tables.normalised(rows)
    if not cells:
        return
    folds = sorted({fold for _, fold in cells})
    ours, peer, plain = (tables.by_table(cells, system) for system in ("realmlp", "td-s", "sklearn"))
    mean = {name: statistics.fmean(values.values()) for name, values in (("ours", ours), ("td-s", peer))}
    where = f"{len(ours)} tables, folds {', '.join(map(str, folds))}"
    page.at_least(f"normalised score, {where}", mean["td-s"] - 0.005, mean["ours"], "{:.3f}",
                  f" (RealMLP-TD-S {mean['td-s']:.3f}, scikit-learn {statistics.fmean(plain.values()):.3f})")
    share = 100 * sum(ours[table] > plain[table] for table in ours) / len(ours)
    page.at_least(f"% of tables above scikit-learn's MLP, {where}", 80, share, "{:.0f}")
    add_whole_numbers(page, rows, where)


def add_whole_numbers(page, rows, where):
    pairs = tables.whole_number_pairs(rows)
    if not pairs:
        return
    losses = tables.whole_number_losses(pairs, "auc")
    page.at_most(f"points of AUC that int8 costs, mean, {where}", 0.1, statistics.fmean(losses.values()), "{:.3f}",
                 f" (worst {tables.worst_of(losses)})")
    smaller = tables.times_smaller(pairs).values()
    page.at_least(f"times smaller in int8, median, {where}", 4.0, statistics.median(smaller), "{:.2f}",
                  f" (least {min(smaller):.2f})")


def report(options):
    page = Page()
    rows = {part: read_rows(os.path.join(options.results, part + ".jsonl")) for part in PARTS}
    add_speed(page, rows["speed"])
    add_lenet_speed(page, rows["lenet_speed"])
    add_latency(page, rows["latency"])
    for network in SHRUNK:
        add_shrunk(page, network, rows[network])
    add_tables(page, rows["tables"])
    missing = [part for part in PARTS if not rows[part]]
    made = ("Made by `bars.py`; how each was measured stands in the script of its part."
            + (f" Not measured: {', '.join(missing)}." if missing else ""))
    write_report(["# The bars of the neural engine", "", made, "", *page.lines], options.output)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    runner = commands.add_parser("run")
    for name in ("build", "shared", "results"):
        runner.add_argument(name)
    for name in ("torch", "onnx", "pytabkit"):
        runner.add_argument("--" + name, default=sys.executable)
    runner.add_argument("--only", default=",".join(PARTS))
    runner.set_defaults(action=run)
    reporter = commands.add_parser("report")
    reporter.add_argument("results")
    reporter.add_argument("output", nargs="?")
    reporter.set_defaults(action=report)
    options = parser.parse_args()
    options.action(options)


if __name__ == "__main__":
    sys.exit(main())
