// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/kernel_encoding.h"

#include "core/base/number_text.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace leptune {

namespace {

std::vector<double> allowedLevels(const Parameter &parent, const std::vector<std::string> &texts)
{
    std::vector<double> levels;
    for (const std::string &text : texts) {
        if (parent.kind == ParameterKind::Categorical) {
            const auto found = std::find(parent.choices.begin(), parent.choices.end(), text);
            if (found != parent.choices.end())
                levels.push_back(static_cast<double>(found - parent.choices.begin()));
        } else if (const auto number = parseNumber(text)) {
            levels.push_back(*number);
        }
    }
    return levels;
}

} // namespace

KernelEncoding::KernelEncoding(const SearchSpace &space)
{
    const auto &parameters = space.parameters();
    std::map<std::string, std::size_t> indices;
    for (const Parameter &parameter : parameters) {
        Axis axis;
        axis.kind = parameter.kind;
        axis.log = parameter.log;
        if (axis.kind == ParameterKind::Categorical) {
            axis.categories = static_cast<double>(parameter.choices.size());
            axis.fixed = parameter.choices.size() == 1;
        } else {
            const double margin = axis.kind == ParameterKind::Integer ? 0.5 : 0.0;
            axis.low = parameter.low - margin;
            axis.high = parameter.high + margin;
            if (axis.log) {
                axis.low = std::log(axis.low);
                axis.high = std::log(axis.high);
            }
            axis.least = parameter.low;
            axis.greatest = parameter.high;
            axis.fixed = parameter.low == parameter.high;
        }
        for (const auto &[parent, texts] : parameter.when) {
            const std::size_t index = indices.at(parent);
            axis.conditions.push_back({index, allowedLevels(parameters[index], texts)});
        }
        indices.emplace(parameter.name, m_axes.size());
        m_terms.push_back(axis.kind == ParameterKind::Categorical ? TermKind::Indicator
                                                                  : TermKind::Numeric);
        m_axes.push_back(std::move(axis));
    }
    std::map<std::vector<std::pair<std::string, std::vector<std::string>>>, int> groups;
    for (std::size_t i = 0; i < parameters.size(); ++i) {
        if (parameters[i].when.empty())
            continue;
        const auto [group, isNew] =
            groups.try_emplace(parameters[i].when, static_cast<int>(m_terms.size()));
        if (isNew)
            m_terms.push_back(TermKind::Indicator);
        m_axes[i].indicator = group->second;
    }
    findParts(space);
}

/// The category that most parameters depend on, directly or through others, splits the space.
void KernelEncoding::findParts(const SearchSpace &space)
{
    const std::size_t count = space.size();
    std::vector<std::set<std::size_t>> ancestors(count);
    std::vector<std::size_t> dependents(count, 0);
    for (std::size_t i = 0; i < count; ++i) {
        for (const Condition &condition : m_axes[i].conditions) {
            ancestors[i].insert(condition.parent);
            ancestors[i].insert(ancestors[condition.parent].begin(),
                                ancestors[condition.parent].end());
        }
        for (const std::size_t ancestor : ancestors[i])
            ++dependents[ancestor];
    }
    for (std::size_t i = 0; i < count; ++i) {
        const bool splits = m_axes[i].kind == ParameterKind::Categorical &&
                            m_axes[i].conditions.empty() && dependents[i] >= 2;
        if (splits &&
            (m_family < 0 || dependents[i] > dependents[static_cast<std::size_t>(m_family)]))
            m_family = static_cast<int>(i);
    }
    if (m_family < 0) {
        m_parts = {KernelPart{}};
        for (std::size_t i = 0; i < m_terms.size(); ++i)
            m_parts[0].terms.push_back(static_cast<Eigen::Index>(i));
        return;
    }
    const auto family = static_cast<std::size_t>(m_family);
    KernelPart shared;
    std::set<Eigen::Index> sharedTerms{static_cast<Eigen::Index>(family)};
    for (std::size_t i = 0; i < count; ++i) {
        if (ancestors[i].contains(family))
            continue;
        sharedTerms.insert(static_cast<Eigen::Index>(i));
        if (m_axes[i].indicator >= 0)
            sharedTerms.insert(m_axes[i].indicator);
    }
    shared.terms.assign(sharedTerms.begin(), sharedTerms.end());
    m_parts.push_back(shared);
    for (double level = 0.0; level < m_axes[family].categories; level += 1.0) {
        std::set<Eigen::Index> terms = sharedTerms;
        terms.erase(static_cast<Eigen::Index>(family));
        std::vector<bool> possible(count, true);
        bool own = false;
        for (std::size_t i = 0; i < count; ++i) {
            bool nested = false;
            for (const Condition &condition : m_axes[i].conditions) {
                const auto &allowed = condition.allowed;
                if (condition.parent == family)
                    possible[i] = possible[i] &&
                                  std::find(allowed.begin(), allowed.end(), level) != allowed.end();
                else
                    nested = true;
                possible[i] = possible[i] && possible[condition.parent];
            }
            if (!possible[i] || !ancestors[i].contains(family))
                continue;
            own = true;
            terms.insert(static_cast<Eigen::Index>(i));
            if (nested)
                terms.insert(m_axes[i].indicator);
        }
        if (own)
            m_parts.push_back(
                {{terms.begin(), terms.end()}, static_cast<Eigen::Index>(family), level});
    }
}

std::size_t KernelEncoding::families() const
{
    return m_family < 0
               ? 1
               : static_cast<std::size_t>(m_axes[static_cast<std::size_t>(m_family)].categories);
}

std::size_t KernelEncoding::dimensions(std::size_t family) const
{
    const KernelPart *own = &m_parts.front();
    for (const KernelPart &part : m_parts)
        if (part.gate >= 0 && part.gateValue == static_cast<double>(family))
            own = &part;
    return static_cast<std::size_t>(
        std::count_if(own->terms.begin(), own->terms.end(), [&](Eigen::Index term) {
            return term < static_cast<Eigen::Index>(m_axes.size());
        }));
}

void KernelEncoding::setFamily(std::vector<double> &unit, std::size_t family) const
{
    if (m_family < 0)
        return;
    const auto parameter = static_cast<std::size_t>(m_family);
    unit[parameter] = unitOf(m_axes[parameter], static_cast<double>(family));
}

std::size_t KernelEncoding::familyOf(const std::vector<double> &unit) const
{
    if (m_family < 0)
        return 0;
    const auto family = static_cast<std::size_t>(m_family);
    return static_cast<std::size_t>(value(m_axes[family], unit[family]));
}

double KernelEncoding::value(const Axis &axis, double unit) const
{
    if (axis.kind == ParameterKind::Categorical)
        return std::min(std::floor(unit * axis.categories), axis.categories - 1.0);
    double value = axis.low + unit * (axis.high - axis.low);
    if (axis.log)
        value = std::exp(value);
    if (axis.kind == ParameterKind::Integer)
        value = std::round(value);
    return std::clamp(value, axis.least, axis.greatest);
}

double KernelEncoding::unitOf(const Axis &axis, double value) const
{
    if (axis.kind == ParameterKind::Categorical)
        return (value + 0.5) / axis.categories;
    if (axis.fixed)
        return 0.5;
    return ((axis.log ? std::log(value) : value) - axis.low) / (axis.high - axis.low);
}

std::vector<bool> KernelEncoding::activity(const std::vector<double> &unit) const
{
    std::vector<bool> active(m_axes.size());
    for (std::size_t i = 0; i < m_axes.size(); ++i) {
        const auto &conditions = m_axes[i].conditions;
        active[i] =
            std::all_of(conditions.begin(), conditions.end(), [&](const Condition &condition) {
                const double level = value(m_axes[condition.parent], unit[condition.parent]);
                return active[condition.parent] &&
                       std::find(condition.allowed.begin(), condition.allowed.end(), level) !=
                           condition.allowed.end();
            });
    }
    return active;
}

Eigen::VectorXd KernelEncoding::point(const std::vector<double> &unit) const
{
    const std::vector<bool> active = activity(unit);
    Eigen::VectorXd point = Eigen::VectorXd::Zero(static_cast<Eigen::Index>(m_terms.size()));
    for (std::size_t i = 0; i < m_axes.size(); ++i) {
        const Axis &axis = m_axes[i];
        double &coordinate = point[static_cast<Eigen::Index>(i)];
        if (axis.kind == ParameterKind::Categorical)
            coordinate = active[i] ? value(axis, unit[i]) : -1.0;
        else if (!active[i] || axis.fixed)
            coordinate = 0.5;
        else
            coordinate =
                axis.kind == ParameterKind::Float ? unit[i] : unitOf(axis, value(axis, unit[i]));
        if (axis.indicator >= 0 && active[i])
            point[axis.indicator] = 1.0;
    }
    return point;
}

std::vector<std::size_t> KernelEncoding::movableNumbers(const std::vector<double> &unit) const
{
    const std::vector<bool> active = activity(unit);
    std::vector<std::size_t> movable;
    for (std::size_t i = 0; i < m_axes.size(); ++i) {
        if (active[i] && !m_axes[i].fixed && m_axes[i].kind != ParameterKind::Categorical)
            movable.push_back(i);
    }
    return movable;
}

std::vector<double> KernelEncoding::neighbours(const std::vector<double> &unit,
                                               std::size_t parameter, int reach) const
{
    const Axis &axis = m_axes[parameter];
    std::vector<double> others;
    if (axis.kind == ParameterKind::Float || axis.fixed || !activity(unit)[parameter])
        return others;
    const double here = value(axis, unit[parameter]);
    const bool isCategory = axis.kind == ParameterKind::Categorical;
    const double first = isCategory ? 0.0 : std::max(axis.least, here - reach);
    const double last = isCategory ? axis.categories - 1.0 : std::min(axis.greatest, here + reach);
    for (double level = first; level <= last; level += 1.0) {
        if (level != here)
            others.push_back(unitOf(axis, level));
    }
    return others;
}

} // namespace leptune
