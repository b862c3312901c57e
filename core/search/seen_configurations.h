// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/search/search_space.h"

#include <optional>
#include <set>
#include <string>

namespace leptune {

/// The configurations that were asked or told, so that none is proposed twice.
class SeenConfigurations {
public:
    explicit SeenConfigurations(const SearchSpace &space) : m_space(space) {}

    void insert(const Configuration &configuration);
    bool contains(const Configuration &configuration) const;
    /// A random configuration not seen before, by draws and then by a walk through the space; any
    /// random one where the space is used up.
    Configuration drawUnseen(RandomStream &random) const;
    std::size_t size() const { return m_keys.size(); }

private:
    const SearchSpace &m_space;
    std::set<std::string> m_keys;
};

} // namespace leptune
