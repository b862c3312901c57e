// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/worked_case.h"

#include "core/base/random.h"

#include <algorithm>
#include <cmath>

namespace leptune::worked_case {

namespace {

constexpr std::size_t kColumns = 10;

double probabilityOfYes(const std::vector<std::vector<double>> &x, std::size_t row)
{
    const double f = x[0][row] + 0.8 * x[1][row] - 0.7 * x[2][row] + 0.5 * x[3][row] +
                     0.4 * x[4][row] * x[5][row] - 0.35;
    return 1.0 / (1.0 + std::exp(-11.0 * f));
}

} // namespace

Case make(std::size_t rows, std::uint64_t seed)
{
    RandomStream random(seed);
    std::vector<std::vector<double>> x(kColumns, std::vector<double>(rows));
    std::vector<std::string> labels;
    Case made;
    for (std::size_t row = 0; row < rows; ++row) {
        for (std::vector<double> &column :
             x) // four decimals: short in a file, and read back exactly
            column[row] = std::round(random.normal() * 1e4) / 1e4;
        const double p = probabilityOfYes(x, row);
        labels.emplace_back(random.uniform() < p ? "yes" : "no");
        made.bayesAccuracy += std::max(p, 1.0 - p) / static_cast<double>(rows);
    }
    std::vector<Column> columns;
    for (std::size_t c = 0; c < kColumns; ++c)
        columns.push_back(Column::numeric("x" + std::to_string(c + 1), std::move(x[c])));
    columns.push_back(Column::fromTexts(kTarget, ColumnType::Categorical, labels));
    made.table = Table(std::move(columns));
    return made;
}

std::string csv(const Table &table)
{
    std::string text;
    for (std::size_t c = 0; c < table.columns(); ++c)
        text += (c ? "," : "") + table.column(c).name();
    text += "\n";
    for (std::size_t row = 0; row < table.rows(); ++row) {
        for (std::size_t c = 0; c < table.columns(); ++c)
            text += (c ? "," : "") + table.column(c).text(row);
        text += "\n";
    }
    return text;
}

} // namespace leptune::worked_case
