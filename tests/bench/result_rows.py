# SPDX-License-Identifier: GPL-3.0-or-later
"""Results as lines of JSON, appended one by one, so that a measurement that was ended goes on where it was; reports."""
import argparse
import json
import os


def read_rows(path):
    """Rows in order; a line that a kill cut off is passed over, and measured again."""
    if not os.path.exists(path):
        return []
    rows = []
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            try:
                rows.append(json.loads(line))
            except json.JSONDecodeError:
                pass
    return rows


def append_row(path, row):
    """On a line of its own, also behind one that was cut off."""
    cut_off = False
    if os.path.exists(path) and os.path.getsize(path) > 0:
        with open(path, "rb") as file:
            file.seek(-1, os.SEEK_END)
            cut_off = file.read(1) != b"\n"
    with open(path, "a", encoding="utf-8") as lines:
        lines.write(("\n" if cut_off else "") + json.dumps(row) + "\n")


def points(row, peer, first):
    """Of a row, in points above the peer: 0.01 of AUC or accuracy; of numbers, of what the better of the peer and `first`, the
    model as it was, gains over the constant."""
    if "rmse" in row:
        gain = peer["constant"] - min(peer["rmse"], first["rmse"])
        return 100 * max(-1.0, (peer["rmse"] - row["rmse"]) / max(gain, 1e-9 * peer["constant"]))
    name = "auc" if "auc" in peer else "accuracy"
    return 100 * (row[name] - peer[name])


def write_report(lines, path):
    """Prints the lines, and writes them to `path` where there is one."""
    text = "\n".join(lines) + "\n"
    if path:
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
    print(text)


def run_or_report(description, run, add_arguments, report):
    """The command line of a bench script: `run`, with what `add_arguments` adds to its parser, or `report RESULTS [OUTPUT]`.
    Both functions take what was parsed."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    running = commands.add_parser("run")
    add_arguments(running)
    running.set_defaults(action=run)
    reporting = commands.add_parser("report")
    reporting.add_argument("results")
    reporting.add_argument("output", nargs="?")
    reporting.set_defaults(action=report)
    arguments = parser.parse_args()
    arguments.action(arguments)
