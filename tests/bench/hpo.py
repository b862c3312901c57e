# SPDX-License-Identifier: GPL-3.0-or-later
"""Regret of black-box optimisers on fixed functions: hpo.py SYSTEM FUNCTION EVALS SEED -> one JSON line.

SYSTEM: random | optuna-tpe | optuna-gtpe | optuna-gp | smac | leptune. FUNCTION: a name in hpo_functions.py.
think_ms is CPU time (asking and telling) a trial. leptune speaks the ask/tell protocol of `leptune-cli optimize`
(LEPTUNE_CLI): one JSON object a line on stdin and stdout. Every system is told the conditions in its own way.
"""
import json
import logging
import math
import os
import resource
import subprocess
import sys
import tempfile
import time
import warnings

import numpy as np

from hpo_functions import SPACES

warnings.filterwarnings("ignore")


def is_active(parameter, values):
    return all(parent in values and values[parent] in allowed for parent, allowed in parameter.get("when", {}).items())


def filled(space, draw):
    values = {}
    for parameter in space:
        if is_active(parameter, values):
            values[parameter["name"]] = draw(parameter)
    return values


def draw_random(r, p):
    if p["type"] == "categorical":
        return p["choices"][r.integers(len(p["choices"]))]
    low, high = p["low"], p["high"]
    value = math.exp(r.uniform(math.log(low), math.log(high))) if p["log"] else r.uniform(low, high)
    return round(value) if p["type"] == "int" else value


class Random:
    def __init__(self, space, n, seed):
        self.space, self.r = space, np.random.default_rng(seed)

    def ask(self):
        return filled(self.space, lambda p: draw_random(self.r, p))

    def tell(self, y):
        pass


class Optuna:
    def __init__(self, space, n, seed, make):
        import optuna
        optuna.logging.set_verbosity(optuna.logging.ERROR)
        self.space, self.study = space, optuna.create_study(sampler=make(optuna.samplers, seed))

    def suggest(self, p):
        if p["type"] == "categorical":
            return self.trial.suggest_categorical(p["name"], p["choices"])
        suggest = self.trial.suggest_int if p["type"] == "int" else self.trial.suggest_float
        return suggest(p["name"], p["low"], p["high"], log=p["log"])

    def ask(self):
        self.trial = self.study.ask()
        return filled(self.space, self.suggest)

    def tell(self, y):
        self.study.tell(self.trial, y)


class Smac:
    def __init__(self, space, n, seed):
        logging.disable(logging.CRITICAL)
        from ConfigSpace import AndConjunction, Categorical, ConfigurationSpace, Float, InCondition, Integer
        from smac import BlackBoxFacade, HyperparameterOptimizationFacade, Scenario
        configurations = ConfigurationSpace(seed=seed)
        for p in space:
            if p["type"] == "categorical":
                configurations.add(Categorical(p["name"], p["choices"]))
            else:
                kind = Integer if p["type"] == "int" else Float
                configurations.add(kind(p["name"], (p["low"], p["high"]), log=p["log"]))
        for p in space:
            conditions = [InCondition(configurations[p["name"]], configurations[parent], allowed)
                          for parent, allowed in p.get("when", {}).items()]
            if conditions:
                configurations.add(conditions[0] if len(conditions) == 1 else AndConjunction(*conditions))
        self.folder = tempfile.TemporaryDirectory()
        scenario = Scenario(configurations, n_trials=n, seed=seed, deterministic=True, output_directory=self.folder.name)
        facade = BlackBoxFacade if all(p["type"] == "float" for p in space) else HyperparameterOptimizationFacade
        self.optimiser = facade(scenario, lambda c, seed=0: 0.0, overwrite=True)

    def ask(self):
        self.info = self.optimiser.ask()
        plain = {str: str, np.str_: str}
        return {k: plain.get(type(v), lambda x: x)(v) for k, v in dict(self.info.config).items()}

    def tell(self, y):
        from smac.runhistory.dataclasses import TrialValue
        self.optimiser.tell(self.info, TrialValue(cost=y))


class Leptune:
    def __init__(self, space, n, seed):
        with tempfile.NamedTemporaryFile("w", suffix=".json", delete=False) as file:
            json.dump({"direction": "minimize", "parameters": space}, file)
        self.path = file.name
        self.process = subprocess.Popen(
            [os.environ["LEPTUNE_CLI"], "optimize", "--space", file.name, "--trials", str(n), "--seed", str(seed)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def ask(self):
        line = json.loads(self.process.stdout.readline())
        self.trial = line["trial"]
        return line["parameters"]

    def tell(self, y):
        self.process.stdin.write(json.dumps({"trial": self.trial, "value": y}) + "\n")
        self.process.stdin.flush()

    def seconds(self):
        self.process.stdin.close()
        self.process.wait(timeout=60)
        os.unlink(self.path)
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        return used.ru_utime + used.ru_stime


SYSTEMS = {
    "random": Random, "smac": Smac, "leptune": Leptune,
    "optuna-tpe": lambda *a: Optuna(*a, lambda samplers, seed: samplers.TPESampler(seed=seed)),
    "optuna-gtpe": lambda *a: Optuna(*a, lambda samplers, seed: samplers.TPESampler(seed=seed, multivariate=True, group=True)),
    "optuna-gp": lambda *a: Optuna(*a, lambda samplers, seed: samplers.GPSampler(seed=seed))}


def run(system, name, n, seed):
    function, space, optimum = SPACES[name]
    optimiser = SYSTEMS[system](space, n, seed)
    values, think = [], 0.0
    for _ in range(n):
        start = time.process_time()
        asked = optimiser.ask()
        think += time.process_time() - start
        values.append(float(function(asked)))
        start = time.process_time()
        optimiser.tell(values[-1])
        think += time.process_time() - start
    if isinstance(optimiser, Leptune):
        think = optimiser.seconds()
    best = np.minimum.accumulate(values)
    at = {f"best{k}": best[min(k, n) - 1] for k in (25, 50, 60, 100)}
    return {"system": system, "function": name, "seed": seed, "n": n, **at, "optimum": optimum,
            "think_ms": round(1000 * think / n, 2)}


if __name__ == "__main__":
    print(json.dumps(run(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))))
