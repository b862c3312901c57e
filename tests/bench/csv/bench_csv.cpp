// SPDX-License-Identifier: GPL-3.0-or-later
// bench_csv FILE THREADS: reads a table and prints seconds and peak memory as one JSON line.
#include "core/base/clock.h"
#include "core/base/error.h"
#include "core/data/read_table.h"

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>

/// VmHWM of /proc/self/status; ru_maxrss would count the parent's memory before exec.
static double peakMegabytes()
{
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.rfind("VmHWM:", 0) == 0)
            return std::stod(line.substr(6)) / 1024.0;
    return 0.0;
}

int main(int argc, char **argv)
{
    if (argc != 3) {
        std::fprintf(stderr, "usage: bench_csv FILE THREADS\n");
        return 2;
    }
    try {
        leptune::ReadOptions options;
        options.threads = std::atoi(argv[2]);
        const leptune::Stopwatch watch;
        const leptune::ReadResult result = leptune::readTable(argv[1], options);
        const double seconds = watch.seconds();
        std::printf("{\"seconds\": %.4f, \"peak_mb\": %.1f, \"rows\": %zu, \"types\": \"", seconds,
                    peakMegabytes(), result.table.rows());
        for (std::size_t i = 0; i < result.table.columns(); ++i)
            std::printf("%c", leptune::columnTypeName(result.table.column(i).type())[0]);
        std::printf("\"}\n");
        return 0;
    } catch (const leptune::Error &error) {
        std::fprintf(stderr, "bench_csv: %s\n", error.what());
        return 1;
    }
}
