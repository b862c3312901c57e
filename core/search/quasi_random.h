// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"

#include <cstdint>
#include <vector>

namespace leptune {

/// A low-discrepancy sequence in the unit cube of any dimension: multiples of the powers of the
/// inverse generalised golden ratio, shifted at random (Roberts 2018, the R_d sequence).
class QuasiRandom {
public:
    QuasiRandom(std::size_t dimensions, RandomStream &random);
    std::vector<double> point(std::uint64_t index) const;

private:
    std::vector<double> m_steps;
    std::vector<double> m_shift;
};

} // namespace leptune
