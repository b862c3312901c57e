// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <functional>

namespace leptune {

/// Cores this process may use (affinity respected), at least 1.
int availableCores();

/// Calls task(i) for every i in [0, count) on up to `threads` threads, the caller's included.
/// Which thread takes which i is open; results must not depend on it. The first exception is
/// rethrown after all threads have stopped taking new work.
void parallelFor(std::size_t count, int threads, const std::function<void(std::size_t)> &task);

} // namespace leptune
