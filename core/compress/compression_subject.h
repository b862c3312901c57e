// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/compress/model_parts.h"
#include "core/tuning/slice_scores.h"
#include "core/tuning/study_rows.h"

#include <optional>
#include <span>

namespace leptune {

/// Something to make smaller, and the rows that may be looked at for it: a fit of one fold with the
/// fold's training rows, or the whole Model with all rows that it was fitted on.
struct CompressionPart {
    int number = 0; ///< of the subject's parts
    ModelParts parts;
    Graph graph; ///< of the parts together
    View rows;
};

/// A Model of the leaderboard, taken apart so that what is made of it can be scored on out-of-fold
/// rows: a candidate is made fold by fold, of a fold's fits and training rows alone.
struct CompressionSubject {
    StudySetup setup;
    std::shared_ptr<const TrialPlan> plan;
    LeaderboardEntry original; ///< what was asked for
    LeaderboardEntry scored;   ///< the same, or what it was refitted from: the one with folds
    std::vector<CompressionPart> folds;     ///< the first; part f belongs to plan->splits[f]
    CompressionPart study;                  ///< the scored Model on the rows that it was chosen on
    std::optional<CompressionPart> all;     ///< the original, where it was refitted on all rows
    std::vector<FloatMatrix> memberAnswers; ///< a member [scored rows, outputs], out-of-fold
    Rows testedRows; ///< of the scored rows (numbers into plan->scoredRows), those of these folds
    /// Of the folds' parts for the tested rows: what the original is there without the fits of
    /// other folds and repeats, which no candidate has.
    FloatMatrix foldAnswers;
    bool readsClock = true; ///< false: nothing that is made of it may depend on how long it took
    double constantScore = 0.0; ///< of the best constant answer, higher is better

    /// What is delivered is made of this.
    const CompressionPart &delivered() const { return all ? *all : study; }
    std::size_t partCount() const { return folds.size() + 2; }
    /// Answers of each fold for its test rows, in the order of testedRows; means where folds share
    /// rows.
    FloatMatrix joined(std::span<const FloatMatrix> answers) const;
    /// Of rows of the plan their places among the scored ones.
    Rows scoredPlaces(const Rows &rows) const;
    /// How right answers for the tested rows are, class by class.
    std::vector<SliceScore> slicesOf(const FloatMatrix &answers, const Decision &decision) const;
    /// The mean score of the original on out-of-fold rows, higher is better.
    double originalScore() const;
    /// Part of the original's gain over the constant that is lost at this score (below 0: gained).
    double dropAt(double score) const;
    /// A difference of scores as a part of that gain; 0 where nothing was gained.
    double dropOf(double difference) const;
};

/// Builds the study's rows and folds again and takes the Model called `name` apart. Throws
/// Error(NotFound | Unsupported) where there is no such Model or its folds can't be told apart,
/// Error(BadInput) where the table is another than the study's.
CompressionSubject takeUp(const StudyRecord &record, const std::string &name, const Table &table,
                          const std::optional<Table> &test, int threads);

} // namespace leptune
