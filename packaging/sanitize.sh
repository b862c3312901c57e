#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# sanitize.sh [SECONDS]: builds the core and its tests with ASan and UBSan and runs them, unit tests first,
# until the time is over (default: all of them).
set -euo pipefail
cd "$(dirname "$0")/.."
seconds=${1:-100000}
cmake --preset asan -DLEPTUNE_UI=OFF -DLEPTUNE_NEURAL=OFF >/dev/null
cmake --build --preset asan --parallel "$(nproc)" --target core_tests
export ASAN_OPTIONS=detect_leaks=1:allocator_may_return_null=1 UBSAN_OPTIONS=print_stacktrace=1:halt_on_error=1
export QT_QPA_PLATFORM=offscreen LSAN_OPTIONS=suppressions=$PWD/packaging/lsan.supp
end=$((SECONDS + seconds)) passed=0 failed=0 left=0
for test in $(ctest --test-dir build/asan -N -L 'core|fuzz' | sed -n 's/.*: \(core\..*\|fuzz\..*\)/\1/p'); do
    if [ $SECONDS -ge $end ]; then
        left=$((left + 1))
    elif ctest --test-dir build/asan -R "^$test\$" --output-on-failure --timeout 900 >build/asan/last.log 2>&1; then
        passed=$((passed + 1))
    else
        cat build/asan/last.log
        failed=$((failed + 1))
    fi
done
echo "sanitised core tests: $left not reached in ${seconds} s"
echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
