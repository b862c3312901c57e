#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""LeNet-300-100 and LeNet-5 on MNIST: trained plainly and shrunk while they train, in turn, seed by seed.

Usage: mnist.py run    BENCH_MNIST MNIST_FOLDER RESULTS.jsonl [--network lenet300|lenet5] [--seeds N]
       mnist.py report RESULTS.jsonl [OUTPUT.md] [--network lenet300|lenet5]
`run` appends a line a measurement and passes over those that stand there already; a file holds one network. Sparsity
and bits are set by the size that is wanted (10.5 and 8.5 kB), not by the error; there are no validation rows, the last
epoch counts.
"""
import argparse
import json
import math
import os
import statistics
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from result_rows import append_row, read_rows, write_report

KINDS = ["plain", "shrunk"]
NETWORKS = {
    "lenet300": dict(title="LeNet-300-100", weights=784 * 300 + 300 + 300 * 100 + 100 + 100 * 10 + 10, seeds=10,
                     words=["epochs=30", "batch=128"], shrunk=["sparsity=0.955", "bits=3"]),
    "lenet5": dict(title="LeNet-5 (20, 50, 500)", weights=500 + 20 + 25000 + 50 + 400000 + 500 + 5000 + 10, seeds=3,
                   words=["network=lenet5", "epochs=20", "batch=64"], shrunk=["sparsity=0.982", "bits=3"]),
}
# One-sided 95 % points of Student's t by degrees of freedom.
T95 = {1: 6.31, 2: 2.92, 3: 2.35, 4: 2.13, 5: 2.02, 6: 1.94, 7: 1.89, 8: 1.86, 9: 1.83}


def run(options):
    known = {(row["kind"], row["seed"]) for row in read_rows(options.results)}
    network = NETWORKS[options.network]
    for seed in range(1, (options.seeds or network["seeds"]) + 1):
        for kind in KINDS:
            if (kind, seed) in known:
                continue
            words = network["words"] + (network["shrunk"] if kind == "shrunk" else [])
            command = [options.program, options.folder, f"seed={seed}", *words]
            row = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
            row |= {"kind": kind, "seed": seed}
            append_row(options.results, row)
            print(row, flush=True)


def paired(rows):
    """[{kind: row}] of the seeds that all kinds were run with."""
    by_seed = {}
    for row in rows:
        by_seed.setdefault(row["seed"], {})[row["kind"]] = row
    return [pair for pair in by_seed.values() if len(pair) == len(KINDS)]


def gap_and_bound(pairs):
    """Points of error of the shrunk above the plain: mean, and one-sided 95 % bound."""
    gaps = [pair["shrunk"]["error"] - pair["plain"]["error"] for pair in pairs]
    mean = statistics.fmean(gaps)
    if len(gaps) < 2:
        return mean, math.inf
    return mean, mean + T95.get(len(gaps) - 1, 1.8) * statistics.stdev(gaps) / math.sqrt(len(gaps))


def time_ratio(pairs):
    return statistics.median(pair["shrunk"]["seconds"] / pair["plain"]["seconds"] for pair in pairs)


def report(options):
    pairs = paired(read_rows(options.results))
    network = NETWORKS[options.network]
    lines = [f"# {network['title']} on MNIST, shrunk while it trains", "",
             f"Made by `mnist.py`: {len(pairs)} seeds, Adam (0.001, cosine), {', '.join(network['words'])}, standard split, one",
             f"thread; shrunk: {', '.join(network['shrunk'])}. `whole numbers`: the same network with codes of eight bits for inputs.", "",
             "| network | error % | smallest to largest | whole numbers, error % | packed bytes | seconds | microseconds a row |",
             "|---|---|---|---|---|---|---|"]
    for kind in KINDS:
        mine = [pair[kind] for pair in pairs]
        errors = [row["error"] for row in mine]
        lines.append(f"| {kind} | {statistics.fmean(errors):.3f} | {min(errors):.2f} to {max(errors):.2f} | "
                     f"{statistics.fmean(r['integer_error'] for r in mine):.3f} | "
                     f"{statistics.fmean(r['bytes'] for r in mine):.0f} (at most {max(r['bytes'] for r in mine)}) | "
                     f"{statistics.median(r['seconds'] for r in mine):.1f} | "
                     f"{statistics.median(r['microseconds'] for r in mine):.2f} |")
    gap, bound = gap_and_bound(pairs)
    raw = 4 * network["weights"]
    lines += ["", f"Error of the shrunk one less that of its plain twin: {gap:+.3f} points on average, one-sided 95 % bound "
              f"{bound:+.3f}. {raw / max(p['shrunk']['bytes'] for p in pairs):.0f} times smaller than float32 at least. Seconds shrunk / plain: "
              f"{time_ratio(pairs):.2f} (median of pairs)."]
    write_report(lines, options.output)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    runner = commands.add_parser("run")
    runner.add_argument("program")
    runner.add_argument("folder")
    runner.add_argument("results")
    runner.add_argument("--seeds", type=int, default=0)
    runner.set_defaults(action=run)
    reporter = commands.add_parser("report")
    reporter.add_argument("results")
    reporter.add_argument("output", nargs="?")
    reporter.set_defaults(action=report)
    for command in (runner, reporter):
        command.add_argument("--network", choices=NETWORKS, default="lenet300")
    options = parser.parse_args()
    options.action(options)


if __name__ == "__main__":
    sys.exit(main())
