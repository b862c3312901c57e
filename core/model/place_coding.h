// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/ascending_floats.h"
#include "core/model/coding.h"

#include <algorithm>
#include <vector>

namespace leptune {

/// The different bits of every `width`-th number from `column` on, in the order of numbers.
inline std::vector<float> distinctFloats(const std::vector<float> &values, std::size_t column,
                                         std::size_t width)
{
    std::vector<std::uint32_t> bits;
    for (std::size_t i = column; i < values.size(); i += width)
        bits.push_back(orderedBits(values[i]));
    std::ranges::sort(bits);
    bits.erase(std::unique(bits.begin(), bits.end()), bits.end());
    std::vector<float> list;
    for (const std::uint32_t bit : bits)
        list.push_back(fromOrderedBits(bit));
    return list;
}

/// Every `width`-th of the numbers from `column` on as places in the list of the different ones.
/// `values` has its size already when reading.
template <typename Coding>
void codeByPlaces(const Coding &coding, AscendingFloats &lists, std::vector<float> &values,
                  std::size_t column, std::size_t width)
{
    constexpr bool kReads = std::remove_reference_t<decltype(coding.coder)>::kReads;
    std::vector<float> list;
    if constexpr (!kReads)
        list = distinctFloats(values, column, width);
    lists.code(coding, list, sizeof(float) + 2 * sizeof(BitModel));
    const auto most = static_cast<std::uint32_t>(list.size() - 1);
    PlaceModel model(most);
    for (std::size_t i = column; i < values.size(); i += width) {
        const auto place = static_cast<std::uint32_t>(
            kReads ? 0
                   : std::ranges::lower_bound(list, orderedBits(values[i]), {}, orderedBits) -
                         list.begin());
        values[i] = list[model.code(coding.coder, 0, most, place)];
    }
}

} // namespace leptune
