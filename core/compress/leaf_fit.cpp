// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compress/leaf_fit.h"

#include <algorithm>
#include <cmath>

namespace leptune {

double LeafSums::best(double l2, std::size_t rows) const
{
    if (curvature <= 0.0 || rows == 0)
        return 0.0;
    const double share = l2 / static_cast<double>(rows);
    return (pull + share * held) / (curvature * (1.0 + share));
}

LeafCode bestCode(const LeafSums &sums, std::size_t rows, const ShrinkTerms &terms,
                  const PackedRates &rates, bool filled)
{
    const double value = sums.best(terms.l2, rows);
    const double most = terms.mostCode;
    const auto down =
        static_cast<std::int32_t>(std::clamp(std::floor(value / terms.step), -most, most));
    // Towards the held value: rounding must not undo what l2 holds.
    const double share = rows == 0 ? 0.0 : terms.l2 / static_cast<double>(rows);
    const double curvature = sums.curvature * (1.0 + share);
    LeafCode best;
    double least = 0.0;
    bool first = true;
    for (const std::int32_t code : {0, down, std::min(down + 1, terms.mostCode)}) {
        const double is = static_cast<double>(code) * terms.step;
        const double away = is - value;
        const double bits = code != 0 && filled ? rates.filledCodeBits(code)
                            : filled            ? 0.0
                                                : rates.codeBits(code);
        const double total = 0.5 * curvature * away * away + terms.price * bits;
        if (first || total < least) {
            best = {code, {sums.loss(is), bits}};
            least = total;
        }
        first = false;
    }
    return best;
}

} // namespace leptune
