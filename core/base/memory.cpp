// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/memory.h"

#include <fstream>
#include <limits>
#include <string>
#include <unistd.h>

namespace leptune {

namespace {

std::uint64_t memInfo(const std::string &wanted)
{
    std::ifstream file("/proc/meminfo");
    std::string name, unit;
    for (std::uint64_t kibibytes = 0; file >> name >> kibibytes; std::getline(file, unit))
        if (name == wanted)
            return kibibytes * 1024;
    return std::numeric_limits<std::uint64_t>::max();
}

} // namespace

std::uint64_t availableMemoryBytes()
{
    return memInfo("MemAvailable:");
}

std::uint64_t totalMemoryBytes()
{
    return memInfo("MemTotal:");
}

std::uint64_t residentMemoryBytes()
{
    std::ifstream file("/proc/self/statm");
    std::uint64_t total = 0, resident = 0;
    if (!(file >> total >> resident))
        return 0;
    return resident * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
}

} // namespace leptune
