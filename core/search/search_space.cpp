// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/search_space.h"

#include "core/base/error.h"
#include "core/base/number_text.h"
#include "core/search/count_space.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace leptune {

namespace {

constexpr double kLargestInteger = 0x1.0p53;

[[noreturn]] void fail(const std::string &name, const std::string &detail)
{
    throw Error(ErrorCode::BadOption, "parameter " + name, detail);
}

void checkRange(const Parameter &parameter)
{
    const double low = parameter.low;
    const double high = parameter.high;
    if (!std::isfinite(low) || !std::isfinite(high) || !std::isfinite(high - low))
        fail(parameter.name, "low and high have to be finite numbers");
    if (low > high)
        fail(parameter.name,
             "low " + numberText(low) + " is above high " + numberText(high) + "; swap them");
    if (parameter.log && low <= 0.0)
        fail(parameter.name, "a log range has to be above 0, but low is " + numberText(low));
    if (parameter.kind != ParameterKind::Integer)
        return;
    if (std::trunc(low) != low || std::trunc(high) != high)
        fail(parameter.name, "low and high of an integer have to be whole numbers");
    if (std::max(std::abs(low), std::abs(high)) > kLargestInteger)
        fail(parameter.name, "an integer has to stay within 2^53");
}

void checkParameter(const Parameter &parameter)
{
    if (parameter.name.empty())
        fail("without a name", "give every parameter a name");
    if (parameter.kind != ParameterKind::Categorical) {
        checkRange(parameter);
        return;
    }
    if (parameter.choices.empty())
        fail(parameter.name, "it has no choices; list at least one");
    if (std::set(parameter.choices.begin(), parameter.choices.end()).size() !=
        parameter.choices.size())
        fail(parameter.name, "a choice comes twice");
}

std::size_t findName(const std::vector<Parameter> &parameters, const std::string &name)
{
    const auto found = std::find_if(parameters.begin(), parameters.end(),
                                    [&](const Parameter &p) { return p.name == name; });
    return static_cast<std::size_t>(found - parameters.begin());
}

void checkParents(const std::vector<Parameter> &parameters)
{
    for (const Parameter &parameter : parameters) {
        for (const auto &[parent, values] : parameter.when) {
            const std::size_t index = findName(parameters, parent);
            if (index == parameters.size())
                fail(parameter.name, "it depends on '" + parent + "', which does not exist");
            if (parameters[index].kind == ParameterKind::Float)
                fail(parameter.name, "it depends on '" + parent +
                                         "', a float; only integers and choices can switch");
            if (values.empty())
                fail(parameter.name, "it names no value of '" + parent + "' to be active for");
        }
    }
}

/// Parents before children, else in the order given.
std::vector<Parameter> sorted(std::vector<Parameter> given)
{
    std::vector<Parameter> done;
    while (!given.empty()) {
        const auto ready = std::find_if(given.begin(), given.end(), [&](const Parameter &p) {
            return std::all_of(p.when.begin(), p.when.end(), [&](const auto &condition) {
                return findName(done, condition.first) < done.size();
            });
        });
        if (ready == given.end())
            fail(given.front().name, "its conditions lead back to itself");
        done.push_back(std::move(*ready));
        given.erase(ready);
    }
    return done;
}

/// Integers own an interval of width 1 each, so that ends are as likely as the middle.
std::pair<double, double> relaxedRange(const Parameter &parameter)
{
    const double margin = parameter.kind == ParameterKind::Integer ? 0.5 : 0.0;
    const double low = parameter.low - margin;
    const double high = parameter.high + margin;
    return parameter.log ? std::pair(std::log(low), std::log(high)) : std::pair(low, high);
}

double encodeValue(const Parameter &parameter, const Configuration &configuration)
{
    if (parameter.kind == ParameterKind::Categorical) {
        const auto &choices = parameter.choices;
        const auto found = std::find(choices.begin(), choices.end(),
                                     parameterText(configuration.values().at(parameter.name)));
        const auto index = static_cast<double>(found - choices.begin());
        return (index + 0.5) / static_cast<double>(choices.size());
    }
    if (parameter.low == parameter.high)
        return 0.5;
    const auto [low, high] = relaxedRange(parameter);
    const double value = configuration.number(parameter.name, 0.0);
    return ((parameter.log ? std::log(value) : value) - low) / (high - low);
}

ParameterValue decodeValue(const Parameter &parameter, double unit)
{
    if (!(unit >= 0.0)) // NaN included
        unit = 0.0;
    unit = std::min(unit, 1.0);
    if (parameter.kind == ParameterKind::Categorical) {
        const auto count = parameter.choices.size();
        const auto index = static_cast<std::size_t>(unit * static_cast<double>(count));
        return parameter.choices[std::min(index, count - 1)];
    }
    const auto [low, high] = relaxedRange(parameter);
    double value = low + unit * (high - low);
    if (parameter.log)
        value = std::exp(value);
    if (parameter.kind == ParameterKind::Integer)
        value = std::round(value);
    value = std::clamp(value, parameter.low, parameter.high);
    if (parameter.kind == ParameterKind::Integer)
        return static_cast<std::int64_t>(value);
    return value;
}

void checkValue(const Parameter &parameter, const Configuration &configuration)
{
    const std::string text = parameterText(configuration.values().at(parameter.name));
    if (parameter.kind == ParameterKind::Categorical) {
        const auto &choices = parameter.choices;
        if (std::find(choices.begin(), choices.end(), text) == choices.end())
            fail(parameter.name, "'" + text + "' is not one of its choices");
        return;
    }
    const double value = parameter.kind == ParameterKind::Integer
                             ? static_cast<double>(configuration.integer(parameter.name, 0))
                             : configuration.number(parameter.name, 0.0);
    if (!(value >= parameter.low && value <= parameter.high))
        fail(parameter.name, "'" + text + "' is outside " + numberText(parameter.low) + " to " +
                                 numberText(parameter.high));
}

} // namespace

Parameter Parameter::real(std::string name, double low, double high, bool log)
{
    Parameter parameter;
    parameter.name = std::move(name);
    parameter.low = low;
    parameter.high = high;
    parameter.log = log;
    return parameter;
}

Parameter Parameter::integer(std::string name, std::int64_t low, std::int64_t high, bool log)
{
    Parameter parameter =
        real(std::move(name), static_cast<double>(low), static_cast<double>(high), log);
    parameter.kind = ParameterKind::Integer;
    return parameter;
}

Parameter Parameter::categorical(std::string name, std::vector<std::string> choices)
{
    Parameter parameter;
    parameter.name = std::move(name);
    parameter.kind = ParameterKind::Categorical;
    parameter.choices = std::move(choices);
    return parameter;
}

Parameter Parameter::onlyWhen(std::string parent, std::vector<std::string> values) &&
{
    when.emplace_back(std::move(parent), std::move(values));
    return std::move(*this);
}

SearchSpace::SearchSpace(std::vector<Parameter> parameters)
{
    std::set<std::string> names;
    for (const Parameter &parameter : parameters) {
        checkParameter(parameter);
        if (!names.insert(parameter.name).second)
            fail(parameter.name, "the name comes twice");
    }
    checkParents(parameters);
    m_parameters = sorted(std::move(parameters));
}

bool SearchSpace::isActive(std::size_t parameter, const Configuration &configuration) const
{
    const auto &conditions = m_parameters[parameter].when;
    return std::all_of(conditions.begin(), conditions.end(), [&](const auto &condition) {
        const auto &[parent, values] = condition;
        const auto found = configuration.values().find(parent);
        return found != configuration.values().end() &&
               std::find(values.begin(), values.end(), parameterText(found->second)) !=
                   values.end() &&
               isActive(findName(m_parameters, parent), configuration);
    });
}

Configuration SearchSpace::sample(RandomStream &random) const
{
    std::vector<double> unit(size());
    for (double &u : unit)
        u = random.uniform();
    return decode(unit);
}

std::optional<std::uint64_t> SearchSpace::cardinality() const
{
    return countConfigurations(*this);
}

void SearchSpace::validate(const Configuration &configuration) const
{
    for (std::size_t i = 0; i < size(); ++i) {
        if (!isActive(i, configuration))
            continue;
        if (!configuration.has(m_parameters[i].name))
            fail(m_parameters[i].name, "it has no value");
        checkValue(m_parameters[i], configuration);
    }
}

std::vector<double> SearchSpace::encode(const Configuration &configuration) const
{
    std::vector<double> unit(size(), 0.5);
    for (std::size_t i = 0; i < size(); ++i) {
        if (configuration.has(m_parameters[i].name) && isActive(i, configuration))
            unit[i] = encodeValue(m_parameters[i], configuration);
    }
    return unit;
}

Configuration SearchSpace::decode(const std::vector<double> &unit) const
{
    Configuration configuration;
    for (std::size_t i = 0; i < size(); ++i) {
        if (isActive(i, configuration))
            configuration.set(m_parameters[i].name, decodeValue(m_parameters[i], unit[i]));
    }
    return configuration;
}

} // namespace leptune
