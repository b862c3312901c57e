#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Shrunken trees beside LightGBM's text model and scikit-learn's pickled forest: bytes and scores on unseen rows.

Usage: trees.py PROGRAM SHARED CACHE [--offset 2] [--families leafwise,symmetric,forest] [--targets soft] [--tables a,b]
              [--prices 1e-8,3e-8,...,1e-5] [--output REPORT.md] [--results ROWS.jsonl] [--passes N] [--bits N]
              [--l2 X] [--splits N]
PROGRAM is bench_compress. CACHE keeps splits (as booster/peers.py makes them: at most 10,000 rows, 30 % of them for
the test), the peers' bytes and scores and our models before they are shrunk, so that only the shrinking is run anew.
ROWS keeps what was measured, a line a family, table and split (one unless --splits says more), for bars.py; lines that stand
there already are not measured again.

Tables: every fifth by name of those with 150 to 50,000 rows and at most 400 columns, from `offset` on (2: development,
0: judged), where classes allow a split. LightGBM 4.7: 100 rounds, 31 leaves, its defaults; RandomForest(200):
scikit-learn's defaults. Ours: leafwise with LightGBM's settings, symmetric and forest (200 trees) with their first default.
Score: AUC (binary), accuracy (classes), (constant's rmse - rmse) / (constant's - the
better of peer's and ours as it was) for numbers; a point is 0.01.
Ratios are geometric means over tables; differences of scores are means.
"""
import argparse
import json
import os
import pickle
import subprocess
import sys
import warnings

warnings.filterwarnings("ignore")
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.dirname(HERE), os.path.join(os.path.dirname(HERE), "booster")]
import numpy as np

from compare import listed_tables
from leafwise import read
from peers import parts
from result_rows import append_row, points, read_rows, write_report

SETTINGS = {"leafwise": ["rounds=100", "learning_rate=0.1", "leaves=31", "min_rows_in_leaf=20", "column_share=1",
                         "row_share=1", "l1=0", "l2=0"],
            "symmetric": [], "forest": ["trees=200"]}
PEER = {"leafwise": "lightgbm", "symmetric": "lightgbm", "forest": "sklearn"}


def tables_from(shared, offset):
    return sorted(name for name, (rows, columns) in listed_tables(shared).items()
                  if 150 <= rows <= 50_000 and columns <= 400)[offset::5]


def scored(task, truth, labels, answer, constant):
    from sklearn.metrics import roc_auc_score

    if task == "regression":
        return {"rmse": float(np.sqrt(np.mean((truth - answer) ** 2))), "constant": constant}
    if task == "binary":
        return {"auc": float(roc_auc_score(truth == labels[1], answer[:, 1]))}
    return {"accuracy": float(np.mean(np.asarray(labels)[answer.argmax(1)] == truth))}


def lightgbm(place):
    import lightgbm as lgb

    meta, x, y, z, truth = read(place)
    task = meta["task"]
    labels = sorted(set(y)) if task != "regression" else None
    kind = lgb.LGBMRegressor if labels is None else lgb.LGBMClassifier
    model = kind(n_jobs=1, verbose=-1).fit(x, y)
    answer = model.predict(z) if labels is None else model.predict_proba(z)
    constant = float(np.sqrt(np.mean((truth - y.mean()) ** 2))) if labels is None else None
    return {"bytes": len(model.booster_.model_to_string().encode()),
            **scored(task, truth.to_numpy(), labels, answer, constant)}


def sklearn(place):
    from sklearn.ensemble import RandomForestClassifier, RandomForestRegressor

    meta, x, y, z, truth = read(place)
    for column in x.columns:
        if str(x[column].dtype) == "category":
            x[column], z[column] = x[column].cat.codes, z[column].cat.codes
    x, z = x.fillna(-1e9), z.fillna(-1e9)
    labels = sorted(set(y)) if meta["task"] != "regression" else None
    kind = RandomForestRegressor if labels is None else RandomForestClassifier
    model = kind(200, n_jobs=1, random_state=0).fit(x, y)
    answer = model.predict(z) if labels is None else model.predict_proba(z)
    constant = float(np.sqrt(np.mean((truth - y.mean()) ** 2))) if labels is None else None
    return {"bytes": len(pickle.dumps(model)), **scored(meta["task"], truth.to_numpy(), labels, answer, constant)}


def peer_of(name, place):
    path = os.path.join(place, name + ".json")
    if not os.path.exists(path):
        with open(path, "w") as file:
            json.dump(globals()[name](place), file)
    with open(path) as file:
        return json.load(file)


def ours(arguments, family, place):
    """Rows of bench_compress, the model as it was first."""
    with open(os.path.join(place, "meta.json")) as file:
        meta = json.load(file)
    words = [arguments.program, family, os.path.join(place, "all.csv"), meta["target"], meta["task"],
             str(meta["train_rows"]), os.path.join(place, family + ".leptune-model"), *SETTINGS[family],
             "--targets", arguments.targets, "--prices", arguments.prices]
    for name in ("passes", "bits", "l2"):
        if getattr(arguments, name) is not None:
            words += ["--" + name, str(getattr(arguments, name))]
    done = subprocess.run(words, capture_output=True, text=True)
    if done.returncode:
        print(place, done.stderr.strip(), flush=True)
        return []
    return [json.loads(line) for line in done.stdout.splitlines()]


def summary(family, rows):
    """`rows`: [table and split][price] of (row, peer), the price 0 first."""
    lines = ["", f"## {family}, {len(rows)} tables and splits, beside {PEER[family]}",
             "| price | times smaller | than before | points to the peer | to before | worst to before | CPU seconds, mean (most) |",
             "|---|---|---|---|---|---|---|"]
    for i in range(len(rows[0])):
        here = [table[i] for table in rows]
        ratio = np.exp(np.mean([np.log(peer["bytes"] / row["bytes"]) for row, peer in here]))
        before = np.exp(np.mean([np.log(table[0][0]["bytes"] / table[i][0]["bytes"]) for table in rows]))
        to_peer = [points(*table[i], table[0][0]) for table in rows]
        change = [new - points(*table[0], table[0][0]) for new, table in zip(to_peer, rows)]
        seconds = [row["seconds"] for row, _ in here]
        lines.append(f"| {here[0][0]['price']:g} | {ratio:.1f} | {before:.2f} | {np.mean(to_peer):+.2f} | {np.mean(change):+.2f} "
                     f"| {min(change):+.2f} | {np.mean(seconds):.2f} ({max(seconds):.2f}) |")
    return lines


def measured(arguments, family, table, split):
    """A row of results, or None where the table can't be split so."""
    place = os.path.join(arguments.cache, f"{table}-{split}")
    if not os.path.exists(os.path.join(place, "meta.json")):
        place = parts(os.path.join(arguments.shared, "data", table), arguments.cache, split)
    own = place and ours(arguments, family, place)
    return {"family": family, "table": table, "split": split, "peer": peer_of(PEER[family], place), "own": own} if own else None


def show(row):
    for own in row["own"]:
        print(f"{row['table']:20} {own['price']:8g} {own['bytes']:8} x{row['peer']['bytes'] / own['bytes']:6.1f} "
              f"{points(own, row['peer'], row['own'][0]):+7.2f} trees {own['trees']:5} questions {own['questions']:6} "
              f"{own['seconds']:6.2f} s", flush=True)


def main():
    parser = argparse.ArgumentParser()
    for name in ("program", "shared", "cache"):
        parser.add_argument(name)
    parser.add_argument("--offset", type=int, default=2)
    parser.add_argument("--families", default="leafwise,symmetric,forest")
    parser.add_argument("--targets", default="soft")
    parser.add_argument("--tables", default="")
    parser.add_argument("--prices", default="1e-8,3e-8,1e-7,3e-7,1e-6,3e-6,1e-5")
    parser.add_argument("--output")
    parser.add_argument("--results")
    parser.add_argument("--details", action="store_true")
    parser.add_argument("--splits", type=int, default=1)
    for name, kind in (("passes", int), ("bits", int), ("l2", float)):
        parser.add_argument("--" + name, type=kind)
    arguments = parser.parse_args()
    lines = [f"# Trees shrunk: targets {arguments.targets}, tables from {arguments.offset} on"]
    os.makedirs(arguments.cache, exist_ok=True)
    known = {(row["family"], row["table"], row.get("split", 0)): row
             for row in (read_rows(arguments.results) if arguments.results else [])}
    tables = arguments.tables.split(",") if arguments.tables else tables_from(arguments.shared, arguments.offset)
    for family in arguments.families.split(","):
        rows = []
        for table, split in [(table, split) for split in range(arguments.splits) for table in tables]:
            row = known.get((family, table, split))
            if not row:
                row = measured(arguments, family, table, split)
                if not row:
                    continue
                if arguments.results:
                    append_row(arguments.results, row)
                if arguments.details:
                    show(row)
            rows.append([(own, row["peer"]) for own in row["own"]])
        lines += summary(family, rows)
    write_report(lines, arguments.output)


if __name__ == "__main__":
    main()
