// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metalearn/portfolio_candidate.h"

#include "core/learners/registry.h"

#include <algorithm>
#include <cmath>

namespace leptune {

namespace {

const Learner *findLearner(const std::string &name)
{
    const auto learners = allLearners();
    const auto found =
        std::ranges::find_if(learners, [&](const Learner *l) { return l->name() == name; });
    return found == learners.end() ? nullptr : *found;
}

/// The value in the parameter's range, or nothing where it is of another kind.
std::optional<ParameterValue> fitted(const Parameter &parameter, const Configuration &from)
{
    const auto found = from.values().find(parameter.name);
    if (found == from.values().end())
        return std::nullopt;
    const auto *text = std::get_if<std::string>(&found->second);
    if (parameter.kind == ParameterKind::Categorical) {
        if (!text || std::ranges::find(parameter.choices, *text) == parameter.choices.end())
            return std::nullopt;
        return *text;
    }
    if (text)
        return std::nullopt;
    const double value = from.number(parameter.name, parameter.low);
    if (!std::isfinite(value))
        return std::nullopt;
    const double inside = std::clamp(value, parameter.low, parameter.high);
    if (parameter.kind == ParameterKind::Integer)
        return static_cast<std::int64_t>(std::llround(inside));
    return inside;
}

Configuration fitInto(const SearchSpace &space, const Configuration &wanted,
                      const Configuration &usual)
{
    const Configuration middle = space.decode(std::vector<double>(space.size(), 0.5));
    Configuration result;
    for (std::size_t i = 0; i < space.size(); ++i) {
        const Parameter &parameter = space.parameters()[i];
        if (!space.isActive(i, result))
            continue;
        for (const Configuration *source : {&wanted, &usual, &middle}) {
            if (const auto value = fitted(parameter, *source)) {
                result.set(parameter.name, *value);
                break;
            }
        }
        if (!result.has(parameter.name)) // active here, but in none of the three
            result.set(parameter.name, parameter.kind == ParameterKind::Categorical
                                           ? ParameterValue(parameter.choices.front())
                                       : parameter.kind == ParameterKind::Integer
                                           ? ParameterValue(std::int64_t(parameter.low))
                                           : ParameterValue(parameter.low));
    }
    return result;
}

} // namespace

std::string PortfolioCandidate::text() const
{
    if (defaultIndex >= 0)
        return family + " default " + std::to_string(defaultIndex + 1);
    std::string words = family;
    for (const auto &[name, value] : parameters.values())
        words += " " + name + "=" + parameterText(value);
    return words;
}

std::optional<Configuration> resolveCandidate(const PortfolioCandidate &candidate,
                                              const DataShape &shape)
{
    const Learner *learner = findLearner(candidate.family);
    if (!learner || !learner->whyNot(shape).empty())
        return std::nullopt;
    const std::vector<Configuration> defaults = learner->defaults(shape);
    if (candidate.defaultIndex >= 0) {
        const auto index = static_cast<std::size_t>(candidate.defaultIndex);
        return index < defaults.size() ? std::optional(defaults[index]) : std::nullopt;
    }
    const Configuration usual = defaults.empty() ? Configuration() : defaults.front();
    return fitInto(learner->space(shape), candidate.parameters, usual);
}

} // namespace leptune
