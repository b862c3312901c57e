# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads a mixed CSV with Leptune and pandas in turn and prints the medians and their ratio.

python bench_csv.py PATH_TO_bench_csv [--rows 1600000] [--rounds 7] [--threads 2]
The file (10 real, 4 integer, 2 text, 1 date column; 230 MB) is made in a temporary folder.
"""
import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile

PANDAS = """
import json, sys, time
import pandas as pd
start = time.perf_counter()
frame = pd.read_csv(sys.argv[1])
seconds = time.perf_counter() - start
peak = next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM")) / 1024
print(json.dumps({"seconds": seconds, "peak_mb": peak, "rows": len(frame), "version": pd.__version__}))
"""


def make_file(path, rows):
    import numpy as np
    import pandas as pd

    rng = np.random.default_rng(7)
    columns = {f"real{i}": np.round(rng.normal(0, 10 ** (i % 3), rows), 6) for i in range(10)}
    columns.update({f"whole{i}": rng.integers(0, 10 ** (i + 2), rows) for i in range(4)})
    cities = np.array(["Amsterdam", "Berlin", "Chicago", "Nairobi", "Osaka", "Quito", "Tianjin"])
    columns["city"] = cities[rng.integers(0, len(cities), rows)]
    columns["product"] = np.array([f"item-{k:05d}" for k in range(20000)])[rng.integers(0, 20000, rows)]
    days = np.datetime64("2015-01-01") + rng.integers(0, 3650, rows).astype("timedelta64[D]")
    columns["day"] = days.astype(str)
    pd.DataFrame(columns).to_csv(path, index=False)


def run(command):
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--rows", type=int, default=1_600_000)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "mixed.csv")
        make_file(path, options.rows)
        size = os.path.getsize(path) / 2**20
        ours, theirs = [], []
        for _ in range(options.rounds):
            ours.append(run([options.program, path, str(options.threads)]))
            theirs.append(run([sys.executable, "-c", PANDAS, path]))
    seconds = statistics.median(r["seconds"] for r in ours)
    pandas = statistics.median(r["seconds"] for r in theirs)
    peak = statistics.median(r["peak_mb"] for r in ours)
    print(f"file        {size:.0f} MiB, {ours[0]['rows']} rows, types {ours[0]['types']}")
    print(f"leptune     {seconds:.3f} s, peak {peak:.0f} MiB = {peak / size:.2f} x the file")
    print(f"pandas {theirs[0]['version']}  {pandas:.3f} s, peak "
          f"{statistics.median(r['peak_mb'] for r in theirs):.0f} MiB")
    print(f"ratio       {seconds / pandas:.2f}")


if __name__ == "__main__":
    main()
