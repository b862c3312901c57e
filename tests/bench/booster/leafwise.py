# SPDX-License-Identifier: GPL-3.0-or-later
"""Our leaf-wise trees beside LightGBM with the same settings: scores and CPU seconds of training.

usage: leafwise.py BENCH_BOOSTER CACHE [--settings usual,r177,r163,r41,r72] [--rounds 200] [--only TABLE,...]
                   [--most-rows 10000] [--seeds 1]

CACHE/TABLE-SEED/ as peers.py leaves them (splits of the shared tables). One thread each; rounds are fixed, so no
early stopping blurs the comparison; bins are made before the clock starts. Results are kept as
CACHE/leafwise-SETTINGS-ROUNDS.json, ours are always run anew.
"""
import argparse, json, os, subprocess, sys, time, warnings

warnings.filterwarnings("ignore")
import numpy as np
import pandas as pd

from peers import constant, score

# automl.md 5.1: rate, leaves, least rows, column share, row share, l1, l2, random thresholds
SETTINGS = {
    "usual": (0.05, 31, 20, 1.0, 1.0, 0.0, 0.0, False),
    "usual-xt": (0.05, 31, 20, 1.0, 1.0, 0.0, 0.0, True),
    "r177": (0.0179, 39, 3, 0.462, 0.877, 0.238, 0.355, True),
    "r163": (0.0114, 84, 3, 0.528, 0.978, 0.027, 0.838, False),
    "r41": (0.0074, 8, 15, 0.425, 0.722, 0.113, 0.262, True),
    "r72": (0.0180, 180, 12, 0.405, 0.950, 0.766, 1.604, True),
}


def read(place):
    meta = json.load(open(os.path.join(place, "meta.json")))
    train, test = (pd.read_csv(os.path.join(place, part), low_memory=False) for part in ("train.csv", "test.csv"))
    task, target = meta["task"], meta["target"]
    if task != "regression":
        train[target], test[target] = train[target].astype(str), test[target].astype(str)
    x, z = train.drop(columns=[target]), test.drop(columns=[target])
    for c in x.columns:
        if not pd.api.types.is_numeric_dtype(x[c]) or not pd.api.types.is_numeric_dtype(z[c]) or x[c].dtype == bool:
            kinds = pd.CategoricalDtype(sorted(set(x[c].dropna().astype(str))))
            x[c], z[c] = (f[c].where(f[c].isna(), f[c].astype(str)).astype(kinds) for f in (x, z))
    names = lambda f: f.rename(columns={c: f"c{i}" for i, c in enumerate(f.columns)})
    return meta, names(x), train[target], names(z), test[target]


def lightgbm(place, settings, rounds, seeds):
    import lightgbm as lgb

    meta, x, y, z, truth = read(place)
    task = meta["task"]
    rate, leaves, least, columns, rows, l1, l2, random = SETTINGS[settings]
    labels = sorted(set(y)) if task != "regression" else None
    # Targets standardised, as ours are, so that l1 has one meaning.
    middle, unit = (y.mean(), y.std() or 1.0) if labels is None else (0, 1)
    codes = (y - middle) / unit if labels is None else y.map({label: i for i, label in enumerate(labels)})
    values, seconds = [], []
    for seed in range(seeds):
        parameters = {"learning_rate": rate, "num_leaves": leaves, "min_data_in_leaf": least, "lambda_l1": l1,
                      "feature_fraction": columns, "bagging_fraction": rows, "bagging_freq": 1 if rows < 1 else 0,
                      "lambda_l2": l2, "extra_trees": random, "num_threads": 1, "verbose": -1, "seed": seed,
                      "objective": {"regression": "regression", "binary": "binary"}.get(task, "multiclass")}
        if parameters["objective"] == "multiclass":
            parameters["num_class"] = len(labels)
        data = lgb.Dataset(x, codes, params=parameters).construct()
        start = time.process_time()
        model = lgb.train(parameters, data, rounds)
        seconds.append(time.process_time() - start)
        answer = model.predict(z, num_threads=1)
        if task == "regression":
            answer = answer * unit + middle
        elif task == "binary":
            answer = np.stack([1 - answer, answer], 1)
        values.append(score(task, truth.to_numpy(), labels, answer))
    return {"task": task, "rows": len(x), "columns": x.shape[1], "value": float(np.mean(values)),
            "classes": 0 if labels is None else len(labels), "cpu": float(np.median(seconds)),
            "constant": constant(task, y.to_numpy(), truth.to_numpy())}


def ours(program, place, settings, rounds, seeds):
    meta = json.load(open(os.path.join(place, "meta.json")))
    names = "learning_rate leaves min_rows_in_leaf column_share row_share l1 l2".split()
    words = [f"{n}={v}" for n, v in zip(names, SETTINGS[settings])]
    words.append("thresholds=" + ("random" if SETTINGS[settings][-1] else "best"))
    values, seconds = [], []
    for seed in range(seeds):
        done = subprocess.run([program, "quality", "leafwise", str(meta["train_rows"]), os.path.join(place, "all.csv"),
                               meta["target"], meta["task"], f"rounds={rounds}", f"seed={seed}", *words],
                              capture_output=True, text=True)
        if done.returncode:
            return {"failure": done.stderr.strip()}
        result = json.loads(done.stdout)
        values.append(abs(result["value"]))
        seconds.append(result["cpu"])
    return {"value": float(np.mean(values)), "cpu": float(np.median(seconds))}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("cache")
    parser.add_argument("--settings", default="usual,r177,r163,r41,r72")
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--only", default="")
    parser.add_argument("--most-classes", type=int, default=30)
    parser.add_argument("--seeds", type=int, default=1)
    arguments = parser.parse_args()
    only = arguments.only.split(",") if arguments.only else None
    keys = [k for k in sorted(os.listdir(arguments.cache)) if os.path.exists(os.path.join(arguments.cache, k, "meta.json"))]
    keys = [k for k in keys if only is None or k.rsplit("-", 1)[0] in only]
    for settings in arguments.settings.split(","):
        path = os.path.join(arguments.cache, f"leafwise-{settings}-{arguments.rounds}.json")
        kept = json.load(open(path)) if os.path.exists(path) else {}
        gains, ratios = [], []
        for key in keys:
            place = os.path.join(arguments.cache, key)
            if key not in kept:
                kept[key] = lightgbm(place, settings, arguments.rounds, arguments.seeds)
                json.dump(kept, open(path, "w"), indent=1)
            peer = kept[key]
            own = ours(arguments.program, place, settings, arguments.rounds, arguments.seeds)
            if "failure" in own:
                print(key, own, flush=True)
                continue
            sign = 1 if peer["task"] == "binary" else -1
            gain = [sign * (v - peer["constant"]) for v in (own["value"], peer["value"])]
            best = max(gain)
            pair = [max(-1.0, g / best) if best > 0 else 0.0 for g in gain]
            gains.append(pair[0] - pair[1])
            ratios.append(own["cpu"] / max(1e-3, peer["cpu"]))
            print(f"{settings:8} {key:22} {peer['task']:10} {peer['rows']:5} x {peer['columns']:3} k {peer['classes']:2}: LightGBM "
                  f"{peer['value']:9.5g} ours {own['value']:9.5g} difference {100 * gains[-1]:+6.2f} %, cpu {own['cpu']:6.2f} / "
                  f"{peer['cpu']:6.2f} = {ratios[-1]:.2f}", flush=True)
        if gains:
            wins = np.mean([1.0 if g > 1e-4 else 0.5 if g > -1e-4 else 0.0 for g in gains])
            print(f"{settings:8} {len(gains)} tables: mean difference {100 * np.mean(gains):+.2f} %, median "
                  f"{100 * np.median(gains):+.2f} %, wins {100 * wins:.0f} %, CPU ratio geometric mean "
                  f"{np.exp(np.mean(np.log(ratios))):.2f}, largest {max(ratios):.2f}", flush=True)


if __name__ == "__main__":
    main()
