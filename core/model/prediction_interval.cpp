// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/prediction_interval.h"

#include "core/base/number_text.h"

#include <cmath>

namespace leptune {

std::optional<double> intervalHalfWidth(const Model &model)
{
    const auto fact = model.provenance().find(kIntervalFact);
    if (model.schema().task != TaskKind::Regression || fact == model.provenance().end())
        return std::nullopt;
    const std::optional<double> width = parseNumber(fact->second);
    return width && std::isfinite(*width) && *width >= 0.0 ? width : std::nullopt;
}

void addInterval(std::map<std::string, std::string> &provenance, double halfWidth)
{
    if (!std::isfinite(halfWidth))
        return;
    // Rounded up: an interval may be wider than it has to be, not narrower.
    auto width = static_cast<float>(halfWidth);
    if (width < halfWidth)
        width = std::nextafter(width, HUGE_VALF);
    provenance[kIntervalFact] = numberText(width);
}

} // namespace leptune
