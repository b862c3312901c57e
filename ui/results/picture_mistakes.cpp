// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/picture_mistakes.h"

#include "core/metrics/prepared_metric.h"
#include "ui/results/scored_rows.h"
#include "ui/shared/picture_image.h"

#include <algorithm>

namespace leptune {

namespace {

std::vector<PictureMistake> mistakesIn(const StudyRecord &record,
                                       const std::vector<std::uint32_t> &rows)
{
    const std::vector<int> answers =
        decideLabels({record.resultTruth, record.resultPrediction, record.resultDecision(), {}});
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
    if (!pictures || !record.resultTruth.isClassification())
        return {};
    const ScoredRows scored = findScoredRows(record, table);
    if (!scored.isKnown())
        return {};
    return {table, pictures->name(), record.resultTruth.classes, scored.rows.size(),
            mistakesIn(record, scored.rows)};
}

} // namespace leptune
