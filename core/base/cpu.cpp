// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/cpu.h"

#include <cstdlib>
#include <cstring>

namespace leptune {

namespace {

bool isHeldBack()
{
    const char *chosen = std::getenv("LEPTUNE_CPU");
    return chosen && std::strcmp(chosen, "avx2") == 0;
}

} // namespace

std::string missingCpuFeatures()
{
    __builtin_cpu_init();
    const bool complete = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") &&
                          __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2") &&
                          __builtin_cpu_supports("popcnt") && __builtin_cpu_supports("sse4.2");
    if (complete)
        return {};
    return "this processor lacks AVX2, FMA or BMI2 (x86-64-v3), which Leptune needs; a computer "
           "built after 2015 usually has them";
}

bool hasAvx512()
{
    if (isHeldBack())
        return false;
    __builtin_cpu_init();
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
           __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl");
}

bool hasAvx512Vnni()
{
    return hasAvx512() && __builtin_cpu_supports("avx512vnni");
}

} // namespace leptune
