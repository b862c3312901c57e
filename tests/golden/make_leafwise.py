# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes tests/golden/leafwise.json: answers of LightGBM on a made table with cells missing.

usage: python make_leafwise.py > leafwise.json        (lightgbm 4.7, numpy)

Cells are whole numbers below 50, so that both sides bin them alike. Numbers to be told are of mean 0 and
deviation 1, as ours are inside, so that l1 means the same. Answers are those for the training rows: of cuts that part them alike, each side takes another.
"""
import json

import lightgbm as lgb
import numpy as np

ROWS, TRAIN, ROUNDS = 600, 600, 20
random = np.random.default_rng(7)
x = random.integers(0, 50, (ROWS, 4)).astype(float)
score = x[:, 0] / 10 + np.where(x[:, 1] > 30, x[:, 2] / 12, 0) + random.normal(0, 0.7, ROWS)
x[random.random(ROWS) < 0.2, 2] = np.nan
score += np.where(np.isnan(x[:, 2]), 1.0, 0.0)
numbers = (score - score[:TRAIN].mean()) / score[:TRAIN].std()
targets = {"regression": numbers, "binary": (numbers > 0.3).astype(float),
           "classes": np.digitize(numbers, [-0.6, 0.5]).astype(float)}
objective = {"regression": "regression", "binary": "binary", "classes": "multiclass"}
settings = {"usual": {"learning_rate": 0.05, "num_leaves": 31, "min_data_in_leaf": 20, "lambda_l1": 0.0, "lambda_l2": 0.0},
            "deep": {"learning_rate": 0.1, "num_leaves": 60, "min_data_in_leaf": 3, "lambda_l1": 0.2, "lambda_l2": 1.5}}
cases = []
for task, target in targets.items():
    for name, chosen in settings.items():
        parameters = {**chosen, "objective": objective[task], "verbose": -1, "num_threads": 1, "min_data_in_bin": 1,
                      "max_bin": 255, "feature_pre_filter": False, **({"num_class": 3} if task == "classes" else {})}
        model = lgb.train(parameters, lgb.Dataset(x[:TRAIN], target[:TRAIN], params=parameters), ROUNDS)
        answer = model.predict(x[:TRAIN])
        cases.append({"task": task, "settings": name, **chosen, "target": [round(float(v), 5) for v in target],
                      "answer": [[float(f"{v:.6g}") for v in np.atleast_1d(a)] for a in answer]})
print(json.dumps({"train": TRAIN, "rounds": ROUNDS, "cells": [[None if np.isnan(v) else v for v in c] for c in x.T],
                  "cases": cases}))
