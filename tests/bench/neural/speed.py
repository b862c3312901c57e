# SPDX-License-Identifier: GPL-3.0-or-later
"""Milliseconds of a training step beside PyTorch's and scikit-learn's: one thread, AdamW (Adam for scikit-learn),
medians of alternating runs. scikit-learn computes in the numbers that it is given: NumPy's usual float64, or ours.

usage: speed.py BENCH_NEURAL [--runs 5] [--steps 1000] [--only 10-128-128-2,...] [--results FILE.jsonl] > speed.md

Run with a Python that has torch and scikit-learn.
"""
import argparse, json, os, statistics, subprocess, sys, tempfile, time, warnings

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"
warnings.filterwarnings("ignore")
import numpy as np
import sklearn
import torch
from sklearn.neural_network import MLPClassifier

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from result_rows import append_row

# inputs, two hidden layers, outputs, batch, at least so many times PyTorch's speed and scikit-learn's
CASES = {"10-128-128-2": (64, 5.0, 10.0), "50-256-256-2": (256, 1.7, None), "50-512-512-2": (1024, 1.1, None)}


def rows_for(widths, count):
    draw = np.random.default_rng(7)
    x = draw.standard_normal((count, widths[0]), dtype=np.float32)
    y = (x[:, 0] + 0.8 * x[:, 1] - 0.7 * x[:, 2] + 0.4 * x[:, 4] * x[:, 5] + 0.3 * draw.standard_normal(count)) > 0.35
    return x, y.astype(np.int64)


def ours(bench, file, widths, batch, steps, how):
    done = subprocess.run([bench, file, *map(str, widths), str(batch), str(steps), how], capture_output=True,
                          text=True, check=True)
    row = json.loads(done.stdout)
    return row["ms"], row["loss"]


def pytorch(x, y, widths, batch, steps, fused):
    torch.set_num_threads(1)
    torch.manual_seed(0)
    layers = []
    for i, (a, b) in enumerate(zip(widths, widths[1:])):
        layers += [torch.nn.Linear(a, b)] + ([torch.nn.ReLU()] if i < len(widths) - 2 else [])
    model = torch.nn.Sequential(*layers)
    optimiser = torch.optim.AdamW(model.parameters(), lr=1e-3, weight_decay=1e-2, fused=fused)
    x, y = torch.from_numpy(x), torch.from_numpy(y)
    start, done = time.perf_counter(), 0
    while done < steps:
        order, total, batches = torch.randperm(len(x)), 0.0, 0
        for rows in order.split(batch):
            optimiser.zero_grad()
            loss = torch.nn.functional.cross_entropy(model(x[rows]), y[rows])
            loss.backward()
            optimiser.step()
            total, batches, done = total + loss.item(), batches + 1, done + 1
    return 1e3 * (time.perf_counter() - start) / done, total / batches


def scikit(x, y, widths, batch, steps):
    epochs = steps // (len(x) // batch)
    model = MLPClassifier(tuple(widths[1:-1]), batch_size=batch, max_iter=epochs, tol=0.0, n_iter_no_change=10 ** 6,
                          learning_rate_init=1e-3, random_state=0)
    start = time.perf_counter()
    model.fit(x, y)
    return 1e3 * (time.perf_counter() - start) / (epochs * (len(x) // batch)), model.loss_


def measure(bench, case, options):
    batch, _, against_scikit = CASES[case]
    widths = [int(w) for w in case.split("-")]
    x, y = rows_for(widths, batch * (16 if batch < 1000 else 4))
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        file = os.path.join(folder, "rows.bin")
        np.hstack([x, y[:, None].astype(np.float32)]).astype(np.float32).tofile(file)
        systems = {"ours": lambda: ours(bench, file, widths, batch, options.steps, "fused"),
                   "ours by autograd": lambda: ours(bench, file, widths, batch, options.steps, "autograd"),
                   "PyTorch": lambda: pytorch(x, y, widths, batch, options.steps, None),
                   "PyTorch, fused AdamW": lambda: pytorch(x, y, widths, batch, options.steps, True)}
        if against_scikit:
            systems["scikit-learn, float32"] = lambda: scikit(x, y, widths, batch, options.steps)
            systems["scikit-learn, float64"] = lambda: scikit(x.astype(np.float64), y, widths, batch, options.steps)
        for _ in range(options.runs):
            for name, run in systems.items():
                found.setdefault(name, []).append(run())
    return {name: (statistics.median(ms for ms, _ in runs), runs[-1][1]) for name, runs in found.items()}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("bench")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--steps", type=int, default=1000)
    parser.add_argument("--only", default=",".join(CASES))
    parser.add_argument("--results", help="a line of JSON a network is appended to it")
    options = parser.parse_args()
    print("# A training step\n")
    print(f"Made by `tests/bench/neural/speed.py`: milliseconds a step, medians of {options.runs} alternating runs of "
          f"{options.steps} steps, one thread; PyTorch {torch.__version__.split('+')[0]}, scikit-learn "
          f"{sklearn.__version__}.\n")
    print("| network | batch | system | ms a step | times ours | bar | last training loss |\n|---|---|---|---|---|---|---|")
    for case in options.only.split(","):
        found = measure(options.bench, case, options)
        batch, torch_bar, scikit_bar = CASES[case]
        bars = {"PyTorch": torch_bar, "scikit-learn, float32": scikit_bar, "scikit-learn, float64": scikit_bar}
        if options.results:
            append_row(options.results, {"network": case, "ms": {name: ms for name, (ms, _) in found.items()}})
        for name, (ms, loss) in found.items():
            bar = f"{bars[name]:g}" if bars.get(name) else ""
            print(f"| {case} | {batch} | {name} | {ms:.4f} | {ms / found['ours'][0]:.2f} | {bar} | {loss:.4f} |",
                  flush=True)


if __name__ == "__main__":
    main()
