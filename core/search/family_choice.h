// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

namespace leptune {

/// Which family of a conditional space to search next. Two of three proposals go to the best family
/// (one of four where it stagnates); the others go round the rest, in proportion to one over their
/// squared rank and one over what a trial costs, leaving out those that stagnate. Ranks need no
/// scale, and a family that was unlucky at first still gets its chance (compare rising bandits, Li
/// et al. 2020).
class FamilyChoice {
public:
    explicit FamilyChoice(std::size_t families) : m_curves(families) {}

    /// A finished trial; nothing = it failed. Values higher is better and of comparable scale.
    void record(std::size_t family, std::optional<double> value);
    /// `pending`: running trials of each family. `round` counts the proposals. `open`: which may be
    /// chosen, empty = all; at least one. `prices`: of a trial of each family, above 0, in any
    /// unit; empty = they cost the same.
    std::size_t choose(const std::vector<std::size_t> &pending, std::size_t round,
                       const std::vector<bool> &open = {},
                       const std::vector<double> &prices = {}) const;

private:
    bool stagnates(std::size_t family) const;

    std::vector<std::vector<double>> m_curves; ///< best value after each trial
};

} // namespace leptune
