// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/fewer_keys.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>

namespace leptune {

namespace {

bool areSame(float a, float b)
{
    return std::bit_cast<std::uint32_t>(a) == std::bit_cast<std::uint32_t>(b);
}

/// By keys, which files hold shorter then; but not where the values count them.
LookUp inOrder(LookUp op)
{
    std::vector<std::size_t> order(op.values.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    const bool isCounting = std::ranges::all_of(
        order, [&](std::size_t i) { return op.values[i] == static_cast<float>(i); });
    if (isCounting)
        return op;
    std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) {
        return op.keys.empty() ? op.numberKeys[a] < op.numberKeys[b] : op.keys[a] < op.keys[b];
    });
    LookUp sorted;
    sorted.missing = op.missing;
    sorted.unseen = op.unseen;
    for (const std::size_t i : order) {
        sorted.values.push_back(op.values[i]);
        if (op.keys.empty())
            sorted.numberKeys.push_back(op.numberKeys[i]);
        else
            sorted.keys.push_back(std::move(op.keys[i]));
    }
    return sorted;
}

LookUp withoutUnseenOnes(LookUp op)
{
    LookUp left;
    left.missing = op.missing;
    left.unseen = op.unseen;
    for (std::size_t i = 0; i < op.values.size(); ++i) {
        if (areSame(op.values[i], op.unseen))
            continue;
        left.values.push_back(op.values[i]);
        if (op.keys.empty())
            left.numberKeys.push_back(op.numberKeys[i]);
        else
            left.keys.push_back(std::move(op.keys[i]));
    }
    return inOrder(std::move(left));
}

/// How many thresholds a value has reached; missing ones are a side of their own.
class Sides {
public:
    explicit Sides(std::vector<float> thresholds) : m_thresholds(std::move(thresholds))
    {
        std::ranges::sort(m_thresholds);
        const auto rest = std::ranges::unique(m_thresholds);
        m_thresholds.erase(rest.begin(), rest.end());
    }
    /// The first value that was asked about on the same side.
    float nameOf(float value)
    {
        if (std::isnan(value))
            return std::numeric_limits<float>::quiet_NaN();
        const auto side = std::ranges::upper_bound(m_thresholds, value) - m_thresholds.begin();
        return m_names.try_emplace(side, value).first->second;
    }

private:
    std::vector<float> m_thresholds;
    std::map<std::ptrdiff_t, float> m_names;
};

} // namespace

LookUp withFewerKeys(const LookUp &op, const ColumnNeed &need)
{
    if (need.isExact)
        return withoutUnseenOnes(op);
    Sides sides(need.thresholds);
    LookUp same = op;
    same.unseen = sides.nameOf(op.unseen);
    same.missing = sides.nameOf(op.missing);
    for (float &value : same.values)
        value = sides.nameOf(value);
    return withoutUnseenOnes(std::move(same));
}

LookUp withFewerCategories(const LookUp &op, const std::vector<bool> &kept)
{
    constexpr float kNone = -1.0F;
    std::vector<float> moved;
    float next = 0.0F;
    for (const bool isKept : kept)
        moved.push_back(isKept ? next++ : kNone);
    const auto place = [&](float value) {
        const bool isPlace = value >= 0.0F && value < static_cast<float>(kept.size());
        return isPlace ? moved[static_cast<std::size_t>(value)] : kNone;
    };
    LookUp fewer = op;
    fewer.unseen = place(op.unseen);
    fewer.missing = place(op.missing);
    for (float &value : fewer.values)
        value = place(value);
    return withoutUnseenOnes(std::move(fewer));
}

} // namespace leptune
