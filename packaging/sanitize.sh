#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# sanitize.sh [SECONDS]: builds the core and its tests with ASan and UBSan and runs them, unit tests first,
# until the time is over (default: all of them). The core's own build does not count, a test's does.
set -euo pipefail
cd "$(dirname "$0")/.."
seconds=${1:-100000}
cmake --preset asan -DLEPTUNE_UI=OFF -DLEPTUNE_NEURAL=OFF >/dev/null
build() { cmake --build --preset asan --parallel "$(nproc)" --target "$@"; }
build leptune_core leptune_test_support
export ASAN_OPTIONS=detect_leaks=1:allocator_may_return_null=1 UBSAN_OPTIONS=print_stacktrace=1:halt_on_error=1
export QT_QPA_PLATFORM=offscreen LSAN_OPTIONS=suppressions=$PWD/packaging/lsan.supp
mapfile -t tests < <(ctest --test-dir build/asan -N -L 'core|fuzz' | sed -n 's/.*: \(core\..*\|fuzz\..*\)/\1/p')
end=$((SECONDS + seconds)) batch=6 passed=0 failed=0 next=0
while [ $next -lt ${#tests[@]} ] && [ $SECONDS -lt $end ]; do
    some=("${tests[@]:$next:$batch}")
    named=("${some[@]//./_}")
    build "${named[@]/#/tst_}" >build/asan/last.log || { cat build/asan/last.log; exit 1; }
    for test in "${some[@]}"; do
        [ $SECONDS -lt $end ] || break
        if ctest --test-dir build/asan -R "^$test\$" --output-on-failure --timeout 900 >build/asan/last.log 2>&1; then
            passed=$((passed + 1))
        else
            cat build/asan/last.log
            failed=$((failed + 1))
        fi
    done
    next=$((next + batch))
done
echo "sanitised core tests: $passed passed, $failed failed, $((${#tests[@]} - passed - failed)) not reached in ${seconds} s"
[ $failed -eq 0 ]
