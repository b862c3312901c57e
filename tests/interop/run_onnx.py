# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs exported ONNX files: run_onnx.py FOLDER...

Each folder holds model.onnx and cells.json ({"inputs": [{"name", "texts" | "bits" | "bytes", "shape"}]}, float32 as
the integers of their bits) and receives answers.json: what the file declares and what it answers.
"""
import json

import numpy as np
import onnxruntime as ort

from answer_folders import answer_folders


def tensor(cells):
    if "bytes" in cells:
        return np.array(cells["bytes"], dtype=np.uint8).reshape(cells["shape"])
    if "texts" in cells:
        return np.array(cells["texts"], dtype=object).reshape(-1, 1)
    return np.array(cells["bits"], dtype=np.uint32).view(np.float32).reshape(-1, 1)


def described(value):
    return {"name": value.name, "type": value.type, "shape": [str(size) for size in value.shape]}


def cells_of(array):
    if array.dtype == object:
        return {"texts": [str(cell) for cell in array.ravel()]}
    return {"bits": np.ascontiguousarray(array, dtype=np.float32).view(np.uint32).ravel().tolist()}


def run(folder):
    options = ort.SessionOptions()
    options.intra_op_num_threads = 1
    options.log_severity_level = 3
    session = ort.InferenceSession(
        str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"])
    inputs = json.loads((folder / "cells.json").read_text(encoding="utf-8"))["inputs"]
    answers = session.run(None, {cells["name"]: tensor(cells) for cells in inputs})
    meta = session.get_modelmeta()
    return {
        "inputs": [described(value) for value in session.get_inputs()],
        "outputs": [described(value) for value in session.get_outputs()],
        "metadata": meta.custom_metadata_map,
        "producer": meta.producer_name,
        "shapes": [list(answer.shape) for answer in answers],
        "answers": [cells_of(answer) for answer in answers],
    }


answer_folders(run)
