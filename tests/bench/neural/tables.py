#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Our networks for tables beside pytabkit's RealMLP-TD-S and scikit-learn's MLP: defaults, no search, one thread.

Usage: tables.py run    PROGRAM SHARED RESULTS.jsonl [--folds 1,2,3,4,5] [--systems a,b] [--tables a,b]
       tables.py report SHARED RESULTS.jsonl [OUTPUT.md] [--judged a,b]
PROGRAM is bench_tables; SHARED holds data/ and bench/peers.py. `run` appends one JSON line a measurement, first fold
of all tables first, and passes over those that stand there already. Needs pytabkit 1.7.3 and scikit-learn.

Tables: of those with 500 to 20,000 rows and at most 400 columns, by name, every fifth to classify and every second
regression: 11 and 9, chosen by a rule and not by a result. Five folds (shuffled, stratified, seed 0), the same for
all. Every system gets the same training rows and makes its own validation part of them.

Systems: constant (shares of the classes, mean), realmlp, nn (the family's first default; realmlp/1 its second;
realmlp:embedding=none+activation_share=off its first with other hyperparameters), td-s
(RealMLP_TD_S_Classifier and _Regressor), sklearn (MLPClassifier, MLPRegressor). Beside them, not in these bars: int8
(realmlp in whole numbers; the report has what that costs on the same rows by the same seeds), td-s-ce
(td-s without label smoothing and with the epoch of least log loss, as pytabkit advises for such metrics), td
(RealMLP_TD). Peers get numbers with the median for missing cells and 0/1 columns that mark them, dates as days, year,
month, weekday and hour, and other text columns as categories; scikit-learn's gets them standardised and one-hot, and
standardised targets.

Normalised score = (score - constant) / (best of those that are judged - constant), floored at -1, averaged over folds, then tables.
"""
import argparse
import csv
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
import warnings

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from result_rows import append_row, read_rows, write_report

for name in ("OMP", "OPENBLAS", "MKL"):
    os.environ[f"{name}_NUM_THREADS"] = "1"
warnings.filterwarnings("ignore")

JUDGED = ["realmlp", "nn", "td-s", "sklearn"]
INT8 = {"int8": "realmlp:arithmetic=int8"}
FOLDS = 5
METRIC = {"binary": ("auc", 1.0), "multiclass": ("logloss", -1.0), "regression": ("rmse", -1.0)}
SECOND = {"binary": "accuracy", "multiclass": "accuracy", "regression": "r2"}


def candidates(shared, regression):
    """Names of the tables within the limits, sorted."""
    names = []
    for line in open(os.path.join(shared, "data", "README.md"), encoding="utf-8"):
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if (len(cells) >= 6 and cells[1] == "table" and cells[4].isdigit() and 500 <= int(cells[4]) <= 20_000
                and int(cells[5]) <= 400 and (cells[2] == "regression") == regression):
            names.append(cells[0])
    return sorted(names)


def tables_by_rule(shared):
    return candidates(shared, False)[::5] + candidates(shared, True)[::2]


class Fold:
    """One table, cut into training and test rows."""

    def __init__(self, shared, table, number):
        import pandas as pd
        from sklearn.model_selection import KFold, StratifiedKFold
        folder = os.path.join(shared, "data", table)
        with open(os.path.join(folder, "meta.json"), encoding="utf-8") as file:
            meta = json.load(file)
        path = os.path.join(folder, table + ".csv")
        frame = pd.read_csv(path if os.path.exists(path) else path + ".gz", low_memory=False)
        self.task, self.target = meta["task"], meta["target"]
        frame = frame[frame[self.target].notna()].reset_index(drop=True)
        if self.task != "regression":
            frame[self.target] = frame[self.target].astype(str)
            often = frame[self.target].value_counts()
            frame = frame[frame[self.target].isin(often[often >= FOLDS].index)].reset_index(drop=True)
        cut = (KFold if self.task == "regression" else StratifiedKFold)(FOLDS, shuffle=True, random_state=0)
        train, test = list(cut.split(frame, frame[self.target]))[number - 1]
        self.number = number
        self.train = frame.iloc[train].reset_index(drop=True)
        self.test = frame.iloc[test].reset_index(drop=True)

    def truth(self):
        return self.test[self.target]

    def features(self):
        """Training and test features: floats without gaps, and categories."""
        import pandas as pd
        made = [{}, {}]
        for column in self.train.columns.drop(self.target):
            cells = [part[column] for part in (self.train, self.test)]
            numeric = pd.api.types.is_numeric_dtype(cells[0]) and cells[0].dtype != bool
            dates = [] if numeric or cells[0].dtype == bool else date_parts(cells)
            if numeric:
                add_numbers(made, column, cells)
            elif dates:
                for name, numbers in dates:
                    add_numbers(made, f"{column} ({name})", numbers)
            else:
                add_categories(made, column, cells)
        return [pd.DataFrame(part) for part in made]


def add_numbers(made, name, cells):
    if cells[0].notna().sum() == 0:
        return
    for to, part in zip(made, cells):
        to[name] = part.astype(float).fillna(cells[0].median())
        if cells[0].isna().any():
            to[name + " (missing)"] = part.isna().astype(float)


def add_categories(made, name, cells):
    import pandas as pd
    texts = [[None if missing else str(cell) for cell, missing in zip(part, part.isna())] for part in cells]
    known = sorted(set(texts[0]) - {None})
    for to, part in zip(made, texts):
        to[name] = pd.Categorical(part, categories=known)


def date_parts(cells):
    """[(name, [training numbers, test numbers])] of a text column that holds ISO dates, as our plan has them."""
    import pandas as pd
    times = [pd.to_datetime(part, format="ISO8601", errors="coerce") for part in cells]
    if cells[0].notna().sum() == 0 or (times[0].isna() & cells[0].notna()).any():
        return []
    day = pd.Timedelta(days=1)
    numbers = {"elapsed": lambda t: (t - pd.Timestamp("2000-01-01")) / day, "year": lambda t: t.dt.year,
               "month": lambda t: t.dt.month, "weekday": lambda t: t.dt.weekday, "hour": lambda t: t.dt.hour}
    return [(name, [make(part) for part in times]) for name, make in numbers.items()]


def fit_constant(fold):
    import numpy as np
    if fold.task == "regression":
        return None, np.full(len(fold.test), fold.train[fold.target].mean()), {}
    shares = fold.train[fold.target].value_counts(normalize=True)
    return list(shares.index), np.tile(shares.values, (len(fold.test), 1)), {}


def fit_ours(program, system, fold):
    import numpy as np
    default, _, parameters = INT8.get(system, system).partition(":")
    family, _, which = default.partition("/")
    settings = [f"default={which or 0}", f"seed={fold.number}", *filter(None, parameters.split("+"))]
    with tempfile.TemporaryDirectory() as folder:
        train, test, answers = (os.path.join(folder, name) for name in ("train.csv", "test.csv", "answers.csv"))
        fold.train.to_csv(train, index=False)
        fold.test.drop(columns=[fold.target]).to_csv(test, index=False)
        kind = "regression" if fold.task == "regression" else "classification"
        done = subprocess.run([program, family, train, test, fold.target, kind, answers, *settings],
                              capture_output=True, text=True)
        if done.returncode != 0:
            raise RuntimeError(done.stderr.strip())
        with open(answers, encoding="utf-8", newline="") as file:
            heads, *lines = csv.reader(file)
    values = np.array(lines, dtype=float)
    more = json.loads(done.stdout)
    return (None, values[:, 0], more) if kind == "regression" else (heads, values, more)


def fit_peer(estimator, fold, train, test):
    wall, cpu = time.time(), time.process_time()
    estimator.fit(train, fold.train[fold.target])
    more = {"fit_s": round(time.time() - wall, 3), "cpu_s": round(time.process_time() - cpu, 3)}
    if hasattr(estimator, "fit_params_"):
        more["best"] = next(iter(estimator.fit_params_["stop_epoch"].values()))
    if fold.task == "regression":
        return None, estimator.predict(test), more
    return list(estimator.classes_), estimator.predict_proba(test), more


def fit_pytabkit(system, fold):
    import logging
    import pytabkit
    logging.getLogger("pytorch_lightning").setLevel(logging.ERROR)
    kind = "Regressor" if fold.task == "regression" else "Classifier"
    options = {"val_metric_name": "cross_entropy", "use_ls": False} if system == "td-s-ce" else {}
    name = "RealMLP_TD_" if system == "td" else "RealMLP_TD_S_"
    estimator = getattr(pytabkit, name + kind)(device="cpu", n_threads=1, random_state=fold.number, **options)
    return fit_peer(estimator, fold, *fold.features())


def fit_sklearn(fold):
    from sklearn.compose import ColumnTransformer, TransformedTargetRegressor, make_column_selector
    from sklearn.neural_network import MLPClassifier, MLPRegressor
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import OneHotEncoder, StandardScaler
    columns = ColumnTransformer(
        [("numbers", StandardScaler(), make_column_selector(dtype_include="number")),
         ("categories", OneHotEncoder(handle_unknown="ignore"), make_column_selector(dtype_include="category"))],
        sparse_threshold=0.0)
    if fold.task == "regression":
        network = TransformedTargetRegressor(MLPRegressor(random_state=fold.number), transformer=StandardScaler())
    else:
        network = MLPClassifier(random_state=fold.number)
    return fit_peer(make_pipeline(columns, network), fold, *fold.features())


def fit(program, system, fold):
    """Classes (None for a regression), answers for the test rows, and what else is known."""
    if system == "constant":
        return fit_constant(fold)
    if system.startswith("td"):
        return fit_pytabkit(system, fold)
    return fit_sklearn(fold) if system == "sklearn" else fit_ours(program, system, fold)


def measure(program, system, fold, table, score):
    row = {"system": system, "data": table, "fold": fold.number, "task": fold.task, "rows": len(fold.train)}
    try:
        labels, answers, more = fit(program, system, fold)
        scores = score(fold.task, fold.truth(), labels or [], answers, answers)
        row |= {name: scores[name] for name in ("auc", "logloss", "accuracy", "rmse", "r2") if name in scores}
        row |= more
    except Exception as error:  # a system that fails is a result
        row["error"] = f"{type(error).__name__}: {error}"[:300]
    return row


def run(options):
    sys.path.insert(0, os.path.join(options.shared, "bench"))
    from peers import score
    tables = options.tables.split(",") if options.tables else tables_by_rule(options.shared)
    known = {(row["system"], row["data"], row["fold"]) for row in read_rows(options.results)}
    for number in map(int, options.folds.split(",")):
        for table in tables:
            todo = [s for s in options.systems.split(",") if (s, table, number) not in known]
            fold = Fold(options.shared, table, number) if todo else None
            for system in todo:
                if system == "td-s-ce" and fold.task == "regression":
                    continue  # the same as td-s
                row = measure(options.program, system, fold, table, score)
                append_row(options.results, row)
                value = row.get("error") or row[METRIC[fold.task][0]]
                print(f"{table} fold {number} {system}: {value} in {row.get('fit_s')} s", flush=True)


def score_of(row):
    metric, sign = METRIC[row["task"]]
    return None if row.get("error") else sign * row[metric]


def normalised(rows, judged=JUDGED):
    """{(table, fold): {system: normalised score}} where all that are judged were run."""
    cells = {}
    for row in rows:
        cells.setdefault((row["data"], row["fold"]), {})[row["system"]] = score_of(row)
    result = {}
    for cell, scores in cells.items():
        if not {"constant", *judged} <= set(scores):
            continue
        constant = scores.pop("constant")
        best = max(scores[system] for system in judged if scores[system] is not None)
        if best > constant:  # else nobody learned anything there
            result[cell] = {system: -1.0 if score is None else max(-1.0, (score - constant) / (best - constant))
                            for system, score in scores.items()}
    return result


def by_table(cells, system):
    """{table: mean over its folds}."""
    lists = {}
    for (table, _), values in cells.items():
        if system in values:
            lists.setdefault(table, []).append(values[system])
    return {table: statistics.fmean(values) for table, values in lists.items()}


def summary_lines(cells, rows, systems):
    peer = by_table(cells, "sklearn")
    lines = ["| system | mean normalised score | median | better than sklearn | CPU seconds a fit, median | longest |",
             "|---|---|---|---|---|---|"]
    for system in systems:
        mine = by_table(cells, system)
        taken = [row["cpu_s"] for row in rows if row["system"] == system and "cpu_s" in row]
        if mine and taken:
            better = sum(value > peer[table] for table, value in mine.items())
            mean, median = statistics.fmean(mine.values()), statistics.median(mine.values())
            lines.append(f"| {system} | {mean:.4f} | {median:.4f} | {better} of {len(mine)} | "
                         f"{statistics.median(taken):.1f} | {max(taken):.1f} |")
    return lines


def table_lines(cells, rows, systems):
    """Normalised score, then metric and accuracy or R2: means over the folds that all ran on."""
    lines = ["| table | metric | " + " | ".join(systems) + " |", "|---" * (len(systems) + 2) + "|"]
    normal = {system: by_table(cells, system) for system in systems}
    tasks = {row["data"]: row["task"] for row in rows if (row["data"], row["fold"]) in cells}
    for table, task in sorted(tasks.items()):
        texts = []
        for system in systems:
            mine = [row for row in rows if row["system"] == system and row["data"] == table
                    and (table, row["fold"]) in cells and not row.get("error")]
            texts.append("" if not mine else f"{normal[system][table]:.3f} "
                         f"({statistics.fmean(row[METRIC[task][0]] for row in mine):.4g}, "
                         f"{statistics.fmean(row[SECOND[task]] for row in mine):.4g})")
        lines.append(f"| {table} | {METRIC[task][0]}, {SECOND[task]} | " + " | ".join(texts) + " |")
    return lines


def worst_of(losses):
    """Of {table: loss}, and where."""
    table = max(losses, key=losses.get)
    return f"{losses[table]:.3f} ({table})"


def whole_number_pairs(rows):
    """{(table, fold): {realmlp: row, int8: row}} of the cells that have both."""
    pairs = {}
    for row in rows:
        if not row.get("error") and row["system"] in ("realmlp", "int8"):
            pairs.setdefault((row["data"], row["fold"]), {})[row["system"]] = row
    return {cell: pair for cell, pair in pairs.items() if len(pair) == 2}


def whole_number_losses(pairs, metric):
    """{table: points of the metric that whole numbers cost, mean over folds}."""
    losses = {}
    for (table, _), pair in pairs.items():
        if metric in pair["realmlp"] and metric in pair["int8"]:
            losses.setdefault(table, []).append(100.0 * (pair["realmlp"][metric] - pair["int8"][metric]))
    return {table: statistics.fmean(values) for table, values in losses.items()}


def times_smaller(pairs):
    """{(table, fold): bytes with the layers in float32 / bytes in whole numbers}."""
    return {cell: pair["realmlp"]["float32"] / pair["int8"]["size"] for cell, pair in pairs.items()
            if "float32" in pair["realmlp"]}


def whole_number_lines(rows):
    """What whole numbers cost: points of the metrics, bytes beside the network's numbers as floats, time."""
    pairs = whole_number_pairs(rows)
    if not pairs:
        return []
    lines = ["", "Whole numbers (int8) beside realmlp, same rows and seeds, means over folds:", "",
             "| | tables | mean loss, points | worst |", "|---|---|---|---|"]
    for metric in ("auc", "accuracy", "r2"):
        means = whole_number_losses(pairs, metric)
        if means:
            lines.append(f"| {metric} | {len(means)} | {statistics.fmean(means.values()):.3f} | {worst_of(means)} |")
    smaller = times_smaller(pairs)
    longer = [pair["int8"]["cpu_s"] / pair["realmlp"]["cpu_s"] for pair in pairs.values()]
    if smaller:
        least = min(smaller, key=smaller.get)
        lines += ["", f"Files are {statistics.median(smaller.values()):.2f} times smaller than with the layers in float32 "
                  f"(median; least {smaller[least]:.2f}, {least[0]}); training took "
                  f"{statistics.median(longer):.2f} times as long (median; most {max(longer):.2f})."]
    return lines


def report(options):
    rows = read_rows(options.results)
    judged = options.judged.split(",")
    cells = normalised(rows, judged)
    met = {row["system"] for row in rows} - {"constant"}
    systems = [system for system in judged if system in met] + sorted(met - set(judged))
    folds = sorted({fold for _, fold in cells})
    lines = ["# Networks for tables, defaults, no search", "",
             f"Made by `tables.py`: {len({table for table, _ in cells})} tables, {len(cells)} (table, fold)s of folds "
             f"{folds}; {sum(bool(row.get('error')) for row in rows)} failed fits. "
             "Seconds compare only where the machine was quiet.", "",
             *summary_lines(cells, rows, systems), "", "Normalised score (metric, accuracy or R2), mean over folds:",
             "", *table_lines(cells, rows, systems), *whole_number_lines(rows)]
    write_report(lines, options.output)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    runner = commands.add_parser("run")
    runner.add_argument("program")
    runner.add_argument("shared")
    runner.add_argument("results")
    runner.add_argument("--folds", default="1,2,3,4,5")
    runner.add_argument("--systems", default=",".join(["constant", *JUDGED, *INT8]))
    runner.add_argument("--tables", default="")
    runner.set_defaults(action=run)
    reporter = commands.add_parser("report")
    reporter.add_argument("shared")
    reporter.add_argument("results")
    reporter.add_argument("output", nargs="?")
    reporter.add_argument("--judged", default=",".join(JUDGED), help="cells are those that all of these ran on")
    reporter.set_defaults(action=report)
    options = parser.parse_args()
    options.action(options)


if __name__ == "__main__":
    sys.exit(main())
