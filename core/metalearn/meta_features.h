// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/schema.h"

#include <map>
#include <span>
#include <string>
#include <vector>

namespace leptune {

/// What describes a data set before anything is tuned on it. `values` are in the order of
/// metaFeatureNames(), NaN = unknown. `landmarks` are skills of quick fits by name (1 = no error,
/// 0 = as good as a constant answer), supplied by whoever ran them; may be empty.
struct MetaFeatures {
    TaskKind task = TaskKind::Regression;
    std::vector<double> values;
    std::map<std::string, double> landmarks;

    /// The value of that name, NaN where there is none.
    double value(const std::string &name) const;
};

/// Sizes (as logarithms), shares of column types, missing cells, cardinalities, classes, shape of
/// the numbers (skew, kurtosis, outliers, zeros), correlations, target statistics.
std::span<const char *const> metaFeatureNames();

/// `features` has the columns of `schema` and one row a target value. `rows` is what the fits will
/// see (logarithm of the rows). Statistics come from an even sample of at most 10,000 rows and 200
/// columns.
MetaFeatures metaFeaturesOf(const Schema &schema, const Table &features, const Target &target,
                            std::size_t rows);

} // namespace leptune
