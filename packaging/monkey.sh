#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# monkey.sh [SECONDS [SEED]]: random clicking, typing, resizing and dropping on the window of a sanitised
# build (600 seconds, seed 1). Ends with status 1 after a crash, a stuck state, a report or a warning of Qt's;
# what was done last stands in build/asan-ui/monkey.log. Networks stay out: LibTorch is not sanitised.
set -eu
cd "$(dirname "$0")/.."
cmake --preset asan -B build/asan-ui -DLEPTUNE_NEURAL=OFF >/dev/null
cmake --build build/asan-ui --parallel "$(nproc)" --target tst_ui_monkey
export ASAN_OPTIONS=detect_leaks=1:allocator_may_return_null=1 UBSAN_OPTIONS=print_stacktrace=1:halt_on_error=1
export LSAN_OPTIONS=suppressions=$PWD/packaging/lsan.supp LC_ALL=C.UTF-8
export LEPTUNE_MONKEY_SECONDS="${1:-600}" LEPTUNE_MONKEY_SEED="${2:-1}" LEPTUNE_MONKEY_LOG="$PWD/build/asan-ui/monkey.log"
export QT_QPA_PLATFORM=offscreen QTEST_FUNCTION_TIMEOUT=$((1000 * (LEPTUNE_MONKEY_SECONDS + 600)))
exec build/asan-ui/tests/tst_ui_monkey -maxwarnings 0
