#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Pictures of every page, light and dark, as PNG files.
# Usage: tests/bench/screenshots.sh BUILD_FOLDER OUTPUT_FOLDER
set -eu
build=$1
out=$2
mkdir -p "$out"
out=$(cd "$out" && pwd)
LEPTUNE_SCREENSHOTS=$out LEPTUNE_MODULES=$build/lib LC_ALL=C.UTF-8 \
    xvfb-run -a -s "-screen 0 1280x800x24" sh -c '"$0/tst_ui_screens" -v1 && "$0/tst_ui_tool_screens" -v1' "$build/tests"
ls "$out"
