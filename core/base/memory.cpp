// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/memory.h"

#include <fstream>
#include <limits>
#include <string>

namespace leptune {

std::uint64_t availableMemoryBytes()
{
    std::ifstream file("/proc/meminfo");
    std::string name, unit;
    for (std::uint64_t kibibytes = 0; file >> name >> kibibytes; std::getline(file, unit))
        if (name == "MemAvailable:")
            return kibibytes * 1024;
    return std::numeric_limits<std::uint64_t>::max();
}

} // namespace leptune
