// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/learners/learner.h"
#include "core/neural/engine.h"

namespace leptune {

/// One-hot columns of a category that are not worth a table (Holzmueller et al. 2024).
constexpr int kMostOneHot = 9;

/// What a family of networks makes of a configuration. NetworkFamily adds what follows from the
/// data and the context: inputs and how they are embedded, outputs, loss, seed, threads, callbacks.
struct NetworkRecipe {
    neural::NetworkShape shape;
    neural::TrainOptions options;
    bool inWholeNumbers = false;   ///< predicts with codes of eight bits
    bool embedsNumbers = false;    ///< periodically, every scaled number
    bool embedsCategories = false; ///< those of more than kMostOneHot columns
};

constexpr int kMostMembers = 8; ///< that are searched

/// What every family's configurations have.
struct NetworkSettings {
    double rate;
    int batch, layers, width;
    double dropout, decay;
    const char *activation;
    int members = 1;
};
Configuration configurationOf(const NetworkSettings &settings);

/// Whether a configuration has the second of two choices; the first is usual. Throws
/// Error(BadOption) for a third.
bool chosen(const Configuration &configuration, const char *name, const char *usual,
            const char *other);

/// `layers` hidden layers of `width` with `activation` and `dropout`, as the configuration says;
/// members: of an ensemble that shares them, see neural::NetworkShape.
/// Numbers that are absent are those of `usual`.
///
/// Beside what is searched, a configuration may hold label_smoothing (it spoils probabilities),
/// mixup, ema (decay of averaged parameters), all 0 where absent, and shortcuts (on: hidden layers
/// add what they read, off where absent): they are searched where the user names them only, since
/// none of them was better on average beyond chance. distillation: the share of a teacher where
/// there is one; see neural::TrainOptions.
NetworkRecipe recipeFrom(const Configuration &configuration, const Configuration &usual);

/// Of families with several hidden layers.
Parameter shortcutsParameter();

/// A family of networks on robustly scaled features. Regression learns
/// standardised targets, and answers stay within 5 % of the range that was seen. Weights are
/// rounded to eight bits an output where the recipe does not round them in training. A teacher's
/// answers are learnt beside the target's. A fit that is stopped before an epoch ended gives null.
class NetworkFamily : public Learner {
public:
    /// Of training with fused steps.
    CostHint cost(const DataShape &shape, const Configuration &configuration) const override;
    std::string whyNot(const DataShape &shape) const override;
    /// label_smoothing, mixup and ema.
    std::vector<Parameter> furtherParameters() const override;
    std::unique_ptr<Predictor> fit(const View &train, const View &validation,
                                   const Configuration &configuration,
                                   const FitContext &context) const override;

protected:
    /// Of a configuration; of `shape`, the rows and the picture are known.
    virtual NetworkRecipe recipe(const Configuration &configuration,
                                 const DataShape &shape) const = 0;
    /// What its networks read.
    virtual const FeatureSet &inputs(const StudyData &data) const { return data.denseInUnits(); }
};

} // namespace leptune
