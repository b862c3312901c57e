# SPDX-License-Identifier: GPL-3.0-or-later
"""What run_onnx.py and run_torch.py do with the folders they are given."""
import json
import pathlib
import sys


def answer_folders(run):
    """Writes run(folder), or what went wrong, to answers.json of every folder on the command line."""
    for name in sys.argv[1:]:
        target = pathlib.Path(name)
        try:
            result = run(target)
        except Exception as fault:  # told to the test, which fails that row with it
            result = {"fault": str(fault)}
        (target / "answers.json").write_text(json.dumps(result), encoding="utf-8")
