// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metalearn/meta_features.h"

#include "core/metalearn/column_statistics.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace leptune {

namespace {

constexpr std::size_t kMostRows = 10'000;
constexpr std::size_t kMostColumns = 200;
constexpr std::size_t kMostPaired = 24; // columns whose pairs are correlated
constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();

constexpr std::array kNames{
    "log_rows",
    "log_columns",
    "log_rows_per_column",
    "share_categorical",
    "share_boolean",
    "share_date",
    "share_text",
    "missing_share",
    "missing_columns",
    "log_max_cardinality",
    "log_mean_cardinality",
    "log_classes",
    "class_entropy",
    "minority_share",
    "majority_share",
    "numeric_distinct",
    "share_whole",
    "share_zero",
    "mean_skew",
    "max_skew",
    "mean_kurtosis",
    "share_outliers",
    "mean_correlation",
    "max_correlation",
    "mean_target_link",
    "max_target_link",
    "target_skew",
    "target_kurtosis",
    "target_distinct",
    "target_outliers",
};

class Values {
public:
    void set(const std::string &name, double value)
    {
        const auto found = std::ranges::find(kNames, name);
        m_values[static_cast<std::size_t>(found - kNames.begin())] =
            std::isfinite(value) ? value : kUnknown;
    }
    std::vector<double> take() { return std::move(m_values); }

private:
    std::vector<double> m_values = std::vector<double>(kNames.size(), kUnknown);
};

Rows evenSample(std::size_t all, std::size_t most)
{
    Rows rows;
    const std::size_t count = std::min(all, most);
    for (std::size_t i = 0; i < count; ++i)
        rows.push_back(static_cast<std::uint32_t>(i * all / count));
    return rows;
}

double meanOf(const std::vector<double> &values)
{
    double sum = 0.0;
    for (const double value : values)
        sum += value;
    return values.empty() ? kUnknown : sum / static_cast<double>(values.size());
}

double maxOf(const std::vector<double> &values)
{
    return values.empty() ? kUnknown : *std::ranges::max_element(values);
}

void addTypes(const Schema &schema, Values &values)
{
    std::map<ColumnType, double> counts;
    for (const RawColumn &column : schema.columns)
        counts[column.type] += 1.0;
    const double all = std::max<double>(1.0, static_cast<double>(schema.columns.size()));
    values.set("share_categorical", counts[ColumnType::Categorical] / all);
    values.set("share_boolean", counts[ColumnType::Boolean] / all);
    values.set("share_date", counts[ColumnType::DateTime] / all);
    values.set("share_text", counts[ColumnType::Text] / all);
}

void addCells(const std::vector<ColumnCells> &columns, Values &values)
{
    std::vector<double> missing, cardinality;
    double incomplete = 0.0;
    for (const ColumnCells &column : columns) {
        missing.push_back(column.missingShare);
        incomplete += column.missingShare > 0.0 ? 1.0 : 0.0;
        if (column.coded)
            cardinality.push_back(std::log1p(static_cast<double>(column.distinct)));
    }
    values.set("missing_share", meanOf(missing));
    values.set("missing_columns", incomplete / std::max<double>(1.0, double(columns.size())));
    values.set("log_max_cardinality", cardinality.empty() ? 0.0 : maxOf(cardinality));
    values.set("log_mean_cardinality", cardinality.empty() ? 0.0 : meanOf(cardinality));
}

void addNumbers(const std::vector<ColumnCells> &columns, const Target &target, Values &values)
{
    std::vector<double> distinct, whole, zero, skew, kurtosis, outliers, links;
    std::vector<const std::vector<double> *> numeric;
    for (const ColumnCells &column : columns) {
        if (column.coded)
            continue;
        const Moments moments = momentsOf(column.numbers);
        distinct.push_back(static_cast<double>(column.distinct) /
                           std::max<double>(1.0, moments.count));
        whole.push_back(moments.allWhole ? 1.0 : 0.0);
        zero.push_back(moments.zeroShare);
        skew.push_back(std::log1p(std::abs(moments.skew)));
        kurtosis.push_back(std::log1p(std::max(0.0, moments.kurtosis)));
        outliers.push_back(moments.outlierShare);
        links.push_back(targetLink(column.numbers, target));
        numeric.push_back(&column.numbers);
    }
    values.set("numeric_distinct", meanOf(distinct));
    values.set("share_whole", meanOf(whole));
    values.set("share_zero", meanOf(zero));
    values.set("mean_skew", meanOf(skew));
    values.set("max_skew", maxOf(skew));
    values.set("mean_kurtosis", meanOf(kurtosis));
    values.set("share_outliers", meanOf(outliers));
    values.set("mean_target_link", meanOf(links));
    values.set("max_target_link", maxOf(links));
    std::vector<double> pairs;
    const Rows some = evenSample(numeric.size(), kMostPaired);
    for (std::size_t i = 0; i < some.size(); ++i)
        for (std::size_t j = 0; j < i; ++j)
            pairs.push_back(std::abs(correlation(*numeric[some[i]], *numeric[some[j]])));
    values.set("mean_correlation", meanOf(pairs));
    values.set("max_correlation", maxOf(pairs));
}

void addClasses(const Target &target, Values &values)
{
    std::vector<double> counts(target.classes.size(), 0.0);
    for (const float value : target.values)
        counts[static_cast<std::size_t>(value)] += 1.0;
    std::erase(counts, 0.0);
    if (counts.size() < 2)
        return;
    const double all = static_cast<double>(target.values.size());
    double entropy = 0.0;
    for (const double count : counts)
        entropy -= count / all * std::log(count / all);
    values.set("log_classes", std::log(static_cast<double>(counts.size())));
    values.set("class_entropy", entropy / std::log(static_cast<double>(counts.size())));
    values.set("minority_share", *std::ranges::min_element(counts) / all);
    values.set("majority_share", maxOf(counts) / all);
}

void addTargetNumbers(const Target &target, Values &values)
{
    const std::vector<double> numbers(target.values.begin(), target.values.end());
    const Moments moments = momentsOf(numbers);
    values.set("target_skew", std::log1p(std::abs(moments.skew)));
    values.set("target_kurtosis", std::log1p(std::max(0.0, moments.kurtosis)));
    values.set("target_outliers", moments.outlierShare);
    values.set("target_distinct", static_cast<double>(distinctNumbers(numbers)) /
                                      std::max<double>(1.0, moments.count));
}

} // namespace

double MetaFeatures::value(const std::string &name) const
{
    const auto found = std::ranges::find(kNames, name);
    const auto index = static_cast<std::size_t>(found - kNames.begin());
    return index < values.size() ? values[index] : kUnknown;
}

std::span<const char *const> metaFeatureNames()
{
    return kNames;
}

MetaFeatures metaFeaturesOf(const Schema &schema, const Table &features, const Target &target,
                            std::size_t rows)
{
    Values values;
    const auto columnCount = static_cast<double>(std::max<std::size_t>(1, features.columns()));
    const double logRows = std::log(static_cast<double>(std::max<std::size_t>(1, rows)));
    values.set("log_rows", logRows);
    values.set("log_columns", std::log(columnCount));
    values.set("log_rows_per_column", logRows - std::log(columnCount));
    addTypes(schema, values);
    const Rows sampled = evenSample(features.rows(), kMostRows);
    const Target some = target.gathered(sampled);
    std::vector<ColumnCells> columns;
    for (const std::uint32_t index : evenSample(features.columns(), kMostColumns))
        columns.push_back(cellsOf(features.column(index), sampled));
    addCells(columns, values);
    addNumbers(columns, some, values);
    if (target.isClassification())
        addClasses(some, values);
    else
        addTargetNumbers(some, values);
    return {target.task, values.take(), {}};
}

} // namespace leptune
