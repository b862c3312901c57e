// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/seen_configurations.h"

#include "core/search/count_space.h"

namespace leptune {

void SeenConfigurations::insert(const Configuration &configuration)
{
    m_keys.insert(configurationKey(m_space, configuration));
}

bool SeenConfigurations::contains(const Configuration &configuration) const
{
    return m_keys.contains(configurationKey(m_space, configuration));
}

Configuration SeenConfigurations::drawUnseen(RandomStream &random) const
{
    constexpr int kDraws = 64;
    for (int i = 0; i < kDraws; ++i) {
        Configuration drawn = m_space.sample(random);
        if (!contains(drawn))
            return drawn;
    }
    // The walk meets different configurations, so it ends after as many as were seen and one more.
    Configuration unseen = m_space.sample(random);
    walkConfigurations(m_space, random, [&](const Configuration &candidate) {
        if (contains(candidate))
            return false;
        unseen = candidate;
        return true;
    });
    return unseen;
}

} // namespace leptune
