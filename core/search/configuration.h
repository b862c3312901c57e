// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <variant>

namespace leptune {

/// A value of a hyperparameter: float, integer, or the spelling of a choice.
using ParameterValue = std::variant<double, std::int64_t, std::string>;

std::string parameterText(const ParameterValue &value);

/// Active hyperparameters by name. What a trial was run with; ordered, so equal settings compare
/// equal.
class Configuration {
public:
    void set(const std::string &name, ParameterValue value) { m_values[name] = std::move(value); }
    bool has(const std::string &name) const { return m_values.contains(name); }
    /// The value, or `fallback` where the parameter is absent. Integers read as floats and the
    /// reverse where whole; another type throws Error(BadOption) naming the parameter.
    double number(const std::string &name, double fallback) const;
    std::int64_t integer(const std::string &name, std::int64_t fallback) const;
    std::string choice(const std::string &name, const std::string &fallback) const;
    const std::map<std::string, ParameterValue> &values() const { return m_values; }
    bool operator==(const Configuration &) const = default;

private:
    std::map<std::string, ParameterValue> m_values;
};

} // namespace leptune
