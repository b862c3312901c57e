// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/time_split.h"

#include "core/base/error.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <unordered_set>

namespace leptune {

namespace {

/// The rows by time, and where they may be cut.
class Timeline {
public:
    Timeline(std::size_t rows, const SplitRules &rules) : m_rules(rules), m_order(rows)
    {
        std::iota(m_order.begin(), m_order.end(), 0U);
        std::ranges::stable_sort(m_order, [this](std::uint32_t a, std::uint32_t b) {
            const double x = timeOf(a);
            const double y = timeOf(b);
            return x != y ? x < y : blockOf(a) < blockOf(b);
        });
    }

    const Rows &order() const { return m_order; }

    /// The allowed cut nearest to `wanted` in (after, rows), 0 where there is none.
    std::size_t cutNear(std::size_t wanted, std::size_t after, std::size_t slack) const
    {
        const std::size_t byTime = nearest(wanted, after, [this](std::size_t at) {
            return timeOf(m_order[at - 1]) != timeOf(m_order[at]);
        });
        const std::size_t distance = byTime > wanted ? byTime - wanted : wanted - byTime;
        if (byTime != 0 && distance <= slack)
            return byTime;
        return nearest(wanted, after, [this](std::size_t at) {
            return m_rules.blocks.empty() || blockOf(m_order[at - 1]) != blockOf(m_order[at]) ||
                   timeOf(m_order[at - 1]) != timeOf(m_order[at]);
        });
    }

    /// Trains on the rows before `begin`, tests on [begin, end).
    Split window(std::size_t begin, std::size_t end) const
    {
        Split split;
        split.test.assign(m_order.begin() + static_cast<std::ptrdiff_t>(begin),
                          m_order.begin() + static_cast<std::ptrdiff_t>(end));
        std::unordered_set<std::uint32_t> tested;
        for (const std::uint32_t row : split.test)
            if (!m_rules.blocks.empty())
                tested.insert(blockOf(row));
        for (std::size_t i = 0; i < begin; ++i)
            if (m_rules.blocks.empty() || !tested.contains(blockOf(m_order[i])))
                split.train.push_back(m_order[i]);
        std::ranges::sort(split.train);
        std::ranges::sort(split.test);
        if (split.train.empty())
            throw Error(ErrorCode::TooLittleData, "",
                        "no row is left to train on before the cut in time, as every group reaches "
                        "beyond it; give either the group or the time column");
        return split;
    }

private:
    double timeOf(std::uint32_t row) const
    {
        const double time = m_rules.time[row];
        return std::isnan(time) ? -std::numeric_limits<double>::infinity() : time;
    }
    std::uint32_t blockOf(std::uint32_t row) const
    {
        return m_rules.blocks.empty() ? 0 : m_rules.blocks[row];
    }

    template <typename Allowed>
    std::size_t nearest(std::size_t wanted, std::size_t after, const Allowed &allowed) const
    {
        for (std::size_t step = 0; step < m_order.size(); ++step) {
            if (wanted + step < m_order.size() && wanted + step > after && allowed(wanted + step))
                return wanted + step;
            if (step <= wanted && wanted - step > after && wanted - step < m_order.size() &&
                allowed(wanted - step))
                return wanted - step;
        }
        return 0;
    }

    const SplitRules &m_rules;
    Rows m_order;
};

[[noreturn]] void refuse(std::size_t rows, std::size_t parts)
{
    throw Error(ErrorCode::TooLittleData, "",
                std::to_string(rows) + " rows can't be cut in time into " + std::to_string(parts) +
                    " parts; add rows or ask for fewer folds");
}

std::size_t share(std::size_t rows, double part)
{
    return static_cast<std::size_t>(std::llround(static_cast<double>(rows) * part));
}

} // namespace

Split holdOutLatest(std::size_t rows, double testShare, const SplitRules &rules)
{
    const Timeline timeline(rows, rules);
    const std::size_t cut =
        timeline.cutNear(share(rows, 1.0 - testShare), 0, share(rows, testShare / 2.0));
    if (cut == 0)
        refuse(rows, 2);
    return timeline.window(cut, rows);
}

std::vector<Split> expandingWindows(std::size_t rows, std::size_t folds, const SplitRules &rules)
{
    const Timeline timeline(rows, rules);
    const double stretch = 1.0 / static_cast<double>(folds + 1);
    std::vector<std::size_t> cuts{0};
    for (std::size_t i = 1; i <= folds; ++i) {
        const std::size_t wanted = share(rows, stretch * static_cast<double>(i));
        cuts.push_back(timeline.cutNear(wanted, cuts.back(), share(rows, stretch / 4.0)));
        if (cuts.back() == 0)
            refuse(rows, folds + 1);
    }
    cuts.push_back(rows);
    std::vector<Split> splits;
    for (std::size_t i = 1; i <= folds; ++i)
        splits.push_back(timeline.window(cuts[i], cuts[i + 1]));
    return splits;
}

} // namespace leptune
