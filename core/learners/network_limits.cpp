// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/network_limits.h"

#include "core/base/error.h"
#include "core/learners/own_teacher.h"
#include "core/model/graph.h"

#include <charconv>

namespace leptune {

namespace {

const std::string kNone = "none";

neural::GroupSparsity groupsNamed(const std::string &name)
{
    neural::GroupSparsity groups;
    if (name == kNone)
        return groups;
    const char *const end = name.data() + name.size();
    const auto [colon, keptError] = std::from_chars(name.data(), end, groups.kept);
    if (keptError == std::errc() && colon != end && *colon == ':') {
        const auto [last, ofError] = std::from_chars(colon + 1, end, groups.of);
        if (ofError == std::errc() && last == end && groups.kept >= 1 && groups.kept < groups.of)
            return groups;
    }
    throw Error(ErrorCode::BadOption, "keep_of",
                "\"" + name +
                    "\" is no way to keep some of every few weights; choose none, 2:4 or 1:4");
}

bool canBeIntegers(const DataShape &shape)
{
    return shape.wantsFast && shape.denseFeatures <= static_cast<std::size_t>(kMostIntegerInputs);
}

} // namespace

neural::Compression compressionFrom(const Configuration &configuration)
{
    neural::Compression wanted;
    wanted.sparsity = configuration.number("sparsity", 0.0);
    wanted.weightBits = static_cast<int>(configuration.integer("weight_bits", 0));
    wanted.tolerance = configuration.number("tolerance", 0.0);
    wanted.keepOf = groupsNamed(configuration.choice("keep_of", kNone));
    wanted.neuronSparsity = configuration.number("neuron_sparsity", 0.0);
    wanted.sharedValues = static_cast<int>(configuration.integer("shared_values", 0));
    if (wanted.sharedValues > 0 && wanted.weightBits > 0)
        throw Error(ErrorCode::BadOption, "shared_values",
                    "weights share values or are rounded to steps of weight_bits; set one of them");
    return wanted;
}

void addLimits(std::vector<Parameter> &parameters, const DataShape &shape)
{
    if (shape.wantsSmall) {
        parameters.push_back(Parameter::real("sparsity", 0.0, 0.97));
        parameters.push_back(Parameter::categorical("keep_of", {kNone, "2:4", "1:4"}));
        parameters.push_back(Parameter::categorical("rounding", {"steps", "values"}));
        parameters.push_back(
            Parameter::integer("weight_bits", 2, 8).onlyWhen("rounding", {"steps"}));
        parameters.push_back(
            Parameter::integer("shared_values", 3, 32, true).onlyWhen("rounding", {"values"}));
    }
    if (shape.wantsSmall || shape.wantsFast) {
        parameters.push_back(Parameter::real("neuron_sparsity", 0.0, 0.9));
        parameters.push_back(Parameter::real("tolerance", 0.0, 0.05));
    }
    if (shape.wantsSmall || shape.wantsFast)
        addTeacher(parameters, !shape.isPictures());
    if (canBeIntegers(shape))
        parameters.push_back(Parameter::categorical("arithmetic", {"int8", "float"}));
}

Configuration withoutLimits(Configuration configuration)
{
    for (const char *share : {"sparsity", "neuron_sparsity", "tolerance"})
        configuration.set(share, 0.0);
    for (const char *count : {"weight_bits", "shared_values"})
        configuration.set(count, std::int64_t{0});
    configuration.set("keep_of", kNone);
    configuration.set("arithmetic", std::string("float"));
    return configuration;
}

void addTaught(std::vector<Configuration> &list, const DataShape &shape)
{
    if (!shape.wantsSmall || list.empty())
        return;
    Configuration taught = list.front();
    taught.set("sparsity", 0.9);
    taught.set("tolerance", 0.0);
    taught.set("teacher", std::string("floats"));
    taught.set("distillation", 0.9);
    list.insert(list.begin() + 1, std::move(taught));
}

Configuration withinLimits(Configuration configuration, const DataShape &shape)
{
    if (shape.wantsSmall) {
        configuration.set("sparsity", 0.95);
        configuration.set("keep_of", kNone);
        configuration.set("rounding", std::string("steps"));
        configuration.set("weight_bits", std::int64_t{3});
    }
    if (shape.wantsSmall || shape.wantsFast) {
        configuration.set("neuron_sparsity", 0.0);
        configuration.set("tolerance", 0.01);
        configuration.set("members",
                          std::int64_t{1}); // each takes its time, and its factors stay floats
    }
    if (shape.wantsSmall || shape.wantsFast)
        configuration.set("teacher", std::string("none"));
    if (canBeIntegers(shape))
        configuration.set("arithmetic", std::string("int8"));
    return configuration;
}

} // namespace leptune
