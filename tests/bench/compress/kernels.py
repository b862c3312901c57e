#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reduced sets of kernel machines and neighbours beside the Models they stand for and scikit-learn's: bytes, time, scores.

Usage: kernels.py run    PROGRAM SHARED CACHE RESULTS.jsonl [--offset 2] [--families svm,knn] [--tables a,b]
                         [--centres 8,24,64,192] [--bits N] [--iterations N] [--decay X] [--rows N]
       kernels.py report RESULTS.jsonl [OUTPUT.md]
PROGRAM is bench_kernels; `run` wants an interpreter with scikit-learn. CACHE keeps splits (as booster/peers.py makes
them: at most 10,000 rows, 30 % of them for the test), the peers' bytes, times and scores, and our Models before they are
reduced. One JSON line a table and family; lines that stand there already are passed over.

Tables: as in trees.py, every fifth by name from `offset` on (0: judged, others: development). Ours: `svm` and `knn` with
their first default. Peers: SVC or SVR (LIBSVM: radial basis, C = 3, gamma = "scale") and KNeighbors(15, by distance), on
standardised numbers and one-hot categories, medians for gaps; their bytes are the pickled pipeline's, their time that of
1,000 rows that are numbers already, the fastest of five, one thread; ours begins at raw cells.
Scores in points as in trees.py: 0.01 of AUC or accuracy, normalised for numbers; 100 points lost or gained at most, since
some Models gain next to nothing over the constant. Ratios are geometric means.
"""
import argparse
import json
import os
import pickle
import subprocess
import sys
import time
import warnings

warnings.filterwarnings("ignore")
for name in ("OMP", "OPENBLAS", "MKL"):
    os.environ[f"{name}_NUM_THREADS"] = "1"
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.dirname(HERE), HERE, os.path.join(os.path.dirname(HERE), "booster")]
import numpy as np

from leafwise import read
from peers import parts
from result_rows import append_row, read_rows, write_report
from trees import points, scored, tables_from


def estimator(family, task):
    from sklearn.neighbors import KNeighborsClassifier, KNeighborsRegressor
    from sklearn.svm import SVC, SVR

    if family == "knn":
        return (KNeighborsRegressor if task == "regression" else KNeighborsClassifier)(15, weights="distance", n_jobs=1)
    return SVR(C=3.0) if task == "regression" else SVC(C=3.0)


def pipeline(x, model):
    from sklearn.compose import make_column_transformer
    from sklearn.impute import SimpleImputer
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import OneHotEncoder, StandardScaler

    names = [c for c in x.columns if str(x[c].dtype) == "category"]
    numbers = [c for c in x.columns if c not in names]
    return make_pipeline(make_column_transformer(
        (make_pipeline(SimpleImputer(strategy="median"), StandardScaler()), numbers),
        (OneHotEncoder(handle_unknown="ignore", sparse_output=False, max_categories=64), names)), model)


def asked(model, labels, x):
    """Shares of classes by which rows are ranked, or numbers."""
    if labels is None:
        return model.predict(x)
    if hasattr(model[-1], "predict_proba"):
        return model.predict_proba(x)
    margin = model.decision_function(x)
    return np.column_stack([-margin, margin]) if margin.ndim == 1 else margin


def peer(family, place):
    path = os.path.join(place, f"kernels-{family}.json")
    if os.path.exists(path):
        with open(path) as file:
            return json.load(file)
    meta, x, y, z, truth = read(place)
    task = meta["task"]
    for column in x.columns:
        if str(x[column].dtype) == "category":
            x[column], z[column] = (part[column].astype(object).fillna("?").astype(str).astype("category")
                                    for part in (x, z))
    labels = sorted(set(y)) if task != "regression" else None
    unit = (y.mean(), y.std()) if labels is None else (0, 1)
    model = pipeline(x, estimator(family, task)).fit(x, (y - unit[0]) / unit[1] if labels is None else y)
    answer = asked(model, labels, z)
    if labels is None:
        answer = answer * unit[1] + unit[0]
    constant = float(np.sqrt(np.mean((truth - y.mean()) ** 2))) if labels is None else None
    thousand = model[0].transform(z.iloc[np.arange(1000) % len(z)])
    times = []
    for _ in range(5):
        begun = time.perf_counter()
        model[-1].predict(thousand)
        times.append(1e3 * (time.perf_counter() - begun))
    row = {"bytes": len(pickle.dumps(model)), "ms": min(times),
           **scored(task, truth.to_numpy(), labels, answer, constant)}
    with open(path, "w") as file:
        json.dump(row, file)
    return row


def ours(arguments, family, place):
    with open(os.path.join(place, "meta.json")) as file:
        meta = json.load(file)
    words = [arguments.program, family, os.path.join(place, "all.csv"), meta["target"], meta["task"],
             str(meta["train_rows"]), os.path.join(place, family + ".leptune-model"), "--centres", arguments.centres]
    for name in ("bits", "iterations", "decay", "rows"):
        if getattr(arguments, name) is not None:
            words += ["--" + name, str(getattr(arguments, name))]
    done = subprocess.run(words, capture_output=True, text=True)
    if done.returncode:
        print(place, done.stderr.strip(), file=sys.stderr, flush=True)
        return []
    return [json.loads(line) for line in done.stdout.splitlines()]


def run(arguments):
    done = {(row["family"], row["table"]) for row in read_rows(arguments.results)}
    os.makedirs(arguments.cache, exist_ok=True)
    tables = arguments.tables.split(",") if arguments.tables else tables_from(arguments.shared, arguments.offset)
    for family in arguments.families.split(","):
        for table in tables:
            if (family, table) in done:
                continue
            place = os.path.join(arguments.cache, table + "-0")
            if not os.path.exists(os.path.join(place, "meta.json")):
                place = parts(os.path.join(arguments.shared, "data", table), arguments.cache, 0)
            own = place and ours(arguments, family, place)
            if own:
                append_row(arguments.results, {"family": family, "table": table, "peer": peer(family, place), "own": own})


def geometric(values):
    return float(np.exp(np.mean(np.log(values))))


def report(arguments):
    rows = read_rows(arguments.results)
    lines = []
    for family in sorted({row["family"] for row in rows}):
        tables = [row for row in rows if row["family"] == family]
        lines += ["", f"## {family}, {len(tables)} tables",
                  "| centres | bytes, mean | times smaller than the Model | than the peer's pickle | 1,000 rows, ms | times "
                  "faster than the Model | than the peer | points to the Model | worst | points to the peer | CPU s, mean (most) |",
                  "|---|---|---|---|---|---|---|---|---|---|---|"]
        for i, first in enumerate(tables[0]["own"]):
            here = [(row["own"][i], row["own"][0], row["peer"]) for row in tables]
            to_peer = [min(100.0, points(own, other, before)) for own, before, other in here]
            change = [max(-100.0, min(100.0, new - points(before, other, before))) for new, (_, before, other) in zip(to_peer, here)]
            seconds = [own["seconds"] for own, _, _ in here]
            cells = [geometric([own["bytes"] for own, _, _ in here]),
                     geometric([before["bytes"] / own["bytes"] for own, before, _ in here]),
                     geometric([other["bytes"] / own["bytes"] for own, _, other in here]),
                     geometric([own["ms"] for own, _, _ in here]),
                     geometric([before["ms"] / own["ms"] for own, before, _ in here]),
                     geometric([other["ms"] / own["ms"] for own, _, other in here])]
            lines.append(f"| {first['centres'] or 'as it was'} | {cells[0]:.0f} | {cells[1]:.1f} | {cells[2]:.1f} | "
                         f"{cells[3]:.2f} | {cells[4]:.1f} | {cells[5]:.1f} | {np.mean(change):+.2f} | {min(change):+.2f} | "
                         f"{np.mean(to_peer):+.2f} | {np.mean(seconds):.2f} ({max(seconds):.2f}) |")
        if arguments.details:
            for row in tables:
                before = row["own"][0]
                cells = [f"{own['bytes']} B {own['ms']:.2f} ms "
                         f"{points(own, row['peer'], before) - points(before, row['peer'], before):+.2f}"
                         for own in row["own"]]
                lines.append(f"- {row['table']}: " + "; ".join(cells))
    write_report(lines, arguments.output)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    running = commands.add_parser("run")
    for name in ("program", "shared", "cache", "results"):
        running.add_argument(name)
    running.add_argument("--offset", type=int, default=2)
    running.add_argument("--families", default="svm,knn")
    running.add_argument("--tables", default="")
    running.add_argument("--centres", default="8,24,64,192")
    for name, kind in (("bits", int), ("iterations", int), ("decay", float), ("rows", int)):
        running.add_argument("--" + name, type=kind)
    running.set_defaults(action=run)
    reporting = commands.add_parser("report")
    reporting.add_argument("results")
    reporting.add_argument("output", nargs="?")
    reporting.add_argument("--details", action="store_true")
    reporting.set_defaults(action=report)
    arguments = parser.parse_args()
    arguments.action(arguments)


if __name__ == "__main__":
    main()
