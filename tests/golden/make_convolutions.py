#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Convolutions and poolings by PyTorch: make_convolutions.py > convolutions.json (torch 2.13.0).

Inputs, weights and biases come from formulas that the test repeats; all are multiples of a power of two, so that sums
are exact in any order. Planes are written with the channels last.
"""
import json

import torch
import torch.nn.functional as functional


def numbers(count, times, plus, modulus, divisor):
    index = torch.arange(count, dtype=torch.int64)
    return ((index * times + plus) % modulus - modulus // 2).to(torch.float32) / divisor


def planes(rows, height, width, channels):
    values = numbers(rows * height * width * channels, 37, 11, 101, 32.0)
    return values.reshape(rows, height, width, channels).permute(0, 3, 1, 2)


def last(tensor):
    return tensor.permute(0, 2, 3, 1).contiguous()


def convolution(height, width, channels, outputs, kernel_height, kernel_width, stride, padding, groups):
    seen = channels // groups
    count = outputs * kernel_height * kernel_width * seen
    weights = numbers(count, 53, 7, 97, 64.0).reshape(outputs, kernel_height, kernel_width, seen).permute(0, 3, 1, 2)
    bias = numbers(outputs, 29, 3, 13, 8.0)
    result = functional.conv2d(planes(2, height, width, channels), weights, bias, stride, padding, groups=groups)
    return {"in": [height, width, channels], "outputs": outputs, "kernel": [kernel_height, kernel_width], "stride": stride,
            "padding": padding, "groups": groups, "out": list(last(result).shape[1:]), "answers": last(result).flatten().tolist()}


def pool(kind, height, width, channels, size, stride):
    run = functional.max_pool2d if kind == "max" else functional.avg_pool2d
    result = run(planes(2, height, width, channels), size, stride)
    return {"kind": kind, "in": [height, width, channels], "size": list(size), "stride": stride,
            "out": list(last(result).shape[1:]), "answers": last(result).flatten().tolist()}


print(json.dumps({
    "convolutions": [convolution(*case) for case in [
        (7, 6, 1, 3, 5, 5, 1, 0, 1), (6, 5, 3, 18, 3, 3, 2, 1, 1), (4, 5, 2, 9, 2, 3, 1, 1, 1), (3, 3, 5, 25, 3, 3, 1, 2, 1),
        (5, 4, 5, 5, 3, 3, 1, 1, 5), (5, 6, 9, 9, 2, 2, 2, 0, 9), (2, 3, 4, 33, 1, 1, 1, 0, 1)]],
    "pools": [pool(*case) for case in [
        ("max", 6, 8, 3, (2, 2), 2), ("max", 7, 5, 9, (3, 2), 2), ("max", 5, 5, 1, (3, 3), 1),
        ("average", 4, 6, 2, (2, 2), 2), ("average", 4, 4, 11, (4, 4), 4), ("average", 5, 4, 3, (2, 4), 1)]]}))
