// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tuning/parameter_importance.h"

#include "core/learners/registry.h"
#include "core/search/importance.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>

namespace leptune {

namespace {

constexpr double kLargestInteger = 0x1.0p53;
constexpr double kLargestNumber = 1e300; ///< a range between such numbers is still finite
constexpr std::uint64_t kSeed = 1;

using Trials = std::vector<const LeaderboardEntry *>;

bool isUsable(const Configuration &configuration)
{
    return std::all_of(configuration.values().begin(), configuration.values().end(),
                       [](const auto &item) {
                           const auto *number = std::get_if<double>(&item.second);
                           return !number || std::abs(*number) <= kLargestNumber; // false for NaN
                       });
}

Trials trialsOf(const StudyRecord &record, const std::string &family)
{
    std::map<std::uint64_t, Trials> byRows;
    for (const LeaderboardEntry &entry : record.entries) {
        if (entry.family == family && entry.trial >= 0 && entry.parent.empty() &&
            entry.state == EntryState::Done && std::isfinite(entry.validation) &&
            isUsable(entry.parameters))
            byRows[entry.rows].push_back(&entry);
    }
    Trials most;
    for (const auto &[rows, trials] : byRows) {
        if (trials.size() >= most.size())
            most = trials;
    }
    return most;
}

std::vector<Parameter> declaredBy(const StudyRecord &record, const LeaderboardEntry &trial)
{
    DataShape shape;
    shape.task = record.schema.task;
    shape.rows = trial.rows;
    shape.rawColumns = shape.denseFeatures = shape.treeFeatures = record.schema.columns.size();
    shape.classes = record.schema.classes.size();
    shape.wantsSmall = shape.wantsFast = true;
    for (const Learner *learner : allLearners()) {
        if (learner->name() == trial.family)
            return learner->space(shape).parameters();
    }
    return {};
}

Parameter choiceOf(const std::string &name, const Trials &trials)
{
    Parameter parameter = Parameter::categorical(name, {});
    std::vector<std::string> &choices = parameter.choices;
    for (const LeaderboardEntry *trial : trials) {
        const auto found = trial->parameters.values().find(name);
        // Where it was not active the empty text stands for it.
        const std::string text = found == trial->parameters.values().end()
                                     ? std::string()
                                     : parameterText(found->second);
        if (std::find(choices.begin(), choices.end(), text) == choices.end())
            choices.push_back(text);
    }
    std::sort(choices.begin(), choices.end());
    return parameter;
}

/// What the trials hold under a name, in the declared range or a wider one: records may come from a
/// study of another shape or of an older version.
Parameter parameterOf(const std::string &name, const Trials &trials,
                      const std::vector<Parameter> &declared)
{
    const auto known = std::find_if(declared.begin(), declared.end(),
                                    [&](const Parameter &p) { return p.name == name; });
    const bool isNumber = known != declared.end() && known->kind != ParameterKind::Categorical;
    double low = isNumber ? known->low : HUGE_VAL;
    double high = isNumber ? known->high : -HUGE_VAL;
    bool whole = !isNumber || known->kind == ParameterKind::Integer;
    for (const LeaderboardEntry *trial : trials) {
        const auto found = trial->parameters.values().find(name);
        if (found == trial->parameters.values().end())
            continue;
        if (std::holds_alternative<std::string>(found->second))
            return choiceOf(name, trials);
        const double value = trial->parameters.number(name, 0.0);
        low = std::min(low, value);
        high = std::max(high, value);
        whole = whole && std::trunc(value) == value && std::abs(value) <= kLargestInteger;
    }
    Parameter parameter = Parameter::real(name, low, high, isNumber && known->log && low > 0.0);
    parameter.kind = whole ? ParameterKind::Integer : ParameterKind::Float;
    return parameter;
}

SearchSpace spaceOf(const StudyRecord &record, const Trials &trials)
{
    const std::vector<Parameter> declared = declaredBy(record, *trials.front());
    std::map<std::string, bool> names;
    for (const LeaderboardEntry *trial : trials) {
        for (const auto &[name, value] : trial->parameters.values())
            names[name] = true;
    }
    std::vector<Parameter> parameters;
    for (const auto &[name, seen] : names) {
        if (!name.empty())
            parameters.push_back(parameterOf(name, trials, declared));
    }
    return SearchSpace(std::move(parameters));
}

/// A parameter that was not active lies in the middle of its range, as the sampler puts it.
Configuration completed(const SearchSpace &space, const Configuration &tried)
{
    Configuration result = space.decode(std::vector<double>(space.size(), 0.5));
    for (const Parameter &parameter : space.parameters()) {
        const auto found = tried.values().find(parameter.name);
        if (found != tried.values().end())
            result.set(parameter.name, found->second);
        else if (parameter.kind == ParameterKind::Categorical)
            result.set(parameter.name, std::string());
    }
    return result;
}

} // namespace

FamilyImportance familyImportance(const StudyRecord &record, const std::string &family)
{
    const Trials trials = trialsOf(record, family);
    FamilyImportance result{family, trials.size(), {}};
    if (trials.size() < kLeastImportanceTrials)
        return result;
    const SearchSpace space = spaceOf(record, trials);
    std::vector<Configuration> configurations;
    std::vector<double> scores;
    for (const LeaderboardEntry *trial : trials) {
        configurations.push_back(completed(space, trial->parameters));
        scores.push_back(toScore(record.metric, trial->validation));
    }
    const std::vector<double> shares = parameterImportance(space, configurations, scores, kSeed);
    for (std::size_t i = 0; i < space.size(); ++i)
        result.shares.push_back({space.parameters()[i].name, shares[i]});
    std::stable_sort(
        result.shares.begin(), result.shares.end(),
        [](const ParameterShare &a, const ParameterShare &b) { return a.share > b.share; });
    return result;
}

std::string familyImportanceJson(const FamilyImportance &importance)
{
    nlohmann::ordered_json object;
    object["family"] = importance.family;
    object["trials"] = importance.trials;
    object["parameters"] = nlohmann::ordered_json::array();
    for (const ParameterShare &share : importance.shares)
        object["parameters"].push_back({{"name", share.name}, {"share", share.share}});
    return object.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

} // namespace leptune
