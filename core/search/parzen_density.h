// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"
#include "core/search/search_space.h"

#include <vector>

namespace leptune {

/// A configuration as the Parzen estimator sees it.
struct ParzenPoint {
    std::vector<double> unit;
    std::vector<bool> active;
};

/// Product kernels around configurations and a uniform one: truncated normal ones in the numbers,
/// mixtures with the uniform in the categories. A parameter that only one of two configurations has
/// counts as uniform, so that trials of one family never blur another one's (grouped, multivariate
/// TPE; Bergstra et al. 2011, Watanabe 2023).
class ParzenDensity {
public:
    /// The space has to outlive the density.
    ParzenDensity(const SearchSpace &space, std::vector<ParzenPoint> centres);

    double logDensity(const ParzenPoint &point) const;
    /// Unit coordinates, also of parameters that may turn out inactive.
    std::vector<double> sample(RandomStream &random) const;

private:
    struct Kernel {
        double width = 0.0;                ///< of numbers
        double floor = 0.0;                ///< of categories: share that is uniform
        std::vector<double> logNormaliser; ///< a parameter: the mass inside [0, 1], and constants
    };
    double logKernel(std::size_t centre, const ParzenPoint &point) const;

    const SearchSpace &m_space;
    std::vector<ParzenPoint> m_centres;
    std::vector<Kernel> m_kernels;
};

} // namespace leptune
