# SPDX-License-Identifier: GPL-3.0-or-later
"""CPU time of one proposal of `leptune-cli optimize` after 60, 100 and 500 told trials; prints search.md.

Run, with nothing else beside it:
    LEPTUNE_CLI=build/bin/leptune-cli python tests/bench/search_ask.py > tests/bench/search.md
Regrets stand in hpo.md.
"""
import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

CLI = os.environ["LEPTUNE_CLI"]
BARS = {60: 3, 100: 8, 500: 60}  # told trials: milliseconds
AROUND = 5


def cpu_seconds(pid):
    """The main thread's, which is the only one; nanoseconds from the scheduler."""
    return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) * 1e-9


def hartmann6(x):
    a = [[10, 3, 17, 3.5, 1.7, 8], [.05, 10, 17, .1, 8, 14], [3, 3.5, 1.7, 10, 17, 8], [17, 8, .05, 10, .1, 14]]
    p = [[1312, 1696, 5569, 124, 8283, 5886], [2329, 4135, 8307, 3736, 1004, 9991],
         [2348, 1451, 3522, 2883, 3047, 6650], [4047, 8828, 8732, 5743, 1091, 381]]
    terms = [sum(a[i][j] * (x[j] - 1e-4 * p[i][j]) ** 2 for j in range(6)) for i in range(4)]
    return -sum(c * 2.718281828459045 ** -t for c, t in zip([1, 1.2, 3, 3.2], terms))


def ask_milliseconds(seed):
    """{told: [ms, ...]}: CPU of telling trial t and asking for trial t + 1, for t about each bar's."""
    space = dict(parameters=[dict(name=f"x{i}", type="float", low=0, high=1) for i in range(6)])
    last = max(BARS) + AROUND
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump(space, file)
        file.flush()
        process = subprocess.Popen([CLI, "optimize", "--space", file.name, "--trials", str(last + 2), "--seed",
                                    str(seed)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        times = {bar: [] for bar in BARS}
        asked = json.loads(process.stdout.readline())
        for told in range(1, last + 1):
            before = cpu_seconds(process.pid)
            value = hartmann6(list(asked["parameters"].values()))
            process.stdin.write(json.dumps(dict(trial=asked["trial"], value=value)) + "\n")
            process.stdin.flush()
            asked = json.loads(process.stdout.readline())
            for bar, list_ in times.items():
                if abs(told - bar) <= AROUND:
                    list_.append(1000 * (cpu_seconds(process.pid) - before))
        process.kill()
    return times


def main():
    runs = [ask_milliseconds(seed) for seed in range(3)]
    print("# Search: cost of a proposal\n")
    print("Made by `tests/bench/search_ask.py`: telling a trial and asking for the next, CPU milliseconds, hartmann6 "
          f"(6 dimensions), 3 seeds, told trials within {AROUND} of the number. Regrets: hpo.md.\n")
    print("| told | mean | median | greatest | bar (mean) |\n|---|---|---|---|---|")
    for bar, limit in BARS.items():
        times = [t for run in runs for t in run[bar]]
        print(f"| {bar} | {statistics.mean(times):.1f} | {statistics.median(times):.1f} | {max(times):.1f} | {limit} |")


main()
