# SPDX-License-Identifier: GPL-3.0-or-later
"""CPU time of one proposal and regret after 60 trials of `leptune-cli optimize`; prints search.md.

Run, with nothing else beside it:
    LEPTUNE_CLI=build/bin/leptune-cli python tests/bench/search_ask.py [SEEDS] > tests/bench/search.md
The regrets come from ../shared/bench/hpo.py; peers that are not installed are left out.
"""
import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

CLI = os.environ["LEPTUNE_CLI"]
HPO = Path(__file__).resolve().parents[3] / "shared/bench/hpo.py"
FUNCTIONS = ["branin", "hartmann6", "ackley5", "levy8", "rosen4", "mixed4"]
SYSTEMS = ["random", "optuna-tpe", "leptune"]
TRIALS = 60


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
    """CPU of telling trial t and asking for trial t + 1, for 90 to 110 told trials."""
    space = dict(parameters=[dict(name=f"x{i}", type="float", low=0, high=1) for i in range(6)])
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump(space, file)
        file.flush()
        process = subprocess.Popen([CLI, "optimize", "--space", file.name, "--trials", "112", "--seed", str(seed)],
                                   stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        times = []
        asked = json.loads(process.stdout.readline())
        for told in range(1, 112):
            before = cpu_seconds(process.pid)
            value = hartmann6(list(asked["parameters"].values()))
            process.stdin.write(json.dumps(dict(trial=asked["trial"], value=value)) + "\n")
            process.stdin.flush()
            asked = json.loads(process.stdout.readline())
            if 90 <= told <= 110:
                times.append(1000 * (cpu_seconds(process.pid) - before))
        process.kill()
    return times


def regret(system, function, seed):
    answer = subprocess.run([sys.executable, str(HPO), system, function, str(TRIALS), str(seed)],
                            capture_output=True, text=True)
    if answer.returncode != 0:
        return None
    line = json.loads(answer.stdout)
    return line["best60"] - (line["optimum"] or 0.0)


def main():
    seeds = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    times = [t for seed in range(3) for t in ask_milliseconds(seed)]
    print("# Search: cost of a proposal and regret\n")
    print("Made by `tests/bench/search_ask.py`.\n")
    print(f"One ask at 90 to 110 told trials in 6 dimensions (hartmann6, 3 seeds), CPU: mean "
          f"**{statistics.mean(times):.1f} ms**, median {statistics.median(times):.1f} ms, "
          f"greatest {max(times):.1f} ms. Bar: 8 ms.\n")
    print(f"Simple regret after {TRIALS} trials, median of {seeds} seeds (mixed4: value, its optimum is not known):\n")
    print("| function | " + " | ".join(SYSTEMS) + " |\n|---|" + "---|" * len(SYSTEMS))
    for function in FUNCTIONS:
        cells = []
        for system in SYSTEMS:
            found = [regret(system, function, seed) for seed in range(seeds)]
            cells.append("-" if None in found else f"{statistics.median(found):.3g}")
        print(f"| {function} | " + " | ".join(cells) + " |", flush=True)


main()
