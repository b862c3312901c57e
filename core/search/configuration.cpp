// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/configuration.h"

#include "core/base/error.h"
#include "core/base/number_text.h"

#include <cmath>

namespace leptune {

namespace {

[[noreturn]] void throwWrongType(const std::string &name, const ParameterValue &value,
                                 const char *wanted)
{
    throw Error(ErrorCode::BadOption, "parameter " + name,
                "'" + parameterText(value) + "' is not " + wanted);
}

} // namespace

std::string parameterText(const ParameterValue &value)
{
    if (const auto *number = std::get_if<double>(&value))
        return numberText(*number);
    if (const auto *integer = std::get_if<std::int64_t>(&value))
        return std::to_string(*integer);
    return std::get<std::string>(value);
}

double Configuration::number(const std::string &name, double fallback) const
{
    const auto found = m_values.find(name);
    if (found == m_values.end())
        return fallback;
    if (const auto *number = std::get_if<double>(&found->second))
        return *number;
    if (const auto *integer = std::get_if<std::int64_t>(&found->second))
        return static_cast<double>(*integer);
    throwWrongType(name, found->second, "a number");
}

std::int64_t Configuration::integer(const std::string &name, std::int64_t fallback) const
{
    const auto found = m_values.find(name);
    if (found == m_values.end())
        return fallback;
    if (const auto *integer = std::get_if<std::int64_t>(&found->second))
        return *integer;
    const auto *number = std::get_if<double>(&found->second);
    if (number && std::trunc(*number) == *number && std::abs(*number) <= 0x1.0p53)
        return static_cast<std::int64_t>(*number);
    throwWrongType(name, found->second, "a whole number");
}

std::string Configuration::choice(const std::string &name, const std::string &fallback) const
{
    const auto found = m_values.find(name);
    if (found == m_values.end())
        return fallback;
    if (const auto *text = std::get_if<std::string>(&found->second))
        return *text;
    throwWrongType(name, found->second, "one of the choices");
}

} // namespace leptune
