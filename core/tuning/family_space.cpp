// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tuning/family_space.h"

#include "core/base/error.h"
#include "core/learners/registry.h"
#include "core/tuning/rounded_text.h"

#include <algorithm>
#include <cmath>

namespace leptune {

namespace {

void checkRange(const std::string &name, const ParameterRange &range)
{
    if (!range.choices.empty())
        return;
    std::string problem;
    if (!std::isfinite(range.low) || !std::isfinite(range.high))
        problem = "its ends have to be finite numbers";
    else if (range.low > range.high)
        problem = "its lower end is above the upper one; swap them";
    else if (range.log && range.low <= 0.0)
        problem = "a log scale has to begin above 0";
    if (!problem.empty())
        throw Error(ErrorCode::BadOption, "parameter " + name, problem);
}

Parameter narrowed(Parameter own, const ParameterRange &wanted)
{
    if (own.kind == ParameterKind::Categorical) {
        std::vector<std::string> kept;
        std::ranges::copy_if(own.choices, std::back_inserter(kept), [&](const std::string &choice) {
            return std::ranges::find(wanted.choices, choice) != wanted.choices.end();
        });
        if (!kept.empty())
            own.choices = std::move(kept);
        return own;
    }
    const bool isWhole = own.kind == ParameterKind::Integer;
    const double low = std::clamp(wanted.low, own.low, own.high);
    const double high = std::clamp(wanted.high, own.low, own.high);
    own.low = isWhole ? std::ceil(low) : low;
    own.high = std::max(own.low, isWhole ? std::floor(high) : high);
    own.log = wanted.log && own.low > 0.0;
    return own;
}

ParameterValue moved(const Parameter &parameter, const Configuration &from)
{
    if (parameter.kind == ParameterKind::Categorical) {
        const std::string choice = from.choice(parameter.name, parameter.choices.front());
        const bool isKept = std::ranges::find(parameter.choices, choice) != parameter.choices.end();
        return isKept ? choice : parameter.choices.front();
    }
    const double value =
        std::clamp(from.number(parameter.name, parameter.low), parameter.low, parameter.high);
    if (parameter.kind == ParameterKind::Integer)
        return static_cast<std::int64_t>(std::llround(value));
    return value;
}

} // namespace

void checkSpaces(const std::map<std::string, FamilySpace> &spaces)
{
    for (const auto &[family, space] : spaces) {
        learnerNamed(family); // throws for an unknown one
        for (const auto &[name, range] : space)
            checkRange(name, range);
    }
}

const FamilySpace &familySpace(const std::map<std::string, FamilySpace> &spaces,
                               const std::string &family)
{
    static const FamilySpace kOwn;
    const auto found = spaces.find(family);
    return found == spaces.end() ? kOwn : found->second;
}

SearchSpace searchedSpace(const Learner &learner, const DataShape &shape, const FamilySpace &wanted)
{
    SearchSpace own = learner.space(shape);
    if (own.size() == 0 || wanted.empty())
        return own;
    std::vector<Parameter> parameters = own.parameters();
    for (Parameter &further : learner.furtherParameters())
        if (wanted.contains(further.name) &&
            std::ranges::find(parameters, further.name, &Parameter::name) == parameters.end())
            parameters.push_back(std::move(further));
    return SearchSpace(std::move(parameters));
}

SearchSpace narrowedSpace(const SearchSpace &own, const FamilySpace &wanted)
{
    std::vector<Parameter> parameters;
    for (const Parameter &parameter : own.parameters()) {
        const auto found = wanted.find(parameter.name);
        parameters.push_back(found == wanted.end() ? parameter
                                                   : narrowed(parameter, found->second));
    }
    return SearchSpace(std::move(parameters));
}

std::vector<std::string> unmetWishes(const std::string &family, const SearchSpace &own,
                                     const FamilySpace &wanted)
{
    std::vector<std::string> remarks;
    for (const auto &[name, range] : wanted) {
        const std::string setting = family + "." + name;
        const auto known = std::ranges::find(own.parameters(), name, &Parameter::name);
        if (known == own.parameters().end()) {
            remarks.push_back("the range of " + setting +
                              " is not used: the family does not search such a setting here");
            continue;
        }
        const auto isOwn = [&](const std::string &choice) {
            return std::ranges::find(known->choices, choice) != known->choices.end();
        };
        if (known->kind == ParameterKind::Categorical
                ? !range.choices.empty() && std::ranges::all_of(range.choices, isOwn)
                : range.low >= known->low && range.high <= known->high)
            continue;
        if (known->kind == ParameterKind::Categorical) {
            remarks.push_back("the range of " + setting + " names choices that the family lacks");
            continue;
        }
        const Parameter used = narrowed(*known, range);
        remarks.push_back(setting + " is searched from " + roundedText(used.low) + " to " +
                          roundedText(used.high) + ": the family goes no further");
    }
    return remarks;
}

Configuration narrowedConfiguration(const SearchSpace &own, const FamilySpace &wanted,
                                    Configuration configuration)
{
    for (const Parameter &parameter : own.parameters()) {
        const auto found = wanted.find(parameter.name);
        if (found != wanted.end() && (configuration.has(parameter.name) || parameter.when.empty()))
            configuration.set(parameter.name,
                              moved(narrowed(parameter, found->second), configuration));
    }
    return configuration;
}

} // namespace leptune
