// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/neural/k_means.h"

#include <algorithm>

namespace leptune::neural {

namespace {

class Clusters {
public:
    Clusters(std::vector<float> numbers, std::size_t count) : m_numbers(std::move(numbers))
    {
        std::ranges::sort(m_numbers);
        m_sums.push_back(0.0);
        m_squares.push_back(0.0);
        for (const float number : m_numbers) {
            m_sums.push_back(m_sums.back() + number);
            m_squares.push_back(m_squares.back() + static_cast<double>(number) * number);
        }
        const float low = m_numbers.front(), width = m_numbers.back() - low;
        for (std::size_t i = 0; i < count; ++i)
            m_centres.push_back(low +
                                width * (static_cast<float>(i) + 0.5F) / static_cast<float>(count));
    }

    /// False: nothing has moved.
    bool improve()
    {
        const std::vector<float> before = m_centres;
        bound();
        for (std::size_t i = 0; i < m_centres.size(); ++i)
            if (m_bounds[i] < m_bounds[i + 1])
                m_centres[i] = mean(m_bounds[i], m_bounds[i + 1]);
        splitWorst();
        std::ranges::sort(m_centres);
        return m_centres != before;
    }
    const std::vector<float> &centres() const { return m_centres; }

private:
    float mean(std::size_t begin, std::size_t end) const
    {
        return static_cast<float>((m_sums[end] - m_sums[begin]) / static_cast<double>(end - begin));
    }
    double error(std::size_t begin, std::size_t end) const
    {
        if (begin == end)
            return 0.0;
        const double sum = m_sums[end] - m_sums[begin];
        return m_squares[end] - m_squares[begin] - sum * sum / static_cast<double>(end - begin);
    }
    /// Where the numbers of each centre begin.
    void bound()
    {
        m_bounds.assign(1, 0);
        for (std::size_t i = 0; i + 1 < m_centres.size(); ++i) {
            const float middle = 0.5F * (m_centres[i] + m_centres[i + 1]);
            m_bounds.push_back(static_cast<std::size_t>(
                std::ranges::lower_bound(m_numbers, middle) - m_numbers.begin()));
        }
        m_bounds.push_back(m_numbers.size());
    }
    /// Gives half of the numbers with the largest error to a centre that has none.
    void splitWorst()
    {
        std::size_t empty = m_centres.size(), worst = 0;
        double most = 0.0;
        for (std::size_t i = 0; i < m_centres.size(); ++i) {
            const std::size_t begin = m_bounds[i], end = m_bounds[i + 1];
            if (begin == end)
                empty = i;
            else if (const double own = error(begin, end);
                     own > most && m_numbers[begin] < m_numbers[end - 1]) {
                most = own;
                worst = i;
            }
        }
        if (empty == m_centres.size() || most <= 0.0)
            return;
        const std::size_t begin = m_bounds[worst], end = m_bounds[worst + 1];
        const std::size_t middle = (begin + end) / 2;
        m_centres[worst] = mean(begin, middle);
        m_centres[empty] = mean(middle, end);
    }

    std::vector<float> m_numbers, m_centres;
    std::vector<double> m_sums, m_squares; ///< of the numbers before each
    std::vector<std::size_t> m_bounds;
};

} // namespace

std::vector<float> clusterCentres(std::vector<float> numbers, std::size_t count)
{
    if (numbers.empty())
        return std::vector<float>(count);
    constexpr int kMostSteps = 400;
    Clusters clusters(std::move(numbers), count);
    for (int step = 0; step < kMostSteps && clusters.improve(); ++step) {
    }
    return clusters.centres();
}

} // namespace leptune::neural
