# SPDX-License-Identifier: GPL-3.0-or-later
"""Compares optimisers on the functions of hpo_functions.py; prints hpo.md. Resumable: a JSON line a run.

    LEPTUNE_CLI=build/bin/leptune-cli python tests/bench/hpo_compare.py run RESULTS [--systems a,b] [--functions a,b] [--seeds 10]
    python tests/bench/hpo_compare.py table RESULTS > tests/bench/hpo.md
The Python needs numpy and the peers (optuna with torch, smac). After a change delete RESULTS/leptune.jsonl.
hpo_peers.jsonl holds the peers' rows so far (SMAC takes 80 s a run): copied into RESULTS, they are not measured again.
"""
import argparse
import json
import os
import statistics
import subprocess
import sys
from pathlib import Path

import numpy as np

from hpo_functions import BENCH

EVALS = 100
PEERS = ["optuna-tpe", "optuna-gtpe", "optuna-gp", "smac"]
SYSTEMS = ["random", *PEERS, "leptune"]
CONDITIONAL = ["cash30a", "cash30b"]


def read(folder, system):
    path = Path(folder) / f"{system}.jsonl"
    lines = path.read_text().splitlines() if path.exists() else []
    found = {}
    for line in lines:
        result = json.loads(line)
        found[result["function"], result["seed"]] = result
    return found


def run(arguments):
    Path(arguments.results).mkdir(parents=True, exist_ok=True)
    environment = dict(os.environ, OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1")
    for seed in range(arguments.seeds):
        for system in arguments.systems.split(","):
            for function in arguments.functions.split(","):
                if (function, seed) in read(arguments.results, system):
                    continue
                answer = subprocess.run(
                    [sys.executable, str(Path(__file__).with_name("hpo.py")), system, function, str(EVALS), str(seed)],
                    capture_output=True, text=True, env=environment)
                if answer.returncode != 0:
                    print(system, function, seed, answer.stderr[-500:], file=sys.stderr, flush=True)
                    continue
                with open(Path(arguments.results) / f"{system}.jsonl", "a") as file:
                    file.write(answer.stdout)


def optimum_of(results, function):
    known = BENCH[function][2]
    seen = min(r["best100"] for found in results.values() for (f, _), r in found.items() if f == function)
    return seen if known is None else known


def median_regret(results, system, function, at):
    values = [r[f"best{at}"] for (f, _), r in results[system].items() if f == function]
    return statistics.median(values) - optimum_of(results, function) if values else None


def mean_rank(results, systems, at, functions):
    """Ties share their ranks; runs of the same function and seed number are compared."""
    ranks = {s: [] for s in systems}
    for function in functions:
        for seed in range(100):
            values = {s: results[s][function, seed][f"best{at}"] for s in systems if (function, seed) in results[s]}
            if len(values) < len(systems):
                continue
            for s, v in values.items():
                ranks[s].append(1 + sum(o < v for o in values.values()) + 0.5 * (sum(o == v for o in values.values()) - 1))
    return {s: (statistics.mean(r), len(r)) if r else (None, 0) for s, r in ranks.items()}


def ratio(results, peer, functions):
    """Geometric mean over functions of our median regret at 60 by the peer's, both floored."""
    logs = []
    for f in functions:
        floor = 1e-3 * median_regret(results, "random", f, 60)
        ours, theirs = (median_regret(results, s, f, 60) for s in ("leptune", peer))
        if ours is not None and theirs is not None:
            logs.append(np.log(max(ours, floor) / max(theirs, floor)))
    return (float(np.exp(np.mean(logs))), len(logs)) if logs else (None, 0)


def cell(value):
    return "-" if value is None else f"{value:.3g}"


def table(arguments):
    functions = arguments.functions.split(",")
    results = {s: read(arguments.results, s) for s in SYSTEMS}
    print("# Search: regret beside Optuna 5 and SMAC 2.4\n\nMade by `tests/bench/hpo_compare.py`; functions in "
          "`hpo_functions.py`, `cash30*` are the conditional spaces (six families, 30 parameters).\n")
    print("Median regret after 60 evaluations (mixed4: over the best seen); seeds in brackets where not 10:\n")
    print("| function | " + " | ".join(SYSTEMS) + " |\n|---|" + "---|" * len(SYSTEMS))
    for f in functions:
        counts = {s: sum(key[0] == f for key in results[s]) for s in SYSTEMS}
        cells = [cell(median_regret(results, s, f, 60)) + (f" ({counts[s]})" if counts[s] not in (0, 10) else "")
                 for s in SYSTEMS]
        print(f"| {f} | " + " | ".join(cells) + " |")
    print("\nRatio of our median regret at 60 to the peer's, each floored at 1e-3 of random search's, geometric mean:\n")
    print("| peer | all functions | conditional | CPU ms a trial |\n|---|---|---|---|")
    for peer in PEERS:
        think = [r["think_ms"] for r in results[peer].values()]
        (whole, n), (conditional, _) = ratio(results, peer, functions), ratio(results, peer, CONDITIONAL)
        print(f"| {peer} | {cell(whole)} ({n} functions) | {cell(conditional)} | {cell(statistics.mean(think) if think else None)} |")
    ours = [r["think_ms"] for r in results["leptune"].values()]
    print(f"| leptune | | | {cell(statistics.mean(ours) if ours else None)} |")
    for systems in ([s for s in SYSTEMS if s not in ("random", "smac")], [s for s in SYSTEMS if s != "random"]):
        print("\nMean rank among " + ", ".join(systems) + ":\n\n| evaluations | " + " | ".join(systems) + " | runs |\n|---|"
              + "---|" * (len(systems) + 1))
        for at in (25, 50, 100):
            ranks = mean_rank(results, systems, at, functions)
            print(f"| {at} | " + " | ".join(cell(ranks[s][0]) for s in systems) + f" | {ranks[systems[0]][1]} |")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("action", choices=["run", "table"])
    parser.add_argument("results")
    parser.add_argument("--systems", default=",".join(SYSTEMS))
    parser.add_argument("--functions", default=",".join(BENCH))
    parser.add_argument("--seeds", type=int, default=10)
    arguments = parser.parse_args()
    (run if arguments.action == "run" else table)(arguments)


main()
