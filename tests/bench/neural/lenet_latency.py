#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""LeNet-5 (20-50-500) or LeNet-300-100, one row, one thread: our interpreter beside ONNX Runtime's float and int8.

Usage: lenet_latency.py BENCH_LENET [--network lenet5|lenet300] [--rounds 15] [--calls 2000] [--results FILE.jsonl]
LEPTUNE_CPU=avx2 in the environment keeps our side from AVX-512 and VNNI (not ONNX Runtime).
Run with a Python that has onnx and onnxruntime. The weights are random and the same on both sides; the answers are
compared. Every round measures all in turn; a figure is the median of the rounds' medians. ONNX Runtime's own time is
that of its session less that of an identity graph through the same call. Its int8 forms are quantised statically on the
same inputs, a channel each, as QDQ and as QOperator; the faster one counts.
"""
import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

import numpy as np
import onnx
import onnxruntime as ort
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import CalibrationDataReader, QuantFormat, QuantType, quantize_static

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from result_rows import append_row

LAYERS = {"lenet5": {"conv1": (20, 5, 5, 1), "conv2": (50, 5, 5, 20), "hidden": (800, 500), "last": (500, 10)},
          "lenet300": {"first": (784, 300), "hidden": (300, 100), "last": (100, 10)}}


def make_weights(random, network):
    """Weights as graph.h has them and biases, by layer."""
    weights = {}
    for name, shape in LAYERS[network].items():
        fan_in = shape[0] if len(shape) == 2 else int(np.prod(shape[1:]))
        outputs = shape[1] if len(shape) == 2 else shape[0]
        weights[name] = (random.normal(0, (2.0 / fan_in) ** 0.5, shape).astype(np.float32),
                         random.normal(0, 0.05, outputs).astype(np.float32))
    return weights


def make_inputs(random, rows):
    """Strokes on black, about a fifth of the pixels lit as in MNIST."""
    pixels = np.zeros((rows, 28, 28), np.float32)
    for picture in pixels:
        y, x = random.uniform(8, 20, 2)
        for _ in range(40):
            picture[int(y) - 1:int(y) + 2, int(x) - 1:int(x) + 2] = random.uniform(0.3, 1.0, (3, 3))
            y, x = np.clip((y + random.normal(0, 1.5), x + random.normal(0, 1.5)), 4, 24)
    return np.round(pixels * 255) / np.float32(255)


def lenet(weights):
    constants = {}
    for name, (values, bias) in weights.items():
        if values.ndim == 4:
            values = values.transpose(0, 3, 1, 2)
        if name == "hidden" and "conv1" in weights:  # rows of pixels, channels last, to channels first
            values = values.reshape(4, 4, 50, 500).transpose(2, 0, 1, 3).reshape(800, 500)
        constants[name], constants[name + "_bias"] = np.ascontiguousarray(values), bias
    if "first" in weights:
        nodes = [helper.make_node("Flatten", ["x"], ["a"]),
                 helper.make_node("Gemm", ["a", "first", "first_bias"], ["b"]),
                 helper.make_node("Relu", ["b"], ["e"])]
    else:
        nodes = convolutions()
    nodes += [helper.make_node("Gemm", ["e", "hidden", "hidden_bias"], ["f"]),
              helper.make_node("Relu", ["f"], ["g"]),
              helper.make_node("Gemm", ["g", "last", "last_bias"], ["y"])]
    return graph_file(nodes, constants, ["rows", 10])


def convolutions():
    pool = {"kernel_shape": [2, 2], "strides": [2, 2]}
    return [helper.make_node("Conv", ["x", "conv1", "conv1_bias"], ["a"]),
            helper.make_node("MaxPool", ["a"], ["b"], **pool),
            helper.make_node("Conv", ["b", "conv2", "conv2_bias"], ["c"]),
            helper.make_node("MaxPool", ["c"], ["d"], **pool),
            helper.make_node("Flatten", ["d"], ["e"])]


def graph_file(nodes, constants, answer):
    graph = helper.make_graph(
        nodes, "lenet", [helper.make_tensor_value_info("x", TensorProto.FLOAT, ["rows", 1, 28, 28])],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, answer)],
        [numpy_helper.from_array(values, name) for name, values in constants.items()])
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)


class Reader(CalibrationDataReader):
    def __init__(self, inputs):
        self.rows = iter([{"x": row[None, None]} for row in inputs])

    def get_next(self):
        return next(self.rows, None)


def session(path):
    options = ort.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return ort.InferenceSession(path, options, providers=["CPUExecutionProvider"])


def make_sessions(folder, weights, inputs):
    paths = {name: os.path.join(folder, name + ".onnx") for name in ("identity", "float", "qdq", "qoperator")}
    onnx.save(graph_file([helper.make_node("Identity", ["x"], ["y"])], {}, ["rows", 1, 28, 28]), paths["identity"])
    onnx.save(lenet(weights), paths["float"])
    for name, form in (("qdq", QuantFormat.QDQ), ("qoperator", QuantFormat.QOperator)):
        quantize_static(paths["float"], paths[name], Reader(inputs[:100]), quant_format=form, per_channel=True,
                        activation_type=QuantType.QUInt8, weight_type=QuantType.QInt8)
    return {name: session(path) for name, path in paths.items()}


def median_call(run, inputs, calls):
    times = []
    for i in range(calls):
        x = inputs[i % len(inputs)]
        begin = time.perf_counter()
        run(None, {"x": x})
        times.append(time.perf_counter() - begin)
    return 1e6 * statistics.median(times)


def measure(options):
    random = np.random.default_rng(1)
    weights, inputs = make_weights(random, options.network), make_inputs(random, 256)
    with tempfile.TemporaryDirectory() as folder:
        sessions = make_sessions(folder, weights, inputs)
        files = [os.path.join(folder, name) for name in ("weights", "inputs")]
        with open(files[0], "wb") as file:
            for values, bias in weights.values():
                file.write(values.tobytes() + bias.tobytes())
        inputs.tofile(files[1])
        ours = subprocess.Popen([options.program, options.network, *files], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        rows = [np.ascontiguousarray(row[None, None]) for row in inputs]
        rounds = []
        for _ in range(options.rounds):
            ours.stdin.write(f"{options.calls}\n")
            ours.stdin.flush()
            figures = json.loads(ours.stdout.readline())
            peers = {name: median_call(one.run, rows, options.calls) for name, one in sessions.items()}
            figures |= {"peer_" + name: value for name, value in peers.items()}
            rounds.append(figures)
        ours.stdin.close()
        ours.wait()
        return rounds, sessions["float"].run(None, {"x": rows[0]})[0][0]


def report(rounds, answers):
    """Prints the table; microseconds by name."""
    middle = {name: statistics.median(row[name] for row in rounds) for name in rounds[0] if not name.endswith("answers")}
    for name in ("float", "whole"):
        gap = float(np.max(np.abs(np.array(rounds[0][name + "_answers"]) - answers)))
        print(f"largest difference of the answers in {name} numbers: {gap:.4f} of {float(np.max(np.abs(answers))):.2f}")


    own = {name: middle["peer_" + name] - middle["peer_identity"] for name in ("float", "qdq", "qoperator")}
    print(f"\nmicroseconds a row, medians of {len(rounds)} rounds; ONNX Runtime {ort.__version__} less its identity graph "
          f"({middle['peer_identity']:.2f})\n\n| | ours | ONNX Runtime | times |\n|---|---|---|---|")
    int8 = min(own["qdq"], own["qoperator"])
    for title, mine, peer in (("floats beside its floats", "float", own["float"]),
                              ("whole numbers beside its floats", "whole", own["float"]),
                              ("whole numbers beside its int8", "whole", int8),
                              ("whole numbers from pixels beside its int8", "pixels", int8)):
        print(f"| {title} | {middle[mine]:.2f} | {peer:.2f} | {peer / middle[mine]:.2f} |")
    figures = {"ours": middle["float"], "ours_int8": middle["whole"], "onnx": own["float"], "onnx_int8": int8}
    print(f"\nint8 forms: QDQ {own['qdq']:.2f}, QOperator {own['qoperator']:.2f}. 64 rows: ours {middle['float64']:.0f} in "
          f"floats, {middle['whole64']:.0f} in whole numbers.")
    return figures


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("--network", choices=list(LAYERS), default="lenet5")
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--calls", type=int, default=2000)
    parser.add_argument("--results", help="a line of JSON is appended to it")
    options = parser.parse_args()
    figures = report(*measure(options))
    if options.results:
        append_row(options.results, {"network": options.network, "cpu": os.environ.get("LEPTUNE_CPU", "all"), **figures})


if __name__ == "__main__":
    main()
