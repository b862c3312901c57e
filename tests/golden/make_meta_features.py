# SPDX-License-Identifier: GPL-3.0-or-later
"""Golden values for core/metalearn: python make_meta_features.py > meta_features.json (numpy, scipy)."""
import json
import numpy as np
from scipy import stats

rng = np.random.default_rng(4)
a = np.round(rng.lognormal(0, 0.8, 60), 4)
b = np.round(0.5 * a + rng.normal(0, 1, 60), 4)
y = np.round(2 * a - b + rng.normal(0, 0.5, 60), 4)
label = (y > np.quantile(y, 0.7)).astype(int)
between = sum((label == c).mean() * (a[label == c].mean() - a.mean()) ** 2 for c in (0, 1))
share = label.mean()
golden = {
    "a": a.tolist(), "b": b.tolist(), "y": y.tolist(), "label": label.tolist(),
    "skew_a": stats.skew(a), "kurtosis_a": stats.kurtosis(a),
    "correlation": stats.pearsonr(a, b)[0],
    "target_correlation": stats.pearsonr(a, y)[0],
    "class_link": float(np.sqrt(between / a.var())),
    "class_entropy": stats.entropy([share, 1 - share], base=2),
    "outliers_a": float(np.mean((a > np.sort(a)[45] + 3 * (np.sort(a)[45] - np.sort(a)[15]))
                                | (a < np.sort(a)[15] - 3 * (np.sort(a)[45] - np.sort(a)[15])))),
}
print(json.dumps({k: v if isinstance(v, list) else float(v) for k, v in golden.items()}, indent=1))
