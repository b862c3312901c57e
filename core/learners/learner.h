// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/learners/fit_goal.h"
#include "core/model/graph_builder.h"
#include "core/preprocess/view.h"
#include "core/search/search_space.h"

#include <functional>
#include <limits>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace leptune {

/// What a fit reports while it runs. Losses in the sense of the fit's own objective, NaN = unknown.
struct FitProgress {
    int iteration = 0; ///< epochs, rounds, trees done
    int total = 0;     ///< expected, 0 = unknown
    double trainLoss = 0.0;
    double validationLoss = 0.0;
    double metric = std::numeric_limits<double>::quiet_NaN(); ///< FitContext::measure's answer
    /// Of networks, while they train: share of the weights that are 0, bits of the others (0 =
    /// floats), about what they pack to (0 = unknown).
    double sparsity = std::numeric_limits<double>::quiet_NaN();
    int weightBits = 0;
    std::uint64_t bytes = 0;
};

/// A fit on its way, or at its end, in a form that only its family reads.
using FitState = std::vector<std::uint8_t>;

/// Everything a fit gets beside data and configuration. `threads` is 1 except for the last long
/// fit.
struct FitContext {
    std::uint64_t seed = 0;
    Deadline deadline;
    std::stop_token stop;
    std::function<void(const FitProgress &)> progress; ///< may be empty; called on the fit's thread
    int threads = 1;
    std::string device = "auto"; ///< of networks; see trainingDevice()
    FitGoal goal;
    int fixedIterations =
        0; ///< > 0: train exactly so many rounds or epochs, no early stopping (refit)
    /// The study's metric, in its own sign, of predictions [rows, outputs] for the validation rows;
    /// for progress only. May be empty.
    std::function<double(const FloatMatrix &)> measure;
    /// A better model's answers [rows of the study, outputs], by row number: probabilities, or
    /// numbers in the target's unit. Networks learn from them as well; null = there is no teacher.
    std::shared_ptr<const FloatMatrix> teacher;
    /// Where the same fit (rows, configuration, seed) was when it was stopped; null = it starts. A
    /// family that can't go on from there starts anew.
    std::shared_ptr<const FitState> from;
    /// Gets where the fit is when it is stopped, and a small one when it is done, networks' every
    /// few seconds; may be empty, and is not called by families that can't go on.
    std::function<void(FitState)> keepState;

    bool shouldEnd() const { return stop.stop_requested() || deadline.passed(); }
    void report(const FitProgress &value) const
    {
        if (progress)
            progress(value);
    }
};

/// A fitted model: features it reads and how it continues from them.
class Predictor {
public:
    virtual ~Predictor() = default;
    /// Raw columns -> the features that lower() starts from.
    virtual std::shared_ptr<const FeaturePlan> plan() const = 0;
    /// Appends nodes from `features` to probabilities [N, classes] or numbers [N,1].
    virtual NodeId lower(GraphBuilder &builder, NodeId features) const = 0;
    /// Rounds or epochs of the best iteration (for a refit without validation rows), 0 = not
    /// iterative.
    virtual int bestIteration() const { return 0; }
    /// The deadline or the stop token ended it before it converged.
    virtual bool wasCutShort() const { return false; }
};

/// What a family can be asked to learn from, before any row is touched.
struct DataShape {
    TaskKind task = TaskKind::Regression;
    std::size_t rows = 0; ///< training rows of one fit
    std::size_t rawColumns = 0;
    std::size_t denseFeatures = 0; ///< width of StudyData::dense()
    std::size_t treeFeatures = 0;  ///< width of StudyData::tree()
    std::size_t classes = 0;       ///< 0 for regression
    PictureShape picture = {};     ///< where the data is a column of pictures and nothing else
    bool wantsSmall = false; ///< the size of the file is limited: spaces hold what shrinks models
    bool wantsFast = false;  ///< the time a row is limited: spaces hold what speeds models up
    FitGoal goal = {};
    double denseFilled = 1.0; ///< share of the cells of StudyData::dense() that are not 0

    bool isPictures() const { return picture.bytes() > 0; }
};

/// Predicted price of one fit. `operations` is a static count (for --trials, where nothing reads a
/// clock); seconds = operations * secondsPerOperation, which the study calibrates as fits finish.
struct CostHint {
    double operations = 0.0;
    double bytes = 0.0; ///< peak memory beyond the shared data
};

/// A family of models. Stateless and thread-safe.
class Learner {
public:
    virtual ~Learner() = default;
    virtual std::string name() const = 0;
    /// "gradient boosting", for people.
    virtual std::string title() const = 0;
    /// Hyperparameters without the family's name; what they mean stands in the family's header.
    virtual SearchSpace space(const DataShape &shape) const = 0;
    /// Further ones that a configuration may hold, each in a range that makes sense. They are
    /// searched where the user names them only: on average they were no better than chance.
    virtual std::vector<Parameter> furtherParameters() const { return {}; }
    /// A good first configuration, and further quick ones, best first.
    virtual std::vector<Configuration> defaults(const DataShape &shape) const = 0;
    virtual CostHint cost(const DataShape &shape, const Configuration &configuration) const = 0;
    /// Whether it is made for this kind of data (tables, pictures). One that isn't is no choice
    /// that anybody missed: it is passed over without a word, unless it is asked for by name.
    virtual bool isMadeFor(const DataShape &) const { return true; }
    /// Empty where the family may be tried, else the reason why not ("more than 20,000 rows").
    virtual std::string whyNot(const DataShape &shape) const = 0;
    /// Learns from `train`; `validation` (may be empty) serves early stopping only. A stopped fit
    /// returns a valid, weaker predictor, or null where there is none yet. Throws Error or
    /// std::bad_alloc.
    virtual std::unique_ptr<Predictor> fit(const View &train, const View &validation,
                                           const Configuration &configuration,
                                           const FitContext &context) const = 0;
    /// Whether fits heed this part of FitContext::goal; fitTowards() serves the others.
    virtual bool aimsAt(FitObjective objective) const { return objective == FitObjective::Mean; }
    /// Whether answers keep to FitGoal::directions; families that don't are not tried with any.
    virtual bool keepsDirections() const { return false; }
    /// A fit that was cut short is the beginning of a longer one (networks plan to be done in
    /// time).
    virtual bool growsByRounds() const { return false; }
    /// True: the finished model contains training rows (k-NN, SVM).
    virtual bool containsTrainingRows() const { return false; }
};

/// Why rows can't be told apart by their distance (k-NN, kernels), or empty.
std::string whyNoDistances(const DataShape &shape);

/// Why trees have nothing to ask (pictures: single pixels do not answer), or empty.
std::string whyNoTrees(const DataShape &shape);

/// Predictions of a fitted predictor for rows of a view: [rows, outputs], from the study's cached
/// features where the plan is one of them, else from the raw cells. Same bits as the final Model.
FloatMatrix predictView(const Predictor &predictor, const View &view);

} // namespace leptune
