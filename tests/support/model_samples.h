// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/model.h"

#include <memory>
#include <string>
#include <vector>

/// Models built by hand that together hold every graph operation and every kind of column.
namespace leptune::samples {

/// Rows with missing, unseen and extreme cells in numbers, categories, number codes, dates and
/// flags, and pictures of which none is missing.
Table table(std::size_t rows, std::uint64_t seed = 7);

/// table() under the column names of a sample's schema.
Table tableFor(const Model &model, std::size_t rows, std::uint64_t seed = 7);

/// The schema of table() for a task; classes are called "class 0", ...
Schema schema(TaskKind task, int classes = 0);

struct Sample {
    std::string name;
    std::shared_ptr<const Model> model;
};
std::vector<Sample> all();
/// The one of that name.
std::shared_ptr<const Model> named(const std::string &name);

/// `trees` random trees over `features` with values near the features' scale.
TreeEnsemble randomTrees(int features, int trees, int depth, int outputs, std::uint64_t seed,
                         bool oneTargetEach = false);

/// The bits of a prediction, for comparisons.
std::vector<std::uint32_t> bits(const Prediction &prediction);

} // namespace leptune::samples
