// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/made_portfolios.h"

#include <cmath>

namespace leptune::testing {

namespace {

PortfolioCandidate linear(double c)
{
    PortfolioCandidate candidate{"linear", -1, {}};
    candidate.parameters.set("c", c);
    candidate.parameters.set("penalty", std::string("l2"));
    return candidate;
}

} // namespace

MeasuredTable measuredTable(const std::string &name, double place, std::vector<double> errors,
                            std::vector<double> seconds)
{
    MeasuredTable table;
    table.name = name;
    table.hash = std::hash<std::string>{}(name);
    table.rows = 1000;
    table.features.task = TaskKind::Binary;
    table.features.values.assign(metaFeatureNames().size(), place);
    table.shape.task = TaskKind::Binary;
    table.shape.rows = 800;
    table.shape.rawColumns = table.shape.denseFeatures = table.shape.treeFeatures = 10;
    table.shape.classes = 2;
    table.fits = 5;
    table.metric = "auc";
    table.constantScore = 0.5;
    if (seconds.empty())
        seconds.assign(errors.size(), 1.0);
    for (std::size_t i = 0; i < errors.size(); ++i) {
        table.candidates.push_back(static_cast<int>(i));
        table.scores.push_back(1.0 - 0.5 * errors[i]);
        for (std::size_t j = 0; j < errors.size(); ++j)
            table.products.push_back(i == j ? errors[i] : 0.9 * std::sqrt(errors[i] * errors[j]));
    }
    table.seconds = std::move(seconds);
    return table;
}

Portfolio twoWorlds()
{
    Portfolio portfolio;
    portfolio.candidates = {linear(0.01), linear(1.0), linear(100.0)};
    for (int i = 0; i < 4; ++i) {
        const std::string number = std::to_string(i + 1);
        portfolio.tables.push_back(
            measuredTable("low-" + number, 0.05 * i, {0.30 + 0.005 * i, 0.45, 0.60}));
        portfolio.tables.push_back(
            measuredTable("high-" + number, 10.0 - 0.05 * i, {0.45, 0.30 + 0.005 * i, 0.60}));
    }
    return portfolio;
}

} // namespace leptune::testing
