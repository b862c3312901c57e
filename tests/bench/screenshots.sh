#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Pictures of every page, light and dark, as PNG files.
# Usage: tests/bench/screenshots.sh BUILD_FOLDER OUTPUT_FOLDER [LANGUAGE [WIDTHxHEIGHT]]
# LANGUAGE is en or zh_CN; sizes to look at are 1280x800 and 2560x1440.
set -eu
build=$1
out=$2
language=${3:-en}
size=${4:-1280x800}
mkdir -p "$out"
out=$(cd "$out" && pwd)
LEPTUNE_SCREENSHOTS=$out LEPTUNE_SCREEN_SIZE=$size LEPTUNE_LANGUAGE=$language \
    LEPTUNE_MODULES=$build/lib LC_ALL=C.UTF-8 \
    xvfb-run -a -s "-screen 0 ${size}x24" sh -c '"$0/tst_ui_screens" -v1 && "$0/tst_ui_tool_screens" -v1' "$build/tests"
ls "$out"
