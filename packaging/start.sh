#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs what the build needs, builds in Release and opens the window on a bundled example; without a
# display it runs the command line on it. Safe to run again.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
"$root/packaging/set_up.sh"
"$root/packaging/build.sh" release leptune leptune-cli leptune_neural
export OMP_WAIT_POLICY=PASSIVE
example=$root/resources/examples/customers.csv
if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    exec "$root/build/release/bin/leptune" "$example"
fi
echo "No display: running the command line on $example"
cli=$root/build/release/bin/leptune-cli
work=$(mktemp -d)
"$cli" tune "$example" --target churn --budget 30s --project "$work/example.leptune"
"$cli" leaderboard "$work/example.leptune"
"$cli" export "$work/example.leptune" --format onnx --output "$work/example.onnx"
echo "Project and model: $work"
