// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/option_values.h"

#include "core/base/error.h"
#include "core/base/memory.h"
#include "core/base/number_text.h"
#include "core/metrics/metric.h"

#include <cmath>
#include <limits>
#include <set>
#include <utility>

namespace leptune {

namespace {

constexpr const char *kCostsForm =
    "of the form MISS:ALARM for two classes, such as 5:1, or CLASS=COST,... for more, such as "
    "fatal=5,minor=2; no cost is below 0, not all are 0";

[[noreturn]] void fail(const std::string &option, const std::string &text,
                       const std::string &wanted)
{
    throw Error(ErrorCode::BadOption, option, "'" + text + "' is not " + wanted);
}

std::optional<double> parseShare(const std::string &text)
{
    if (!text.empty() && text.back() == '%') {
        const auto percent = parseNumber(text.substr(0, text.size() - 1));
        return percent ? std::optional(*percent / 100.0) : std::nullopt;
    }
    return parseNumber(text);
}

/// A number before one of the units, in the unit's factor.
std::optional<double> withUnit(const std::string &text,
                               const std::vector<std::pair<std::string, double>> &units)
{
    for (const auto &[unit, factor] : units)
        if (text.ends_with(unit))
            if (const auto number = parseNumber(text.substr(0, text.size() - unit.size())))
                return *number * factor;
    return std::nullopt;
}

std::optional<double> sizeOf(const std::string &text)
{
    return withUnit(text, {{"GB", 1e9}, {"MB", 1e6}, {"kB", 1e3}, {"KB", 1e3}});
}

} // namespace

double parseDuration(const std::string &option, const std::string &text)
{
    std::string number = text;
    double unit = 1.0;
    if (!text.empty()) {
        const char last = text.back();
        unit = last == 'm' ? 60.0 : last == 'h' ? 3600.0 : 1.0;
        if (last == 's' || last == 'm' || last == 'h')
            number.pop_back();
    }
    const auto value = parseNumber(number);
    if (!value || !std::isfinite(*value * unit) || *value <= 0.0)
        fail(option, text, "a duration such as 60s, 1.5m or 2h");
    return *value * unit;
}

double parseBytes(const std::string &option, const std::string &text)
{
    constexpr double kLeast = 1e8;
    std::optional<double> bytes = sizeOf(text);
    if (!text.empty() && text.back() == '%') {
        if (const auto share = parseShare(text); share && *share <= 1.0)
            bytes = *share * static_cast<double>(totalMemoryBytes());
    }
    if (!bytes || !std::isfinite(*bytes) || *bytes < kLeast)
        fail(option, text, "a size of at least 100 MB such as 8GB, 500MB or 50%");
    return *bytes;
}

double parseModelSize(const std::string &option, const std::string &text)
{
    const std::optional<double> bytes = sizeOf(text);
    if (!bytes || !std::isfinite(*bytes) || *bytes < 1.0)
        fail(option, text, "a size such as 20kB or 1.5MB");
    return *bytes;
}

double parseMicroseconds(const std::string &option, const std::string &text)
{
    const std::optional<double> microseconds = withUnit(text, {{"us", 1.0}, {"ms", 1e3}});
    if (!microseconds || !std::isfinite(*microseconds) || *microseconds <= 0.0)
        fail(option, text, "a time a row such as 50us or 0.5ms");
    return *microseconds;
}

double parseDrop(const std::string &option, const std::string &text)
{
    const std::optional<double> share = parseShare(text);
    if (!share || !(*share >= 0.0 && *share <= 1.0))
        fail(option, text, "a share from 0% to 100% such as 1%");
    return *share;
}

std::int64_t parseInteger(const std::string &option, const std::string &text, std::int64_t low,
                          std::int64_t high)
{
    const auto value = parseNumber(text);
    if (!value || std::trunc(*value) != *value || *value < static_cast<double>(low) ||
        *value > static_cast<double>(high))
        fail(option, text,
             high == std::numeric_limits<std::int32_t>::max()
                 ? "a whole number of at least " + std::to_string(low)
                 : "a whole number from " + std::to_string(low) + " to " + std::to_string(high));
    return static_cast<std::int64_t>(*value);
}

std::uint64_t parseSeed(const std::string &option, const std::string &text)
{
    try {
        std::size_t used = 0;
        if (!text.empty() && text.front() >= '0' && text.front() <= '9') {
            const std::uint64_t seed = std::stoull(text, &used);
            if (used == text.size())
                return seed;
        }
    } catch (const std::out_of_range &) {
        // The sentence below says the range.
    }
    fail(option, text, "a whole number from 0 to 18446744073709551615");
}

std::vector<std::string> splitNames(const std::vector<std::string> &values)
{
    std::vector<std::string> names;
    for (const std::string &value : values) {
        std::string name;
        for (std::size_t i = 0; i <= value.size(); ++i) {
            if (value.compare(i, 2, "\\,") == 0) {
                name += value[++i];
            } else if (i < value.size() && value[i] != ',') {
                name += value[i];
            } else if (!name.empty()) {
                names.push_back(std::exchange(name, {}));
            }
        }
    }
    return names;
}

TestChoice parseTest(const std::string &text)
{
    TestChoice choice;
    if (text == "none") {
        choice.kind = TestChoice::Kind::None;
        return choice;
    }
    if (const auto share = parseShare(text)) {
        if (!(*share > 0.0 && *share < 0.9))
            fail("--test", text, "a share above 0 and below 0.9");
        choice.share = *share;
        choice.asked = true;
        return choice;
    }
    if (text.empty())
        fail("--test", text, "a file, a share such as 0.2 or 20%, or none");
    choice.kind = TestChoice::Kind::File;
    choice.file = text;
    return choice;
}

TaskChoice parseTask(const std::string &text)
{
    if (text == "auto")
        return TaskChoice::Auto;
    if (text == "classification")
        return TaskChoice::Classification;
    if (text == "regression")
        return TaskChoice::Regression;
    fail("--task", text, "auto, classification or regression");
}

std::pair<std::string, int> parseDirection(const std::string &option, const std::string &text)
{
    const std::size_t sign = text.rfind('=');
    const std::string word = sign == std::string::npos ? std::string() : text.substr(sign + 1);
    if (sign == 0 || (word != "increasing" && word != "decreasing"))
        fail(option, text, "of the form COLUMN=increasing or COLUMN=decreasing");
    return {text.substr(0, sign), word == "increasing" ? 1 : -1};
}

ErrorCosts parseCosts(const std::string &option, const std::string &text)
{
    const auto costOf = [&](const std::string &word) {
        const auto cost = parseNumber(word);
        if (!cost || !std::isfinite(*cost) || *cost < 0.0)
            fail(option, text, kCostsForm);
        return *cost;
    };
    ErrorCosts costs;
    if (text.find('=') != std::string::npos) {
        for (const std::string &word : splitNames({text})) {
            const std::size_t sign = word.rfind('=');
            if (sign == 0 || sign == std::string::npos)
                fail(option, text, kCostsForm);
            costs.ofClass[word.substr(0, sign)] = costOf(word.substr(sign + 1));
        }
        return costs;
    }
    const std::size_t colon = text.find(':');
    if (colon == std::string::npos)
        fail(option, text, kCostsForm);
    costs.miss = costOf(text.substr(0, colon));
    costs.falseAlarm = costOf(text.substr(colon + 1));
    if (!costs.isGiven())
        fail(option, text, kCostsForm);
    return costs;
}

void parseRange(const std::string &option, const std::string &text,
                std::map<std::string, FamilySpace> &spaces)
{
    constexpr const char *kForm =
        "of the form FAMILY.SETTING=LOW:HIGH, LOW:HIGH:log or CHOICE|CHOICE";
    const std::size_t dot = text.find('.'), sign = text.find('=');
    if (dot == 0 || sign == std::string::npos || !(dot < sign) || sign + 1 == text.size())
        fail(option, text, kForm);
    std::string rest = text.substr(sign + 1);
    ParameterRange range;
    const std::size_t colon = rest.find(':');
    if (colon == std::string::npos) {
        for (std::size_t bar = rest.find('|'); bar != std::string::npos; bar = rest.find('|')) {
            range.choices.push_back(rest.substr(0, bar));
            rest.erase(0, bar + 1);
        }
        range.choices.push_back(rest);
    } else {
        std::string high = rest.substr(colon + 1);
        range.log = high.ends_with(":log");
        if (range.log)
            high.erase(high.size() - 4);
        const auto endOf = [&](const std::string &word) {
            const auto value = parseNumber(word);
            if (!value)
                fail(option, text, kForm);
            return *value;
        };
        range.low = endOf(rest.substr(0, colon));
        range.high = endOf(high);
    }
    spaces[text.substr(0, dot)][text.substr(dot + 1, sign - dot - 1)] = std::move(range);
}

void checkMetricName(const std::string &name)
{
    std::string known;
    std::set<std::string> seen;
    for (const TaskKind task : {TaskKind::Binary, TaskKind::MultiClass, TaskKind::Regression}) {
        for (const MetricKind metric : metricsFor(task)) {
            if (metricName(metric) == name)
                return;
            if (seen.insert(metricName(metric)).second)
                known += (known.empty() ? "" : ", ") + std::string(metricName(metric));
        }
    }
    fail("--metric", name, "a metric; choose one of " + known);
}

} // namespace leptune
