// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace leptune {

/// resources/portfolio/portfolio.json and well_known.json as compiled in; "" where absent.
std::string_view portfolioData();
std::string_view wellKnownData();

} // namespace leptune
