# SPDX-License-Identifier: GPL-3.0-or-later
"""Golden values for core/search: make_search.py > search.json (scikit-learn 1.9.1, scipy 1.17.1)."""
import json
import math

import numpy as np
from scipy import integrate, stats
from sklearn.gaussian_process import GaussianProcessRegressor
from sklearn.gaussian_process.kernels import ConstantKernel, Matern


def gaussian_process():
    random = np.random.default_rng(7)
    points = random.uniform(size=(24, 3)).round(6)
    noise = random.uniform(0, 0.05, size=24).round(6)
    targets = (np.sin(5 * points[:, 0]) + points[:, 1] ** 2 + 0.1 * random.normal(size=24)).round(6)
    lengths, common, signal = [0.3, 0.8, 2.0], 0.01, 1.7
    kernel = ConstantKernel(signal) * Matern(lengths, nu=2.5) + ConstantKernel(1.0)
    model = GaussianProcessRegressor(kernel, alpha=noise + common, optimizer=None).fit(points, targets)
    queries = random.uniform(-0.2, 1.2, size=(10, 3)).round(6)
    mean, deviation = model.predict(queries, return_std=True)
    return dict(points=points.tolist(), noise=noise.tolist(), targets=targets.tolist(), lengths=lengths,
                common=common, signal=signal, queries=queries.tolist(), mean=mean.tolist(),
                variance=(deviation ** 2).tolist())


def log_improvement(z):
    """log of the integral of t phi(t - z), t > 0; scaled so that nothing underflows."""
    scale = max(1.0, -z)
    value, _ = integrate.quad(lambda s: s * math.exp(z * s / scale - 0.5 * (s / scale) ** 2), 0,
                              60 if z < 0 else 10 + 3 * z, epsabs=0, epsrel=1e-13, limit=500)
    return math.log(value) - 2 * math.log(scale) - 0.5 * z * z - 0.5 * math.log(2 * math.pi)


def power_transform():
    random = np.random.default_rng(3)
    values = -np.exp(random.normal(2, 1.5, size=40)).round(6)
    scaled = (values - np.median(values)) / (np.quantile(values, 0.75) - np.quantile(values, 0.25))
    transformed, exponent = stats.yeojohnson(scaled)
    return dict(values=values.tolist(), exponent=exponent,
                standardised=((transformed - transformed.mean()) / transformed.std()).tolist())


zs = [-1000, -200, -60, -49, -36, -20, -5, -1.5, -1, -0.99, 0, 0.5, 2, 6]
print(json.dumps(dict(gaussian_process=gaussian_process(),
                      log_improvement=[dict(z=z, value=log_improvement(z)) for z in zs],
                      power_transform=power_transform()), indent=1))
