// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/clock.h"

#include <fstream>
#include <sstream>
#include <string>
#include <time.h>
#include <unistd.h>

namespace leptune {

namespace {

double read(clockid_t id)
{
    timespec t{};
    clock_gettime(id, &t);
    return static_cast<double>(t.tv_sec) + 1e-9 * static_cast<double>(t.tv_nsec);
}

/// Field 22 of /proc/self/stat: the start of the process in clock ticks since boot (proc(5)).
double processStartSinceBoot()
{
    std::ifstream stat("/proc/self/stat");
    std::string line;
    std::getline(stat, line);
    const std::size_t end = line.rfind(')');
    if (end == std::string::npos)
        return read(CLOCK_BOOTTIME);
    std::istringstream fields(line.substr(end + 2));
    std::string field;
    for (int i = 3; i <= 22; ++i)
        fields >> field;
    return std::stod(field) / static_cast<double>(sysconf(_SC_CLK_TCK));
}

} // namespace

double nowSeconds()
{
    return read(CLOCK_MONOTONIC);
}

double threadCpuSeconds()
{
    return read(CLOCK_THREAD_CPUTIME_ID);
}

double processSeconds()
{
    static const double start = processStartSinceBoot();
    return read(CLOCK_BOOTTIME) - start;
}

} // namespace leptune
