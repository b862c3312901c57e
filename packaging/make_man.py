#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes leptune-cli.1 from what the program says of itself, so that the page can't say anything else.

Usage: make_man.py LEPTUNE_CLI VERSION OUTPUT
"""
import re
import subprocess
import sys

HEAD = """.TH LEPTUNE-CLI 1 "" "Leptune {version}" "User Commands"
.SH NAME
leptune\\-cli \\- turn a table and a question into a small, fast, honest model
.SH SYNOPSIS
.B leptune\\-cli
.I COMMAND
[\\fIOPTIONS\\fR]
.SH DESCRIPTION
Reads a table, learns to predict one of its columns within a given time, says how good the answers are on rows that
chose nothing, and writes files that other programs run. Numbers are written with a point, whatever the locale. Nothing
leaves the machine.
"""
TAIL = """.SH EXIT STATUS
0: done. 1: failed; standard error says what, where and what to do, and nothing half\\-written is left. 2: wrong usage.
130: interrupted; the project is saved and usable.
.SH EXAMPLES
.nf
leptune\\-cli tune customers.csv \\-\\-target churn \\-\\-budget 60s \\-\\-project churn.leptune
leptune\\-cli predict churn.leptune new_customers.csv \\-\\-output answers.csv
leptune\\-cli export churn.leptune \\-\\-format onnx \\-\\-output churn.onnx
.fi
.SH SEE ALSO
.BR leptune (1)
"""


def escaped(text):
    text = text.replace("\\", "\\e").replace("-", "\\-")
    return "\\&" + text if text[:1] in (".", "'") else text


def help_of(program, *command):
    return subprocess.run([program, *command, "--help"], check=True, capture_output=True, text=True).stdout.splitlines()


def commands(program):
    lines = help_of(program)
    return [line.split()[0] for line in lines[lines.index("Subcommands:") + 1:] if line.startswith("  ")]


def section(program, command):
    lines = help_of(program, command)
    yield f".SS {escaped(command)}\n{escaped(lines[0])}.\n.PP"
    for line in lines[1:]:
        usage = re.match(r"Usage: (.*)", line)
        option = re.match(r"  (\S.*?)(?:  +(.*))?$", line)
        heading = re.match(r"(\S.*):$", line)
        if usage:
            yield f".B {escaped(usage[1])}"
        elif option:
            yield f'.TP\n.B "{escaped(option[1])}"'
            if option[2]:
                yield escaped(option[2])
        elif heading:
            yield f".PP\n{escaped(heading[1])}"
        elif line.strip():
            yield escaped(line.strip())


def main():
    program, version, output = sys.argv[1:]
    parts = [HEAD.format(version=version) + ".SH COMMANDS"]
    for command in commands(program):
        parts += section(program, command)
    with open(output, "w", encoding="utf-8") as file:
        file.write("\n".join(parts) + "\n" + TAIL)


if __name__ == "__main__":
    main()
