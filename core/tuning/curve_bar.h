// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace leptune {

/// Least validation losses that a family's trials reached in their first folds, on all rows. Lower is better;
/// losses are those of the fits' own objectives, so families are not compared.
class CurveHistory {
public:
    /// NaN = the family shows no curve.
    void record(const std::string &family, double loss);
    /// What a further trial's curve has to promise: the family's median. Nothing while few are known.
    std::optional<double> bar(const std::string &family) const;

private:
    std::map<std::string, std::vector<double>> m_losses;
};

/// Follows a fit's validation losses and says when they will not reach a bar by the last iteration
/// (less than a 5 % chance by extrapolateCurve(), asked at growing distances).
class CurveWatch {
public:
    explicit CurveWatch(std::optional<double> bar) : m_bar(bar) {}
    /// True: hopeless. `total` iterations are planned, 0 = unknown; a loss that is NaN is passed over.
    bool isHopeless(int iteration, int total, double loss);
    /// The least so far; NaN = none was seen.
    double least() const;

private:
    std::optional<double> m_bar;
    std::vector<std::pair<double, double>> m_points; ///< iteration, negative loss
    std::optional<double> m_least;
    double m_nextAt = 4.0; ///< iteration
};

} // namespace leptune
