# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes linear_models.json: optima of regularised linear models by scikit-learn.

Run in this folder with Python 3 and scikit-learn 1.9: python linear_models.py
Every objective is  C * sum(weight * loss) + penalty, intercepts free (see core/learners/linear_solver.h).
"""
import json

import numpy as np
from sklearn.linear_model import Lasso, LogisticRegression, Ridge

rng = np.random.default_rng(7)
rows, columns = 90, 6
x = np.round(rng.normal(size=(rows, columns)), 4)
x[:, 3] = np.round(0.8 * x[:, 0] + 0.2 * x[:, 3], 4)
score = x @ np.array([1.5, -2.0, 0.0, 0.5, 0.0, 0.3]) + 0.4 + rng.normal(size=rows)
y = np.round(score, 4)
binary = (score > 0.5).astype(int)
classes = np.digitize(score, [-1.0, 1.2])
weights = np.round(rng.uniform(0.2, 3.0, size=rows), 3)


def case(name, task, labels, c, penalty, w, weight_matrix, intercept):
    return {"name": name, "task": task, "labels": labels.tolist(), "c": c, "penalty": penalty,
            "weights": [] if w is None else w.tolist(), "coefficients": np.asarray(weight_matrix).tolist(),
            "intercept": np.atleast_1d(intercept).tolist()}


cases = []
for c, w in ((1.0, None), (0.02, weights)):
    model = Ridge(alpha=1.0 / c, tol=1e-12, solver="cholesky").fit(x, y, sample_weight=w)
    cases.append(case(f"ridge C={c}", "regression", y, c, "l2", w, model.coef_[None, :].T, model.intercept_))
    model = LogisticRegression(C=c, tol=1e-10, max_iter=10000).fit(x, binary, sample_weight=w)
    cases.append(case(f"logistic C={c}", "binary", binary, c, "l2", w, model.coef_.T, model.intercept_))
    model = LogisticRegression(C=c, tol=1e-10, max_iter=10000).fit(x, classes, sample_weight=w)
    cases.append(case(f"multinomial C={c}", "multiclass", classes, c, "l2", w, model.coef_.T, model.intercept_))
c = 0.1
model = Lasso(alpha=1.0 / (c * rows), tol=1e-12, max_iter=100000).fit(x, y)
cases.append(case("lasso", "regression", y, c, "l1", None, model.coef_[None, :].T, model.intercept_))
model = LogisticRegression(C=c, l1_ratio=1.0, solver="saga", tol=1e-10, max_iter=200000).fit(x, binary)
cases.append(case("l1 logistic", "binary", binary, c, "l1", None, model.coef_.T, model.intercept_))

with open("linear_models.json", "w", encoding="ascii") as out:
    json.dump({"features": x.tolist(), "cases": cases}, out, indent=None)
    out.write("\n")
