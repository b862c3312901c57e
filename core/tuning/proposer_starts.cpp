// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tuning/proposer.h"

#include <algorithm>

/// What a proposer starts with, before any result.
namespace leptune {

/// The baseline, the cheapest family's usual settings (a model at once), the picks, and then every
/// family's defaults: the first ones, cheapest first, then the second ones.
void Proposer::planStarts(const std::vector<PortfolioPick> &picks)
{
    struct Default {
        std::size_t rank, family;
        double cost;
        Configuration configuration;
    };
    std::vector<Default> defaults;
    for (std::size_t i = 0; i < m_families.size(); ++i) {
        const auto list = m_families[i].learner->defaults(m_shape);
        for (std::size_t rank = 0; rank < list.size(); ++rank)
            defaults.push_back(
                {rank, i, m_families[i].learner->cost(m_shape, list[rank]).operations, list[rank]});
    }
    std::ranges::stable_sort(defaults, [](const Default &a, const Default &b) {
        return std::pair(a.rank, a.cost) < std::pair(b.rank, b.cost);
    });
    const auto add = [this](const Default &start) {
        addStart(start.family, start.configuration,
                 m_families[start.family].learner->name() == "baseline" ? kWhyBaseline
                 : start.rank == 0 ? "the family's usual settings"
                                   : "settings that often do well",
                 false);
    };
    constexpr std::size_t kQuickOnes = 2; // the baseline is the cheapest
    for (std::size_t i = 0; i < std::min(kQuickOnes, defaults.size()); ++i)
        add(defaults[i]);
    for (const PortfolioPick &pick : picks)
        for (std::size_t i = 0; i < m_families.size(); ++i) {
            Family &family = m_families[i];
            if (family.learner->name() != pick.family)
                continue;
            addStart(i, pick.configuration, pick.why, true);
            const double operations =
                family.learner->cost(m_shape, pick.configuration).operations * m_fitsPerTrial;
            if (family.earlierRate <= 0.0 && pick.expectedSeconds > 0.0 && operations > 0.0)
                family.earlierRate = pick.expectedSeconds / operations;
        }
    for (const Default &start :
         defaults) // where the portfolio speaks, it has spoken of the later ones
        if (start.rank == 0 || picks.empty())
            add(start);
}

void Proposer::addStart(std::size_t family, const Configuration &asked, const std::string &why,
                        bool isPick)
{
    const Configuration configuration = narrowed(m_families[family], asked);
    for (Start &known : m_starts)
        if (known.family == family && known.configuration == configuration) {
            if (isPick) // the better reason
                known.why = why;
            return;
        }
    m_starts.push_back({family, configuration, why, false});
}

} // namespace leptune
