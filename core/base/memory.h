// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace leptune {

/// Bytes that could be taken now without swapping (MemAvailable of /proc/meminfo); a lot where unknown.
std::uint64_t availableMemoryBytes();
/// Of the machine (MemTotal); a lot where unknown.
std::uint64_t totalMemoryBytes();
/// In use by this process now (resident), 0 where unknown.
std::uint64_t residentMemoryBytes();

} // namespace leptune
