// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>

namespace leptune {

/// The least squares line through points, never falling; a level line at the mean of y where x does not vary
/// is replaced by one of slope 1, for scores of the same unit.
class LineFit {
public:
    void add(double x, double y)
    {
        m_points += 1.0;
        const double dx = x - m_meanX;
        const double dy = y - m_meanY;
        m_meanX += dx / m_points;
        m_meanY += dy / m_points;
        m_variance += dx * (x - m_meanX);
        m_covariance += dx * (y - m_meanY);
    }
    int points() const { return static_cast<int>(m_points); }
    double at(double x) const
    {
        const double slope = m_variance > 0.0 ? std::max(0.0, m_covariance / m_variance) : 1.0;
        return m_points > 0.0 ? m_meanY + slope * (x - m_meanX) : x;
    }

private:
    double m_points = 0.0;
    double m_meanX = 0.0;
    double m_meanY = 0.0;
    double m_variance = 0.0;   ///< sums, not means
    double m_covariance = 0.0;
};

} // namespace leptune
