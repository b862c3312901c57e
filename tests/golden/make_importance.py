# SPDX-License-Identifier: GPL-3.0-or-later
"""Golden values for core/search/importance: make_importance.py > importance.json
(Optuna 5.0.0, scikit-learn 1.9.1).

Optuna spreads a log parameter evenly over its raw range, we over its logarithm, as the search does; so
Optuna is told the exponent of `rate` as a float of its own. Optuna codes choices one-hot, we by index:
with a choice that has two answers only (one against the others) both measures nearly agree."""
import json
import math
import random
import warnings

import optuna

warnings.filterwarnings("ignore")
optuna.logging.set_verbosity(optuna.logging.ERROR)
TRIALS = 160
KERNELS = ["linear", "poly", "rbf"]


def mostly_rate(t):
    return (math.log10(t["rate"]) + 2.0) ** 2 + 3.0 * t["share"] + 0.15 * t["depth"]


def mostly_kernel(t):
    return (2.0 if t["kernel"] == "rbf" else 0.0) + 2.0 * t["share"] + 0.15 * t["depth"]


def interaction(t):
    gate = 1.0 if t["depth"] >= 6 else 0.25
    return gate * (4.0 * t["share"] + 0.5 * math.log10(t["rate"]))


def draw(source):
    return dict(share=round(source.uniform(0, 1), 6), rate=float("%.6g" % 10 ** source.uniform(-4, 0)),
                depth=source.randint(2, 9), kernel=source.choice(KERNELS))


def importances(trials, values, seed):
    ranges = dict(share=optuna.distributions.FloatDistribution(0, 1),
                  rate=optuna.distributions.FloatDistribution(-4, 0),
                  depth=optuna.distributions.IntDistribution(2, 9),
                  kernel=optuna.distributions.CategoricalDistribution(KERNELS))
    study = optuna.create_study(direction="maximize")
    for trial, value in zip(trials, values):
        study.add_trial(optuna.trial.create_trial(
            params=dict(trial, rate=math.log10(trial["rate"])), distributions=ranges, value=value))
    found = optuna.importance.get_param_importances(
        study, evaluator=optuna.importance.FanovaImportanceEvaluator(seed=seed))
    return {name: found[name] for name in ranges}


def case(name, objective, seed):
    source = random.Random(seed)
    trials = [draw(source) for _ in range(TRIALS)]
    values = [round(objective(trial) + source.gauss(0, 0.05), 6) for trial in trials]
    return dict(name=name, trials=trials, values=values,
                importances={k: round(v, 5) for k, v in importances(trials, values, seed).items()})


print(json.dumps([case("mostly the rate", mostly_rate, 1), case("mostly the kernel", mostly_kernel, 2),
                  case("an interaction", interaction, 3)], separators=(",", ":")).replace("},{", "},\n{"))
