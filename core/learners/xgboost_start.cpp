// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/xgboost_start.h"

#include "core/learners/booster/quantile.h"

#include <algorithm>
#include <cmath>

namespace leptune {

namespace {

double weightAt(const std::vector<float> &weights, std::size_t row)
{
    return weights.empty() ? 1.0 : static_cast<double>(weights[row]);
}

/// Log shares of the classes (log odds of class 1 where there are two).
XgbStart startOfClasses(const std::vector<float> &labels, const std::vector<float> &weights,
                        std::size_t classes)
{
    std::vector<double> share(classes, 0.0);
    double total = 0.0;
    for (std::size_t i = 0; i < labels.size(); ++i) {
        share[static_cast<std::size_t>(labels[i])] += weightAt(weights, i);
        total += weightAt(weights, i);
    }
    for (double &value : share)
        value = std::max(total > 0.0 ? value / total : 0.0, 1e-4);
    XgbStart start;
    if (classes == 2)
        start.margin = {static_cast<float>(std::log(share[1] / share[0]))};
    else
        for (const double value : share)
            start.margin.push_back(static_cast<float>(std::log(value)));
    return start;
}

XgbStart startOfNumbers(const View &train, FitObjective objective)
{
    const std::vector<float> labels = train.labels();
    XgbStart start{{0.0F}, LabelScale::of(labels, train.weights())};
    if (objective != FitObjective::Mean)
        start.margin = {weightedQuantile(start.unit.apply(labels),
                                         goalWeights(objective, labels, train.weights()), 0.5)};
    return start;
}

} // namespace

XgbStart startOf(const View &train, FitObjective objective)
{
    return train.target().isClassification()
               ? startOfClasses(train.labels(), train.weights(), train.target().classes.size())
               : startOfNumbers(train, objective);
}

std::unique_ptr<XgbMatrix> makeXgbMatrix(const FloatMatrix &features, const View &view,
                                         const XgbStart &start, FitObjective objective)
{
    std::vector<float> labels = view.labels();
    const std::vector<float> weights = goalWeights(objective, labels, view.weights());
    if (!view.target().isClassification())
        labels = start.unit.apply(labels);
    std::vector<float> margins;
    margins.reserve(labels.size() * start.margin.size());
    for (std::size_t i = 0; i < labels.size(); ++i)
        margins.insert(margins.end(), start.margin.begin(), start.margin.end());
    return std::make_unique<XgbMatrix>(features, labels, weights, margins);
}

} // namespace leptune
