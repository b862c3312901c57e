// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace leptune {

/// Share of its gain over a constant answer that a Model may lose to be smaller, where nobody says.
constexpr double kDropLimit = 0.01;

} // namespace leptune
