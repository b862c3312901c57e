# SPDX-License-Identifier: GPL-3.0-or-later
# python make_booster.py > booster.json       (numpy, pandas, catboost)
# Test losses of CatBoost's default configuration (its own learning rate, 1000 rounds of depth 6) on
# rows that tst_booster_golden.cpp makes from the same random stream.
import json

import catboost
import numpy as np
import pandas as pd

MASK = (1 << 64) - 1
ROWS, TRAIN = 2500, 1750


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


def make():
    random = RandomStream(78)
    x = np.array([[random.uniform() for _ in range(10)] for _ in range(ROWS)])
    few, many = np.floor(x[:, 6] * 12), np.floor(x[:, 7] * 40)
    score = (np.sin(6 * x[:, 0]) + 4 * x[:, 1] * x[:, 2] + (x[:, 3] > 0.6) - x[:, 4]
             + 0.4 * (few % 3) + 0.3 * (many % 5) + 2.0 * (x[:, 8] - 0.5))
    frame = pd.DataFrame({f"x{c}": x[:, c] for c in range(6)})
    frame.loc[x[:, 9] < 0.1, "x1"] = np.nan
    frame["few"] = [f"f{int(v)}" for v in few]
    frame["many"] = [f"m{int(v)}" for v in many]
    return frame, score


def classes(score, count):
    return np.clip(np.floor((score - 0.3) / 3.6 * count), 0, count - 1).astype(int)


def loss(truth, answer, count):
    if not count:
        return float(np.sqrt(np.mean((truth - answer) ** 2)))
    return float(-np.mean(np.log(np.clip(answer[np.arange(len(truth)), truth], 1e-15, 1))))


def main():
    frame, score = make()
    result = {"catboost": catboost.__version__, "checksum": float(score.sum()), "losses": {}}
    for name, count in (("binary", 2), ("three classes", 3), ("regression", 0)):
        y = classes(score, count) if count else score
        values = []
        for seed in range(5):
            kind = catboost.CatBoostClassifier if count else catboost.CatBoostRegressor
            options = {"loss_function": "MultiClass"} if count == 3 else {}
            model = kind(random_seed=seed, thread_count=1, verbose=0, allow_writing_files=False,
                         **options)
            model.fit(frame[:TRAIN], y[:TRAIN], cat_features=["few", "many"])
            answer = model.predict_proba(frame[TRAIN:]) if count else model.predict(frame[TRAIN:])
            values.append(loss(y[TRAIN:], answer, count))
        if count:
            share = np.bincount(y[:TRAIN], minlength=count) / TRAIN
            constant = loss(y[TRAIN:], np.tile(share, (ROWS - TRAIN, 1)), count)
        else:
            constant = loss(y[TRAIN:], np.full(ROWS - TRAIN, y[:TRAIN].mean()), 0)
        result["losses"][name] = {"mean": float(np.mean(values)),
                                  "deviation": float(np.std(values)), "constant": constant}
    print(json.dumps(result, indent=1))


main()
