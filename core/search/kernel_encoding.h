// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/search/gaussian_process.h"
#include "core/search/search_space.h"

#include <vector>

namespace leptune {

/// What a Gaussian process sees of a configuration: one coordinate a parameter (numbers in [0,1]
/// and snapped to their integers, categories by index) and one indicator for every set of
/// conditions that switches parameters on. An inactive number stands in the middle of its range, so
/// that distances stay Euclidean and the kernel positive definite.
class KernelEncoding {
public:
    explicit KernelEncoding(const SearchSpace &space);

    const std::vector<TermKind> &terms() const { return m_terms; }
    /// Where parameters depend on the choice of one unconditional category (a model family), a part
    /// for what all families share and one a family; else a single one.
    const std::vector<KernelPart> &parts() const { return m_parts; }
    /// The parameter that chooses the family, -1: none.
    int familyParameter() const { return m_family; }
    /// Index of the family at a point of the unit cube, 0 where there are none.
    std::size_t familyOf(const std::vector<double> &unit) const;
    std::size_t families() const;
    /// Numbers and categories that a family may have active.
    std::size_t dimensions(std::size_t family) const;
    void setFamily(std::vector<double> &unit, std::size_t family) const;
    /// From a point as SearchSpace::encode gives it, or any other in the unit cube.
    Eigen::VectorXd point(const std::vector<double> &unit) const;
    /// The parameters whose coordinate is free to move continuously at that point.
    std::vector<std::size_t> movableNumbers(const std::vector<double> &unit) const;
    /// Unit coordinates of the other values of a discrete parameter near `unit`: every category,
    /// and up to `reach` integers on each side. Empty for floats and inactive parameters.
    std::vector<double> neighbours(const std::vector<double> &unit, std::size_t parameter,
                                   int reach) const;

private:
    struct Condition {
        std::size_t parent;
        std::vector<double> allowed; ///< category indices, or integers
    };
    struct Axis {
        ParameterKind kind = ParameterKind::Float;
        bool fixed = false; ///< one value only
        bool log = false;
        double low = 0.0; ///< of the unit interval, logarithm taken
        double high = 1.0;
        double least = 0.0; ///< of the values
        double greatest = 1.0;
        double categories = 0.0;
        std::vector<Condition> conditions;
        int indicator = -1; ///< term that says whether it is active; -1: always
    };
    void findParts(const SearchSpace &space);
    double value(const Axis &axis, double unit) const;
    double unitOf(const Axis &axis, double value) const;
    std::vector<bool> activity(const std::vector<double> &unit) const;

    std::vector<Axis> m_axes;
    std::vector<TermKind> m_terms;
    std::vector<KernelPart> m_parts;
    int m_family = -1;
};

} // namespace leptune
