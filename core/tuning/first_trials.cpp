// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tuning/first_trials.h"

#include "core/base/error.h"
#include "core/base/random.h"
#include "core/learners/registry.h"
#include "core/metalearn/experience.h"
#include "core/metalearn/residuals.h"
#include "core/tuning/landmarks.h"
#include "core/tuning/portfolio_table.h"
#include "core/tuning/study_shape.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace leptune {

namespace {

constexpr std::size_t kMostKept = 24;
constexpr std::size_t kPicksBeforeUnknown = 3;

void addExperience(Portfolio &known, std::vector<std::string> &notes)
{
    try {
        const ExperienceFile::Contents contents = ExperienceFile().read();
        known.merge(contents.runs);
        if (!contents.damaged.empty())
            notes.push_back(std::to_string(contents.damaged.size()) +
                            " damaged records of earlier runs are passed over");
    } catch (const std::exception &error) {
        notes.push_back(std::string("earlier runs are not used: ") + error.what());
    }
}

std::size_t tablesWith(const Portfolio &known, const std::string &family)
{
    return static_cast<std::size_t>(
        std::ranges::count_if(known.tables, [&](const MeasuredTable &table) {
            return std::ranges::any_of(table.candidates, [&](int candidate) {
                return known.candidates[static_cast<std::size_t>(candidate)].family == family;
            });
        }));
}

/// Families that hardly any measured table knows get their turn after the first picks, rather than
/// last; with pictures, of which no table tells, before them.
void addUnknownFamilies(const Portfolio &known, const DataShape &shape,
                        std::vector<PortfolioPick> &picks)
{
    std::size_t place = shape.picture.bytes() > 0 ? 0 : std::min(kPicksBeforeUnknown, picks.size());
    for (const Learner *learner : allLearners()) {
        if (!learner->whyNot(shape).empty())
            continue;
        const auto defaults = learner->defaults(shape);
        const bool isKnown = 10 * tablesWith(known, learner->name()) >= known.tables.size();
        if (isKnown || defaults.empty() || learner->space(shape).size() == 0)
            continue;
        PortfolioPick pick{learner->name(), defaults.front(), 0.0, 0.0, {}, {}};
        pick.why = "hardly any earlier data set has tried this family";
        picks.insert(picks.begin() + static_cast<std::ptrdiff_t>(place++), std::move(pick));
    }
}

/// Of whose tables: no other landmark could be compared with anything.
std::set<std::string> landmarksOf(const Portfolio &known)
{
    std::set<std::string> names;
    for (const MeasuredTable &table : known.tables)
        for (const auto &[name, skill] : table.features.landmarks)
            names.insert(name);
    return names;
}

/// Finished trials of families that have something to choose, best first.
std::vector<const LeaderboardEntry *> bestTrials(const StudyRecord &record, std::size_t scoredRows)
{
    std::vector<const LeaderboardEntry *> trials;
    for (const LeaderboardEntry &entry : record.entries)
        if (entry.trial >= 0 && entry.parent.empty() && entry.state == EntryState::Done &&
            entry.oof && entry.oof->rows == scoredRows && std::isfinite(entry.validation) &&
            !entry.parameters.values().empty())
            trials.push_back(&entry);
    std::ranges::stable_sort(trials, [&](const auto *a, const auto *b) {
        return std::pair(-toScore(record.metric, a->validation), a->trial) <
               std::pair(-toScore(record.metric, b->validation), b->trial);
    });
    if (trials.size() > kMostKept)
        trials.resize(kMostKept);
    return trials;
}

} // namespace

FirstTrials chooseFirstTrials(const StudySetup &setup, const Rows &rows, const TrialPlan &plan,
                              const FirstTrialOptions &options)
{
    FirstTrials first;
    first.features = metaFeaturesOf(setup.schema, setup.features.gathered(rows),
                                    setup.target.gathered(rows), rows.size());
    Portfolio known = builtInPortfolio();
    if (!builtInPortfolioProblem().empty())
        first.notes.push_back("the portfolio is not used: " + builtInPortfolioProblem());
    if (options.experience)
        addExperience(known, first.notes);
    if (options.landmarks)
        first.features.landmarks =
            runLandmarks(plan, mixSeeds(options.seed, 5), options.stop, landmarksOf(known));
    RankingRequest request;
    request.features = first.features;
    request.shape = shapeOfPlan(plan);
    request.fitsPerTrial = static_cast<int>(plan.splits.size());
    request.families = options.families;
    request.coreSeconds = options.coreSeconds;
    first.picks = rankPortfolio(known, request);
    if (!first.picks.empty())
        addUnknownFamilies(known, request.shape, first.picks);
    return first;
}

Portfolio experienceOf(const StudyRecord &record, const MetaFeatures &features,
                       const TrialPlan &plan, const std::string &data, const std::string &date)
{
    Portfolio run;
    const auto trials = bestTrials(record, plan.scoredRows.size());
    if (trials.size() < 2)
        return run;
    MeasuredTable table;
    table.name = record.schema.target;
    if (!data.empty())
        table.name += " in " + data;
    table.date = date;
    table.hash = record.dataRowsHash;
    table.rows = record.rows;
    table.features = features;
    table.shape = shapeOfPlan(plan);
    table.fits = static_cast<int>(plan.splits.size());
    table.metric = metricName(plan.metric);
    table.constantScore = constantScore(plan.metric, plan.scoredTruth);
    std::vector<const FloatMatrix *> predictions;
    for (const LeaderboardEntry *entry : trials) {
        const int candidate = run.indexOf({entry->family, -1, entry->parameters});
        if (std::ranges::find(table.candidates, candidate) != table.candidates.end())
            continue; // the same settings once more
        table.candidates.push_back(candidate);
        table.scores.push_back(toScore(plan.metric, entry->validation));
        table.seconds.push_back(entry->seconds);
        predictions.push_back(entry->oof.get());
    }
    table.products = errorProducts(plan.scoredTruth, predictions);
    run.tables.push_back(std::move(table));
    return run;
}

} // namespace leptune
