# SPDX-License-Identifier: GPL-3.0-or-later
"""Golden values for core/model/explain: make_explain.py > explain.json (scikit-learn 1.9.1).

Permutation importance of a linear model that is known exactly, with noise on the truth and two columns
that go together; shuffles differ from ours, so means are compared within their errors."""
import json

import numpy
from sklearn.inspection import partial_dependence, permutation_importance
from sklearn.linear_model import LinearRegression

ROWS, REPEATS = 400, 60
WEIGHTS = [1.5, -0.75, 3.0, 0.0]

source = numpy.random.default_rng(7)
cells = source.normal(size=(ROWS, len(WEIGHTS)))
cells[:, 1] += 0.8 * cells[:, 0]
cells = cells.round(4)
truth = (cells @ WEIGHTS + source.normal(scale=0.5, size=ROWS)).round(4)
model = LinearRegression()
model.coef_, model.intercept_, model.n_features_in_ = numpy.array(WEIGHTS), 0.0, len(WEIGHTS)
found = permutation_importance(model, cells, truth, scoring="neg_root_mean_squared_error",
                               n_repeats=REPEATS, random_state=1)
grid = partial_dependence(model, cells, [0], custom_values={0: numpy.array([-1.0, 0.0, 1.0])},
                          method="brute")
print(json.dumps(dict(
    weights=WEIGHTS, columns=cells.T.tolist(), truth=truth.tolist(), repeats=REPEATS,
    means=found.importances_mean.round(6).tolist(), deviations=found.importances_std.round(6).tolist(),
    grid=[-1.0, 0.0, 1.0], average=grid["average"][0].round(6).tolist()), separators=(",", ":")).replace("],", "],\n"))
