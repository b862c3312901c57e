# SPDX-License-Identifier: GPL-3.0-or-later
"""CatBoost's default configuration on the shared tables: splits and test scores for booster.py.

usage: booster_peers.py SHARED_DATA CACHE [SEED]...     (resumable; one thread)

Every table of at most 500 columns and 30 classes, at most 10,000 rows of it; 70 % train, 30 % test,
stratified. CACHE/TABLE-SEED/ receives train.csv, test.csv and meta.json; CACHE/catboost.json the scores:
auc (binary), logloss (classes), rmse (regression), the same of the constant answer, and seconds.
"""
import json, os, sys, time, warnings

warnings.filterwarnings("ignore")
import numpy as np
import pandas as pd


def load(folder):
    meta = json.load(open(os.path.join(folder, "meta.json")))
    path = os.path.join(folder, os.path.basename(folder) + ".csv")
    frame = pd.read_csv(path if os.path.exists(path) else path + ".gz", low_memory=False)
    frame = frame[frame[meta["target"]].notna()].reset_index(drop=True)
    if meta["task"] != "regression":
        frame[meta["target"]] = frame[meta["target"]].astype(str)
        counts = frame[meta["target"]].value_counts()
        frame = frame[frame[meta["target"]].isin(counts[counts >= 10].index)]
    if len(frame) > 10_000:
        frame = frame.sample(10_000, random_state=0)
    return meta["task"], meta["target"], frame.reset_index(drop=True)


def parts(folder, cache, seed):
    from sklearn.model_selection import train_test_split

    task, target, frame = load(folder)
    strata = None
    if task != "regression":
        strata = frame[target]
        counts = strata.value_counts()
        if len(counts) > 30 or counts.min() < 4:
            return None
    if frame.shape[1] > 500:
        return None
    train, test = train_test_split(frame, test_size=0.3, random_state=seed, stratify=strata)
    place = os.path.join(cache, f"{os.path.basename(folder)}-{seed}")
    os.makedirs(place, exist_ok=True)
    train.to_csv(os.path.join(place, "train.csv"), index=False)
    test.to_csv(os.path.join(place, "test.csv"), index=False)
    pd.concat([train, test]).to_csv(os.path.join(place, "all.csv"), index=False)
    meta = {"task": task, "target": target, "train_rows": len(train)}
    json.dump(meta, open(os.path.join(place, "meta.json"), "w"))
    return place


def score(task, truth, labels, answer):
    from sklearn.metrics import log_loss, roc_auc_score

    if task == "regression":
        return float(np.sqrt(np.mean((truth - answer) ** 2)))
    if task == "binary":
        return float(roc_auc_score(truth == labels[1], answer[:, 1]))
    order = np.argsort(np.asarray(labels))  # log_loss sorts its labels as texts: "10" before "2"
    clipped = np.clip(answer[:, order], 1e-7, 1)
    return float(log_loss(truth, clipped / clipped.sum(1, keepdims=True), labels=[labels[i] for i in order]))


def constant(task, train, test):
    if task == "regression":
        return score(task, test, None, np.full(len(test), train.mean()))
    labels = sorted(set(train))
    share = np.array([np.mean(train == label) for label in labels])
    return score(task, test, labels, np.tile(share, (len(test), 1)))


def catboost(place, seed):
    from catboost import CatBoostClassifier, CatBoostRegressor, Pool

    meta = json.load(open(os.path.join(place, "meta.json")))
    train, test = (pd.read_csv(os.path.join(place, part), low_memory=False) for part in ("train.csv", "test.csv"))
    task, target = meta["task"], meta["target"]
    if task != "regression":
        train[target], test[target] = train[target].astype(str), test[target].astype(str)
    x, z = train.drop(columns=[target]), test.drop(columns=[target])
    def text(column):
        return not pd.api.types.is_numeric_dtype(column) or pd.api.types.is_bool_dtype(column)

    categories = [c for c in x.columns if text(x[c]) or text(z[c])]
    for c in categories:
        x[c], z[c] = x[c].astype(str).fillna("nan"), z[c].astype(str).fillna("nan")
    kind = CatBoostRegressor if task == "regression" else CatBoostClassifier
    model = kind(thread_count=1, random_seed=seed, verbose=0, allow_writing_files=False)
    start = time.process_time()
    model.fit(Pool(x, train[target], cat_features=categories))
    seconds = time.process_time() - start
    if task == "regression":
        answer, labels = model.predict(z), None
    else:
        answer, labels = model.predict_proba(z), [str(c) for c in model.classes_]
    return {"task": task, "rows": len(train), "columns": x.shape[1], "categorical": len(categories),
            "constant": constant(task, train[target].to_numpy(), test[target].to_numpy()),
            "catboost": score(task, test[target].to_numpy(), labels, answer),
            "rate": model.learning_rate_, "seconds": round(seconds, 2)}


def main():
    shared, cache = sys.argv[1:3]
    path = os.path.join(cache, "catboost.json")
    done = json.load(open(path)) if os.path.exists(path) else {}
    for seed in [int(s) for s in sys.argv[3:]] or [0]:
        for name in sorted(os.listdir(shared)):
            folder = os.path.join(shared, name)
            key = f"{name}-{seed}"
            if key in done or not os.path.exists(os.path.join(folder, "meta.json")):
                continue
            if json.load(open(os.path.join(folder, "meta.json"))).get("modality", "table") != "table":
                continue
            place = parts(folder, cache, seed)
            if not place:
                continue
            done[key] = catboost(place, seed)
            json.dump(done, open(path, "w"), indent=1)
            print(key, done[key], flush=True)


if __name__ == "__main__":
    main()
