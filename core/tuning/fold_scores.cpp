// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tuning/fold_scores.h"

#include "core/base/random.h"
#include "core/tuning/study_rows.h"

#include <algorithm>

namespace leptune {

namespace {

/// Rows of one fold as places among those that were scored.
struct Fold {
    Rows places;
    Target truth;
    std::vector<float> weights;
};

std::vector<Fold> foldsOf(const StudySetup &setup, const StudyRecord &record)
{
    const Rows rows = searchRows(setup, record.options);
    const auto splits = makeFolds(setup, rows, {record.foldParts, record.foldRepeats},
                                  mixSeeds(record.options.seed, 3));
    std::vector<bool> isScored(rows.size(), false);
    for (const Split &split : splits)
        for (const std::uint32_t row : split.test)
            isScored[row] = true;
    Rows placeOf(rows.size(), 0);
    for (std::uint32_t row = 1; row < rows.size(); ++row)
        placeOf[row] = placeOf[row - 1] + (isScored[row - 1] ? 1 : 0);
    std::vector<Fold> folds;
    for (const Split &split : splits) {
        const Rows tested = gatherValues(rows, split.test);
        folds.push_back({gatherValues(placeOf, split.test), setup.target.gathered(tested),
                         gatherValues(setup.weights, tested)});
    }
    return folds;
}

} // namespace

std::map<std::string, std::vector<double>> foldScores(const StudyRecord &record, const Table &table)
{
    std::map<std::string, std::vector<double>> scores;
    if (record.foldParts <= 0 || record.options.test.kind == TestChoice::Kind::File)
        return scores;
    const StudySetup setup = prepareStudy(table, std::nullopt, record.options);
    requireSameRows(setup, record);
    const std::vector<Fold> folds = foldsOf(setup, record);
    std::size_t scored = 0;
    for (const Fold &fold : folds)
        for (const std::uint32_t place : fold.places)
            scored = std::max<std::size_t>(scored, place + 1);
    for (const LeaderboardEntry &entry : record.entries) {
        if (!entry.oof || entry.oof->rows != scored)
            continue;
        const float threshold = entry.model ? entry.model->threshold() : 0.5F;
        for (const Fold &fold : folds) {
            const FloatMatrix answers = gatherRows(*entry.oof, fold.places);
            scores[entry.name].push_back(
                evaluateMetric(record.metric, {fold.truth, answers, threshold, fold.weights}));
        }
    }
    return scores;
}

} // namespace leptune
