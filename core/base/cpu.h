// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace leptune {

/// Empty where this CPU has all of x86-64-v3 (AVX2, BMI, FMA...), else the sentence to refuse with.
std::string missingCpuFeatures();
// LEPTUNE_CPU=avx2 in the environment answers as a CPU without AVX-512, to measure or to look for
// an error there.

/// AVX-512 F, BW, DQ and VL, and VNNI: the `*_avx512.cpp` kernels may be called.
bool hasAvx512Vnni();
/// AVX-512 F, BW, DQ and VL (what ATEN_CPU_CAPABILITY=avx512 needs).
bool hasAvx512();

} // namespace leptune
