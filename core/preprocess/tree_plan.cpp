// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/preprocess/plan_parts.h"

#include <limits>

namespace leptune {

namespace {

void addNumber(FeaturePlan &plan, int column, const std::string &name, const RawCells &cells)
{
    const NumberSummary summary = summarizeNumbers(cells.numbers);
    const bool varies =
        summary.hasImpossible || summary.varies() || (summary.present > 0 && summary.missing > 0);
    if (varies)
        plan.chains.push_back({column, {CleanRange{}}, {name}});
}

void addDate(FeaturePlan &plan, int column, const std::string &name, const RawCells &cells)
{
    const CleanRange clean = possibleDates();
    const std::vector<DatePart> parts = varyingDateParts(cleaned(cells.numbers, clean));
    if (parts.empty())
        return;
    FeatureChain chain{column, {clean, DateParts{parts}}, {}};
    for (const DatePart part : parts)
        chain.names.push_back(name + " (" + datePartName(part) + ")");
    plan.chains.push_back(std::move(chain));
}

void addCategory(FeaturePlan &plan, int column, const std::string &name, const RawCells &cells,
                 std::size_t rows, int oneHotLimit, ManyCategories beyond)
{
    const CategorySummary summary = summarizeCategories(cells, rows);
    if (oneHotWidth(summary) == 0)
        return;
    if (summary.size() <= static_cast<std::size_t>(oneHotLimit)) {
        plan.chains.push_back(oneHotChain(column, name, summary, kMissingCell));
        return;
    }
    if (beyond == ManyCategories::Drop)
        return;
    // Rank by frequency; what was not met is taken to be rarer than all that was.
    std::vector<float> ranks(summary.size());
    for (std::size_t i = 0; i < ranks.size(); ++i)
        ranks[i] = static_cast<float>(i);
    const auto rarest = static_cast<float>(ranks.size());
    plan.chains.push_back(
        {column, {categoryLookUp(summary, std::move(ranks), kMissingCell, rarest)}, {name}});
}

} // namespace

FeaturePlan fitTreePlan(const Schema &schema, const RawBatch &batch, int oneHotLimit,
                        ManyCategories beyond)
{
    FeaturePlan plan;
    for (std::size_t i = 0; i < schema.columns.size(); ++i) {
        const RawColumn &column = schema.columns[i];
        const RawCells &cells = batch.columns[i];
        const int index = static_cast<int>(i);
        switch (cellMeaning(column)) {
        case CellMeaning::Number:
            addNumber(plan, index, column.name, cells);
            break;
        case CellMeaning::Date:
            addDate(plan, index, column.name, cells);
            break;
        case CellMeaning::Category:
            addCategory(plan, index, column.name, cells, batch.rows, oneHotLimit, beyond);
            break;
        case CellMeaning::Picture: // trees of single pixels do not answer for pictures
        case CellMeaning::Unused:
            break;
        }
    }
    return plan;
}

} // namespace leptune
