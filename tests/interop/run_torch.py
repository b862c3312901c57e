# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs exported TorchScript files: run_torch.py FOLDER...

Each folder holds model.pt and cells.json as run_onnx.py has them, and receives answers.json. Needs PyTorch only.
"""
import array
import json

import torch

from answer_folders import answer_folders


def tensor(cells):
    if "bytes" in cells:
        return torch.frombuffer(bytearray(cells["bytes"]), dtype=torch.uint8).reshape(cells["shape"])
    return torch.frombuffer(bytearray(array.array("I", cells["bits"])), dtype=torch.float32)


def bits_of(values):
    return array.array("I", bytes(values.contiguous().view(torch.uint8).flatten().tolist())).tolist()


def run(folder):
    model = torch.jit.load(str(folder / "model.pt"))
    inputs = json.loads((folder / "cells.json").read_text(encoding="utf-8"))["inputs"]
    columns = {cells["name"]: tensor(cells) for cells in inputs if "texts" not in cells}
    texts = {cells["name"]: cells["texts"] for cells in inputs if "texts" in cells}
    answer = model(columns, texts) if texts else model(columns)
    answers = [{"bits": bits_of(answer)}]
    if hasattr(model, "labels"):
        answers.insert(0, {"texts": model.labels(answer)})
    return {"metadata": model.metadata, "shape": list(answer.shape), "answers": answers}


torch.set_num_threads(1)
answer_folders(run)
