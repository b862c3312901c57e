# SPDX-License-Identifier: GPL-3.0-or-later
"""Mean normalised score of a family beside CatBoost's default (peers.py has to have run).

usage: quality.py BENCH_BOOSTER CACHE LABEL [--family symmetric] [--only TABLE,...] [--jobs 2] [NAME=VALUE]...

Normalised score = (score - constant) / (the better one's score - constant), floored at -1. Results are
kept as CACHE/LABEL.json, so that a run can be resumed and compared with others.
"""
import argparse, json, os, subprocess
from concurrent.futures import ThreadPoolExecutor

import numpy as np


def fit(program, cache, key, family, options, rate):
    place = os.path.join(cache, key)
    meta = json.load(open(os.path.join(place, "meta.json")))
    if rate:
        base, power = (float(number) for number in rate.split(","))
        options = [*options, f"learning_rate={base * (meta['train_rows'] / 1e4) ** power}"]
    command = [program, "quality", family, str(meta["train_rows"]), os.path.join(place, "all.csv"),
               meta["target"], meta["task"], *options]
    done = subprocess.run(command, capture_output=True, text=True)
    return json.loads(done.stdout) if done.returncode == 0 else {"failure": done.stderr.strip()}


def normalised(entry, value):
    """Both systems' scores between the constant answer (0) and the better one (1)."""
    sign = 1 if entry["task"] == "binary" else -1
    gains = [sign * (v - entry["constant"]) for v in (value, entry["catboost"])]
    best = max(gains)
    return [max(-1.0, g / best) if best > 0 else 0.0 for g in gains]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("cache")
    parser.add_argument("label")
    parser.add_argument("--family", default="symmetric")
    parser.add_argument("--only", default="")
    parser.add_argument("--skip", default="")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--task", default="")
    parser.add_argument("--rate", default="", help="A,B: learning rate A (rows / 10,000)^B")
    parser.add_argument("--quiet", action="store_true")
    arguments, options = parser.parse_known_args()
    peers = json.load(open(os.path.join(arguments.cache, "catboost.json")))
    keys = [k for k in peers if not arguments.only or k.rsplit("-", 1)[0] in arguments.only.split(",")]
    keys = [k for k in keys if k.rsplit("-", 1)[0] not in arguments.skip.split(",")]
    keys = [k for k in keys if not arguments.task or peers[k]["task"] == arguments.task]
    path = os.path.join(arguments.cache, arguments.label + ".json")
    done = json.load(open(path)) if os.path.exists(path) else {}
    todo = [k for k in keys if k not in done]
    with ThreadPoolExecutor(arguments.jobs) as pool:
        work = lambda key: (key, fit(arguments.program, arguments.cache, key, arguments.family, options, arguments.rate))
        for key, result in pool.map(work, todo):
            done[key] = result
            json.dump(done, open(path, "w"), indent=1)
    rows = []
    for key in keys:
        if "value" not in done[key]:
            print(key, done[key])
            continue
        ours, theirs = normalised(peers[key], done[key]["value"])
        rows.append((ours - theirs, key, ours, theirs))
        if not arguments.quiet:
            print(f"{key:24} {peers[key]['task']:10} catboost {peers[key]['catboost']:10.5g} "
                  f"{arguments.label} {done[key]['value']:10.5g} normalised {theirs:.4f} {ours:.4f} "
                  f"rounds {done[key]['rounds']} cpu {done[key]['cpu']:.1f} / {peers[key]['seconds']}")
    tasks = {"all": rows}
    for row in rows:
        tasks.setdefault(peers[row[1]]["task"], []).append(row)
    for task, some in tasks.items():
        wins = np.mean([1.0 if r[0] > 1e-4 else 0.5 if r[0] > -1e-4 else 0.0 for r in some])
        print(f"{arguments.label:16} {task:10} {len(some):3} tables: {np.mean([r[2] for r in some]):.4f}, CatBoost "
              f"{np.mean([r[3] for r in some]):.4f}, difference {100 * np.mean([r[0] for r in some]):+.2f} %, "
              f"wins {100 * wins:.0f} %")


if __name__ == "__main__":
    main()
