#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# sanitize.sh [SECONDS [WHOLE]]: builds the core and its tests with ASan and UBSan and runs them, unit tests
# first, until the time is over (default: all of them). The core's own build counts in WHOLE only, where it is
# given up, a test's in both.
set -euo pipefail
cd "$(dirname "$0")/.."
seconds=${1:-100000} whole=${2:-100000}
cmake --preset asan -DLEPTUNE_UI=OFF -DLEPTUNE_NEURAL=OFF >/dev/null
build() { timeout $((whole - SECONDS)) cmake --build --preset asan --parallel "$(nproc)" --target "$@"; }
status=0
build leptune_core leptune_test_support || status=$?
if [ $status -eq 124 ]; then
    echo "sanitised core: not built within $whole s, none of its tests was run"
    exit 0
fi
[ $status -eq 0 ] || exit $status
[ $((SECONDS + seconds)) -lt "$whole" ] || seconds=$((whole - SECONDS))
export ASAN_OPTIONS=detect_leaks=1:allocator_may_return_null=1 UBSAN_OPTIONS=print_stacktrace=1:halt_on_error=1
export QT_QPA_PLATFORM=offscreen LSAN_OPTIONS=suppressions=$PWD/packaging/lsan.supp
mapfile -t tests < <(ctest --test-dir build/asan -N -L 'core|fuzz' | sed -n 's/.*: \(core\..*\|fuzz\..*\)/\1/p')
end=$((SECONDS + seconds)) batch=6 passed=0 failed=0 next=0
while [ $next -lt ${#tests[@]} ] && [ $SECONDS -lt $end ]; do
    some=("${tests[@]:$next:$batch}")
    named=("${some[@]//./_}")
    status=0
    build "${named[@]/#/tst_}" >build/asan/last.log || status=$?
    [ $status -ne 124 ] || break
    [ $status -eq 0 ] || { cat build/asan/last.log; exit 1; }
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
