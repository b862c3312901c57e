# SPDX-License-Identifier: GPL-3.0-or-later
"""Training and prediction time beside LightGBM, CatBoost and XGBoost, in turn, medians.

usage: speed.py BENCH_BOOSTER CACHE [--threads 1,2] [--repeats 3] [--systems ours,lightgbm,catboost,xgboost] [--sizes 10000x30,...]

Made binary data, 254 bins, depth 6 (LightGBM: 64 leaves, as many as a symmetric tree has), 500 rounds,
rate 0.1; bins are made before the clock starts for all but CatBoost, which makes them inside `fit` (a
fit of one round is taken off). CPU seconds of the training stand beside the wall's, because they say more
on a busy machine. Prediction: 10,000 rows, one thread.
"""
import argparse, json, os, statistics, subprocess, sys, time

import numpy as np

ROUNDS, DEPTH = 500, 6


def make(cache, rows, columns):
    path = os.path.join(cache, f"{rows}x{columns}.bin")
    if not os.path.exists(path):
        random = np.random.default_rng(1)
        x = random.standard_normal((rows, columns), dtype=np.float32)
        w = random.standard_normal(columns) * (random.random(columns) < 0.5)
        s = x @ w + 1.5 * x[:, 0] * x[:, 1] + 2 * np.sin(3 * x[:, 2]) + 2 * (x[:, 3] > 0) * x[:, 4]
        y = (s + 2 * random.standard_normal(rows) > 0).astype(np.float32)
        np.concatenate([x.T.ravel(), y]).astype(np.float32).tofile(path)
    return path


def cpu():
    return time.process_time()


def peer(system, path, rows, columns, threads):
    values = np.fromfile(path, dtype=np.float32)
    x = np.ascontiguousarray(values[: rows * columns].reshape(columns, rows).T)
    y = values[rows * columns:]

    def timed(work):
        wall, used = time.perf_counter(), cpu()
        model = work()
        return model, time.perf_counter() - wall, cpu() - used

    if system == "catboost":
        import catboost
        pool = catboost.Pool(x, y)

        def fit(rounds):
            return catboost.CatBoostClassifier(iterations=rounds, depth=DEPTH, learning_rate=0.1, thread_count=threads,
                                               verbose=0, allow_writing_files=False, border_count=254).fit(pool)
        _, wall0, cpu0 = timed(lambda: fit(1))
        model, wall, used = timed(lambda: fit(ROUNDS))
        wall, used = wall - wall0, used - cpu0
        answer = lambda z: model.predict_proba(z, thread_count=1)
    elif system == "lightgbm":
        import lightgbm
        data = lightgbm.Dataset(x, y, params={"max_bin": 254, "num_threads": threads, "verbose": -1}).construct()
        settings = {"objective": "binary", "max_depth": DEPTH, "num_leaves": 2 ** DEPTH, "learning_rate": 0.1,
                    "num_threads": threads, "verbose": -1, "max_bin": 254}
        model, wall, used = timed(lambda: lightgbm.train(settings, data, ROUNDS))
        answer = lambda z: model.predict(z, num_threads=1)
    else:
        import xgboost
        data = xgboost.QuantileDMatrix(x, y, max_bin=254, nthread=threads)
        settings = {"objective": "binary:logistic", "max_depth": DEPTH, "learning_rate": 0.1, "nthread": threads,
                    "max_bin": 254, "tree_method": "hist"}
        model, wall, used = timed(lambda: xgboost.train(settings, data, ROUNDS))
        model.set_param({"nthread": 1})
        answer = model.inplace_predict
    best = min(timed(lambda: answer(x[:10000]))[1] for _ in range(5))
    print(json.dumps({"seconds": wall, "cpu": used, "predict_seconds": best}))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("cache")
    parser.add_argument("--threads", default="1,2")
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--systems", default="ours,lightgbm,catboost,xgboost")
    parser.add_argument("--sizes", default="10000x30,50000x30,160000x50")
    arguments = parser.parse_args()
    environment = dict(os.environ, OMP_WAIT_POLICY="PASSIVE")
    for size in arguments.sizes.split(","):
        rows, columns = (int(n) for n in size.split("x"))
        path = make(arguments.cache, rows, columns)
        for threads in (int(n) for n in arguments.threads.split(",")):
            times = {system: [] for system in arguments.systems.split(",")}
            for _ in range(arguments.repeats):
                for system in times:
                    words = ([arguments.program, "speed", path, str(rows), str(columns), str(ROUNDS), str(DEPTH),
                              str(threads)] if system == "ours" else
                             [sys.executable, __file__, "--peer", system, path, str(rows), str(columns), str(threads)])
                    out = subprocess.run(words, capture_output=True, text=True, env=environment, check=True).stdout
                    times[system].append(json.loads(out.splitlines()[-1]))
            for system, runs in times.items():
                middle = {k: statistics.median(r[k] for r in runs) for k in ("seconds", "cpu", "predict_seconds")}
                print(f"{size:>10} threads {threads} {system:9} train {middle['seconds']:7.2f} s, cpu "
                      f"{middle['cpu']:7.2f} s, predict 10,000 rows {1e3 * middle['predict_seconds']:7.1f} ms", flush=True)


if __name__ == "__main__":
    if sys.argv[1] == "--peer":
        peer(sys.argv[2], sys.argv[3], *(int(n) for n in sys.argv[4:7]))
    else:
        main()
