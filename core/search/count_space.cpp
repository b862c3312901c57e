// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/count_space.h"

#include "core/base/number_text.h"

#include <algorithm>
#include <set>

namespace leptune {

namespace {

constexpr std::uint64_t kCountLimit = 1ULL << 40;
/// Combinations of parents that are told apart before the count is given up.
constexpr std::size_t kVisitLimit = 200'000;

std::uint64_t valueCount(const Parameter &parameter)
{
    if (parameter.kind == ParameterKind::Categorical)
        return parameter.choices.size();
    return static_cast<std::uint64_t>(parameter.high - parameter.low) + 1;
}

ParameterValue valueAt(const Parameter &parameter, std::uint64_t index)
{
    if (parameter.kind == ParameterKind::Categorical)
        return parameter.choices[index];
    if (parameter.kind == ParameterKind::Integer)
        return static_cast<std::int64_t>(parameter.low) + static_cast<std::int64_t>(index);
    return parameter.low;
}

bool isContinuous(const Parameter &parameter)
{
    return parameter.kind == ParameterKind::Float && parameter.low < parameter.high;
}

/// Values of a parameter that conditions name, as text.
std::set<std::string> namedTexts(const SearchSpace &space, const Parameter &parent)
{
    std::set<std::string> texts;
    for (const Parameter &child : space.parameters())
        for (const auto &[name, values] : child.when)
            if (name == parent.name)
                texts.insert(values.begin(), values.end());
    return texts;
}

/// The parameter's value that reads as `text`, if it has one.
std::optional<ParameterValue> valueOf(const Parameter &parameter, const std::string &text)
{
    if (parameter.kind == ParameterKind::Categorical) {
        const auto &choices = parameter.choices;
        if (std::find(choices.begin(), choices.end(), text) == choices.end())
            return std::nullopt;
        return text;
    }
    const std::optional<double> number = parseNumber(text);
    if (!number || !(*number >= parameter.low && *number <= parameter.high))
        return std::nullopt;
    const ParameterValue value = static_cast<std::int64_t>(*number);
    return parameterText(value) == text ? std::optional(value) : std::nullopt;
}

/// Values of a parent that conditions tell apart, one of the others, and how many others there are.
struct ParentValues {
    std::vector<ParameterValue> named;
    std::uint64_t others = 0;
    ParameterValue other;
};

ParentValues parentValues(const SearchSpace &space, const Parameter &parent)
{
    ParentValues result;
    const std::set<std::string> texts = namedTexts(space, parent);
    for (const std::string &text : texts)
        if (const auto value = valueOf(parent, text))
            result.named.push_back(*value);
    result.others = valueCount(parent) - result.named.size();
    // Among one value more than there are named ones, one is not named.
    for (std::uint64_t i = 0; result.others > 0 && i <= result.named.size(); ++i) {
        result.other = valueAt(parent, i);
        if (!texts.contains(parameterText(result.other)))
            break;
    }
    return result;
}

class Counter {
public:
    explicit Counter(const SearchSpace &space) : m_space(space)
    {
        for (const Parameter &parameter : space.parameters())
            m_isParent.push_back(!namedTexts(space, parameter).empty());
    }

    std::optional<std::uint64_t> count()
    {
        for (const Parameter &parameter : m_space.parameters())
            if (isContinuous(parameter))
                return std::nullopt;
        Configuration empty;
        const std::uint64_t total = from(0, empty);
        return total > kCountLimit ? std::nullopt : std::optional(total);
    }

private:
    /// Saturates just above the limit.
    static std::uint64_t product(std::uint64_t a, std::uint64_t b)
    {
        return b != 0 && a > kCountLimit / b ? kCountLimit + 1 : a * b;
    }

    std::uint64_t from(std::size_t index, Configuration configuration)
    {
        if (index == m_space.size())
            return 1;
        if (++m_visits > kVisitLimit)
            return kCountLimit + 1;
        if (!m_space.isActive(index, configuration))
            return from(index + 1, std::move(configuration));
        const Parameter &parameter = m_space.parameters()[index];
        if (!m_isParent[index])
            return product(valueCount(parameter), from(index + 1, std::move(configuration)));
        const ParentValues values = parentValues(m_space, parameter);
        std::uint64_t total = 0;
        for (const ParameterValue &value : values.named) {
            configuration.set(parameter.name, value);
            total = std::min(total + from(index + 1, configuration), kCountLimit + 1);
        }
        if (values.others > 0) {
            configuration.set(parameter.name, values.other);
            total = std::min(total + product(values.others, from(index + 1, configuration)),
                             kCountLimit + 1);
        }
        return total;
    }

    const SearchSpace &m_space;
    std::vector<bool> m_isParent;
    std::size_t m_visits = 0;
};

bool walkFrom(const SearchSpace &space, std::size_t index, Configuration configuration,
              RandomStream &random, const std::function<bool(const Configuration &)> &visit)
{
    if (index == space.size())
        return visit(configuration);
    if (!space.isActive(index, configuration))
        return walkFrom(space, index + 1, std::move(configuration), random, visit);
    const Parameter &parameter = space.parameters()[index];
    if (isContinuous(parameter)) {
        configuration.set(parameter.name, random.uniform(parameter.low, parameter.high));
        return walkFrom(space, index + 1, std::move(configuration), random, visit);
    }
    const std::uint64_t count = valueCount(parameter);
    const std::uint64_t start = random.below(count);
    for (std::uint64_t i = 0; i < count; ++i) {
        configuration.set(parameter.name, valueAt(parameter, (start + i) % count));
        if (walkFrom(space, index + 1, configuration, random, visit))
            return true;
    }
    return false;
}

} // namespace

std::optional<std::uint64_t> countConfigurations(const SearchSpace &space)
{
    return Counter(space).count();
}

bool walkConfigurations(const SearchSpace &space, RandomStream &random,
                        const std::function<bool(const Configuration &)> &visit)
{
    return walkFrom(space, 0, {}, random, visit);
}

std::string configurationKey(const SearchSpace &space, const Configuration &configuration)
{
    std::string key;
    for (std::size_t i = 0; i < space.size(); ++i) {
        const auto found = configuration.values().find(space.parameters()[i].name);
        if (found != configuration.values().end() && space.isActive(i, configuration))
            key += std::to_string(i) + '=' + parameterText(found->second) + '\n';
    }
    return key;
}

} // namespace leptune
