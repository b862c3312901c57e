# SPDX-License-Identifier: GPL-3.0-or-later
"""Functions and spaces of hpo.py: NAME -> (function of a dict of active values, parameters, optimum or None).

A parameter is a dict as `leptune-cli optimize` takes it, conditions as when={parent: [values]}. The names in
BENCH are what hpo_compare.py reports. Settings of the sampler were chosen on those in HELD_OUT; results on BENCH were
seen meanwhile, and branin's seed 0 (a unit test) is where clusters of trials were found to spoil the transform.
"""
import math

import numpy as np


def real(name, low, high, log=False, **more):
    return dict(name=name, type="float", low=low, high=high, log=log, **more)


def whole(name, low, high, log=False, **more):
    return dict(name=name, type="int", low=low, high=high, log=log, **more)


def choice(name, choices, **more):
    return dict(name=name, type="categorical", choices=choices, **more)


def box(function, low, high, dimensions):
    names = [f"x{i}" for i in range(dimensions)]
    return lambda v: float(function(np.array([v[n] for n in names]))), [real(n, low, high) for n in names]


def branin(v):
    a, b = v["x0"], v["x1"]
    return ((b - 5.1 / (4 * math.pi ** 2) * a * a + 5 / math.pi * a - 6) ** 2
            + 10 * (1 - 1 / (8 * math.pi)) * math.cos(a) + 10)


H_A = np.array([[10, 3, 17, 3.5, 1.7, 8], [.05, 10, 17, .1, 8, 14], [3, 3.5, 1.7, 10, 17, 8], [17, 8, .05, 10, .1, 14]])
H_P = 1e-4 * np.array([[1312, 1696, 5569, 124, 8283, 5886], [2329, 4135, 8307, 3736, 1004, 9991],
                       [2348, 1451, 3522, 2883, 3047, 6650], [4047, 8828, 8732, 5743, 1091, 381]])


def hartmann6(x):
    return -np.array([1, 1.2, 3, 3.2]) @ np.exp(-(H_A * (x - H_P) ** 2).sum(1))


def ackley(x):
    return (-20 * np.exp(-.2 * np.sqrt((x * x).mean())) - np.exp(np.cos(2 * np.pi * x).mean()) + 20 + math.e)


def levy(x):
    w = 1 + (x - 1) / 4
    return (np.sin(np.pi * w[0]) ** 2 + ((w[:-1] - 1) ** 2 * (1 + 10 * np.sin(np.pi * w[:-1] + 1) ** 2)).sum()
            + (w[-1] - 1) ** 2 * (1 + np.sin(2 * np.pi * w[-1]) ** 2))


def rosenbrock(x):
    return (100 * (x[1:] - x[:-1] ** 2) ** 2 + (1 - x[:-1]) ** 2).sum()


def mixed(v):
    rate, width, reg = math.log10(v["x0"]), math.log2(v["x1"]), math.log10(v["x3"])
    level = dict(a=0.6, b=0.0, c=0.9, d=0.3)[v["x2"]]
    return ((rate + 2.3) ** 2 + .3 * (width - 6.5) ** 2 + level * (1 + .5 * abs(rate + 2)) + .1 * (reg + 4) ** 2
            + .2 * math.sin(3 * width))


MIXED = [real("x0", 1e-5, 1, True), whole("x1", 4, 1024, True), choice("x2", list("abcd")), real("x3", 1e-8, 1e-1, True)]

# Six families, 30 parameters, two of them shared by all, conditions nested once.
FAMILIES = ["linear", "knn", "svm", "forest", "boost", "net"]


def of(family):
    return dict(when={"family": [family]})


CASH = [
    choice("family", FAMILIES), choice("scaler", ["none", "standard", "robust"]), real("keep", 0.1, 1.0),
    choice("penalty", ["l1", "l2", "elastic"], **of("linear")), real("linear_c", 1e-4, 1e3, True, **of("linear")),
    real("l1_share", 0, 1, when={"penalty": ["elastic"]}),
    whole("neighbours", 1, 100, True, **of("knn")), choice("weights", ["uniform", "distance"], **of("knn")),
    real("power", 1, 4, **of("knn")),
    choice("kernel", ["rbf", "poly"], **of("svm")), real("svm_c", 1e-3, 1e3, True, **of("svm")),
    real("gamma", 1e-5, 10, True, **of("svm")), whole("degree", 2, 5, when={"kernel": ["poly"]}),
    whole("trees", 10, 1000, True, **of("forest")), real("features", 0.1, 1, **of("forest")),
    whole("leaf_rows", 1, 50, True, **of("forest")), whole("depth", 2, 30, **of("forest")),
    real("rate", 1e-3, 1, True, **of("boost")), whole("rounds", 20, 2000, True, **of("boost")),
    whole("leaves", 4, 256, True, **of("boost")), real("rows", 0.3, 1, **of("boost")),
    real("columns", 0.3, 1, **of("boost")), real("l2", 1e-6, 1e2, True, **of("boost")),
    whole("layers", 1, 3, **of("net")), whole("width1", 8, 512, True, **of("net")),
    whole("width2", 8, 512, True, when={"layers": [2, 3]}), real("net_rate", 1e-5, 1e-1, True, **of("net")),
    real("decay", 1e-7, 1e-1, True, **of("net")), choice("activation", ["relu", "tanh", "gelu"], **of("net")),
    real("dropout", 0, 0.6, **of("net"))]
RIDGES = dict(boost=("rate", "rounds"), svm=("svm_c", "gamma"), net=("net_rate", "width1"), forest=("leaf_rows", "depth"))


def unit(parameter, value):
    low, high = parameter["low"], parameter["high"]
    if parameter["log"]:
        low, high, value = math.log(low), math.log(high), math.log(value)
    return (value - low) / (high - low)


def legal(parameter, at):
    low, high = parameter["low"], parameter["high"]
    value = low * (high / low) ** at if parameter["log"] else low + (high - low) * at
    return round(value) if parameter["type"] == "int" else value


def family_of(parameter):
    """The family that a parameter belongs to, None for shared ones."""
    while parameter and "when" in parameter:
        parent = next(iter(parameter["when"]))
        if parent == "family":
            return parameter["when"]["family"][0]
        parameter = next(p for p in CASH if p["name"] == parent)
    return None


def cash(instance):
    """A loss like that of learners: each family reaches its own floor, in a bowl with a ridge that levels off at the
    constant predictor's loss; choices cost a little, shared ones differently by family. Optimum: the best floor."""
    r = np.random.default_rng(1000 + instance)
    floors = dict(zip(FAMILIES, 0.10 + 0.12 * r.permutation(np.linspace(0, 1, len(FAMILIES))) ** 1.5))
    numbers = [p for p in CASH if p["type"] != "categorical"]
    best, weight, cost = {}, {}, {}
    for family in FAMILIES:
        for p in numbers:
            if family_of(p) in (None, family):
                value = legal(p, r.uniform(0.15, 0.85))
                best[family, p["name"]] = unit(p, value)
                weight[family, p["name"]] = math.exp(r.normal(0.3, 1.0)) * (0.3 if family_of(p) is None else 1.0)
        for p in CASH:
            if p["type"] == "categorical" and p["name"] != "family" and family_of(p) in (None, family):
                costs = r.gamma(1.0, 0.15, len(p["choices"]))
                cost[family, p["name"]] = dict(zip(p["choices"], costs - costs.min()))
    ridge = {f: r.uniform(4, 12) * r.choice([-1, 1]) for f in RIDGES}

    def loss(v):
        family = v["family"]
        away = {n: unit(p, v[n]) - best[family, n] for n, p in ((p["name"], p) for p in numbers) if n in v}
        q = sum(weight[family, n] * 3 * d * d for n, d in away.items())
        q += sum(cost[family, p["name"]][v[p["name"]]] for p in CASH if (family, p["name"]) in cost and p["name"] in v)
        if family in RIDGES:
            a, b = RIDGES[family]
            q += abs(ridge[family]) * (away[a] + math.copysign(0.7, ridge[family]) * away[b]) ** 2
        return floors[family] + (0.5 - floors[family]) * (1 - math.exp(-q))
    return loss, CASH, min(floors.values())


def rotated(function, low, high, dimensions, seed):
    """The function on axes turned and moved at random; its optimum stays inside."""
    r = np.random.default_rng(seed)
    turn, _ = np.linalg.qr(r.normal(size=(dimensions, dimensions)))
    shift = r.uniform(low + 0.25 * (high - low), high - 0.25 * (high - low), dimensions)
    return box(lambda x: function(turn @ (x - shift)), low, high, dimensions)


def skewed(function, low, high, dimensions, power):
    """The function on ranges that were given without a logarithm where they want one: x_i goes as u_i ^ (power or
    1 / power)."""
    powers = np.where(np.arange(dimensions) % 2 == 0, power, 1 / power)
    return box(lambda u: function(low + (high - low) * u ** powers), 0, 1, dimensions)


def rastrigin(x):
    return (x * x - 10 * np.cos(2 * np.pi * x) + 10).sum()


def styblinski(x):
    return 0.5 * (x ** 4 - 16 * x * x + 5 * x).sum() + 39.16616570377142 * len(x)


def ellipsoid(x):
    return (10.0 ** (4 * np.arange(len(x)) / (len(x) - 1)) * x * x).sum()


def camel(x):
    return (4 - 2.1 * x[0] ** 2 + x[0] ** 4 / 3) * x[0] ** 2 + x[0] * x[1] + 4 * (x[1] ** 2 - 1) * x[1] ** 2 + 1.031628453489877


def net(v):
    """Training loss of a net that diverges where the rate is high; flat where the width is large."""
    rate, width, depth, drop = math.log10(v["rate"]), math.log2(v["width"]), v["depth"], v["drop"]
    diverge = 30 / (1 + math.exp(-6 * (rate + 1.2 + 0.1 * depth)))
    bend = dict(sgd=1.2, adam=0.0)[v["optimiser"]]
    return (diverge + (rate + 2.8 - 0.8 * bend) ** 2 * 0.3 + 2 ** (-(width - 3) / 2) + 0.15 * abs(depth - 3) + bend * 0.2
            + 2 * (drop - 0.2 - 0.02 * width) ** 2)


NET = [real("rate", 1e-5, 1, True), whole("width", 8, 1024, True), whole("depth", 1, 8), real("drop", 0, 0.8),
       choice("optimiser", ["sgd", "adam"])]

BENCH = {
    "branin": (branin, [real("x0", -5, 10), real("x1", 0, 15)], 0.397887), "hartmann6": (*box(hartmann6, 0, 1, 6), -3.32237),
    "ackley5": (*box(ackley, -15, 30, 5), 0.0), "levy8": (*box(levy, -10, 10, 8), 0.0),
    "rosen4": (*box(rosenbrock, -2, 2, 4), 0.0), "mixed4": (mixed, MIXED, None), "cash30a": cash(1), "cash30b": cash(2)}
HELD_OUT = {
    "rastrigin3": (*rotated(rastrigin, -5, 5, 3, 1), 0.0), "styblinski5": (*box(styblinski, -5, 5, 5), 0.0),
    "ellipsoid6": (*rotated(ellipsoid, -3, 3, 6, 2), 0.0), "camel2": (*box(camel, -2, 2, 2), 0.0),
    "ackley25": (*rotated(ackley, -5, 10, 25, 3), 0.0), "levy4r": (*rotated(levy, -8, 8, 4, 4), 0.0),
    "rosen8": (*box(rosenbrock, -2, 2, 8), 0.0), "net5": (net, NET, None),
    "levy4s": (*skewed(levy, -10, 10, 4, 4), 0.0), "rosen3s": (*skewed(rosenbrock, -2, 2, 3, 3), 0.0),
    "hartmann6s": (*skewed(hartmann6, 0, 1, 6, 3), -3.32237),
    **{f"cash30.{i}": cash(i) for i in range(11, 17)}}
SPACES = {**BENCH, **HELD_OUT}
