# SPDX-License-Identifier: GPL-3.0-or-later
"""Cross-validated score, CPU seconds and model bytes of a family with and without derived features.

usage: compare.py BENCH_DERIVED DATA CACHE.json [--family symmetric] [--folds 5] [--count 24] [--every 3]
                  [--first 0] [--table OUT.md] [--skip NAMES]

Takes every third shared table of 1,000 to 20,000 rows, in the order of their names. Results are kept in
CACHE.json, so that a run can be resumed. `gain` is how much of the way from the score without to a
perfect one was gone (share of the error that went away), a paired t over the folds beside it.
"""
import argparse, json, math, os, subprocess


def tables(data, every, first):
    metas = []
    for name in sorted(os.listdir(data)):
        path = os.path.join(data, name, "meta.json")
        if os.path.exists(path):
            meta = json.load(open(path))
            if meta.get("modality") in ("table", "timeseries") and 1000 <= (meta.get("rows") or 0) <= 20000:
                metas.append((name, meta))
    return metas[first::every]


def measure(program, data, name, meta, family, folds, count):
    file = next(f for f in sorted(os.listdir(os.path.join(data, name))) if ".csv" in f)
    command = [program, family, os.path.join(data, name, file), meta["target"], meta["task"], str(folds), "0", str(count)]
    done = subprocess.run(command, capture_output=True, text=True)
    return json.loads(done.stdout) if done.returncode == 0 else {"failure": done.stderr.strip()}


def row(name, result, count):
    if "failure" in result:
        return f"| {name} | {result['failure']} |||||||", None
    without, with_ = result["0"], result[str(count)]
    sign = 1 if result["metric"] in ("auc", "accuracy", "r2") else -1
    error = lambda score: 1 - score if sign > 0 else score
    gains = [(error(a) - error(b)) / error(a) for a, b in zip(without["scores"], with_["scores"])]
    mean = sum(gains) / len(gains)
    spread = math.sqrt(sum((g - mean) ** 2 for g in gains) / max(1, len(gains) - 1) / len(gains))
    average = lambda scores: sum(scores) / len(scores)
    used = average([len(d) for d in with_["derived"]])
    text = (f"| {name} | {result['rows']} | {result['metric']} | {average(without['scores']):.5g} | "
            f"{average(with_['scores']):.5g} | {100 * mean:+.2f} % | {mean / spread if spread else 0:+.1f} | {used:.1f} | "
            f"{without['cpu']:.2f} | {with_['cpu']:.2f} | {without['bytes'] / 1e3:.0f} | {with_['bytes'] / 1e3:.0f} |")
    return text, (mean, without["cpu"], with_["cpu"], without["bytes"], with_["bytes"])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("data")
    parser.add_argument("cache")
    parser.add_argument("--family", default="symmetric")
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--count", type=int, default=24)
    parser.add_argument("--every", type=int, default=3)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--table", default="")
    parser.add_argument("--skip", default="", help="tables left out, by commas")
    arguments = parser.parse_args()
    cache = json.load(open(arguments.cache)) if os.path.exists(arguments.cache) else {}
    lines = ["| table | rows | metric | without | with | error gone | t | features | CPU s | with | kB | with |",
             "|---|---|---|---|---|---|---|---|---|---|---|---|"]
    numbers = []
    for name, meta in tables(arguments.data, arguments.every, arguments.first):
        if name in arguments.skip.split(","):
            continue
        if name not in cache:
            cache[name] = measure(arguments.program, arguments.data, name, meta, arguments.family,
                                  arguments.folds, arguments.count)
            json.dump(cache, open(arguments.cache, "w"), indent=1)
        text, values = row(name, cache[name], arguments.count)
        print(text, flush=True)
        lines.append(text)
        if values:
            numbers.append(values)
    mean = sum(n[0] for n in numbers) / len(numbers)
    ratio = lambda a, b: math.exp(sum(math.log(n[b] / n[a]) for n in numbers) / len(numbers))
    better, worse = sum(n[0] > 1e-4 for n in numbers), sum(n[0] < -1e-4 for n in numbers)
    lines.append(f"\nMean share of the error that went away {100 * mean:+.2f} %; better on {better}, worse on {worse} of "
                 f"{len(numbers)} tables; CPU time x {ratio(1, 2):.2f}, bytes x {ratio(3, 4):.2f} (geometric means).")
    print(lines[-1])
    if arguments.table:
        open(arguments.table, "w").write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
