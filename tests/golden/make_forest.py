# SPDX-License-Identifier: GPL-3.0-or-later
# python make_forest.py > forest.json       (numpy, scikit-learn)
# Scores of scikit-learn's forests on rows that tst_forest.cpp makes from the same random stream.
import json
import math

import numpy as np
import sklearn
from sklearn.ensemble import (ExtraTreesClassifier, ExtraTreesRegressor, RandomForestClassifier,
                              RandomForestRegressor)

MASK = (1 << 64) - 1


def rotl(x, k):
    return ((x << k) | (x >> (64 - k))) & MASK


def split_mix(state):
    state = (state + 0x9E3779B97F4A7C15) & MASK
    z = state
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
    return state, z ^ (z >> 31)


def mix(a, b):
    _, first = split_mix(a)
    return split_mix(first ^ rotl(b, 32))[1]


class RandomStream:
    """core/base/random.h: xoshiro256++."""

    def __init__(self, seed):
        state = mix(mix(seed, 0), 0)
        self.s = []
        for _ in range(4):
            state, word = split_mix(state)
            self.s.append(word)

    def uniform(self):
        s = self.s
        result = (rotl((s[0] + s[3]) & MASK, 23) + s[0]) & MASK
        t = (s[1] << 17) & MASK
        s[2] ^= s[0]
        s[3] ^= s[1]
        s[1] ^= s[2]
        s[0] ^= s[3]
        s[2] ^= t
        s[3] = rotl(s[3], 45)
        return (result >> 11) * 2.0 ** -53


def make(rows):
    random = RandomStream(77)
    x = np.array([[random.uniform() for _ in range(11)] for _ in range(rows)])
    score = (np.sin(6 * x[:, 0]) + 4 * x[:, 1] * x[:, 2] + (x[:, 3] > 0.6) - x[:, 4]
             + 0.6 * (x[:, 10] - 0.5))
    return x[:, :10], score


def classes(score, count):
    return np.clip(np.floor((score + 0.2) / 2.6 * count), 0, count - 1).astype(int)


def main():
    rows, train = 2000, 1500
    x, score = make(rows)
    share = 1 / math.sqrt(10)
    result = {"sklearn": sklearn.__version__, "checksum": float(score.sum()), "scores": {}}
    for name, count in (("binary", 2), ("three classes", 3), ("regression", 0)):
        y = classes(score, count) if count else score
        random, extra = ((RandomForestClassifier, ExtraTreesClassifier) if count else
                         (RandomForestRegressor, ExtraTreesRegressor))
        for kind, model, features in (("forest", random, share if count else 0.6),
                                      ("extra", extra, 0.75)):
            values = [model(100, max_features=features, random_state=seed)
                      .fit(x[:train], y[:train]).score(x[train:], y[train:]) for seed in range(5)]
            result["scores"][f"{kind} {name}"] = {"mean": float(np.mean(values)),
                                                  "deviation": float(np.std(values))}
    print(json.dumps(result, indent=1))


main()
