#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs what is missing, builds in Release and runs every test. Safe to run again.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
"$root/packaging/set_up.sh" test_packages.txt
"$root/packaging/build.sh" release
venv=$root/build/venv
requirements=$root/tests/interop/requirements.txt
if ! cmp -s "$requirements" "$venv/requirements.txt"; then
    rm -rf "$venv"
    if /usr/bin/python3 -m venv "$venv" && "$venv/bin/pip" install -q -r "$requirements"; then
        cp "$requirements" "$venv/requirements.txt"
    else
        rm -rf "$venv"
        echo "The Python packages of tests/interop could not be installed: their tests are skipped."
        [ "${CI:-}" != true ] || exit 1
    fi
fi
cd "$root"
QT_QPA_PLATFORM=offscreen ctest --preset release --parallel "$(nproc)" --timeout 600
