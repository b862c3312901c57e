// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace leptune {

/// Row numbers cut into up to `parts` parts of about as many rows each by rising values; equal
/// values stay in one part, so there may be fewer. Within a part rows rise in value, equal ones in
/// their order. NaNs are left out.
std::vector<std::vector<std::uint32_t>> partsByValue(std::span<const float> values,
                                                     std::size_t parts);

} // namespace leptune
