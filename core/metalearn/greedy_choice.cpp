// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metalearn/greedy_choice.h"

#include <algorithm>

namespace leptune {

namespace {

constexpr double kMostError = 2.0;
constexpr double kLeastSpread = 1e-6; // tables on which all are equal say nothing

double middleSingleError(const MeasuredTable &table)
{
    const std::size_t count = table.candidates.size();
    std::vector<double> errors;
    for (std::size_t i = 0; i < count; ++i)
        errors.push_back(table.products[i * count + i]);
    std::ranges::nth_element(errors, errors.begin() + static_cast<std::ptrdiff_t>(count / 2));
    return errors[count / 2];
}

} // namespace

double GreedyChoice::State::normalised(double error) const
{
    return std::min(kMostError, std::max(0.0, (error - best) / (usual - best)));
}

void GreedyChoice::add(const MeasuredTable &table, double weight, const std::vector<int> &optionOf)
{
    const std::size_t count = table.candidates.size();
    if (count == 0)
        return;
    State state{&table,
                weight,
                bestMixtureError(table.products, count),
                middleSingleError(table),
                Mixture(table.products, count),
                std::vector<int>(m_options, -1)};
    if (!(state.usual - state.best > kLeastSpread))
        state.usual = state.best + std::max(kLeastSpread, 0.05 * state.best);
    for (std::size_t i = 0; i < count; ++i) {
        const int option = optionOf[static_cast<std::size_t>(table.candidates[i])];
        if (option >= 0 && state.place[static_cast<std::size_t>(option)] < 0)
            state.place[static_cast<std::size_t>(option)] = static_cast<int>(i);
    }
    m_weights += weight;
    m_tables.push_back(std::move(state));
}

double GreedyChoice::gainOn(std::size_t table, std::size_t option) const
{
    const State &state = m_tables[table];
    const int place = state.place[option];
    if (place < 0)
        return 0.0;
    const double after = state.mixture.errorWith(static_cast<std::size_t>(place));
    return state.normalised(state.mixture.error()) - state.normalised(after);
}

double GreedyChoice::gain(std::size_t option) const
{
    double sum = 0.0;
    for (std::size_t table = 0; table < m_tables.size(); ++table)
        sum += m_tables[table].weight * gainOn(table, option);
    return m_weights > 0.0 ? sum / m_weights : 0.0;
}

void GreedyChoice::take(std::size_t option)
{
    for (State &state : m_tables)
        if (state.place[option] >= 0)
            state.mixture.add(static_cast<std::size_t>(state.place[option]));
}

} // namespace leptune
