// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/picture_mistakes.h"

#include "core/base/error.h"
#include "core/metrics/prepared_metric.h"
#include "core/tuning/study_setup.h"
#include "ui/shared/picture_image.h"

#include <algorithm>
#include <numeric>

namespace leptune {

namespace {

/// Rows of the table that have a target: those that a study numbers.
Rows usableRows(const Column &target)
{
    Rows rows;
    for (std::uint32_t row = 0; row < target.size(); ++row)
        if (!target.isMissing(row))
            rows.push_back(row);
    return rows;
}

/// Rows of the table behind the scored ones, in their order; empty where they can't be told.
Rows scoredRows(const StudyRecord &record, const Table &table)
{
    const StudySetup setup = prepareStudy(table, std::nullopt, record.options);
    Rows rows = setup.lockedRows;
    if (rows.empty()) { // all rows were scored out of fold
        rows.resize(setup.usableRows());
        std::iota(rows.begin(), rows.end(), 0U);
    }
    const Rows usable = usableRows(table.column(record.options.target));
    if (setup.rowsHash != record.dataRowsHash || usable.size() != setup.usableRows() ||
        setup.target.gathered(rows).values != record.resultTruth.values)
        return {};
    for (std::uint32_t &row : rows)
        row = usable[row];
    return rows;
}

std::vector<PictureMistake> mistakesIn(const StudyRecord &record, const Rows &rows)
{
    const std::vector<int> answers =
        decideLabels({record.resultTruth, record.resultPrediction, record.resultThreshold, {}});
    std::vector<PictureMistake> mistakes;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const int truth = static_cast<int>(record.resultTruth.values[i]);
        if (answers[i] != truth)
            mistakes.push_back(
                {rows[i], truth, answers[i],
                 record.resultPrediction.at(i, static_cast<std::size_t>(answers[i]))});
    }
    std::ranges::stable_sort(mistakes, std::ranges::greater{}, &PictureMistake::probability);
    return mistakes;
}

} // namespace

PictureMistakes findPictureMistakes(const StudyRecord &record,
                                    const std::shared_ptr<const Table> &table)
{
    const Column *pictures = table ? pictureColumn(*table) : nullptr;
    if (!pictures || !record.resultTruth.isClassification() ||
        record.options.test.kind == TestChoice::Kind::File)
        return {};
    Rows rows;
    try {
        rows = scoredRows(record, *table);
    } catch (const Error &) {
        return {}; // the table is not the one the record was tuned on
    }
    if (rows.empty())
        return {};
    return {table, pictures->name(), record.resultTruth.classes, rows.size(),
            mistakesIn(record, rows)};
}

} // namespace leptune
