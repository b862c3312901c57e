# SPDX-License-Identifier: GPL-3.0-or-later
"""Metric values of scikit-learn (1.9.1, numpy 2.4.6) on small seeded cases.

Run:  python tests/golden/make_metrics.py > tests/golden/metrics.json
Predictions are float32, as the engine's are.
"""
import json
import warnings

import numpy as np
from sklearn import metrics as m
from sklearn.calibration import calibration_curve

warnings.filterwarnings("ignore")


def labels_of(p, positive, threshold):
    if positive is None:
        return p.argmax(axis=1)
    return np.where(p[:, positive] >= np.float32(threshold), positive, 1 - positive)


def macro_auc(y, p, w):
    areas = [m.roc_auc_score(y == c, p[:, c], sample_weight=w)
             for c in range(p.shape[1]) if 0 < (y == c).sum() < len(y)]
    return float(np.mean(areas))


def classification(name, y, p, weights=None, positive=None, threshold=0.5):
    p = p.astype(np.float32)
    k = p.shape[1]
    said = labels_of(p, positive, threshold)
    w = None if weights is None else weights.astype(np.float32)
    average = dict(average="macro", zero_division=0, sample_weight=w)
    if positive is not None:
        average = dict(average="binary", pos_label=positive, zero_division=0, sample_weight=w)
    values = {
        "accuracy": m.accuracy_score(y, said, sample_weight=w),
        "balanced_accuracy": m.balanced_accuracy_score(y, said, sample_weight=w),
        "recall": m.recall_score(y, said, **average),
        "precision": m.precision_score(y, said, **average),
        "f1": m.f1_score(y, said, **average),
        "logloss": m.log_loss(y, p, labels=list(range(k)), sample_weight=w),
    }
    if positive is not None:
        values["auc"] = m.roc_auc_score(y == positive, p[:, positive], sample_weight=w)
        values["brier"] = m.brier_score_loss(y == positive, p[:, positive].astype(np.float64), sample_weight=w)
    else:
        values["auc"] = macro_auc(y, p, w)
        values["brier"] = m.brier_score_loss(y, p.astype(np.float64), labels=list(range(k)), sample_weight=w)
    precision, recall, f1, support = m.precision_recall_fscore_support(
        y, said, labels=list(range(k)), zero_division=np.nan, sample_weight=w)
    case = {
        "name": name, "task": "binary" if positive is not None else "multiclass", "classes": k,
        "positive": -1 if positive is None else positive, "threshold": threshold,
        "truth": [float(v) for v in y], "prediction": [float(v) for v in p.ravel()],
        "weights": [] if w is None else [float(v) for v in w], "values": {a: float(b) for a, b in values.items()},
        "confusion": m.confusion_matrix(y, said, labels=list(range(k))).tolist(),
        "per_class": [[None if np.isnan(v) else float(v) for v in row] for row in zip(precision, recall, f1)],
    }
    if positive is not None:
        case["curves"] = curves(y == positive, p[:, positive], w)
    return case


def curves(y, score, w):
    fpr, tpr, at = m.roc_curve(y, score, sample_weight=w, drop_intermediate=False)
    precision, recall, _ = m.precision_recall_curve(y, score, sample_weight=w)
    result = {"roc": [[float(a), float(b)] for a, b in zip(fpr, tpr)],
              "pr": [[float(a), float(b)] for a, b in zip(recall[::-1], precision[::-1])]}
    if w is None:
        observed, predicted = calibration_curve(y, score.astype(np.float64), n_bins=10)
        result["calibration"] = [[float(a), float(b)] for a, b in zip(predicted, observed)]
    return result


def regression(name, y, p, weights=None):
    y, p = y.astype(np.float32), p.astype(np.float32)
    a, b = y.astype(np.float64), p.astype(np.float64)
    w = None if weights is None else weights.astype(np.float32)
    values = {
        "rmse": m.root_mean_squared_error(a, b, sample_weight=w), "mae": m.mean_absolute_error(a, b, sample_weight=w),
        "r2": m.r2_score(a, b, sample_weight=w), "mape": m.mean_absolute_percentage_error(a, b, sample_weight=w),
    }
    if w is None and (a >= 0).all():
        values["ndcg"] = m.ndcg_score([a], [b])
    return {"name": name, "task": "regression", "classes": 0, "positive": -1, "threshold": 0.5,
            "truth": [float(v) for v in y], "prediction": [float(v) for v in p],
            "weights": [] if w is None else [float(v) for v in w],
            "values": {k: float(v) for k, v in values.items()}}


def softmax(x):
    e = np.exp(x - x.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def main():
    r = np.random.default_rng(20240917)
    y2 = (r.random(120) < 0.4).astype(int)
    s2 = 1 / (1 + np.exp(-(1.5 * y2 - 0.7 + r.normal(size=120))))
    p2 = np.stack([1 - s2, s2], axis=1)
    tied = np.round(s2, 1)
    w = r.gamma(2.0, size=120)
    y4 = r.integers(0, 4, 150)
    p4 = softmax(1.2 * np.eye(4)[y4] + r.normal(size=(150, 4)))
    p5 = softmax(1.5 * np.eye(5)[y4] + r.normal(size=(150, 5)))
    yr = r.gamma(2.0, 3.0, 100)
    pr = yr + r.normal(size=100)
    relevance = r.integers(0, 4, 60)
    sure = np.array([[1.0, 0.0], [0.0, 1.0], [0.0, 1.0], [1.0, 0.0]])
    cases = [
        classification("binary", y2, p2, positive=1),
        classification("binary, first class positive", y2, p2, positive=0),
        classification("binary, tied scores and another threshold", y2, np.stack([1 - tied, tied], 1), positive=1,
                       threshold=0.3),
        classification("binary, weighted", y2, p2, weights=w, positive=1),
        classification("binary, tied and weighted", y2, np.stack([1 - tied, tied], 1), weights=w, positive=1),
        classification("binary, sure and wrong", np.array([0, 1, 0, 1]), sure, positive=1),
        classification("binary, nobody positive by the threshold", y2, p2 * 0 + [[0.9, 0.1]], positive=1),
        classification("four classes", y4, p4),
        classification("four classes, weighted", y4, p4, weights=r.gamma(2.0, size=150)),
        classification("four classes, a fifth absent from the truth", y4, p5),
        classification("four classes, one never answered", y4, np.where(np.arange(4) == 2, 0.0, p4)
                       / np.where(np.arange(4) == 2, 0.0, p4).sum(axis=1, keepdims=True)),
        regression("regression", yr, pr),
        regression("regression, weighted", yr, pr, weights=r.gamma(2.0, size=100)),
        regression("regression, worse than the mean", yr, yr[::-1].copy()),
        regression("regression, zeros and negatives in the truth", np.round(yr - 5), pr - 5),
        regression("ranking, ties in truth and answers", relevance, np.round(relevance + r.normal(size=60))),
    ]
    print(json.dumps({"cases": cases}, indent=None, separators=(",", ":")).replace('{"name"', '\n{"name"'))


main()
