// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metalearn/mixture.h"
#include "core/metalearn/portfolio.h"

#include <vector>

namespace leptune {

/// Grows one ensemble on every table at once, option by option. A table's error is normalised: 0 is
/// the best ensemble of all that was measured there, 1 the middle one of the single models, 2 the
/// most. An option a table knows nothing of changes nothing there.
class GreedyChoice {
public:
    explicit GreedyChoice(std::size_t options) : m_options(options) {}
    /// `optionOf[candidate]` is the option a candidate became, -1 none. The table has to outlive
    /// this.
    void add(const MeasuredTable &table, double weight, const std::vector<int> &optionOf);

    std::size_t tables() const { return m_tables.size(); }
    /// What taking the option lowers the error by, on one table and on average.
    double gainOn(std::size_t table, std::size_t option) const;
    double gain(std::size_t option) const;
    double weight(std::size_t table) const { return m_tables[table].weight; }
    const MeasuredTable &table(std::size_t table) const { return *m_tables[table].measured; }
    void take(std::size_t option);

private:
    struct State {
        const MeasuredTable *measured;
        double weight;
        double best;  ///< error of the best ensemble
        double usual; ///< error of the middle single model
        Mixture mixture;
        std::vector<int> place; ///< of an option among the measured ones, -1 unknown
        double normalised(double error) const;
    };
    std::size_t m_options;
    std::vector<State> m_tables;
    double m_weights = 0.0;
};

} // namespace leptune
