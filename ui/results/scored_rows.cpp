// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/scored_rows.h"

#include "core/base/error.h"
#include "core/tuning/study_setup.h"

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

} // namespace

ScoredRows findScoredRows(const StudyRecord &record, const std::shared_ptr<const Table> &table)
{
    using Absence = ScoredRows::Absence;
    if (record.resultTruth.values.empty() ||
        record.resultPrediction.rows != record.resultTruth.values.size())
        return {nullptr, {}, Absence::NoResult};
    if (record.options.test.kind == TestChoice::Kind::File)
        return {nullptr, {}, Absence::TestFile};
    if (!table)
        return {nullptr, {}, Absence::NoData};
    try {
        if (Rows rows = scoredRows(record, *table); !rows.empty())
            return {table, std::move(rows), Absence::None};
    } catch (const Error &) { // the set-up does not fit this table: it is not the study's
    }
    return {nullptr, {}, Absence::OtherData};
}

const LeaderboardEntry *scoredEntry(const StudyRecord &record)
{
    const LeaderboardEntry *entry = record.best.empty() ? nullptr : record.find(record.best);
    if (entry && isRefit(*entry))
        entry = record.find(entry->parent);
    return entry && entry->model ? entry : nullptr;
}

} // namespace leptune
