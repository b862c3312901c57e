// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <immintrin.h>

namespace leptune::neural {

/// Numbers below 1e-38 count as 0 while it lives: the moments of weights that rest would otherwise
/// cost a hundred cycles each.
class WithoutDenormals {
public:
    WithoutDenormals() { _mm_setcsr(m_before | kFlushResults | kReadAsZero); }
    ~WithoutDenormals() { _mm_setcsr(m_before); }
    WithoutDenormals(const WithoutDenormals &) = delete;
    WithoutDenormals &operator=(const WithoutDenormals &) = delete;

private:
    static constexpr unsigned kFlushResults = 0x8000, kReadAsZero = 0x0040;
    unsigned m_before = _mm_getcsr();
};

} // namespace leptune::neural
