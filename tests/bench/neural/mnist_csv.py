#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes mnist_train.csv and mnist_test.csv from MNIST's IDX files.

mnist_csv.py ../shared/data/mnist FOLDER
    one line a picture: its label, then 784 grey values, row by row
"""
import gzip
import pathlib
import sys

SIDE = 28


def idx(path, header):
    with gzip.open(path, "rb") as file:
        return file.read()[header:]


def write(source, part, target):
    pictures = idx(source / f"{part}-images-idx3-ubyte.gz", 16)
    labels = idx(source / f"{part}-labels-idx1-ubyte.gz", 8)
    names = [f"p{y}x{x}" for y in range(SIDE) for x in range(SIDE)]
    with open(target, "w", encoding="ascii") as file:
        file.write(",".join(["label", *names]) + "\n")
        for row, label in enumerate(labels):
            pixels = pictures[row * SIDE * SIDE : (row + 1) * SIDE * SIDE]
            file.write(f"{label},{','.join(map(str, pixels))}\n")


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    source, folder = map(pathlib.Path, sys.argv[1:])
    write(source, "train", folder / "mnist_train.csv")
    write(source, "t10k", folder / "mnist_test.csv")


if __name__ == "__main__":
    main()
