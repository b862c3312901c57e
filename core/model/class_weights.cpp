// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/class_weights.h"

#include "core/base/number_text.h"

#include <cmath>
#include <sstream>

namespace leptune {

std::vector<float> classWeights(const std::map<std::string, std::string> &provenance)
{
    const auto fact = provenance.find(kClassWeightsFact);
    if (fact == provenance.end())
        return {};
    std::istringstream words(fact->second);
    std::vector<float> weights;
    for (std::string word; words >> word;) {
        const auto weight = static_cast<float>(parseNumber(word).value_or(-1.0));
        if (!std::isfinite(weight) || weight < 0.0F)
            return {};
        weights.push_back(weight);
    }
    return weights;
}

void addClassWeights(std::map<std::string, std::string> &provenance, std::span<const float> weights)
{
    std::string text;
    for (const float weight : weights)
        text.append(text.empty() ? "" : " ").append(numberText(weight));
    if (!text.empty())
        provenance[kClassWeightsFact] = text;
}

} // namespace leptune
