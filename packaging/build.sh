#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# build.sh PRESET [TARGET...]: configures and builds build/PRESET with as many jobs as cores.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
preset=$1
shift
cd "$root"
cmake --preset "$preset" >"$root/build-$preset.log" 2>&1 || { cat "$root/build-$preset.log"; exit 1; }
rm -f "$root/build-$preset.log"
cmake --build --preset "$preset" --parallel "$(nproc)" ${1:+--target "$@"}
