# SPDX-License-Identifier: GPL-3.0-or-later
"""Training LeNet-5 (20-50-500) on MNIST beside PyTorch: one thread, Adam, batches of 64, medians of alternating runs.

usage: lenet_speed.py BENCH_MNIST MNIST_FOLDER [--runs 5] [--epochs 1] [--results FILE.jsonl] > lenet_speed.md

Run with a Python that has torch. Both read the same files, hold all pictures as floats of one tensor, shuffle every
epoch and take the last, smaller batch too; only the epochs are timed. Errors are those on the 10,000 test pictures.
"""
import argparse, gzip, json, os, statistics, subprocess, sys, time

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"
import numpy as np
import torch

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from result_rows import append_row

BATCH, RATE, CLASSES = 64, 1e-3, 10


def read_idx(folder, name):
    """An array of bytes with its sides."""
    path = os.path.join(folder, name)
    opener, path = (open, path) if os.path.exists(path) else (gzip.open, path + ".gz")
    with opener(path, "rb") as file:
        data = file.read()
    sides = np.frombuffer(data, ">u4", data[3], 4)
    return np.frombuffer(data, np.uint8, offset=4 + 4 * len(sides)).reshape(sides)


def part(folder, name):
    pictures = read_idx(folder, name + "-images-idx3-ubyte").astype(np.float32)[:, None] / 255
    return torch.from_numpy(pictures), torch.from_numpy(read_idx(folder, name + "-labels-idx1-ubyte").astype(np.int64))


def lenet5():
    return torch.nn.Sequential(
        torch.nn.Conv2d(1, 20, 5), torch.nn.MaxPool2d(2), torch.nn.ReLU(), torch.nn.Conv2d(20, 50, 5),
        torch.nn.MaxPool2d(2), torch.nn.ReLU(), torch.nn.Flatten(), torch.nn.Linear(800, 500), torch.nn.ReLU(),
        torch.nn.Linear(500, CLASSES))


def pytorch(train, test, epochs, fused, last_channels):
    torch.set_num_threads(1)
    torch.manual_seed(1)
    layout = torch.channels_last if last_channels else torch.contiguous_format
    model = lenet5().to(memory_format=layout)
    x, y = train[0].to(memory_format=layout), train[1]
    optimiser = torch.optim.Adam(model.parameters(), lr=RATE, fused=fused)
    steps = epochs * -(-len(x) // BATCH)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimiser, steps)
    start = time.perf_counter()
    for _ in range(epochs):
        for rows in torch.randperm(len(x)).split(BATCH):
            optimiser.zero_grad()
            torch.nn.functional.cross_entropy(model(x[rows]), y[rows]).backward()
            optimiser.step()
            schedule.step()
    seconds = (time.perf_counter() - start) / epochs
    with torch.no_grad():
        wrong = sum(int((model(x).argmax(1) != y).sum()) for x, y in zip(test[0].split(1000), test[1].split(1000)))
    return seconds, 100 * wrong / len(test[1])


def ours(program, folder, epochs):
    words = ["network=lenet5", f"epochs={epochs}", f"batch={BATCH}", f"rate={RATE}"]
    done = subprocess.run([program, folder, *words], capture_output=True, text=True, check=True)
    row = json.loads(done.stdout)
    return row["seconds"] / epochs, row["error"]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("folder")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--epochs", type=int, default=1)
    parser.add_argument("--results", help="a line of JSON is appended to it")
    options = parser.parse_args()
    train, test = part(options.folder, "train"), part(options.folder, "t10k")
    systems = {
        "ours": lambda: ours(options.program, options.folder, options.epochs),
        "PyTorch": lambda: pytorch(train, test, options.epochs, None, False),
        "PyTorch, fused Adam, channels last": lambda: pytorch(train, test, options.epochs, True, True)}
    found = {}
    for _ in range(options.runs):
        for name, run in systems.items():
            found.setdefault(name, []).append(run())
    seconds = {name: statistics.median(s for s, _ in runs) for name, runs in found.items()}
    print("# Training LeNet-5 on MNIST\n")
    print(f"Made by `lenet_speed.py`: medians of {options.runs} alternating runs of {options.epochs} epoch(s), one "
          f"thread; PyTorch {torch.__version__.split('+')[0]}.\n")
    print("| system | seconds an epoch | times ours | error % after it, median |\n|---|---|---|---|")
    for name, runs in found.items():
        print(f"| {name} | {seconds[name]:.2f} | {seconds[name] / seconds['ours']:.2f} | "
              f"{statistics.median(e for _, e in runs):.2f} |")
    if options.results:
        append_row(options.results, {"network": "lenet5", "seconds": seconds})


if __name__ == "__main__":
    main()
