#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""One row through exported trees: our C file beside ONNX Runtime, lleaves and tl2cgen, on the same trees.

Usage: latency.py PROGRAM SHARED [--trees 100] [--leaves 31] [--tables a,b] [--results ROWS.jsonl]
PROGRAM is bench_export; SHARED holds data/. Prints a Markdown table. ROWS keeps what was measured, a line a table, for
compress/bars.py; lines that stand there already are not measured again.

LightGBM (one thread, learning rate 0.1) trains on the numeric columns of a table; PROGRAM reads its text file and writes
the C pair and the ONNX file, the others read LightGBM's own file. Native code is called from C, built by cc -O3
(tl2cgen's too, lleaves' object file as it is): mean over 1,000 rows of the table in an order of their own, median of 51
passes. ONNX Runtime: session.run of one row, one thread, less the same for an identity graph of the same inputs. All run one
after the other in each of 9 rounds; times are medians of the rounds, "x ours" the median of the rounds' own ratios, which
what else the machine does touches least. Needs lightgbm, lleaves 1.3 with llvmlite 0.44, tl2cgen 1.0 with treelite
4.1, onnx, onnxruntime and pandas, in a virtual environment of their own.
"""
import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
from result_rows import append_row, read_rows

TABLES = "cardio,electricity,houses,pol,satimage,spambase,waveform-5000"
ROWS, PASSES, ROUNDS = 1000, 51, 9

MAIN = """
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
%(head)s
static float rows[%(rows)d][%(features)d];
static int ascending(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}
int main(void)
{
    double seconds[%(passes)d], sum = 0.0;
    int p, i, j;
    FILE *in = fopen("rows.bin", "rb");
    if (!in || fread(rows, sizeof rows, 1, in) != 1) return 1;
    (void)j;
    %(prepare)s
    for (p = 0; p < %(passes)d; ++p) {
        struct timespec a, b;
        clock_gettime(CLOCK_MONOTONIC, &a);
        for (i = 0; i < %(rows)d; ++i) { %(call)s }
        clock_gettime(CLOCK_MONOTONIC, &b);
        seconds[p] = (double)(b.tv_sec - a.tv_sec) + 1e-9 * (double)(b.tv_nsec - a.tv_nsec);
    }
    qsort(seconds, %(passes)d, sizeof seconds[0], ascending);
    printf("%%.4f %%.9g\\n", seconds[%(passes)d / 2] / %(rows)d * 1e6, sum / %(passes)d);
    return 0;
}
"""


def table(shared, name):
    import pandas

    folder = pathlib.Path(shared, "data", name)
    meta = json.loads((folder / "meta.json").read_text())
    frame = pandas.read_csv(next(folder.glob(f"{name}.csv*")))
    target = frame.pop(meta["target"])
    numbers = frame.select_dtypes("number").astype("float32")
    if meta["task"] == "regression":
        return numbers, target.to_numpy(), {"objective": "regression"}
    codes = pandas.factorize(target)[0]
    classes = int(codes.max()) + 1
    task = {"objective": "binary"} if classes == 2 else {"objective": "multiclass", "num_class": classes}
    return numbers, codes, task


def timed(folder, name, sources, **parts):
    """A function that answers microseconds a row and the sum of what is answered."""
    (folder / f"{name}.main.c").write_text(MAIN % {"rows": ROWS, "passes": PASSES, **parts})
    subprocess.run(["cc", "-O3", "-o", name, f"{name}.main.c", *sources, "-lm"], cwd=folder, check=True)

    def run():
        words = subprocess.run(["./" + name], cwd=folder, check=True, capture_output=True, text=True).stdout.split()
        return float(words[0]), float(words[1])

    return run


def ours(folder, features, classes):
    fields = "".join(f"inputs[i].f{j} = rows[i][{j}];" for j in range(features))
    head = f'#include "m.h"\nstatic m_input inputs[{ROWS}];\n'
    prepare = f"for (i = 0; i < {ROWS}; ++i) {{ {fields} }}"
    call = ("sum += m_predict(&inputs[i]);" if classes == 0 else
            "{ float p[M_CLASSES]; m_predict(&inputs[i], p); sum += p[M_CLASSES - 1]; }")
    return timed(folder, "ours", ["m.c"], features=features, head=head, prepare=prepare, call=call)


def by_lleaves(folder, features, classes):
    import lleaves

    model = lleaves.Model(model_file=str(folder / "m.txt"))
    model.compile(cache=str(folder / "lleaves.o"))
    outputs = max(classes, 1) if classes > 2 else 1
    head = (f"extern void forest_root(double *, double *, int, int);\nstatic double wide[{ROWS}][{features}];\n")
    prepare = (f"for (i = 0; i < {ROWS}; ++i) for (j = 0; j < {features}; ++j) wide[i][j] = rows[i][j];")
    call = f"{{ double p[{outputs}]; forest_root(wide[i], p, 0, 1); sum += p[{outputs} - 1]; }}"
    return timed(folder, "lleaves", ["lleaves.o"], features=features, head=head, prepare=prepare, call=call)


def by_tl2cgen(folder, features, classes):
    import tl2cgen
    import treelite

    model = treelite.frontend.load_lightgbm_model(str(folder / "m.txt"))
    tl2cgen.generate_c_code(model, dirpath=str(folder / "tl"), params={})
    entry = json.loads((folder / "tl" / "recipe.json").read_text())
    sources = [f"tl/{source['name']}.c" for source in entry["sources"]]
    outputs = classes if classes > 2 else 1
    head = f'#include "tl/header.h"\nstatic union Entry wide[{ROWS}][{features}];\n'
    prepare = (f"for (i = 0; i < {ROWS}; ++i) for (j = 0; j < {features}; ++j) {{ if (rows[i][j] != rows[i][j]) "
               "wide[i][j].missing = -1; else wide[i][j].fvalue = rows[i][j]; }")
    # It adds to what stands in the result.
    call = f"{{ double p[{outputs}] = {{0}}; predict(wide[i], 0, p); sum += p[{outputs} - 1]; }}"
    return timed(folder, "tl2cgen", sources, features=features, head=head, prepare=prepare, call=call)


def session(data):
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(data, options, providers=["CPUExecutionProvider"])


def run_microseconds(runner, rows):
    feeds = [{f"f{j}": row[j].reshape(1, 1) for j in range(len(row))} for row in rows[:300]]
    times = []
    for feed in feeds:
        start = time.perf_counter()
        runner.run(None, feed)
        times.append(time.perf_counter() - start)
    return statistics.median(times) * 1e6


def by_onnxruntime(folder, rows):
    from onnx import TensorProto, helper

    names = [f"f{j}" for j in range(rows.shape[1])]
    inputs = [helper.make_tensor_value_info(name, TensorProto.FLOAT, [None, 1]) for name in names]
    output = helper.make_tensor_value_info("y", TensorProto.FLOAT, [None, 1])
    graph = helper.make_graph([helper.make_node("Identity", names[:1], ["y"])], "identity", inputs, [output])
    identity = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    model, empty = session(str(folder / "m.onnx")), session(identity.SerializeToString())
    return lambda: (run_microseconds(model, rows) - run_microseconds(empty, rows), None)


def measure(program, shared, name, trees, leaves):
    import lightgbm

    numbers, target, task = table(shared, name)
    data = lightgbm.Dataset(numbers.to_numpy(), target)
    booster = lightgbm.train({**task, "num_leaves": leaves, "num_threads": 1, "verbosity": -1, "seed": 0},
                             data, num_boost_round=trees)
    rows = numbers.sample(ROWS, random_state=0, replace=len(numbers) < ROWS).to_numpy("float32")
    classes = 0 if task["objective"] == "regression" else task.get("num_class", 2)
    with tempfile.TemporaryDirectory() as where:
        folder = pathlib.Path(where)
        booster.save_model(str(folder / "m.txt"))
        rows.tofile(folder / "rows.bin")
        subprocess.run([program, "m.txt", str(rows.shape[1]), "m"], cwd=folder, check=True, stdout=subprocess.DEVNULL)
        flash = int((folder / "m.h").read_text().split("_FLASH_BYTES ")[1].split()[0])
        runs = {"c": ours(folder, rows.shape[1], classes), "lleaves": by_lleaves(folder, rows.shape[1], classes),
                "tl2cgen": by_tl2cgen(folder, rows.shape[1], classes), "onnxruntime": by_onnxruntime(folder, rows)}
        want = booster.predict(rows)
        want = float((want if want.ndim == 1 else want[:, -1]).sum())
        rounds = {peer: [] for peer in runs}
        for _ in range(ROUNDS):
            for peer, run in runs.items():
                microseconds, have = run()
                rounds[peer].append(microseconds)
                if have is not None and abs(have - want) > 1e-3 * max(1.0, abs(want)):
                    raise SystemExit(f"{name}: the answers of {peer} add up to {have}, not {want}")
        return {"table": name, "trees": booster.num_trees(), "features": rows.shape[1], "flash": flash,
                "text": (folder / "m.txt").stat().st_size, "microseconds": rounds}


def ratio(row, peer):
    """How many times longer the peer takes."""
    times = row["microseconds"]
    return statistics.median(other / own for other, own in zip(times[peer], times["c"]))


def report_lines(rows):
    peers = ("lleaves", "tl2cgen", "onnxruntime")
    lines = ["| table | trees | features | C flash kB | LightGBM text kB | C us | " +
             " | ".join(f"{peer} us (x ours)" for peer in peers) + " |", "|---" * 9 + "|"]
    for row in rows:
        middle = {peer: statistics.median(times) for peer, times in row["microseconds"].items()}
        lines.append(f"| {row['table']} | {row['trees']} | {row['features']} | {row['flash'] / 1e3:.2f} | "
                     f"{row['text'] / 1e3:.2f} | {middle['c']:.2f} | " +
                     " | ".join(f"{middle[peer]:.2f} ({ratio(row, peer):.2f})" for peer in peers) + " |")
    own = statistics.median(statistics.median(row["microseconds"]["c"]) for row in rows)
    lines.append(f"| **median** | | | | | {own:.2f} | " +
                 " | ".join(f"({statistics.median(ratio(row, peer) for row in rows):.2f})" for peer in peers) + " |")
    return lines


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("shared")
    parser.add_argument("--trees", type=int, default=100)
    parser.add_argument("--leaves", type=int, default=31)
    parser.add_argument("--tables", default=TABLES)
    parser.add_argument("--results")
    words = parser.parse_args()
    program = os.path.abspath(words.program)
    known = {row["table"]: row for row in read_rows(words.results)} if words.results else {}
    rows = []
    for name in words.tables.split(","):
        rows.append(known.get(name) or measure(program, words.shared, name, words.trees, words.leaves))
        if words.results and name not in known:
            append_row(words.results, rows[-1])
    print("\n".join(report_lines(rows)))


if __name__ == "__main__":
    main()
