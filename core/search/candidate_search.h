// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"
#include "core/search/gaussian_process.h"
#include "core/search/kernel_encoding.h"

#include <vector>

namespace leptune {

/// A point of the unit cube and the log expected improvement of the configuration it stands for.
struct Candidate {
    std::vector<double> unit;
    double gain = 0.0;
};

/// Looks for the greatest log expected improvement: scattered points and perturbed good ones,
/// then local descents from the best of them, by gradients in the numbers and value by value in the
/// rest.
class CandidateSearch {
public:
    /// `incumbent`: the mean to improve on, in that family. References have to outlive the search.
    CandidateSearch(const GaussianProcess &process, const KernelEncoding &encoding,
                    double incumbent, std::size_t family);

    /// Numbers stay within `low` and `high` (unit cube, one a parameter); default everywhere.
    void stayWithin(std::vector<double> low, std::vector<double> high);
    /// Best first. `good`: told points, best first.
    std::vector<Candidate> run(const std::vector<std::vector<double>> &good, RandomStream &random);

private:
    void screen(const std::vector<std::vector<double>> &units);
    std::vector<Candidate> starts() const;
    Candidate climb(Candidate start) const;
    void moveNumbers(Candidate &candidate) const;
    bool moveLevels(Candidate &candidate) const;
    std::vector<double> gains(const std::vector<std::vector<double>> &units) const;

    const GaussianProcess &m_process;
    const KernelEncoding &m_encoding;
    double m_incumbent;
    std::size_t m_family;
    std::vector<double> m_low;
    std::vector<double> m_high;
    std::size_t m_parameters = 0;
    std::vector<Candidate> m_candidates;
};

} // namespace leptune
